"""Profit and ROI of a scenario as a distribution: seeded, vectorised, with common random numbers.

Sales of a segment are its expected sales × a lognormal factor of mean 1. Its variance holds the error of the segment's
estimate and the luck of its bookings: a sum over a random number of posters, n ~ Binomial(creators, posting rate), of
values with coefficient of variation c has relative variance (c² + 1 − p) / (creators · p). Common factors (season, site,
content and search estimates) move all segments together. Every segment keeps its own stream of random numbers, named by
the seed and the segment's label, so that two scenarios differ by their figures only, never by luck.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal
from zlib import crc32

import numpy as np
import pandas as pd

from lib.roi.scenario import Outcome, Scenario, expected

Measure = Literal["profit", "roi", "value", "cost", "revenue"]
DRAWS = 20_000  # standard error of the 5 % quantile of ROI about 0.004 (docs: planning, Simulation)


@dataclass(frozen=True, eq=False)
class Simulation:
    """One scenario's simulated outcomes; arrays of length ``draws``, money in the workspace's currency, ROI a fraction."""

    name: str
    seed: int
    outcome: Outcome  # the expected outcome the draws scatter around
    profit: np.ndarray
    value: np.ndarray
    cost: np.ndarray
    revenue: np.ndarray

    @property
    def roi(self) -> np.ndarray:
        """Return ROI per draw; missing where a draw has no cost."""
        cost = np.where(self.cost > 0, self.cost, np.nan)
        return self.value / cost - 1

    def quantiles(self, measure: Measure = "profit", levels: Sequence[float] = (0.1, 0.5, 0.9)) -> np.ndarray:
        """Return the quantiles of ``measure``; missing when the measure is."""
        return np.quantile(getattr(self, measure), levels)

    def probability_of_profit(self) -> float:
        """Return the share of draws with a profit above 0; missing when the profit is."""
        return float("nan") if np.isnan(self.profit).any() else float(np.mean(self.profit > 0))

    def probability_of_roi(self, target: float) -> float:
        """Return the share of draws with an ROI of at least ``target`` (fraction); missing when there is no cost."""
        roi = self.roi
        return float("nan") if np.isnan(roi).all() else float(np.mean(roi >= target))

    def cvar(self, level: float = 0.1) -> float:
        """Return the mean profit of the worst ``level`` of draws (conditional value at risk)."""
        worst = max(1, round(level * len(self.profit)))
        return float(np.partition(self.profit, worst - 1)[:worst].mean())


def simulate_roi(scenario: Scenario, draws: int = DRAWS, seed: int = 7) -> Simulation:
    """Return the simulated profit, value, cost and sales of ``scenario``; same scenario, draws and seed → same result.

    Compare scenarios under the same seed and draws: they then share their random numbers. Raises ValueError for draws < 1.
    """
    if draws < 1:
        raise ValueError("A simulation needs at least one draw.")
    outcome = expected(scenario)
    factors = _factors(scenario.segments, tuple(_sigma(scenario)), draws, seed)
    errors, contents = (scenario.common_error, scenario.content_error, scenario.search_error), 1.0
    if scenario.response_draws is not None:
        drawn = scenario.response_draws[:, np.arange(draws) % scenario.response_draws.shape[1]]
        factors, contents, errors = factors * drawn, drawn, (0.0, 0.0, 0.0)
    normals = _normals(("all: season and site", "all: content", "all: search"), draws, seed)
    common, content, search = map(_lognormal, normals, errors)
    revenue = (outcome.revenue @ factors) * common
    commission = (outcome.commission @ factors) * common
    searched = revenue * scenario.search_lift * search
    made = (outcome.content_value @ contents if np.ndim(contents) else outcome.content_value.sum()) * content
    cost = outcome.cost - outcome.commission.sum() + commission
    return Simulation(
        name=scenario.name,
        seed=seed,
        outcome=outcome,
        profit=outcome.kept_share * revenue + searched + made - cost,
        value=revenue + searched + made,
        cost=cost,
        revenue=revenue,
    )


def histogram(simulations: Sequence[Simulation], measure: Measure = "profit", bins: int = 40) -> pd.DataFrame:
    """Return the draws pre-counted on common bins: columns name, left, right, share (of draws); the outer 0.5 % are left out."""
    samples = [getattr(s, measure) for s in simulations]
    samples = [values for values in samples if not np.isnan(values).any()]
    if not samples:
        return pd.DataFrame({"name": pd.Series(dtype="str"), "left": [], "right": [], "share": []})
    ends = np.quantile(np.stack(samples), (0.005, 0.995), axis=1)
    low, high = ends[0].min(), ends[1].max()
    spread = (high - low) or max(abs(high), 1.0) * 0.02
    edges = np.linspace(low - 0.01 * spread, high + 0.01 * spread, bins + 1)
    parts = []
    for simulation, values in zip(simulations, samples, strict=False):
        counts = np.histogram(values, edges)[0]
        parts.append(pd.DataFrame({"name": simulation.name, "left": edges[:-1], "right": edges[1:], "share": counts / len(values)}))
    return pd.concat(parts, ignore_index=True)


def figures(simulation: Simulation, target: float) -> dict[str, float]:
    """Return a simulation in figures: expected cost, sales and value, P10/P50/P90 of profit and ROI, probabilities, CVaR."""
    profit, roi = simulation.quantiles("profit"), simulation.quantiles("roi")
    outcome = simulation.outcome
    return {
        "cost": outcome.cost,
        "revenue": float(outcome.revenue.sum()),
        "value": outcome.value,
        **{f"profit_{level}": float(value) for level, value in zip(("p10", "p50", "p90"), profit, strict=True)},
        **{f"roi_{level}": float(value) for level, value in zip(("p10", "p50", "p90"), roi, strict=True)},
        "roi_direct": outcome.roi_direct,
        "roas": outcome.roas,
        "probability_of_profit": simulation.probability_of_profit(),
        "probability_of_target": simulation.probability_of_roi(target),
        "cvar_10": simulation.cvar(),
    }


def summary(simulations: Sequence[Simulation], target: float) -> pd.DataFrame:
    """Return one row of ``figures`` per simulation, with columns scenario and better.

    The first simulation is the baseline: ``better`` is the share of draws in which a scenario's profit exceeds the baseline's.
    """
    first = simulations[0]
    return pd.DataFrame([{"scenario": s.name, **figures(s, target), "better": probability_better(s, first)} for s in simulations])


def probability_better(scenario: Simulation, baseline: Simulation) -> float:
    """Return the share of draws in which ``scenario`` earns more than ``baseline``; missing when their draws differ or agree."""
    if scenario.seed != baseline.seed or scenario.profit.shape != baseline.profit.shape or scenario is baseline:
        return float("nan")
    return float(np.mean(scenario.profit > baseline.profit))


def _sigma(scenario: Scenario) -> np.ndarray:
    """Return the log-scale deviation of each segment's sales: error of its estimate and luck of its bookings."""
    p = scenario.posting_rate
    posters = np.maximum(scenario.creators * p, 0.01)  # what is not booked brings nothing, whatever its luck
    luck = (scenario.creator_spread**2 + (1 - p) * (scenario.creator_spread > 0)) / posters
    error = scenario.response_error if scenario.response_draws is None else np.zeros(len(luck))
    return np.sqrt(np.log1p(error**2) + np.log1p(luck))


@lru_cache(maxsize=4)
def _normals(labels: tuple[str, ...], draws: int, seed: int) -> np.ndarray:
    """Return standard normal draws, shape (len(labels), draws), one stream per label; shared, so read-only."""
    values = np.empty((len(labels), draws))
    for row, label in zip(values, labels, strict=True):
        np.random.default_rng([seed, crc32(label.encode())]).standard_normal(out=row)
    values.setflags(write=False)
    return values


@lru_cache(maxsize=4)
def _factors(segments: tuple[str, ...], sigma: tuple[float, ...], draws: int, seed: int) -> np.ndarray:
    """Return the sales factors, shape (K, draws), each row lognormal with mean 1; shared, so read-only."""
    deviation = np.array(sigma)[:, None]
    factors = _normals(segments, draws, seed) * deviation
    factors -= deviation**2 / 2
    np.exp(factors, out=factors)
    factors.setflags(write=False)
    return factors


def _lognormal(normal: np.ndarray, error: float) -> np.ndarray:
    """Return lognormal factors of mean 1 and coefficient of variation ``error``."""
    deviation = np.sqrt(np.log1p(error**2))
    return np.exp(deviation * normal - deviation**2 / 2)
