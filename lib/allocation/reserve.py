"""The reserve for tests: spread where a deal teaches most, in amounts that pay for a test at least."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from lib.allocation.response import SegmentCurve

_WHOLE = 0.999  # a ticket above the whole reserve counts as the whole reserve, so that one test is always possible


def spread_reserve(
    segments: Sequence[SegmentCurve],
    amount: float,
    shut: Sequence[bool],
    tickets: Mapping[str, float],
    capacity: Mapping[str, float],
) -> np.ndarray:
    """Return the test money per segment: in proportion to sd²/(n + 1), the variance that one more deal removes.

    ``shut`` segments get none; ``tickets`` is what one test costs at least per segment name (0 where missing), ``capacity``
    how much tests can take at most (unlimited where missing).
    """
    spread = np.array([float(np.std(segment.ratio_draws)) for segment in segments])
    weight = spread**2 / (np.array([segment.n for segment in segments]) + 1)
    weight = np.where(np.asarray(shut, dtype=bool), 0.0, weight)
    ticket = np.array([tickets.get(segment.name, 0.0) for segment in segments])
    most = np.array([capacity.get(segment.name, np.inf) for segment in segments])
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
