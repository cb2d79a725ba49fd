"""The break-even fee: what a creator, a campaign or a partnership model could have been paid at most without a loss."""

import numpy as np
import pandas as pd

from lib.dataset import Dataset
from lib.roi.deals import deals_by_pair
from lib.roi.lines import Money, settled_money
from lib.roi.returns import NOT_ASSIGNED, group_labels, labels_of, summarise

PAID = ("fee", "payment", "all-in")  # what a creator's fee may stand in


def break_even_fee(
    dataset: Dataset, by: str | None = "creator", money: Money | None = None, deals: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Return per creator, campaign, platform, tier or partnership model (``by`` as in ``lib.roi.returns``) the fee at zero profit.

    Columns: n (partnerships with money), fee (paid; all-in costs where only those are known), profit, break_even_fee =
    fee + profit, at least 0: all else unchanged, a higher fee means a loss. Reporting currency; missing where the group has
    no cost, or neither sales nor other value. ``money`` (``settled_money``) and ``deals`` (``deals_by_pair`` of it) save
    counting again.
    """
    settled = money or settled_money(dataset)
    frame = deals_by_pair(dataset, settled) if deals is None else deals
    labels = group_labels(dataset, by)
    summary = summarise(frame, labels, dataset.settings)
    paid = fees_paid(settled).reindex(frame.index).groupby(labels_of(frame, labels)).sum().reindex(summary.index)
    sold = summary["value"].notna() & (summary.index != NOT_ASSIGNED)
    return summary[["n"]].assign(
        fee=paid, profit=summary["profit"], break_even_fee=(paid + summary["profit"]).clip(lower=0).where(sold)
    )


def fees_paid(money: Money) -> pd.Series:
    """Return what was paid to creators per pair of ``money.keys``; 0 where nothing is stated."""
    fees = np.zeros(len(money.keys.creator))
    for entry, report in zip(money.entries, money.reports, strict=True):
        if entry.side == "cost" and entry.component in PAID:
            fees += np.nan_to_num(report.counted)
    return pd.Series(fees)
