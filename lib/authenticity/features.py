"""Named signs of inauthenticity: each oriented so that larger is more suspicious, and 0 at the peer norm.

A measure is a ratio taken from the evidence; its normal score says how many peer spreads it lies from peers of the same
platform and size (``norms``). A feature reads one or two normal scores in one direction. Excellence isolates nobody:
what lies on the good side of the norm is 0. A feature whose data are missing is NaN, never 0.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from lib.authenticity.evidence import Evidence
from lib.authenticity.norms import correlations

CAP = 8.0  # peer spreads; beyond it nothing becomes clearer


@dataclass(frozen=True)
class Feature:
    """One sign: ``weight`` is its share of the evidence before normalising, ``needs`` the data it is read from."""

    name: str
    label: str
    weight: float
    measure: str
    side: str  # 'low' or 'high': which side of the peer range is suspicious
    needs: tuple[str, ...]


_PER_FOLLOWER = ("followers", "avg_likes")
_BOTH = ("followers", "avg_likes", "avg_comments")
FEATURES = (
    Feature("engagement_low", "engagement below peers", 3.2, "engagement", "low", _PER_FOLLOWER),
    Feature("engagement_extreme", "engagement far beyond peers", 0.5, "engagement", "high", _PER_FOLLOWER),
    Feature("likes_unbacked", "likes without comments to match", 1.6, "comments_per_like", "low", _BOTH),
    Feature("comments_unbacked", "comments without likes to match", 1.9, "comments_per_like", "high", _BOTH),
    Feature("comments_few", "few comments per like", 0.2, "comments_per_like", "low", ("avg_likes", "avg_comments")),
    Feature("shares_few", "few shares per like", 0.2, "shares_per_like", "low", ("avg_likes", "avg_shares")),
    Feature("views_low", "few views for the followers", 0.6, "views", "low", ("followers", "avg_views")),
    Feature("views_unbacked", "views without likes to match", 1.8, "likes_per_view", "low", ("avg_views", "avg_likes")),
    Feature("likes_per_view_high", "more likes than views explain", 1.0, "likes_per_view", "high", ("avg_views", "avg_likes")),
    Feature("following_ratio", "follows many for its followers", 1.6, "following_ratio", "high", ("followers", "following")),
    Feature("following_mass", "mass following", 0.1, "following", "high", ("following",)),
    Feature("posts_few", "few posts for its followers", 0.2, "posts", "low", ("followers", "posts")),
    Feature("shell", "hardly an audience and hardly a post", 1.5, "audience", "low", ("followers", "posts")),
    Feature("no_picture", "no profile picture", 0.75, "profile_picture", "low", ("profile_picture",)),
    Feature("bio_short", "hardly a bio", 0.5, "bio_length", "low", ("bio_length",)),
    Feature("digits", "many digits in the handle", 0.75, "digits_in_handle", "high", ("digits_in_handle",)),
    Feature("captions_alike", "captions repeat", 0.75, "caption_similarity", "high", ("caption_similarity",)),
    Feature("audience_quality", "low audience quality", 1.5, "low_quality_audience", "high", ("audience_quality",)),
    Feature("engagement_inauthentic", "engagement another tool judged not real", 1.5, "inauthentic_engagement", "high",
            ("authentic_engagements", "avg_engagements")),
    Feature("sponsored_often", "many ads", 0.4, "sponsored_share", "high", ("sponsored_share",)),
    Feature("ads_ignored", "ads draw less than own posts", 0.6, "sponsored_drop", "high", ("post_table",)),
    Feature("posts_even", "engagement too even from post to post", 0.8, "post_spread", "low", ("post_table",)),
    Feature("posts_wild", "engagement too wild from post to post", 0.5, "post_spread", "high", ("post_table",)),
    Feature("rhythm_regular", "posts like clockwork", 0.4, "post_rhythm", "low", ("post_table",)),
    Feature("growth_jump", "followers jumped", 1.4, "largest_jump", "high", ("follower_history",)),
    Feature("growth_unposted", "followers jumped without a post", 0.8, "unposted_jump", "high", ("follower_history",)),
    Feature("growth_round", "followers jumped by a round number", 0.8, "round_jump", "high", ("follower_history",)),
    Feature("growth_reversals", "followers come and go", 1.4, "reversals", "high", ("follower_history",)),
    Feature("growth_fast", "followers grow fast", 0.4, "monthly_growth", "high", ("follower_history",)),
    Feature("comments_generic", "generic comments", 1.4, "generic_comments", "high", ("comments",)),
    Feature("comments_repeated", "repeated comments", 1.0, "repeated_comments", "high", ("comments",)),
    Feature("audience_foreign", "followers from elsewhere", 0.8, "foreign_audience", "high", ("audience",)),
)  # fmt: skip
NAMES = tuple(feature.name for feature in FEATURES)
WEIGHTS = np.array([feature.weight for feature in FEATURES])
# Added before the logarithm of measures that may be 0, so that 0 lies a sensible way below the norm.
OFFSETS = {
    "following": 1.0, "posts": 1.0, "audience": 1.0, "bio_length": 1.0, "digits_in_handle": 0.01, "caption_similarity": 0.01,
    "sponsored_share": 0.01, "generic_comments": 0.01, "repeated_comments": 0.01, "foreign_audience": 0.01, "post_spread": 0.01,
    "post_rhythm": 0.01, "largest_jump": 0.001, "unposted_jump": 0.001, "reversals": 0.0005, "monthly_growth": 0.001,
}  # fmt: skip
SHIFTED = ("likes", "comments", "engagement", "comments_per_like", "views", "likes_per_view")  # norms an upload may move
FLAGS = ("profile_picture", "round_jump")  # measures that are 0 or 1
ROUND_JUMP = 3.0  # peer spreads: ordinary growth hits an exact thousand in one jump less than once in 700 accounts
NO_PICTURE = 2.0  # peer spreads: about 1 in 40 ordinary accounts shows no picture
LIKES_FOLLOW, COMMENTS_FOLLOW = 0.8, 1.0  # excellence lifts likes and comments together: then the one excuses more of the other
EXCELLENT_FROM, EXCUSE = 1.0, 0.5  # peer spreads: likes and comments both beyond it excuse half of what is beyond
ENGAGEMENT_SHARE = 0.75  # of a low engagement; the rest is comments, which are dearer to buy than likes
FEW_FROM = 1.0  # peer spreads: young and quiet accounts are ordinary
EXTREME_FROM = 2.5  # peer spreads: engagement above 99 of 100 peers


def measures(evidence: Evidence) -> dict[str, np.ndarray]:
    """Return the ratios that have a norm, (n,) each; half a like and a tenth of a comment keep small counts finite."""
    get = evidence.get
    size = np.where(get("followers") > 0, get("followers"), np.nan)
    likes, comments, views = get("avg_likes") + 0.5, get("avg_comments") + 0.1, get("avg_views") + 1
    with np.errstate(divide="ignore", invalid="ignore"):
        engagements = np.where(
            np.isnan(get("avg_engagements")), get("avg_likes") + np.nan_to_num(get("avg_comments")), get("avg_engagements")
        )
        engagement = (engagements + 0.5) / size
        found = {
            "engagement": np.where(np.isnan(engagement), get("engagement_rate") + 1e-5, engagement),
            "likes": likes / size,
            "comments": comments / size,
            "comments_per_like": comments / likes,
            "views": views / size,
            "likes_per_view": likes / views,
            "shares_per_like": (get("avg_shares") + 0.1) / likes,
            "inauthentic_engagement": np.clip(1 - get("authentic_engagements") / engagements, 0.001, 1),
        }
    generic = np.where(np.isnan(get("comments_generic_share")), get("generic_comment_share"), get("comments_generic_share"))
    found |= {
        "following": get("following"),
        "following_ratio": (get("following") + 1) / (get("followers") + 1),
        "posts": get("posts"),
        "audience": get("followers"),
        "bio_length": get("bio_length"),
        "digits_in_handle": get("digits_in_handle"),
        "caption_similarity": get("caption_similarity"),
        "low_quality_audience": np.clip(1 - get("audience_quality"), 0.001, 1),
        "sponsored_share": get("sponsored_share"),
        "generic_comments": generic,
        "repeated_comments": get("comments_repeated_share"),
        "foreign_audience": get("audience_foreign"),
        "profile_picture": get("profile_picture"),
        "sponsored_drop": get("sponsored_drop"),
        "post_spread": get("post_spread"),
        "post_rhythm": get("post_rhythm"),
        "largest_jump": get("largest_jump"),
        "unposted_jump": get("unposted_jump"),
        "round_jump": get("round_jump"),
        "reversals": get("reversals"),
        "monthly_growth": np.maximum(get("monthly_growth"), 0),
    }
    return {name: values for name, values in found.items() if not np.isnan(values).all()}


def scores_of(found: Mapping[str, np.ndarray], evidence: Evidence) -> dict[str, np.ndarray]:
    """Return the normal score of each measure among peers; a flag such as the picture keeps its 0 or 1."""
    peers = evidence.peers()
    return {
        name: values if name in FLAGS else peers.normal_scores(name, values + OFFSETS.get(name, 0.0))
        for name, values in found.items()
    }


def severities(z: Mapping[str, np.ndarray], size: int) -> np.ndarray:
    """Return the feature matrix (size, len(FEATURES)) from normal scores; 0 at the peer norm, NaN unknown."""
    missing = np.full(size, np.nan)

    def score(name: str) -> np.ndarray:
        return z.get(name, missing)

    rho = correlations()[("likes", "comments")]
    likes, comments, engagement = score("likes"), score("comments"), score("engagement")
    rest = np.sqrt(1 - rho**2)
    own, said = ENGAGEMENT_SHARE, 1 - ENGAGEMENT_SHARE
    spread = np.sqrt(own**2 + said**2 + 2 * own * said * correlations()[("engagement", "comments")])
    both = (own * engagement + said * comments) / spread
    excuse = np.nan_to_num(EXCUSE * np.maximum(np.minimum(likes, comments) - EXCELLENT_FROM, 0.0))
    signs = {
        "engagement_low": -np.where(np.isnan(both), engagement, both),
        "engagement_extreme": engagement - EXTREME_FROM - excuse,
        "likes_unbacked": (likes - np.where(comments > 0, LIKES_FOLLOW, rho) * comments) / rest - excuse,
        "comments_unbacked": (comments - np.where(likes > 0, COMMENTS_FOLLOW, rho) * likes) / rest - excuse,
        "comments_few": -score("comments_per_like"),
        "shares_few": -score("shares_per_like"),
        "views_low": -score("views"),
        "views_unbacked": -score("likes_per_view"),
        "likes_per_view_high": score("likes_per_view"),
        "following_ratio": score("following_ratio"),
        "following_mass": score("following"),
        "posts_few": -score("posts") - FEW_FROM,
        "shell": -(score("audience") + score("posts")) / np.sqrt(2) - FEW_FROM,
        "no_picture": NO_PICTURE * (1 - score("profile_picture")),
        "bio_short": -score("bio_length"),
        "digits": score("digits_in_handle"),
        "captions_alike": score("caption_similarity"),
        "audience_quality": score("low_quality_audience"),
        "engagement_inauthentic": score("inauthentic_engagement"),
        "sponsored_often": score("sponsored_share"),
        "ads_ignored": score("sponsored_drop"),
        "posts_even": -score("post_spread"),
        "posts_wild": score("post_spread"),
        "rhythm_regular": -score("post_rhythm"),
        "growth_jump": score("largest_jump"),
        "growth_unposted": score("unposted_jump"),
        "growth_round": ROUND_JUMP * score("round_jump"),
        "growth_reversals": score("reversals"),
        "growth_fast": score("monthly_growth"),
        "comments_generic": score("generic_comments"),
        "comments_repeated": score("repeated_comments"),
        "audience_foreign": score("foreign_audience"),
    }
    matrix = np.empty((size, len(FEATURES)), dtype=np.float32)
    for column, name in enumerate(NAMES):
        matrix[:, column] = np.clip(signs[name], -CAP, CAP)
    return matrix
