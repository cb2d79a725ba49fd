"""What makes up a return: cost and value by component, the way to profit, what did not count and why."""

import numpy as np
import pandas as pd

from lib.roi.entries import ZERO, Entry
from lib.roi.lines import Money
from lib.roi.once import Report
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


COST_PARTS = ("fee", "product", "shipping", "agency", "internal", "tools", "commission", "discount")
VALUE_PARTS = ("direct sales", "branded search", "content", "later orders")
_ELSEWHERE = ("payment", "all-in", "refunds", "list price")  # shown when the files have them


def component_table(money: Money, settings: Settings) -> pd.DataFrame:
    """Return what is known of every part of cost and value: one row per side and component, also where nothing is.

    Columns: side, component, given, estimated, amount (sums, reporting currency; missing where nothing counts), known
    (partnerships with an amount), missing (partnerships with money and none), state ('given', 'estimated', 'given and
    estimated', 'not counted', 'missing'), rule (how the estimate comes about, '' when none).
    """
    size = len(money.keys.creator)
    anything, rows = np.zeros(size, dtype=bool), []
    found: dict[tuple[str, str], _Part] = {}
    for entry, report in zip(money.entries, money.reports, strict=True):
        part = found.setdefault((entry.side, entry.component), _Part(size))
        part.add(entry, report)
        if entry.component not in ("budget", "tax"):
            anything |= ~np.isnan(report.counted)
    for side, parts in (("cost", COST_PARTS), ("value", VALUE_PARTS)):
        more = [name for name in _ELSEWHERE if (side, name) in found and found[side, name].has.any()]
        for name in (*parts, *more):
            part = found.get((side, name), _Part(size))
            rows.append(
                {"side": side, "component": name, **part.sums(), "known": int(part.has.sum()),
                 "missing": int((anything & ~part.has).sum()), "state": part.state(), "rule": rule(name, part, settings)}
            )  # fmt: skip
    return pd.DataFrame(rows)


class _Part:
    """One component while its entries are gathered."""

    def __init__(self, size: int) -> None:
        self.given = self.estimated = np.nan
        self.has = np.zeros(size, dtype=bool)
        self.seen = False

    def add(self, entry: Entry, report: Report) -> None:
        """Take in one entry: what of it counts, and for whom."""
        self.seen |= bool(len(entry.row))
        counted = report.counted
        known = ~np.isnan(counted)
        if known.any():
            before = getattr(self, entry.basis)
            setattr(self, entry.basis, np.nansum([before, counted[known].sum()]))
            self.has |= known

    def sums(self) -> dict[str, float]:
        """Return given, estimated and their sum; missing where nothing counts."""
        both = [self.given, self.estimated]
        return {"given": both[0], "estimated": both[1], "amount": float(np.nansum(both)) if self.has.any() else np.nan}

    def state(self) -> str:
        """Return how the component is known."""
        given, estimated = (value == value for value in (self.given, self.estimated))
        if given and estimated:
            return "given and estimated"
        return "given" if given else "estimated" if estimated else "not counted" if self.seen else "missing"


def rule(component: str, part: _Part, settings: Settings) -> str:
    """Return by what rule a component is estimated, '' where it is not."""
    rules = {
        "internal": _("Hours × hourly cost, where no cost of own time is stated."),
        "product": _("The same value for every gift whose product cost is not stated."),
        "commission": _("Rate × direct sales, for models paid on sales whose commission is not stated."),
        "tools": SHARING[settings.tools_shared],
        "content": _("As your files value it, or posts × value per post where they do not."),
        "branded search": _("As your files estimate it."),
        "later orders": _("Later orders of customers whose first order a creator brought, net of refunds and tax."),
        "discount": _("Counted as a cost only on request; sales then count at list price."),
    }
    return rules.get(component, "") if part.estimated == part.estimated or part.state() == "not counted" else ""


SHARING = {
    "cost": _("One sum shared in proportion to each partnership's other cost."),
    "partnerships": _("One sum shared equally over partnerships."),
    "campaigns": _("One sum shared evenly over campaigns, then over the partnerships of each."),
}


def uncounted(lines: pd.DataFrame) -> pd.DataFrame:
    """Return why money did not count: component, table, note, currency, items, amount (in that currency)."""
    left = lines[~lines["counted"] & (lines["own_amount"] != 0)]
    groups = ["component", "table", "note", "currency"]
    found = left.groupby(groups, as_index=False, observed=True).agg(items=("own_amount", "size"), amount=("own_amount", "sum"))
    return found.sort_values("amount", key=abs, ascending=False, ignore_index=True)
