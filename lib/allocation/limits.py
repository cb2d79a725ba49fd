"""What the limits of a plan cost: each that binds, lifted alone, and the whole plan solved again."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from lib.allocation.proposal import Proposal, Wishes, allocated, bounds_of
from lib.allocation.response import SegmentCurve
from lib.allocation.stack import Stack

_SLACK = 1e-6  # relative to the budget: a spend this near to a limit is at it


def limit_costs(segments: Sequence[SegmentCurve], drawn: Stack, wishes: Wishes, proposal: Proposal) -> pd.DataFrame:
    """Return what each limit that binds costs: the value gained if it alone were lifted. Columns kind, label, side, cost.

    kind 'segment' (one segment's), 'tier', 'platform' … (a group's) or 'plan' (the least sensible spend); side 'least', 'most',
    'fixed', 'test' or 'smallest'; largest cost first.
    """
    base = proposal.allocation
    lower, upper = bounds_of(segments, wishes)
    found = []
    for label, side, low, high in _segment_limits(segments, wishes, proposal, lower, upper):
        found.append(("segment", label, side, allocated(segments, drawn, wishes, low, high).value))
    for key, side, freed in _group_limits(wishes):
        found.append((*key, side, allocated(segments, drawn, freed, lower, upper).value))
    if wishes.smallest:
        found.append(("plan", "", "smallest", allocated(segments, drawn, replace(wishes, smallest=0.0), lower, upper).value))
    frame = pd.DataFrame(found, columns=["kind", "label", "side", "value"])
    frame["cost"] = frame.pop("value") - base.value
    noise = max(1e-6, base.gap if np.isfinite(base.gap) else 0.0) * max(abs(base.value), 1.0)
    return frame[frame["cost"] > noise].sort_values(["cost", "label"], ascending=[False, True], ignore_index=True)


def _segment_limits(
    segments: Sequence[SegmentCurve], wishes: Wishes, proposal: Proposal, lower: np.ndarray, upper: np.ndarray
) -> Iterator[tuple[str, str, np.ndarray, np.ndarray]]:
    """Yield name and side of each segment's limit that binds, with the bounds without it."""
    base, slack = proposal.allocation, _SLACK * max(wishes.total, 1.0)
    tests = proposal.table["tests"].to_numpy(dtype=float)
    for i, segment in enumerate(segments):
        at_least = base.spend[i] <= lower[i] + slack and lower[i] > slack and base.marginal[i] < base.shadow_price
        at_most = base.spend[i] >= upper[i] - slack and base.marginal[i] > base.shadow_price
        if segment.name in wishes.fixed and (at_least or at_most):
            yield segment.name, "fixed", _with(lower, i, 0.0), _with(upper, i, np.inf)
        elif at_least:
            yield segment.name, "test" if tests[i] > slack else "least", _with(lower, i, 0.0), upper
        elif at_most:
            yield segment.name, "most", lower, _with(upper, i, np.inf)


def _with(values: np.ndarray, place: int, value: float) -> np.ndarray:
    changed = values.copy()
    changed[place] = value
    return changed


def _group_limits(wishes: Wishes) -> Iterator[tuple[tuple[str, str], str, Wishes]]:
    """Yield key and side of each group's limit, with the wishes without it."""
    for key, (low, high) in wishes.groups.items():
        for side, given, rest in (("least", low, (None, high)), ("most", high, (low, None))):
            if given is not None:
                yield key, side, replace(wishes, groups={**wishes.groups, key: rest})
