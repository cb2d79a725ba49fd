"""What the money returned: in total, by component, by creator and campaign, traceable to the row."""

import streamlit as st

from lib.text import _
from lib.ui.parts import header, open_tab, require
from lib.ui.results import returns as show
from lib.ui.results.rates import currency_notice, rates_panel
from lib.ui.results.returns_groups import explorer
from lib.ui.results.returns_parts import known_and_missing
from lib.ui.results.returns_settings import settings_panel
from lib.ui.state import workspace

found = show.book(workspace().dataset)
if not found.total["n"]:
    header(_("Returns"), _("What you spent on creators, what came back, and how sure that is."))
    currency_notice(found.dataset)
    why = _("Returns need money: a table of campaigns with costs, and sales in it or in a table of orders.")
    require(workspace().dataset, "campaigns", why=why)
    st.info(_("No cost and no sales can be added up yet: your campaigns need fees or costs, and sales or orders."))
    st.stop()

line = st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="bottom")
with line.container():
    header(show.headline(found), _("What you spent on creators, what came back, and how sure that is."))
with line, st.container(horizontal=True, width="content"):
    rates_panel(found.dataset)
    settings_panel(found)
currency_notice(found.dataset)
show.figures(found)


@st.fragment
def parts() -> None:
    """Draw the part whose tab is open; only this runs again when a tab, a group, a measure or a row is chosen."""
    draws = {_("Way to profit"): show.way_to_profit, _("Who returned what"): explorer, _("Known and missing"): known_and_missing}
    draws[_("What did not count")] = show.left_out
    open_tab(draws, "returns_part", found)


with st.container(border=True):
    parts()
show.how_sales_were_credited(found)
