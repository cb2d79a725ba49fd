"""The settings of the returns page: margin, hourly cost, target and reporting currency."""

from dataclasses import replace

import streamlit as st

from lib.roi.rates import in_currency
from lib.text import _
from lib.ui.returns import Book
from lib.ui.state import put_settings


def settings_panel(found: Book) -> None:
    """Let the reader set gross margin, hourly cost, target and reporting currency; known rates cross into it."""
    settings = found.settings
    with st.popover(_("Settings"), icon=":material/tune:"), st.form("returns_settings", border=False):
        margin = st.number_input(
            _("Gross margin, % of net sales"), 1.0, 100.0, settings.gross_margin * 100, 1.0,
            help=_("What is left of sales after goods, packing and payment fees. At 100% the profit counts sales in full."),
        )  # fmt: skip
        hourly = settings.internal_hourly_cost
        if "internal_hours" in found.dataset.campaigns:
            text = _("Prices the internal hours of campaigns that state hours and no cost.")
            hourly = st.number_input(_("Cost of an own hour"), 0.0, None, hourly, 5.0, help=text)
        target = st.number_input(_("Target ROI, %"), 0.0, None, settings.target_roi * 100, 10.0)
        asked = st.text_input(_("Reporting currency"), settings.currency, max_chars=3).strip().upper()
        currency = asked if len(asked) == 3 and asked.isalpha() else settings.currency
        if st.form_submit_button(_("Apply"), type="primary"):
            changed = replace(settings, gross_margin=margin / 100, internal_hourly_cost=hourly, target_roi=target / 100)
            put_settings(in_currency(changed, currency))
            st.rerun()

