"""Parts of cost and value that the files leave out and the settings estimate by a stated rule, never beside a stated figure."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pandas as pd

from lib.dataset import Dataset
from lib.roi.entries import CANCELLED, COUNTED, LATER, NOT_CREDITED, TABLES_WITH_MONEY, Entry, Keys, Reader, called_off
from lib.roi.once import Report
from lib.roi.value import DIRECT, LATER_ORDERS, REFUNDS

SHARED_BY = ("cost", "partnerships", "campaigns")
_PAID_ON_SALES = ("affiliate", "hybrid", "commission")


def estimated_entries(dataset: Dataset, keys: Keys, entries: list[Entry], reports: list[Report]) -> list[Entry]:
    """Return the entries the settings add to the settled ones: own time, gifts, commission, tools, content, later orders.

    An amount of a whole partnership stands in its first row of the first table that has one; its ``own`` amount is missing.
    """
    known = _Known(dataset, keys, entries, reports)
    found = [_priced_hours(dataset, keys)]
    known.add(found)
    for estimate in (_usual_hours, _gifts, _commission, _tools, _content):
        new = list(estimate(known))
        known.add(new)
        found += new
    return [entry for entry in [*found, *_later_orders(dataset, keys)] if len(entry.row)]


class _Known:
    """What counts so far, and who takes part: creators' parts in campaigns, whole campaigns where no creator is named."""

    def __init__(self, dataset: Dataset, keys: Keys, entries: list[Entry], reports: list[Report]) -> None:
        self.dataset, self.keys, self.settings, self.size = dataset, keys, dataset.settings, len(keys.creator)
        self.counted = [(entry.side, entry.component, report.counted) for entry, report in zip(entries, reports, strict=True)]
        in_table = np.zeros(self.size, dtype=bool)
        took_place = keys.rows["campaigns"][~called_off(dataset, keys)] if len(dataset.campaigns) else keys.rows["payouts"]
        in_table[took_place] = True
        named = np.zeros(len(keys.campaigns) + 1, dtype=bool)
        named[keys.campaign[in_table & keys.has_creator & keys.has_campaign]] = True
        self.partnerships = in_table & (keys.has_creator | (keys.has_campaign & ~named[keys.campaign]))

    def add(self, entries: list[Entry]) -> None:
        """Take note of estimates, so that later ones build on them."""
        self.counted += [(entry.side, entry.component, entry.totals(self.size)) for entry in entries]

    def lacks(self, component: str) -> np.ndarray:
        """Return which partnerships have no amount of a component."""
        here = self.partnerships.copy()
        for _side, name, totals in self.counted:
            if name == component:
                here &= np.isnan(totals)
        return here

    def total(self, side: str, components: tuple[str, ...] = ()) -> np.ndarray:
        """Return the sum of a side per pair, 0 where nothing is known."""
        chosen = [totals for what, name, totals in self.counted if what == side and (not components or name in components)]
        return np.nansum([np.zeros(self.size), *chosen], axis=0)

    def models(self) -> np.ndarray:
        """Return the partnership model per pair; missing where a campaigns table states none."""
        table = self.dataset.campaigns
        model = pd.Series(table["partnership_model"].to_numpy(), index=self.keys.rows["campaigns"]).dropna().sort_values()
        return model[~model.index.duplicated()].reindex(range(self.size)).to_numpy(dtype=object)

    def entries(self, side: str, component: str, amount: np.ndarray) -> Iterator[Entry]:
        """Yield ``amount`` per pair (NaN or 0: none) as entries of the tables in which the pairs stand."""
        left = np.nan_to_num(amount) != 0
        for kind in TABLES_WITH_MONEY:
            if not left.any():
                return
            first = _first_rows(self.keys.rows[kind], self.size)
            here = np.flatnonzero(left & (first >= 0))
            if len(here):
                status, unwritten = np.full(len(here), COUNTED, dtype=np.int8), np.full(len(here), np.nan)
                yield Entry(kind, side, component, "estimated", first[here], amount[here], unwritten, status, here)
                left[here] = False


def _first_rows(pair: np.ndarray, size: int) -> np.ndarray:
    """Return the first row of each pair, −1 where it has none."""
    first = np.full(size, -1)
    first[pair[::-1]] = np.arange(len(pair))[::-1]
    return first


def _priced_hours(dataset: Dataset, keys: Keys) -> Entry:
    """Hours that a row states, at the settings' hourly cost, where it states no cost of own time."""
    table, rate = dataset.campaigns, dataset.settings.internal_hourly_cost
    reader = Reader(dataset, "campaigns", keys)
    known = table["internal_cost"].isna().to_numpy() & (rate > 0)
    return reader.entry("cost", "internal", table["internal_hours"] * rate / reader.factor, basis="estimated", where=known)


def _usual_hours(known: _Known) -> Iterator[Entry]:
    cost = known.settings.hours_per_partnership * known.settings.internal_hourly_cost
    return known.entries("cost", "internal", np.where(known.lacks("internal"), cost, 0.0))


def _gifts(known: _Known) -> Iterator[Entry]:
    gifted = known.models() == "gifting"
    return known.entries("cost", "product", np.where(known.lacks("product") & gifted, known.settings.product_value, 0.0))


def _commission(known: _Known) -> Iterator[Entry]:
    on_sales = known.lacks("commission") & np.isin(known.models().astype(str), _PAID_ON_SALES)
    sold = known.total("value", (DIRECT, REFUNDS)).clip(min=0)
    return known.entries("cost", "commission", np.where(on_sales, sold * known.settings.commission_rate, 0.0))


def _tools(known: _Known) -> Iterator[Entry]:
    """The tools' cost, shared over the partnerships that state none; the shares add up to it."""
    here, keys = known.lacks("tools"), known.keys
    weight = here.astype(float)
    if known.settings.tools_shared == "campaigns":
        members = np.bincount(keys.campaign[here], minlength=len(keys.campaigns) + 1)
        weight = np.divide(weight, members[keys.campaign], out=np.zeros(known.size), where=here)
    if known.settings.tools_shared == "cost" and (spent := np.where(here, known.total("cost").clip(min=0), 0.0)).any():
        weight = spent
    total = weight.sum()
    return known.entries("cost", "tools", known.settings.tools_total * weight / total if total > 0 else weight * 0)


def _content(known: _Known) -> Iterator[Entry]:
    table, worth = known.dataset.posts, known.settings.content_value_per_post
    if not worth or table.empty:
        return iter(())
    once = ~(table["repeated_table"] | (table["duplicate"] & table["repeated_id"])).to_numpy(dtype=bool)
    posts = np.bincount(known.keys.rows["posts"][once], minlength=known.size)
    return known.entries("value", "content", np.where(known.lacks("content"), posts * worth, 0.0))


def _later_orders(dataset: Dataset, keys: Keys) -> list[Entry]:
    """Orders credited to nobody, of customers whose first order a creator brought; net of refunds and tax."""
    table, pair = dataset.orders, keys.rows["orders"]
    customer, _names = pd.factorize(table["customer"])
    reader = Reader(dataset, "orders", keys)
    dated = (customer >= 0) & table["order_date"].notna().to_numpy()
    counts = dated & np.isin(reader.status, (COUNTED, NOT_CREDITED))
    if not (counts & (reader.status == NOT_CREDITED)).any():
        return []
    first = _first_orders(table, customer, dated & (reader.status != CANCELLED))
    won_by = np.full(customer.max() + 1, -1)
    credited = first & (reader.status == COUNTED) & table["new_customer"].fillna(True).to_numpy(dtype=bool)
    won_by[customer[credited]] = pair[credited]
    later = counts & (reader.status == NOT_CREDITED) & (won_by[customer] >= 0)
    net = table["revenue"] - table["refunds"].abs().fillna(0) - table["tax"].fillna(0)
    status = COUNTED if dataset.settings.later_orders_count else LATER
    entry = reader.entry("value", LATER_ORDERS, net, "estimated", where=later)
    why = np.where(np.isnan(entry.amount), entry.status, status).astype(np.int8)
    return [replace(entry, status=why, pair=won_by[customer[entry.row]])]


def _first_orders(table: pd.DataFrame, customer: np.ndarray, counts: np.ndarray) -> np.ndarray:
    """Return which orders are the first of their customer; of several at the same time the one with the first identifier."""
    rows = np.flatnonzero(counts)
    day = table["order_date"].to_numpy()[rows].astype(np.int64)
    earliest = np.full(customer.max() + 1, np.iinfo(np.int64).max)
    np.minimum.at(earliest, customer[rows], day)
    rows = rows[day == earliest[customer[rows]]]
    several = np.bincount(customer[rows])[customer[rows]] > 1
    tied = pd.DataFrame({"row": rows[several], "customer": customer[rows[several]]})
    tied = tied.assign(order=table["order_id"].to_numpy()[tied["row"]]).sort_values(["customer", "order", "row"])
    first = np.zeros(len(table), dtype=bool)
    first[rows[~several]] = True
    first[tied.drop_duplicates("customer")["row"]] = True
    return first
