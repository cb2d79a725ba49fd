"""Deals: what one creator's part in one campaign cost and brought; the frame that comparing and planning start from."""

import numpy as np
import pandas as pd

from lib.dataset import Dataset
from lib.roi.entries import COUNTED, TABLES_WITH_MONEY, Keys
from lib.roi.lines import Money, settled_money
from lib.roi.measures import SOURCES, deal_measures
from lib.roi.value import DIRECT, LATER_ORDERS, REFUNDS, SALES, TAXES, tax_totals

MEASURES = tuple(SOURCES)


def deals(dataset: Dataset, money: Money | None = None) -> pd.DataFrame:
    """Return one row per partnership (RangeIndex): creator × campaign, and partnership model where a creator has several there.

    Money is never dropped, so either key may be missing.

    Columns: creator_key, campaign_key, platform, tier, model, category, content_type, start, cost, revenue (direct, net of
    refunds and cancellations), value (all components), tax (inside revenue, negative), net_sales (what the gross margin
    applies to: direct sales and later orders, less refunds, discounts and tax), and the counts of ``MEASURES``.
    Money of campaigns that names no creator has one row per campaign, platform and partnership model.
    Sums over deals equal sums of counted ``money_lines``; NaN where nothing is reported.
    ``money`` saves settling the same dataset again.
    """
    return deals_by_pair(dataset, money or settled_money(dataset)).reset_index(drop=True)


def deals_by_pair(dataset: Dataset, settled: Money) -> pd.DataFrame:
    """Return the deals, indexed by their pair number in ``settled.keys``."""
    keys = settled.keys
    amounts = pd.DataFrame({name: _sum(settled, **chosen) for name, chosen in _MONEY.items()})
    frame = pd.concat([amounts, deal_measures(dataset, keys)], axis=1)[[*_MONEY, *MEASURES]]
    frame = frame[frame.notna().any(axis=1)]
    pairs = frame.index
    creator_key = pd.Series(np.append(keys.creators, None)[keys.creator[pairs]], index=pairs, dtype="str")
    campaign_key = pd.Series(np.append(keys.campaigns, None)[keys.campaign[pairs]], index=pairs, dtype="str")
    known = _described(dataset, keys, creator_key).assign(creator_key=creator_key, campaign_key=campaign_key)
    return pd.concat([known[DESCRIPTION], frame], axis=1)


DESCRIPTION = ["creator_key", "campaign_key", "platform", "tier", "model", "category", "content_type", "start"]
_MONEY: dict[str, dict[str, object]] = {
    "cost": {"side": "cost"},
    "revenue": {"side": "value", "components": SALES},
    "value": {"side": "value"},
    "tax": {"side": "value", "components": (TAXES,)},
    "net_sales": {"side": "value", "components": (DIRECT, REFUNDS, TAXES, LATER_ORDERS)},
}


def _sum(money: Money, side: str, components: tuple[str, ...] = ()) -> np.ndarray:
    total = np.full(len(money.keys.creator), np.nan)
    for entry, report in zip(money.entries, money.reports, strict=True):
        if entry.side == side and (not components or entry.component in components):
            own = report.counted
            if entry.component == TAXES and components:
                own = np.where(report.fate == COUNTED, tax_totals(entry, len(total)), np.nan)
            total = np.where(np.isnan(total), own, total + np.nan_to_num(own))
    return total


def _described(dataset: Dataset, keys: Keys, creator_key: pd.Series) -> pd.DataFrame:
    """What the campaigns and other tables say of each deal, and what is known of its creator."""
    stated = _stated(dataset, keys, creator_key.index)
    account = (
        dataset.creators.set_index("creator_key")[["platform", "tier", "category"]].reindex(creator_key).set_axis(creator_key.index)
    )
    return stated.assign(
        platform=stated["platform"].fillna(account["platform"]), tier=account["tier"], category=account["category"]
    )


_TEXTS = {"platform": "platform", "model": "partnership_model", "content_type": "content_type"}
_DAYS = ("start_date", "post_date", "order_date", "paid_date", "date")


def _stated(dataset: Dataset, keys: Keys, pairs: pd.Index) -> pd.DataFrame:
    """What campaigns, else orders, posts, payouts say about a deal: the commonest platform, model, content type; the first day."""
    found = {name: pd.Series(index=pairs, dtype="str") for name in _TEXTS} | {
        "start": pd.Series(index=pairs, dtype="datetime64[us]")
    }
    for kind in TABLES_WITH_MONEY:
        table, pair = getattr(dataset, kind), keys.rows[kind]
        for name, column in _TEXTS.items():
            if column in table:
                found[name] = found[name].fillna(_commonest(pair, table[column]).reindex(pairs))
        days = next(table[name] for name in _DAYS if name in table)
        days = days.fillna(table["post_date"]) if kind == "campaigns" else days
        found["start"] = found["start"].fillna(days.groupby(pair).min().reindex(pairs))
    return pd.DataFrame(found)


def _commonest(pair: np.ndarray, texts: pd.Series) -> pd.Series:
    """The commonest text per key; ties go to the first in the alphabet, so that the order of rows does not matter."""
    if texts.isna().all():
        return pd.Series(dtype="str")
    counts = pd.Series(1, index=[pair, texts.to_numpy()])[texts.notna().to_numpy()].groupby(level=[0, 1]).sum()
    table = counts.rename("n").rename_axis(["pair", "text"]).reset_index().sort_values(["n", "text"], ascending=[False, True])
    return table.drop_duplicates("pair").set_index("pair")["text"].astype("str")
