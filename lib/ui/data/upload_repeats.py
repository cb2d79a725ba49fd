"""How the upload page shows what stands twice in the files and where they disagree: one line, tables on a click."""

import pandas as pd
import streamlit as st

from lib.dataset import Dataset
from lib.dataset.repeats import disagreements, repeats
from lib.format import number
from lib.schema import TABLES, column
from lib.text import _


def repeats_card(dataset: Dataset, locale: str) -> None:
    """Draw what repeats and what disagrees; nothing when there is neither."""
    twice, apart = repeats(dataset), disagreements(dataset)
    if twice.empty and apart.empty:
        return
    with st.expander(_title(twice, len(apart), locale), icon=":material/content_copy:", key="repeats"):
        if not twice.empty:
            st.caption(
                _("Nothing was dropped. A table given twice, and an order or post that stands twice, count once, in the newest "
                  "state; so do payments with a number of their own. Other equal rows count each time, because two equal payments "
                  "may both be true.")
            )  # fmt: skip
            st.dataframe(_readable(twice), hide_index=True, key="repeats_rows", alt=_("Rows and tables that stand twice."))
        if not apart.empty:
            st.caption(_("Where files disagree about a creator, the later file is believed."))
            st.dataframe(_named(apart), hide_index=True, key="repeats_conflicts", alt=_("Values on which files disagree."))


def _title(twice: pd.DataFrame, apart: int, locale: str) -> str:
    rows, tables = int(twice.loc[twice["what"] == "row", "rows"].sum()), int((twice["what"] == "table").sum())
    parts = [
        (rows, _("equal rows: {count}", count=number(rows, locale))),
        (tables, _("tables given twice: {count}", count=number(tables, locale))),
        (apart, _("values on which files disagree: {count}", count=number(apart, locale))),
    ]
    line = ", ".join(text for count, text in parts if count)
    return _("Seen more than once – {line}", line=line)


def _readable(twice: pd.DataFrame) -> pd.DataFrame:
    what = twice["what"].map({"row": _("equal rows"), "table": _("rows that another table gives too, or newer")})
    found = twice.assign(table=[TABLES[kind].title for kind in twice["table"]], what=what)
    return found.set_axis([_("Table"), _("File"), _("What repeats"), _("Rows"), _("In rows")], axis=1)


def _named(apart: pd.DataFrame) -> pd.DataFrame:
    found = apart.assign(column=[column("creators", name).label for name in apart["column"]])
    return found.set_axis([_("Creator"), _("Column"), _("Used"), _("Also given")], axis=1)
