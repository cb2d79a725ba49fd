"""How the visitor corrected tables before, by their headers: in this visit, and on this computer when the app runs on it."""

from hashlib import blake2b

import streamlit as st

from lib import store
from lib.ingest import remap
from lib.ingest.model import Import, Table
from lib.ingest.problems import with_tables
from lib.store import Reading

_LEARNED, _KEPT = "upload_learned", "upload_kept"


def fingerprint(table: Table) -> str:
    """Return what names a table's layout: its headers in order, whatever its rows; '' for a table without headers."""
    if table.grid is None or not table.grid.has_header:
        return ""
    return blake2b("\x1f".join(table.grid.header).encode("utf-8", "replace"), digest_size=12).hexdigest()


def learn(table: Table, answers: dict[str, str]) -> None:
    """Remember in this visit how a table was corrected."""
    if name := fingerprint(table):
        _learned()[name] = Reading(table.kind, dict(table.mapping), dict(answers))


def keep(tables: list[Table]) -> None:
    """Keep on this computer what was learned about confirmed tables, when the visitor sits at it."""
    names = {fingerprint(table) for table in tables}
    found = {name: reading for name, reading in _learned().items() if name in names}
    if found and at_this_computer() and store.remember(store.home(), found):
        st.session_state.pop(_KEPT, None)


def recalled(source: Import) -> tuple[Import, dict[int, dict[str, str]]]:
    """Return an import with its tables read as such tables were corrected before, and those tables' numbers -> answers given."""
    tables, answers = list(source.tables), {}
    for number, table in enumerate(tables):
        name = fingerprint(table)
        reading = (_learned().get(name) or _kept().get(name)) if name else None
        if reading:
            tables[number] = remap(table, reading.kind, reading.mapping, reading.answers)
            answers[number] = dict(reading.answers)
    return (with_tables(source, tables) if answers else source), answers


def forget(table: Table) -> None:
    """Forget how tables with these headers were corrected, in this visit and on this computer."""
    name = fingerprint(table)
    _learned().pop(name, None)
    if at_this_computer():
        store.forget(store.home(), name)
        st.session_state.pop(_KEPT, None)


def _learned() -> dict[str, Reading]:
    return st.session_state.setdefault(_LEARNED, {})


def _kept() -> dict[str, Reading]:
    if _KEPT not in st.session_state:
        st.session_state[_KEPT] = store.readings(store.home()) if at_this_computer() else {}
    return st.session_state[_KEPT]


def at_this_computer() -> bool:
    """Say whether the visitor's browser runs where the app runs, so that what is kept there is theirs."""
    return st.context.ip_address is None and not st.context.headers.get("X-Forwarded-For")
