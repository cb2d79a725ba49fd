"""Audiences that several creators share: each further booking in one pool adds less.

A pool of potential M is worth M·(1 − Π(1 − vᵢ/M)) under a choice: one creator brings its own value vᵢ, several the value of
their audiences' union when these overlap by chance (weighted maximum coverage). With z = Σ −ln(1 − vᵢ/M) it is M·(1 − e^(−z)):
concave, so tangents bound it from above.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy.sparse import coo_matrix, csr_matrix

_FULL = 0.95  # of a pool's potential one creator takes at most
_GRID = (0.0, 0.05, 0.15, 0.35, 0.7, 1.2, 2.0, 3.5)  # first points of contact, in z

Tangent = tuple[int, float]  # pool, z where the line touches


@dataclass(frozen=True, eq=False)
class Pools:
    """Which pool each row belongs to (−1: none) and what each pool is worth in all; ``value`` is a row's alone, missing is 0."""

    value: np.ndarray
    pool: np.ndarray
    potential: np.ndarray

    @property
    def size(self) -> int:
        """Return the number of pools."""
        return len(self.potential)

    @cached_property
    def inside(self) -> np.ndarray:
        """Return which rows share an audience."""
        return (self.pool >= 0) & (self.value > 0)

    @cached_property
    def alone(self) -> np.ndarray:
        """Return the value of rows that share no audience, 0 for the others."""
        return np.where(self.inside, 0.0, self.value)

    @cached_property
    def weight(self) -> np.ndarray:
        """Return −ln(1 − share of the pool) per row, 0 outside pools."""
        share = np.zeros(len(self.value))
        share[self.inside] = np.minimum(self.value[self.inside] / self.potential[self.pool[self.inside]], _FULL)
        return -np.log1p(-share)

    def depth(self, share: np.ndarray) -> np.ndarray:
        """Return z of every pool under shares chosen."""
        inside = self.inside
        return np.bincount(self.pool[inside], (self.weight * share)[inside], self.size)

    def worth(self, share: np.ndarray) -> float:
        """Return the value of shares chosen: all pools and whoever stands alone."""
        pooled = float(self.potential @ -np.expm1(-self.depth(share))) if self.size else 0.0
        return float(self.alone @ share) + pooled

    def added(self, chosen: np.ndarray) -> np.ndarray:
        """Return what each row would add to a choice that it is not in."""
        if not self.size:
            return self.value
        missed = np.append(self.potential * np.exp(-self.depth(chosen)), 0.0)
        return self.alone + missed[np.where(self.inside, self.pool, -1)] * -np.expm1(-self.weight)

    def tangents(self, share: np.ndarray) -> tuple[Tangent, ...]:
        """Return the tangent of every pool at shares chosen."""
        return tuple(enumerate(self.depth(share).tolist()))

    def first_tangents(self) -> tuple[Tangent, ...]:
        """Return tangents that bound every pool loosely over all choices."""
        deepest = self.depth(np.ones(len(self.value)))
        return tuple((j, z) for j in range(self.size) for z in _GRID if z <= deepest[j])

    def rows(self, tangents: tuple[Tangent, ...], unit: float) -> tuple[csr_matrix, np.ndarray]:
        """Return the tangents as rows ≤ right over (shares, pools' values / ``unit``).

        Where one creator alone reaches beyond the point of contact, its coefficient is what makes the line exact for it alone:
        still an upper bound for every choice, as the values of audiences are subadditive, and far tighter for halves of it.
        """
        members = np.flatnonzero(self.inside)[np.argsort(self.pool[self.inside], kind="stable")]
        starts = np.searchsorted(self.pool[members], np.arange(self.size + 1))
        at = np.array([j for j, _z in tangents], dtype=int)
        z = np.array([z for _j, z in tangents])
        scale = self.potential[at] / unit
        level = scale * (1 - np.exp(-z) * (1 + z))
        counts = np.diff(starts)[at]
        line = np.repeat(np.arange(len(at)), counts)
        places = members[np.arange(len(line)) - np.repeat(np.cumsum(counts) - counts - starts[at], counts)]
        weight = self.weight[places]
        slope = np.minimum((scale * np.exp(-z))[line] * weight, scale[line] * -np.expm1(-weight) - level[line])
        slope = np.where(weight > z[line], slope, (scale * np.exp(-z))[line] * weight)
        data, rows = np.append(-slope, np.ones(len(at))), np.append(line, np.arange(len(at)))
        matrix = coo_matrix((data, (rows, np.append(places, len(self.value) + at))), (len(at), len(self.value) + self.size))
        return matrix.tocsr(), level
