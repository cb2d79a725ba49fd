"""A budget proposal: the exact plan within the user's wishes, its tests, and what it is worth against other plans."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd

from lib.allocation.budget import Allocation, allocate_budget
from lib.allocation.plan import Estimate, drawn_values, gain, next_return, stacked, today, worth
from lib.allocation.reserve import spread_reserve
from lib.allocation.response import SegmentCurve
from lib.allocation.risk import Risk, planned
from lib.allocation.stack import Stack

Range = tuple[float | None, float | None]


@dataclass(frozen=True)
class Wishes:
    """What the user asks of a plan. Money in the reporting currency per planning period.

    ``change``: how far a segment may move from today (0.5 = half up or down; None: freely); ``smallest``: least spend of a
    segment that is in; ``bounds``: (least, most) per segment name; ``groups``: (least, most) per (kind, label); ``fixed``:
    segments that get exactly this; ``closed``: segments that get nothing; ``tickets``: what one test costs at least per
    segment name (0 where missing); ``capacity``: how much tests can take at most per segment name (unlimited where missing);
    ``risk``: what is maximised of the uncertain outcome: its mean, its tenth percentile ('p10'), or the average of its worst
    tenth ('cvar').
    """

    total: float
    test_share: float = 0.10
    change: float | None = 0.5
    smallest: float = 0.0
    bounds: Mapping[str, Range] = field(default_factory=dict)
    groups: Mapping[tuple[str, str], Range] = field(default_factory=dict)
    fixed: Mapping[str, float] = field(default_factory=dict)
    closed: frozenset[str] = frozenset()
    tickets: Mapping[str, float] = field(default_factory=dict)
    capacity: Mapping[str, float] = field(default_factory=dict)
    risk: Risk = "mean"


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
    now = today(segments, wishes.total)
    tests = reserve(segments, wishes)
    lower, upper = bounds_of(segments, wishes)
    plan = allocated(segments, drawn, wishes, lower, upper)
    without = replace(wishes, test_share=0.0)
    best = allocated(segments, drawn, without, *bounds_of(segments, without)) if tests.any() else plan
    equal = np.full(len(segments), wishes.total / max(len(segments), 1))
    return Proposal(
        table=_table(segments, drawn, plan.spend, now, tests, (lower, upper), more),
        allocation=plan,
        value=worth(drawn, plan.spend),
        lift=gain(drawn, plan.spend, now),
        lift_over_equal=gain(drawn, plan.spend, equal),
        reserve_cost=max(best.value - plan.value, 0.0),
        more=more,
    )


def limits(segments: Sequence[SegmentCurve], wishes: Wishes, now: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return least and most spend per segment, tests apart: the user's bounds, else the allowed change from today.

    The least that the allowed change asks for gives way where the user's own amounts leave less.
    """
    kept = 1 - wishes.test_share
    change = wishes.change
    lower = np.zeros(len(segments)) if change is None else now * max(1 - change, 0.0) * kept
    upper = np.full(len(segments), np.inf) if change is None else now * (1 + change)
    typed = np.zeros(len(segments), dtype=bool)
    for i, segment in enumerate(segments):
        least, most = wishes.bounds.get(segment.name, (None, None))
        if segment.name in wishes.closed:
            least = most = 0.0
        if segment.name in wishes.fixed:
            least = most = wishes.fixed[segment.name]
        typed[i] = least is not None
        upper[i] = max(upper[i], least or 0.0) if most is None else most
        lower[i] = min(lower[i], upper[i]) if least is None else least
    left = max(wishes.total * kept - lower[typed].sum(), 0.0)
    asked = lower[~typed].sum()
    lower[~typed] *= min(left / asked, 1.0) if asked > 0 else 1.0
    return lower, upper


def bounds_of(segments: Sequence[SegmentCurve], wishes: Wishes) -> tuple[np.ndarray, np.ndarray]:
    """Return least and most spend per segment, the test money on top."""
    tests = reserve(segments, wishes)
    lower, upper = limits(segments, wishes, today(segments, wishes.total))
    return lower + tests, upper + tests


def reserve(segments: Sequence[SegmentCurve], wishes: Wishes) -> np.ndarray:
    """Return the test money per segment; closed, fixed and capped segments get none."""
    shut = [
        s.name in wishes.closed or s.name in wishes.fixed or wishes.bounds.get(s.name, (None, None))[1] is not None
        for s in segments
    ]
    return spread_reserve(segments, wishes.total * wishes.test_share, shut, wishes.tickets, wishes.capacity)


def expected_value(segments: Sequence[SegmentCurve], drawn: Stack, wishes: Wishes) -> float:
    """Return what the best plan within ``wishes`` is expected to bring, as `propose` promises it."""
    spend = allocated(segments, drawn, wishes, *bounds_of(segments, wishes)).spend
    return float(drawn_values(drawn, spend).sum(axis=1).mean())


def allocated(segments: Sequence[SegmentCurve], drawn: Stack, wishes: Wishes, lower: np.ndarray, upper: np.ndarray) -> Allocation:
    """Return the best division of the wished total between ``lower`` and ``upper``, within groups, under the wished risk."""
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
    expected = allocate_budget(stacked(segments), wishes.total, lower, upper, floors=floors, **options)
    if wishes.risk == "mean":
        return expected
    out = (expected.spend <= lower) & (floors > lower)  # which segments are in is decided on the mean
    low, high = np.where(out, lower, np.maximum(lower, floors)), np.where(out, lower, upper)
    return planned(drawn, wishes.risk, lambda curves: allocate_budget(curves, wishes.total, low, high, **options))


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
