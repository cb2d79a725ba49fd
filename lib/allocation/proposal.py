"""A budget proposal: the exact plan within the user's wishes, its tests, and what it is worth against other plans."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd

from lib.allocation.budget import Allocation, allocate_budget
from lib.allocation.curves import Stack
from lib.allocation.plan import Estimate, gain, next_return, stacked, today, worth
from lib.allocation.response import SegmentCurve

_WHOLE = 0.999  # a ticket above the whole reserve counts as the whole reserve, so that one test is always possible

Range = tuple[float | None, float | None]


@dataclass(frozen=True)
class Wishes:
    """What the user asks of a plan. Money in the reporting currency per planning period.

    ``change``: how far a segment may move from today (0.5 = half up or down; None: freely); ``smallest``: least spend of a
    segment that is in; ``bounds``: (least, most) per segment name; ``groups``: (least, most) per (kind, label);
    ``closed``: segments that get nothing; ``tickets``: what one test costs at least per segment name (0 where
    missing); ``capacity``: how much tests can take at most per segment name (unlimited where missing).
    """

    total: float
    test_share: float = 0.10
    change: float | None = 0.5
    smallest: float = 0.0
    bounds: Mapping[str, Range] = field(default_factory=dict)
    groups: Mapping[tuple[str, str], Range] = field(default_factory=dict)
    closed: frozenset[str] = frozenset()
    tickets: Mapping[str, float] = field(default_factory=dict)
    capacity: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Proposal:
    """A plan beside today's and the equal split.

    ``table``: one row per segment with segment, the labels, n, today, least, most, plan, tests (part of plan), change,
    next, next_low, next_high (return of ``more`` further money), beyond (plan above any spend seen). ``lift`` and
    ``lift_over_equal`` are shrunk promises with their 90 % intervals; ``reserve_cost`` what the tests forgo.
    """

    table: pd.DataFrame
    allocation: Allocation
    value: Estimate
    lift: Estimate
    lift_over_equal: Estimate
    reserve_cost: float
    more: float


def propose(segments: Sequence[SegmentCurve], drawn: Stack, wishes: Wishes, more: float = 100.0) -> Proposal:
    """Return the best plan within ``wishes``; ``drawn`` is `drawn_stack` of the segments. PlanError when wishes clash."""
    curves = stacked(segments)
    now = today(segments, wishes.total)
    tests = reserve(segments, wishes)
    lower, upper = limits(segments, wishes, now)
    plan = _allocated(segments, curves, wishes, lower + tests, upper + tests)
    without = replace(wishes, test_share=0.0)
    bare_lower, bare_upper = limits(segments, without, now)
    best = _allocated(segments, curves, without, bare_lower, bare_upper) if tests.any() else plan
    equal = np.full(len(segments), wishes.total / max(len(segments), 1))
    return Proposal(
        table=_table(segments, drawn, plan.spend, now, tests, (lower + tests, upper + tests), more),
        allocation=plan,
        value=worth(drawn, plan.spend),
        lift=gain(drawn, plan.spend, now),
        lift_over_equal=gain(drawn, plan.spend, equal),
        reserve_cost=max(best.value - plan.value, 0.0),
        more=more,
    )


def limits(segments: Sequence[SegmentCurve], wishes: Wishes, now: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return least and most spend per segment, tests apart: the user's bounds, else the allowed change from today."""
    kept = 1 - wishes.test_share
    change = wishes.change
    lower = np.zeros(len(segments)) if change is None else now * max(1 - change, 0.0) * kept
    upper = np.full(len(segments), np.inf) if change is None else now * (1 + change)
    for i, segment in enumerate(segments):
        least, most = wishes.bounds.get(segment.name, (None, None))
        lower[i] = lower[i] if least is None else least
        upper[i] = max(upper[i], lower[i]) if most is None else most
        lower[i] = min(lower[i], upper[i]) if least is None else lower[i]
        if segment.name in wishes.closed:
            lower[i] = upper[i] = 0.0
    return lower, upper


def reserve(segments: Sequence[SegmentCurve], wishes: Wishes) -> np.ndarray:
    """Return the test money per segment: where a deal teaches most, sd²/(n + 1), in amounts that pay for a test at least."""
    amount = wishes.total * wishes.test_share
    spread = np.array([float(np.std(segment.ratio_draws)) for segment in segments])
    weight = spread**2 / (np.array([segment.n for segment in segments]) + 1)
    shut = [s.name in wishes.closed or wishes.bounds.get(s.name, (None, None))[1] is not None for s in segments]
    weight = np.where(shut, 0.0, weight)
    ticket = np.array([wishes.tickets.get(segment.name, 0.0) for segment in segments])
    most = np.array([wishes.capacity.get(segment.name, np.inf) for segment in segments])
    while amount > 0 and weight.sum() > 0:
        tests = _shared(amount, weight, most)
        short = np.where(tests > 0, np.minimum(ticket, amount * _WHOLE) - tests, 0.0)
        if short.max() <= 1e-9 * amount:
            return tests
        weight[np.argmax(short / np.maximum(ticket, 1e-300))] = 0.0
    return np.zeros(len(segments))


def _shared(amount: float, weight: np.ndarray, most: np.ndarray) -> np.ndarray:
    """Return ``amount`` in proportion to ``weight``, no entry above ``most``; what nobody can take is left out."""
    given, free = np.zeros(len(weight)), weight > 0
    while free.any():
        left = amount - given.sum()
        wanted = np.where(free, left * weight / weight[free].sum(), 0.0)
        full = free & (wanted >= most)
        if not full.any():
            return given + wanted
        given, free = np.where(full, most, given), free & ~full
    return given


def booking_costs(deals: pd.DataFrame, segments: Sequence[SegmentCurve]) -> dict[str, float]:
    """Return what one booking usually costs per segment: the median deal of its tier, else of its platform, else of all."""
    paid = deals[deals["cost"] > 0]
    found = {}
    for segment in segments:
        alike = [
            paid.loc[paid[kind].astype("str") == segment.labels[kind], "cost"]
            for kind in ("tier", "platform")
            if kind in segment.labels
        ]
        costs = next((group for group in alike if len(group)), paid["cost"])
        found[segment.name] = float(costs.median()) if len(costs) else 0.0
    return found


def _allocated(segments: Sequence[SegmentCurve], curves: Stack, wishes: Wishes, lower: np.ndarray, upper: np.ndarray) -> Allocation:
    kinds = sorted({kind for kind, _label in wishes.groups})
    least: dict[str, dict[str, float]] = {kind: {} for kind in kinds}
    most: dict[str, dict[str, float]] = {kind: {} for kind in kinds}
    for (kind, label), (low, high) in wishes.groups.items():
        if low is not None:
            least[kind][label] = low
        if high is not None:
            most[kind][label] = high
    groups = {kind: [segment.labels.get(kind, "") for segment in segments] for kind in kinds}
    names = [segment.name for segment in segments]
    options = {"groups": groups, "minimum": least, "maximum": most, "names": names, "seconds": 1.0}
    floors = np.where(lower > 0, lower, wishes.smallest)
    return allocate_budget(curves, wishes.total, lower, upper, floors=floors, **options)


def _table(
    segments: Sequence[SegmentCurve],
    drawn: Stack,
    plan: np.ndarray,
    now: np.ndarray,
    tests: np.ndarray,
    bounds: tuple[np.ndarray, np.ndarray],
    more: float,
) -> pd.DataFrame:
    extra, low, high = next_return(drawn, plan, more)
    highest = np.array([segment.seen[1] for segment in segments])
    labels = pd.DataFrame([segment.labels for segment in segments])
    return pd.concat(
        [
            pd.DataFrame({"segment": [s.name for s in segments], "n": [s.n for s in segments]}),
            labels,
            pd.DataFrame(
                {
                    "today": now,
                    "least": bounds[0],
                    "most": bounds[1],
                    "plan": plan,
                    "tests": np.minimum(tests, plan),
                    "change": plan - now,
                    "next": extra,
                    "next_low": low,
                    "next_high": high,
                    "beyond": (plan > highest * (1 + 1e-9)) & (highest > 0),
                }
            ),
        ],
        axis=1,
    )


def limit_costs(segments: Sequence[SegmentCurve], wishes: Wishes, proposal: Proposal) -> pd.DataFrame:
    """Return what each limit that binds costs: the value gained if it alone were lifted. Columns kind, label, side, cost.

    kind 'segment' (one segment's), 'tier', 'platform' … (a group's); side 'least', 'most' or 'test'; largest cost first.
    """
    curves, now = stacked(segments), today(segments, wishes.total)
    tests = reserve(segments, wishes)
    lower, upper = (bound + tests for bound in limits(segments, wishes, now))
    base, slack = proposal.allocation, 1e-6 * max(wishes.total, 1.0)
    found: list[tuple[str, str, str, float]] = []
    for i, segment in enumerate(segments):
        for side in ("least", "most"):
            bound = (lower if side == "least" else upper)[i]
            pulls = base.marginal[i] < base.shadow_price if side == "least" else base.marginal[i] > base.shadow_price
            named = "test" if side == "least" and tests[i] > slack else side
            if abs(base.spend[i] - bound) > slack or not pulls or (side == "least" and bound <= slack):
                continue
            low, high = lower.copy(), upper.copy()
            (low if side == "least" else high)[i] = 0.0 if side == "least" else np.inf
            freed = _allocated(segments, curves, wishes, low, high).value
            found.append(("segment", segment.name, named, freed - base.value))
    for key, (low, high) in wishes.groups.items():
        for side, given in (("least", low), ("most", high)):
            if given is None:
                continue
            open_range = (None, high) if side == "least" else (low, None)
            freed = replace(wishes, groups={**wishes.groups, key: open_range})
            found.append((key[0], key[1], side, _allocated(segments, curves, freed, lower, upper).value - base.value))
    frame = pd.DataFrame(found, columns=["kind", "label", "side", "cost"])
    frame = frame[frame["cost"] > 1e-6 * max(abs(base.value), 1.0)]
    return frame.sort_values(["cost", "label"], ascending=[False, True], ignore_index=True)
