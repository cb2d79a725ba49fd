"""From isolation to a score: the share of ordinary accounts that look at least as suspicious, on the same evidence.

Let p be that share (a percentile among the reference). Were every creator ordinary, p would be uniform; inauthentic ones
crowd near 0. The score is the chance of being ordinary under this beta-uniform mixture (Pounds & Morris 2003, local false
discovery rate): authenticity = 100 (1 - π) / (1 - π + π a p^(a-1)), with prior π and shape a. So 50 means the same on every upload.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy.special import ndtr, ndtri

PRIOR = 0.25  # share of inauthentic creators expected before looking: HypeAuditor's limit for suspicious audiences
SHAPE = 0.2  # how strongly inauthentic creators crowd at the suspicious end
TAIL_SHARE = 0.05  # beyond the most suspicious 5 % of the reference, p falls exponentially
QUANTILE = 1.2815515655446004  # low and high hold 80 %
MINIMUM = 0.03  # share of the evidence below which no score is given
SMALLEST = 1e-12
CLEANEST = 0.5  # normal score of p up to which a clean account may count on its cleanness when evidence is missing


def authenticity_of(p: np.ndarray) -> np.ndarray:
    """Return the score 0–100 of the share ``p`` of ordinary accounts that look at least as suspicious."""
    suspicious = PRIOR * SHAPE * np.maximum(p, SMALLEST) ** (SHAPE - 1)
    return 100.0 * (1 - PRIOR) / (1 - PRIOR + suspicious)


TYPICAL = float(authenticity_of(np.array(1.0)))  # the score of a peer at or better than the norm in everything


@dataclass(frozen=True)
class PatternCalibration:
    """Calibration for creators of whom the same features are known.

    ``reference`` are the reference's totals over these features; ``share`` is their share of all evidence (0–1).
    """

    reference: np.ndarray
    share: float

    @cached_property
    def _sorted(self) -> np.ndarray:
        return np.sort(self.reference)

    def tail_probability(self, total: np.ndarray) -> np.ndarray:
        """Return the share of ordinary accounts whose total is at least ``total``; strictly falling beyond the largest."""
        ordered, n = self._sorted, len(self._sorted)
        start = int(n * (1 - TAIL_SHARE))
        scale = max(float((ordered[start:] - ordered[start]).mean()), 1e-9)
        grid, first = np.unique(ordered[: start + 1], return_index=True)
        inside = np.interp(total, grid, 1 - first / n)
        beyond = (1 - start / n) * np.exp(-np.maximum(total - ordered[start], 0) / scale)
        return np.where(total > ordered[start], beyond, inside)

    def interval(self, p: np.ndarray, thin: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
        """Return authenticity, low, high and confidence; unseen evidence may move the normal score of p either way.

        ``thin`` (n,) 0–1 tells how far small counts lower the worth of what is seen (1 = not at all). Confidence is the
        correlation between what is seen and all there is to see: the square root of the share seen.
        """
        worth = self.share * thin
        score = authenticity_of(p)
        z = np.minimum(ndtri(np.maximum(p, SMALLEST)), CLEANEST)
        spread = QUANTILE * np.sqrt(1 - worth)
        low = np.minimum(authenticity_of(ndtr(z - spread)), score)
        high = np.maximum(authenticity_of(ndtr(z + spread)), score)
        return score, low, high, np.sqrt(worth)
