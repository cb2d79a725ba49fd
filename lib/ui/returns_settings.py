"""The settings of the returns page: margin, hourly cost, target, reporting currency and rates."""

import streamlit as st

from lib.dataset import Dataset
from lib.format import day
from lib.roi.currency import currencies, reference_rates
from lib.text import _
from lib.ui.parts import safe_markdown
from lib.ui.returns import Book
from lib.ui.state import change_settings

SHOWN_RATES = 12


def settings_panel(found: Book) -> None:
    """Let the reader set gross margin, hourly cost, reporting currency and the rates of other currencies in the files."""
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
        known = dict(settings.rates)
        rates = {}
        for code in currencies_of(found.dataset)[:SHOWN_RATES]:
            label = _("One {code} in {currency} (0: not known)", code=code, currency=settings.currency)
            rates[code] = st.number_input(label, 0.0, None, known.get(code, 0.0), format="%.6f")
        if st.form_submit_button(_("Apply"), type="primary"):
            set_rates = tuple((code, rate) for code, rate in rates.items() if rate > 0 and code != currency)
            change_settings(
                gross_margin=margin / 100, internal_hourly_cost=hourly, target_roi=target / 100, currency=currency,
                rates=set_rates if currency == settings.currency else (),
            )  # fmt: skip
            st.rerun()


def currencies_of(dataset: Dataset) -> list[str]:
    """Return the currencies that money in the files is stated in, other than the reporting one."""
    stated = {
        code
        for kind in ("campaigns", "orders", "payouts")
        for code in currencies(getattr(dataset, kind), dataset.settings).unique()
    }
    return sorted(stated - {dataset.settings.currency})


def currency_notice(found: Book) -> None:
    """Say which currencies have no rate, and offer to report in one of them."""
    missing = [code for code in currencies_of(found.dataset) if code not in dict(found.settings.rates)]
    if not missing:
        return
    codes = ", ".join(safe_markdown(code) for code in missing)
    with st.container(horizontal=True, vertical_alignment="center", border=True):
        st.markdown(
            _(
                ":material/currency_exchange: Amounts in {codes} stand apart: the figures are in {currency} and no rate is set.",
                codes=codes, currency=safe_markdown(found.settings.currency),
            )
        )  # fmt: skip
        rates = reference_rates()
        if found.settings.currency in ("EUR", *rates.per_euro) and set(missing) & {"EUR", *rates.per_euro}:
            when = safe_markdown(day(rates.date, found.settings.locale))
            if st.button(_("Use ECB rates of {date}", date=when), key="use_reference_rates", help=rates.source):
                change_settings(rates=rates.into(found.settings.currency), rates_date=rates.date)
                st.rerun()
        for code in missing[:3]:
            if st.button(_("Report in {code}", code=safe_markdown(code)), key=f"report_in_{code}"):
                change_settings(currency=code, rates=())
                st.rerun()
