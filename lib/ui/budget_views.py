"""The views under the plan: per segment in words, response curves, all budgets, limits and what they cost, the way out."""

from collections.abc import Callable

import numpy as np
import pandas as pd
import streamlit as st

from lib.allocation.frontier import frontier
from lib.allocation.limits import limit_costs
from lib.allocation.plan import stacked, today
from lib.allocation.response import SegmentCurve, bend, segment_name
from lib.charts import budget as charts
from lib.format import percent
from lib.report.workbook import XLSX, to_xlsx
from lib.text import _
from lib.ui.budget import PLAN, Result, certificate, moves, period_name
from lib.ui.parts import chart, safe_markdown

BENT = "budget_bent"  # session key: segment -> (return, elasticity) set by hand
_STEPS = 61


def plan(r: Result) -> None:
    """Draw what moves from today to the plan, and how exact the plan is."""
    moves(r)
    st.caption(safe_markdown(certificate(r)))


def segments(r: Result) -> None:
    """Draw the table of segments with their marginal return in words."""
    table = r.table.sort_values("plan", ascending=False, kind="stable")
    money = st.column_config.NumberColumn
    hundred = r.exact(r.proposal.more)
    shown = pd.DataFrame(
        {
            "segment": table["segment"],
            "today": table["today"].round(),  # the table cuts decimals off
            "plan": table["plan"].round(),
            "change": table["change"].round(),
            "tests": table["tests"].round(),
            "next": [_next(r, row) for row in table.itertuples()],
            "deals": table["n"],
        }
    )
    st.dataframe(
        shown, hide_index=True, key="budget_table", placeholder="–", alt=_("Plan per segment with the return of further money."),
        column_config={
            "segment": st.column_config.TextColumn(_("Segment"), pinned=True),
            "today": money(_("Today, {currency}", currency=r.settings.currency), format="localized", step=1),
            "plan": money(_("Plan, {currency}", currency=r.settings.currency), format="localized", step=1),
            "change": money(_("Change"), format="localized", step=1),
            "tests": money(_("Of it tests"), format="localized", step=1),
            "next": st.column_config.TextColumn(_("The next {hundred} here", hundred=hundred), alignment="right"),
            "deals": money(_("Deals"), format="localized", help=_("Few deals lean on related segments.")),
        },
    )  # fmt: skip


def _next(r: Result, row: object) -> str:
    half = (row.next_high - row.next_low) / 2
    return _("returns {amount} ± {half}", amount=r.exact(row.next), half=r.exact(half))


def responses(r: Result) -> None:
    """Draw one segment's response with its past periods, and let the user bend it."""
    order = r.table.sort_values("plan", ascending=False, kind="stable").index.tolist()
    names = {segment.name: i for i, segment in enumerate(r.segments)}
    name = st.selectbox(_("Segment"), [r.segments[i].name for i in order], key="budget_segment")
    segment, row = r.segments[names[name]], r.table.loc[names[name]]
    st.markdown(safe_markdown(_in_words(r, segment)))
    most = max(row["plan"], row["today"], segment.seen[1], segment.anchor) * 1.25
    spend = np.linspace(0, most, _STEPS)
    place = names[name]
    values = np.column_stack([_draws(r, place, x) for x in spend])
    curve = pd.DataFrame({"spend": spend, "value": segment.curve(spend)})
    curve["low"], curve["high"] = np.quantile(values, (0.05, 0.95), axis=0)
    points = segment.points.assign(text=[_point(r, p) for p in segment.points.itertuples()])
    marks = pd.DataFrame({"spend": [row["today"], row["plan"]], "name": [_("Today"), _("Plan")]})
    marks["value"] = segment.curve(marks["spend"].to_numpy(dtype=float))
    axes = (_("Spend per {period} ({currency})", period=period_name(r.months), currency=r.settings.currency),
            _("Value ({currency})", currency=r.settings.currency))  # fmt: skip
    labels = (_("Expected"), _("90% range"), _("A past {period}", period=period_name(r.months)))
    alt = _("Expected value of {name} against spend, with 90% range and past periods.", name=name)
    chart(charts.response(curve, points, marks, segment.seen[1], axes, labels), alt=alt, key="budget_response")
    _bend(r, segment)


def _draws(r: Result, place: int, spend: float) -> np.ndarray:
    for places, curve in r.drawn.families:
        if place in places:
            at = int(np.flatnonzero(np.asarray(places) == place)[0])
            parts = {name: np.asarray(getattr(curve, name))[:, at] for name in vars(curve)}
            return type(curve)(**parts)(spend)
    raise KeyError(place)


def _point(r: Result, point: object) -> str:
    return _("{spend} → {value}, {n} deals", spend=r.money(point.spend), value=r.money(point.value), n=point.deals)


def _in_words(r: Result, segment: SegmentCurve) -> str:
    e = segment.elasticity
    level = {"ratio": r.exact(segment.ratio * 100), "hundred": r.exact(100), "n": segment.n}
    low, high = (r.exact(v * 100) for v in (segment.low, segment.high))
    sentences = [_("Every {hundred} spent here brought about {ratio} ({low} to {high}; {n} deals).", low=low, high=high, **level)]
    if segment.untested:
        sentences = [_("Nobody was booked here yet: the curve is what related segments suggest, {low} to {high} per {hundred}.",
                       low=low, high=high, hundred=r.exact(100))]  # fmt: skip
    elif segment.cautious:
        sentences.append(_("So few deals lean mostly on related segments."))
    doubling = percent(2**e.estimate - 1, r.settings.locale, 0)
    sentences.append(_("Twice the spend brings about {doubling} more.", doubling=doubling))
    if segment.bent:
        sentences.append(_("You bent this curve by hand."))
    elif e.n:
        own = percent(e.weight, r.settings.locale, 0)
        sentences.append(_("That rests to {own} on your own {n} segment periods, else on a cautious assumption.", own=own, n=e.n))
    else:
        sentences.append(_("That is a cautious assumption: your own data do not vary enough to tell."))
    return " ".join(sentences)


def _bend(r: Result, segment: SegmentCurve) -> None:
    with st.expander(_("Bend this curve by hand"), icon=":material/edit:"):
        known = {"prior": r.segments[0].elasticity.prior, "sd": r.segments[0].elasticity.prior_sd}
        st.caption(safe_markdown(_("Assumption before your data: elasticity {prior} ± {sd}. {source}",
                                   source=segment.elasticity.source, **known)))  # fmt: skip
        with st.form(f"budget_bend_{segment.name}", border=False):
            ratio = st.number_input(_("Return per 100 spent"), min_value=0.0, value=round(segment.ratio * 100, 0), step=10.0)
            elasticity = st.slider(_("Elasticity"), 0.3, 0.95, round(segment.elasticity.estimate, 2), 0.01)
            if st.form_submit_button(_("Use my curve")):
                st.session_state[BENT] = st.session_state.get(BENT, {}) | {segment.name: (ratio / 100, elasticity)}
                st.rerun(scope="fragment")
        if segment.bent and st.button(_("Back to the measured curve"), key="budget_unbend"):
            st.session_state[BENT] = {k: v for k, v in st.session_state[BENT].items() if k != segment.name}
            st.rerun(scope="fragment")


def bent(segments: list[SegmentCurve], mine: dict[str, tuple[float, float]]) -> list[SegmentCurve]:
    """Return the segments with the curves ``mine`` the user set by hand."""
    return [bend(s, *mine[s.name]) if s.name in mine else s for s in segments] if mine else segments


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
    paying = np.flatnonzero(found.marginal >= 1)
    limit = float(found.total[paying[-1]]) if len(paying) else 0.0
    if 0 < limit < highest * 0.999:
        marks.append((limit, float(found.value_at(limit)), _("Beyond this, money returns less than it costs"), "limit"))
        st.markdown(
            safe_markdown(_("Up to about {limit} every further unit of money returns more than itself.", limit=r.money(limit)))
        )
    else:
        st.markdown(safe_markdown(_("Up to {highest} every further unit of money is expected to return more than itself.",
                                    highest=r.money(highest))))  # fmt: skip
    st.caption(_("The line divides every budget best, without tests and limits; far above past spends it is guesswork."))
    axes = (_("Budget per {period} ({currency})", period=period_name(r.months), currency=r.settings.currency),
            _("Expected value ({currency})", currency=r.settings.currency))  # fmt: skip
    drawn = charts.frontier(line, pd.DataFrame(marks, columns=["total", "value", "name", "look"]), axes, _("Best division"))
    chart(drawn, alt=_("Expected value of every budget when divided best."), key="budget_frontier")


def what_limits_cost(r: Result) -> None:
    """Say what each limit costs, the dearest first."""
    costs = limit_costs(r.segments, r.drawn, r.wishes, r.proposal).head(8)
    if costs.empty:
        st.caption(_("No limit holds the plan back."))
        return
    lines = [_line(r, row.kind, row.label, row.side, row.cost) for row in costs.itertuples()]
    st.markdown("\n".join(f"- {safe_markdown(line)}" for line in lines))


def _line(r: Result, kind: str, label: str, side: str, cost: float) -> str:
    said = {"name": label if kind == "segment" else segment_name({kind: label}), "cost": r.exact(cost)}
    if side == "test":
        return _("The test in {name} costs you {cost}.", **said)
    return (
        _("The cap on {name} costs you {cost}.", **said)
        if side == "most"
        else _("The minimum for {name} costs you {cost}.", **said)
    )


def hand_over(r: Result, roster: Callable[[], pd.DataFrame | None]) -> None:
    """Offer the plan as a workbook and hand it to the what-if page."""
    name = "true_reach_budget.xlsx"
    st.download_button(_("Download plan (XLSX)"), lambda: _workbook(r, roster()), name, XLSX, icon=":material/download:",
                       key="budget_download", on_click="ignore")  # fmt: skip
    if st.button(_("Use in what-if"), icon=":material/tune:", key="budget_to_what_if"):
        st.session_state[PLAN] = dict(zip(r.table["segment"], r.table["plan"].round(2), strict=True))
        st.switch_page("pages/planning/what_if.py")


def _workbook(r: Result, roster: pd.DataFrame | None) -> bytes:
    table, p = r.table, r.proposal
    plan_sheet = pd.DataFrame(
        {
            _("Segment"): table["segment"],
            _("Today"): table["today"].round(2),
            _("Plan"): table["plan"].round(2),
            _("Change"): table["change"].round(2),
            _("Of it tests"): table["tests"].round(2),
            _("Next {n} return", n=f"{p.more:.0f}"): table["next"].round(2),
            _("Low"): table["next_low"].round(2),
            _("High"): table["next_high"].round(2),
            _("Deals"): table["n"],
            _("Beyond spends tried"): table["beyond"].map({True: _("yes"), False: _("no")}),
        }
    )
    curves = pd.DataFrame(
        {
            _("Segment"): [s.name for s in r.segments],
            _("Return per unit of spend"): [round(s.ratio, 3) for s in r.segments],
            _("Low"): [round(s.low, 3) for s in r.segments],
            _("High"): [round(s.high, 3) for s in r.segments],
            _("Elasticity"): [round(s.elasticity.estimate, 3) for s in r.segments],
            _("Set by hand"): [_("yes") if s.bent else _("no") for s in r.segments],
        }
    )
    money = dict.fromkeys([*plan_sheet.columns[1:8]], "money")
    notes = [
        _("Budget of {total} for one {period}.", total=r.exact(r.wishes.total), period=period_name(r.months)),
        _("Expected value {value}; {lift} more than today's split (90% range: between {spread}).",
          value=r.money(p.value.expected), lift=r.money(p.lift.expected), spread=r.spread(p.lift)),
        _("Values are attributed, not proven to be caused by the spend; estimates are shrunk toward related segments."),
        certificate(r),
        r.segments[0].elasticity.source if r.segments else "",
    ]  # fmt: skip
    sheets = {_("Plan"): plan_sheet, _("Curves"): curves}
    if roster is not None:
        sheets[_("Creators")] = roster
    return to_xlsx(sheets, title=_("Budget plan"), notes=notes, types=money)
