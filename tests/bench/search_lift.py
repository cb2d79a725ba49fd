"""Do 90 % intervals of the branded-search baseline hold the truth?  Simulated series without any campaign effect.

Per world: share of intervals that hold the true sum (aim 87–93 %), share of false lifts claimed (aim about 5 %), median width
relative to the sum, and how often a true lift of 10 % is claimed. Usage: python tests/bench/search_lift.py [series per world]
"""

import sys
from pathlib import Path

import numpy as np
import pandas as pd

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from lib.attribution.search_lift import search_lift

WORLDS = {
    "plain counts": {},
    "twice as noisy as counts": {"noise": 0.15},
    "correlated, 0.3": {"noise": 0.1, "rho": 0.3},
    "correlated, 0.6": {"noise": 0.1, "rho": 0.6},
    "growing 1% a week": {"noise": 0.1, "trend": 0.01},
    "strong weekdays": {"noise": 0.1, "week": 0.4},
    "few searches (8 a day)": {"level": 8},
    "four weeks before": {"noise": 0.1, "before": 28},
    "campaign of a week": {"noise": 0.1, "during": 7},
    "campaign of nine weeks": {"noise": 0.1, "during": 63},
    "one day in ten missing": {"noise": 0.1, "missing": 0.1},
    "weekly series": {"noise": 0.1, "step": 7},
}


def series(
    random: np.random.Generator,
    level: float = 120,
    noise: float = 0.0,
    rho: float = 0.0,
    trend: float = 0.0,
    week: float = 0.15,
    before: int = 84,
    during: int = 28,
    missing: float = 0.0,
    step: int = 1,
) -> tuple[pd.Series, pd.Timestamp, pd.Timestamp]:
    """Return daily (or weekly) counts and the first and last day of a campaign that did nothing."""  # fmt: skip
    dates = pd.date_range("2026-01-05", periods=(before + during) // step, freq=f"{step}D")
    time = np.arange(len(dates)) * step / 7
    shape = 1 + week * np.sin(2 * np.pi * np.arange(len(dates)) / 7) if step == 1 else step
    shock = random.normal(0, noise, len(dates)) if noise else np.zeros(len(dates))
    for i in range(1, len(dates)):
        shock[i] = rho * shock[i - 1] + np.sqrt(1 - rho**2) * shock[i]
    counts = random.poisson(np.maximum(level * shape * (1 + trend * time) * (1 + shock), 0.1)).astype(float)
    start = pd.Timestamp("2026-01-05") + pd.Timedelta(days=before)
    kept = random.random(len(dates)) >= missing
    return pd.Series(counts, dates)[kept], start, start + pd.Timedelta(days=during - 1)


def main() -> None:
    """Print the table."""
    size = int(sys.argv[1]) if len(sys.argv) > 1 else 400
    print(f"{size} series per world          held   false lifts   width/sum   10% lift claimed")
    for name, world in WORLDS.items():
        random = np.random.default_rng(7)
        held, claimed, width, power = [], [], [], []
        for _ in range(size):
            counts, start, end = series(random, **world)
            found = search_lift(counts, start, end)
            held.append(found.low <= 0 <= found.high)
            claimed.append(found.claimed)
            width.append((found.high - found.low) / found.expected)
            counts[start:end] = (counts[start:end] * 1.1).round()
            power.append(search_lift(counts, start, end).claimed)
        print(f"{name:<28}{np.mean(held):>8.1%}{np.mean(claimed):>14.1%}{np.median(width):>12.1%}{np.mean(power):>19.1%}")


if __name__ == "__main__":
    main()
