"""The ratios that tell something about an account, each with its formula in words beside its formula in code."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from lib.authenticity.evidence import Evidence
from lib.text import _

SMALLEST_SHARE = 0.001


@dataclass(frozen=True)
class Measure:
    """One ratio: ``offset`` is added before its logarithm, so that 0 lies a sensible way below the norm.

    A ``flag`` is 0 or 1 and has no norm.
    """

    name: str
    formula: str
    of: Callable[["Figures"], np.ndarray]
    offset: float = 0.0
    flag: bool = False


class Figures:
    """What formulas are written in, (n,) each, NaN unknown; half a like and a tenth of a comment keep small counts finite."""

    def __init__(self, evidence: Evidence) -> None:
        self.get = evidence.get
        self.followers = np.where(self.get("followers") > 0, self.get("followers"), np.nan)
        self.likes, self.comments = self.get("avg_likes") + 0.5, self.get("avg_comments") + 0.1
        self.views, self.shares, self.saves = self.get("avg_views") + 1, self.get("avg_shares") + 0.1, self.get("avg_saves") + 0.1
        counted = self.get("avg_likes") + np.nan_to_num(self.get("avg_comments"))
        self.engagements = self.first("avg_engagements", counted)

    def first(self, name: str, other: np.ndarray) -> np.ndarray:
        """Return the values of ``name``, where unknown those of ``other``."""
        values = self.get(name)
        return np.where(np.isnan(values), other, values)

    def engagement(self) -> np.ndarray:
        """Return engagement per follower; where it cannot be counted, the rate that the list states."""
        counted = (self.engagements + 0.5) / self.followers
        return np.where(np.isnan(counted), self.get("engagement_rate") + 1e-5, counted)


def _given(name: str) -> Callable[[Figures], np.ndarray]:
    return lambda figures: figures.get(name)


def _lacking(name: str) -> Callable[[Figures], np.ndarray]:
    return lambda figures: np.clip(1 - figures.get(name), SMALLEST_SHARE, 1)


MEASURES = (
    Measure("engagement", _("(likes + comments) per post / followers"), lambda f: f.engagement()),
    Measure("likes", _("likes per post / followers"), lambda f: f.likes / f.followers),
    Measure("comments", _("comments per post / followers"), lambda f: f.comments / f.followers),
    Measure("comments_per_like", _("comments / likes"), lambda f: f.comments / f.likes),
    Measure("views", _("views per post / followers"), lambda f: f.views / f.followers),
    Measure("likes_per_view", _("likes / views"), lambda f: f.likes / f.views),
    Measure("shares_per_like", _("shares / likes"), lambda f: f.shares / f.likes),
    Measure("saves_per_like", _("saves / likes"), lambda f: f.saves / f.likes),
    Measure("inauthentic_engagement", _("1 − authentic engagements / engagements"),
            lambda f: np.clip(1 - f.get("authentic_engagements") / f.engagements, SMALLEST_SHARE, 1)),
    Measure("following", _("accounts followed"), _given("following"), 1.0),
    Measure("following_ratio", _("following / followers"), lambda f: (f.get("following") + 1) / (f.get("followers") + 1)),
    Measure("posts", _("posts ever published"), _given("posts"), 1.0),
    Measure("audience", _("followers"), _given("followers"), 1.0),
    Measure("bio_length", _("letters of the profile text"), _given("bio_length"), 1.0),
    Measure("digits_in_handle", _("digits / characters of the handle"), _given("digits_in_handle"), 0.01),
    Measure("caption_similarity", _("1 − different captions / captions"), _given("caption_similarity"), 0.01),
    Measure("low_quality_audience", _("1 − audience quality that another tool states"), _lacking("audience_quality")),
    Measure("sponsored_share", _("sponsored posts / posts"), _given("sponsored_share"), 0.01),
    Measure("sponsored_drop", _("median engagement of own posts / of sponsored posts"), _given("sponsored_drop")),
    Measure("post_spread", _("standard deviation / mean of the posts' engagement"), _given("post_spread"), 0.01),
    Measure("post_rhythm", _("standard deviation / mean of the days between posts"), _given("post_rhythm"), 0.01),
    Measure("largest_jump", _("largest step of followers beyond 4 × the account's usual step, / followers before"),
            _given("largest_jump"), 0.001),
    Measure("unposted_jump", _("the largest jump, if nothing was posted in the week before it"), _given("unposted_jump"), 0.001),
    Measure("round_jump", _("whether a jump is an exact multiple of 1,000 followers (not where counts are rounded)"),
            _given("round_jump"), flag=True),
    Measure("reversals", _("the smaller of followers gained and lost in a month / followers"), _given("reversals"), 0.0005),
    Measure("monthly_growth", _("followers gained in a month / followers"),
            lambda f: np.maximum(f.first("monthly_growth", f.get("follower_growth_30d")), 0), 0.001),
    Measure("generic_comments", _("comments of emoji or stock words alone / comments"),
            lambda f: f.first("comments_generic_share", f.get("generic_comment_share")), 0.01),
    Measure("repeated_comments", _("comments that occur more than once / comments"), _given("comments_repeated_share"), 0.01),
    Measure("returning_authors", _("1 − different authors / comments"), _given("comments_same_authors"), 0.01),
    Measure("foreign_audience", _("1 − share of the audience in the creator's own country"), _given("audience_foreign"), 0.01),
    Measure("off_target_audience", _("1 − share of the audience inside the stated target, in the worst dimension"),
            _given("audience_off_target"), 0.01),
    Measure("profile_picture", _("whether the profile shows a picture"), _given("profile_picture"), flag=True),
)  # fmt: skip
BY_NAME = {measure.name: measure for measure in MEASURES}


def measures(evidence: Evidence) -> dict[str, np.ndarray]:
    """Return every measure that is known of anybody, (n,) each."""
    figures = Figures(evidence)
    with np.errstate(divide="ignore", invalid="ignore"):
        found = {measure.name: measure.of(figures) for measure in MEASURES}
    return {name: values for name, values in found.items() if not np.isnan(values).all()}


def scores_of(found: Mapping[str, np.ndarray], evidence: Evidence) -> dict[str, np.ndarray]:
    """Return the normal score of each measure among peers; a flag such as the picture keeps its 0 or 1."""
    peers = evidence.peers()
    return {
        name: values if BY_NAME[name].flag else peers.normal_scores(name, values + BY_NAME[name].offset)
        for name, values in found.items()
    }
