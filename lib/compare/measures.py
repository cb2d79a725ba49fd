"""What can be compared, and the rows behind it: one row per creator or per partnership, with a gain and what it is divided by."""

from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
import pandas as pd

from lib.dataset import Dataset
from lib.metrics import BASES, customer_column
from lib.roi import paired

GROUPS = ("tier", "platform", "model", "category", "content_type", "month")
_CREATOR_GROUPS = ("tier", "platform", "category")  # what one creator has one of


@dataclass(frozen=True)
class Measure:
    """One figure of the comparison; ``form`` leads from gain / base to what is shown.

    'ratio': gain / base · 'return': gain / base − 1 · 'cost': ``size`` × base / gain (shrunk as gain per money, so that
    partnerships that cost and brought nothing count).
    """

    key: str
    label: str
    kind: str  # 'rate', 'money', 'multiple' or 'count'
    form: str
    gain: str
    base: str
    formula: str
    size: float = 1.0

    @property
    def lower_is_better(self) -> bool:
        """Return whether the smaller figure is the better one."""
        return self.form == "cost"

    def shown(self, ratio: np.ndarray) -> np.ndarray:
        """Return the figure of this measure for gain / base; a cost per nothing is missing."""
        if self.form == "return":
            return ratio - 1
        if self.form == "ratio":
            return ratio
        ratio = np.asarray(ratio, dtype=float)
        return np.divide(self.size, ratio, out=np.full(ratio.shape, np.nan), where=ratio > 0)


_ALL = (
    Measure("engagement_rate", "Engagement rate", "rate", "ratio", "", "", ""),
    Measure("reach", "Reach per partnership", "count", "ratio", "reach", "partnerships", "reach ÷ partnerships"),
    Measure("cpm", "CPM", "money", "cost", "impressions", "cost", "cost ÷ impressions × 1,000", 1000),
    Measure("cpe", "Cost per engagement", "money", "cost", "engagements", "cost", "cost ÷ engagements"),
    Measure("cpc", "Cost per click", "money", "cost", "clicks", "cost", "cost ÷ clicks"),
    Measure("cac", "Customer acquisition cost", "money", "cost", "new_customers", "cost", "cost ÷ new customers, else orders"),
    Measure("roas", "ROAS", "multiple", "ratio", "revenue", "cost", "direct revenue ÷ cost"),
    Measure("roi", "ROI", "rate", "return", "value", "cost", "(value − cost) ÷ cost"),
    Measure("roi_direct", "ROI, direct sales only", "rate", "return", "revenue", "cost", "(direct revenue − cost) ÷ cost"),
    Measure("authentic_share", "Authentic share", "rate", "ratio", "", "", "followers × authenticity ÷ followers"),
)
MEASURES: MappingProxyType[str, Measure] = MappingProxyType({measure.key: measure for measure in _ALL})

ENGAGEMENT_PARTS: MappingProxyType[str, tuple[str, ...]] = MappingProxyType(
    {
        "followers": ("likes", "comments"),
        "views": ("likes", "comments", "shares"),
        "reach": ("likes", "comments", "shares", "saves"),
        "impressions": ("likes", "comments", "shares", "saves"),
    }
)


def per_creator(metric: str, by: list[str]) -> bool:
    """Return whether rows are creators (else partnerships): for what a creator has once, and figures of the account."""
    return metric in ("engagement_rate", "authentic_share") and set(by) <= set(_CREATOR_GROUPS)


def rows_of(
    dataset: Dataset, deals: pd.DataFrame, scores: pd.DataFrame | None, metric: str, by: list[str], basis: str, tiers: pd.Series
) -> pd.DataFrame:
    """Return the rows behind a comparison: creator_key, campaign_key, tier, platform, the other
    groupings, followers (of a creator) or cost (of a partnership), gain, base; of creators also stated (a rate or total as the
    file states it, so that what it counts is not known).

    ``tiers`` maps creator_key to tier. gain and base are missing where the files do not tell.
    Raises ValueError for an unknown metric, basis or grouping.
    """
    _check(metric, by, basis)
    creators = dataset.creators.assign(tier=dataset.creators["creator_key"].map(tiers))
    if per_creator(metric, by):
        gain, base = _authentic(creators, scores)
        stated = pd.Series(False, creators.index)
        if metric == "engagement_rate":
            gain, base = _creator_engagement(creators, dataset.posts, basis)
            stated = gain.notna() & ~_counted_engagement(creators, dataset.posts, basis)
        return creators.assign(campaign_key=None, gain=gain, base=base, stated=stated)[[*_KEYS, *_OF_CREATORS]]
    rows = labelled(deals, tiers)
    if metric == "authentic_share":
        rows = rows.drop_duplicates(["creator_key", *by])  # each creator once per cell
    gain, base = _deal_figures(rows, creators.set_index("creator_key"), scores, metric, basis)
    rows = rows.assign(gain=gain, base=base)[[*dict.fromkeys([*_KEYS, *GROUPS]), "cost", "gain", "base"]]
    if MEASURES[metric].base != "cost":
        return rows
    return paired(rows, by, ("gain", "base"), silence_is_zero=MEASURES[metric].form != "cost")


def labelled(deals: pd.DataFrame, tiers: pd.Series) -> pd.DataFrame:
    """Return the deals with every column of ``GROUPS``: the tier by ``tiers`` (creator_key → tier) and the month of the start."""
    return deals.assign(tier=deals["creator_key"].map(tiers), month=deals["start"].dt.strftime("%Y-%m"))


_KEYS = ("creator_key", "campaign_key", "tier", "platform")
_OF_CREATORS = ("category", "followers", "gain", "base", "stated")


def _check(metric: str, by: list[str], basis: str) -> None:
    groupings = ((group, GROUPS, "grouping") for group in by)
    for value, known, what in ((metric, MEASURES, "metric"), (basis, BASES, "basis"), *groupings):
        if value not in known:
            raise ValueError(f"Unknown {what} {value!r}; there are: {', '.join(known)}.")
    if not 1 <= len(by) <= 3 or len(set(by)) < len(by):
        raise ValueError("Compare by one to three different columns.")


def _deal_figures(
    rows: pd.DataFrame, creators: pd.DataFrame, scores: pd.DataFrame | None, metric: str, basis: str
) -> tuple[pd.Series, pd.Series]:
    followers = _of_creator(creators["followers"], rows["creator_key"])
    if metric == "engagement_rate":
        base = rows["posts"] * followers if basis == "followers" else rows[basis]
        return _engagements(rows, basis), base
    if metric == "authentic_share":
        return _of_creator(_share(scores), rows["creator_key"]) * followers, followers
    measure = MEASURES[metric]
    if metric == "reach":
        return rows["reach"], rows["reach"].notna().astype(float)
    gain = rows[customer_column(rows) or "new_customers"] if metric == "cac" else rows[measure.gain]
    return gain, rows["cost"]


def _engagements(frame: pd.DataFrame, basis: str) -> pd.Series:
    """Return the engagements that belong to a basis: likes and comments (known), shares and saves where the files tell them."""
    parts = frame[[part for part in ENGAGEMENT_PARTS[basis] if part in frame]]
    known = frame["likes"].notna() & frame["comments"].notna()
    return parts.sum(axis=1).where(known)


def _creator_engagement(creators: pd.DataFrame, posts: pd.DataFrame, basis: str) -> tuple[pd.Series, pd.Series]:
    """Return (typical engagements per post, what they are divided by): medians over posts, else the averages in the file."""
    key = creators["creator_key"]
    followers = creators.set_index("creator_key")["followers"]
    divisor = _of_creator(followers, posts["creator_key"]) if basis == "followers" else posts[basis]
    rate = _engagements(posts, basis) / divisor.where(divisor > 0)
    middle = pd.DataFrame({"rate": rate, "base": divisor}).where(rate.notna()).groupby(posts["creator_key"]).median()
    middle = middle.reindex(key).set_axis(creators.index)
    given, base = _given_engagement(creators, basis)
    use_given = middle["rate"].isna()
    base = base.where(use_given, middle["base"])
    return given.where(use_given, middle["rate"] * middle["base"]), base


def _counted_engagement(creators: pd.DataFrame, posts: pd.DataFrame, basis: str) -> pd.Series:
    """Return whose engagement is counted from likes and comments; the others' is a rate or total as the file states it."""
    listed = set(posts.loc[_engagements(posts, basis).notna(), "creator_key"])
    return creators[["avg_likes", "avg_comments"]].notna().all(axis=1) | creators["creator_key"].isin(listed)


def _given_engagement(creators: pd.DataFrame, basis: str) -> tuple[pd.Series, pd.Series]:
    missing = pd.Series(np.nan, index=creators.index)
    likes, comments = creators["avg_likes"], creators["avg_comments"]
    if basis == "followers":
        stated = creators["avg_engagements"].fillna(creators["engagement_rate"] * creators["followers"])
        return (likes + comments).fillna(stated), creators["followers"]
    if basis == "views":
        return likes + comments + creators["avg_shares"].fillna(0.0), creators["avg_views"]
    return missing, missing


def _of_creator(figure: pd.Series, keys: pd.Series) -> pd.Series:
    """Return the figure of each key's creator, missing where there is none."""
    return figure.reindex(keys).set_axis(keys.index)


def _share(scores: pd.DataFrame | None) -> pd.Series:
    return pd.Series(dtype=float) if scores is None else scores["authenticity"] / 100


def _authentic(creators: pd.DataFrame, scores: pd.DataFrame | None) -> tuple[pd.Series, pd.Series]:
    return _of_creator(_share(scores), creators["creator_key"]) * creators["followers"], creators["followers"]
