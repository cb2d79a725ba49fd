"""The part of the attribution page on branded search: what campaigns added to searches for the brand, and what that is worth."""

from dataclasses import replace

import pandas as pd
import streamlit as st

from lib.attribution.search_lift import (
    BASELINE,
    FEWEST,
    LEVEL,
    Lift,
    added_once,
    added_value,
    campaign_spans,
    lift_table,
    lifts,
    search_series,
    step_of,
)
from lib.charts.attribution import search_baseline
from lib.dataset import Dataset
from lib.dataset.proof import rows_digest
from lib.format import compact_money, number, percent
from lib.settings import Settings
from lib.text import _
from lib.ui.parts import chart, downloads, safe_markdown
from lib.ui.results.attribution import Found, written
from lib.ui.state import put_settings

Lifts = tuple[dict[str, Lift | None], pd.DataFrame, pd.Series]


@st.cache_resource(show_spinner="Fitting the baselines of branded search …", max_entries=8)
def _lifts(rows: str, _dataset: Dataset) -> Lifts:
    series, spans = search_series(_dataset), campaign_spans(_dataset)
    return dict(lifts(series, spans)), spans, series


def worth_of_a_search(settings: Settings) -> float | None:
    """Return the value of one branded search: conversion × order value; None until both are set."""
    if settings.search_conversion is None or settings.search_order_value is None:
        return None
    return settings.search_conversion * settings.search_order_value


def lift_of_campaigns(dataset: Dataset) -> tuple[pd.DataFrame, Lifts]:
    """Return (``lift_table`` with a flag ``added``, what it rests on)."""
    found = _lifts(rows_digest(dataset.digest), dataset)
    table = lift_table(found[0], found[1], worth_of_a_search(dataset.settings))
    return table.assign(added=added_once(table)), found


def search_value(found: Found) -> tuple[float, str]:
    """Return (value of branded search for the full estimate, where it comes from); missing when nothing is known.

    What the campaigns table states comes first, since Returns counts it; else the lifts claimed, each day once.
    """
    if found.stated_search == found.stated_search:
        return found.stated_search, _("as your campaigns table states it")
    if worth_of_a_search(found.settings) is None or found.dataset.traffic["brand_searches"].isna().all():
        return float("nan"), ""
    table, _rest = lift_of_campaigns(found.dataset)
    value, low, high = added_value(table, table["added"])
    low, high = (compact_money(end, found.settings.currency, found.settings.locale) for end in (low, high))
    return value, _("measured lift × conversion × order value; 90% range {low} to {high}", low=low, high=high)


def branded_search(found: Found) -> None:
    """Draw each campaign's lift in branded search with its interval, one of them in full, and its worth."""
    series = search_series(found.dataset)
    if step_of(series) is None:
        _teach(series)
        return
    table, (fits, spans, _series) = lift_of_campaigns(found.dataset)
    if table.empty:
        _teach(series)
        return
    settings = found.settings
    st.subheader(safe_markdown(_title(table, settings)), anchor=False)
    chance = number(max(1, round((1 - LEVEL) / 2 * len(table))), settings.locale)
    st.caption(
        _("A lift is claimed only where its whole 90% range is above zero. Of {n} campaigns that add nothing, about {chance} "
          "would seem to by chance.", n=number(len(table), settings.locale), chance=chance)
    )  # fmt: skip
    _worth(found)
    key = _choice(table, settings)
    _one_campaign(fits[key], spans.loc[key], table.loc[key], series, settings)
    _table(table, settings)


def _teach(series: pd.Series) -> None:
    st.subheader(_("No series of brand searches yet"), anchor=False)
    st.write(
        _("Add a file with a date and the searches for your brand, one row per day: from Search Console, filtered on queries "
          "that contain your name, or from a keyword tool. The columns Date and Brand searches are enough.")
    )  # fmt: skip
    if len(series):
        text = _("Your files hold {n} dates. A campaign needs {days} daily values before it (or {weeks} weekly ones).")
        st.caption(text.format(n=len(series), days=FEWEST[1], weeks=FEWEST[7]))


def _title(table: pd.DataFrame, settings: Settings) -> str:
    claimed = table[table["claimed"].astype(bool)]
    if claimed.empty:
        return _("No campaign moved searches for the brand beyond doubt")
    best = claimed.loc[claimed["lift"].idxmax()]
    share = percent(best["lift"] / best["expected"], settings.locale, 0)
    text = _("{campaign} lifted searches for the brand most: {share} above the baseline")
    return text.format(campaign=best["campaign"], share=share)


def _worth(found: Found) -> None:
    """Let the reader state what a search is worth, with its source; without it lifts stay in searches."""
    settings = found.settings
    with st.popover(_("What a search is worth"), icon=":material/tune:"), st.form("search_worth", border=False):
        st.caption(_("Value = lift × conversion × order value. Leave one empty to see searches alone."))
        sales = found.sales
        mean = sales.revenue.sum() / sales.orders.sum() if sales.orders.sum() > 0 else float("nan")
        conversion = st.number_input(
            _("Orders per 100 brand searches"), 0.0, 100.0,
            None if settings.search_conversion is None else settings.search_conversion * 100, 0.1,
        )  # fmt: skip
        value = st.number_input(
            _("Order value, {currency}", currency=settings.currency), 0.0, None, settings.search_order_value, 1.0,
            help=_("Your own orders: {amount} on average.", amount=written(mean, settings)),
        )  # fmt: skip
        source = st.text_input(_("Source of these figures"), settings.search_source, max_chars=120)
        if st.form_submit_button(_("Apply"), type="primary"):
            share = None if conversion is None else conversion / 100
            put_settings(replace(settings, search_conversion=share, search_order_value=value, search_source=source))
            st.rerun()


def _choice(table: pd.DataFrame, settings: Settings) -> str:
    order = table.sort_values(["claimed", "lift"], ascending=False).index
    names = {key: f"{row['campaign']} ({number(row['lift'], settings.locale)})" for key, row in table.iterrows()}
    label = _("Campaign (searches above the baseline)")
    return st.selectbox(label, list(order), format_func=names.get, key="attribution_search_campaign")


def _one_campaign(lift: Lift, span: pd.Series, row: pd.Series, series: pd.Series, settings: Settings) -> None:
    where = settings.locale
    low, high, amount = (number(value, where) for value in (lift.low, lift.high, lift.lift))
    said = _("{amount} searches above the baseline (90% range {low} to {high}).", amount=amount, low=low, high=high)
    if not lift.claimed:
        text = _("{amount} searches above the baseline (90% range {low} to {high}): no lift is claimed.")
        said = text.format(amount=amount, low=low, high=high)
    st.markdown(safe_markdown(said))
    searches, expected = number(lift.searches, where), number(lift.expected, where)
    text = _("{searches} searches counted, {expected} expected from {n} values before.")
    st.caption(text.format(searches=searches, expected=expected, n=lift.baseline_days))
    if row["others"] or row["beside"]:
        text = _("{others} other campaigns ran in the days of the baseline, {beside} in the same days: the lift may be theirs.")
        st.caption(text.format(others=row["others"], beside=row["beside"]))
    dates = pd.DatetimeIndex(lift.dates)
    frame = pd.DataFrame({"date": dates, "searches": series.reindex(dates).to_numpy(), "expected": lift.expected_by_day})
    frame = frame.assign(low=lift.low_by_day, high=lift.high_by_day)
    alt = _("Searches for the brand against the baseline, {days} days before the campaign and during it.", days=BASELINE)
    chart(search_baseline(frame, span["start"], min(span["end"], dates[-1])), alt=f"{alt} {said}", key="attribution_search")
    downloads(frame, "search_by_day", _("Searches by day"))


def _table(table: pd.DataFrame, settings: Settings) -> None:
    column = st.column_config
    whole = {"format": "localized", "step": 1}
    config = {
        "campaign": column.TextColumn(_("Campaign"), pinned=True),
        "start": column.DateColumn(_("From")),
        "end": column.DateColumn(_("To")),
        "searches": column.NumberColumn(_("Searches"), **whole),
        "expected": column.NumberColumn(_("Expected"), **whole),
        "lift": column.NumberColumn(_("Lift"), **whole),
        "low": column.NumberColumn(_("Low"), help=_("Lower end of the 90% range."), **whole),
        "high": column.NumberColumn(_("High"), help=_("Upper end of the 90% range."), **whole),
        "claimed": column.CheckboxColumn(_("Claimed")),
        "added": column.CheckboxColumn(_("Added up"), help=_("Of campaigns in the same days only the largest lift is added.")),
        "others": column.NumberColumn(_("Others before"), help=_("Other campaigns in the days of the baseline."), format="%d"),
        "beside": column.NumberColumn(_("Others beside"), help=_("Other campaigns in the same days."), format="%d"),
    }
    if worth_of_a_search(settings) is not None:
        names = {"value": _("Value, {currency}"), "value_low": _("Low, {currency}"), "value_high": _("High, {currency}")}
        config |= {name: column.NumberColumn(text.format(currency=settings.currency), **whole) for name, text in names.items()}
        source = safe_markdown(settings.search_source) or _("no source stated")
        value, share = written(settings.search_order_value, settings), percent(settings.search_conversion, settings.locale, 1)
        st.caption(_("Value = lift × {conversion} × {value} ({source}).", conversion=share, value=value, source=source))
    ordered = table.sort_values(["claimed", "lift"], ascending=False)
    shown = ordered[list(config)].round(dict.fromkeys(("searches", "expected", "lift", "low", "high"), 0))
    st.dataframe(
        shown, hide_index=True, column_config=config, height=300, placeholder="–", key="attribution_lifts",
        alt=_("Campaigns with searches, baseline, lift and its range."),
    )  # fmt: skip
    downloads(shown.rename(columns={name: cell["label"] for name, cell in config.items()}), "search_lift", _("Branded search"))
