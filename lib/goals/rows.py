"""The dated rows that goals are measured on: what partnerships, orders and posts brought, each on its day, each once."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from lib.metrics import customer_column
from lib.roi import paired

_DEAL_COUNTS = ("impressions", "reach", "views", "likes", "comments", "shares", "saves", "engagements", "clicks")
_HASHTAG = r"(?:^|[^\w#])#{tag}(?!\w)"


@dataclass(frozen=True, eq=False)
class DatedRows:
    """Rows with a day and any of the columns that KPIs are sums of (missing: not known); ``first`` and ``last`` day of the data."""

    frame: pd.DataFrame
    first: pd.Timestamp | None
    last: pd.Timestamp | None

    def known(self, column: str) -> bool:
        """Return whether any row knows the column."""
        return column in self.frame and bool(self.frame[column].notna().any())


def dated_rows(deals: pd.DataFrame, sold: pd.DataFrame, tables: dict[str, pd.DataFrame], hashtag: str = "") -> DatedRows:
    """Return the rows; ``deals`` from `lib.roi.deals`, ``sold`` from `lib.roi.sales.counted_sales`, ``tables``: campaigns, posts.

    Counts, cost and value stand on the day of the partnership's first post, else its start. Sales, orders and new customers are
    those of credited orders on their day where the orders file knows any, else the partnerships'. ``hashtag`` without #.
    """
    parts = [_partnerships(deals, tables)]
    credited = sold[sold["creator_key"].notna() | sold["campaign_key"].notna()]
    if len(credited):
        parts[0] = parts[0].drop(columns=["revenue", "orders", "new_customers"])
        new = credited["new_customer"].astype("float64") * credited["number"].clip(upper=1)
        parts.append(
            pd.DataFrame({"day": credited["day"], "revenue": credited["net"], "orders": credited["number"], "new_customers": new})
        )
    parts.append(_posts(tables["posts"], hashtag))
    frame = pd.concat([part for part in parts if len(part)], ignore_index=True) if any(map(len, parts)) else parts[0]
    frame = frame[frame["day"].notna()].reset_index(drop=True)
    first, last = (frame["day"].min(), frame["day"].max()) if len(frame) else (None, None)
    return DatedRows(frame, first, last)


def _partnerships(deals: pd.DataFrame, tables: dict[str, pd.DataFrame]) -> pd.DataFrame:
    deals, keys = paired(deals, [], silence_is_zero=False), ["creator_key", "campaign_key"]
    posted = pd.concat([tables[kind][[*keys, "post_date"]] for kind in ("posts", "campaigns")]).dropna()
    first = posted.groupby(keys)["post_date"].min()
    day = pd.Series(first.reindex(pd.MultiIndex.from_frame(deals[keys])).to_numpy(), deals.index).fillna(deals["start"])
    rows = deals[[*_DEAL_COUNTS, "revenue", "orders", "new_customers", "cost"]].assign(day=day.dt.floor("D"))
    clicked = deals["clicks"].notna() & deals["orders"].notna()
    paid = deals["cost"].notna()
    customers = customer_column(deals)
    counted = deals[customers] if customers else pd.Series(np.nan, deals.index)
    return rows.assign(
        deal_revenue=deals["revenue"].where(paid, 0.0).fillna(0.0).where(paid | deals["revenue"].notna()),
        gain=deals["value"].fillna(0.0) - deals["cost"] if deals["value"].notna().any() else np.nan,
        clicked=deals["clicks"].where(clicked),
        clicked_orders=deals["orders"].where(clicked),
        customer_cost=deals["cost"].where(counted.notna()),
        customers=counted.where(paid),
    )


def _posts(posts: pd.DataFrame, hashtag: str) -> pd.DataFrame:
    """Return what only single posts know: watch time, follows, shares per view, and others' posts with the hashtag."""
    counts = posts[~posts["repeated_table"] & ~(posts["duplicate"] & posts["repeated_id"])]
    ours = counts["campaign_key"].notna() if counts["campaign_key"].notna().any() else pd.Series(True, counts.index)
    both, timed = (
        counts["shares"].notna() & (counts["views"] > 0) & ours,
        counts["watch_time"].notna() & (counts["views"] > 0) & ours,
    )
    frame = pd.DataFrame(
        {
            "day": counts["post_date"].dt.floor("D"),
            "watched": (counts["watch_time"] * counts["views"]).where(timed),
            "watched_views": counts["views"].where(timed),
            "follows": counts["follows"].where(ours),
            "shared": counts["shares"].where(both),
            "shared_views": counts["views"].where(both),
        }
    )
    if not hashtag:
        return frame
    carries = (
        counts["caption"].str.contains(_HASHTAG.format(tag=_escaped(hashtag)), case=False, regex=True).fillna(False).astype(bool)
    )
    passed_on = carries & counts["campaign_key"].isna()
    captioned = counts["caption"].notna()
    return frame.assign(
        user_videos=passed_on.astype(float).where(captioned), user_views=counts["views"].where(passed_on).where(captioned)
    )


def _escaped(tag: str) -> str:
    return "".join(character if character.isalnum() or character == "_" else "" for character in tag)
