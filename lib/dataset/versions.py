"""The same order, post or payment in several exports: which rows another file states too, or in a newer state."""

import numpy as np
import pandas as pd

from lib.schema import TABLES

_SAME = {  # what a newer export never changes
    "orders": ("order_date", "discount_code", "customer", "currency", "utm_campaign", "creator_id"),
    "posts": ("post_date", "creator_id", "handle", "platform"),
}
_GROWS = {  # what only grows: the export with more of it is the newer one
    "orders": ("refunds",),
    "posts": ("impressions", "reach", "views", "likes", "comments", "shares", "saves", "clicks", "orders", "revenue"),
}


def outdated(whole: pd.DataFrame, kind: str, table: np.ndarray) -> np.ndarray:
    """Return which rows of orders or posts another table states in a newer state: one identifier, day and customer, other figures.

    ``table``: number of each row's table. The newest is the cancelled one, then the one with most refunded (posts: with the
    highest counts), then of the table that reaches furthest, then the one given last. All lines of an order stay together.
    """
    mask = np.zeros(len(whole), dtype=bool)
    if kind not in _SAME or len(whole) < 2 or table[0] == table[-1]:
        return mask
    key, day = TABLES[kind].keys[0], _SAME[kind][0]
    shared = (whole[key].duplicated(keep=False) & whole[key].notna() & whole[day].notna()).to_numpy()
    if not shared.any():
        return mask
    reach = whole.groupby(table)[day].max()
    rows = whole[shared]
    item = rows.groupby([key, *_SAME[kind]], dropna=False, sort=False).ngroup().to_numpy()
    states = pd.DataFrame({"item": item, "table": table[shared], "content": _contents(rows)})
    states = states.assign(**_grown(rows, kind)).groupby(["item", "table"], as_index=False).sum()
    states = states.assign(reach=states["table"].map(reach)).sort_values(["item", "cancelled", "grown", "reach", "table"])
    changed = states.groupby("item")["content"].transform("nunique") > 1
    newest = states[changed].drop_duplicates("item", keep="last").set_index("item")["table"].reindex(item)
    mask[shared] = newest.notna().to_numpy() & (newest.to_numpy() != table[shared])
    return mask


def numbered(whole: pd.DataFrame, kind: str, table: np.ndarray) -> bool:
    """Return whether a column besides the schema's is an identifier: filled, never twice in a table, more than a count of rows."""
    if not len(table) or table[0] == table[-1]:
        return False
    nth = (pd.Series(table).groupby(table).cumcount() + 1).astype("str").to_numpy()
    for name in whole.columns.difference([*TABLES[kind].columns, "source_file", "source_row"]):
        values = whole[name]
        count = (values.astype("str").to_numpy() == nth).all()
        if values.notna().all() and not count and not pd.DataFrame({"table": table, "value": values}).duplicated().any():
            return True
    return False


def _contents(rows: pd.DataFrame) -> np.ndarray:
    """Return a number per row for what it holds, wherever it stands."""
    values = rows.drop(columns=["source_file", "source_row"]).dropna(axis=1, how="all")
    return pd.util.hash_pandas_object(values, index=False).to_numpy() >> np.uint64(16)


def _grown(rows: pd.DataFrame, kind: str) -> dict[str, np.ndarray]:
    cancelled = rows["cancelled_at"].notna() if "cancelled_at" in rows else pd.Series(False, rows.index)
    return {"cancelled": cancelled.to_numpy(dtype=int), "grown": rows[[*_GROWS[kind]]].abs().sum(axis=1).to_numpy()}
