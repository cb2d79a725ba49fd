"""Fatigue: what each further booking of the same creator brought, freed of the luck that got them booked again."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.stats import norm, t

FEWEST = 5  # creators booked at least twice, below which nothing is said
_PRIOR = 0.5  # likely size of the change per repeat, in logs, before any data: shrinks toward no change
_RATIOS = np.exp(np.linspace(-6, 4, 81))  # variance of creators' levels / variance within creators
_LEVEL = 0.90


@dataclass(frozen=True, eq=False)
class Fatigue:
    """Change per repeat as a fraction (−0.12: 12 % less) with its 90 % interval.

    ``falling``: probability that results fall. ``creators``: booked at least twice; ``partnerships``: all that count.
    ``curve``: repeat (0 = first), n, measured, expected, low, high, relative to a first booking (1.0). ``each`` (index
    creator_key): n, change, low, high – every creator's own change, drawn toward the programme's.
    """

    change: float
    low: float
    high: float
    falling: float
    creators: int
    partnerships: int
    curve: pd.DataFrame
    each: pd.DataFrame


@dataclass(frozen=True)
class _Slope:
    """The change of ``x`` per repeat, its variance, and each row's x without its creator's level and the overall one."""

    estimate: float
    variance: float
    freed: np.ndarray


def fatigue(rows: pd.DataFrame) -> Fatigue | None:
    """Return how value per post changes from booking to booking of the same creator; None below ``FEWEST`` repeated creators.

    ``rows``: creator_key, campaign_key, start, value, posts. A mixed model (level per creator, common slope) of the logarithm of
    positive results plus the change in the share of bookings that brought anything; because levels are random and not differenced
    away, booking again those who did well does not look like fatigue (ignorable selection, Laird & Ware 1982). Variances
    by restricted likelihood, averaged over their ratio; errors from the model and from leaving out one creator at a time.
    """
    table = _numbered(rows)
    who, repeat = pd.factorize(table["creator_key"])[0], table["repeat"].to_numpy(dtype=float)
    result = (table["value"] / table["posts"]).to_numpy(dtype=float)
    brought = result > 0
    twice = int((np.bincount(who[brought]) > 1).sum()) if brought.any() else 0
    if twice < FEWEST:
        return None
    size = _slope(who[brought], repeat[brought], np.log(result[brought]))
    slope, variance = size.estimate, size.variance
    if not brought.all():
        share = _slope(who, repeat, brought.astype(float))
        slope, variance = slope + share.estimate / brought.mean(), variance + share.variance / brought.mean() ** 2
    pull = _PRIOR**2 / (_PRIOR**2 + variance)
    slope, error = slope * pull, float(np.sqrt(variance * pull))
    ends = slope + np.array([-1, 1]) * t.ppf(0.5 + _LEVEL / 2, twice - 1) * error
    low, high = np.expm1(ends)
    curve = _curve(repeat[brought], size, slope, ends)
    each = _each(table[brought], repeat[brought], np.log(result[brought]), slope, error)
    return Fatigue(float(np.expm1(slope)), float(low), float(high), float(norm.cdf(-slope / error)), twice, len(table), curve, each)


def _numbered(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the partnerships with a day, posts and a value, numbered per creator from 0 by their start."""
    known = rows[rows["start"].notna() & rows["value"].notna() & (rows["posts"] > 0)]
    known = known.sort_values(["creator_key", "start", "campaign_key", "value"], kind="stable", ignore_index=True)
    return known.assign(repeat=known.groupby("creator_key").cumcount())


def _slope(who: np.ndarray, repeat: np.ndarray, x: np.ndarray) -> _Slope:
    """Fit x = level + creator's deviation + slope × repeat + noise, averaged over the variance ratio."""
    who = np.unique(who, return_inverse=True)[1]
    if np.ptp(x) == 0:
        return _Slope(0.0, 0.0, np.zeros(len(x)))
    model = _Model(who, np.column_stack([np.ones(len(x)), repeat]), x)
    weight = np.array([model.likelihood(ratio) for ratio in _RATIOS])
    weight = np.exp(weight - weight.max()) * np.sqrt(_RATIOS) / (1 + _RATIOS)  # half-Cauchy on the ratio of standard deviations
    kept = weight > 1e-3 * weight.max()
    weight = weight[kept] / weight[kept].sum()
    fits = [model.fit(ratio) for ratio in _RATIOS[kept]]
    slopes, variances = (np.array([fit[i] for fit in fits]) for i in (0, 1))
    mean = float(weight @ slopes)
    return _Slope(
        mean, float(weight @ (variances + (slopes - mean) ** 2)), sum(w * fit[2] for w, fit in zip(weight, fits, strict=True))
    )


class _Model:
    """A linear model with a random level per creator, for a given ratio of its variance to the noise."""

    def __init__(self, who: np.ndarray, design: np.ndarray, x: np.ndarray) -> None:
        self.who, self.design, self.x = who, design, x
        self.count = np.bincount(who)
        self.sums = np.column_stack([np.bincount(who, column) for column in design.T])
        products = [np.bincount(who, a * b) for a in design.T for b in design.T]
        self.products = np.column_stack(products).reshape(-1, design.shape[1], design.shape[1])
        self.total = np.bincount(who, x)

    def _solved(self, ratio: float) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray, float]:
        pull = ratio / (1 + self.count * ratio)
        gram = self.products.sum(axis=0) - (self.sums * pull[:, None]).T @ self.sums
        right = self.design.T @ self.x - (self.sums * pull[:, None]).T @ self.total
        residual = self.x - self.design @ np.linalg.solve(gram, right)
        noise = residual @ residual - pull @ np.bincount(self.who, residual) ** 2
        return pull, gram, right, residual, float(noise) / (len(self.x) - self.design.shape[1])

    def likelihood(self, ratio: float) -> float:
        """Return the restricted log-likelihood, up to a constant."""
        _pull, gram, _right, _residual, noise = self._solved(ratio)
        freedom = len(self.x) - self.design.shape[1]
        return -0.5 * (freedom * np.log(noise) + np.log1p(self.count * ratio).sum() + np.linalg.slogdet(gram)[1])

    def fit(self, ratio: float) -> tuple[float, float, np.ndarray]:
        """Return slope, its variance (mean of the model's and of leaving one creator out), and the rows freed of levels."""
        pull, gram, right, residual, noise = self._solved(ratio)
        estimate = np.linalg.solve(gram, right)
        summed = np.bincount(self.who, residual)
        scores = np.column_stack([np.bincount(self.who, column * residual) for column in self.design.T])
        scores -= (pull * summed)[:, None] * self.sums
        own = self.products - pull[:, None, None] * self.sums[:, :, None] * self.sums[:, None, :]
        left_out = np.linalg.solve(gram - own, scores[:, :, None])[:, 1, 0]
        variance = 0.5 * (float(left_out @ left_out) + float(noise * np.linalg.inv(gram)[1, 1]))
        freed = self.x - estimate[0] - (pull * summed)[self.who]
        return float(estimate[1]), variance, freed


def _curve(repeat: np.ndarray, size: _Slope, slope: float, ends: np.ndarray) -> pd.DataFrame:
    """Return per repeat the measured mean (of results that brought anything) and the expected one, relative to a first booking."""
    steps = np.arange(int(repeat.max()) + 1)
    n = np.bincount(repeat.astype(int))
    measured = np.exp(np.bincount(repeat.astype(int), size.freed) / np.maximum(n, 1))
    expected = {"expected": np.exp(slope * steps), "low": np.exp(ends[0] * steps), "high": np.exp(ends[1] * steps)}
    return pd.DataFrame({"repeat": steps, "n": n, "measured": np.where(n > 0, measured, np.nan), **expected})


def _each(table: pd.DataFrame, repeat: np.ndarray, x: np.ndarray, slope: float, error: float) -> pd.DataFrame:
    """Return each repeated creator's own change, drawn toward ``slope`` by how much creators differ (DerSimonian & Laird 1986)."""
    who, keys = pd.factorize(table["creator_key"])
    n = np.bincount(who)
    centred, level = (values - (np.bincount(who, values) / n)[who] for values in (repeat, x))
    spread = np.where(n > 1, np.bincount(who, centred**2), np.inf)
    own = np.bincount(who, centred * level) / spread
    residual = level - centred * own[who]
    noise = max(residual @ residual / max(int((n - 2).clip(min=0).sum()), 1), 1e-12)
    able = n > 1
    own, variance, n = own[able], noise / spread[able], n[able]
    weight = 1 / variance
    centre = weight @ own / weight.sum()
    excess = weight @ (own - centre) ** 2 - (len(own) - 1)
    between = max(0.0, excess / (weight.sum() - weight @ weight / weight.sum())) if len(own) > 1 else 0.0
    pull = between / (between + variance)
    estimate = slope + pull * (own - centre)
    half = norm.ppf(0.5 + _LEVEL / 2) * np.sqrt(pull * variance + ((1 - pull) * error) ** 2)
    told = {"n": n, "change": np.expm1(estimate), "low": np.expm1(estimate - half), "high": np.expm1(estimate + half)}
    return pd.DataFrame(told, index=pd.Index(keys[able], name="creator_key")).sort_values("change", kind="stable")
