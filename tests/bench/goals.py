"""Coverage of 90 % intervals of pace (where a sum ends by the deadline) and of the usual payback, in simulated programmes.

Printed per world: bias of the expected figure relative to the truth, and the share of intervals that hold it.
"""

import sys
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from lib.goals import DatedRows, progress
from lib.settings import Goals, Settings
from lib.timing import payback

PACES = {
    "daily sales": {},
    "few large posts": {"rows": 0.4, "noise": 1.2},
    "three months ahead": {"ahead": 90},
    "a week ahead": {"ahead": 7},
}
PAYBACKS = {"40 campaigns": {}, "15 campaigns": {"count": 15}, "half still open": {"observed": 25.0}}


def pace_coverage(worlds: int, rows: float = 5.0, noise: float = 0.6, ahead: int = 30) -> tuple[float, float]:
    """Return (bias, coverage) of the sum at the deadline; ``rows`` a day."""
    random, found = np.random.default_rng(0), []
    for _ in range(worlds):
        days = pd.date_range("2026-01-01", periods=90 + ahead, freq="D")
        count = random.poisson(rows, len(days))
        day = days.repeat(count)
        frame = pd.DataFrame({"day": day, "views": random.lognormal(5, noise, len(day))})
        goals = Goals((), days[60].date(), days[-1].date())
        seen = DatedRows(frame[frame["day"] < days[90]], days[0], days[89])
        result = next(each for each in progress(seen, Settings(goals=goals, as_of=date(2026, 3, 31))) if each.kpi.key == "views")
        truth = frame.loc[frame["day"] >= days[60], "views"].sum()
        found.append((result.end / truth - 1, result.end_low <= truth <= result.end_high))
    return tuple(np.mean(found, axis=0))


def payback_coverage(worlds: int, count: int = 40, observed: float = 120.0) -> tuple[float, float]:
    """Return (bias, coverage) of the median payback of campaigns whose paybacks are exponential with a median of 20 days."""
    random, found = np.random.default_rng(0), []
    for _ in range(worlds):
        true = np.ceil(random.exponential(20 / np.log(2), count))
        age = np.ceil(random.uniform(0.3, 1.7, count) * observed)
        end = pd.Timestamp("2026-12-31")
        index = pd.Index([f"k{i}" for i in range(count)])
        paid = pd.DataFrame({"start": end - pd.to_timedelta(age, unit="D"), "cost": 1.0, "earned": 1.0}, index=index)
        paid["days"] = np.where(true <= age, true, np.nan)
        earned = pd.DataFrame({"group": index, "day": end, "amount": 1.0})
        result = payback(earned, paid, end)
        found.append((result.usual / 20 - 1 if np.isfinite(result.usual) else 0.0, result.low <= 20 <= result.high))
    return tuple(np.mean(found, axis=0))


if __name__ == "__main__":
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 300
    print(f"{'where a sum ends':<28} bias    coverage")
    for name, kind in PACES.items():
        bias, inside = pace_coverage(count, **kind)
        print(f"{name:<28} {bias:+.1%}  {inside:8.3f}")
    print(f"\n{'usual payback':<28} bias    coverage")
    for name, kind in PAYBACKS.items():
        bias, inside = payback_coverage(count, **kind)
        print(f"{name:<28} {bias:+.1%}  {inside:8.3f}")
