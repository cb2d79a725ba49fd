"""Partners: what each creator is worth, which fee that carries, and whom results promote."""

import streamlit as st

from lib.text import _
from lib.ui import partners as show
from lib.ui import partners_later as beyond
from lib.ui.parts import header, require, sentences
from lib.ui.state import workspace

SUBTITLE = _("What each creator's work is worth, and the fee it carries.")
dataset = workspace().dataset
if dataset.creators.empty or not dataset.campaigns["creator_key"].notna().any():
    header(_("Partners"), SUBTITLE)
    why = _("Fees are judged on results: a table of campaigns that names creators, with what they cost and sold.")
    require(dataset, "creators", "campaigns", why=why)
    st.info(_("Your campaigns name no creator: add a column with handles or creator ids."))
    st.stop()

found = show.partners(dataset)
if not found.fees["value"].notna().any():
    header(_("Partners"), SUBTITLE)
    st.info(_("No sales or value go with your creators yet: add revenue to the campaigns, or an orders file with their codes."))
    st.stop()
header(show.title(found), SUBTITLE)


@st.fragment
def parts() -> None:
    """Draw the part whose tab is open."""
    draws = {_("Fees"): show.fees, _("Models"): show.models, _("Programme"): show.programme}
    draws |= {_("Repeats"): beyond.repeats, _("Customers"): beyond.later}
    for tab, draw in zip(st.tabs(list(draws), key="partners_part", on_change="rerun"), draws.values(), strict=True):
        if tab.open:
            with tab, sentences():
                draw(found)


with st.container(border=True):
    parts()
