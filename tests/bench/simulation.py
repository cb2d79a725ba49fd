"""Speed of the what-if simulation against bare NumPy doing the same arithmetic: 100,000 draws × 20 segments.

Prints medians and ratios; the aim is at most twice bare NumPy for a simulation from scratch. A lever moved afterwards reuses
the random numbers. Run: python tests/bench/simulation.py
"""

import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from statistics import median
from time import perf_counter

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
from lib.roi import simulation
from lib.roi.scenario import Scenario, expected

DRAWS, SEGMENTS, ROUNDS = 100_000, 20, 11
PLAN = Scenario(
    segments=tuple(f"segment {i}" for i in range(SEGMENTS)),
    creators=np.arange(SEGMENTS) + 3.0,
    fee=500,
    impressions=10_000,
    click_rate=0.01,
    conversion_rate=0.02,
    order_value=85,
    content_value=100,
    search_lift=0.1,
    creator_spread=1.5,
    response_error=0.3,
    common_error=0.1,
    content_error=0.3,
    search_error=0.3,
)


def bare(seed: int) -> tuple[np.ndarray, ...]:
    """Draw, multiply and summarise as a few lines of NumPy would, without a scenario, streams or names."""
    outcome, sigma = expected(PLAN), 0.4
    random = np.random.default_rng(seed)
    factors = np.exp(sigma * random.standard_normal((SEGMENTS, DRAWS)) - sigma**2 / 2)
    shared = [np.exp(s * random.standard_normal(DRAWS) - s**2 / 2) for s in (0.1, 0.3, 0.3)]
    revenue = (outcome.revenue @ factors) * shared[0]
    value = revenue + revenue * 0.1 * shared[1] + outcome.content_value.sum() * shared[2]
    profit = value - outcome.cost
    return summarised(profit, value / outcome.cost - 1)


def summarised(profit: np.ndarray, roi: np.ndarray) -> tuple[np.ndarray, ...]:
    """Return quantiles, probability of profit and CVaR."""
    worst = np.partition(profit, DRAWS // 10)[: DRAWS // 10].mean()
    levels = (0.1, 0.5, 0.9)
    return np.quantile(profit, levels), np.quantile(roi, levels), (profit > 0).mean(), worst


def ours(plan: Scenario, seed: int) -> dict[str, float]:
    """Simulate and summarise a plan."""
    return simulation.figures(simulation.simulate_roi(plan, DRAWS, seed), 2.0)


def timed(run: Callable[[int], object]) -> float:
    """Return the median milliseconds of a few rounds, the first one left out."""
    times = []
    for i in range(ROUNDS + 1):
        begin = perf_counter()
        run(i)
        times.append((perf_counter() - begin) * 1e3)
    return median(times[1:])


if __name__ == "__main__":
    numpy = timed(bare)
    scratch = timed(lambda i: ours(PLAN, i))
    lever = timed(lambda i: ours(replace(PLAN, fee=PLAN.fee * (1 + i / 10)), 7))
    volume = timed(lambda i: ours(replace(PLAN, creators=PLAN.creators * (1 + i / 10)), 7))
    print(f"{DRAWS:,} draws x {SEGMENTS} segments     ms   / bare NumPy")
    for name, value in (("bare NumPy", numpy), ("from scratch", scratch), ("fee moved", lever), ("bookings moved", volume)):
        print(f"{name:<30}{value:7.1f}{value / numpy:8.2f}")
    sys.exit(scratch > 2 * numpy)
