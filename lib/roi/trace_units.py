"""How the cost of an impression, engagement, click or customer comes about: its formula in numbers and the rows behind it."""

import numpy as np
import pandas as pd

from lib.dataset import Dataset
from lib.format import money as written_money
from lib.format import number
from lib.metrics import customer_column, ratio
from lib.roi.lines import Money
from lib.roi.measures import measure_rows
from lib.roi.trace import side_lines
from lib.schema import TABLES
from lib.text import _
from lib.trace import Trace

UNIT_COSTS = {"cpm": "impressions", "cpe": "engagements", "cpc": "clicks", "cac": "new_customers"}
_FORMULAS = {
    "cpm": _("CPM = cost / impressions × 1,000 = {cost} / {units} × 1,000 = {figure}"),
    "cpe": _("Cost per engagement = cost / engagements = {cost} / {units} = {figure}"),
    "cpc": _("Cost per click = cost / clicks = {cost} / {units} = {figure}"),
    "cac": _("Cost per customer = cost / customers = {cost} / {units} = {figure}"),
}
_CALLED = {"impressions": _("Impressions"), "engagements": _("Engagements"), "clicks": _("Clicks"),
           "new_customers": _("New customers"), "orders": _("Orders")}  # fmt: skip


def unit_cost_trace(dataset: Dataset, money: Money, deals: pd.DataFrame, figure: str, pairs: np.ndarray) -> Trace:
    """Return how ``figure`` (a key of ``UNIT_COSTS``) of the deals in ``pairs`` came about.

    ``deals``: ``deals_by_pair`` of the dataset; ``pairs``: flag per pair of ``money``. Only partnerships that state both
    their cost and the unit count, as in ``lib.roi.returns``; customers are orders where no file tells new ones apart.
    """
    settings, unit = dataset.settings, UNIT_COSTS[figure]
    unit = (customer_column(deals) or unit) if figure == "cac" else unit
    both = np.zeros(len(pairs), dtype=bool)
    both[deals.index[deals["cost"].notna() & deals[unit].notna()]] = True
    counts = _count_rows(dataset, money, unit, pairs & both)
    cost = side_lines(dataset, money, {_("Cost"): "cost"}, pairs & both)
    value = ratio(cost["amount"].sum() * (1000 if figure == "cpm" else 1), counts["amount"].sum())
    told = {
        "cost": written_money(cost["amount"].sum(), settings.currency, settings.locale, cents=True),
        "units": number(counts["amount"].sum(), settings.locale),
        "figure": written_money(value, settings.currency, settings.locale, cents=True),
    }
    note = _("Only partnerships whose cost and {unit} are both known count here.", unit=_CALLED[unit].lower())
    rows = pd.concat([cost, counts], ignore_index=True)
    return Trace(figure.upper(), (_FORMULAS[figure].format(**told), note), rows)


def _count_rows(dataset: Dataset, money: Money, unit: str, pairs: np.ndarray) -> pd.DataFrame:
    """Return the rows that the units come from, with their file, row, creator and campaign."""
    found = measure_rows(dataset, money.keys, unit)
    found = found[pairs[found["pair"].astype("int64")]] if len(found) else found
    parts = []
    for kind, own in found.groupby("table", sort=False):
        source = getattr(dataset, kind).loc[own["row"], ["source_file", "source_row"]]
        file = source["source_file"].where(source["source_file"] != "", kind)
        parts.append(own.assign(part=TABLES[kind].title, file=file.to_numpy(), line=source["source_row"].to_numpy()))
    whole = pd.concat(parts) if parts else found.assign(part="", file="", line=0)
    at = whole["pair"].astype("int64")
    label = dataset.creators.set_index("creator_key")["label"].str.removeprefix("@")
    creator = pd.Series(np.append(money.keys.creators, None)[money.keys.creator[at]], index=whole.index, dtype="str")
    campaign = np.append(money.keys.campaigns, None)[money.keys.campaign[at]]
    return pd.DataFrame(
        {
            "term": _CALLED[unit], "part": whole["part"], "amount": whole["amount"].astype(float), "file": whole["file"],
            "line": whole["line"], "creator": creator.map(label), "campaign": pd.Series(campaign, whole.index, dtype="str"),
        }
    ).reset_index(drop=True)  # fmt: skip
