"""Which rows are rows of a table: its totals are not, nor the further lines of an order."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from lib.ingest.cells.codes import words_of
from lib.ingest.headers.header import Header
from lib.ingest.ledger import total_rows
from lib.ingest.model import SetAside

_MEASURES = ("revenue", "refunds", "discount", "tax", "shipping", "orders")


def kept_rows(
    cells: pd.DataFrame, kind: str, places: Mapping[str, int], headers: Sequence[Header]
) -> tuple[pd.DataFrame, list[SetAside]]:
    """Return the rows of a table of ``kind`` whose columns stand at ``places``, and the totals and order lines that are none."""
    cells, aside = _without(cells, total_rows(cells), "total")
    if kind == "orders" and {"order_id", "revenue"} <= places.keys():
        named = set(f" {headers[places['revenue']].words} ".split()) & set(words_of("terms")["orders"]["words"])
        cells, lines = _without(cells, _order_lines(cells, places, bool(named)), "order line")
        aside += lines
    return cells, aside


def _without(cells: pd.DataFrame, rows: np.ndarray, reason: str) -> tuple[pd.DataFrame, list[SetAside]]:
    if not rows.any():
        return cells, []
    aside = [SetAside(int(cells.index[row]), reason, cells.iloc[row].astype(str).tolist()) for row in np.flatnonzero(rows)]
    return cells[~rows], aside


def _order_lines(cells: pd.DataFrame, places: Mapping[str, int], names_order: bool) -> np.ndarray:
    """Return the mask of an order's further lines: they leave its figures out, or all of them repeat its total.

    A repeated total is known as one when its header speaks of the order (``names_order``) and no order has two totals.
    """
    number = cells[places["order_id"]].str.strip()
    again = number.duplicated().to_numpy() & number.ne("").to_numpy()
    if not again.any():
        return again
    known = cells[list(dict.fromkeys(places.values()))].apply(lambda column: column.str.strip())
    measures = known[[places[name] for name in _MEASURES if name in places]]
    silent = again & measures.eq("").all(axis=1).to_numpy()
    first = known[~silent].groupby(number[~silent]).transform("first").reindex(known.index)
    same = known.eq(first) | known.eq("")
    if not names_order or not same.loc[~silent, measures.columns].all(axis=None):
        return silent
    twin = cells.duplicated().to_numpy()  # the same row twice is flagged, not taken for a line
    return silent | (again & same.all(axis=1).to_numpy() & ~twin)
