"""Timing: before and after, payback, how sales fade, weekdays, months and quarters."""

import streamlit as st

from lib.text import _
from lib.ui.parts import header, open_tab, require, safe_markdown
from lib.ui.results import timing as show
from lib.ui.results import timing_calendar
from lib.ui.results.rates import currency_notice
from lib.ui.state import workspace

SUBTITLE = _("When the money comes back, and what timing changes.")
dataset = workspace().dataset
if dataset.campaigns.empty and dataset.orders.empty and dataset.posts.empty:
    header(_("Timing"), SUBTITLE)
    why = _("Time needs dates: campaigns with a start and a cost, orders with their day, or posts with the day they went up.")
    require(dataset, "campaigns", "orders", why=why)

found = show.times(dataset)
header(safe_markdown(show.title(found)), SUBTITLE)
currency_notice(dataset)


@st.fragment
def parts() -> None:
    """Draw the part whose tab is open."""
    draws = {
        _("Payback"): show.coming_back,
        _("Before and after"): show.around,
        _("After a post"): show.fading,
        _("Weekdays and months"): timing_calendar.calendar,
        _("Quarters"): timing_calendar.by_quarter,
    }
    open_tab(draws, "timing_part", found)


with st.container(border=True):
    parts()
