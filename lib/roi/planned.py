"""A budget plan as a scenario: the plan's own period, its expected value and its uncertainty, carried over to the levers.

Today is then today's split of the plan's money in one period, so that the difference to the plan is the plan's own promise.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

import numpy as np

from lib.roi.bookings import DIMENSIONS, UNKNOWN
from lib.roi.levers import Baseline, Planned
from lib.roi.ranges import measured_levers
from lib.roi.scenario import PER_SEGMENT, Scenario, expected
from lib.settings import Settings


@dataclass(frozen=True, eq=False)
class Plan:
    """What a plan divides: per kind its ``labels``, ``today`` and ``spend`` (money of one period), and draws of its value.

    ``gain_today`` and ``gain`` are draws × kinds: what counts toward profit before cost (`lib.allocation.plan.with_gain`) at
    today's and at the plan's spend; the draws are joint.
    """

    labels: Sequence[Mapping[str, str]]
    today: np.ndarray
    spend: np.ndarray
    gain_today: np.ndarray
    gain: np.ndarray


def planned(baseline: Baseline, plan: Plan, settings: Settings) -> Baseline:
    """Return the baseline of one period of ``plan``: today's split of its money, and in ``planned`` what the plan changes.

    Each kind costs exactly what the plan spends there and is expected to bring what the plan expects; the levers keep the
    proportions measured on the bookings. Kinds never booked are added with the programme's usual booking.
    """
    scenario, kind = _with_unbooked(baseline.scenario, plan)
    spent = expected(scenario).spend
    of_kind = np.bincount(kind[kind >= 0], spent[kind >= 0], len(plan.labels))
    today, then = (_booked(scenario, spent, of_kind, kind, money) for money in (plan.today, plan.spend))
    now = _bringing(replace(scenario, creators=today), kind, plan.gain_today.mean(axis=0))
    ahead = _bringing(replace(now, creators=then, reference_posts=_posts(now, then)), kind, plan.gain.mean(axis=0))
    now = replace(now, response_draws=_factors(plan.gain_today, kind))
    ahead = replace(ahead, response_draws=_factors(plan.gain, kind))
    levers = measured_levers(baseline.bookings, now, settings, _elasticity(baseline))
    return replace(baseline, scenario=now, levers=MappingProxyType(levers), planned=_difference(now, ahead, plan))


def _elasticity(baseline: Baseline) -> tuple[float, float, float]:
    lever = baseline.levers["elasticity"]
    return lever.base, lever.low, lever.high


def _with_unbooked(scenario: Scenario, plan: Plan) -> tuple[Scenario, np.ndarray]:
    """Return the scenario with one more segment per kind without spend so far, and each segment's kind (−1: not planned)."""
    kind = np.full(len(scenario.segments), -1)
    for j, labels in enumerate(plan.labels):
        chosen = np.logical_and.reduce([scenario.groups[dimension] == label for dimension, label in labels.items()])
        kind[chosen & (kind < 0)] = j
    spent = expected(scenario).spend
    booked = np.bincount(kind[kind >= 0], spent[kind >= 0], len(plan.labels)) > 0
    new = np.flatnonzero(~booked & ((plan.spend > 0) | (plan.today > 0)))
    kind[np.isin(kind, new)] = -1
    usual = {name: np.full(len(new), value) for name, value in _usual(scenario).items()}
    groups = {name: np.append(scenario.groups[name], [plan.labels[j].get(name, UNKNOWN) for j in new]) for name in DIMENSIONS}
    wider = replace(
        scenario,
        segments=(*scenario.segments, *(f"new: {' · '.join(plan.labels[j].values())}" for j in new)),
        groups=MappingProxyType(groups),
        **{name: np.append(getattr(scenario, name), usual[name]) for name in PER_SEGMENT},
    )
    return wider, np.append(kind, new)


def _usual(scenario: Scenario) -> dict[str, float]:
    """Return one booking as the programme's bookings are on average, paid by fee."""
    o = expected(scenario)
    weight = scenario.creators / scenario.creators.sum()
    posts = max(float(o.posts.sum() / scenario.creators.sum()), 1e-9)
    usual = {name: float(getattr(scenario, name) @ weight) for name in PER_SEGMENT}
    fee = float(o.spend.sum() / scenario.creators.sum()) / posts
    fixed = {"creators": 1.0, "posting_rate": 1.0, "posts": posts, "fee": fee, "reference_posts": posts}
    return usual | fixed | dict.fromkeys(("product_cost", "handling_cost", "commission_rate", "content_value"), 0.0)


def _booked(scenario: Scenario, spent: np.ndarray, of_kind: np.ndarray, kind: np.ndarray, money: np.ndarray) -> np.ndarray:
    """Return bookings per segment so that each kind costs ``money``; what no plan covers is left out."""
    factor = np.divide(money, of_kind, out=np.zeros(len(money)), where=of_kind > 0)
    return np.where(kind >= 0, scenario.creators * factor[kind], 0.0)


def _posts(scenario: Scenario, creators: np.ndarray) -> np.ndarray:
    return creators * scenario.posting_rate * scenario.posts


def _bringing(scenario: Scenario, kind: np.ndarray, gain: np.ndarray) -> Scenario:
    """Return the scenario with sales and content rescaled so that each kind brings ``gain``; commission per booking stays."""
    scenario = replace(scenario, reference_posts=_posts(scenario, scenario.creators))
    o = expected(scenario)
    kept = o.kept_share + scenario.search_lift
    own = kept * o.revenue + o.content_value
    weight = np.where(np.bincount(kind[kind >= 0], own[kind >= 0], len(gain))[kind] > 0, own, o.spend) * (kind >= 0)
    share = _ratio(weight, np.bincount(kind[kind >= 0], weight[kind >= 0], len(gain))[kind])
    wanted = np.where(kind >= 0, gain[kind], 0.0) * share
    scale = np.where(scenario.creators > 0, _ratio(wanted, own, 1.0), 1.0)
    silent = (own <= 0) & (wanted > 0) & (kept > 0)  # booked, and nothing came back so far
    before = o.clicks * scenario.order_value * (1 - scenario.refund_rate) * kept
    return replace(
        scenario,
        conversion_rate=np.where(silent, _ratio(wanted, before), scenario.conversion_rate * scale),
        content_value=scenario.content_value * scale,
        commission_rate=np.where(silent, 0.0, _ratio(scenario.commission_rate, scale)),
    )


def _ratio(top: np.ndarray, bottom: np.ndarray, otherwise: float = 0.0) -> np.ndarray:
    return np.divide(top, bottom, out=np.full(len(top), otherwise), where=bottom > 0)


def _factors(gain: np.ndarray, kind: np.ndarray) -> np.ndarray:
    """Return each segment's value relative to what is expected, segments × draws."""
    mean = gain.mean(axis=0)
    relative = np.divide(gain, mean, out=np.ones_like(gain), where=mean > 0)
    return np.where(kind[:, None] >= 0, relative.T[kind], 1.0)


def _difference(now: Scenario, ahead: Scenario, plan: Plan) -> Planned:
    """Return what turns today into the plan."""
    booked = now.creators > 0
    return Planned(
        growth=_ratio(ahead.creators, now.creators),
        added=np.where(booked, 0.0, ahead.creators),
        sales=_ratio(ahead.conversion_rate, now.conversion_rate, 1.0),
        content=_ratio(ahead.content_value, now.content_value, 1.0),
        commission=_ratio(ahead.commission_rate, now.commission_rate, 1.0),
        reference_posts=ahead.reference_posts,
        response_draws=ahead.response_draws,
        chance=float(np.mean((plan.gain - plan.gain_today).sum(axis=1) > 0)),
    )
