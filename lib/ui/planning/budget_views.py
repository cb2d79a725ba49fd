"""The views under the plan: what moves, all budgets at once, and the way out."""

from collections.abc import Callable

import numpy as np
import pandas as pd
import streamlit as st

from lib.allocation.frontier import frontier
from lib.allocation.plan import stacked, today
from lib.charts import budget as charts
from lib.report.workbook import XLSX, to_xlsx
from lib.text import _
from lib.ui.parts import chart, safe_markdown
from lib.ui.planning.budget import PLAN, Result, certificate, headline, moves, period_name

_WHAT_IF = ({"tier", "platform"}, {"platform"}, {"tier"}, {"model"}, {"platform", "model"})  # divisions the what-if page knows


def plan(r: Result) -> None:
    """Draw what moves from today to the plan, and how exact the plan is."""
    moves(r)
    st.caption(safe_markdown(certificate(r)))


def all_budgets(r: Result) -> None:
    """Draw what every budget would return when divided best, and where further money stops paying."""
    highest = 3 * max(r.wishes.total, sum(s.spend for s in r.segments), 1.0)
    open_segments = [s for s in r.segments if s.name not in r.wishes.closed and (not s.untested or r.wishes.change is None)]
    if not open_segments:
        st.caption(_("No segment is open: lower the authenticity floor."))
        return
    curves = stacked(open_segments)
    found = frontier(curves, highest)
    totals = np.linspace(found.total[0], found.total[-1], 121)
    line = pd.DataFrame({"total": totals, "value": found.value_at(totals)})
    now = today(open_segments, r.wishes.total)
    marks = [
        (r.wishes.total, r.proposal.value.expected, _("Your plan"), "plan"),
        (r.wishes.total, float(curves.value(now).sum()), _("Today's split"), "today"),
    ]
    if not r.scope.objective.counts:
        marks += _where_it_stops_paying(r, found, highest)
    st.caption(_("The line divides every budget best, without tests and limits; far above past spends it is guesswork."))
    count, value = _("Expected count"), _("Expected value ({currency})", currency=r.settings.currency)
    axis = _("Budget per {period} ({currency})", period=period_name(r.months), currency=r.settings.currency)
    axes = (axis, count if r.scope.objective.counts else value)
    drawn = charts.frontier(line, pd.DataFrame(marks, columns=["total", "value", "name", "look"]), axes, _("Best division"))
    chart(drawn, alt=_("Expected value of every budget when divided best."), key="budget_frontier")


def _where_it_stops_paying(r: Result, found: object, highest: float) -> list[tuple]:
    paying = np.flatnonzero(found.marginal >= 1)
    limit = float(found.total[paying[-1]]) if len(paying) else 0.0
    if 0 < limit < highest * 0.999:
        said = _("Up to about {limit} every further unit of money returns more than itself.", limit=r.money(limit))
        st.markdown(safe_markdown(said))
        return [(limit, float(found.value_at(limit)), _("Beyond this, money returns less than it costs"), "limit")]
    if limit:
        said = _("Up to {highest} every further unit of money is expected to return more than itself.", highest=r.money(highest))
    else:
        said = _("No budget is expected to return more than it costs.")
    st.markdown(safe_markdown(said))
    return []


def hand_over(r: Result, more: Callable[[], dict[str, pd.DataFrame]]) -> None:
    """Offer the plan as a workbook (with the sheets that ``more`` builds) and hand it to the what-if page."""
    name = "true_reach_budget.xlsx"
    st.download_button(_("Download plan (XLSX)"), lambda: workbook(r, more()), name, XLSX, icon=":material/download:",
                       key="budget_download", on_click="ignore")  # fmt: skip
    known = r.scope.objective.aim == "profit" and set(r.scope.by) in _WHAT_IF
    if known and st.button(_("Use in what-if"), icon=":material/tune:", key="budget_to_what_if"):
        st.session_state[PLAN] = dict(zip(r.table["segment"], r.table["plan"].round(2), strict=True))
        st.switch_page("pages/planning/what_if.py")


def workbook(r: Result, more: dict[str, pd.DataFrame]) -> bytes:
    """Return the plan as XLSX: plan, curves, then ``more``."""
    sheets = {_("Plan"): _plan_sheet(r), _("Curves"): _curves_sheet(r), **more}
    columns = [*_plan_sheet(r).columns[1:8], _("Amount")]
    kind = "count" if r.scope.objective.counts else "money"
    types = dict.fromkeys(columns, "money") | dict.fromkeys(_plan_sheet(r).columns[5:8], kind)
    return to_xlsx(sheets, title=_("Budget plan"), notes=_notes(r), types=types)


def _plan_sheet(r: Result) -> pd.DataFrame:
    table = r.table
    return pd.DataFrame(
        {
            _("Segment"): table["segment"],
            _("Today"): table["today"].round(2),
            _("Plan"): table["plan"].round(2),
            _("Change"): table["change"].round(2),
            _("For tests"): table["tests"].round(2),
            _("Next {n} return", n=f"{r.proposal.more:.0f}"): table["next"].round(2),
            _("Low"): table["next_low"].round(2),
            _("High"): table["next_high"].round(2),
            _("Partnerships"): table["n"],
            _("Least allowed"): table["least"].round(2),
            _("Most allowed"): table["most"].round(2),
            _("Beyond spends tried"): table["beyond"].map({True: _("yes"), False: _("no")}),
            _("Curve"): [_("set by hand") if s.bent else _("measured") for s in r.segments],
        }
    )


def _curves_sheet(r: Result) -> pd.DataFrame:
    return pd.DataFrame(
        {
            _("Segment"): [s.name for s in r.segments],
            _("Return per unit of spend"): [round(s.ratio, 3) for s in r.segments],
            _("Low"): [round(s.low, 3) for s in r.segments],
            _("High"): [round(s.high, 3) for s in r.segments],
            _("Elasticity"): [round(s.elasticity.estimate, 3) for s in r.segments],
            _("Form"): [s.form for s in r.segments],
            _("Set by hand"): [_("yes") if s.bent else _("no") for s in r.segments],
        }
    )


def _notes(r: Result) -> list[str]:
    p = r.proposal
    mine = [s.name for s in r.segments if s.bent]
    return [
        headline(r),
        _("Budget of {total} for one {period}.", total=r.exact(r.wishes.total), period=period_name(r.months)),
        _("Expected value {value}; {lift} more than today's split (90% range: between {spread}).",
          value=r.worth(p.value.expected), lift=r.worth(p.lift.expected), spread=r.spread(p.lift)),
        _("Against an equal split: {lift} (between {spread}).", lift=r.signed(p.lift_over_equal.expected),
          spread=r.spread(p.lift_over_equal)),
        _("Values are attributed, not proven to be caused by the spend; estimates are shrunk toward related segments."),
        certificate(r),
        _("Curves set by you: {names}.", names=_(", ").join(mine)) if mine else "",
        r.segments[0].elasticity.source if r.segments else "",
    ]  # fmt: skip
