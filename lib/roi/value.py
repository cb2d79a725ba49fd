"""What came back, component by component."""

import numpy as np
import pandas as pd

from lib.dataset import Dataset
from lib.roi.entries import ON_TOP, TAX, ZERO, Entry, Keys, Reader, called_off, sums_of
from lib.settings import Settings

DIRECT = "direct sales"
REFUNDS = "refunds"
TAXES = "tax"
LIST_PRICE = "list price"
LATER_ORDERS = "later orders"
SALES = (DIRECT, REFUNDS, LIST_PRICE)  # what direct sales are made of
ESTIMATED = {"content": "content_value", "branded search": "search_lift_value"}


def value_entries(dataset: Dataset, keys: Keys) -> list[Entry]:
    """Return the value items: sales by table, refunds (negative), content and branded search (estimates by nature)."""
    entries = []
    for kind in ("orders", "campaigns", "posts", "traffic"):
        reader, table = Reader(dataset, kind, keys), getattr(dataset, kind)
        entries.append(reader.entry("value", DIRECT, table["revenue"]))
        if "refunds" in table:
            entries.append(reader.entry("value", REFUNDS, -table["refunds"].abs()))
        entries += _taxes(reader, dataset.settings)
        if kind == "orders" and dataset.settings.discount_is_cost:
            entries.append(reader.entry("value", LIST_PRICE, table["discount"].abs()))
        if kind == "campaigns":
            entries += [reader.entry("value", name, table[column], "estimated") for name, column in ESTIMATED.items()]
    return [*entries, _nothing_sold(dataset, keys, entries)]


def _taxes(reader: Reader, settings: Settings) -> list[Entry]:
    """Tax inside sales: as stated, else the settings' rate on sales less refunds; none is inside when prices exclude it."""
    table = reader.table
    stated = -table["tax"] if "tax" in table else pd.Series(np.nan, table.index)
    found = [reader.entry("value", TAXES, stated, status=TAX if settings.prices_include_vat else ON_TOP)] if "tax" in table else []
    if settings.vat_rate > 0 and settings.prices_include_vat:
        sold = table["revenue"] - (table["refunds"].abs().fillna(0) if "refunds" in table else 0)
        inside = -sold * settings.vat_rate / (1 + settings.vat_rate)
        found.append(reader.entry("value", TAXES, inside, "estimated", where=stated.isna().to_numpy(), status=TAX))
    return found


def _nothing_sold(dataset: Dataset, keys: Keys, entries: list[Entry]) -> Entry:
    """A part whose code or link no order carries sold nothing: a measured 0, not a missing figure."""
    reader, table = Reader(dataset, "campaigns", keys), dataset.campaigns
    tracked = table[["discount_code", "utm_campaign", "tracking_link"]].notna().any(axis=1).to_numpy()
    begun = table["start_date"].fillna(table["post_date"])
    last = dataset.orders["order_date"].max()
    covered = (begun.isna() | pd.isna(last) | (begun <= last)).to_numpy(dtype=bool)
    sold = ~keys.has_creator
    for entry in entries:
        if entry.component == DIRECT:
            sold[entry.pair] = True
    credited = dataset.orders["creator_key"].notna().any() or dataset.orders["campaign_key"].notna().any()
    silent = tracked & covered & ~sold[reader.pair] & ~_shares_code(dataset) & ~called_off(dataset, keys) & bool(credited)
    again = pd.Series(np.where(silent, reader.pair, -1)).duplicated().to_numpy()
    return reader.entry("value", DIRECT, np.zeros(len(table)), where=silent & ~again, status=ZERO)


def _shares_code(dataset: Dataset) -> np.ndarray:
    """Return which rows of campaigns sell only through codes or tags that others bear too: nobody knows whose such orders are."""
    table, orders = dataset.campaigns, dataset.orders
    tells = np.zeros(len(table), dtype=bool)
    for mark in ("discount_code", "utm_campaign", "tracking_link"):
        own = table[mark].str.casefold()
        alone = table["creator_key"].groupby(own).transform("nunique") == 1
        used = {text.casefold() for text in orders[mark].dropna().unique()} if mark in orders else set(own.dropna())
        tells |= (alone | (own.notna() & ~own.isin(used))).to_numpy(dtype=bool)
    return ~tells


def tax_totals(entry: Entry, pairs: int) -> np.ndarray:
    """Return the tax inside counted sales per pair (negative), NaN where none is stated."""
    inside = entry.status == TAX
    return sums_of(entry.pair[inside], entry.amount[inside], pairs)
