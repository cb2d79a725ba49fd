"""The reference population: ordinary accounts drawn from the shipped quantiles and correlations, never anyone's row."""

from functools import lru_cache

import numpy as np

from lib.authenticity.norms import correlations
from lib.authenticity.severity import severities

SIZE = 4096
SEED = 20_240_101  # fixed: the reference is the same in every process
TAIL = 6  # degrees of freedom: log-ratios of real accounts have heavier tails than the normal distribution
LINKED = ("likes", "comments", "engagement", "comments_per_like", "views", "likes_per_view", "shares_per_like")
ALONE = (
    "following", "following_ratio", "posts", "audience", "bio_length", "digits_in_handle", "caption_similarity",
    "low_quality_audience", "inauthentic_engagement", "sponsored_share", "sponsored_drop", "post_spread", "post_rhythm",
    "largest_jump", "unposted_jump", "reversals", "monthly_growth", "generic_comments", "repeated_comments", "foreign_audience",
    "saves_per_like", "returning_authors", "off_target_audience",
)  # fmt: skip
WITH_ROUND_JUMP = 0.0015  # share of ordinary accounts whose followers once jumped by an exact thousand
WITHOUT_PICTURE = 0.025  # share of ordinary accounts that show no picture


def _correlation_matrix() -> np.ndarray:
    pairs = correlations()
    matrix = np.array([[1.0 if a == b else pairs[(a, b)] for b in LINKED] for a in LINKED])
    values, vectors = np.linalg.eigh(matrix)  # pairs come from two lists: the nearest valid correlation matrix
    fixed = (vectors * np.maximum(values, 1e-3)) @ vectors.T
    scale = np.sqrt(np.diag(fixed))
    return fixed / np.outer(scale, scale)


def ordinary_scores(size: int, seed: int) -> dict[str, np.ndarray]:
    """Draw normal scores of ``size`` ordinary accounts; one heavy tail per measure, correlated as on the lists."""
    rng = np.random.default_rng(seed)
    linked = rng.standard_normal((size, len(LINKED))) @ np.linalg.cholesky(_correlation_matrix()).T
    tail = np.sqrt((TAIL - 2) / rng.chisquare(TAIL, size))[:, None]
    scores = dict(zip(LINKED, (linked * tail).T, strict=True))
    alone = rng.standard_normal((size, len(ALONE))) * np.sqrt((TAIL - 2) / rng.chisquare(TAIL, (size, len(ALONE))))
    scores |= dict(zip(ALONE, alone.T, strict=True))
    scores["profile_picture"] = (rng.random(size) >= WITHOUT_PICTURE).astype(float)
    scores["round_jump"] = (rng.random(size) < WITH_ROUND_JUMP).astype(float)
    return scores


@lru_cache(maxsize=1)
def reference() -> np.ndarray:
    """Return the feature matrix of the reference population, (SIZE, features); every feature known."""
    return severities(ordinary_scores(SIZE, SEED), SIZE)
