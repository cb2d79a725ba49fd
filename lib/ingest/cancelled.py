"""Cancelled orders that a file marks by a word ("Status: cancelled", "Cancelled: yes") instead of a time."""

from collections.abc import Sequence

import pandas as pd

from lib.ingest.cells.codes import flag_value, words_of
from lib.ingest.headers.header import Header, fold


def with_cancelled(frame: pd.DataFrame, kind: str, others: pd.DataFrame, headers: Sequence[Header]) -> pd.DataFrame:
    """Return orders with ``cancelled_at`` where one of the ``others`` (columns without a meaning, by place) marks them so.

    The file names no time of cancellation: the order's own stands for it, since the order does not count either way.
    """
    if kind != "orders" or "cancelled_at" in frame or "order_date" not in frame:
        return frame
    known = words_of("terms")["cancelled"]
    words = {fold(word) for word in known["words"]}
    for place in others:
        says = headers[place].words
        distinct = others[place].dropna().unique() if says in known["states"] or says in known["marks"] else ()
        yes = [text for text in distinct if fold(text) in words or (says in known["marks"] and flag_value(text) is True)]
        marked = others[place].isin(yes)
        if marked.any():
            return frame.assign(cancelled_at=frame["order_date"].where(marked))
    return frame
