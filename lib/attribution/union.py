"""By what sales were credited: every method side by side, their overlaps, and the way from the floor to the full estimate."""

import numpy as np
import pandas as pd

from lib.attribution.sales import LINKING, METHODS, Sales
from lib.text import _

INSIDE, AFTER, BEFORE, UNDATED = "inside", "after", "before", "undated"
PLACES = (INSIDE, AFTER, BEFORE, UNDATED)
PIECES = {
    "direct": _("Direct, inside the window"),
    "doubt": _("Direct, through codes that look leaked"),
    "outside": _("Direct, outside the window"),
    "survey": _("Named only in the survey"),
    "search": _("Branded search (estimate)"),
}


def combinations(sales: Sales) -> pd.DataFrame:
    """Return the orders by the set of methods that point to a creator: one row per combination that occurs.

    Columns: one flag per method of METHODS, methods (text), counted (credited to a creator or campaign: the cautious floor; a
    survey answer alone is not), orders, revenue (net of refunds, reporting currency). Every order is in one row; most revenue
    first.
    """
    code = np.zeros(len(sales.row), dtype=np.int64)
    for bit, name in enumerate(METHODS):
        code |= sales.found_by[name].astype(np.int64) << bit
    code += sales.credited.astype(np.int64) << len(METHODS)
    size = 2 << len(METHODS)
    frame = pd.DataFrame(
        {
            "rows": np.bincount(code, minlength=size),
            "orders": np.bincount(code, sales.orders, size),
            "revenue": np.bincount(code, sales.revenue, size),
        }
    )
    flags = {name: (frame.index.to_numpy() >> bit) & 1 == 1 for bit, name in enumerate(METHODS)}
    frame = frame.assign(**flags, counted=frame.index >= size // 2)
    frame = frame[(frame["rows"] > 0) & frame[list(METHODS)].any(axis=1)].drop(columns="rows")
    named = [" + ".join(label for name, label in METHODS.items() if row[name]) for row in frame.to_dict("records")]
    found = frame.assign(methods=pd.Series(named, frame.index, dtype="str"))
    return found.sort_values(["revenue", "methods"], ascending=[False, True], ignore_index=True)


def by_method(found: pd.DataFrame) -> pd.DataFrame:
    """Return per method of ``combinations``: sales it points to, sales no other method points to, and their shares of the union.

    Index: method; columns: orders, revenue, only_orders, only_revenue, share. Shares overlap, so they add to more than 1.
    """
    rows = []
    alone = found[list(METHODS)].sum(axis=1) == 1
    for name in METHODS:
        mine = found[found[name]]
        only = found[found[name] & alone]
        rows.append((name, mine["orders"].sum(), mine["revenue"].sum(), only["orders"].sum(), only["revenue"].sum()))
    frame = pd.DataFrame(rows, columns=["method", "orders", "revenue", "only_orders", "only_revenue"]).set_index("method")
    total = found["revenue"].sum()
    return frame.assign(share=frame["revenue"] / total if total else np.nan)


def pieces(sales: Sales, place: np.ndarray, doubt: np.ndarray, search: float = float("nan")) -> pd.DataFrame:
    """Return the way from the conservative floor to the full estimate: one row per piece of PIECES that is known.

    ``place``: of each order, one of PLACES (``lib.attribution.windows``); ``doubt``: share of each order in doubt (0–1);
    ``search``: value of branded search that no other piece holds, missing when unknown. Columns: piece, revenue, orders, level
    ('floor', 'direct' or 'full'): the floor is direct sales inside the window and out of doubt; direct adds what is in doubt
    or outside the window; full adds the survey and branded search. Pieces never overlap.
    """
    inside, direct = np.asarray(place) == INSIDE, sales.credited
    survey = sales.found_by["survey"] & ~direct
    shares = {
        "direct": direct * inside * (1 - doubt),
        "doubt": direct * inside * doubt,
        "outside": direct * ~inside,
        "survey": survey,
    }
    levels = {"direct": "floor", "doubt": "direct", "outside": "direct", "survey": "full", "search": "full"}
    rows = [(name, float(share @ sales.revenue), float(share @ sales.orders)) for name, share in shares.items()]
    if not np.isnan(search):
        rows.append(("search", search, np.nan))
    frame = pd.DataFrame(rows, columns=["piece", "revenue", "orders"])
    return frame.assign(level=frame["piece"].map(levels))


def by_creator(sales: Sales, place: np.ndarray, doubt: np.ndarray) -> pd.DataFrame:
    """Return direct sales per creator: how much is floor, in doubt and outside the window, and by which methods it was found.

    Arguments as of ``pieces``. Index: creator_key (missing: a campaign without a creator); columns: orders, revenue, floor, doubt,
    outside (these three add up to revenue), then net sales per linking method (these overlap). Most revenue first.
    """
    size, direct = len(sales.creators) + 1, sales.credited
    who = np.where(sales.creator < 0, size - 1, sales.creator)[direct]
    net, inside = sales.revenue[direct], np.asarray(place)[direct] == INSIDE
    amounts = {
        "orders": sales.orders[direct],
        "revenue": net,
        "floor": net * inside * (1 - doubt[direct]),
        "doubt": net * inside * doubt[direct],
        "outside": net * ~inside,
        **{name: net * sales.found_by[name][direct] for name in LINKING},
    }
    found = {name: np.bincount(who, values, size) for name, values in amounts.items()}
    frame = pd.DataFrame(found, index=pd.Index([*sales.creators, None], name="creator_key", dtype="str"))
    return frame[np.bincount(who, minlength=size) > 0].sort_values("revenue", ascending=False, kind="stable")
