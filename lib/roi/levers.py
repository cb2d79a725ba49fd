"""What a founder can move: levers with their measured baseline and range, and what moving them does.

A lever is moved in its own unit at programme level ($420 → $500 per post) and moves every segment in proportion, so that
segments keep their differences. All questions here are answered from expected outcomes; `lib.roi.simulation` adds the risk.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
import pandas as pd
from scipy.optimize import brentq

from lib.roi.bookings import authentic_share
from lib.roi.scenario import Outcome, Scenario, expected
from lib.roi.simulation import simulate_roi

Unit = Literal["money", "count", "rate", "score", "power"]
Measure = Literal["profit", "roi", "roi_direct", "roas", "probability_of_profit"]
# Lever key -> its new value in the lever's unit; 'mix:<dimension>:<label>' -> share of bookings;
# 'spend:<tier>:<platform>:<model>' (a part left empty: any) -> money spent there.
Changes = Mapping[str, float]

SCALED = (
    "creators", "posts", "fee", "product_cost", "handling_cost", "commission_rate", "impressions", "click_rate",
    "conversion_rate", "order_value", "content_value",
)  # fmt: skip
SET = ("discount", "refund_rate", "gross_margin", "search_lift", "usage_rights", "elasticity")
CUTOFF, REPLACE, MIX, SPEND = "authenticity_cutoff", "replace_removed", "mix", "spend"


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
class Baseline:
    """Today's programme as a scenario, its levers by key, and the bookings behind it.

    ``bookings``: one row per booking with segment (position in the scenario), authenticity (0–100 or missing), posts, fees,
    impressions and revenue (missing where nothing was reported).
    """

    scenario: Scenario
    levers: Mapping[str, Lever]
    bookings: pd.DataFrame
    start: pd.Timestamp | None = None
    end: pd.Timestamp | None = None


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
        elif key not in (CUTOFF, REPLACE) and key.split(":")[0] not in (MIX, SPEND):
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
    for key, share in shares.items():
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
    """Book as many more or fewer of each kind as the money allows at today's cost of such bookings."""
    if not spends:
        return scenario
    today = expected(baseline.scenario).spend
    factor = np.ones(len(today))
    for key, money in spends.items():
        chosen = np.ones(len(today), dtype=bool)
        for dimension, label in zip(("tier", "platform", "model"), key.split(":")[1:], strict=True):
            chosen &= (scenario.groups[dimension] == label) | (label == "")
        if today[chosen].sum() > 0:
            factor[chosen] = money / today[chosen].sum()
    return replace(scenario, creators=scenario.creators * factor)


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


def evaluate(scenario: Scenario, measure: Measure, draws: int = 4000, seed: int = 7) -> float:
    """Return one measure of a scenario: expected profit, ROI, direct ROI or ROAS, or the simulated probability of profit."""
    if measure == "probability_of_profit":
        return simulate_roi(scenario, draws, seed).probability_of_profit()
    return float(getattr(expected(scenario), measure))


def tornado(baseline: Baseline, changes: Changes, measure: Measure = "profit") -> pd.DataFrame:
    """Return what each lever alone does over its range, all else kept: lever, low, high, at_low, at_high, swing (falling)."""
    here = dict(changes)
    rows = []
    for key, lever in baseline.levers.items():
        if not lever.low < lever.high or (key == CUTOFF):
            continue
        ends = [evaluate(move(baseline, here | {key: value}), measure) for value in (lever.low, lever.high)]
        rows.append({"lever": key, "low": lever.low, "high": lever.high, "at_low": ends[0], "at_high": ends[1]})
    frame = pd.DataFrame(rows, columns=["lever", "low", "high", "at_low", "at_high"])
    swing = (frame["at_high"] - frame["at_low"]).abs()
    return frame.assign(swing=swing).sort_values("swing", ascending=False, kind="stable", ignore_index=True)


def why(baseline: Baseline, changes: Changes, measure: Measure = "profit") -> pd.DataFrame:
    """Return how much each change contributes to the difference from the baseline: columns step, effect; effects add up exactly.

    The changes are made one by one in one order and again in the reverse order, and each one's two effects are averaged, so that
    no order is favoured. All shares of one dimension's mix count as one step, the cut-off with its replacement as one.
    """
    steps: dict[str, dict[str, float]] = {}
    for key, value in changes.items():
        kind = key.split(":")[0]
        step = SPEND if kind == SPEND else key.rsplit(":", 1)[0] if kind == MIX else CUTOFF if key == REPLACE else key
        steps.setdefault(step, {})[key] = value
    effects = dict.fromkeys(steps, 0.0)
    for order in (list(steps), list(steps)[::-1]):
        made: dict[str, float] = {}
        before = evaluate(baseline.scenario, measure)
        for step in order:
            made |= steps[step]
            after = evaluate(move(baseline, made), measure)
            effects[step] += (after - before) / 2
            before = after
    return pd.DataFrame({"step": list(effects), "effect": list(effects.values())}).astype({"step": "str", "effect": "float64"})


@dataclass(frozen=True)
class Solution:
    """The value of a lever at which a measure meets its target; ``value`` missing when no value within the limits does.

    ``lower`` and ``upper`` are the measure at the ends of what was searched, ``limits`` those ends.
    """

    lever: str
    value: float | None
    target: float
    limits: tuple[float, float]
    lower: float
    upper: float


def solve(baseline: Baseline, changes: Changes, lever: str, target: float, measure: Measure = "roi") -> Solution:
    """Return the value of ``lever`` nearest to where it stands at which the scenario's ``measure`` equals ``target``.

    Searched from 0 to 20 times the baseline (rates and scores: to their natural end); other changes stay as they are.
    """
    low, high = limits(baseline.levers[lever])
    values = np.linspace(low, high, 65)
    gaps = np.array([evaluate(move(baseline, dict(changes) | {lever: v}), measure) - target for v in values])
    crossing = np.flatnonzero(np.isfinite(gaps[:-1]) & np.isfinite(gaps[1:]) & (np.sign(gaps[:-1]) != np.sign(gaps[1:])))
    ends = (float(gaps[0] + target), float(gaps[-1] + target))
    if not len(crossing):
        return Solution(lever, None, target, (low, high), *ends)
    here = changes.get(lever, baseline.levers[lever].base)
    nearest = crossing[np.argmin(np.abs(values[crossing] - here))]
    root = brentq(
        lambda v: evaluate(move(baseline, dict(changes) | {lever: v}), measure) - target,
        values[nearest], values[nearest + 1], xtol=1e-12 * max(high, 1.0), rtol=1e-12,
    )  # fmt: skip
    return Solution(lever, float(root), target, (low, high), *ends)


def limits(lever: Lever) -> tuple[float, float]:
    """Return the ends between which a lever makes sense, in its unit."""
    if lever.unit == "rate":
        return 0.0, 0.95 if lever.key == "discount" else max(1.0, lever.high)
    if lever.unit == "score":
        return 0.0, 100.0
    if lever.unit == "power":
        return 0.2, 1.0
    return 0.0, 20 * max(lever.base, lever.high)


def surface(
    baseline: Baseline, changes: Changes, across: str, down: str, measure: Measure = "roi", steps: int = 13, draws: int = 2000
) -> pd.DataFrame:
    """Return ``measure`` over two levers' ranges, other changes kept: index values of ``down``, columns values of ``across``."""
    x, y = (_span(baseline.levers[key], steps) for key in (across, down))
    here = dict(changes)
    cells = [[evaluate(move(baseline, here | {across: a, down: d}), measure, draws) for a in x] for d in y]
    return pd.DataFrame(cells, index=pd.Index(y, name=down), columns=pd.Index(x, name=across))


def _span(lever: Lever, steps: int) -> np.ndarray:
    """Return evenly spaced values that hold the lever's range and half to one and a half times its baseline."""
    low, high = limits(lever)
    return np.linspace(max(low, min(lever.low, lever.base / 2)), min(high, max(lever.high, lever.base * 1.5)), steps)
