"""Budget: where the money earns most, exactly, within limits, compared with today; and whom to book with it."""

from dataclasses import replace

import streamlit as st

from lib.allocation.curves import PlanError
from lib.allocation.media_mix import channels
from lib.allocation.response import drawn_stack
from lib.allocation.totals import Goal
from lib.text import _
from lib.ui.cached import deals
from lib.ui.parts import header, open_tab, require, safe_markdown, sentences
from lib.ui.planning import budget as show
from lib.ui.planning import budget_limits as limits
from lib.ui.planning import budget_views as views
from lib.ui.planning.budget_calendar import calendar, sheets
from lib.ui.planning.budget_fit import authentic_share, fitted
from lib.ui.planning.budget_panel import decided, scope, wishes
from lib.ui.planning.budget_response import bent, bent_key, responses
from lib.ui.planning.budget_roster import FRAME, roster
from lib.ui.state import workspace

SUBTITLE = _("Where the next money earns most: an exact plan on what your own partnerships returned, with tests and limits.")
data, settings = workspace().dataset, workspace().settings
if not (deals(data)["cost"] > 0).any() and not channels(data.media_mix):
    header(_("Budget"), SUBTITLE)
    require(
        data, "campaigns", why=_("A plan learns from what partnerships cost and brought: add campaigns with costs and sales.")
    )
    st.info(_("Your partnerships state no cost yet: add fees or costs, then a plan can be made."), icon=":material/info:")
    st.stop()


def no_plan(result: show.Result, error: PlanError) -> None:
    """Say what clashes, keep the limits at hand, and show the plan that would fit without them."""
    st.warning(safe_markdown(str(error)), icon=":material/rule:")
    with st.container(border=True):
        limits.segments(result, show.before(result))
        limits.groups(result, show.before(result))
    free = replace(result.wishes, bounds={}, groups={}, fixed={}, smallest=0.0)
    if free == result.wishes:
        return
    with st.container(border=True):
        st.caption(_("Without limits, the plan for {total} would be:", total=result.exact(free.total)))
        show.moves(replace(result, wishes=free, goal=Goal("budget", free.total, free.total)), key="budget_free")


def more_sheets(result: show.Result) -> dict:
    """Return the sheets of the workbook beside the plan: calendar, weeks, and the last roster drawn."""
    chosen = st.session_state.get(FRAME)
    return sheets(result, data) | ({_("Creators"): chosen} if chosen is not None else {})


@st.fragment
def planner() -> None:
    """Controls and plan; only this part runs again when a control moves."""
    top = st.container()
    left, right = st.columns([1, 2.6], gap="medium")
    with left, st.container(border=True):
        asked = scope(data)
        try:
            measured = fitted(data, asked)
        except PlanError as error:
            with top:
                header(_("No plan yet"), SUBTITLE)
            st.warning(safe_markdown(str(error)), icon=":material/rule:")
            return
        wished, goal = wishes(measured, asked, authentic_share(data, measured.segments, asked.by))
    segments = bent(measured.segments, st.session_state.get(bent_key(asked), {}))
    drawn = measured.drawn if segments is measured.segments else drawn_stack(segments, settings.seed)
    with right, sentences():
        result = show.Result(segments, drawn, measured, wished, goal, asked, settings)
        try:
            result = replace(result, wishes=decided(goal, wished, segments, drawn))
            table = result.table
        except PlanError as error:
            with top:
                header(_("These wishes cannot all be met"), SUBTITLE)
            no_plan(result, error)
            return
        with top:
            header(safe_markdown(show.headline(result)), SUBTITLE)
        with st.container(border=True):
            show.key_figures(result)
            with st.container(horizontal=True):
                views.hand_over(result, lambda: more_sheets(result))
        with st.container(border=True):
            draws = {
                _("Plan"): lambda: views.plan(result),
                _("Segments"): lambda: limits.segments(result, table),
                _("Response"): lambda: responses(result),
                _("All budgets"): lambda: views.all_budgets(result),
                _("Limits"): lambda: (limits.groups(result, table), limits.what_limits_cost(result)),
                _("Calendar"): lambda: calendar(result, data),
                _("Creators"): lambda: roster(result, data),
            }
            open_tab(draws, "budget_view")


planner()
