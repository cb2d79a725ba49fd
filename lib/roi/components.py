"""What makes up a return: cost and value by component, what did not count and why, formulas in numbers."""

import numpy as np
import pandas as pd

from lib.dataset import Dataset
from lib.format import money as written_money
from lib.format import number, percent
from lib.roi.entries import ZERO
from lib.roi.lines import Money
from lib.roi.returns import labels_of
from lib.settings import Settings
from lib.text import _

LABELS = {
    "fee": _("creator fees"), "payment": _("payments"), "all-in": _("all-in costs"), "product": _("products"),
    "shipping": _("shipping"), "agency": _("agency"), "internal": _("own time"), "tools": _("tools"),
    "commission": _("commission"), "budget": _("budget"), "discount": _("discounts"), "tax": _("tax"),
    "direct sales": _("direct sales"), "refunds": _("refunds"), "content": _("reusable content"),
    "branded search": _("branded search"),
}  # fmt: skip


def component_sums(money: Money, pairs: np.ndarray | None = None) -> pd.DataFrame:
    """Return one row per side, component and basis that counts: side, component, basis, amount, items.

    ``pairs`` (flag per pair) keeps only their money; refunds are negative.
    """
    here = np.ones(len(money.keys.creator), dtype=bool) if pairs is None else pairs
    rows = []
    for entry, report in zip(money.entries, money.reports, strict=True):
        counts = np.isin(entry.status, (0, ZERO)) & (report.fate[entry.pair] == 0) & here[entry.pair]
        if counts.any():
            rows.append((entry.side, entry.component, entry.basis, entry.amount[counts].sum(), int(counts.sum())))
    frame = pd.DataFrame(rows, columns=["side", "component", "basis", "amount", "items"])
    return frame.groupby(["side", "component", "basis"], as_index=False, sort=False)[["amount", "items"]].sum()


def steps_to_profit(sums: pd.DataFrame, tax: float, settings: Settings) -> pd.DataFrame:
    """Return the way from sales to profit: step, amount (costs negative), kind ('value', 'cost', 'total'), estimated.

    ``tax`` is the (negative) tax inside sales. The cost of goods is (1 − gross margin) × (direct sales − refunds − tax).
    Without any known cost there is no last step 'profit'.
    """
    value = sums[sums["side"] == "value"]
    cost = sums[sums["side"] == "cost"].sort_values("amount", ascending=False)
    sales = value.loc[value["component"].isin(["direct sales", "refunds"]), "amount"].sum()
    goods = -(1 - settings.gross_margin) * (sales + tax)
    steps = [
        (row.component, row.amount, "value" if row.amount >= 0 else "cost", row.basis == "estimated") for row in value.itertuples()
    ]
    steps += [(name, amount, "cost", False) for name, amount in ((_("tax in sales"), tax), (_("cost of goods"), goods)) if amount]
    steps += [(row.component, -row.amount, "cost", row.basis == "estimated") for row in cost.itertuples()]
    if len(cost):
        steps.append((_("profit"), sum(amount for _name, amount, *_rest in steps), "total", False))
    return pd.DataFrame(steps, columns=["step", "amount", "kind", "estimated"])


def uncounted(lines: pd.DataFrame) -> pd.DataFrame:
    """Return why money did not count: component, table, note, currency, items, amount (in that currency)."""
    left = lines[~lines["counted"] & (lines["own_amount"] != 0)]
    groups = ["component", "table", "note", "currency"]
    found = left.groupby(groups, as_index=False, observed=True).agg(items=("own_amount", "size"), amount=("own_amount", "sum"))
    return found.sort_values("amount", key=abs, ascending=False, ignore_index=True)


def pairs_of_group(money: Money, frame: pd.DataFrame, by: str | pd.Series | None, label: str) -> np.ndarray:
    """Return which pairs of ``money`` belong to the deals (indexed by pair) of group ``label``."""
    flag = np.zeros(len(money.keys.creator), dtype=bool)
    flag[frame.index[(labels_of(frame, by) == label).to_numpy()]] = True
    return flag


def formulas(row: pd.Series, settings: Settings) -> list[str]:
    """Return how ROI, direct ROI, ROAS and profit of one row of returns come about, with its numbers filled in."""
    where = settings.locale
    known = row.fillna({"tax": 0.0})
    written = {name: written_money(known[name], settings.currency, where) for name in ("cost", "value", "revenue", "profit")}
    written |= {name: percent(known[name], where, 0) for name in ("roi", "roi_direct")}
    written |= {"roas": number(known["roas"], where, 2), "margin": percent(settings.gross_margin, where, 0)}
    written["tax"] = written_money(-known["tax"], settings.currency, where)
    written["other"] = written_money(known["value"] - np.nan_to_num(known["revenue"]), settings.currency, where)
    found = [
        _("ROI = (value − cost) / cost = ({value} − {cost}) / {cost} = {roi}", **written),
        _("ROI, direct sales only = ({revenue} − {cost}) / {cost} = {roi_direct}", **written),
        _("ROAS = direct sales / cost = {revenue} / {cost} = {roas}", **written),
    ]
    if known["tax"]:
        return [
            *found,
            _("Profit = ({revenue} − {tax} tax) × {margin} margin + {other} other value − {cost} = {profit}", **written),
        ]
    return [*found, _("Profit = {revenue} × {margin} margin + {other} other value − {cost} = {profit}", **written)]


def traced(dataset: Dataset, lines: pd.DataFrame) -> pd.DataFrame:
    """Return ledger lines ready to read: with the file and row they stand in, what they are called, creator and campaign."""
    parts = []
    for kind in lines["table"].cat.categories:
        own = lines[lines["table"] == kind]
        source = getattr(dataset, kind)[["source_file", "source_row"]].reindex(own["row"]).set_axis(own.index)
        parts.append(own.assign(file=source["source_file"].where(source["source_file"] != "", kind), line=source["source_row"]))
    whole = pd.concat(parts).sort_index() if parts else lines.assign(file="", line=0)
    label = dataset.creators.set_index("creator_key")["label"].str.removeprefix("@")  # a spreadsheet takes @ for a formula
    return pd.DataFrame(
        {
            "component": whole["component"].map(LABELS).astype("str"),
            "amount": whole["amount"],
            "counted": whole["counted"],
            "note": whole["note"].astype("str"),
            "basis": whole["basis"].astype("str"),
            "table": whole["table"].astype("str"),
            "file": whole["file"],
            "line": whole["line"],
            "creator": whole["creator_key"].astype("str").map(label),
            "campaign": whole["campaign_key"].astype("str"),
            "currency": whole["currency"].astype("str"),
            "own_amount": whole["own_amount"],
        }
    ).reset_index(drop=True)
