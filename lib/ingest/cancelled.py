"""Orders that a file marks by a word ("Status: cancelled", "Cancelled: yes", "refunded") instead of a time or an amount."""

from collections.abc import Sequence

import pandas as pd

from lib.ingest.cells.codes import flag_value, words_of
from lib.ingest.headers.header import Header, fold

_UNDATED = pd.Timestamp("1970-01-01")  # stands for the time of a cancelled order that bears no date itself


def with_states(frame: pd.DataFrame, kind: str, others: pd.DataFrame, headers: Sequence[Header]) -> pd.DataFrame:
    """Return orders with ``cancelled_at`` and ``refunds`` as one of the ``others`` (columns without a meaning, by place) says.

    A cancelled order without a time of it takes its own day, since it does not count either way. An order that is refunded as a
    whole, without an amount, gave back its revenue.
    """
    if kind != "orders":
        return frame
    known = words_of("terms")["cancelled"]
    cancelled, refunded = (_says(others, headers, known, words) for words in ("words", "refunded"))
    if cancelled.any():
        nothing = pd.Series(pd.NaT, frame.index, dtype="datetime64[us]")
        day = frame.get("order_date", nothing).fillna(_UNDATED)
        frame = frame.assign(cancelled_at=frame.get("cancelled_at", nothing).fillna(day.where(cancelled)))
    if refunded.any() and "revenue" in frame:
        stated = frame.get("refunds", pd.Series(float("nan"), frame.index))
        frame = frame.assign(refunds=stated.where(~refunded | (stated.fillna(0) != 0), frame["revenue"]))
    return frame


def _says(others: pd.DataFrame, headers: Sequence[Header], known: dict[str, list[str]], words: str) -> pd.Series:
    """Return which rows bear one of the ``words`` in a column that holds a state, or a yes in a column of cancelled orders."""
    found = pd.Series(False, others.index)
    wanted = {fold(word) for word in known[words]}
    for place in others:
        says = headers[place].words
        marks = words == "words" and says in known["marks"]
        distinct = others[place].dropna().unique() if says in known["states"] or marks else ()
        found |= others[place].isin([text for text in distinct if fold(text) in wanted or (marks and flag_value(text) is True)])
    return found
