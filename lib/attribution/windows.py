"""Conversion windows: how long after the last post or click each sale came, and what falls outside."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from lib.attribution.sales import NO_DAY, Sales, days
from lib.attribution.union import AFTER, BEFORE, INSIDE, PLACES, UNDATED
from lib.dataset import Dataset

WINDOWS = (7, 14, 30, None)  # days; None: no window


@dataclass(frozen=True)
class PostDays:
    """The days on which posts went out, per key, to be asked for the last one before a sale."""

    key: np.ndarray
    day: np.ndarray

    def since(self, key: np.ndarray, day: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return (days since the last post of ``key`` on or before ``day``, NaN when there is none; whether it has any post)."""
        if not len(self.key):
            return np.full(len(key), np.nan), np.zeros(len(key), dtype=bool)
        first, last = int(self.day.min()), int(self.day.max())
        span = last - first + 2
        posts = np.unique(self.key * span + (self.day - first))
        asked = key * span + np.clip(day, first - 1, last) - first
        position = np.searchsorted(posts, asked, side="right") - 1
        latest = posts[np.maximum(position, 0)]
        found = (position >= 0) & (latest // span == key) & (day >= first) & (key >= 0)
        return np.where(found, day - (latest % span + first), np.nan), np.isin(key, np.unique(self.key)) & (key >= 0)


@dataclass(frozen=True)
class Posts:
    """Posts of the programme: parallel arrays of creator, campaign (−1: none named) and day; all known."""

    creator: np.ndarray
    campaign: np.ndarray
    day: np.ndarray


def programme_posts(dataset: Dataset, creators: pd.Index, campaigns: pd.Index) -> Posts:
    """Return when creators posted for the brand, by the posts and campaigns tables.

    Posts count that name a campaign; where none does, those marked as ads; where none is, all. A part of a campaign without
    any dated post stands with its start.
    """
    posts, parts = dataset.posts, dataset.campaigns
    marks = (posts["campaign_key"].notna(), posts["sponsored"].fillna(False).astype(bool))
    posts = next((posts[ours] for ours in marks if ours.any()), posts)
    known = [_placed(posts, posts["post_date"], creators, campaigns), _placed(parts, parts["post_date"], creators, campaigns)]
    dated = pd.concat(known)
    dated = dated[dated["day"] != NO_DAY]
    begun = _placed(parts, parts["start_date"], creators, campaigns)
    begun = begun[begun["day"] != NO_DAY]
    size = len(campaigns) + 1
    without = ~np.isin(begun["creator"] * size + begun["campaign"], dated["creator"] * size + dated["campaign"])
    found = pd.concat([dated, begun[without]]).drop_duplicates()
    return Posts(*(found[name].to_numpy(dtype=np.int64) for name in ("creator", "campaign", "day")))


def _placed(table: pd.DataFrame, dates: pd.Series, creators: pd.Index, campaigns: pd.Index) -> pd.DataFrame:
    creator, campaign = creators.get_indexer(table["creator_key"]), campaigns.get_indexer(table["campaign_key"])
    return pd.DataFrame({"creator": creator, "campaign": campaign, "day": days(dates)})


def days_since(sales: Sales, posts: Posts, clicked: np.ndarray | None = None) -> tuple[np.ndarray, np.ndarray]:
    """Return (days since the last post or click, whether any post is known) per sale; NaN when none came before it.

    Asked of the sale's creator in its campaign; where that pair has no dated post, of the creator, else of the campaign.
    ``clicked``: days since the last click of the sale's creator, NaN where none is known.
    """
    size = len(sales.campaigns) + 1
    questions = (
        (posts.creator * size + posts.campaign, sales.creator * size + sales.campaign, (posts.creator >= 0) & (posts.campaign >= 0),
         (sales.creator >= 0) & (sales.campaign >= 0)),
        (posts.creator, sales.creator, posts.creator >= 0, sales.creator >= 0),
        (posts.campaign, sales.campaign, posts.campaign >= 0, (sales.creator < 0) & (sales.campaign >= 0)),
    )  # fmt: skip
    since, known = np.full(len(sales.row), np.nan), np.zeros(len(sales.row), dtype=bool)
    for post_key, sale_key, of_posts, of_sales in questions:
        asked = np.flatnonzero(of_sales & ~known & (sales.day != NO_DAY))
        since[asked], known[asked] = PostDays(post_key[of_posts], posts.day[of_posts]).since(sale_key[asked], sales.day[asked])
    if clicked is not None:
        since, known = np.fmin(since, clicked), known | ~np.isnan(clicked)
    return since, known


def places(since: np.ndarray, known: np.ndarray, window: int | None) -> np.ndarray:
    """Return where each sale falls, one of PLACES: inside the window of that many days, after it, before any post, or undated."""
    if window is None:
        return np.full(len(since), INSIDE)
    with np.errstate(invalid="ignore"):
        return np.select([since <= window, since > window, known], [INSIDE, AFTER, BEFORE], UNDATED)


def window_sums(sales: Sales, since: np.ndarray, known: np.ndarray) -> pd.DataFrame:
    """Return credited sales per window and place; each window's places add up to the same sum.

    Columns: window (days, missing: none), place, revenue, orders.
    """
    rows = []
    for window in WINDOWS:
        place = places(since, known, window)
        for name in PLACES:
            here = sales.credited & (place == name)
            rows.append((window, name, sales.revenue[here].sum(), sales.orders[here].sum()))
    return pd.DataFrame(rows, columns=["window", "place", "revenue", "orders"]).astype({"window": "Int64"})
