"""The controls of the budget page: what to aim at, how much to spend or to reach, tests, how far to move; the rest on demand."""

from dataclasses import replace
from math import floor, log10

import numpy as np
import streamlit as st

from lib.allocation.media_mix import channels
from lib.allocation.objective import Objective
from lib.allocation.proposal import Wishes, expected_value
from lib.allocation.response import SegmentCurve
from lib.allocation.stack import Stack
from lib.allocation.totals import Goal, total_for
from lib.dataset import Dataset
from lib.text import _
from lib.ui.cached import deals
from lib.ui.planning.budget_fit import SEGMENTATIONS, Fitted, Scope
from lib.ui.planning.budget_limits import BOUNDS, FIXED, GROUPS, stored

_KEPT = {"persist_state": "session"}
_FREE = 10.0
_CHANGES = (0.1, 0.2, 0.3, 0.5, 0.75, 1.0, 2.0, _FREE)
_HIGHEST = 5.0  # times today's spend: farther no target is looked for
_AIMS = {
    "profit": _("Profit"),
    "revenue": _("Revenue"),
    "new_customers": _("New customers"),
    "authentic_reach": _("Authentic reach"),
    "mix": _("A mix, in money"),
}
_BY = {
    "tier+platform": _("Tier and platform"),
    "platform": _("Platform"),
    "tier": _("Tier"),
    "model": _("Partnership model"),
    "platform+model": _("Platform and model"),
    "category": _("Category"),
    "category+platform": _("Category and platform"),
    "channel": _("Channel (media mix)"),
}
_PERIODS = {1: _("A month"), 3: _("A quarter"), 6: _("Half a year"), 12: _("A year")}
_MODES = {"budget": _("Amount"), "range": _("Range"), "target": _("Target")}
_RISKS = {"mean": _("The expected outcome"), "p10": _("The tenth percentile"), "cvar": _("The worst tenth of outcomes")}
_FORMS = {
    "hill": _("Levels off (Hill)"),
    "log": _("Keeps rising slowly (logarithm)"),
    "exponential": _("Hits a ceiling (exponential)"),
    "power": _("Constant elasticity (power)"),
}


def scope(dataset: Dataset) -> Scope:
    """Draw what the plan aims at, what it divides by and how long it lasts."""
    aim = st.selectbox(_("Aim for the most"), list(_AIMS), format_func=_AIMS.get, key="budget_aim", **_KEPT)
    objective = Objective(aim) if aim != "mix" else _mix()
    offered = [by for by in _BY if _offered(by, dataset)]
    by = st.selectbox(_("Divide by"), offered, format_func=_BY.get, key="budget_by", **_KEPT)
    months = st.selectbox(_("Plan for"), list(_PERIODS), index=1, format_func=_PERIODS.get, key="budget_months", **_KEPT)
    form = st.session_state.get("budget_form", "hill")
    return Scope(SEGMENTATIONS[by], months, objective, "hill" if by == "channel" else form)


def _offered(by: str, dataset: Dataset) -> bool:
    """Return whether the data know what ``by`` divides by."""
    if by == "channel":
        return bool(channels(dataset.media_mix))
    known = "category" not in by or dataset.creators["category"].notna().any()
    return bool(known and (deals(dataset)["cost"] > 0).any())


def _mix() -> Objective:
    customer = st.number_input(
        _("A new customer is worth"), min_value=0.0, value=20.0, step=5.0, format="%.0f", key="budget_per_customer",
        help=_("Beside the profit of the first sale: what the customer should bring later."), **_KEPT,
    )  # fmt: skip
    thousand = st.number_input(
        _("A thousand authentic people are worth"), min_value=0.0, value=5.0, step=1.0, format="%.0f", key="budget_per_thousand",
        help=_("Beside the profit: what being seen by them is worth to you."), **_KEPT,
    )  # fmt: skip
    return Objective("mix", float(customer), float(thousand))


def wishes(fitted: Fitted, asked: Scope, authentic: dict[str, float]) -> tuple[Wishes, Goal]:
    """Draw the controls of the plan itself; return what they ask for, the total still open, and what decides the total."""
    goal = _goal(fitted, asked)
    tests = st.slider(
        _("Reserve for tests"), 0, 30, 10, step=1, format="%d%%", key="budget_tests",
        help=_("The guides say 10 to 20%. It goes where a test teaches most: segments with few or no partnerships."), **_KEPT,
    )  # fmt: skip
    change = st.select_slider(
        _("A segment may change by"), _CHANGES, value=0.5, format_func=_change, key="budget_change",
        help=_("Up or down from today. Small steps are safer: what lies far from past spends is guesswork."), **_KEPT,
    )  # fmt: skip
    with st.expander(_("More choices"), icon=":material/tune:"):
        risk, least, smallest = _more(fitted, authentic, asked)
    closed = frozenset(name for name, score in authentic.items() if score < least)
    found = Wishes(
        total=goal.amount, test_share=tests / 100, change=None if change == _FREE else change, smallest=float(smallest),
        bounds=stored(BOUNDS), groups=stored(GROUPS), fixed=stored(FIXED), closed=closed, tickets=fitted.booking,
        capacity=fitted.capacity, risk=risk,
    )  # fmt: skip
    return found, goal


def _more(fitted: Fitted, authentic: dict[str, float], asked: Scope) -> tuple[str, int, float]:
    risk = st.selectbox(
        _("Make the best of"), list(_RISKS), format_func=_RISKS.get, key="budget_risk",
        help=_("Cautious plans give up some of the expected result to lose less when the estimates prove too high."), **_KEPT,
    )  # fmt: skip
    least = st.slider(
        _("Authenticity at least"), 0, 90, 0, step=5, key="budget_authentic", disabled=not authentic,
        help=_("Segments and creators scored lower get nothing. Those without a score stay."), **_KEPT,
    )  # fmt: skip
    booking = float(np.median(list(fitted.booking.values()))) if fitted.booking else 100.0
    smallest = st.number_input(
        _("Smallest sensible spend per segment"), min_value=0.0, value=0.0, step=rounded(booking), format="%.0f",
        key="budget_smallest", help=_("A segment gets at least this, or nothing."), **_KEPT,
    )  # fmt: skip
    st.selectbox(
        _("Shape of the response"), list(_FORMS), format_func=_FORMS.get, key="budget_form", disabled=asked.channels,
        help=_("How more money brings ever less. All shapes pass through what your partnerships returned."), **_KEPT,
    )  # fmt: skip
    return risk, least, smallest


def _goal(fitted: Fitted, asked: Scope) -> Goal:
    """Draw how the total is decided: an amount, a range, or a target."""
    spent = sum(segment.spend for segment in fitted.segments)
    mode = st.segmented_control(
        _("Budget"), list(_MODES), default="budget", required=True, format_func=_MODES.get, key="budget_mode", width="stretch",
        help=_("An amount to divide; a range, of which as much is spent as pays; or a target, reached most cheaply."), **_KEPT,
    )  # fmt: skip
    if mode == "range":
        return _range(fitted, asked, spent)
    if mode == "target":
        return _target(fitted, asked, spent)
    hint = _("For the whole period. It starts with what you spent on average so far.")
    total = _amount(_("Amount"), spent, _key("total", asked, spent), hint)
    return Goal("budget", total, total)


def _key(part: str, asked: Scope, spent: float) -> str:
    """Return a widget's key for amounts that only make sense beside a certain spend: other data start afresh."""
    return f"budget_{part}_{asked.months}_{rounded(spent):.0f}"


def _amount(label: str, start: float, key: str, hint: str | None = None) -> float:
    step = rounded(start / 20)
    return float(st.number_input(label, min_value=0.0, value=rounded(start), step=step, format="%.0f", key=key, help=hint, **_KEPT))


def _range(fitted: Fitted, asked: Scope, spent: float) -> Goal:
    low = _amount(_("At least"), spent / 2, _key("low", asked, spent))
    high = _amount(_("At most"), spent * 2, _key("high", asked, spent))
    price = 1.0
    if asked.objective.counts:
        usual, hint = _cost_of_each(fitted, asked, spent), _("The last of them may cost this much.")
        price = _ratio(_amount(_each(asked), usual, f"budget_worth_{asked.objective.aim}", hint), asked)
    return Goal("range", low, high, price)


def _target(fitted: Fitted, asked: Scope, spent: float) -> Goal:
    highest = _HIGHEST * max(spent, 1.0)
    now = float(sum(s.curve(s.spend) for s in fitted.segments))
    kinds = {"return": _each(asked) if asked.objective.counts else _("Return on the budget"), "value": _AIMS[asked.objective.aim]}
    kind = st.selectbox(_("Target"), list(kinds), format_func=kinds.get, key=f"budget_target_{asked.objective.counts}", **_KEPT)
    if kind == "value":
        return Goal("value", _amount(_("At least"), now, _key(f"value_{asked.objective.aim}", asked, spent)), highest)
    if asked.objective.counts:
        worth = _amount(_("At most"), _cost_of_each(fitted, asked, spent), f"budget_cost_{asked.objective.aim}")
        return Goal("return", _ratio(worth, asked), highest)
    usual = max(round((now / spent - 1) * 100, -1), 0.0) if spent > 0 else 100.0
    roi = st.number_input(_("At least, in %"), min_value=-90.0, value=usual, step=10.0, format="%.0f", key="budget_roi", **_KEPT)
    return Goal("return", 1 + float(roi) / 100, highest)


def _each(asked: Scope) -> str:
    return _("Cost per new customer") if asked.objective.aim == "new_customers" else _("Cost per thousand authentic people")


def _unit(asked: Scope) -> float:
    return 1_000.0 if asked.objective.aim == "authentic_reach" else 1.0


def _ratio(cost: float, asked: Scope) -> float:
    """Return how many of what is counted a unit of money must bring when ``cost`` is allowed for each (or each thousand)."""
    return _unit(asked) / cost if cost > 0 else np.inf


def _cost_of_each(fitted: Fitted, asked: Scope, spent: float) -> float:
    now = float(sum(s.curve(s.spend) for s in fitted.segments))
    return spent / now * _unit(asked) if now > 0 else 1.0


def decided(goal: Goal, wished: Wishes, segments: list[SegmentCurve], drawn: Stack) -> Wishes:
    """Return the wishes with the total that ``goal`` asks for, decided on the mean; PlanError when nothing reaches it."""

    def worth(total: float) -> float:
        return expected_value(segments, drawn, replace(wished, total=total, risk="mean"))

    return replace(wished, total=total_for(goal, worth))


def rounded(value: float) -> float:
    """Return ``value`` in two significant figures, at least 1."""
    if value <= 1:
        return 1.0
    unit = 10.0 ** (floor(log10(value)) - 1)
    return float(round(value / unit) * unit)


def _change(value: float) -> str:
    return _("any amount") if value == _FREE else _("±{share}%", share=f"{value * 100:.0f}")
