"""Goals: KPI families with targets and pace, what a goal needs, channels beside each other."""

import streamlit as st

from lib.goals import words
from lib.text import _
from lib.ui.parts import header, open_tab, require
from lib.ui.results import goals as show
from lib.ui.results.rates import currency_notice
from lib.ui.state import workspace

SUBTITLE = _("What you aim for, where you stand, and what it takes.")
dataset = workspace().dataset
if dataset.campaigns.empty and dataset.orders.empty and dataset.posts.empty:
    header(_("Goals"), SUBTITLE)
    why = _("Goals are measured on what creators brought: campaigns with results, posts with counts, or orders.")
    require(dataset, "campaigns", "posts", "orders", why=why)

found = show.aims(dataset)
header(words.title(found.found), SUBTITLE)
currency_notice(dataset)


@st.fragment
def parts() -> None:
    """Draw the part whose tab is open."""
    draws = {_("Targets and pace"): show.targets, _("What a goal needs"): show.way, _("Other channels"): show.beside}
    open_tab(draws, "goals_part", found)


with st.container(border=True):
    parts()
