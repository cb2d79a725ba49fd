"""How suspicious each sign is, in peer spreads: 0 at the peer norm, larger on the suspicious side, NaN where unknown.

Likes and comments rise and fall together. What one of them is worth is judged given the other: the residual after what the
other explains among ordinary accounts, over the spread that is left (a direction of the Mahalanobis distance).
"""

from collections.abc import Mapping

import numpy as np

from lib.authenticity.features import FEATURES, NAMES
from lib.authenticity.norms import correlations

CAP = 8.0  # peer spreads; beyond it nothing becomes clearer
ROUND_JUMP = 3.0  # peer spreads: ordinary growth hits an exact thousand in one jump less than once in 700 accounts
NO_PICTURE = 2.0  # peer spreads: about 1 in 40 ordinary accounts shows no picture
FOLLOW = 0.7  # above the norm likes and comments lift each other more than they do below it
EXCELLENT = 1.35  # peer spreads: likes and comments both beyond it, as in 1 of 25 accounts, is excellence
AT_MOST = 1.2  # peer spreads that likes or comments may then count, and EASING more for each spread that lacks to excellence
EASING = 4.0
ENGAGEMENT_SHARE = 0.75  # of a low engagement; the rest is comments, which are dearer to buy than likes
FEW_FROM = 1.0  # peer spreads: young and quiet accounts are ordinary
EXTREME_FROM = 2.5  # peer spreads: engagement above 99 of 100 peers
LOW = {
    "comments_few": "comments_per_like", "shares_few": "shares_per_like", "saves_few": "saves_per_like", "views_low": "views",
    "views_unbacked": "likes_per_view", "bio_short": "bio_length", "posts_even": "post_spread", "rhythm_regular": "post_rhythm",
}  # fmt: skip
ENGAGEMENT = ("engagement_extreme", "comments_unbacked", "views_extreme", "likes_per_view_high")
HIGH = {
    feature.name: feature.measure
    for feature in FEATURES
    if feature.side == "high" and feature.name not in (*ENGAGEMENT, "growth_round")
}


def severities(z: Mapping[str, np.ndarray], size: int, linked: np.ndarray | float | None = None) -> np.ndarray:
    """Return the feature matrix (size, len(FEATURES)) from normal scores; ``linked`` is the correlation of likes and comments.

    ``linked`` may differ by creator (``norms.likes_with_comments``); None takes that of all sizes.
    """
    scores = _Scores(z, size)
    signs = {name: -scores[measure] for name, measure in LOW.items()} | {name: scores[measure] for name, measure in HIGH.items()}
    signs |= _engagement(scores, correlations()["likes", "comments"] if linked is None else linked) | _profile(scores)
    matrix = np.empty((size, len(FEATURES)), dtype=np.float32)
    for column, name in enumerate(NAMES):
        matrix[:, column] = np.clip(signs[name], -CAP, CAP)
    return matrix


class _Scores(dict):
    """Normal scores by measure; one that nobody has is all NaN."""

    def __init__(self, z: Mapping[str, np.ndarray], size: int) -> None:
        super().__init__(z)
        self._missing = np.full(size, np.nan)

    def __missing__(self, name: str) -> np.ndarray:
        return self._missing


def _engagement(scores: _Scores, linked: np.ndarray | float) -> dict[str, np.ndarray]:
    likes, comments, engagement = scores["likes"], scores["comments"], scores["engagement"]
    own, said = ENGAGEMENT_SHARE, 1 - ENGAGEMENT_SHARE
    spread = np.sqrt(own**2 + said**2 + 2 * own * said * correlations()["engagement", "comments"])
    both = (own * engagement + said * comments) / spread
    short = np.maximum(EXCELLENT - np.minimum(likes, comments), 0.0)
    beyond = EASING * np.nan_to_num(short, nan=np.inf)
    most = AT_MOST + beyond
    return {
        "engagement_low": -_first(both, engagement, comments),
        "engagement_extreme": np.minimum(engagement - EXTREME_FROM, beyond),
        "likes_unbacked": np.minimum(_first(_unbacked(likes, comments, linked), -scores["comments_per_like"]), most),
        "comments_unbacked": np.minimum(_first(_comments_unbacked(scores, linked), scores["comments_per_like"]), most),
        "views_extreme": np.minimum(scores["views"] - EXTREME_FROM, beyond),
        "likes_per_view_high": np.minimum(scores["likes_per_view"], most),
    }


def _first(*values: np.ndarray) -> np.ndarray:
    """Return the first that is known of each row: without followers, comments per like alone tell what backs what."""
    found = values[0]
    for other in values[1:]:
        found = np.where(np.isnan(found), other, found)
    return found


def _unbacked(value: np.ndarray, backing: np.ndarray, linked: np.ndarray | float) -> np.ndarray:
    """Return how far a score lies above what its backing explains, in spreads of what is left."""
    explained = np.where(backing > 0, np.maximum(FOLLOW, linked), linked) * backing
    return (value - explained) / np.sqrt(1 - linked**2)


def _comments_unbacked(scores: _Scores, linked: np.ndarray | float) -> np.ndarray:
    """Return how far comments lie above what likes, and shares where known, explain."""
    likes, comments, shares = scores["likes"], scores["comments"], scores["shares_per_like"]
    by_likes = _unbacked(comments, likes, linked)
    if np.isnan(shares).all():
        return by_likes
    together, apart = correlations()["likes", "shares_per_like"], correlations()["comments", "shares_per_like"]
    slope = (linked - together * apart) / (1 - together**2)
    rise = (apart - together * linked) / (1 - together**2)
    left = np.sqrt(1 - slope * linked - rise * apart)
    explained = np.where(likes > 0, np.maximum(FOLLOW, slope), slope) * likes + rise * shares
    return np.where(np.isnan(shares), by_likes, (comments - explained) / left)


def _profile(scores: _Scores) -> dict[str, np.ndarray]:
    return {
        "posts_few": -scores["posts"] - FEW_FROM,
        "shell": -(scores["audience"] + scores["posts"]) / np.sqrt(2) - FEW_FROM,
        "no_picture": NO_PICTURE * (1 - scores["profile_picture"]),
        "growth_round": ROUND_JUMP * scores["round_jump"],
    }
