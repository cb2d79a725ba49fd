"""How far every part of cost and value is known: given by the files, estimated by a stated rule, or missing."""

import numpy as np
import pandas as pd

from lib.roi.entries import DISCOUNT, LATER, Entry
from lib.roi.lines import Money
from lib.roi.once import Report
from lib.settings import Settings
from lib.text import _

COST_PARTS = ("fee", "product", "shipping", "agency", "internal", "tools", "commission", "discount")
VALUE_PARTS = ("direct sales", "branded search", "content", "later orders")
_ELSEWHERE = ("payment", "all-in", "refunds", "list price")  # shown when the files have them


def component_table(money: Money, settings: Settings) -> pd.DataFrame:
    """Return what is known of every part of cost and value: one row per side and component, also where nothing is.

    Columns: side, component, given, estimated, amount (sums, reporting currency; missing where nothing counts), apart (known,
    but counted only on request), known (partnerships with an amount), missing (partnerships with money and none), state
    ('given', 'estimated', 'given and estimated', 'not counted', 'missing'), rule (how the estimate comes about, '' when none).
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
        self.given = self.estimated = self.apart = np.nan
        self.has = np.zeros(size, dtype=bool)
        self.seen = False

    def add(self, entry: Entry, report: Report) -> None:
        """Take in one entry: what of it counts, and for whom."""
        self.seen |= bool(len(entry.row))
        aside = np.isin(entry.status, (DISCOUNT, LATER))
        if aside.any():
            self.apart = float(np.nansum([self.apart, entry.amount[aside].sum()]))
        counted = report.counted
        known = ~np.isnan(counted)
        if known.any():
            before = getattr(self, entry.basis)
            setattr(self, entry.basis, np.nansum([before, counted[known].sum()]))
            self.has |= known

    def sums(self) -> dict[str, float]:
        """Return given, estimated and their sum, missing where nothing counts, and what is known apart."""
        both = [self.given, self.estimated]
        amount = float(np.nansum(both)) if self.has.any() else np.nan
        return {"given": both[0], "estimated": both[1], "amount": amount, "apart": self.apart}

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
