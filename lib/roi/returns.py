"""What the money returned, in total or per creator, campaign, platform, tier or partnership model."""

import numpy as np
import pandas as pd

from lib.dataset import Dataset
from lib.metrics import customer_column, ratio, roi
from lib.roi.deals import MEASURES, deals
from lib.roi.pairs import paired
from lib.settings import Settings

NOT_ASSIGNED = "not assigned"
COLUMNS = ["cost", "revenue", "value", "profit", "roi", "roi_direct", "roas", "cpm", "cpe", "cpc", "cac", "n"]
_BY = {"campaign": "campaign_key", "platform": "platform", "tier": "tier", "model": "model"}


def returns(dataset: Dataset, by: str | None = None) -> pd.DataFrame:
    """Return cost, value and their ratios: one row 'total', or one per value of ``by``.

    by: None, 'creator' (index creator_id, else handle), 'campaign', 'platform', 'tier' or 'model'.

    cost, revenue (direct, net of refunds), value (all components) and profit in the reporting currency; roi and roi_direct
    as fractions; roas; cpm, cpe, cpc, cac from the deals (or creators) that know both cost and the unit; n deals with money.
    Money without the key stands in the row 'not assigned'. profit = value − tax in it − (1 − gross margin) × net sales − cost,
    missing where no cost is known; net sales: direct sales and later orders, less refunds, discounts and tax.
    """
    return summarise(deals(dataset), group_labels(dataset, by), dataset.settings)


def group_labels(dataset: Dataset, by: str | None) -> str | pd.Series | None:
    """Return what ``summarise`` groups by: a column of deals, a map from creator_key to creator, or None for the total."""
    if by is None:
        return None
    if by == "creator":
        return dataset.creators.set_index("creator_key")["creator"]
    if by not in _BY:
        raise ValueError(f"by must be None, 'creator' or one of {sorted(_BY)}, not {by!r}")
    return _BY[by]


def summarise(frame: pd.DataFrame, by: str | pd.Series | None, settings: Settings) -> pd.DataFrame:
    """Return the columns of ``returns`` and the summed counts of deals ``frame`` per group (see ``group_labels``)."""
    sums = ["cost", "revenue", "value", "tax", "net_sales", *MEASURES]
    labels = labels_of(frame, by)
    work = frame[sums].assign(n=frame[["cost", "value"]].notna().any(axis=1).astype(float))
    grouped = work.groupby(labels).sum(min_count=1)
    if by is None and grouped.empty:
        grouped = work.sum(min_count=1).to_frame("total").T.assign(n=0)
    grouped = grouped.assign(**_units_with_cost(frame, labels))
    grouped.index.name = None if by is None else "creator" if isinstance(by, pd.Series) else by
    return _with_ratios(grouped, settings)


def labels_of(frame: pd.DataFrame, by: str | pd.Series | None) -> pd.Series:
    """Return the group that each deal belongs to; 'not assigned' where it lacks the key."""
    if by is None:
        return pd.Series("total", index=frame.index, dtype="str")
    label = frame["creator_key"].map(by) if isinstance(by, pd.Series) else frame[by]
    return label.astype("str").fillna(NOT_ASSIGNED)


def _units_with_cost(frame: pd.DataFrame, labels: pd.Series) -> dict[str, pd.Series]:
    """Return per group the sums of each unit and of its cost, from deals (or creators: see ``paired``) that know both."""
    customers = customer_column(frame)
    units = {"cpm": frame["impressions"] / 1000, "cpe": frame["engagements"], "cpc": frame["clicks"]}
    units["cac"] = frame[customers] if customers else pd.Series(np.nan, index=frame.index)
    found = {}
    for name, unit in units.items():
        rows = frame[["creator_key", "campaign_key", "cost"]].assign(label=labels, unit=unit)
        rows = paired(rows, ["label"], ("unit", "cost"), silence_is_zero=False).dropna(subset=["unit", "cost"])
        sums = rows.groupby("label")[["unit", "cost"]].sum()
        found |= {f"{name}_units": sums["unit"], f"{name}_cost": sums["cost"]}
    return found


def _with_ratios(sums: pd.DataFrame, settings: Settings) -> pd.DataFrame:
    value, revenue, cost = sums["value"], sums["revenue"], sums["cost"]
    goods = (1 - settings.gross_margin) * sums["net_sales"].fillna(0)
    kept = value.fillna(0) + sums["tax"].fillna(0) - goods - cost.fillna(0)
    ratios = {name: ratio(sums[f"{name}_cost"], sums[f"{name}_units"]) for name in ("cpm", "cpe", "cpc", "cac")}
    frame = sums.assign(
        profit=kept.where(cost.notna()),
        n=sums["n"].fillna(0).astype("int64"),
        roi=roi(value, cost),
        roi_direct=roi(revenue, cost),
        roas=ratio(revenue, cost),
        **ratios,
    )
    return frame[[*COLUMNS, "tax", "net_sales", *MEASURES]]
