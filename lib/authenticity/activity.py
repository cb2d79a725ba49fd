"""What a creator's posts say: medians, evenness, rhythm, what happens to engagement when a post is an ad."""

import numpy as np
import pandas as pd

from lib.authenticity.linking import dates, owners, spread_to_creators

MEDIANS = {"likes": "avg_likes", "comments": "avg_comments", "views": "avg_views", "shares": "avg_shares", "saves": "avg_saves"}
FOR_MEDIAN, FOR_SPREAD, FOR_DROP = 5, 8, 3  # posts needed to speak of a median, of a spread, of ads against the rest


def from_posts(creators: pd.DataFrame, posts: pd.DataFrame) -> dict[str, np.ndarray]:
    """Return per creator (n,): medians over own posts (``avg_…``) and over all (``any_avg_…``, ads too), spread, rhythm, ads.

    How many posts are ads is not read here: a brand's own file holds mostly the ads made for it.
    """
    groups, rows = owners(creators, posts)
    table = _typed(posts).assign(group=rows)
    table = table[table["group"] >= 0]
    if table.empty:
        return {}
    found: dict[str, pd.Series] = {}
    own = table[table["sponsored"] != 1] if "sponsored" in table else table
    for measure, name in MEDIANS.items():
        if measure in table:
            found[name] = _median(own, measure)
            found[f"any_{name}"] = _median(table, measure)
    found |= _engagement(table) | _rhythm(table) | _captions(table)
    return {name: spread_to_creators(groups, values) for name, values in found.items()}


def _median(table: pd.DataFrame, measure: str) -> pd.Series:
    known = table.groupby("group")[measure]
    return known.median().where(known.count() >= FOR_MEDIAN)


def _typed(posts: pd.DataFrame) -> pd.DataFrame:
    numbers = {name: pd.to_numeric(posts[name], errors="coerce").astype(float) for name in MEDIANS if name in posts}
    numbers = {name: values.where(np.isfinite(values) & (values >= 0)) for name, values in numbers.items()}
    typed = pd.DataFrame(numbers, index=posts.index)
    if "sponsored" in posts:
        typed["sponsored"] = posts["sponsored"].map({True: 1.0, False: 0.0})
    if "post_date" in posts:
        typed["post_date"] = dates(posts["post_date"])
    if "caption" in posts:
        typed["caption"] = posts["caption"].astype("str").where(posts["caption"].notna())
    return typed


def _engagement(table: pd.DataFrame) -> dict[str, pd.Series]:
    """Spread is the standard deviation over the mean of post engagement; the drop is organic median / sponsored median."""
    if "likes" not in table:
        return {}
    engagement = table["likes"] + table.get("comments", pd.Series(0.0, index=table.index)).fillna(0.0)
    by_creator = engagement.groupby(table["group"])
    mean = by_creator.mean()
    found = {"post_spread": (by_creator.std(ddof=0) / mean).where((by_creator.count() >= FOR_SPREAD) & (mean > 0))}
    if "sponsored" not in table:
        return found
    medians = {}
    for kind in (0.0, 1.0):
        part = engagement[table["sponsored"] == kind].groupby(table["group"])
        medians[kind] = part.median().where(part.count() >= FOR_DROP)
    found["sponsored_drop"] = (medians[0.0] + 1) / (medians[1.0].reindex(medians[0.0].index) + 1)
    return found


def _rhythm(table: pd.DataFrame) -> dict[str, pd.Series]:
    """Rhythm is the standard deviation over the mean of the days between posts: machines post like clockwork."""
    if "post_date" not in table:
        return {}
    dated = table.dropna(subset="post_date").sort_values(["group", "post_date"])
    gaps = dated.groupby("group")["post_date"].diff().dt.total_seconds() / 86_400
    by_creator = gaps.groupby(dated["group"])
    mean = by_creator.mean()
    return {"post_rhythm": (by_creator.std(ddof=0) / mean).where((by_creator.count() >= FOR_SPREAD) & (mean > 0))}


def _captions(table: pd.DataFrame) -> dict[str, pd.Series]:
    if "caption" not in table:
        return {}
    said = table.dropna(subset="caption")
    by_creator = said["caption"].str.strip().str.casefold().groupby(said["group"])
    return {"caption_similarity": (1 - by_creator.nunique() / by_creator.count()).where(by_creator.count() >= FOR_SPREAD)}
