"""Deals: what one creator's part in one campaign cost and brought; the frame that comparing and planning start from."""

import numpy as np
import pandas as pd

from lib.dataset import Dataset
from lib.roi.entries import TABLES_WITH_MONEY, TAX, Entry, Keys
from lib.roi.lines import settled_entries
from lib.roi.measures import SOURCES, deal_measures
from lib.roi.value import DIRECT, REFUNDS

MEASURES = tuple(SOURCES)


def deals(dataset: Dataset) -> pd.DataFrame:
    """Return one row per creator × campaign (RangeIndex); money is never dropped, so either key may be missing.

    Columns: creator_key, campaign_key, platform, tier, model, category, content_type, start, cost, revenue (direct, net of
    refunds and cancellations), value (all components), tax (inside revenue), and the counts of ``MEASURES``.
    Sums over deals equal sums of counted ``money_lines``; NaN where nothing is reported.
    Whole-campaign money without a creator is one row per campaign and platform and model.
    """
    keys, entries = settled_entries(dataset)
    counts = deal_measures(dataset, keys)
    counted = [entry for entry in entries if entry.counted.any() or (entry.status == TAX).any()]
    pairs = np.union1d(counts.index, np.concatenate([keys.pair(e.creator, e.campaign) for e in counted] or [np.empty(0, int)]))
    money = pd.DataFrame({name: _money(counted, keys, pairs, **chosen) for name, chosen in _MONEY.items()}, index=pairs)
    frame = money.join(counts.reindex(pairs)).reindex(columns=[*_MONEY, *MEASURES])
    frame = frame[frame.notna().any(axis=1)]
    creator, campaign = np.divmod(frame.index.to_numpy(), len(keys.campaigns) + 1)
    frame.insert(0, "creator_key", pd.array(np.append(keys.creators, None)[creator], dtype="str"))
    frame.insert(1, "campaign_key", pd.array(np.append(keys.campaigns, None)[campaign], dtype="str"))
    return _described(frame, dataset, keys)


_MONEY: dict[str, dict[str, object]] = {
    "cost": {"side": "cost"},
    "revenue": {"side": "value", "components": (DIRECT, REFUNDS)},
    "value": {"side": "value"},
    "tax": {"side": "value", "components": ("tax",), "taxes": True},
}


def _money(
    entries: list[Entry], keys: Keys, pairs: np.ndarray, side: str, components: tuple[str, ...] = (), taxes: bool = False
) -> np.ndarray:
    chosen = [entry for entry in entries if entry.side == side and (not components or entry.component in components)]
    total, items = np.zeros(len(pairs)), np.zeros(len(pairs), dtype=np.int64)
    for entry in chosen:
        counts = entry.status == TAX if taxes else entry.counted
        position = np.searchsorted(pairs, keys.pair(entry.creator[counts], entry.campaign[counts]))
        total += np.bincount(position, entry.amount[counts], len(pairs))
        items += np.bincount(position, minlength=len(pairs))
    return np.where(items > 0, total, np.nan)


def _described(frame: pd.DataFrame, dataset: Dataset, keys: Keys) -> pd.DataFrame:
    creators = dataset.creators.set_index("creator_key")
    stated = _stated(dataset, keys, frame.index)
    account = creators.reindex(frame["creator_key"]).set_axis(frame.index)
    first = pd.DataFrame(
        {
            "creator_key": frame["creator_key"],
            "campaign_key": frame["campaign_key"],
            "platform": stated["platform"].fillna(account["platform"]),
            "tier": account["tier"],
            "model": stated["model"],
            "category": account["category"],
            "content_type": stated["content_type"],
            "start": stated["start"],
        }
    )
    return pd.concat([first, frame.drop(columns=["creator_key", "campaign_key"])], axis=1).reset_index(drop=True)


_TEXTS = {"platform": "platform", "model": "partnership_model", "content_type": "content_type"}
_DAYS = ("start_date", "post_date", "order_date", "paid_date", "date")


def _stated(dataset: Dataset, keys: Keys, pairs: pd.Index) -> pd.DataFrame:
    """What campaigns, else orders, posts, payouts say about a deal: the commonest platform, model, content type; the first day."""
    found = {name: pd.Series(index=pairs, dtype="str") for name in _TEXTS} | {
        "start": pd.Series(index=pairs, dtype="datetime64[us]")
    }
    for kind in TABLES_WITH_MONEY:
        table, pair = getattr(dataset, kind), keys.pair(*keys.rows[kind])
        for name, column in _TEXTS.items():
            if column in table:
                found[name] = found[name].fillna(_commonest(pair, table[column]).reindex(pairs))
        days = next(table[name] for name in _DAYS if name in table)
        days = days.fillna(table["post_date"]) if kind == "campaigns" else days
        found["start"] = found["start"].fillna(days.groupby(pair).min().reindex(pairs))
    return pd.DataFrame(found)


def _commonest(pair: np.ndarray, texts: pd.Series) -> pd.Series:
    """The commonest text per key; ties go to the first in the alphabet, so that the order of rows does not matter."""
    counts = pd.Series(1, index=[pair, texts.to_numpy()])[texts.notna().to_numpy()].groupby(level=[0, 1]).sum()
    table = counts.rename("n").rename_axis(["pair", "text"]).reset_index().sort_values(["n", "text"], ascending=[False, True])
    return table.drop_duplicates("pair").set_index("pair")["text"].astype("str")
