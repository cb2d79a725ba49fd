"""How fast sales fade after a post: an exponential decay over a steady rate, by maximum likelihood."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.stats import chi2

from lib.text import _
from lib.timing.refusal import TooFewError

WINDOW = 60  # days after a post
FEWEST = 20  # orders
_LEVEL = 0.90
_SHARES = np.concatenate([np.linspace(0, 0.9, 46), [0.93, 0.96, 0.98]])
_HALVES = 121  # half-lives tried, in each of two rounds


@dataclass(frozen=True, eq=False)
class HalfLife:
    """Days until half of the extra sales are in, with its 90 % interval.

    ``steady``: share of orders at a steady rate (leaked codes, late buyers). ``orders``, ``posts``: how many stand behind.
    ``days``: day, orders, expected. ``window``: days looked at.
    """

    days_to_half: float
    low: float
    high: float
    steady: float
    orders: int
    posts: int
    window: int
    days: pd.DataFrame


def ages(sold: pd.DataFrame, posted: pd.DataFrame, end: pd.Timestamp, window: int = WINDOW) -> pd.DataFrame:
    """Return the orders by days since the post they followed: creator_key, campaign_key, posted, age, number.

    That is the first post of the same creator and campaign; where posts name no campaign, the creator's last post before the order.

    ``sold`` as from `lib.roi.sales.counted_sales`, ``posted``: creator_key, campaign_key, post_date (rows may repeat). Only
    posts observed for the whole ``window`` (by ``end``, the last day in the file) count, else late posts would look short-lived.
    """
    keys = ["creator_key", "campaign_key"]
    dated = posted.dropna(subset=["creator_key", "post_date"]).assign(posted=lambda rows: rows["post_date"].dt.floor("D"))
    if dated["campaign_key"].notna().any():
        first = dated.dropna(subset=keys).groupby(keys)["posted"].min().reset_index()
        joined = sold.merge(_observed(first, end, window), on=keys, validate="many_to_one")
    else:
        joined = _after_lone_posts(sold, dated, end, window)
    joined = joined.assign(age=(joined["day"] - joined["posted"]).dt.days)
    return joined.loc[joined["age"].between(0, window - 1), [*keys, "posted", "age", "number"]]


def _observed(posts: pd.DataFrame, end: pd.Timestamp, window: int) -> pd.DataFrame:
    return posts[posts["posted"] + pd.Timedelta(days=window) <= end + pd.Timedelta(days=1)]


def _after_lone_posts(sold: pd.DataFrame, dated: pd.DataFrame, end: pd.Timestamp, window: int) -> pd.DataFrame:
    """Return the orders with the last post of their creator before them, where no other post follows it within the window."""
    posts = dated[["creator_key", "posted"]].drop_duplicates().sort_values(["posted", "creator_key"], ignore_index=True)
    following = posts.groupby("creator_key")["posted"].shift(-1)
    alone = following.isna() | ((following - posts["posted"]).dt.days >= window)
    known = sold[sold["creator_key"].notna()].sort_values("day", kind="stable")
    matched = pd.merge_asof(known, posts.assign(alone=alone), left_on="day", right_on="posted", by="creator_key")
    return _observed(matched[matched["alone"].fillna(False).astype(bool)], end, window)


def half_life(found: pd.DataFrame, window: int = WINDOW) -> HalfLife:
    """Return the half-life of sales; ``found`` as from `ages`.

    The chance of day d is (1 − s) × the truncated exponential's share of that day + s / window. Interval: profile
    likelihood, widened by how much days scatter beyond chance. Raises TooFewError below ``FEWEST`` orders, on fewer than four
    days with sales, or when sales do not fall within the window.
    """
    counts = np.bincount(found["age"].to_numpy(dtype=int), found["number"].to_numpy(dtype=float), window)
    total = counts.sum()
    if total < FEWEST or (counts > 0).sum() < 4:
        raise TooFewError(
            _(
                "{n} orders came within {window} days of a post; 20 on four different days are needed.",
                n=round(total),
                window=window,
            )
        )
    halves = np.geomspace(0.4, 2 * window, _HALVES)
    best = halves[int(np.argmax(_profile(counts, halves)[0]))]
    halves = np.unique(np.concatenate([halves, best * np.geomspace(0.6, 1.7, _HALVES)]))
    profile, steady = _profile(counts, halves)
    place = int(np.argmax(profile))
    expected = total * _chances(halves[[place]], steady[[place]], window)[0]
    allowed = chi2.ppf(_LEVEL, 1) / 2 * _scatter(counts, expected)
    flat = total * np.log(1 / window)
    inside = halves[profile >= profile[place] - allowed]
    if profile[place] - flat <= allowed or inside.max() >= window:
        raise TooFewError(
            _("Sales do not clearly fall within {window} days after a post, so there is no half-life to give.", window=window)
        )
    posts = found[["creator_key", "posted"]].drop_duplicates()
    frame = pd.DataFrame({"day": np.arange(window), "orders": counts, "expected": expected})
    return HalfLife(
        float(halves[place]),
        float(inside.min()),
        float(inside.max()),
        float(steady[place]),
        round(total),
        len(posts),
        window,
        frame,
    )


def _chances(halves: np.ndarray, steady: np.ndarray, window: int) -> np.ndarray:
    """Return the chance of each day (half-lives × days); ``steady`` one share per half-life."""
    left = 0.5 ** (np.arange(window + 1)[None, :] / halves[:, None])
    fading = (left[:, :-1] - left[:, 1:]) / (1 - left[:, -1:])
    return (1 - steady[:, None]) * fading + steady[:, None] / window


def _profile(counts: np.ndarray, halves: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return per half-life the highest log-likelihood over the steady share, and that share."""
    seen = np.flatnonzero(counts)
    fading = _chances(halves, np.zeros(len(halves)), len(counts))[:, seen]
    chance = (1 - _SHARES)[:, None, None] * fading + _SHARES[:, None, None] / len(counts)
    likelihood = np.log(np.maximum(chance, 1e-300)) @ counts[seen]
    place = likelihood.argmax(axis=0)
    return likelihood.max(axis=0), _SHARES[place]


def _scatter(counts: np.ndarray, expected: np.ndarray) -> float:
    """Return Pearson's chi-square per degree of freedom over bins of five expected orders or more, at least 1."""
    bins = np.floor(np.cumsum(expected) / 5).astype(int)
    seen, due = np.bincount(bins, counts), np.bincount(bins, expected)
    kept = due > 2
    freedom = kept.sum() - 3
    return max(1.0, float(((seen - due)[kept] ** 2 / due[kept]).sum() / freedom)) if freedom > 0 else 1.0
