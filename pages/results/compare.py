"""Compare: tiers, platforms, partnership models and more on one measure, with intervals, n and what is published."""

from functools import partial

import streamlit as st

from lib.compare import words
from lib.text import _
from lib.ui.parts import chart, dark_page, downloads, header, open_tab, require
from lib.ui.results.compare import answer, chosen, view
from lib.ui.results.compare_tables import behind, read, table, table_columns
from lib.ui.results.compare_trace import cell_trace
from lib.ui.state import workspace
from lib.ui.traced import traced

dataset, settings = workspace().dataset, workspace().settings
if dataset.creators.empty and dataset.campaigns.empty:
    header(_("Compare what tiers, platforms and models return"))
    why = _("A creator list compares engagement and authenticity; a campaign list with costs and results compares returns.")
    require(dataset, "creators", "campaigns", why=why)

title = st.container()
with st.container(border=True):
    choice = chosen(dataset)
shown = view(dataset, choice)
result, cells = shown.result, shown.cells
with title:
    header(shown.title, shown.summary)
if cells.empty:
    missing = _("The files hold no figures for this. Choose another measure, or add what it needs: {formula}")
    st.info(missing.format(formula=words.formula(result)), icon=":material/info:")
    st.stop()

picked_key = f"compare_picked_{abs(hash((dataset.digest, choice)))}"
chart_key, table_key = f"{picked_key}_chart", f"{picked_key}_table"


def pick_in_chart() -> None:
    """Remember the cell clicked in the chart."""
    points = st.session_state[chart_key]["selection"]["points"]
    st.session_state[picked_key] = int(points[0]["customdata"]) if points else None


def pick_in_table() -> None:
    """Remember the cell ticked in the table."""
    rows = st.session_state[table_key]["selection"]["rows"]
    st.session_state[picked_key] = rows[0] if rows else None


def draw_picture() -> None:
    """Draw the groups as squares or as ranges."""
    st.subheader(shown.spread, anchor=False)
    if len(choice.by) == 2:
        better = _("Lighter is better.") if dark_page() else _("Darker is better.")
        st.caption(_("{better} Grey squares rest on few data. Click a square to see who is behind it.", better=better))
    else:
        st.caption(_("Bars are 90% ranges. Click a point to see who is behind it."))
    chart(shown.picture, alt=f"{shown.title}. {shown.spread}", key=chart_key, on_select=pick_in_chart, selection_mode="points")
    if shown.few:
        st.caption(shown.few, help=_("Their estimates lean on the groups beside them."))


def draw_table() -> None:
    """Draw the groups as a table beside what is published."""
    st.subheader(shown.published, anchor=False)
    st.dataframe(
        read(cells, result), key=table_key, hide_index=True, on_select=pick_in_table, selection_mode="single-row", placeholder="–",
        alt=_("Table of groups with estimate, range, n and published figures."), **table_columns(result, settings),
    )  # fmt: skip
    st.caption(shown.source)
    downloads(table(cells, result, settings), "comparison", _("Comparison"))


def draw_sizes() -> None:
    """Draw each group's result over its size."""
    st.subheader(shown.size, anchor=False)
    chart(shown.sizes, alt=shown.size, key="compare_size")


left, question = st.columns([1.9, 1])
with left.container(border=True, height="stretch"):
    draws = {_("Picture"): draw_picture, _("Table and benchmarks"): draw_table, _("Size and result"): draw_sizes}
    open_tab(draws, "compare_view")

with question.container(border=True, height="stretch"):
    st.subheader(_("Is the difference real?"), anchor=False)
    best = result.ranked().index
    options = [*best, *cells.index.difference(best)]
    ask = {"options": options, "format_func": cells["name"].get}
    a = st.selectbox(_("Group"), index=0, key=f"{picked_key}_a", **ask)
    b = st.selectbox(_("Compared with"), index=min(1, len(options) - 1), key=f"{picked_key}_b", **ask)
    if a == b:
        st.write(_("Choose two different groups."))
    else:
        found = answer(dataset, choice, a, b, result)
        st.markdown(found.told)
        chart(found.picture, alt=f"{found.told} {found.first} {found.second}", key="compare_overlap")
        for place, standing in ((a, found.first), (b, found.second)):
            st.caption(standing)
            traced(partial(cell_trace, dataset, choice, result, place), f"{picked_key}_{place}")
        if found.reverses:
            st.warning(found.mix, icon=":material/swap_vert:")
        elif found.mix:
            st.caption(found.mix)

if (picked := st.session_state.get(picked_key)) is not None:
    behind(result, picked, dataset, picked_key, partial(cell_trace, dataset, choice, result, picked))
