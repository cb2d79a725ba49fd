"""What the rows of a comparison say about its cells: outliers cut back, a ratio per cell, and how noisy that ratio is."""

from dataclasses import dataclass

import numpy as np

_CAP = 0.95  # rows whose ratio is above this quantile of what is expected …
_FENCE = 3.0  # … and this many robust standard deviations away are cut back
_POWERS = (0, 1, 2)  # noise variance of a row grows as denominator ** power; chosen by likelihood
_HEAVY = 1.4  # a ratio of few heavy-tailed rows is noisier than the first-order formula says (set by simulation)
_THIN = 0.5  # a cell without any gain counts as if it had half a row of what is expected of it
_DOUBT = 4.0  # rows by which the spread of all rows (at most one) counts beside the spread within cells
_FULL = 10.0  # of what is cut from a cell, n / (n + 10) goes back to it; all cells share the rest
_BEYOND = np.log(10.0)
_SLIGHT = 0.02  # negative amounts up to this share of the positive ones (refunds) do not make a ratio a signed one


@dataclass(frozen=True)
class Evidence:
    """Cell ratios on the scale on which effects add, their noise variance (inf: no rows), and what is known of the row variance.

    The noise is per unit of row variance, which is ``variance`` with ``freedom`` degrees of freedom;
    ``spread``: how far cells may differ (scale of the prior).
    """

    ratio: np.ndarray
    noise: np.ndarray
    variance: float
    freedom: float
    spread: float


class Rows:
    """Numerators and denominators of usable rows with their cell, in units of a typical denominator."""

    def __init__(self, y: np.ndarray, x: np.ndarray, cell: np.ndarray, size: int) -> None:
        """Take numerators, positive denominators and cell numbers below ``size``."""
        self.y, self.x, self.cell = y, x, cell
        typical = np.exp(np.mean(np.log(x)))
        self.gain, self.scale = y / typical, x / typical
        self.count = np.bincount(cell, minlength=size)
        self.sums = np.bincount(cell, weights=self.scale, minlength=size)
        self.overall = self.gain.sum() / self.scale.sum()
        self.replicated = self.count[cell] > 1
        self.freedom = int(self.replicated.sum() - (self.count > 1).sum())

    def ratios(self, gain: np.ndarray) -> np.ndarray:
        """Return the ratio of sums per cell; the overall one where a cell has no rows."""
        above = np.bincount(self.cell, weights=gain, minlength=len(self.sums))
        return np.divide(above, self.sums, out=np.full(len(self.sums), self.overall), where=self.count > 0)

    def per_cell(self, weight: np.ndarray) -> np.ndarray:
        """Return the variance of each cell's ratio when a row's has variance ``weight``; inf where a cell has no rows."""
        above = np.bincount(self.cell, weights=weight, minlength=len(self.sums))
        return np.divide(above, self.sums**2, out=np.full(len(self.sums), np.inf), where=self.count > 0)

    def restored(self, cut: np.ndarray) -> np.ndarray:
        """Return per cell what was cut from it and goes back to it: the more rows, the surer that it is no accident."""
        lost = np.bincount(self.cell, weights=self.gain - cut, minlength=len(self.sums))
        return lost * self.count / (self.count + _FULL)

    def reconciled(self, draws: np.ndarray) -> np.ndarray:
        """Return per cell an estimate that reproduces the total, moving the means of ``draws`` most where they are least sure.

        Least change relative to the variances (constrained empirical Bayes); at most half or double a mean.
        """
        estimate = draws.mean(axis=0)
        doubt = draws.var(axis=0) * self.sums
        gap = self.overall * self.sums.sum() - estimate @ self.sums
        change = gap * doubt / (doubt @ self.sums) if np.any(doubt * self.sums > 0) else np.zeros(len(estimate))
        return estimate + np.clip(change, -np.abs(estimate) / 2, np.abs(estimate))

    def weight(self, residual: np.ndarray) -> np.ndarray:
        """Return how the noise variance of a row grows with its denominator: the likeliest power of 0, 1, 2."""
        known = self.replicated if self.freedom else np.ones(len(residual), dtype=bool)
        residual, scale = residual[known], self.scale[known]
        if not np.any(residual):
            return self.scale ** _POWERS[-1]
        fit = [len(scale) * np.log(np.mean(residual**2 / scale**p)) + p * np.sum(np.log(scale)) for p in _POWERS]
        return self.scale ** _POWERS[int(np.argmin(fit))]


class SignedRows(Rows):
    """Gains that may be negative: effects and noise add up on the scale of the ratio itself."""

    def evidence(self, expected: np.ndarray | None) -> Evidence:
        """Return what the rows say, cut back against ``expected`` (ratio per cell; None: against nothing)."""
        cut = self._cut(np.zeros(len(self.sums)) if expected is None else expected)
        residual = self.gain - self.ratios(self.gain)[self.cell] * self.scale
        weight = self.weight(residual)
        spread = np.sum((self.gain - self.overall * self.scale) ** 2 / weight) / (len(self.gain) - 1)
        variance = np.sum(residual**2 / weight) / self.freedom / spread if self.freedom else 0.0
        self.unit = np.sqrt(spread)
        return Evidence((self.ratios(cut) - self.overall) / self.unit, self.per_cell(weight), variance, self.freedom, 0.5)

    def shown(self, effect: np.ndarray) -> np.ndarray:
        """Return ratios for values on the additive scale."""
        return self.overall + self.unit * effect

    def moved(self, draws: np.ndarray, estimate: np.ndarray) -> np.ndarray:
        """Return ``draws`` shifted so that their mean is ``estimate``."""
        return draws + (estimate - draws.mean(axis=0))

    def _cut(self, expected: np.ndarray) -> np.ndarray:
        excess = self.gain / self.scale - expected[self.cell]
        middle = np.median(excess)
        fence = _FENCE * 1.4826 * np.median(np.abs(excess - middle))
        low, high = np.quantile(excess, [1 - _CAP, _CAP])
        cut = (np.clip(excess, min(low, middle - fence), max(high, middle + fence)) + expected[self.cell]) * self.scale
        back = cut + self.scale * (self.restored(cut) / np.where(self.count > 0, self.sums, 1.0))[self.cell]
        return back + self.scale * (self.gain.sum() - back.sum()) / self.scale.sum()


class PositiveRows(Rows):
    """Gains that are not negative: effects multiply, and noise is relative to the level of the cell."""

    def __init__(self, y: np.ndarray, x: np.ndarray, cell: np.ndarray, size: int) -> None:
        """Take rows as ``Rows`` does; slight negative gains count as none, the total is kept."""
        super().__init__(y, x, cell, size)
        self.gain = np.maximum(self.gain, 0.0)

    def evidence(self, expected: np.ndarray | None) -> Evidence:
        """Return what the rows say, cut back against ``expected`` (ratio per cell; None: against the overall ratio)."""
        own = self.ratios(self.gain)
        level = np.where(own > 0, own, self.overall) if expected is None else expected
        ratio = self.ratios(self._cut(np.full(len(own), self.overall) if expected is None else expected))
        thin = ratio <= 0
        seen = (self.count > 0) & ~(thin & (expected is None))
        ratio = np.where(thin, _THIN * level / (self.count + _THIN), ratio)
        variance = np.where(seen, np.log1p(self._relative_noise(level, own)), np.inf)
        bias = np.where(seen, variance / 2, 0.0)  # the logarithm of a noisy ratio is too low on average
        return Evidence(np.log(ratio / self.overall) + bias, _HEAVY * variance, 1.0, self.freedom / 3, 0.7)

    def shown(self, effect: np.ndarray) -> np.ndarray:
        """Return ratios for values on the logarithmic scale, none beyond ten times the range of the cells with rows."""
        own = self.ratios(self.gain)[(self.count > 0)]
        own = np.log(own[own > 0] / self.overall)
        return self.overall * np.exp(np.clip(effect, own.min() - _BEYOND, own.max() + _BEYOND))

    def moved(self, draws: np.ndarray, estimate: np.ndarray) -> np.ndarray:
        """Return ``draws`` scaled so that their mean is ``estimate``."""
        return draws * (estimate / draws.mean(axis=0))

    def _relative_noise(self, level: np.ndarray, own: np.ndarray) -> np.ndarray:
        residual = (self.gain - own[self.cell] * self.scale) / level[self.cell]
        weight = self.weight(residual)
        spread = min(1.0, np.sum((self.gain / self.overall - self.scale) ** 2 / weight) / (len(weight) - 1))
        variance = (np.sum(residual**2 / weight) + _DOUBT * spread) / (self.freedom + _DOUBT)
        return variance * self.per_cell(weight)

    def _cut(self, expected: np.ndarray) -> np.ndarray:
        share = self.gain / (self.scale * expected[self.cell])
        middle = np.median(share)
        fence = _FENCE * 1.4826 * np.median(np.abs(share - middle))
        cut = np.minimum(share, max(np.quantile(share, _CAP), middle + fence)) * self.scale * expected[self.cell]
        kept = np.bincount(self.cell, weights=cut, minlength=len(self.sums))
        back = cut * (1 + np.divide(self.restored(cut), kept, out=np.zeros(len(kept)), where=kept > 0))[self.cell]
        return back * (self.gain.sum() / back.sum()) if back.any() else self.gain  # so few gained that all would be cut to none


def rows_of(y: np.ndarray, x: np.ndarray, cell: np.ndarray, size: int) -> SignedRows | PositiveRows:
    """Return the rows as positive ones when gains are (nearly) never negative, else as signed ones."""
    slight = -y[y < 0].sum() <= _SLIGHT * y[y > 0].sum()
    return (PositiveRows if slight else SignedRows)(y, x, cell, size)
