"""The router: page config, workspace, navigation built from pages/, run."""

import streamlit as st

from lib.text import _
from lib.ui.parts import sample_banner, sentences
from lib.ui.state import settle

st.set_page_config(page_title="True Reach", page_icon=":material/verified:", layout="wide")

page = st.navigation(
    {
        _("Data"): [
            st.Page("pages/data/overview.py", title=_("Overview"), icon=":material/dashboard:", default=True),
            st.Page("pages/data/upload.py", title=_("Upload"), icon=":material/upload_file:"),
            st.Page("pages/data/changes.py", title=_("Changes"), icon=":material/difference:"),
        ],
        _("Creators"): [
            st.Page("pages/creators/authenticity.py", title=_("Authenticity"), icon=":material/verified_user:"),
            st.Page("pages/creators/directory.py", title=_("Directory"), icon=":material/contacts:"),
            st.Page("pages/creators/partners.py", title=_("Partners"), icon=":material/handshake:"),
        ],
        _("Results"): [
            st.Page("pages/results/compare.py", title=_("Compare"), icon=":material/compare_arrows:"),
            st.Page("pages/results/returns.py", title=_("Returns"), icon=":material/payments:"),
            st.Page("pages/results/attribution.py", title=_("Attribution"), icon=":material/join:"),
            st.Page("pages/results/timing.py", title=_("Timing"), icon=":material/schedule:"),
            st.Page("pages/results/goals.py", title=_("Goals"), icon=":material/flag:"),
        ],
        _("Planning"): [
            st.Page("pages/planning/what_if.py", title=_("What-if"), icon=":material/tune:"),
            st.Page("pages/planning/budget.py", title=_("Budget"), icon=":material/account_balance_wallet:"),
        ],
    },
    expanded=True,
)
with sentences():
    sample_banner()
    page.run()
settle()
