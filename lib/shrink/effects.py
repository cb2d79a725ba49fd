"""The random-effects model behind shrunk ratios: overall + one effect per grouping column + interaction + noise.

Variance components are not fixed at one estimate but averaged over their posterior (importance-weighted draws), which is what
keeps 90 % intervals near 90 %; plug-in empirical Bayes falls short.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from lib.shrink.rows import Evidence

_POINTS = 256  # draws of the variance components, in each of two rounds; a quarter of it for very many cells
_DRAWS = 2000  # joint draws of the cells; fewer for very many cells
_MANY = 1000  # cells
_LEVELS = 30  # a column of more levels gets no effects of its own: its cells are drawn toward all others alike
ROW_DOUBT = 4.0  # prior weight of a row variance of one, in rows
Design = tuple[np.ndarray, np.ndarray]


def design_of(labels: pd.DataFrame) -> Design:
    """Return indicators (cells × effects: overall, then each column's levels) and whose effect each is (-1: overall)."""
    blocks, owner = [np.ones((len(labels), 1))], [-1]
    coded = [pd.factorize(labels[column], use_na_sentinel=False) for column in labels] if labels.shape[1] > 1 else []
    for i, (codes, levels) in enumerate(found for found in coded if len(found[1]) <= _LEVELS):
        blocks.append((codes[:, None] == np.arange(len(levels))[None, :]).astype(float))
        owner += [i] * len(levels)
    return np.hstack(blocks), np.array(owner)


def expected(evidence: Evidence, design: Design, random: np.random.Generator) -> np.ndarray:
    """Return the posterior mean of each cell."""
    fit, weights = _averaged(evidence, design, random)
    return weights @ _pulled(fit.mean @ design[0].T, fit.pull, evidence.ratio)


def posterior(evidence: Evidence, design: Design, random: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Return joint draws (draws × cells) and the mean weight of each cell's own rows (0–1)."""
    fit, weights = _averaged(evidence, design, random)
    count = _draws(len(evidence.ratio))
    chosen = random.choice(len(weights), size=count, p=weights)
    noise = random.standard_normal((count, design[0].shape[1]))
    effects = fit.mean[chosen] + np.einsum("dij,dj->di", fit.root[chosen], noise)
    draws = _pulled(effects @ design[0].T, fit.pull[chosen], evidence.ratio)
    draws += np.sqrt(fit.between[chosen] * (1 - fit.pull[chosen])) * random.standard_normal(draws.shape)
    return draws, weights @ fit.own


def constant(value: float, seen: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return draws, estimates and own weights for rows that all show the same ratio."""
    return np.full((_draws(len(seen)), len(seen)), value), np.full(len(seen), value), seen.astype(float)


def _draws(cells: int) -> int:
    return min(_DRAWS, max(400, _DRAWS * _MANY // max(cells, 1)))


def _pulled(suggested: np.ndarray, pull: np.ndarray, ratio: np.ndarray) -> np.ndarray:
    return suggested + pull * (ratio - suggested)


@dataclass(frozen=True)
class _Fit:
    """Gaussian posterior given each draw of the variance components (first axis: draws)."""

    mean: np.ndarray  # effects
    root: np.ndarray  # matrix square root of the effects' covariance
    between: np.ndarray  # interaction variance
    pull: np.ndarray  # weight of the cell's own ratio against what its effects suggest
    own: np.ndarray  # weight of the cell's own ratio in all
    likelihood: np.ndarray  # log marginal likelihood of the cell ratios


def _fit(spread: np.ndarray, row: np.ndarray, evidence: Evidence, design: Design) -> _Fit:
    """Fit every draw: ``spread`` (draws × (grouping columns, interaction)) standard deviations, ``row`` variances."""
    matrix, owner = design
    size = len(owner)
    between = spread[:, -1:] ** 2
    seen = np.isfinite(evidence.noise)
    precision = np.zeros((len(spread), len(seen)))
    precision[:, seen] = 1 / (between + row[:, None] * evidence.noise[seen])
    prior = np.where(owner >= 0, spread[:, owner] ** -2.0, 0.0)
    products = (matrix[:, :, None] * matrix[:, None, :]).reshape(-1, size * size)
    gram = (precision @ products).reshape(-1, size, size) + prior[:, :, None] * np.eye(size)
    lower = np.linalg.cholesky(gram)
    root = np.linalg.inv(lower).transpose(0, 2, 1)
    covariance = root @ root.transpose(0, 2, 1)
    right = (precision * evidence.ratio) @ matrix
    mean = (covariance @ right[:, :, None])[:, :, 0]
    pull = between * precision
    leverage = precision * (covariance.reshape(-1, size * size) @ products.T)
    likelihood = 0.5 * (
        np.log(np.where(seen, precision, 1.0)).sum(1) + np.log(np.where(owner >= 0, prior, 1.0)).sum(1)
        - 2 * np.log(np.einsum("dii->di", lower)).sum(1)
        - (precision * evidence.ratio**2).sum(1) + (right * mean).sum(1)
    )  # fmt: skip
    return _Fit(mean, root, between, pull, pull + (1 - pull) * leverage, likelihood)


def _averaged(evidence: Evidence, design: Design, random: np.random.Generator) -> tuple[_Fit, np.ndarray]:
    """Return fits over draws of the variance components and their weights: a round from the prior, a round around what fitted.

    Prior: half-Cauchy standard deviations with scale ``evidence.spread``; row variance scaled inverse chi-square.
    """
    kinds, scale = int(design[1].max()) + 2, evidence.spread
    points = _POINTS if len(evidence.ratio) <= _MANY else _POINTS // 4
    freedom = evidence.freedom + ROW_DOUBT
    row = (evidence.freedom * evidence.variance + ROW_DOUBT) / random.chisquare(freedom, 2 * points)
    strata = (random.permuted(np.tile(np.arange(points), (kinds, 1)), axis=1).T + random.random((points, kinds))) / points
    first = np.log(scale * np.tan(0.5 * np.pi * np.clip(strata, 1e-3, 1 - 1e-3)))
    weights = _normalised(_fit(np.exp(first), row[:points], evidence, design).likelihood)
    centre = weights @ first
    width = np.sqrt(weights @ (first - centre) ** 2) + 0.1
    both = np.vstack([first, centre + width * random.standard_normal((points, kinds))])
    prior = np.sum(both - np.log1p(np.exp(2 * both) / scale**2) + np.log(2 / (np.pi * scale)), axis=1)
    near = np.sum(-0.5 * ((both - centre) / width) ** 2 - np.log(width * np.sqrt(2 * np.pi)), axis=1)
    fit = _fit(np.exp(both), row, evidence, design)
    return fit, _normalised(fit.likelihood + prior - np.logaddexp(prior, near))


def _normalised(logarithms: np.ndarray) -> np.ndarray:
    weights = np.exp(logarithms - logarithms.max())
    return weights / weights.sum()
