"""What a plan is worth over another one, and what the next money returns: shrunk estimates with their intervals."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from lib.allocation.response import SegmentCurve
from lib.allocation.stack import Stack, stack

_TAILS = (0.05, 0.95)


@dataclass(frozen=True)
class Estimate:
    """An expected amount with its 90 % interval, the probability that it is above 0, and the average of its worst tenth."""

    expected: float
    low: float
    high: float
    above_zero: float
    worst_tenth: float


def estimate(drawn: np.ndarray) -> Estimate:
    """Return mean, 90 % interval and probability of a gain from draws."""
    low, high = np.quantile(drawn, _TAILS)
    worst = np.sort(drawn)[: max(len(drawn) // 10, 1)]
    return Estimate(float(np.mean(drawn)), float(low), float(high), float(np.mean(drawn > 0)), float(worst.mean()))


def worth(drawn: Stack, spend: np.ndarray) -> Estimate:
    """Return the value of ``spend`` over the joint draws (a stack of draws × segments)."""
    return estimate(_totals(drawn, spend))


def gain(drawn: Stack, spend: np.ndarray, against: np.ndarray) -> Estimate:
    """Return by how much ``spend`` is worth more than ``against``, on the same draws, so that common noise cancels."""
    return estimate(_totals(drawn, spend) - _totals(drawn, against))


def next_return(drawn: Stack, spend: np.ndarray, more: float) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return what ``more`` money in each segment would bring beyond ``spend``: expected, low, high (90 %)."""
    extra = drawn_values(drawn, spend + more) - drawn_values(drawn, spend)
    low, high = np.quantile(extra, _TAILS, axis=0)
    return extra.mean(axis=0), low, high


def drawn_values(drawn: Stack, spend: np.ndarray) -> np.ndarray:
    """Return the value of ``spend`` per joint draw and segment, draws × segments."""
    draws = max(np.shape(curve.a)[0] for _places, curve in drawn.families)
    return drawn.value(np.broadcast_to(spend, (draws, drawn.size)))


def _totals(drawn: Stack, spend: np.ndarray) -> np.ndarray:
    return drawn_values(drawn, spend).sum(axis=1)


def today(segments: Sequence[SegmentCurve], total: float) -> np.ndarray:
    """Return ``total`` divided as the money was divided so far; equally when nothing was spent."""
    spent = np.array([segment.spend for segment in segments])
    return total * spent / spent.sum() if spent.sum() > 0 else np.full(len(spent), total / max(len(spent), 1))


def with_gain(deals: pd.DataFrame, gross_margin: float) -> pd.DataFrame:
    """Return ``deals`` with ``gain``: the value that counts toward profit, before cost.

    gain = value − tax in it − (1 − gross margin) × net sales, as in `lib.roi.returns`; missing where no value is known.
    """
    goods = (1 - gross_margin) * deals["net_sales"].fillna(0)
    return deals.assign(gain=deals["value"] + deals["tax"].fillna(0) - goods)


def stacked(segments: Sequence[SegmentCurve]) -> Stack:
    """Return the segments' expected curves, ready for `allocate_budget`."""
    return stack([segment.curve for segment in segments])
