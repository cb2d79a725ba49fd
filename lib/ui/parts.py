"""Parts that every page uses: header, guard with a teaching empty state, safe Markdown, tables, downloads, errors."""

import logging
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from lib.charts.base import painted
from lib.dataset import Dataset
from lib.report.workbook import CSV, XLSX, to_csv, to_xlsx
from lib.schema import TABLES
from lib.text import _
from lib.ui.state import load_imports, workspace

UPLOAD_PAGE = "pages/data/upload.py"
_MARKUP = re.compile(r"([\\`*_{}\[\]()#!|<>~$:&]|^[-+]|(?<=\d)\.(?= |$))")
_LINK = re.compile(r"(?<=:)(?=//)|(?<=www)(?=\.)", re.IGNORECASE)


def safe_markdown(text: object) -> str:
    """Return uploaded text that Markdown, HTML, LaTeX, icons and automatic links all leave as it is."""
    unlinked = _LINK.sub("\u2060", " ".join(str(text).split()))  # a word joiner: invisible, and no address any more
    return _MARKUP.sub(r"\\\1", unlinked)


def header(title: str, subtitle: str = "") -> None:
    """Draw the page's title and one sentence under it."""
    st.title(title, anchor=False)
    if subtitle:
        st.caption(subtitle)


def sample_banner() -> None:
    """Say that the figures are the sample brand's, with one click to clear them."""
    if not workspace().is_sample:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(_(":material/science: Sample workspace: an invented brand's year, so that you can look around."))
        if st.button(_("Clear and use my files"), type="tertiary", icon=":material/delete_sweep:", key="clear_sample"):
            load_imports((), workspace().settings)
            st.switch_page(UPLOAD_PAGE)


def require(dataset: Dataset, *kinds: str, why: str) -> None:
    """Stop the page with an empty state that teaches when any table of ``kinds`` has no rows."""
    missing = [kind for kind in kinds if getattr(dataset, kind).empty]
    if not missing:
        return
    with st.container(border=True):
        st.subheader(_("Nothing to show yet"), anchor=False)
        st.write(why)
        for kind in missing:
            table = TABLES[kind]
            st.markdown(_("**{title}**: one row is {row}.", title=table.title, row=table.row))
        st.page_link(UPLOAD_PAGE, label=_("Add files"), icon=":material/upload_file:")
    st.stop()


@contextmanager
def sentences() -> Iterator[None]:
    """Turn any error inside the block into one sentence; the details go to the log, never to the page."""
    try:
        yield
    except Exception:
        logging.getLogger("true_reach").exception("page failed")
        st.error(_("This part could not be drawn from the present data. Your files are untouched; see the server's log."))


def open_tab(draws: Mapping[str, Callable[..., None]], key: str, *args: object) -> None:
    """Draw tabs of ``draws`` (label → what draws it, called with ``args``) and fill the open one alone."""
    for tab, draw in zip(st.tabs(list(draws), key=key, on_change="rerun"), draws.values(), strict=True):
        if tab.open:
            with tab, sentences():
                draw(*args)


def dark_page() -> bool:
    """Return whether the visitor's page is dark."""
    return st.context.theme.type == "dark"


def chart(figure: go.Figure, alt: str, key: str, **options: object) -> object:
    """Draw a figure with its text alternative, the one way to draw any; pass ``on_select='rerun'`` to make it clickable."""
    drawn = painted(figure, dark_page())  # our own colours: under Streamlit's theme the browser draws every chart twice
    return st.plotly_chart(drawn, theme=None, key=key, alt=alt, config={"displayModeBar": False}, **options)


def downloads(frame: pd.DataFrame, name: str, title: str) -> None:
    """Offer ``frame`` as XLSX and CSV, built on the click."""
    always = {"icon": ":material/download:", "on_click": "ignore"}
    with st.container(horizontal=True):
        st.download_button(_("XLSX"), partial(to_xlsx, {title[:31]: frame}), f"{name}.xlsx", XLSX, key=f"{name}_xlsx", **always)
        st.download_button(_("CSV"), partial(to_csv, frame), f"{name}.csv", CSV, key=f"{name}_csv", **always)
