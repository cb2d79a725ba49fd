"""What is ordinary among peers, and how surely one of them exceeds it: shares (beta-binomial) and rates (gamma-Poisson).

The spread among peers is fitted first to the lower half, then to all that do not plainly exceed it, until that settles:
so a few leaks do not become the norm. Of few peers each is compared with the others; for shares a weak prior helps out.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize
from scipy.special import betaln, gammaln
from scipy.stats import beta, gamma

ORDINARY = 0.95  # quantile of the peers up to which a value is ordinary
SURE = 0.95  # posterior probability from which a value exceeds it
FEW = 10  # peers up to which each is compared with the others alone
_CORE = 0.5  # share of the peers, lowest first, that the first fit rests on
_ROUNDS = 6
_SEARCH = {"xatol": 1e-3, "fatol": 1e-4}
Pair = tuple[float, float]


@dataclass(frozen=True)
class Excess:
    """Per peer (arrays): how surely it exceeds what is ordinary; what is expected, and ordinary, among the others."""

    probability: np.ndarray
    expected: np.ndarray
    ordinary: np.ndarray


def share_excess(k: np.ndarray, n: np.ndarray, least: float = 0.0) -> Excess:
    """Return how surely each share k / n exceeds the peers' (and ``least``); NaN where n is 0.

    Model: k ~ Binomial(n, θ), θ ~ Beta(m s, (1 − m) s) with (m, s) by penalised marginal likelihood;
    probability = P(θ > ordinary | k, n).
    """
    k, n = np.asarray(k, dtype=float), np.asarray(n, dtype=float)

    def fitted(rows: np.ndarray) -> Pair:
        def cost(x: np.ndarray) -> float:
            a, b = _beta(x)
            likelihood = (betaln(k[rows] + a, n[rows] - k[rows] + b) - betaln(a, b)).sum()
            return -likelihood + (x[0] + 3) ** 2 / 8 + (x[1] - 3) ** 2 / 4

        return _beta(minimize(cost, [-3.0, 3.0], method="Nelder-Mead", options=_SEARCH).x)

    def exceeds(prior: Pair) -> Excess:
        a, b = prior
        ordinary = max(float(beta.ppf(ORDINARY, a, b)), least)
        return _alike(beta.sf(ordinary, k + a, n - k + b), a / (a + b), ordinary)

    return _settled(np.where(n > 0, (k + 0.5) / (n + 1), np.nan), fitted, exceeds)


def rate_excess(k: np.ndarray, size: np.ndarray, least: float = 0.0) -> Excess:
    """Return how surely each rate k / size exceeds the peers' (and ``least`` times their mean); NaN where size is 0 or missing.

    Model: k ~ Poisson(λ size), λ ~ Gamma(a, rate a / m) with (m, a) by penalised marginal likelihood;
    probability = P(λ > ordinary | k, size). A rate without peers cannot be told.
    """
    k, size = np.asarray(k, dtype=float), np.nan_to_num(np.asarray(size, dtype=float))

    def fitted(rows: np.ndarray) -> Pair:
        if not rows.any():
            return np.nan, np.nan
        centre = np.log((k[rows].sum() + 0.5) / size[rows].sum())

        def cost(x: np.ndarray) -> float:
            a, b = np.exp(x[1]), np.exp(x[1] - x[0])
            terms = gammaln(k[rows] + a) - gammaln(a) + a * np.log(b) - (k[rows] + a) * np.log(size[rows] + b)
            return -terms.sum() + (x[0] - centre) ** 2 / 8 + (x[1] - 0.7) ** 2 / 2

        x = minimize(cost, [centre, 0.7], method="Nelder-Mead", options=_SEARCH).x
        return float(np.exp(x[1])), float(np.exp(x[1] - x[0]))

    def exceeds(prior: Pair) -> Excess:
        a, b = prior
        ordinary = np.maximum(gamma.ppf(ORDINARY, a, scale=1 / b), least * a / b)
        return _alike(gamma.sf(ordinary, k + a, scale=1 / (size + b)), a / b, float(ordinary))

    return _settled(np.where(size > 0, (k + 0.5) / np.where(size > 0, size, 1), np.nan), fitted, exceeds)


def _beta(x: np.ndarray) -> Pair:
    m, s = 1 / (1 + np.exp(-x[0])), np.exp(x[1])
    return float(m * s), float((1 - m) * s)


def _alike(probability: np.ndarray, expected: float, ordinary: float) -> Excess:
    return Excess(probability, np.full(len(probability), expected), np.full(len(probability), ordinary))


def _settled(raw: np.ndarray, fitted: Callable[[np.ndarray], Pair], exceeds: Callable[[Pair], Excess]) -> Excess:
    """Fit to the lowest of the ``raw`` values, then to all that do not plainly exceed the fit, until that settles."""
    known = ~np.isnan(raw)
    if known.sum() <= FEW:
        return _each_among_others(known, fitted, exceeds)
    peers = known & (raw <= np.quantile(raw[known], _CORE))
    for _round in range(_ROUNDS):
        found = exceeds(fitted(peers))
        kept = known & ~(found.probability > SURE)
        if not kept.any() or (kept == peers).all():
            break
        peers = kept
    return Excess(np.where(known, found.probability, np.nan), found.expected, found.ordinary)


def _each_among_others(known: np.ndarray, fitted: Callable[[np.ndarray], Pair], exceeds: Callable[[Pair], Excess]) -> Excess:
    values = np.full((3, len(known)), np.nan)
    for place in np.flatnonzero(known):
        others = known.copy()
        others[place] = False
        found = exceeds(fitted(others))
        values[:, place] = found.probability[place], found.expected[place], found.ordinary[place]
    return Excess(*values)
