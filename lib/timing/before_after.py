"""What changed after a post or the start of a campaign: sales against what weekday and trend let expect."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.stats import t

from lib.text import _
from lib.timing.refusal import TooFewError

BASELINE = 56  # days before that the expectation is learnt from
FEWEST = 14  # days before, below which nothing is said
_WEEKDAYS = 28  # days before from which weekdays and a trend are fitted
_LEVEL = 0.90


@dataclass(frozen=True, eq=False)
class Change:
    """Sales in the window against the expectation, money in the reporting currency.

    ``difference`` = actual − expected, with its 90 % interval. ``days``: day, sales, expected (the fitted level), after (bool).
    """

    actual: float
    expected: float
    difference: float
    low: float
    high: float
    before: int
    after: int
    days: pd.DataFrame

    @property
    def clear(self) -> bool:
        """Return whether the interval leaves out no change."""
        return self.low > 0 or self.high < 0


def daily(sold: pd.DataFrame, last: pd.Timestamp | None = None) -> pd.Series:
    """Return net sales per day from the first to the last (``last`` at least), days without a sale as 0."""
    if sold.empty:
        return pd.Series(dtype=float)
    sums = sold.groupby("day")["net"].sum()
    end = max(sums.index.max(), last) if last is not None else sums.index.max()
    return sums.reindex(pd.date_range(sums.index.min(), end, freq="D"), fill_value=0.0)


def before_after(sales: pd.Series, event: pd.Timestamp, window: int, first: pd.Timestamp | None = None) -> Change:
    """Return what sales in the ``window`` days from ``event`` on were above what the days before let expect.

    ``sales``: net sales per day, without gaps; ``first``: the day from which a missing day means no sale. The expectation is least
    squares on up to ``BASELINE`` days before: level, and with four weeks or more a trend and weekdays. The interval is that of the
    window's expected sum: noise of its days and of the fit (prediction), both widened by the autocorrelation of residuals.
    Raises TooFewError with fewer than ``FEWEST`` days before, or no day after.
    """
    begin = min(sales.index.min(), first) if first is not None else sales.index.min()
    days = pd.date_range(
        max(begin, event - pd.Timedelta(days=BASELINE)), min(sales.index.max(), event + pd.Timedelta(days=window - 1))
    )
    known = sales.reindex(days, fill_value=0.0)
    after = np.asarray(days >= event)
    if (~after).sum() < FEWEST or not after.any():
        raise TooFewError(
            _("Two weeks of sales before the day and one day after it are needed; your orders file does not reach that far.")
        )
    design = _design(days, event, int((~after).sum()))
    y, x = known.to_numpy(), design[~after]
    gram = np.linalg.pinv(x.T @ x)
    level = gram @ x.T @ y[~after]
    residual = y[~after] - x @ level
    freedom = (~after).sum() - np.linalg.matrix_rank(x)
    noise = residual @ residual / freedom * _widening(residual, x.shape[1])
    summed = design[after].sum(axis=0)
    error = np.sqrt(noise * (after.sum() + summed @ gram @ summed))
    actual, expected = float(y[after].sum()), float(summed @ level)
    half = float(t.ppf(0.5 + _LEVEL / 2, freedom) * error)
    frame = pd.DataFrame({"day": days, "sales": y, "expected": design @ level, "after": after})
    gap = actual - expected
    return Change(actual, expected, gap, gap - half, gap + half, int((~after).sum()), int(after.sum()), frame)


def _design(days: pd.DatetimeIndex, event: pd.Timestamp, before: int) -> np.ndarray:
    columns = [np.ones(len(days))]
    if before >= _WEEKDAYS:
        columns.append((days - event).days.to_numpy() / before)
        columns += [(days.day_of_week.to_numpy() == weekday).astype(float) for weekday in range(1, 7)]
    return np.column_stack(columns)


def _widening(residual: np.ndarray, fitted: int) -> float:
    """Return (1 + ρ) / (1 − ρ) for the first autocorrelation ρ, corrected for the fit's own pull toward negative values."""
    total = residual @ residual
    if total <= 0:
        return 1.0
    rho = residual[1:] @ residual[:-1] / total + (1 + fitted / 2) / len(residual)
    rho = float(np.clip(rho, 0.0, 0.7))
    return (1 + rho) / (1 - rho)
