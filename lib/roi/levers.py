"""What a founder can move: levers with their measured baseline and range, and what moving them does.

A lever is moved in its own unit at programme level ($420 → $500 per post) and moves every segment in proportion, so that
segments keep their differences. What can be asked of levers is in `lib.roi.questions`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
import pandas as pd

from lib.roi.bookings import authentic_share
from lib.roi.scenario import Outcome, Scenario, expected

Unit = Literal["money", "count", "rate", "score", "power"]
# Lever key -> its new value in the lever's unit; 'mix:<dimension>:<label>' -> share of bookings;
# 'spend:<tier>:<platform>:<model>' (a part left empty: any) -> money spent there; 'months' -> the period of a budget plan.
Changes = Mapping[str, float]

SCALED = (
    "creators", "posts", "fee", "product_cost", "handling_cost", "commission_rate", "impressions", "click_rate",
    "conversion_rate", "order_value", "content_value",
)  # fmt: skip
SET = ("discount", "refund_rate", "gross_margin", "search_lift", "usage_rights", "elasticity")
CUTOFF, REPLACE, MIX, SPEND = "authenticity_cutoff", "replace_removed", "mix", "spend"
MONTHS = "months"


@dataclass(frozen=True)
class Lever:
    """One thing to move: ``base`` as measured, ``low``–``high`` the range seen in the data (else assumed), n bookings behind it."""

    key: str
    group: Literal["programme", "price", "response", "money", "quality"]
    unit: Unit
    base: float
    low: float
    high: float
    n: int
    measured: bool = True
    basis: str = ""  # what the lever is per, where the data decide it ('click', 'impression', 'post')


@dataclass(frozen=True, eq=False)
class Planned:
    """What a budget plan makes of today's segments (arrays of length K): `lib.roi.planned`.

    ``growth`` multiplies bookings, ``added`` are bookings where there were none; ``sales``, ``content`` and ``commission``
    multiply what a booking brings and its rate; ``response_draws`` as in a scenario. ``chance``: the probability that the plan
    is worth more than today, without the luck of single bookings.
    """

    growth: np.ndarray
    added: np.ndarray
    sales: np.ndarray
    content: np.ndarray
    commission: np.ndarray
    reference_posts: np.ndarray
    response_draws: np.ndarray
    chance: float


@dataclass(frozen=True, eq=False)
class Baseline:
    """Today's programme as a scenario, its levers by key, and the bookings behind it.

    ``bookings``: one row per booking with segment (position in the scenario), authenticity (0–100 or missing), posts, fees,
    impressions and revenue (missing where nothing was reported). ``planned``: the budget plan that 'spend' changes stand for,
    when the baseline is one of its periods.
    """

    scenario: Scenario
    levers: Mapping[str, Lever]
    bookings: pd.DataFrame
    start: pd.Timestamp | None = None
    end: pd.Timestamp | None = None
    planned: Planned | None = None


def averages(scenario: Scenario, outcome: Outcome | None = None) -> dict[str, float]:
    """Return the programme-level value of every scaled lever as a ratio of sums; missing where its denominator is 0."""
    o = outcome or expected(scenario)
    creators, posts, orders = scenario.creators.sum(), o.posts.sum(), o.orders.sum()
    gross = (o.orders * scenario.order_value).sum()
    parts = {
        "creators": (creators, 1.0),
        "posts": (posts, creators),
        "fee": ((o.posts * scenario.fee).sum(), posts),
        "product_cost": (o.product.sum(), creators),
        "handling_cost": (o.handling.sum(), creators),
        "commission_rate": (o.commission.sum(), o.revenue.sum()),
        "impressions": (o.impressions.sum(), posts),
        "click_rate": (o.clicks.sum(), o.impressions.sum()),
        "conversion_rate": (orders, o.clicks.sum()),
        "order_value": (gross, orders),
        "content_value": (o.content_value.sum(), posts),
    }
    return {key: float(top / bottom) if bottom > 0 else float("nan") for key, (top, bottom) in parts.items()}


def move(baseline: Baseline, changes: Changes, name: str = "Scenario") -> Scenario:
    """Return the baseline's scenario with every lever of ``changes`` moved; raises KeyError for a lever there is not."""
    scenario = replace(baseline.scenario, name=name)
    if changes.get(CUTOFF, 0) > 0:
        scenario = _cut(baseline, scenario, changes[CUTOFF], refill=bool(changes.get(REPLACE, 0)))
    scenario = _mixed(scenario, {k: v for k, v in changes.items() if k.startswith(f"{MIX}:")})
    scenario = _spent(baseline, scenario, {k: v for k, v in changes.items() if k.startswith(f"{SPEND}:")})
    moved: dict[str, np.ndarray | float] = {}
    for key, value in changes.items():
        if key in SCALED:
            moved[key] = _scaled(getattr(scenario, key), value, baseline.levers[key].base)
        elif key in SET:
            moved[key] = float(value)
        elif key not in (CUTOFF, REPLACE, MONTHS) and key.split(":")[0] not in (MIX, SPEND):
            raise KeyError(f"There is no lever named {key!r}.")
    return replace(scenario, **moved)


def _scaled(values: np.ndarray, value: float, base: float) -> np.ndarray:
    return values * (value / base) if base > 0 else np.full_like(values, value)


def _mixed(scenario: Scenario, shares: Changes) -> Scenario:
    """Shift bookings between labels of a dimension to the wanted shares; the total and the other dimensions' inner mix stay."""
    if not shares or scenario.creators.sum() <= 0:
        return scenario
    creators = scenario.creators.copy()
    total = creators.sum()
    wanted: dict[str, dict[str, float]] = {}
    for key, share in sorted(shares.items()):  # targets may contradict each other: then the order decides, so it is fixed
        _, dimension, label = key.split(":", 2)
        wanted.setdefault(dimension, {})[label] = share
    for _ in range(25 if len(wanted) > 1 else 1):  # iterative proportional fitting
        for dimension, targets in wanted.items():
            creators = _toward(creators, scenario.groups[dimension], targets, total)
    return replace(scenario, creators=creators)


def _toward(creators: np.ndarray, labels: np.ndarray, targets: Mapping[str, float], total: float) -> np.ndarray:
    """Give every label of ``targets`` its share of ``total``; the rest shrink or grow alike; shares above 1 in sum are scaled."""
    held = {label: creators[labels == label].sum() for label in targets}
    usable = {label: share for label, share in targets.items() if held[label] > 0}
    asked = sum(usable.values())
    named = np.isin(labels, list(usable))
    rest = creators[~named].sum()
    if asked > 1 or (rest <= 0 and asked > 0):
        usable = {label: share / asked for label, share in usable.items()}
        asked = 1.0
    factor = np.full(len(creators), total * (1 - asked) / rest if rest > 0 else 1.0)
    for label, share in usable.items():
        factor[labels == label] = total * share / held[label]
    return creators * factor


def spend_key(tier: str = "", platform: str = "", model: str = "") -> str:
    """Return the key of ``Changes`` for the money spent on a tier, platform and model; empty: any."""
    return ":".join((SPEND, tier, platform, model))


def _spent(baseline: Baseline, scenario: Scenario, spends: Changes) -> Scenario:
    """Book as many more or fewer of each kind as the money allows at today's cost of such bookings, or as the plan expects."""
    if not spends:
        return scenario
    if baseline.planned is not None:
        return _as_planned(baseline.planned, scenario)
    today = expected(baseline.scenario).spend
    factor = np.ones(len(today))
    for key, money in spends.items():
        chosen = np.ones(len(today), dtype=bool)
        for dimension, label in zip(("tier", "platform", "model"), key.split(":")[1:], strict=True):
            chosen &= scenario.groups[dimension] == label if label else True
        if today[chosen].sum() > 0:
            factor[chosen] = money / today[chosen].sum()
    return replace(scenario, creators=scenario.creators * factor)


def _as_planned(plan: Planned, scenario: Scenario) -> Scenario:
    return replace(
        scenario,
        creators=scenario.creators * plan.growth + plan.added,
        conversion_rate=scenario.conversion_rate * plan.sales,
        content_value=scenario.content_value * plan.content,
        commission_rate=scenario.commission_rate * plan.commission,
        reference_posts=plan.reference_posts,
        response_draws=plan.response_draws,
    )


def _cut(baseline: Baseline, scenario: Scenario, cutoff: float, refill: bool) -> Scenario:
    """Drop the bookings of creators scored below ``cutoff``; creators without a score stay.

    What the kept ones sell, show and cost relative to their segments' averages is measured over all segments together
    (indirect standardisation), because single segments hold too few bookings to say.
    """
    b = baseline.bookings
    kept = ~(b["authenticity"] < cutoff).to_numpy()
    segment, posts = b["segment"].to_numpy(), b["posts"].to_numpy()
    size = len(scenario.segments)
    held, all_bookings = (np.bincount(segment[rows], minlength=size) for rows in (kept, slice(None)))
    share = np.divide(held, all_bookings, out=np.zeros(size), where=all_bookings > 0)
    each = expected(scenario)
    relative = {
        column: _standardised(b[column].to_numpy(), per_post[segment] * posts, kept)
        for column, per_post in (
            ("revenue", _per_post(each.revenue, each.posts)),
            ("impressions", _per_post(each.impressions, each.posts)),
            ("fees", scenario.fee),
        )
    }
    reach = relative["impressions"]
    return replace(
        scenario,
        creators=scenario.creators * np.where(share > 0, 1.0, 0.0) if refill else scenario.creators * share,
        reference_posts=scenario.reference_posts if refill else scenario.reference_posts * share,
        impressions=scenario.impressions * reach,
        conversion_rate=scenario.conversion_rate * relative["revenue"] / (reach or 1.0),
        fee=scenario.fee * relative["fees"],
        authentic_share=authentic_share(b[kept], size),
    )


def _per_post(total: np.ndarray, posts: np.ndarray) -> np.ndarray:
    return np.divide(total, posts, out=np.zeros_like(total), where=posts > 0)


def _standardised(seen: np.ndarray, expected_rows: np.ndarray, kept: np.ndarray) -> float:
    """Return (seen / expected among the kept) relative to all rows; 1 where nothing can be said."""
    seen = np.nan_to_num(seen)
    if seen.sum() <= 0 or expected_rows[kept].sum() <= 0:
        return 1.0
    overall = seen.sum() / expected_rows.sum()
    return float(seen[kept].sum() / expected_rows[kept].sum() / overall)
