"""Payback: how many days after its start a partnership, creator or campaign had earned its cost back from sales alone."""

import numpy as np
import pandas as pd

from lib.dataset import Dataset
from lib.roi.entries import COUNTED, TAX, Entry
from lib.roi.lines import Money
from lib.roi.once import Report
from lib.roi.returns import group_labels, labels_of
from lib.roi.value import DIRECT, LATER_ORDERS, REFUNDS, TAXES

_DAY = {"orders": "order_date", "posts": "post_date", "traffic": "date"}
_SOLD = (DIRECT, REFUNDS, TAXES, LATER_ORDERS)


def payback(dataset: Dataset, money: Money, deals: pd.DataFrame, by: str | None = None) -> pd.DataFrame:
    """Return per group (``by`` as in ``lib.roi.returns``) when its dated sales had covered its cost.

    Columns: start (first day of its partnerships), paid_back (day; missing when not yet, or where cost, start or dates are
    unknown), days (from start to paid_back, 0 = the same day), earned (what the dated sales left after tax and goods), cost.
    All cost counts from the start on; content, branded search and sales without a day are left out: a cautious figure.
    ``deals`` as from ``deals_by_pair``.
    """
    labels = labels_of(deals, group_labels(dataset, by))
    earned, names = _grouped(dataset, money, deals, labels)
    frame = deals.groupby(labels).agg(start=("start", "min"), cost=("cost", lambda values: values.sum(min_count=1)))
    frame = frame.reindex(names)
    earned["sum"] = earned.groupby("group")["amount"].cumsum()
    cost = frame["cost"].to_numpy()[earned["group"]]
    covered = earned[(earned["sum"] >= cost - 0.005) & (cost > 0)].drop_duplicates("group").set_index("group")["day"]
    paid_back = covered.reindex(range(len(names))).set_axis(frame.index)
    total = earned.groupby("group")["amount"].sum().reindex(range(len(names))).set_axis(frame.index)
    days = (paid_back - frame["start"].dt.normalize()).dt.days.clip(lower=0)
    return frame.assign(paid_back=paid_back.where(days.notna()), days=days, earned=total)


def earned_by_day(dataset: Dataset, money: Money, deals: pd.DataFrame, by: str | None = None) -> pd.DataFrame:
    """Return what dated sales left after tax and goods per group and day, in order: group (as in ``payback``), day, amount."""
    earned, names = _grouped(dataset, money, deals, labels_of(deals, group_labels(dataset, by)))
    return earned.assign(group=names[earned["group"]])


def _grouped(dataset: Dataset, money: Money, deals: pd.DataFrame, labels: pd.Series) -> tuple[pd.DataFrame, pd.Index]:
    """Return ``_earned`` by the number of each label, and the labels in that order."""
    codes, names = pd.factorize(labels, sort=True)
    group = np.full(len(money.keys.creator), -1)
    group[deals.index] = codes
    return _earned(dataset, money, group), names


def _earned(dataset: Dataset, money: Money, group: np.ndarray) -> pd.DataFrame:
    """Return what sales left after tax and goods per group and day, in order: group, day, amount."""
    found = [
        _dated(entry, report, dataset, group)
        for entry, report in zip(money.entries, money.reports, strict=True)
        if entry.component in _SOLD and entry.table in _DAY
    ]
    where, day, amount = (
        (np.concatenate([*parts, np.empty(0)]) for parts in zip(*found, strict=True)) if found else [np.empty(0)] * 3
    )
    frame = pd.DataFrame({"group": where.astype(np.int64), "day": day.astype(np.int64), "amount": amount})
    daily = frame.groupby(["group", "day"], as_index=False)["amount"].sum()
    return daily.assign(day=pd.to_datetime(daily["day"], unit="D"), amount=daily["amount"] * dataset.settings.gross_margin)


def _dated(entry: Entry, report: Report, dataset: Dataset, group: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return group, day (since 1970) and amount of the rows that count and bear a day."""
    when = getattr(dataset, entry.table)[_DAY[entry.table]].to_numpy().astype("datetime64[D]")[entry.row]
    status = TAX if entry.component == TAXES else COUNTED
    counts = (entry.status == status) & (report.fate[entry.pair] == COUNTED) & ~np.isnat(when) & (group[entry.pair] >= 0)
    return group[entry.pair][counts], when[counts].astype(np.int64), entry.amount[counts]
