"""The orders that count, as parallel arrays: what every part of attribution starts from."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from lib.attribution.survey import names_a_creator
from lib.dataset import Dataset
from lib.roi.currency import currencies, factors
from lib.roi.entries import cancelled, repeated
from lib.text import _

METHODS = {
    "creator": _("named in the file"),
    "code": _("code"),
    "link": _("affiliate link"),
    "utm": _("UTM tag"),
    "landing": _("landing page"),
    "survey": _("survey"),
}
LINKING = tuple(name for name in METHODS if name != "survey")  # in order of precedence (lib.dataset.credit)
NO_DAY = np.iinfo(np.int64).min  # of a row without a date


@dataclass(frozen=True)
class Sales:
    """Orders that count (neither cancelled nor repeated, with a rate), one entry each in parallel arrays.

    ``row``: position in ``dataset.orders``; ``revenue``: net of refunds, reporting currency; ``orders``: orders in the row;
    ``day``: days since 1970 (NO_DAY: not stated); ``creator`` and ``campaign``: positions in ``creators`` and ``campaigns``
    (−1: none credited); ``found_by``: per method of METHODS which orders it points to a creator for; ``named``: per method
    but the survey the position of the creator it finds. ``apart``: net sales without a rate: currency, orders, amount (in it).
    """

    row: np.ndarray
    revenue: np.ndarray
    orders: np.ndarray
    day: np.ndarray
    creator: np.ndarray
    campaign: np.ndarray
    creators: pd.Index
    campaigns: pd.Index
    found_by: dict[str, np.ndarray]
    named: dict[str, np.ndarray]
    apart: pd.DataFrame

    @property
    def credited(self) -> np.ndarray:
        """Which orders a direct method credits to a creator or campaign."""
        return (self.creator >= 0) | (self.campaign >= 0)


def order_sales(dataset: Dataset) -> Sales:
    """Return the orders of a dataset that count."""
    table = dataset.orders
    own = (table["revenue"] - table["refunds"].abs().fillna(0)).to_numpy(dtype=float)
    net = own * factors(table, dataset.settings)
    kept = ~cancelled(table, "orders") & ~repeated(table, "orders") & np.isfinite(own)
    row = np.flatnonzero(kept & ~np.isnan(net))
    survey = names_a_creator(dataset)
    named = {name: table[f"creator_by_{name}"].cat.codes.to_numpy()[row] for name in LINKING}
    campaign, campaigns = pd.factorize(table["campaign_key"])
    count = table["orders"].fillna((~table["repeated_id"]).astype(float)).to_numpy()
    return Sales(
        row=row,
        revenue=net[row],
        orders=count[row],
        day=days(table["order_date"])[row],
        creator=first_named(named.values(), len(row)),
        campaign=campaign[row],
        creators=pd.Index(dataset.creators["creator_key"]),
        campaigns=pd.Index(campaigns),
        found_by={name: table[f"found_by_{name}"].to_numpy(dtype=bool)[row] for name in LINKING} | {"survey": survey[row]},
        named=named,
        apart=_apart(dataset, own, kept & np.isnan(net)),
    )


def days(dates: pd.Series) -> np.ndarray:
    """Return whole days since 1970 of dates, NO_DAY where missing."""
    return dates.to_numpy().astype("datetime64[D]").astype(np.int64)


def first_named(positions: object, size: int) -> np.ndarray:
    """Return the first known position of several arrays, −1 where none is; the credited creator by order of precedence."""
    chosen = np.full(size, -1, dtype=np.int64)
    for found in positions:
        chosen = np.where(chosen < 0, found, chosen)
    return chosen


def _apart(dataset: Dataset, own: np.ndarray, where: np.ndarray) -> pd.DataFrame:
    table = dataset.orders
    theirs = where & (table["creator_key"].notna() | table["campaign_key"].notna()).to_numpy()
    frame = pd.DataFrame({"currency": currencies(table, dataset.settings)[theirs], "amount": own[theirs]})
    return frame.groupby("currency", as_index=False).agg(orders=("amount", "size"), amount=("amount", "sum"))
