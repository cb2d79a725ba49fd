"""Cells of a comparison: ratios of sums, shrunk estimates with 90 % intervals, and joint draws to compare them by."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from lib.shrink.effects import constant, design_of, expected, posterior
from lib.shrink.rows import rows_of

LEVEL = 0.90  # coverage of every interval
_TAILS = ((1 - LEVEL) / 2, (1 + LEVEL) / 2)


@dataclass(frozen=True)
class RatioPosterior:
    """Cells of a comparison with joint posterior draws.

    ``cells``: one row per cell – the grouping columns, n (rows used), excluded (rows without a usable ratio), numerator,
    denominator (sums), raw (ratio of sums), estimate, low, high (90 %), share_of_own (0–1: weight of the cell's own rows).
    ``draws``: array (draws, cells) in the order of ``cells``. ``cell``: position in ``cells`` of each row of the frame.
    """

    groups: tuple[str, ...]
    cells: pd.DataFrame
    draws: np.ndarray
    cell: np.ndarray

    def position(self, cell: Hashable | Sequence[Hashable]) -> int:
        """Return the row of ``cells`` for a tuple of labels (or one label); raises KeyError when there is none."""
        return position_of(self.cells, self.groups, cell if isinstance(cell, tuple | list) else (cell,))

    def probability_greater(self, a: Hashable | Sequence[Hashable], b: Hashable | Sequence[Hashable]) -> float:
        """Return the posterior probability that the ratio of cell ``a`` exceeds that of cell ``b`` (ties count half)."""
        return probability_greater(self.draws[:, self.position(a)], self.draws[:, self.position(b)])


def position_of(cells: pd.DataFrame, groups: Sequence[str], labels: Sequence[Hashable]) -> int:
    """Return the first row of ``cells`` with these labels in its columns ``groups``; raises KeyError when there is none."""
    same = np.ones(len(cells), dtype=bool)
    for column, label in zip(groups, labels, strict=True):
        values = cells[column]
        same &= values.isna().to_numpy() if pd.isna(label) else (values == label).to_numpy(dtype=bool, na_value=False)
    if not same.any():
        raise KeyError(f"No such cell: {tuple(labels)}")
    return int(np.argmax(same))


def probability_greater(a: np.ndarray, b: np.ndarray) -> float:
    """Return the share of paired draws in which ``a`` exceeds ``b``; ties count half."""
    return float(np.mean(a > b) + 0.5 * np.mean(a == b))


def shrink_ratios(
    frame: pd.DataFrame,
    numerator: str,
    denominator: str,
    groups: Sequence[str],
    *,
    every_cell: bool = False,
    humble: bool = True,
    seed: int = 7,
) -> pd.DataFrame:
    """Return the cells of ``ratio_posterior`` without the draws."""  # fmt: skip
    return ratio_posterior(frame, numerator, denominator, groups, every_cell=every_cell, humble=humble, seed=seed).cells


def ratio_posterior(
    frame: pd.DataFrame,
    numerator: str,
    denominator: str,
    groups: Sequence[str],
    *,
    every_cell: bool = False,
    humble: bool = True,
    seed: int = 7,
) -> RatioPosterior:
    """Estimate Σ numerator / Σ denominator per cell of one to three grouping columns, shrunk, with 90 % intervals.

    A row counts when its numerator is present and its denominator above 0; other rows are counted as ``excluded``. A missing
    label is a level of its own. Cells without a usable row (with ``every_cell`` also combinations nobody tried) get what their
    row and column suggest: n = 0, raw missing, share_of_own = 0. ``humble``: a cell of a single row is kept within the range of
    the others, so that it neither wins nor loses. The order of rows is irrelevant; same seed, same result.
    Numerators that are profits are better given as gains (value, then less 1): gains of one sign are estimated more sharply.
    """  # fmt: skip
    cells, number, used = _gather(frame, numerator, denominator, list(groups), every_cell)
    draws, estimate, own = _drawn(cells[list(groups)], *used, humble, np.random.default_rng(seed))
    low, high = np.quantile(draws, _TAILS, axis=0) if len(used[0]) > 1 else (np.nan, np.nan)  # one row tells nothing of its spread
    done = cells.assign(estimate=estimate, low=low, high=high, share_of_own=own)
    return RatioPosterior(tuple(groups), done, draws, number)


def _drawn(
    labels: pd.DataFrame, y: np.ndarray, x: np.ndarray, cell: np.ndarray, humble: bool, random: np.random.Generator
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return joint draws of the cells' ratios, their estimates, and the weight of each cell's own rows."""
    count = np.bincount(cell, minlength=len(labels))
    if not len(y):
        return constant(np.nan, count > 0)
    if np.ptp(y / x) <= 1e-12 * np.abs(y / x).max():
        return constant(y.sum() / x.sum(), count > 0)
    rows, design = rows_of(y, x, cell, len(labels)), design_of(labels)
    rough = rows.shown(expected(rows.evidence(None), design, random))
    draws, own = posterior(rows.evidence(rough), design, random)
    draws = rows.shown(draws)
    estimate = rows.reconciled(draws)
    draws = rows.moved(draws, _humbled(estimate, count) if humble else estimate)
    return draws, np.where(count > 0, draws.mean(axis=0), np.median(draws, axis=0)), own


def _humbled(estimate: np.ndarray, n: np.ndarray) -> np.ndarray:
    """Return the estimates with cells of one row kept just inside the range of the cells with more."""
    proven = estimate[n > 1]
    if not len(proven):
        return estimate
    inside = 1e-3 * np.ptp(proven)
    return np.where(n == 1, np.clip(estimate, proven.min() + inside, proven.max() - inside), estimate)


def _gather(
    frame: pd.DataFrame, numerator: str, denominator: str, groups: list[str], every_cell: bool
) -> tuple[pd.DataFrame, np.ndarray, tuple[np.ndarray, np.ndarray, np.ndarray]]:
    """Return the cells with their sums, each row's cell, and the usable rows sorted (numerator, denominator, cell)."""
    y = frame[numerator].to_numpy(dtype=float, na_value=np.nan)
    x = frame[denominator].to_numpy(dtype=float, na_value=np.nan)
    usable = np.isfinite(y) & np.isfinite(x) & (x > 0)
    codes, levels = zip(*(_coded(frame[group]) for group in groups), strict=True)
    shape = tuple(len(level) for level in levels)
    number = np.ravel_multi_index(codes, shape) if len(frame) else np.array([], dtype=int)
    kept, cell = np.unique(number, return_inverse=True)
    if every_cell:
        kept, cell = np.arange(np.prod(shape)), number
    labels = [level.take(code) for level, code in zip(levels, np.unravel_index(kept, shape), strict=True)] if len(kept) else levels
    cells = pd.DataFrame(dict(zip(groups, labels, strict=True)))
    size = len(cells)
    inside, sums = cell[usable], {"numerator": y[usable], "denominator": x[usable]}
    counts = {"n": inside, "excluded": cell[~usable]}
    cells = cells.assign(
        **{name: np.bincount(which, minlength=size) for name, which in counts.items()},
        **{name: np.bincount(inside, weights=values, minlength=size).astype(float) for name, values in sums.items()},
    )
    cells["raw"] = cells["numerator"] / cells["denominator"].where(cells["denominator"] > 0)
    order = np.lexsort((y[usable], x[usable], inside))
    return cells, cell, (y[usable][order], x[usable][order], inside[order])


def _coded(labels: pd.Series) -> tuple[np.ndarray, pd.Index]:
    """Return the level number of each label and the levels, in the order of their text (a missing label is a level)."""
    codes, levels = pd.factorize(labels, use_na_sentinel=False)
    order = np.argsort(np.array([str(level) for level in levels]), kind="stable")
    return np.argsort(order)[codes], pd.Index(levels)[order]
