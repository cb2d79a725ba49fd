"""Partners: what each creator is worth, which fee that carries, what results cost, and whom results promote."""

import streamlit as st

from lib.text import _
from lib.ui.creators import partners as show
from lib.ui.creators import partners_costs, partners_later
from lib.ui.parts import header, open_tab, require, safe_markdown
from lib.ui.results.rates import currency_notice
from lib.ui.state import workspace

SUBTITLE = _("What each creator's work is worth, and the fee it carries.")
dataset = workspace().dataset
found = show.partners(dataset)
if found is None:
    header(_("Partners"), SUBTITLE)
    why = _("Fees are judged on results: campaigns, orders or payments that name creators, with what they cost and sold.")
    require(dataset, "creators", "campaigns", why=why)
    currency_notice(dataset)
    st.info(_("No money in your files names a creator: add a column with handles, creator ids or their codes."))
    st.stop()
header(safe_markdown(show.title(found) if found.valued else partners_costs.title(found)), SUBTITLE)
currency_notice(dataset)


@st.fragment
def parts() -> None:
    """Draw the part whose tab is open."""
    draws = {
        _("Fees"): show.fees,
        _("Cost of results"): partners_costs.results,
        _("Models"): show.models,
        _("Programme"): show.programme,
        _("Repeats"): partners_later.repeats,
        _("Customers"): partners_later.later,
    }
    open_tab(draws, "partners_part", found)


with st.container(border=True):
    parts()
