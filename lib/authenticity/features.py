"""Named signs of inauthenticity: what each is read from, which side of the peer range is suspicious, how much it weighs.

A sign reads the normal score of a measure (``measures``) in one direction; how, says ``severity``. Excellence isolates nobody.
"""

from dataclasses import dataclass

import numpy as np

from lib.text import _


@dataclass(frozen=True)
class Feature:
    """One sign: ``weight`` is its share of the evidence before normalising, ``needs`` the data it is read from."""

    name: str
    label: str
    weight: float
    measure: str
    side: str  # 'low' or 'high': which side of the peer range is suspicious
    needs: tuple[str, ...]
    formula: str = ""  # in words, where it is not the measure's own


_PER_FOLLOWER = ("followers", "avg_likes")
_BOTH = ("followers", "avg_likes", "avg_comments")
FEATURES = (
    Feature("engagement_low", "engagement below peers", 3.2, "engagement", "low", _PER_FOLLOWER,
            _("(likes + comments) / followers, a quarter of the weight on comments alone")),
    Feature("engagement_extreme", "engagement far beyond peers", 0.5, "engagement", "high", _PER_FOLLOWER),
    Feature("likes_unbacked", "likes without comments to match", 1.9, "comments_per_like", "low", _BOTH,
            _("likes / followers beyond what comments / followers explain")),
    Feature("comments_unbacked", "comments without likes to match", 3.0, "comments_per_like", "high", _BOTH,
            _("comments / followers beyond what likes / followers and shares / likes explain")),
    Feature("comments_few", "few comments per like", 0.2, "comments_per_like", "low", ("avg_likes", "avg_comments")),
    Feature("shares_few", "few shares per like", 0.2, "shares_per_like", "low", ("avg_likes", "avg_shares")),
    Feature("saves_few", "few saves per like", 0.2, "saves_per_like", "low", ("avg_likes", "avg_saves")),
    Feature("views_low", "few views for the followers", 0.6, "views", "low", ("followers", "avg_views")),
    Feature("views_extreme", "views far beyond peers", 0.5, "views", "high", ("followers", "avg_views")),
    Feature("views_unbacked", "views without likes to match", 2.0, "likes_per_view", "low", ("avg_views", "avg_likes")),
    Feature("likes_per_view_high", "more likes than views explain", 1.0, "likes_per_view", "high", ("avg_views", "avg_likes")),
    Feature("following_ratio", "follows many for its followers", 1.6, "following_ratio", "high", ("followers", "following")),
    Feature("following_mass", "mass following", 0.3, "following", "high", ("following",)),
    Feature("posts_few", "few posts for its followers", 0.2, "posts", "low", ("followers", "posts")),
    Feature("shell", "hardly an audience and hardly a post", 1.5, "audience", "low", ("followers", "posts"),
            _("followers and posts ever published, both few")),
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
    Feature("growth_reversals", "followers come and go", 1.8, "reversals", "high", ("follower_history",)),
    Feature("growth_fast", "followers grow fast", 0.4, "monthly_growth", "high", ("follower_history",)),
    Feature("comments_generic", "generic comments", 2.2, "generic_comments", "high", ("comments",)),
    Feature("comments_repeated", "repeated comments", 1.0, "repeated_comments", "high", ("comments",)),
    Feature("comments_few_authors", "the same few accounts comment", 0.6, "returning_authors", "high", ("comments",)),
    Feature("audience_foreign", "followers from elsewhere", 0.8, "foreign_audience", "high", ("audience",)),
    Feature("audience_off_target", "audience outside your target", 0.3, "off_target_audience", "high", ("audience",)),
)  # fmt: skip
# What may have been faked, and the signs that tell of it; all others tell of followers or of the whole account.
STORIES = {
    "audience": (),
    "likes": ("likes_unbacked", "comments_few", "likes_per_view_high", "engagement_extreme", "posts_even", "shares_few",
              "saves_few", "engagement_inauthentic"),
    "comments": ("comments_unbacked", "comments_generic", "comments_repeated", "comments_few_authors"),
    "views": ("views_unbacked", "views_extreme"),
}  # fmt: skip
NAMES = tuple(feature.name for feature in FEATURES)
WEIGHTS = np.array([feature.weight for feature in FEATURES])
_TOLD = {name: place for place, names in enumerate(STORIES.values()) for name in names}
GROUPS = np.array([_TOLD.get(name, 0) for name in NAMES])  # the story of each feature, by its place
