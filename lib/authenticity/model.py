"""An isolation forest that is oriented and anchored, and whose score is made of one part per feature.

Each tree of the forest reads one feature (scikit-learn's IsolationForest on one column), so the forest's verdict is made of
one curve per feature: how quickly a value is isolated among ordinary accounts. Features that tell one story (followers,
likes, comments or views that are not real) add up; of several stories the strongest counts most (a quadratic mean), since
who buys one thing need not buy all. From that follow, exactly: contributions that add up, missing features that simply do
not vote, and monotony (a larger value never looks more ordinary).
"""

from typing import Self

import numpy as np
from sklearn.base import BaseEstimator, OutlierMixin
from sklearn.ensemble import IsolationForest
from sklearn.isotonic import isotonic_regression
from sklearn.utils import check_random_state
from sklearn.utils.validation import check_is_fitted, validate_data

SURE = 0.995  # beyond this quantile of the anchor hardly a tree holds a point
CELLS = 512  # of the even grid on which a feature's isolation curve is kept
JOINED = 32  # an upload of bounded weight is heard with so many times fewer trees
CHUNK = 65_536  # rows worked on at a time: bounds the memory, changes no result


def combined(parts: np.ndarray, groups: np.ndarray) -> np.ndarray:
    """Return the total (n,) of ``parts`` (n, features) ≥ 0: sums within each group, the root of their squares over groups."""
    return np.sqrt(sum(parts[:, groups == group].sum(axis=1) ** 2 for group in np.unique(groups)))


def shares(parts: np.ndarray, groups: np.ndarray) -> np.ndarray:
    """Return which share of ``combined`` each of one row's ``parts`` (features,) accounts for; they sum to 1, or are all 0."""
    sums = np.bincount(groups, weights=parts)
    whole = (sums**2).sum()
    return parts * sums[groups] / whole if whole > 0 else np.zeros(len(parts))


class IsolationCurve:
    """How isolated each value of one feature is, 0 at the anchor's most ordinary end; increasing, interpolated.

    ``isolation`` holds its values on an even grid from ``start`` to ``end``.
    """

    def __init__(self, start: float, end: float, isolation: np.ndarray) -> None:
        self.start, self.end, self.isolation = float(start), float(end), isolation
        # A tree cannot tell how far beyond its largest point a value lies: the curve goes on at its average slope.
        average = (isolation[-1] - isolation[0]) / (len(isolation) - 1)
        self._rise = np.append(np.diff(isolation), average)

    def __call__(self, values: np.ndarray) -> np.ndarray:
        """Return the isolation of ``values``; missing stays missing."""
        last = len(self.isolation) - 1
        place = np.maximum((values - self.start) * (last / (self.end - self.start)), 0.0)
        cell = np.fmin(place, last).astype(np.intp)  # missing: any cell, the part is missing
        return self.isolation[cell] + (place - cell) * self._rise[cell]

    def mixed(self, other: "IsolationCurve", weight: float) -> "IsolationCurve":
        """Return this curve with ``weight`` of ``other`` joined in."""
        start, end = min(self.start, other.start), max(self.end, other.end)
        grid = np.linspace(start, end, CELLS + 1)
        return IsolationCurve(start, end, (1 - weight) * self(grid) + weight * other(grid))


def isolation_curve(values: np.ndarray, norm: float | None, trees: int, max_samples: int, seed: int) -> IsolationCurve:
    """Fit a forest on one feature's known ``values`` and return its curve from ``norm`` on, increasing by isotonic regression."""
    known = values[~np.isnan(values)]
    if len(known) == 0 or known.min() == known.max():
        at = known[0] if len(known) else 0.0
        return IsolationCurve(at, at + 1.0, np.array([0.0, 0.5]) if len(known) else np.zeros(2))
    forest = IsolationForest(n_estimators=trees, max_samples=min(max_samples, len(known)), random_state=seed).fit(known[:, None])
    last = known.max() if norm is None else float(np.quantile(known, SURE))
    start = known.min() if norm is None else min(norm, last)
    least = 1e-6 if norm is None else 1.0  # a sign that hardly any ordinary account shows still has a curve
    end = max(last, start + least)
    isolation = isotonic_regression(-forest.score_samples(np.linspace(start, end, CELLS + 1)[:, None]))
    return IsolationCurve(start, end, isolation - isolation[0])


class AnchoredIsolationForest(OutlierMixin, BaseEstimator):
    """Isolation forest anchored to a reference population, on features oriented so that larger is more suspicious.

    Parameters: ``reference`` (m, features) ordinary rows, None to anchor on the fitted rows themselves; ``upload_weight``
    the bounded share that the fitted rows get beside the reference; ``weights`` (features,) of the evidence, None for
    equal; ``groups`` (features,) numbers from 0 of the story that each feature tells, None for one story; ``trees`` per
    feature; ``contamination`` the share of the fitted rows that ``predict`` calls outliers.
    NaN means unknown: the feature then does not vote. Scores do not depend on row order.
    """

    def __init__(self, *, reference: np.ndarray | None = None, weights: np.ndarray | None = None,
                 groups: np.ndarray | None = None, upload_weight: float = 0.05, norm: float | None = None, trees: int = 64,
                 max_samples: int = 256, contamination: float = 0.1, random_state: int | None = 0) -> None:  # fmt: skip
        self.reference = reference
        self.weights = weights
        self.groups = groups
        self.upload_weight = upload_weight
        self.norm = norm
        self.trees = trees
        self.max_samples = max_samples
        self.contamination = contamination
        self.random_state = random_state

    def fit(self, X: np.ndarray, y: None = None) -> Self:
        """Fit one isolation curve per feature on the reference (else on ``X``), joined by ``X`` with bounded weight."""
        X = validate_data(self, X, dtype=[np.float64, np.float32], ensure_all_finite="allow-nan")
        anchor = X if self.reference is None else np.asarray(self.reference)
        seeds = check_random_state(self.random_state).randint(np.iinfo(np.int32).max, size=X.shape[1])
        columns = zip(anchor.T, seeds, strict=True)
        self.curves_ = [isolation_curve(values, self.norm, self.trees, self.max_samples, int(seed)) for values, seed in columns]
        if self.reference is not None:
            self._join(X, seeds)
        self.weights_ = np.ones(X.shape[1]) if self.weights is None else np.asarray(self.weights, dtype=float)
        self.groups_ = np.zeros(X.shape[1], dtype=int) if self.groups is None else np.asarray(self.groups)
        self.offset_ = np.percentile(self.score_samples(X), 100.0 * self.contamination)
        return self

    def joined(self, X: np.ndarray) -> Self:
        """Return this forest joined by the rows of ``X`` with bounded weight; the reference trees are reused."""
        check_is_fitted(self)
        other = type(self)(**self.get_params(deep=False))
        other.n_features_in_, other.weights_, other.groups_ = self.n_features_in_, self.weights_, self.groups_
        other.offset_ = self.offset_
        other.curves_ = list(self.curves_)
        other._join(X, check_random_state(self.random_state).randint(np.iinfo(np.int32).max, size=X.shape[1]))
        return other

    def _join(self, X: np.ndarray, seeds: np.ndarray) -> None:
        for column, seed in enumerate(seeds):
            known = np.sort(X[:, column][~np.isnan(X[:, column])])
            if len(known) == 0 or self.upload_weight <= 0:
                continue
            values = np.concatenate([np.sort(self.reference[:, column])[:: max(1, len(self.reference) // 512)], known])
            trees = max(1, self.trees // JOINED)
            upload = isolation_curve(values, self.norm, trees, self.max_samples, int(seed))
            self.curves_[column] = self.curves_[column].mixed(upload, self.upload_weight)

    def contributions(self, X: np.ndarray) -> np.ndarray:
        """Return each feature's weighted isolation (n, features), ≥ 0, NaN where the feature is unknown."""
        check_is_fitted(self)
        columns = zip(self.curves_, self.weights_, X.T, strict=True)
        return np.stack([weight * curve(column) for curve, weight, column in columns], axis=1)

    def totals(self, X: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return each row's contributions ``combined`` and the weight of the features known of it, (n,) each."""
        check_is_fitted(self)
        total, known = np.zeros(len(X)), np.zeros(len(X))
        for start in range(0, len(X), CHUNK):
            rows = slice(start, start + CHUNK)
            sums = np.zeros((self.groups_.max() + 1, len(total[rows])))
            columns = zip(self.curves_, self.weights_, self.groups_, np.ascontiguousarray(X[rows].T), strict=True)
            for curve, weight, group, column in columns:
                missing = np.isnan(column)
                if not missing.all():
                    sums[group] += weight * np.where(missing, 0.0, curve(column))
                    known[rows] += weight * ~missing
            total[rows] = np.sqrt((sums**2).sum(axis=0))
        return total, known

    def score_samples(self, X: np.ndarray) -> np.ndarray:
        """Return the negative mean isolation over the features known of each row (larger = more ordinary)."""
        check_is_fitted(self)
        X = validate_data(self, X, dtype=[np.float64, np.float32], ensure_all_finite="allow-nan", reset=False)
        total, known = self.totals(X)
        return -np.divide(total, known, out=np.zeros(len(X)), where=known > 0)

    def decision_function(self, X: np.ndarray) -> np.ndarray:
        """Return ``score_samples`` shifted so that outliers are negative."""
        return self.score_samples(X) - self.offset_

    def predict(self, X: np.ndarray) -> np.ndarray:
        """Return -1 for outliers and 1 for ordinary rows."""
        return np.where(self.decision_function(X) < 0, -1, 1)

    def __sklearn_tags__(self) -> object:
        """Tell scikit-learn that missing values are allowed."""
        tags = super().__sklearn_tags__()
        tags.input_tags.allow_nan = True
        return tags
