"""The parts of the partners page that look beyond one booking: repeats of the same creator, and customers who come back."""

import pandas as pd
import streamlit as st

from lib.charts import partners as charts
from lib.dataset import Dataset
from lib.dataset.proof import unmarked
from lib.format import money, percent
from lib.partners import words
from lib.partners.customers import Customers, by_creator, customers, horizons
from lib.partners.repeats import Fatigue, fatigue
from lib.roi.currency import factors
from lib.text import _
from lib.ui.cached import drawn
from lib.ui.creators.partners import Partners
from lib.ui.listing import listing
from lib.ui.parts import chart, safe_markdown


@st.cache_resource(show_spinner=False, max_entries=8)
def _fatigue(digest: str, _found: Partners) -> Fatigue | None:
    return fatigue(_found.rows)


def repeats(found: Partners) -> None:
    """Draw whether results tire when the same creator is booked again."""
    result, settings = _fatigue(unmarked(found.dataset.digest), found), found.settings
    st.subheader(safe_markdown(words.fatigue_title(result, settings)), anchor=False)
    if result is None:
        st.info(_("Five creators or more with two dated partnerships that brought something are needed; add start or post dates."))
        return
    told = words.fatigue_sentence(result, settings)
    chart(drawn(found.dataset, "repeats", lambda: charts.repeats(result.curve)), alt=told, key="partners_repeats")
    st.caption(safe_markdown(told))
    known = found.fees[["label", "platform", "tier"]].astype("str")
    columns = {
        "label": (_("Creator"), "text"),
        "platform": (_("Platform"), "text"),
        "tier": (_("Tier"), "text"),
        "n": (_("Partnerships"), "whole"),
        "change": (_("Change per repeat"), "share"),
        "low": (_("90% from"), "share"),
        "high": (_("90% to"), "share"),
    }
    listing(
        result.each.join(known), columns, "repeats", _("Creators booked twice or more with their change per repeat."), height=320
    )
    if result.each["change"].min() == result.each["change"].max():
        st.caption(_("Creators do not differ beyond chance, so everybody gets the programme's figure."))


@st.cache_resource(show_spinner=False, max_entries=8)
def _customers(digest: str, _dataset: Dataset) -> Customers | None:
    return customers(_dataset.orders, factors(_dataset.orders, _dataset.settings))


@st.cache_resource(show_spinner=False, max_entries=16)
def _by_creator(digest: str, horizon: int, _result: Customers, seed: int) -> pd.DataFrame:
    return by_creator(_result, horizon, seed)


def later(found: Partners) -> None:
    """Draw what customers won through creators bring in time, and through whom the best ones came."""
    result, settings = _customers(unmarked(found.dataset.digest), found.dataset), found.settings
    if result is None:
        st.subheader(_("Who comes back is not in your files yet"), anchor=False)
        st.info(_("Add orders with a customer column (an id or a hashed address) and a code or link that leads to a creator."))
        return
    st.subheader(safe_markdown(words.customers_title(result, settings)), anchor=False)
    told = words.customers_sentence(result, settings)
    if len(result.value):
        picture = drawn(found.dataset, "customer_value", lambda: charts.customer_value(result.value, settings.currency))
        chart(picture, alt=told, key="partners_customers")
    st.caption(safe_markdown(told))
    _horizons(result, found)
    names = {30: _("30 days"), 60: _("60 days"), 90: _("90 days")}
    horizon = st.segmented_control(
        _("What customers bring within"), list(names), format_func=names.get, default=90, required=True, key="partners_horizon"
    )
    table = _by_creator(unmarked(found.dataset.digest), int(horizon), result, settings.seed)
    shown = table.join(found.fees[["label"]])
    shown["label"] = shown["label"].fillna(pd.Series(shown.index, shown.index))
    columns = {
        "label": (_("Won through"), "text"),
        "customers": (_("Customers"), "whole"),
        "observed": (_("Observed as long"), "whole"),
        "revenue": (_("Per customer, {currency}", currency=settings.currency), "money"),
        "low": (_("90% from"), "money"),
        "high": (_("90% to"), "money"),
        "raw": (_("As measured"), "money"),
        "again": (_("Order again"), "share"),
        "again_low": (_("Order again, 90% from"), "share"),
        "again_high": (_("Order again, 90% to"), "share"),
        "later": (_("Later orders in 90 days, sum"), "whole"),
        "uncredited": (_("Of it credited to nobody"), "whole"),
    }
    listing(shown, columns, "customers", _("Creators with the customers they won and what these bring."), height=320)
    st.caption(_("Per customer, drawn toward all others where few were won; only customers observed that long count."))


def _horizons(result: Customers, found: Partners) -> None:
    """Draw what a customer brings and how many order again by each horizon."""
    settings = found.settings
    with st.container(horizontal=True, gap="small"):
        for row in horizons(result).itertuples():
            each, low, high = (money(value, settings.currency, settings.locale) for value in (row.revenue, row.low, row.high))
            told = _("90% between {low} and {high}; {n} customers observed as long.", low=low, high=high, n=row.at_risk)
            rate, low, high = (percent(value, settings.locale, 0) for value in (row.rate, row.rate_low, row.rate_high))
            told += " " + _("{rate} had ordered again (90%: {low} to {high}).", rate=rate, low=low, high=high)
            st.metric(_("Within {n} days", n=row.day), safe_markdown(each), help=safe_markdown(told), border=True, width=170)
