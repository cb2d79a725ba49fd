"""Budget: where the money earns most, exactly, within limits, compared with today; and whom to book with it."""

import streamlit as st

from lib.allocation.curves import PlanError
from lib.allocation.response import drawn_stack
from lib.text import _
from lib.ui import budget as show
from lib.ui import budget_views as views
from lib.ui.budget_panel import limit_tables, scope, wishes
from lib.ui.budget_roster import FRAME, roster
from lib.ui.cached import deals
from lib.ui.parts import header, require, safe_markdown, sentences
from lib.ui.state import workspace

header(_("Budget"), _("Where the next money earns most: an exact plan on what your own deals returned, with tests and limits."))
data, settings = workspace().dataset, workspace().settings
if not (deals(data)["cost"] > 0).any():
    require(
        data, "campaigns", why=_("A plan learns from what deals cost and brought: add a table of campaigns with costs and sales.")
    )
    st.info(_("Your deals state no cost yet: add fees or costs, then a plan can be made."), icon=":material/info:")
    st.stop()


@st.fragment
def planner() -> None:
    """Controls and plan; only this part runs again when a control moves."""
    left, right = st.columns([1, 2.6], gap="medium")
    with left, st.container(border=True):
        by, months = scope()
        try:
            measured = show.fitted(data, by, months)
        except PlanError as error:
            st.warning(safe_markdown(str(error)), icon=":material/rule:")
            return
        asked = wishes(measured, show.authentic_share(data, measured.segments, by), months)
    segments = views.bent(measured.segments, st.session_state.get(views.BENT, {}))
    drawn = measured.drawn if segments is measured.segments else drawn_stack(segments, settings.seed)
    result = show.Result(segments, drawn, asked, months, settings)
    with right, sentences():
        try:
            table = result.table
        except PlanError as error:
            st.warning(safe_markdown(str(error)), icon=":material/rule:")
            with st.container(border=True):
                limit_tables(segments, show.before(result))
            return
        with st.container(border=True):
            st.subheader(safe_markdown(show.headline(result)), anchor=False)
            show.key_figures(result)
            with st.container(horizontal=True):
                views.hand_over(result, lambda: st.session_state.get(FRAME))
        with st.container(border=True):
            names = [_("Plan"), _("Segments"), _("Response"), _("All budgets"), _("Limits"), _("Creators")]
            draws = [
                lambda: views.plan(result),
                lambda: views.segments(result),
                lambda: views.responses(result),
                lambda: views.all_budgets(result),
                lambda: (limit_tables(segments, table), views.what_limits_cost(result)),
                lambda: roster(result, data),
            ]
            for tab, draw in zip(st.tabs(names, key="budget_view", on_change="rerun"), draws, strict=True):
                if tab.open:
                    with tab:
                        draw()


planner()
