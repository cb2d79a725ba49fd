"""What if: move a lever and see at once what it would earn, and how sure that is."""

import streamlit as st

from lib.text import _
from lib.ui import what_if as show
from lib.ui import what_if_views as views
from lib.ui.levers import changes, panel, read_address, write_address
from lib.ui.parts import header, require, sentences
from lib.ui.state import workspace

header(_("What if"), _("Move a lever: today's programme and yours meet the same simulated luck, so the difference is the lever's."))
data, settings = workspace().dataset, workspace().settings
programme = show.programme(data)
if programme is None:
    require(data, "campaigns", why=_("A what-if starts from what your bookings cost and sold: add a table of campaigns."))
    st.stop()
read_address(programme, settings)
VIEWS = {
    _("Side by side"): views.side_by_side,
    _("Why it differs"): views.reasons,
    _("What matters"): views.levers_that_matter,
    _("Reach a target"): views.solver,
    _("Two levers"): views.two_levers,
    _("Ways to pay"): views.ways_to_pay,
    _("Saved"): views.saved_scenarios,
}


@st.fragment
def planner() -> None:
    """Levers and results; only this part runs again when a lever moves."""
    left, right = st.columns([1, 2], gap="medium")
    with left, st.container(border=True):
        panel(programme, settings)
    with right, sentences():
        result = show.Result(programme, dict(changes()), data.digest, settings)
        with st.container(border=True):
            st.subheader(show.headline(result), anchor=False)
            show.key_figures(result)
            show.spread(result)
        with st.container(border=True):
            for tab, draw in zip(st.tabs(list(VIEWS), key="what_if_view", on_change="rerun"), VIEWS.values(), strict=True):
                if tab.open:
                    with tab:
                        draw(result)
    write_address()


planner()
