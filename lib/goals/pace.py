"""Targets against actual figures, and where today's rate would end by the deadline."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.stats import norm, t

from lib.benchmarks import target as published
from lib.goals.kpis import KPIS, Kpi
from lib.goals.rows import DatedRows
from lib.settings import Goals, Settings

WEEKS = 8  # before today that the rate is measured on
FEWEST = 4  # weeks, below which no pace is given
_LEVEL = 0.90
REACHED, ON_TRACK, OPEN, BEHIND, UNKNOWN = "reached", "on track", "open", "behind", "unknown"


@dataclass(frozen=True)
class Progress:
    """One KPI: actual within the goal's time with its interval (ratios), target, and where it would end (``end``, 90 % interval).

    ``chance``: probability that the target is met by the deadline at today's rate. ``state``: 'reached', 'on track' (chance
    from 80 %), 'behind' (up to 20 %), 'open' between, 'unknown' without a target or figure. ``source``: of a published target.
    """

    kpi: Kpi
    target: float
    source: str
    actual: float
    low: float
    high: float
    n: int
    end: float
    end_low: float
    end_high: float
    chance: float
    state: str


def period(goals: Goals, rows: DatedRows) -> tuple[pd.Timestamp, pd.Timestamp]:
    """Return first and last day of the goals: as set, else the calendar quarter of the newest row."""
    newest = rows.last if rows.last is not None else pd.Timestamp("2000-01-01")
    quarter = newest.to_period("Q")
    first = pd.Timestamp(goals.first) if goals.first else quarter.start_time
    last = pd.Timestamp(goals.last) if goals.last else quarter.end_time.floor("D")
    return first, max(first, last)


def progress(rows: DatedRows, settings: Settings) -> list[Progress]:
    """Return every KPI in the order of `KPIS`, as far as the settings' as-of day (else the newest row) goes.

    Sums: what is in plus the mean week of the last ``WEEKS`` × the weeks left; the interval holds the scatter of weeks, of those
    ahead and of the mean. Ratios of sums stay where they are; their interval is that of a ratio estimator (linearised).
    """
    (first, last), today = period(settings.goals, rows), last_counted(rows, settings)
    found = []
    for kpi in KPIS.values():
        measure = _ratio if kpi.bottom else _sum
        found.append(_judged(kpi, *_wanted(kpi, settings), measure(rows, kpi, first, today, last)))
    return found


def last_counted(rows: DatedRows, settings: Settings) -> pd.Timestamp:
    """Return the last day that counts: the as-of day, else the newest row's, at most the goals' last."""
    last = period(settings.goals, rows)[1]
    today = pd.Timestamp(settings.as_of) if settings.as_of else rows.last
    return last if today is None else min(today, last)


def _wanted(kpi: Kpi, settings: Settings) -> tuple[float, str]:
    """Return the target and where it comes from ('' = set by the reader): the goals', the settings', else a published one."""
    own = dict(settings.goals.targets).get(kpi.key)
    bench = published(kpi.key)
    if own is None and kpi.key == "roi" and (bench is None or settings.target_roi != bench.low):
        own = settings.target_roi
    if own is not None or bench is None:
        return (np.nan if own is None else own), ""
    return bench.low, bench.source.title


def _judged(kpi: Kpi, wanted: float, source: str, seen: tuple[float, ...]) -> Progress:
    actual, low, high, n, end, error, freedom = seen
    half = (t.ppf(0.5 + _LEVEL / 2, freedom) if np.isfinite(freedom) else norm.ppf(0.5 + _LEVEL / 2)) * error
    end_low = max(end - half, actual) if not kpi.bottom else end - half
    spread = t(freedom) if np.isfinite(freedom) else norm
    chance = float(spread.cdf((end - wanted) / error)) if error > 0 else float(end >= wanted) if end == end else np.nan
    chance = np.nan if np.isnan(wanted) or np.isnan(end) else 1 - chance if kpi.low_is_good else chance
    done = not kpi.bottom and actual >= wanted
    state = UNKNOWN if np.isnan(wanted) or np.isnan(actual) else REACHED if done else _state(chance)
    return Progress(kpi, float(wanted), source, actual, low, high, int(n), end, end_low, end + half, 1.0 if done else chance, state)


def _state(chance: float) -> str:
    if np.isnan(chance):
        return OPEN
    return ON_TRACK if chance >= 0.8 else BEHIND if chance <= 0.2 else OPEN


def _sum(rows: DatedRows, kpi: Kpi, first: pd.Timestamp, today: pd.Timestamp, last: pd.Timestamp) -> tuple[float, ...]:
    """Return actual, its (empty) interval, n, the end at today's rate, its error and degrees of freedom."""
    missing = (np.nan, np.nan, np.nan, 0, np.nan, np.nan, np.nan)
    if not rows.known(kpi.top):
        return missing
    known = rows.frame.loc[rows.frame[kpi.top].notna(), ["day", kpi.top]]
    inside = known["day"].between(first, today)
    actual, n = float(known.loc[inside, kpi.top].sum()), int(inside.sum())
    left = (last - today).days / 7
    if left <= 0:
        return actual, np.nan, np.nan, n, actual, 0.0, np.inf
    weeks = _weekly(known, kpi.top, today)
    if len(weeks) < FEWEST:
        return actual, np.nan, np.nan, n, np.nan, np.nan, np.nan
    spread = weeks.std(ddof=1)
    return actual, np.nan, np.nan, n, actual + weeks.mean() * left, spread * np.sqrt(left + left**2 / len(weeks)), len(weeks) - 1


def _weekly(known: pd.DataFrame, column: str, today: pd.Timestamp) -> np.ndarray:
    """Return the sums of whole weeks up to today, newest last; weeks before the first row are left out."""
    back = (today - known["day"]).dt.days
    reach = int(back.max() // 7) if len(back) else 0
    weeks = min(WEEKS, max(reach, 0))
    within = (back >= 0) & (back < 7 * weeks)
    return np.bincount(back[within] // 7, known.loc[within, column], weeks)[::-1]


def _ratio(rows: DatedRows, kpi: Kpi, first: pd.Timestamp, today: pd.Timestamp, last: pd.Timestamp) -> tuple[float, ...]:
    missing = (np.nan, np.nan, np.nan, 0, np.nan, np.nan, np.nan)
    if not (rows.known(kpi.top) and rows.known(kpi.bottom)):
        return missing
    both = rows.frame[kpi.top].notna() & rows.frame[kpi.bottom].notna() & rows.frame["day"].between(first, today)
    top, bottom = (rows.frame.loc[both, name].to_numpy(dtype=float) for name in (kpi.top, kpi.bottom))
    if bottom.sum() <= 0:
        return missing
    value = top.sum() / bottom.sum()
    n = len(top)
    error = np.sqrt(np.square(top - value * bottom).sum() * n / (n - 1)) / bottom.sum() if n > 1 else np.nan
    half = t.ppf(0.5 + _LEVEL / 2, max(n - 1, 1)) * error
    value, error, half = value * kpi.size, error * kpi.size, half * kpi.size
    return value, value - half, value + half, n, value, error, max(n - 1, 1)
