"""Coverage of 90 % intervals on the timing page: sales before and after a day, half-life of sales.

Printed per world: bias and the share of intervals that hold the truth; half-lives also how often the estimate is refused.
"""

import sys
from pathlib import Path

import numpy as np
import pandas as pd

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from lib.timing import TooFewError, before_after, half_life

SHOPS = {
    "30 orders a day": {},
    "3 orders a day": {"orders": 3.0},
    "growing 1 % a day": {"growth": 0.01},
    "strong weekdays": {"weekly": 0.5},
    "good and bad weeks (AR 0.5)": {"memory": 0.5},
    "four weeks before": {"before": 28},
    "two weeks before": {"before": 14},
    "window of 28 days": {"window": 28},
}
POSTS = {
    "half-life 5 days, 200 orders": {},
    "half-life 5 days, 40 orders": {"orders": 40},
    "half-life 12 days": {"half": 12.0},
    "a fifth at a steady rate": {"steady": 0.2},
    "posts differ (2–10 days)": {"mixed": True, "orders": 400},
}


def shop(
    random: np.random.Generator,
    orders: float = 30.0,
    growth: float = 0.0,
    weekly: float = 0.2,
    memory: float = 0.0,
    before: int = 56,
    window: int = 14,
) -> tuple[pd.Series, pd.Timestamp, float, int]:
    """Return daily sales, the day of the event, the sales it added, and the window."""  # fmt: skip
    days = pd.date_range("2026-01-05", periods=before + window, freq="D")
    shock = np.zeros(len(days))
    for i in range(1, len(days)):
        shock[i] = memory * shock[i - 1] + random.normal(0, 0.25 if memory else 0.0)
    rate = orders * (1 + growth * np.arange(len(days))) * (1 + weekly * np.sin(2 * np.pi * days.day_of_week / 7)) * np.exp(shock)
    count = random.poisson(rate)
    sales = np.array([random.lognormal(4, 0.5, n).sum() for n in count])
    added = np.array([random.lognormal(4, 0.5, n).sum() for n in random.poisson(orders * 2 * 0.5 ** (np.arange(window) / 5))])
    sales[before:] += added
    return pd.Series(sales, days), days[before], added.sum(), window


def after_a_post(
    random: np.random.Generator, half: float = 5.0, orders: int = 200, steady: float = 0.0, mixed: bool = False, window: int = 60
) -> pd.DataFrame:
    """Return orders by age within the window: exponential, but for a steady share."""
    halves = random.choice([2.0, 5.0, 10.0], orders) if mixed else np.full(orders, half)
    left = random.random(orders)
    age = -halves / np.log(2) * np.log(1 - left * (1 - 0.5 ** (window / halves)))
    age = np.where(random.random(orders) < steady, random.random(orders) * window, age)
    return pd.DataFrame({"creator_key": "c", "posted": 0, "age": np.floor(age).astype(int), "number": 1.0})


def change_coverage(worlds: int, **kind: object) -> tuple[float, float]:
    """Return (bias relative to what was added, coverage)."""
    random, found = np.random.default_rng(0), []
    for _ in range(worlds):
        sales, event, added, window = shop(random, **kind)
        result = before_after(sales, event, window)
        found.append((result.difference / added - 1, result.low <= added <= result.high))
    return tuple(np.mean(found, axis=0))


def half_life_coverage(worlds: int, **kind: object) -> tuple[float, float, float]:
    """Return (mean estimate, coverage among those given, share refused)."""
    random, found, refused = np.random.default_rng(0), [], 0
    truth = 4.43 if kind.get("mixed") else kind.get("half", 5.0)  # days until half of all orders are in
    for _ in range(worlds):
        try:
            result = half_life(after_a_post(random, **kind))
        except TooFewError:
            refused += 1
            continue
        found.append((result.days_to_half, result.low <= truth <= result.high))
    return (*np.mean(found, axis=0), refused / worlds)


if __name__ == "__main__":
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 500
    print(f"{'before and after':<34} bias    coverage")
    for name, kind in SHOPS.items():
        bias, inside = change_coverage(count, **kind)
        print(f"{name:<34} {bias:+.1%}  {inside:8.3f}")
    print(f"\n{'half-life':<34} estimate  coverage  refused")
    for name, kind in POSTS.items():
        estimate, inside, refused = half_life_coverage(count // 2, **kind)
        print(f"{name:<34} {estimate:8.2f}  {inside:8.3f}  {refused:7.1%}")
