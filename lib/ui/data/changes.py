"""The parts of the changes page: what changed in words, sums, moves, rows, headers."""

from functools import partial

import numpy as np
import pandas as pd
import streamlit as st

from lib.changes import Changes, header_changes, movable, moves
from lib.charts.changes import largest_moves, way
from lib.format import compact, number, percent
from lib.ingest.model import Table
from lib.report.workbook import XLSX, to_xlsx
from lib.schema import column
from lib.text import _
from lib.ui.data.changes_sources import Source, measure_name
from lib.ui.parts import chart, safe_markdown
from lib.ui.state import workspace

SHOWN_MOVES, SHOWN_ROWS = 15, 2_000
FITS = 10  # rows in the height of a list
STATUS = {"added": _("Added"), "gone": _("Gone"), "changed": _("Changed")}


def headline(changes: Changes) -> str:
    """Return what changed as one sentence."""
    where = workspace().settings.locale
    counts = {status: number(changes.count(status), where) for status in STATUS}
    if changes.rows.empty:
        return _("Nothing changed: both files hold the same rows")
    return _("Rows: {added} added, {gone} gone, {changed} changed", **counts)


def figures(changes: Changes) -> None:
    """Draw the counts of rows, and by what they found each other."""
    where, total = workspace().settings.locale, changes.measures.iloc[0]
    cards = (
        (_("Rows before"), total["before"]), (_("Added"), changes.count("added")), (_("Gone"), changes.count("gone")),
        (_("Changed"), changes.count("changed")), (_("Unchanged"), changes.same), (_("Rows after"), total["after"]),
    )  # fmt: skip
    with st.container(horizontal=True, gap="small"):
        for label, value in cards:
            st.metric(label, number(value, where), border=True, width=152)
    names = ", ".join(measure_name(changes.kind, name) for name in changes.key)
    if names:
        st.caption(_("Rows found each other by: {names}.", names=safe_markdown(names)))
    else:
        st.warning(_("No column names the rows in both files, so only equal rows found each other."), icon=":material/link_off:")


def sums(changes: Changes) -> None:
    """Draw how every sum came from the older file to the newer, and one of them as a picture."""
    where, table = workspace().settings.locale, changes.measures
    names = [measure_name(changes.kind, row.measure, row.currency) for row in table.itertuples()]
    largest = (table["after"] - table["before"]).abs() / table[["before", "after"]].abs().max(axis=1)
    start = int(np.nanargmax(largest.to_numpy()[1:])) + 1 if len(table) > 1 else 0
    place = st.selectbox(_("Sum"), range(len(table)), index=start, format_func=names.__getitem__, key=f"changes_sum_{changes.kind}")
    row = table.iloc[place]
    share = (row["after"] - row["before"]) / row["before"] if row["before"] else np.nan
    told = {"name": names[place], "share": percent(abs(share), where), "after": compact(row["after"], where)}
    title = _("{name}: {after}, as before", **told)
    if row["after"] != row["before"]:
        title = _("{name} rose by {share} to {after}", **told) if share > 0 else _("{name} fell by {share} to {after}", **told)
        title = title if share == share else _("{name} is new: {after}", **told)
    st.subheader(safe_markdown(title), anchor=False)
    chart(way(row[["before", "added", "gone", "changed", "after"]].astype(float), names[place]), alt=title, key="changes_way")
    st.caption(_("Before + added − gone + changed = after, for every sum. A missing amount adds nothing."))
    cell = st.column_config
    config = {"name": cell.TextColumn(_("Sum of"), pinned=True)} | {
        name: cell.NumberColumn(title, format="localized")
        for name, title in (
            ("before", _("Before")), ("added", _("Added")), ("gone", _("Gone")), ("changed", _("Changed")), ("after", _("After")),
        )
    }  # fmt: skip
    shown = table.assign(name=names).round(2)
    st.dataframe(
        shown, hide_index=True, column_config=config, column_order=list(config), height="content", key="changes_sums",
        alt=_("Sums of every count and amount before and after, with what was added, gone and changed."),
    )  # fmt: skip


def largest(changes: Changes) -> None:
    """Draw who moved most in followers, engagement, price or any other figure."""
    where, names = workspace().settings.locale, movable(changes)
    if not names:
        st.write(_("No figure changed in a row that stands in both files."))
        return
    label = partial(measure_name, changes.kind)
    measure = st.selectbox(_("Figure"), names, format_func=label, key=f"changes_measure_{changes.kind}")
    found = moves(changes, measure)
    rate = (known := column(changes.kind, measure)) is not None and known.type == "rate"
    write = (lambda value: percent(value, where, 2)) if rate else (lambda value: number(value, where, 2))
    first = found.iloc[0]
    told = {"who": first["label"], "what": label(measure), "old": write(first["before"]), "new": write(first["after"])}
    title = _("{who} moved most: {what} from {old} to {new}", **told)
    st.subheader(safe_markdown(title), anchor=False)
    axis = _("Change of {figure}", figure=label(measure).lower())
    chart(largest_moves(found.head(SHOWN_MOVES), axis, ".1~%" if rate else "~s"), alt=title, key="changes_moves")
    cell, form = st.column_config, "percent" if rate else "localized"
    config = {
        "label": cell.TextColumn(_("Row"), pinned=True),
        "before": cell.NumberColumn(_("Before"), format=form),
        "after": cell.NumberColumn(_("After"), format=form),
        "difference": cell.NumberColumn(_("Change"), format=form),
        "share": cell.NumberColumn(_("Change, % of before"), format="percent"),
        "after_row": cell.NumberColumn(_("Row in the newer file"), format="%d"),
    }
    st.dataframe(
        found.head(SHOWN_ROWS), hide_index=True, column_config=config, column_order=list(config), key="changes_moves_table",
        placeholder="–", alt=_("Rows by the size of their change."),
    )  # fmt: skip


def rows(changes: Changes) -> None:
    """Draw the rows added, gone or changed; for changed ones every cell that differs."""
    present = [status for status in STATUS if changes.count(status)]
    if not present:
        st.write(_("Both files hold the same rows."))
        return
    status = st.segmented_control(
        _("Rows"), present, format_func=STATUS.get, default=present[0], required=True, key=f"changes_rows_{changes.kind}"
    )
    frame = cells(changes) if status == "changed" else listed(changes, status)
    if len(frame) > SHOWN_ROWS:
        where = workspace().settings.locale
        st.caption(
            _("The first {shown} of {all}; the workbook holds all.", shown=number(SHOWN_ROWS, where), all=number(len(frame), where))
        )
    st.dataframe(
        frame.head(SHOWN_ROWS),
        hide_index=True,
        key=f"changes_listed_{status}",
        placeholder="–",
        height=420 if len(frame) > FITS else "content",
        column_config=_figures(frame),
        alt=_("Rows that were added, gone or changed."),
    )


def _figures(frame: pd.DataFrame) -> dict[str, object]:
    """Return how the numbers of a list of rows are written: as the reader's locale does, row numbers plainly."""
    places = (_("Row in the older file"), _("Row in the newer file"))
    numbers = frame.select_dtypes("number").columns
    return {name: st.column_config.NumberColumn(format="%d" if name in places else "localized") for name in numbers}


def listed(changes: Changes, status: str) -> pd.DataFrame:
    """Return the rows of one status under their labels, without columns that are empty in all of them."""
    frame = changes.rows[changes.rows["status"] == status].drop(columns="status").dropna(axis=1, how="all")
    titles = {"before_row": _("Row in the older file"), "after_row": _("Row in the newer file")}
    return frame.rename(columns=titles | {name: measure_name(changes.kind, name) for name in frame if name not in titles})


def cells(changes: Changes) -> pd.DataFrame:
    """Return the changed cells under headings: what names the row, column, before and after as text, difference."""
    known = changes.rows[changes.rows["status"] == "changed"].drop_duplicates("after_row").set_index("after_row")
    found = changes.cells
    named = {measure_name(changes.kind, name): known[name].reindex(found["after_row"]).to_numpy() for name in changes.key}
    return pd.DataFrame(
        named | {
            _("Column"): [measure_name(changes.kind, name) for name in found["column"]],
            _("Before"): found["before"].map(str, na_action="ignore"), _("After"): found["after"].map(str, na_action="ignore"),
            _("Change"): found["difference"].astype(float),
            _("Row in the older file"): found["before_row"], _("Row in the newer file"): found["after_row"],
        }
    )  # fmt: skip


def headers_of(before: Table, after: Table) -> pd.DataFrame:
    """Return the headers that differ, under headings for people."""
    found = header_changes(after.kind, before.mapping, after.mapping, before.unmapped, after.unmapped)
    kinds = {"renamed": _("Renamed"), "new": _("New"), "gone": _("Gone")}
    titles = {"change": _("Change"), "meaning": _("Understood as"), "before": _("Older file"), "after": _("Newer file")}
    return found.assign(change=found["change"].map(kinds)).rename(columns=titles)


def headers(before: Table, after: Table) -> None:
    """Draw renamed, new and gone columns."""
    found = headers_of(before, after)
    if found.empty:
        st.write(_("Both files have the same headers."))
        return
    alt = _("Headers that were renamed, added or left out.")
    st.dataframe(found, hide_index=True, key="changes_headers", placeholder=_("not understood"), height="content", alt=alt)


def workbook(changes: Changes, before: Source, after: Source) -> bytes:
    """Return everything as one workbook."""
    names = [measure_name(changes.kind, row.measure, row.currency) for row in changes.measures.itertuples()]
    titles = {"before": _("Before"), "added": _("Added"), "gone": _("Gone"), "changed": _("Changed"), "after": _("After")}
    table = changes.measures.drop(columns=["measure", "currency"]).rename(columns=titles)
    table.insert(0, _("Sum of"), names)
    sheets = {_("Sums"): table, _("Changed cells"): cells(changes)}
    sheets |= {STATUS[status]: listed(changes, status) for status in ("added", "gone")}
    sheets[_("Headers")] = headers_of(before.table, after.table)
    notes = [_("Older: {name}", name=before.label), _("Newer: {name}", name=after.label), headline(changes)]
    return to_xlsx(sheets, title=_("Changes"), notes=notes)


def download(changes: Changes, before: Source, after: Source) -> None:
    """Offer the workbook, built on the click."""
    st.download_button(
        _("All changes, XLSX"), partial(workbook, changes, before, after), "changes.xlsx", XLSX, icon=":material/download:",
        key="changes_xlsx", on_click="ignore",
    )  # fmt: skip
