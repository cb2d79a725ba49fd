"""The part of the attribution page on creators: whose sales were found by which method, and how much of them is beyond doubt."""

import numpy as np
import pandas as pd
import streamlit as st

from lib.attribution.sales import LINKING, METHODS
from lib.attribution.trace import sales_trace
from lib.attribution.union import INSIDE, by_creator
from lib.format import percent
from lib.text import _
from lib.trace import Trace
from lib.ui.parts import downloads, safe_markdown
from lib.ui.results.attribution import Found, written
from lib.ui.traced import traced

_PARTS = {
    "revenue": _("Direct, {currency}"),
    "floor": _("Floor, {currency}"),
    "doubt": _("In doubt, {currency}"),
    "outside": _("Outside the window, {currency}"),
}


def creators_part(found: Found, window: int | None) -> None:
    """Draw direct sales per creator by method and certainty; a chosen creator opens its orders."""
    table = by_creator(found.sales, found.place(window), found.leaks.doubt)
    if table.empty:
        st.subheader(_("No order is credited to a creator yet"), anchor=False)
        return
    names = found.dataset.creators.set_index("creator_key")["label"]
    labels = [_("No single creator") if pd.isna(key) else str(names[key]) for key in table.index]
    st.subheader(_title(table, labels, found), anchor=False)
    st.caption(_("Floor, in doubt and outside the window add up to direct. Sales by method overlap: one order may show several."))
    config = _columns(found, table)
    shown = table.assign(label=labels)[list(config)]
    picked = st.dataframe(
        shown.round(dict.fromkeys([*_PARTS, *LINKING], 0)), hide_index=True, column_config=config, on_select="rerun",
        selection_mode="single-row", height=420 if len(table) > 10 else "content", key="attribution_creators",
        alt=_("Direct sales per creator by certainty and by method."),
    )  # fmt: skip
    plain = shown.assign(label=shown["label"].str.removeprefix("@"))
    titles = {name: cell["label"] for name, cell in config.items()}
    downloads(plain.rename(columns=titles), "attribution_by_creator", _("Creators"))
    if picked.selection.rows:
        place = picked.selection.rows[0]
        key, label = table.index[place], labels[place]
        traced(lambda: _trace(found, window, key, label), key="attribution_creator", label=_("Orders of this creator"))


def _title(table: pd.DataFrame, labels: list[str], found: Found) -> str:
    share = percent(table["floor"].sum() / table["revenue"].sum() if table["revenue"].sum() else np.nan, found.settings.locale, 0)
    first = written(table["revenue"].iloc[0], found.settings)
    text = _("{share} of direct sales stand in the cautious floor; {name} brought most with {amount}")
    return text.format(share=safe_markdown(share), name=safe_markdown(labels[0]), amount=first)


def _columns(found: Found, table: pd.DataFrame) -> dict[str, object]:
    """Return the columns that hold anything: certainty, then the methods that found something."""
    column, code = st.column_config, found.settings.currency
    money = {"format": "localized", "step": 1}
    used = {name: text.format(currency=code) for name, text in _PARTS.items() if table[name].any()}
    used |= {name: _("By {method}", method=METHODS[name]) for name in LINKING if table[name].any()}
    first = {"label": column.TextColumn(_("Creator"), pinned=True), "orders": column.NumberColumn(_("Orders"), format="localized")}
    return first | {name: column.NumberColumn(label, **money) for name, label in used.items()}


def _trace(found: Found, window: int | None, key: str | float, label: str) -> Trace:
    sales, doubt = found.sales, found.leaks.doubt
    place = -1 if pd.isna(key) else sales.creators.get_loc(key)
    mine, inside = sales.credited & (sales.creator == place), found.place(window) == INSIDE
    parts = {
        _("Floor"): mine * inside * (1 - doubt),
        _("In doubt"): mine * inside * doubt,
        _("Outside the window"): mine * ~inside * 1.0,
    }
    step = _("Net sales of every order that a code, link, tag, landing page or the file itself credits to {name}.", name=label)
    return sales_trace(found.dataset, sales, label, parts, (step,))
