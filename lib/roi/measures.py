"""Counts of a deal: engagements, impressions, clicks, orders …, each taken from the table that knows it best, once."""

import numpy as np
import pandas as pd

from lib.dataset import Dataset
from lib.roi.entries import Keys, sums_of
from lib.roi.once import Report, first_to_report

_CONTENT = ("campaigns", "posts")
SOURCES: dict[str, tuple[str, ...]] = {
    "impressions": _CONTENT, "reach": _CONTENT, "views": _CONTENT, "likes": _CONTENT, "comments": _CONTENT, "shares": _CONTENT,
    "saves": _CONTENT, "engagements": _CONTENT, "clicks": ("campaigns", "posts", "traffic"), "posts": ("posts",),
    "orders": ("orders", "campaigns", "posts", "payouts", "traffic"), "new_customers": ("orders", "campaigns"),
}  # fmt: skip
_ACTIONS = ["likes", "comments", "shares", "saves"]


def deal_measures(dataset: Dataset, keys: Keys) -> pd.DataFrame:
    """Return the counts per pair of ``keys``, NaN where no table reports one.

    A count that several tables report is read from the first of ``SOURCES``, as sales are. Where any post names its
    campaign, posts without one are the creator's own content and left out.
    """
    tables = {kind: _summed(dataset, kind, keys) for kind in keys.rows}
    return pd.DataFrame({name: _counted([tables[kind].get(name) for kind in kinds], keys) for name, kinds in SOURCES.items()})


def measure_rows(dataset: Dataset, keys: Keys, name: str) -> pd.DataFrame:
    """Return the rows whose counts add up to ``deal_measures``' column ``name``: table, row (label in it), pair, amount."""
    sums = {kind: found for kind in SOURCES[name] if (found := _summed(dataset, kind, keys).get(name)) is not None}
    parts = [pd.DataFrame({"table": [], "row": [], "pair": [], "amount": []})]
    for kind, report in zip(sums, _reports(list(sums.values()), keys), strict=True):
        table, pair = getattr(dataset, kind), keys.rows[kind]
        counts = _counts(table, kind)[name].to_numpy(dtype=float)
        chosen = _relevant(table, kind, keys) & ~np.isnan(counts) & ~np.isnan(report.counted)[pair]
        parts.append(pd.DataFrame({"table": kind, "row": table.index[chosen], "pair": pair[chosen], "amount": counts[chosen]}))
    return pd.concat(parts[1:] or parts, ignore_index=True)


def _reports(sums: list[np.ndarray], keys: Keys) -> list[Report]:
    """What each table's sums count per pair, the strongest table first."""
    reports = [Report(found) for found in sums]
    first_to_report([[report] for report in reports], keys)
    return reports


def _counted(sums: list[np.ndarray | None], keys: Keys) -> np.ndarray:
    """One count per pair from the sums of several tables, the strongest first."""
    reports = _reports([found for found in sums if found is not None], keys)
    total = np.full(len(keys.creator), np.nan)
    for report in reports:
        total = np.where(np.isnan(total), report.counted, total + np.nan_to_num(report.counted))
    return total


def _summed(dataset: Dataset, kind: str, keys: Keys) -> dict[str, np.ndarray]:
    table = getattr(dataset, kind)
    where = _relevant(table, kind, keys)
    whole = bool(where.all())
    pair = keys.rows[kind] if whole else keys.rows[kind][where]
    sums = {}
    for name, counts in _counts(table, kind).items():
        values = counts.to_numpy(dtype=float)
        sums[name] = sums_of(pair, values if whole else values[where], len(keys.creator))
    return {name: found for name, found in sums.items() if not np.isnan(found).all()}


def _relevant(table: pd.DataFrame, kind: str, keys: Keys) -> np.ndarray:
    where = ~table["repeated_table"].to_numpy(dtype=bool)
    pair = keys.rows[kind]
    if kind in ("orders", "traffic"):
        where &= (keys.has_creator | keys.has_campaign)[pair]
    if kind == "orders":
        where &= table["cancelled_at"].isna().to_numpy()
    if kind == "posts" and keys.has_campaign[pair].any():
        where &= keys.has_campaign[pair]
    if kind in ("orders", "posts"):
        where &= ~(table["duplicate"] & table["repeated_id"]).to_numpy(dtype=bool)
    return where


def _counts(table: pd.DataFrame, kind: str) -> dict[str, pd.Series]:
    counts = {name: table[name] for name in SOURCES if name in table}
    if kind in _CONTENT:
        parts = table[_ACTIONS].sum(axis=1, min_count=1)
        counts["engagements"] = table["engagements"].fillna(parts) if "engagements" in table else parts
    if kind == "posts":
        counts["posts"] = pd.Series(1.0, table.index)
    if kind == "payouts":
        counts["orders"] = table["orders"].where(table["orders"] != 0)  # 0: paid for something else than orders
    if kind == "orders":
        counts["orders"] = table["orders"].fillna((~table["repeated_id"]).astype("float64"))
        counts["new_customers"] = table["new_customer"].astype("float64") * counts["orders"].clip(upper=1)
    return counts
