"""How strongly value answers spend: one elasticity pooled over all segments, drawn toward a stated prior."""

import tomllib
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import numpy as np

_PRIOR = Path(__file__).resolve().parents[1] / "benchmarks" / "response.toml"
_TAILS = (0.05, 0.95)
_STEP = 0.005  # of the grid of elasticities
_LEAST_SEGMENTS = 3  # fewer segments with repeated periods say nothing about how much they scatter

Shape = Callable[[np.ndarray, np.ndarray], np.ndarray]  # (spend, elasticity at the segment's anchor) -> value, up to a factor


@dataclass(frozen=True)
class Elasticity:
    """Pooled elasticity with 90 % interval; ``own`` what the data alone say (NaN when they cannot tell).

    ``n``: segment-periods used; ``weight``: share of the prior's variance that the data removed; ``source`` of the prior.
    ``grid`` and ``chance`` hold the posterior.
    """

    estimate: float
    sd: float
    low: float
    high: float
    own: float
    n: int
    weight: float
    prior: float
    prior_sd: float
    source: str
    grid: np.ndarray = field(repr=False)
    chance: np.ndarray = field(repr=False)

    def draws(self, size: int, seed: int) -> np.ndarray:
        """Return ``size`` seeded draws around the estimate, within the plausible range."""
        mean = float(self.grid @ self.chance)
        drawn = np.interp(np.random.default_rng(seed).random(size), np.cumsum(self.chance), self.grid)
        return np.clip(drawn + self.estimate - mean, self.grid[0], self.grid[-1])


def pooled_elasticity(segment: np.ndarray, spend: np.ndarray, value: np.ndarray, shape: Shape) -> Elasticity:
    """Return the elasticity of value to spend within segments, from segment-period totals.

    Conditional Poisson likelihood (how a segment's value divides over its periods, given ``shape``; zeros allowed), tempered
    to the scatter between segments (sandwich variance), times the prior of lib/benchmarks/response.toml.
    """
    prior = _prior()
    grid = np.arange(prior["low"], prior["high"] + _STEP / 2, _STEP)
    told = -0.5 * ((grid - prior["mean"]) / prior["sd"]) ** 2
    likelihood, n = _likelihood(segment, value, shape, spend, grid)
    chance, before = _normalised(told + likelihood), _normalised(told)
    mean, sd = _moments(grid, chance)
    low, high = np.interp(_TAILS, np.cumsum(chance), grid)
    own = float(grid[int(np.argmax(likelihood))]) if n else np.nan
    weight = max(1 - (sd / _moments(grid, before)[1]) ** 2, 0.0) if n else 0.0
    said = {"prior": prior["mean"], "prior_sd": prior["sd"], "source": prior["source"]}
    return Elasticity(mean, sd, float(low), float(high), own, n, weight, **said, grid=grid, chance=chance)


def _moments(grid: np.ndarray, chance: np.ndarray) -> tuple[float, float]:
    mean = float(grid @ chance)
    return mean, float(np.sqrt((grid - mean) ** 2 @ chance))


def _normalised(logarithms: np.ndarray) -> np.ndarray:
    weights = np.exp(logarithms - logarithms.max())
    return weights / weights.sum()


@cache
def _prior() -> dict:
    return tomllib.loads(_PRIOR.read_text(encoding="utf-8"))["elasticity"]


def _likelihood(
    segment: np.ndarray, value: np.ndarray, shape: Shape, spend: np.ndarray, grid: np.ndarray
) -> tuple[np.ndarray, int]:
    """Return the tempered log likelihood on ``grid`` and the points used; zeros when spends or segments do not vary."""
    nothing = np.zeros(len(grid)), 0
    codes = np.unique(segment, return_inverse=True)[1]
    if not len(codes):
        return nothing
    repeated = (np.bincount(codes) > 1) & (np.bincount(codes, value) > 0)
    keep = repeated[codes]
    if repeated.sum() < _LEAST_SEGMENTS:
        return nothing
    codes = np.unique(codes[keep], return_inverse=True)[1]
    worth = shape(spend[:, None], grid[None, :])[keep]
    sums = np.zeros((codes.max() + 1, len(grid)))
    np.add.at(sums, codes, worth)
    each = np.zeros_like(sums)
    np.add.at(each, codes, value[keep][:, None] * np.log(worth / sums[codes]))
    return _tempered(each, grid), int(keep.sum())


def _tempered(each: np.ndarray, grid: np.ndarray) -> np.ndarray:
    """Return the sum of the segments' log likelihoods, scaled so that its curvature matches how much segments disagree."""
    total = each.sum(axis=0)
    at = int(np.clip(np.argmax(total), 1, len(grid) - 2))
    score = (each[:, at + 1] - each[:, at - 1]) / (2 * _STEP)
    information = -(total[at + 1] - 2 * total[at] + total[at - 1]) / _STEP**2
    groups = len(each)
    scatter = float(np.sum((score - score.mean()) ** 2)) * groups / (groups - 1)
    return total * (information / scatter) if scatter > 0 and information > 0 else np.zeros(len(grid))
