"""“How this figure came about”: one small button beside any figure, and the dialog it opens.

A page hands over a function that returns a ``lib.trace.Trace``; it is called on the click alone, so that a figure nobody asks
about costs nothing::

    traced_metric(_("ROI"), "80%", _("(Value − cost) / cost."), lambda: figure_trace(...), key="returns_roi")
    traced(lambda: figure_trace(...), key="compare_cell")     # the button alone, under a figure of your own

The trace's terms must add up to the figure as the page shows it; the dialog lists them, then every row with its file.
"""

from collections.abc import Callable
from functools import partial

import pandas as pd
import streamlit as st

from lib.format import number
from lib.report.workbook import CSV, XLSX, to_csv, to_xlsx
from lib.text import _
from lib.trace import Trace
from lib.ui.parts import safe_markdown
from lib.ui.state import workspace

SHOWN_ROWS = 1_000
_TITLES = {
    "term": _("Number"), "part": _("What"), "amount": _("Amount"), "items": _("Rows"), "file": _("File"), "line": _("Row"),
    "basis": _("Basis"), "note": _("Note"), "table": _("Table"), "creator": _("Creator"), "campaign": _("Campaign"),
    "currency": _("Currency"), "own_amount": _("In the file"), "platform": _("Platform"),
    "followers": _("Followers"), "authenticity": _("Authenticity"), "date": _("Date"),
}  # fmt: skip


def traced_metric(label: str, value: str, meaning: str, build: Callable[[], Trace], key: str, width: int | str = "stretch") -> None:
    """Draw a figure as a card whose button opens how it came about; ``value`` is written already, ``meaning`` its formula."""
    with st.container(border=True, width=width, gap=None):
        st.metric(label, safe_markdown(value), help=meaning)
        traced(build, key, _("Show how"))


def traced(build: Callable[[], Trace], key: str, label: str = _("How it came about")) -> None:
    """Draw the button that opens the dialog of ``build()``; ``key`` is unique on the page."""
    hint = _("The formula with its numbers, and the rows of your files behind them.")
    if st.button(label, key=f"{key}_trace", type="tertiary", icon=":material/account_tree:", help=hint):
        _dialog(build(), key)


@st.dialog(_("How this figure came about"), width="large")
def _dialog(trace: Trace, key: str) -> None:
    show(trace, key)


def show(trace: Trace, key: str) -> None:
    """Draw a trace in place: formula, what adds up to each number, the rows, downloads."""
    where = workspace().settings.locale
    st.subheader(safe_markdown(trace.name), anchor=False)
    st.markdown("\n".join(f"- {safe_markdown(step)}" for step in trace.steps))
    if trace.caveat:
        st.caption(safe_markdown(trace.caveat))
    parts = trace.parts()
    st.markdown(_("**What adds up to each number**"))
    _table(parts, trace.unit, f"{key}_parts", _("Parts of each number of the formula with their sums."), height="content")
    if trace.rows.empty:
        return
    st.markdown(_("**The rows behind it**"))
    count = number(len(trace.rows), where)
    if len(trace.rows) > SHOWN_ROWS:
        st.caption(_("The first {shown} of {count} rows; the downloads hold all.", shown=number(SHOWN_ROWS, where), count=count))
    _table(trace.rows.head(SHOWN_ROWS), trace.unit, f"{key}_rows", _("Rows of your files behind the figure."), height=280)
    _downloads(trace, parts, key)


def _table(frame: pd.DataFrame, unit: str, key: str, alt: str, **options: object) -> None:
    column, config = st.column_config, {}
    for name in frame:
        title = _TITLES.get(name, name)
        if name in ("amount", "own_amount"):
            title = _("{title}, {unit}", title=title, unit=unit) if unit and name == "amount" else title
            config[name] = column.NumberColumn(title, format="localized", step=0.01)
        elif pd.api.types.is_numeric_dtype(frame[name]):
            config[name] = column.NumberColumn(title, format="%d" if name == "line" else "localized", width="small")
        else:
            config[name] = column.Column(title)
    st.dataframe(frame, hide_index=True, column_config=config, key=key, alt=alt, placeholder="–", **options)


def _downloads(trace: Trace, parts: pd.DataFrame, key: str) -> None:
    """Offer the formula, its numbers and all rows as a workbook, and the rows as CSV."""
    parts, rows = (frame.rename(columns=_TITLES) for frame in (parts, trace.rows))
    workbook = partial(to_xlsx, {_("Numbers"): parts, _("Rows"): rows}, title=trace.name, notes=trace.steps)
    always = {"icon": ":material/download:", "on_click": "ignore"}
    with st.container(horizontal=True):
        st.download_button(_("XLSX"), workbook, "figure.xlsx", XLSX, key=f"{key}_xlsx", **always)
        st.download_button(_("CSV"), partial(to_csv, rows), "figure.csv", CSV, key=f"{key}_csv", **always)
