"""Which two tables are compared: those of the workspace, and older exports dropped for comparison only."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import streamlit as st

from lib.changes import Changes, compare, key_columns
from lib.ingest import read_file
from lib.ingest.model import Import, IngestError, Table
from lib.schema import TABLES, column
from lib.text import _
from lib.ui.data.upload import TYPES
from lib.ui.parts import safe_markdown
from lib.ui.state import workspace

_DROPPED = "changes_dropped"
_MOST_DROPPED = 5


@dataclass(frozen=True)
class Source:
    """One table that can be compared: of the workspace, or of a file dropped for comparison only."""

    label: str
    digest: str
    table: Table


def sources() -> list[Source]:
    """Return the tables at hand, the files dropped here first: they are the older ones."""
    found = [(source, True) for source in st.session_state.get(_DROPPED, ())]
    found += [(source, False) for source in workspace().imports]
    return [
        Source(_label(source, table, dropped), f"{source.digest}_{source.name}_{place}", table)
        for source, dropped in found
        for place, table in enumerate(source.tables)
        if table.kind in TABLES
    ]


def comparable(found: list[Source]) -> dict[str, list[Source]]:
    """Return kind → tables of it, where two have much the same columns; kinds of files dropped here first."""
    kinds: dict[str, list[Source]] = {}
    for source in found:
        kinds.setdefault(source.table.kind, []).append(source)
    return {kind: own for kind, own in kinds.items() if any(_alike(own[i], own[j]) for j in range(len(own)) for i in range(j))}


def _alike(one: Source, other: Source) -> bool:
    """Return whether two tables share at least half of their understood columns: two versions of one file do."""
    names = set(one.table.mapping), set(other.table.mapping)
    return len(names[0] & names[1]) >= 0.5 * len(names[0] | names[1]) > 0


def newest_like(older: Source, own: list[Source]) -> int:
    """Return the position of the last table that has much the same columns as ``older``, the last of all when none has."""
    return max((i for i, other in enumerate(own) if other is not older and _alike(older, other)), default=len(own) - 1)


def _label(source: Import, table: Table, dropped: bool) -> str:
    name = table.name or source.name
    name = f"{name} · {table.sheet}" if table.sheet and not name.startswith(table.sheet) else name  # a CSV's sheet is its name
    return _("{name} (for comparison only)", name=name) if dropped else name


def drop_panel() -> None:
    """Take an older export for comparison only; it never enters the workspace."""
    dropped = st.file_uploader(
        _("An older export, for comparison only"), type=TYPES, key="changes_drop",
        help=_("It is read like any upload, compared here, and counted nowhere else."),
    )  # fmt: skip
    if dropped is None:
        return
    kept: tuple[Import, ...] = st.session_state.get(_DROPPED, ())
    if dropped.file_id in {source.digest for source in kept}:
        return
    try:
        with st.spinner(_("Reading {name} …", name=safe_markdown(dropped.name))):
            found = read_file(dropped.getvalue(), dropped.name)
    except IngestError as error:
        st.error(safe_markdown(error))
        return
    if not any(table.kind in TABLES for table in found.tables):
        st.warning(_("No table in this file was recognised; add it on the Upload page to say what its columns mean."))
        return
    fresh = Import(found.tables, found.problems, found.name, dropped.file_id)
    st.session_state[_DROPPED] = (fresh, *kept)[:_MOST_DROPPED]
    st.rerun()


def dropped_kinds() -> set[str]:
    """Return the kinds of tables in the files dropped for comparison."""
    return {table.kind for source in st.session_state.get(_DROPPED, ()) for table in source.tables}


@st.cache_resource(show_spinner="Comparing …", max_entries=8)
def _compared(before: str, after: str, kind: str, key: tuple[str, ...] | None, _pair: tuple[Source, Source]) -> Changes:
    frames = [source.table.frame for source in _pair]
    return compare(kind, *frames, key=None if key is None else list(key))


def compared(before: Source, after: Source, key: Sequence[str] | None = None) -> Changes:
    """Return the changes between two tables of one kind; shared, so never write to them."""
    chosen = None if key is None else tuple(key)
    return _compared(before.digest, after.digest, after.table.kind, chosen, (before, after))


def chosen_key(before: Source, after: Source) -> list[str] | None:
    """Let the visitor say by which columns rows find each other; None while it is the columns found by themselves."""
    kind, frames = after.table.kind, (before.table.frame, after.table.frame)
    found = key_columns(kind, *frames)
    named = [name for name in frames[0] if name in frames[1] and (known := column(kind, name)) and known.type in ("text", "date")]
    picked = st.multiselect(
        _("Rows find each other by"), named, default=found, format_func=partial(measure_name, kind),
        key=f"changes_key_{before.digest}_{after.digest}",
        help=_("Rows with the same text in these columns are the same row in both files."),
    )  # fmt: skip
    return None if picked == found else picked


def measure_name(kind: str, measure: str, currency: str = "") -> str:
    known = column(kind, measure)
    name = _("Rows") if measure == "rows" else known.label if known else measure
    return _("{name}, {currency}", name=name, currency=currency) if currency else name
