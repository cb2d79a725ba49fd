"""What if: move a lever and see at once what it would earn, and how sure that is."""

import streamlit as st

from lib.text import _
from lib.ui.parts import header, require, sentences
from lib.ui.planning import what_if as show
from lib.ui.planning import what_if_views as views
from lib.ui.planning.levers import changes, panel, read_address, write_address
from lib.ui.planning.what_if_models import ways_to_pay
from lib.ui.planning.what_if_plan import adopt_plan, starting_point
from lib.ui.planning.what_if_saved import saved_scenarios
from lib.ui.state import workspace

data, settings = workspace().dataset, workspace().settings
programme = show.programme(data)
if programme is None:
    header(_("What if"))
    require(data, "campaigns", why=_("A what-if starts from what your partnerships cost and sold: add a table of campaigns."))
    st.stop()
read_address(programme, settings)
adopt_plan(data)
VIEWS = {
    "table": (_("Figures"), views.side_by_side),
    "why": (_("Why"), views.reasons),
    "tornado": (_("What matters"), views.levers_that_matter),
    "target": (_("Reach target"), views.solver),
    "surface": (_("Two levers"), views.two_levers),
    "models": (_("Ways to pay"), ways_to_pay),
    "saved": (_("Saved"), saved_scenarios),
}


@st.fragment
def planner() -> None:
    """Draw levers, result and the chosen view; only this part runs again when a lever moves."""
    base, digest = starting_point(data, programme, changes())
    result = show.Result(base, dict(changes()), digest, settings)
    with sentences():
        header(show.headline(result), _("Today's programme and yours meet the same luck: only the levers make the difference."))
        if sentence := show.coverage(programme):
            st.warning(sentence, icon=":material/info:")
        if sentence := show.counted_otherwise(settings):
            st.info(sentence, icon=":material/info:")
    left, right = st.columns([1, 2], gap="medium")
    with left, st.container(border=True):
        panel(base, settings)
    with right, sentences(), st.container(border=True):
        show.key_figures(result)
        show.spread(result)
    with right, sentences(), st.container(border=True):
        chosen = st.segmented_control(
            _("Look closer"), list(VIEWS), default="table", required=True, key="what_if_view", label_visibility="collapsed",
            format_func=lambda code: VIEWS[code][0],
        )  # fmt: skip
        VIEWS[chosen][1](result)
    write_address()


planner()
