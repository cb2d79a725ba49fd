"""Attribution: whose sales, by which methods; floor and full estimate; windows, touch models, code leaks, branded search."""

import streamlit as st

from lib.attribution import pieces
from lib.text import _
from lib.ui.parts import header, open_tab, require
from lib.ui.results import attribution as show
from lib.ui.results.attribution_codes import code_leaks_part
from lib.ui.results.attribution_creators import creators_part
from lib.ui.results.attribution_models import touch_models
from lib.ui.results.attribution_search import branded_search, search_value
from lib.ui.results.rates import currency_notice, rates_panel
from lib.ui.state import workspace

SUBTITLE = _("Which sales creators brought, by which proof, and how sure that is.")
dataset = workspace().dataset
if dataset.orders.empty:
    header(_("Attribution"), SUBTITLE)
    why = _("Attribution needs orders: a table with one row per order and the code, link, tag or landing page it came with.")
    require(dataset, "orders", why=why)

found = show.findings(dataset)
if not found.combinations["orders"].sum():
    header(_("No order points to a creator yet"), SUBTITLE)
    currency_notice(dataset)
    st.info(
        _("Your orders carry no code, link, tag or landing page of your creators. Give each creator a discount code or a "
          "tracking link in campaigns, and keep the code or the address of the first page in the orders export."),
        icon=":material/info:",
    )  # fmt: skip
    with st.container(border=True):
        branded_search(found)
    st.stop()

line = st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="bottom")
title = line.container()
with line, st.container(horizontal=True, width="content"):
    rates_panel(dataset)
window = show.window_choice()
search, source = search_value(found)
parts = pieces(found.sales, found.place(window), found.leaks.doubt, search)
with title:
    header(show.headline(found, parts), SUBTITLE)
currency_notice(dataset)
show.floor_to_full(found, window, parts, source)


@st.fragment
def closer() -> None:
    """Draw the part whose tab is open; only this runs again when a tab, a row or a choice inside it changes."""
    draws = {
        _("Methods and overlaps"): lambda: show.overlaps(found),
        _("Creators"): lambda: creators_part(found, window),
        _("Conversion windows"): lambda: show.windows(found, window),
        _("Touch models"): lambda: touch_models(found),
        _("Code leaks"): lambda: code_leaks_part(found),
        _("Branded search"): lambda: branded_search(found),
    }
    open_tab(draws, "attribution_part")


with st.container(border=True):
    closer()
