"""How strongly sales differ by month, from dated orders, drawn toward no difference."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

_LEAST = 26  # weeks of orders below which no season is read from them
_YEAR = 52


@dataclass(frozen=True)
class Season:
    """Strength of the twelve months, 1 on average; ``weeks`` of orders behind it, ``known`` whether they were enough."""

    index: np.ndarray
    weeks: int
    known: bool


FLAT = Season(np.ones(12), 0, False)


def season_of(date: pd.Series, revenue: pd.Series) -> Season:
    """Return the strength of each month from orders: weekly sales over their trend, averaged per month and shrunk toward 1.

    Shrinkage: V/(V + v/n) (V the variance between months, v of weeks within, n weeks), times y/(y + 1) for y years seen, as
    one year cannot tell a season from chance. Months without orders stay at 1.
    """
    weekly = _weekly(date, revenue)
    if len(weekly) < _LEAST or weekly.sum() <= 0:
        return Season(np.ones(12), len(weekly), False)
    relative = weekly / _trend(weekly.to_numpy())
    month, year = weekly.index.month, weekly.index.year
    groups = relative.groupby(month)
    n, mean = groups.size(), groups.mean()
    within = float(((relative - groups.transform("mean")) ** 2).sum() / max(len(relative) - len(n), 1))
    between = max(float(mean.var(ddof=1)) - within * float((1 / n).mean()), 0.0) if len(n) > 1 else 0.0
    kept = between / (between + within / n) if between > 0 else 0.0 * n
    years = pd.Series(year, index=weekly.index).groupby(month).nunique()
    index = np.ones(12)
    index[n.index - 1] = np.maximum(1 + kept * years / (years + 1) * (mean - 1), 0.2)
    return Season(index / index.mean(), len(weekly), True)


def _weekly(date: pd.Series, revenue: pd.Series) -> pd.Series:
    """Return sales per whole week (by its Thursday), weeks without orders counting as 0."""
    known = date.notna() & revenue.notna()
    day = date[known].dt.normalize()
    week = day - pd.to_timedelta(day.dt.day_of_week - 3, unit="D")
    sums = revenue[known].astype("float64").groupby(week).sum()
    if sums.empty:
        return pd.Series(dtype="float64", index=pd.DatetimeIndex([]))
    return sums.reindex(pd.date_range(sums.index.min(), sums.index.max(), freq="7D"), fill_value=0.0).iloc[1:-1]


def _trend(weekly: np.ndarray) -> np.ndarray:
    """Return the level of each week: a straight line over more than a year, else the mean (a line would swallow the season)."""
    if len(weekly) <= _YEAR:
        return np.full(len(weekly), weekly.mean())
    at = np.arange(len(weekly))
    line = np.polyval(np.polyfit(at, weekly, 1), at)
    return np.maximum(line, 0.1 * weekly.mean())
