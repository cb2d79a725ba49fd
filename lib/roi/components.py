"""What makes up a return: cost and value by component, the way to profit, what did not count and why."""

import numpy as np
import pandas as pd

from lib.roi.entries import ZERO
from lib.roi.lines import Money
from lib.settings import Settings
from lib.text import _

LABELS = {
    "fee": _("creator fees"), "payment": _("payments"), "all-in": _("all-in costs"), "product": _("products"),
    "shipping": _("shipping"), "agency": _("agency"), "internal": _("own time"), "tools": _("tools"),
    "commission": _("commission"), "budget": _("budget"), "discount": _("discounts"), "tax": _("tax"),
    "direct sales": _("direct sales"), "refunds": _("refunds"), "content": _("reusable content"),
    "branded search": _("branded search"), "list price": _("discounts added back"), "later orders": _("later orders"),
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

    ``tax`` is the (negative) tax inside sales. The cost of goods is (1 − gross margin) × (direct sales − refunds − tax), later
    orders included.
    Without any known cost there is no last step 'profit'.
    """
    value = sums[sums["side"] == "value"]
    cost = sums[sums["side"] == "cost"].sort_values("amount", ascending=False)
    sales = value.loc[value["component"].isin(["direct sales", "refunds", "later orders"]), "amount"].sum()
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
