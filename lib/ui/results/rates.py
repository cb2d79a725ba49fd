"""Currencies on the screen: the reporting currency, the table of dated rates to edit, and what has no rate yet."""

import pandas as pd
import streamlit as st

from lib.dataset import Dataset
from lib.dataset.proof import unmarked
from lib.format import day
from lib.roi.currency import currencies
from lib.roi.rates import as_table, in_currency, rates_of, read_table, reference_rates, with_rates
from lib.settings import Settings
from lib.text import _
from lib.ui.parts import downloads, safe_markdown
from lib.ui.state import put_settings

OFFERED = 3  # reporting currencies offered by a button
BENCHMARKED = frozenset({"USD", "EUR"})  # published prices are in these


def currencies_of(dataset: Dataset) -> list[str]:
    """Return the currencies that money in the files is stated in, other than the reporting one; never write to it."""
    return _currencies_of(unmarked(dataset.digest), dataset)


@st.cache_resource(show_spinner=False, max_entries=32)
def _currencies_of(digest: str, _dataset: Dataset) -> list[str]:
    tables = (_dataset.campaigns, _dataset.orders, _dataset.payouts)
    stated = {code for table in tables for code in currencies(table, _dataset.settings).unique()}
    return sorted(stated - {_dataset.settings.currency})


def without_rate(dataset: Dataset) -> list[str]:
    """Return the currencies of the files that have no rate: their money stands apart."""
    known = dict(dataset.settings.rates)
    return [code for code in currencies_of(dataset) if code not in known]


def with_reference(settings: Settings, codes: list[str]) -> Settings:
    """Return the settings with the published rates of ``codes`` besides those that the reader has set."""
    own = rates_of(settings)
    new = (set(codes) | BENCHMARKED) - {code for code, *_rest in own}
    return with_rates(settings, [*own, *reference_rates().into(settings.currency, new)])


def rates_panel(dataset: Dataset) -> None:
    """Let the reader see and edit the rates; nothing where the files hold one currency and no rate is set."""
    settings = dataset.settings
    if not (currencies_of(dataset) or settings.rates):
        return
    with st.popover(_("Exchange rates"), icon=":material/currency_exchange:"):
        st.markdown(_("What one unit of each currency is worth in {currency}.", currency=safe_markdown(settings.currency)))
        st.caption(
            _("An amount takes the newest rate on or before its day, else the earliest. Without a day a rate holds at any time.")
        )
        edited = st.data_editor(
            as_table(settings), num_rows="dynamic", hide_index=True, height=260, column_config=_columns(settings),
            key=f"rates_{dataset.digest}", alt=_("Exchange rates."),
        )  # fmt: skip
        if st.button(_("Apply rates"), type="primary", key="apply_rates"):
            _apply(edited, settings)
        downloads(as_table(settings), "exchange_rates", _("Exchange rates"))


def _columns(settings: Settings) -> dict[str, object]:
    column = st.column_config
    return {
        "currency": column.TextColumn(_("Currency"), max_chars=3, required=True, width="small"),
        "day": column.DateColumn(_("From"), width="small"),
        "worth": column.NumberColumn(
            _("One unit in {currency}", currency=settings.currency), min_value=0.0, required=True, format="%.6g"
        ),
        "source": column.TextColumn(_("Source"), disabled=True, help=_("Empty: your own rate."), width="small"),
    }


def _apply(edited: pd.DataFrame, settings: Settings) -> None:
    rates, wrong = read_table(edited, settings.currency)
    if wrong:
        st.warning(safe_markdown(" ".join(wrong)), icon=":material/error:")
        return
    put_settings(with_rates(settings, rates))
    st.rerun()


def _reference_button(settings: Settings, missing: list[str]) -> None:
    """Offer the published rates of the currencies that have none."""
    rates = reference_rates()
    if settings.currency not in rates.codes or not set(missing) & set(rates.codes):
        return
    first, last = (safe_markdown(day(rates.dates[i], settings.locale)) for i in (0, -1))
    label, source = _("Use ECB rates, {first} to {last}", first=first, last=last), _("{source}: month ends.", source=rates.source)
    if st.button(label, key="use_reference_rates", help=source):
        put_settings(with_reference(settings, missing))
        st.rerun()


def currency_notice(dataset: Dataset) -> None:
    """Say which currencies have no rate, and offer published rates or to report in one of them."""
    missing, settings = without_rate(dataset), dataset.settings
    if not missing:
        return
    codes = ", ".join(safe_markdown(code) for code in missing)
    with st.container(horizontal=True, vertical_alignment="center", border=True):
        st.markdown(
            _(
                ":material/currency_exchange: Amounts in {codes} stand apart: the figures are in {currency} and no rate is set.",
                codes=codes, currency=safe_markdown(settings.currency),
            )
        )  # fmt: skip
        _reference_button(settings, missing)
        for code in missing[:OFFERED]:
            if st.button(_("Report in {code}", code=safe_markdown(code)), key=f"report_in_{code}"):
                put_settings(in_currency(settings, code))
                st.rerun()
