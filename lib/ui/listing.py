"""One table with headings, formats, downloads and, when asked, a row to choose: the same on every page that uses it."""

import pandas as pd
import streamlit as st

from lib.text import _
from lib.ui.parts import downloads

_DIGITS = {"whole": 0, "money": 2, "share": 3, "times": 2, "one": 1}
_FORMATS = {"whole": "localized", "money": "%.2f", "share": "percent", "times": "%.2f×", "one": "%.1f"}
_ROW, _HEAD = 35, 38  # pixels of a row and of the headings
Columns = dict[str, tuple[str, str]]  # column -> (heading, 'text', 'long', 'figure', 'day' or a key of _FORMATS)


def listing(
    frame: pd.DataFrame, columns: Columns, name: str, alt: str, *, choose: bool = False, height: int | str = "auto"
) -> pd.Series | None:
    """Draw the ``columns`` of ``frame`` under their headings, the first pinned, with downloads named ``name``.

    With ``choose`` a row can be selected: that row of ``frame`` comes back, else None. Downloads keep every digit.
    """
    kept = frame[list(columns)]
    digits = {column: _DIGITS[form] for column, (_title, form) in columns.items() if form in _DIGITS}
    picking = {"on_select": "rerun", "selection_mode": "single-row"} if choose else {}
    drawn = st.dataframe(
        kept.round(digits),
        hide_index=True,
        column_config=_config(columns),
        column_order=list(columns),
        height="content" if isinstance(height, int) and len(kept) <= (height - _HEAD) // _ROW - 1 else height,
        placeholder="–",
        key=f"{name}_table",
        alt=alt,
        **picking,
    )
    titles = {column: title for column, (title, _form) in columns.items()}
    first = next(iter(columns))
    plain = kept.assign(**{first: kept[first].astype("str").str.removeprefix("@")}) if columns[first][1] == "text" else kept
    downloads(plain.rename(columns=titles), name, name.replace("_", " ").capitalize())
    rows = drawn.selection.rows if choose else []
    return frame.iloc[rows[0]] if rows and rows[0] < len(frame) else None


def _config(columns: Columns) -> dict[str, object]:
    column, first = st.column_config, next(iter(columns))
    config: dict[str, object] = {}
    for name, (title, form) in columns.items():
        pinned = name == first
        if form == "day":
            config[name] = column.DateColumn(title, pinned=pinned)
        elif form in _FORMATS:
            step = 1 if form == "whole" else None
            config[name] = column.NumberColumn(title, format=_FORMATS[form], step=step, pinned=pinned)
        else:
            place = "right" if form == "figure" else None
            config[name] = column.TextColumn(title, pinned=pinned, width="large" if form == "long" else None, alignment=place)
    return config


def choose_hint() -> None:
    """Say that a row can be opened."""
    st.caption(_("Select a row to read it in words and to see the rows behind it."))
