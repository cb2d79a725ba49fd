"""The part of the returns page that shows how far every part of cost and value is known."""

import pandas as pd
import streamlit as st

from lib.roi.components import LABELS
from lib.roi.known import component_table
from lib.text import _
from lib.ui.parts import downloads
from lib.ui.results.returns import Book

_STATES = {
    "given": _("Given"), "estimated": _("Estimated"), "given and estimated": _("Given, rest estimated"),
    "not counted": _("Known, not counted"), "missing": _("Missing"),
}  # fmt: skip
_ICONS = {"given": "●", "given and estimated": "◐", "estimated": "◌", "not counted": "–", "missing": "–"}


def known_and_missing(found: Book) -> None:
    """Draw every part of cost and value: given, estimated by which rule, or missing."""
    table = component_table(found.money, found.settings)
    absent = [LABELS[name] for name in table.loc[table["state"] == "missing", "component"]]
    title = _("Every part of cost and value is known at least in part")
    if absent:
        title = _("Nothing is known of {parts}", parts=", ".join(absent))
    st.subheader(title, anchor=False)
    st.caption(
        _("A missing part counts as nothing, not as a measured zero: the true cost or value is higher. Settings can estimate it.")
    )
    shown = _readable(table)
    column, code = st.column_config, found.settings.currency
    amount = {"format": "localized", "step": 1}
    config = {
        "side": column.TextColumn(_("Side"), width="small"),
        "part": column.TextColumn(_("Part"), width=140),
        "state": column.TextColumn(_("State"), width=165),
        "given": column.NumberColumn(_("Given, {currency}", currency=code), **amount),
        "estimated": column.NumberColumn(_("Estimated, {currency}", currency=code), **amount),
        "apart": column.NumberColumn(_("Not counted, {currency}", currency=code), **amount),
        "known": column.NumberColumn(_("Known for"), format="localized", width="small", help=_("Partnerships with an amount.")),
        "missing": column.NumberColumn(_("Missing for"), format="localized", width="small"),
        "rule": column.TextColumn(_("Rule of the estimate"), width="large"),
    }
    st.dataframe(
        shown, hide_index=True, column_config=config, column_order=list(config), height="content", placeholder="–",
        key="returns_components", alt=_("Parts of cost and value with what is given, estimated and missing."),
    )  # fmt: skip
    downloads(shown.rename(columns={name: cell["label"] for name, cell in config.items()}), "cost_and_value", _("Cost and value"))


def _readable(table: pd.DataFrame) -> pd.DataFrame:
    sides = {"cost": _("Cost"), "value": _("Value")}
    return pd.DataFrame(
        {
            "side": table["side"].map(sides),
            "part": table["component"].map(LABELS).str.capitalize(),
            "state": table["state"].map(_ICONS) + " " + table["state"].map(_STATES),
            **{name: table[name].round() for name in ("given", "estimated", "apart")},
            "known": table["known"],
            "missing": table["missing"],
            "rule": table["rule"],
        }
    )
