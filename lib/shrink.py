"""Ratios per cell, drawn toward what related cells show, so that one lucky campaign never tops a ranking.

Model (two-way empirical Bayes): the ratio of a cell = overall + one random effect per grouping column + an interaction, and its
ratio of sums is seen with noise. The variance components are not fixed at one estimate but averaged over their posterior
(importance-weighted draws), which is what keeps 90 % intervals near 90 %.
"""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

LEVEL = 0.90  # coverage of every interval
_TAILS = ((1 - LEVEL) / 2, (1 + LEVEL) / 2)
_CAP = 0.95  # row values above this quantile are cut back to it, and the total restored
_FENCE = 3.0  # … when they are also this many robust standard deviations away
_POINTS = 256  # draws of the variance components, in each of two rounds
_DRAWS = 2000  # joint draws of the cells
_POWERS = (0, 1, 2)  # noise variance of a row grows as denominator ** power; chosen by likelihood
_SCALE = 0.5  # prior (half-Cauchy): how far cells differ, in units of the spread of single rows
_DOUBT = 4.0  # prior weight of the spread of all rows against the spread within cells, in rows


@dataclass(frozen=True)
class RatioPosterior:
    """Cells of a comparison with joint posterior draws.

    ``cells``: one row per cell – the grouping columns, n (rows used), excluded (rows without a usable ratio), numerator,
    denominator (sums), raw (ratio of sums), estimate, low, high (90 %), share_of_own (0–1: weight of the cell's own rows).
    ``draws``: array (draws, cells) in the order of ``cells``.
    """

    groups: tuple[str, ...]
    cells: pd.DataFrame
    draws: np.ndarray

    def position(self, cell: Hashable | Sequence[Hashable]) -> int:
        """Return the row of ``cells`` for a tuple of labels (or one label); raises KeyError when there is none."""
        labels = cell if isinstance(cell, tuple | list) else (cell,)
        same = np.ones(len(self.cells), dtype=bool)
        for column, label in zip(self.groups, labels, strict=True):
            values = self.cells[column]
            same &= values.isna().to_numpy() if pd.isna(label) else (values == label).to_numpy(dtype=bool, na_value=False)
        if not same.any():
            raise KeyError(f"No such cell: {tuple(labels)}")
        return int(np.argmax(same))

    def probability_greater(self, a: Hashable | Sequence[Hashable], b: Hashable | Sequence[Hashable]) -> float:
        """Return the posterior probability that the ratio of cell ``a`` exceeds that of cell ``b`` (ties count half)."""
        return probability_greater(self.draws[:, self.position(a)], self.draws[:, self.position(b)])


def probability_greater(a: np.ndarray, b: np.ndarray) -> float:
    """Return the share of paired draws in which ``a`` exceeds ``b``; ties count half."""
    return float(np.mean(a > b) + 0.5 * np.mean(a == b))


def shrink_ratios(
    frame: pd.DataFrame, numerator: str, denominator: str, groups: Sequence[str], *, every_cell: bool = False, seed: int = 7
) -> pd.DataFrame:
    """Return the cells of ``ratio_posterior`` without the draws."""
    return ratio_posterior(frame, numerator, denominator, groups, every_cell=every_cell, seed=seed).cells


def ratio_posterior(
    frame: pd.DataFrame, numerator: str, denominator: str, groups: Sequence[str], *, every_cell: bool = False, seed: int = 7
) -> RatioPosterior:
    """Estimate Σ numerator / Σ denominator per cell of one to three grouping columns, shrunk, with 90 % intervals.

    A row counts when its numerator is present and its denominator above 0; other rows are counted as ``excluded``. A missing
    label is a level of its own. Cells without a usable row (with ``every_cell`` also combinations nobody tried) get what their
    row and column suggest: n = 0, raw missing, share_of_own = 0. The order of rows is irrelevant; same seed, same result.
    """
    cells, y, x, cell = _gather(frame, numerator, denominator, list(groups), every_cell)
    if not len(y):
        empty = cells.assign(estimate=np.nan, low=np.nan, high=np.nan, share_of_own=0.0)
        return RatioPosterior(tuple(groups), empty, np.full((_DRAWS, len(cells)), np.nan))
    design = _design(cells[list(groups)])
    random = np.random.default_rng(seed)
    rows = _evidence(y, x, cell, len(cells))
    rough = _evidence(_winsorised(y, x, np.zeros(len(y))), x, cell, len(cells))
    expected = _mean(rough, design, *_averaged(rough, design, random))
    fair = _evidence(_winsorised(y, x, expected[cell]), x, cell, len(cells))
    draws, estimate, own = _posterior(_with_variance(fair, rows), design, random)
    draws, estimate = _humbled(draws, estimate, cells["n"].to_numpy())
    if (y >= 0).all():
        draws, estimate = np.maximum(draws, 0.0), np.maximum(estimate, 0.0)
    low, high = np.quantile(draws, _TAILS, axis=0) if len(y) > 1 else (np.nan, np.nan)  # one row tells nothing of its spread
    done = cells.assign(estimate=estimate, low=low, high=high, share_of_own=own)
    return RatioPosterior(tuple(groups), done, draws)


def _gather(
    frame: pd.DataFrame, numerator: str, denominator: str, groups: list[str], every_cell: bool
) -> tuple[pd.DataFrame, np.ndarray, np.ndarray, np.ndarray]:
    """Return the cells with their sums, and the usable rows (numerator, denominator, cell number) in an order of their own."""
    y = frame[numerator].to_numpy(dtype=float, na_value=np.nan)
    x = frame[denominator].to_numpy(dtype=float, na_value=np.nan)
    usable = np.isfinite(y) & np.isfinite(x) & (x > 0)
    codes, levels = zip(*(_coded(frame[group]) for group in groups), strict=True)
    shape = tuple(len(level) for level in levels)
    number = np.ravel_multi_index(codes, shape) if len(frame) else np.array([], dtype=int)
    kept, cell = np.unique(number, return_inverse=True)
    if every_cell:
        kept, cell = np.arange(np.prod(shape)), number
    labels = [level.take(code) for level, code in zip(levels, np.unravel_index(kept, shape), strict=True)] if len(kept) else levels
    cells = pd.DataFrame(dict(zip(groups, labels, strict=True)))
    size = len(cells)
    inside, sums = cell[usable], {"numerator": y[usable], "denominator": x[usable]}
    counts = {"n": inside, "excluded": cell[~usable]}
    cells = cells.assign(
        **{name: np.bincount(which, minlength=size) for name, which in counts.items()},
        **{name: np.bincount(inside, weights=values, minlength=size).astype(float) for name, values in sums.items()},
    )
    cells["raw"] = cells["numerator"] / cells["denominator"].where(cells["denominator"] > 0)
    order = np.lexsort((y[usable], x[usable], inside))
    return cells, y[usable][order], x[usable][order], inside[order]


def _coded(labels: pd.Series) -> tuple[np.ndarray, pd.Index]:
    """Return the level number of each label and the levels, in the order of their text (a missing label is a level)."""
    codes, levels = pd.factorize(labels, use_na_sentinel=False)
    order = np.argsort(np.array([str(level) for level in levels]), kind="stable")
    return np.argsort(order)[codes], pd.Index(levels)[order]


def _winsorised(y: np.ndarray, x: np.ndarray, expected: np.ndarray) -> np.ndarray:
    """Return numerators cut back where a row's ratio lies far above what is expected of it, the total restored.

    Far: above the 95 % quantile and above three robust standard deviations. With negative values, far below is cut alike.
    """
    signed = bool((y < 0).any())
    excess = y / x - expected
    middle = np.median(excess)
    fence = _FENCE * 1.4826 * np.median(np.abs(excess - middle))
    high = max(np.quantile(excess, _CAP), middle + fence)
    low = min(np.quantile(excess, 1 - _CAP), middle - fence) if signed else None
    cut = (np.clip(excess, low, high) + expected) * x
    total = cut.sum()
    if signed or total <= 0:
        return cut + x * (y.sum() - total) / x.sum()
    return cut * (y.sum() / total)


@dataclass(frozen=True)
class _Evidence:
    """What the rows say, in units of the spread of single rows around the overall ratio.

    ``ratio``: cell ratios less the overall one; ``noise``: variance of a cell's ratio per unit of row variance (inf: no rows);
    ``variance`` and ``freedom``: row variance within cells and its degrees of freedom; ``centre`` and ``unit`` lead back.
    """

    ratio: np.ndarray
    noise: np.ndarray
    variance: float
    freedom: int
    centre: float
    unit: float


def _evidence(y: np.ndarray, x: np.ndarray, cell: np.ndarray, size: int) -> _Evidence:
    scale = x / np.exp(np.mean(np.log(x)))
    y = y / np.exp(np.mean(np.log(x)))
    centre = float(y.sum() / scale.sum())
    sums = np.bincount(cell, weights=scale, minlength=size)
    seen = sums > 0
    ratio = np.divide(np.bincount(cell, weights=y, minlength=size), sums, out=np.full(size, centre), where=seen)
    count = np.bincount(cell, minlength=size)
    replicated = count[cell] > 1
    freedom = int(replicated.sum() - (count > 1).sum())
    residual, overall = y - ratio[cell] * scale, y - centre * scale
    power = _power(residual[replicated], scale[replicated]) if freedom else _power(overall, scale)
    weight = scale**power
    noise = np.divide(np.bincount(cell, weights=weight, minlength=size), sums**2, out=np.full(size, np.inf), where=seen)
    spread = float(np.sum(overall**2 / weight) / max(len(y) - 1, 1))
    unit = np.sqrt(spread) if spread > 0 else 1.0
    variance = float(np.sum(residual**2 / weight) / freedom / unit**2) if freedom else 0.0
    return _Evidence((ratio - centre) / unit, noise, variance, freedom, centre, unit if spread > 0 else 0.0)


def _with_variance(evidence: _Evidence, rows: _Evidence) -> _Evidence:
    """Return ``evidence`` with the row variance of the uncut ``rows``: cutting back steadies an estimate, no more."""
    if not evidence.unit:
        return evidence
    return replace(evidence, variance=rows.variance * (rows.unit / evidence.unit) ** 2)


def _power(residual: np.ndarray, scale: np.ndarray) -> int:
    """Return the power of the denominator with which the noise variance of a row grows: the likeliest of 0, 1, 2."""
    if not np.any(residual):
        return _POWERS[-1]
    fit = [-0.5 * len(scale) * np.log(np.mean(residual**2 / scale**p)) - 0.5 * p * np.sum(np.log(scale)) for p in _POWERS]
    return _POWERS[int(np.argmax(fit))]


def _design(labels: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """Return indicators (cells × effects: overall, then each column's levels) and whose effect each is (-1: overall)."""
    blocks, owner = [np.ones((len(labels), 1))], [-1]
    columns = list(labels) if labels.shape[1] > 1 else []
    for i, column in enumerate(columns):
        codes, levels = pd.factorize(labels[column], use_na_sentinel=False)
        blocks.append((codes[:, None] == np.arange(len(levels))[None, :]).astype(float))
        owner += [i] * len(levels)
    return np.hstack(blocks), np.array(owner)


@dataclass(frozen=True)
class _Fit:
    """Gaussian posterior given each draw of the variance components (first axis: draws)."""

    mean: np.ndarray  # effects
    root: np.ndarray  # matrix square root of the effects' covariance
    between: np.ndarray  # interaction variance
    pull: np.ndarray  # weight of the cell's own ratio against what its effects suggest
    own: np.ndarray  # weight of the cell's own ratio in all
    likelihood: np.ndarray  # log marginal likelihood of the cell ratios


def _posterior(
    evidence: _Evidence, design: tuple[np.ndarray, np.ndarray], random: np.random.Generator
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return joint draws (draws × cells) of the cell ratios, their mean, and the mean weight of each cell's own rows."""
    seen = np.isfinite(evidence.noise)
    if evidence.unit == 0:
        same = np.full(len(seen), evidence.centre)
        return np.tile(same, (_DRAWS, 1)), same, seen.astype(float)
    fit, weights = _averaged(evidence, design, random)
    chosen = random.choice(len(weights), size=_DRAWS, p=weights)
    effects = fit.mean[chosen] + np.einsum("dij,dj->di", fit.root[chosen], random.standard_normal((_DRAWS, design[0].shape[1])))
    draws = _pulled(effects @ design[0].T, fit.pull[chosen], evidence.ratio)
    draws += np.sqrt(fit.between[chosen] * (1 - fit.pull[chosen])) * random.standard_normal(draws.shape)
    return evidence.centre + evidence.unit * draws, _mean(evidence, design, fit, weights), weights @ fit.own


def _mean(evidence: _Evidence, design: tuple[np.ndarray, np.ndarray], fit: _Fit, weights: np.ndarray) -> np.ndarray:
    return evidence.centre + evidence.unit * (weights @ _pulled(fit.mean @ design[0].T, fit.pull, evidence.ratio))


def _humbled(draws: np.ndarray, estimate: np.ndarray, n: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Shift cells of one row into the range of the estimates of cells with more: a single row neither wins nor loses."""
    proven = estimate[n > 1]
    if not len(proven):
        return draws, estimate
    inside = 1e-3 * np.ptp(proven)
    bounded = np.where(n == 1, np.clip(estimate, proven.min() + inside, proven.max() - inside), estimate)
    return draws + (bounded - estimate), bounded


def _pulled(expected: np.ndarray, pull: np.ndarray, ratio: np.ndarray) -> np.ndarray:
    return expected + pull * (ratio - expected)


def _fit(spread: np.ndarray, row: np.ndarray, evidence: _Evidence, design: tuple[np.ndarray, np.ndarray]) -> _Fit:
    """Fit every draw: ``spread`` (draws × (grouping columns, interaction)) standard deviations, ``row`` variances."""
    matrix, owner = design
    between = spread[:, -1:] ** 2
    seen = np.isfinite(evidence.noise)
    precision = np.zeros((len(spread), len(seen)))
    precision[:, seen] = 1 / (between + row[:, None] * evidence.noise[seen])
    prior = np.where(owner >= 0, spread[:, owner] ** -2.0, 0.0)
    size = len(owner)
    products = (matrix[:, :, None] * matrix[:, None, :]).reshape(-1, size * size)
    gram = (precision @ products).reshape(-1, size, size) + prior[:, :, None] * np.eye(size)
    lower = np.linalg.cholesky(gram)
    root = np.linalg.inv(lower).transpose(0, 2, 1)
    right = (precision * evidence.ratio) @ matrix
    covariance = root @ root.transpose(0, 2, 1)
    mean = (covariance @ right[:, :, None])[:, :, 0]
    pull = between * precision
    leverage = precision * (covariance.reshape(-1, size * size) @ products.T)
    likelihood = 0.5 * (
        np.log(np.where(seen, precision, 1.0)).sum(1) + np.log(np.where(owner >= 0, prior, 1.0)).sum(1)
        - 2 * np.log(np.einsum("dii->di", lower)).sum(1)
        - (precision * evidence.ratio**2).sum(1) + (right * mean).sum(1)
    )  # fmt: skip
    return _Fit(mean, root, between, pull, pull + (1 - pull) * leverage, likelihood)


def _averaged(evidence: _Evidence, design: tuple[np.ndarray, np.ndarray], random: np.random.Generator) -> tuple[_Fit, np.ndarray]:
    """Return fits over draws of the variance components and their weights: a round from the prior, a round around what fitted."""
    kinds = int(design[1].max()) + 2
    freedom = evidence.freedom + _DOUBT
    row = (evidence.freedom * evidence.variance + _DOUBT) / random.chisquare(freedom, 2 * _POINTS)
    strata = (random.permuted(np.tile(np.arange(_POINTS), (kinds, 1)), axis=1).T + random.random((_POINTS, kinds))) / _POINTS
    first = np.log(_SCALE * np.tan(0.5 * np.pi * np.clip(strata, 1e-3, 1 - 1e-3)))
    weights = _normalised(_fit(np.exp(first), row[:_POINTS], evidence, design).likelihood)
    centre = weights @ first
    width = np.sqrt(weights @ (first - centre) ** 2) + 0.1
    second = centre + width * random.standard_normal((_POINTS, kinds))
    both = np.vstack([first, second])
    prior = np.sum(both - np.log1p(np.exp(2 * both) / _SCALE**2) + np.log(2 / (np.pi * _SCALE)), axis=1)
    near = np.sum(-0.5 * ((both - centre) / width) ** 2 - np.log(width * np.sqrt(2 * np.pi)), axis=1)
    fit = _fit(np.exp(both), row, evidence, design)
    return fit, _normalised(fit.likelihood + prior - np.logaddexp(prior, near))


def _normalised(logarithms: np.ndarray) -> np.ndarray:
    weights = np.exp(logarithms - logarithms.max())
    return weights / weights.sum()
