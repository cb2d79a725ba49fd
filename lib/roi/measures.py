"""Counts of a deal: engagements, impressions, clicks, orders …, each taken from the table that knows it best, once."""

import numpy as np
import pandas as pd

from lib.dataset import Dataset
from lib.roi.entries import COUNTED, Entry, Keys
from lib.roi.once import first_to_report

_CONTENT = ("campaigns", "posts")
SOURCES: dict[str, tuple[str, ...]] = {
    "impressions": _CONTENT, "reach": _CONTENT, "views": _CONTENT, "likes": _CONTENT, "comments": _CONTENT, "shares": _CONTENT,
    "saves": _CONTENT, "engagements": _CONTENT, "clicks": ("campaigns", "posts", "traffic"),
    "posts": ("posts",), "orders": ("orders", "campaigns", "posts", "payouts", "traffic"), "new_customers": ("orders", "campaigns"),
}  # fmt: skip
_ACTIONS = ["likes", "comments", "shares", "saves"]


def deal_measures(dataset: Dataset, keys: Keys) -> pd.DataFrame:
    """Return the counts per creator × campaign number (index), NaN where no table reports one.

    A count that several tables report is read from the first of ``SOURCES``, as sales are. Where any post names its
    campaign, posts without one are the creator's own content and left out.
    """
    tables = {kind: _summed(dataset, kind, keys) for kind in keys.rows}
    pairs = np.unique(np.concatenate([table.index for table in tables.values()]))
    counts = {name: _counted([tables[kind].get(name) for kind in kinds], keys, pairs) for name, kinds in SOURCES.items()}
    return pd.DataFrame(counts, index=pairs)


def _counted(reports: list[pd.Series | None], keys: Keys, pairs: np.ndarray) -> np.ndarray:
    """One count per key from the reports of several tables, the strongest first."""
    known = [report.dropna() for report in reports if report is not None]
    entries = [_entry(report, keys) for report in known]
    if len(entries) > 1:
        entries = first_to_report(entries, [[i] for i in range(len(entries))], keys)
    position = np.concatenate(
        [np.searchsorted(pairs, report.index[entry.counted]) for report, entry in zip(known, entries, strict=True)] or [[]]
    )
    amount = np.concatenate([entry.amount[entry.counted] for entry in entries] or [[]])
    return _sum(position.astype(np.int64), amount, len(pairs))


def _entry(report: pd.Series, keys: Keys) -> Entry:
    creator, campaign = np.divmod(report.index.to_numpy(), len(keys.campaigns) + 1)
    amount, status = report.to_numpy(), np.full(len(report), COUNTED, dtype=np.int8)
    return Entry("", "count", str(report.name), "given", np.arange(len(report)), amount, amount, status, creator, campaign)


def _summed(dataset: Dataset, kind: str, keys: Keys) -> pd.DataFrame:
    table = getattr(dataset, kind)
    pair, where = keys.pair(*keys.rows[kind]), _relevant(dataset, kind, keys)
    counts = _counts(table, kind)
    names = [name for name in counts if counts[name].notna().any()]
    codes, distinct = pd.factorize(pair[where])
    sums = {name: _sum(codes, counts[name].to_numpy(dtype=float)[where], len(distinct)) for name in names}
    return pd.DataFrame(sums, index=distinct)


def _sum(codes: np.ndarray, values: np.ndarray, size: int) -> np.ndarray:
    known = ~np.isnan(values)
    sums = np.bincount(codes[known], values[known], size)
    return np.where(np.bincount(codes[known], minlength=size) > 0, sums, np.nan)


def _relevant(dataset: Dataset, kind: str, keys: Keys) -> np.ndarray:
    table = getattr(dataset, kind)
    creator, campaign = keys.rows[kind]
    where = ~table["repeated_table"].to_numpy(dtype=bool)
    if kind in ("orders", "traffic"):
        where &= (creator < len(keys.creators)) | (campaign < len(keys.campaigns))
    if kind == "orders":
        where &= table["cancelled_at"].isna().to_numpy()
    if kind == "posts" and (campaign < len(keys.campaigns)).any():
        where &= campaign < len(keys.campaigns)
    identifier = {"orders": "order_id", "posts": "post_id"}.get(kind)
    if identifier:
        where &= ~(table["duplicate"] & table[identifier].notna()).to_numpy(dtype=bool)
    return where


def _counts(table: pd.DataFrame, kind: str) -> dict[str, pd.Series]:
    counts = {name: table[name] for name in SOURCES if name in table}
    if kind in _CONTENT:
        parts = table[_ACTIONS].sum(axis=1, min_count=1)
        counts["engagements"] = table["engagements"].fillna(parts) if "engagements" in table else parts
    if kind == "posts":
        counts["posts"] = pd.Series(1.0, table.index)
    if kind == "orders":
        once = (~table["order_id"].duplicated() | table["order_id"].isna()).astype("float64")
        counts["orders"] = table["orders"].fillna(once)
        counts["new_customers"] = table["new_customer"].astype("float64") * counts["orders"].clip(upper=1)
    return counts
