"""Who moved most: the largest changes of one measure among rows that stand in both files."""

import numpy as np
import pandas as pd

from lib.changes.compare import Changes
from lib.schema import PLATFORM_LABELS

_FIRST = ("followers", "engagement_rate", "avg_engagements", "avg_likes", "avg_comments", "avg_views", "price", "fee", "revenue")
_NAMES = ("handle", "name", "creator_id", "campaign", "campaign_id", "order_id", "post_id", "utm_campaign", "utm_source", "date")


def movable(changes: Changes) -> list[str]:
    """Return the numeric columns with changed cells, followers, engagement and price first, then by how often they changed."""
    counted = changes.cells.dropna(subset=["difference"])["column"].value_counts()
    first = [name for name in _FIRST if name in counted.index]
    return [*first, *sorted(set(counted.index) - set(first), key=lambda name: (-counted[name], name))]


def moves(changes: Changes, measure: str, most: int | None = None) -> pd.DataFrame:
    """Return the rows in which ``measure`` changed, largest change first: label, before, after, difference, share, the rows.

    ``share`` = difference / before, missing where that is 0. ``label``: the row's name for people, with its platform.
    """
    cells = changes.cells[changes.cells["column"] == measure].dropna(subset=["difference"])
    found = cells.assign(label=cells["after_row"].map(_labels(changes)), size=cells["difference"].abs())
    found = found.sort_values(["size", "label", "after_row"], ascending=[False, True, True], ignore_index=True)
    before = found["before"].astype(float)
    found = found.assign(before=before, after=found["after"].astype(float), share=found["difference"] / before.where(before != 0))
    kept = found[["label", "before", "after", "difference", "share", "before_row", "after_row"]]
    return kept.head(most) if most else kept


def _labels(changes: Changes) -> pd.Series:
    rows = changes.rows[changes.rows["status"] == "changed"].set_index("after_row")
    rows = rows[~rows.index.duplicated()]
    label = pd.Series(np.nan, index=rows.index, dtype="str")
    for name in (*_NAMES, *changes.key):
        if name in rows:
            label = label.fillna(rows[name].astype("str"))
    if "platform" in rows:
        label = label.str.cat((" · " + rows["platform"].map(PLATFORM_LABELS)).astype("str"), na_rep="")
    return label.fillna("")
