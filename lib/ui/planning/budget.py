"""The budget page's result: what the plan is worth, in a sentence, four figures, and what moves."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd
import streamlit as st

from lib.allocation.plan import Estimate, today
from lib.allocation.proposal import Proposal, Wishes, propose
from lib.allocation.response import SegmentCurve
from lib.allocation.stack import Stack
from lib.allocation.totals import Goal
from lib.charts import budget as charts
from lib.format import compact, compact_money, money, number, percent
from lib.settings import Settings
from lib.text import _
from lib.ui.parts import chart, safe_markdown
from lib.ui.planning.budget_fit import PERIODS, Fitted, Scope

PLAN = "plan"  # session key under which the plan is handed to the what-if page: {segment: spend}
HELP = {
    "value": _("From shrunk estimates; below, against today's split of the same money."),
    "return": _("What every unit of the budget brings beyond itself."),
    "cost": _("The whole budget for each of them, on average."),
    "last": _("What the budget's last money brings. Below its own amount, it costs more than it returns."),
    "tests": _("What the reserve gives up against the best plan without tests; 0 when the tests should pay for themselves."),
}
_NEXT = 100.0  # "the next $100"
_NOTICEABLE = 0.002  # of the expected value


@dataclass(frozen=True)
class Result:
    """A proposal with the segments behind it and the workspace's way of writing figures.

    ``segments`` and ``drawn`` hold the user's own curves where there are any; ``measured`` what was fitted.
    """

    segments: list[SegmentCurve]
    drawn: Stack
    measured: Fitted
    wishes: Wishes
    goal: Goal
    scope: Scope
    settings: Settings

    @cached_property
    def proposal(self) -> Proposal:
        """Return the best plan within the wishes; raises PlanError when they clash."""
        return propose(self.segments, self.drawn, self.wishes, _NEXT)

    @property
    def table(self) -> pd.DataFrame:
        """Return the proposal's table."""
        return self.proposal.table

    @property
    def months(self) -> int:
        """Return the length of the planning period."""
        return self.scope.months

    @property
    def spent(self) -> float:
        """Return what the plan spends."""
        return float(self.table["plan"].sum())

    def money(self, value: float) -> str:
        """Write an amount in the workspace's currency."""
        return compact_money(value, self.settings.currency, self.settings.locale)

    def exact(self, value: float) -> str:
        """Write an amount in whole units of the workspace's currency."""
        return money(value, self.settings.currency, self.settings.locale, cents=False)

    def worth(self, value: float) -> str:
        """Write an amount of what the plan aims at: money, customers or people."""
        if not self.scope.objective.counts:
            return self.money(value)
        return number(value, self.settings.locale, 1) if abs(value) < 100 else compact(value, self.settings.locale)

    def worth_exact(self, value: float) -> str:
        """Write an amount of what the plan aims at in whole units of money, or with one decimal."""
        if not self.scope.objective.counts:
            return self.exact(value)
        return number(value, self.settings.locale, 1 if abs(value) < 100 else 0)

    def signed(self, value: float) -> str:
        """Write a difference in what the plan aims at with its sign."""
        return f"+{self.worth(value)}" if value > 0 else self.worth(value)

    def chance(self, value: float) -> str:
        """Write a probability; never as certain."""
        if value > 0.99:
            return _("over {share}", share=percent(0.99, self.settings.locale, 0))
        return percent(value, self.settings.locale, 0)

    def spread(self, found: Estimate) -> str:
        """Write an estimate's 90 % interval."""
        return _("{low} and {high}", low=self.signed(found.low), high=self.signed(found.high))


def headline(r: Result) -> str:
    """Return the finding in one sentence."""
    if r.goal.kind != "budget":
        return _goal_in_words(r)
    table, lift = r.table, r.proposal.lift
    moved = float(table["change"].clip(lower=0).sum())
    noticeable = _NOTICEABLE * max(abs(r.proposal.value.expected), 1e-9)
    if moved < 0.005 * max(r.wishes.total, 1.0) or not len(table):
        return _("Today's split is already the best one within your limits")
    if lift.expected < -noticeable:
        return _("Your limits and tests cost {lift} against today's split", lift=_more(r, -lift.expected))
    if lift.expected < noticeable:
        return _("Within your limits no split returns noticeably more than today's")
    proven = (table["change"] - table["tests"]).idxmax()  # a test is not where the money is expected to earn most
    ends = {"top": table.loc[proven, "segment"], "bottom": table.loc[table["change"].idxmin(), "segment"]}
    found = {"moved": r.money(moved), "lift": _more(r, lift.expected), **ends}
    return _("Move {moved}, above all from {bottom} to {top}: expect {lift} more from the same budget", **found)


def _more(r: Result, value: float) -> str:
    """Write an amount with the name of what it counts."""
    named = {"new_customers": _("{n} new customers"), "authentic_reach": _("{n} authentic people")}
    form = named.get(r.scope.objective.aim)
    return _(form, n=r.worth(value)) if form else r.worth(value)


def _goal_in_words(r: Result) -> str:
    said = {"total": r.money(r.spent), "worth": _more(r, r.proposal.value.expected)}
    if r.goal.kind == "range":
        ends = {"low": r.money(r.goal.amount), "high": r.money(r.goal.highest)}
        return _("Between {low} and {high}, {total} pays best: expect {worth}", **ends, **said)
    if r.goal.kind == "value":
        return _("{total} is the least that should bring {worth}", **said)
    if r.scope.objective.counts:
        return _("Up to {total} each costs {cost} at most: expect {worth}", cost=r.exact(1 / r.goal.amount), **said)
    roi = percent(r.goal.amount - 1, r.settings.locale, 0)
    return _("Up to {total} the budget keeps a return of {roi}: expect {worth}", roi=roi, **said)


def key_figures(r: Result) -> None:
    """Draw the four figures that matter and the sentences about how sure they are."""
    p = r.proposal
    last = p.allocation.shadow_price * _NEXT if r.wishes.risk == "mean" else np.nan
    rows = (
        (_expected_label(r), r.worth(_net(r, p.value.expected)), r.signed(p.lift.expected), HELP["value"]),
        _rate(r),
        (_("Last {hundred} return", hundred=r.exact(_NEXT)), r.worth_exact(last) if np.isfinite(last) else "–", None, HELP["last"]),
        (_("Testing costs"), r.worth(p.reserve_cost), None, HELP["tests"]),
    )
    for column, (label, value, delta, hint) in zip(st.columns(4, gap="small"), rows, strict=True):
        column.metric(safe_markdown(label), value, delta, help=hint)
    st.caption(safe_markdown(" ".join(s for s in _how_sure(r) if s)))


def _net(r: Result, value: float) -> float:
    """Return the value less the spend where the aim is profit."""
    return value - r.spent if r.scope.objective.aim in ("profit", "mix") else value


def _expected_label(r: Result) -> str:
    return {
        "profit": _("Expected profit"),
        "revenue": _("Expected revenue"),
        "new_customers": _("New customers expected"),
        "authentic_reach": _("Authentic reach expected"),
        "mix": _("Expected net worth"),
    }[r.scope.objective.aim]


def _rate(r: Result) -> tuple[str, str, None, str]:
    value, spent = r.proposal.value.expected, r.spent
    if r.scope.objective.counts:
        label = _("Cost per customer") if r.scope.objective.aim == "new_customers" else _("Cost per thousand")
        each = spent / value * (1 if r.scope.objective.aim == "new_customers" else 1_000) if value > 0 else np.nan
        return label, money(each, r.settings.currency, r.settings.locale), None, HELP["cost"]
    roi = percent(value / spent - 1 if spent > 0 else np.nan, r.settings.locale, 0)
    return _("Return on the budget"), roi, None, HELP["return"]


def _how_sure(r: Result) -> list[str]:
    p = r.proposal
    said = {"chance": r.chance(p.lift.above_zero), "spread": r.spread(p.lift)}
    found = [_("Better than today's split with {chance} probability; the gain lies between {spread} (90% range).", **said)]
    equal = {"lift": r.signed(p.lift_over_equal.expected), "spread": r.spread(p.lift_over_equal)}
    found.append(_("Against an equal split: {lift} (between {spread}).", **equal))
    if r.wishes.risk != "mean":
        worst = r.worth(_net(r, p.value.worst_tenth))
        found.append(_("In the worst tenth of outcomes it averages {worst}.", worst=worst))
    mine = [segment.name for segment in r.segments if segment.bent]
    found.append(_("Curves set by you: {names}.", names=_(", ").join(mine)) if mine else "")
    return [*found, *p.allocation.messages, _beyond(r)]


def _beyond(r: Result) -> str:
    far = r.table.loc[r.table["beyond"], "segment"].tolist()
    if not far:
        return ""
    if len(far) > 3:
        return _("{n} segments go beyond any spend tried so far: raise them in steps.", n=len(far))
    return _("{names} would go beyond any spend tried so far: raise in steps.", names=_(", ").join(far))


def moves(r: Result, key: str = "budget_moves") -> None:
    """Draw from today to the plan per segment, the largest moves first."""
    table = r.table[(r.table["today"] > 0) | (r.table["plan"] > 0)]
    table = table.reindex(table["change"].abs().sort_values(ascending=False, kind="stable").index).head(16)
    table = table.sort_values("change", ascending=False, kind="stable")
    shown = table.assign(text=[_signed_whole(r, v) for v in table["change"]], segment=[named(r, s) for s in table["segment"]])
    axis = _("Spend per {period} ({currency})", period=period_name(r.months), currency=r.settings.currency)
    alt = _("Spend per segment today and in the plan. {finding}.", finding=headline(r))
    chart(charts.moves(shown, axis, (_("Today"), _("Plan"))), alt=alt, key=key)


def named(r: Result, name: str) -> str:
    """Return a segment's name, marked when the user set its curve."""
    mine = {segment.name for segment in r.segments if segment.bent}
    return _("{name} (your curve)", name=name) if name in mine else name


def _signed_whole(r: Result, value: float) -> str:
    return f"+{r.exact(value)}" if value > 0 else r.exact(value)


def period_name(months: int) -> str:
    """Return what a planning period is called."""
    return PERIODS[months]


def certificate(r: Result) -> str:
    """Return how exact the plan is, in words."""
    gap, risk = r.proposal.allocation.gap, r.wishes.risk
    if risk == "p10":
        return _("The best tenth percentile among plans for several degrees of caution; this wish allows no certificate.")
    if risk == "cvar":
        share = percent(max(gap, 1e-6), r.settings.locale, 3)
        return _("Certified: no division averages more than {share} better in its worst tenth of outcomes.", share=share)
    if gap <= 1e-9:
        return _("Exact: no other division within these limits has a higher expected value (certified).")
    share = percent(max(gap, 1e-6), r.settings.locale, 4)
    return _("Certified to within {share} of the best possible division.", share=share)


def before(r: Result) -> pd.DataFrame:
    """Return segment and today's spend alone, for when no plan fits."""
    labels = pd.DataFrame([segment.labels for segment in r.segments])
    spends = pd.DataFrame({"segment": [s.name for s in r.segments], "today": today(r.segments, r.wishes.total)})
    return pd.concat([spends, labels], axis=1)
