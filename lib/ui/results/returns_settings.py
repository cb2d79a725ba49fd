"""The settings of the returns page: what profit takes off, own costs, estimates of what the files leave out, currency."""

from dataclasses import replace

import streamlit as st

from lib.roi.estimates import SHARED_BY
from lib.roi.rates import in_currency
from lib.settings import Settings
from lib.text import _
from lib.ui.results.returns import Book
from lib.ui.state import put_settings

_SHARED = {
    "cost": _("By the other cost of each"), "partnerships": _("Equally over partnerships"), "campaigns": _("Evenly over campaigns"),
}  # fmt: skip


def settings_panel(found: Book) -> None:
    """Let the reader set what the figures rest on beside the files; nothing changes before Apply."""
    with st.popover(_("Settings"), icon=":material/tune:", width="content"), st.form("returns_settings", border=False):
        changed = found.settings
        draws = {_("Profit"): _profit, _("Own costs"): _own_costs, _("Left out"): _left_out, _("Currency"): _currency}
        for tab, draw in zip(st.tabs(list(draws)), draws.values(), strict=True):
            with tab:
                changed = draw(changed)
        if st.form_submit_button(_("Apply"), type="primary"):
            put_settings(changed)
            st.rerun()


def _profit(now: Settings) -> Settings:
    margin = st.number_input(
        _("Gross margin, % of net sales"), 0.0, 100.0, now.gross_margin * 100.0, 1.0,
        help=_("What is left of sales after goods, packing and payment fees. At 100% the profit counts sales in full."),
    )  # fmt: skip
    inside = st.checkbox(
        _("Sales include VAT or sales tax"),
        now.prices_include_vat,
        help=_("Tax inside sales is not yours: the profit takes it off."),
    )
    vat = st.number_input(
        _("VAT rate, %"),
        0.0,
        100.0,
        now.vat_rate * 100.0,
        1.0,
        help=_("Used where your files state no tax. At 0% none is assumed."),
    )
    discount = st.checkbox(
        _("Count discounts as a cost"), now.discount_is_cost,
        help=_("Sales then count at list price, so that profit stays the same; ROI and ROAS change."),
    )  # fmt: skip
    target = st.number_input(_("Target ROI, %"), 0.0, None, now.target_roi * 100.0, 10.0)
    return replace(
        now, gross_margin=margin / 100, prices_include_vat=inside, vat_rate=vat / 100, discount_is_cost=discount,
        target_roi=target / 100,
    )  # fmt: skip


def _own_costs(now: Settings) -> Settings:
    code = now.currency
    hourly = st.number_input(
        _("Cost of an own hour, {currency}", currency=code), 0.0, None, float(now.internal_hourly_cost), 5.0,
        help=_("Prices own hours, where no cost of own time is stated."),
    )  # fmt: skip
    hours = st.number_input(
        _("Own hours per partnership"),
        0.0,
        None,
        float(now.hours_per_partnership),
        0.5,
        help=_("Used where your files state no hours."),
    )
    tools = st.number_input(
        _("Tools and software in all, {currency}", currency=code), 0.0, None, float(now.tools_total), 50.0,
        help=_("For the time your files cover. Shared over the partnerships whose tool cost is not stated."),
    )  # fmt: skip
    shared = st.selectbox(_("Share tools"), SHARED_BY, SHARED_BY.index(now.tools_shared), format_func=_SHARED.get)
    return replace(now, internal_hourly_cost=hourly, hours_per_partnership=hours, tools_total=tools, tools_shared=shared)


def _left_out(now: Settings) -> Settings:
    st.caption(_("Estimates of what your files leave out; at 0 the part stays missing."))
    code = now.currency
    gift = st.number_input(_("Value of a gifted product, {currency}", currency=code), 0.0, None, float(now.product_value), 5.0)
    rate = st.number_input(
        _("Commission, % of direct sales"), 0.0, 100.0, now.commission_rate * 100.0, 1.0,
        help=_("For affiliate, hybrid and commission partnerships whose commission is not stated."),
    )  # fmt: skip
    content = st.number_input(
        _("Value of a post's content, {currency}", currency=code), 0.0, None, float(now.content_value_per_post), 10.0,
        help=_("What making such content yourself would cost."),
    )  # fmt: skip
    later = st.checkbox(
        _("Count later orders of new customers"), now.later_orders_count,
        help=_("Orders without code or link by customers whose first order a creator brought."),
    )  # fmt: skip
    return replace(
        now, product_value=gift, commission_rate=rate / 100, content_value_per_post=content, later_orders_count=later
    )  # fmt: skip


def _currency(now: Settings) -> Settings:
    asked = st.text_input(_("Reporting currency"), now.currency, max_chars=3).strip().upper()
    return in_currency(now, asked if len(asked) == 3 and asked.isalpha() else now.currency)
