"""The table of rows that found no creator, campaign or code: the same on the upload and the returns page."""

import pandas as pd
import streamlit as st

from lib.schema import TABLES
from lib.text import _

_SCROLLS_FROM = 6  # rows


def unmatched_table(unmatched: pd.DataFrame, key: str) -> None:
    """Draw ``lib.dataset.Dataset.unmatched``, most money first."""
    column = st.column_config
    config = {
        "table": column.TextColumn(_("Table"), width="small"),
        "key": column.TextColumn(_("Stated")),
        "rows": column.NumberColumn(_("Rows"), format="localized", width="small"),
        "money": column.NumberColumn(_("Money"), format="%,.2f"),
        "currency": column.TextColumn(_("Currency"), width="small"),
        "suggestion": column.TextColumn(_("Did you mean"), help=_("A code, tag or name of your campaigns that looks alike.")),
        "reason": column.TextColumn(_("What to know"), width="large"),
    }
    if unmatched["suggestion"].isna().all():
        del config["suggestion"]
    st.dataframe(
        readable(unmatched), hide_index=True, column_config=config, column_order=list(config), placeholder="–",
        height=240 if len(unmatched) > _SCROLLS_FROM else "content", key=key,
        alt=_("Rows that found no creator, campaign or code."),
    )  # fmt: skip


def readable(unmatched: pd.DataFrame) -> pd.DataFrame:
    """Return the rows with the titles of their tables, most money first."""
    titles = {kind: table.title for kind, table in TABLES.items()}
    return unmatched.sort_values("money", ascending=False, kind="stable").assign(
        table=unmatched["table"].map(titles).fillna(unmatched["table"])
    )
