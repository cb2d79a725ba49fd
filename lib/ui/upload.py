"""The visitor's files on their way into the workspace: read, corrected, replaced, confirmed, undone."""

import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from hashlib import blake2b

import streamlit as st

from lib.format import number
from lib.ingest import read_file, remap
from lib.ingest.model import Import, Table
from lib.ingest.problems import with_tables
from lib.ingest.recognise import UNKNOWN
from lib.schema import TABLES
from lib.text import _
from lib.ui.state import Workspace, load_imports, restore, workspace

_DATES = {name for table in TABLES.values() for name, spec in table.columns.items() if spec.type == "date"}
TYPES = ["csv", "tsv", "txt", "xlsx", "xls", "xlsm", "xlsb", "ods", "zip", "gz", "json", "parquet"]
_FILES, _BEFORE, _ROUND, _KNOWN = "upload_files", "upload_before", "upload_round", "upload_known"


@dataclass(frozen=True)
class File:
    """One file of the visitor: what was read, the answers given per table, and how often it was corrected."""

    source: Import
    answers: dict[int, dict[str, str]] = field(default_factory=dict)
    changes: int = 0

    @property
    def asks(self) -> bool:
        """Return whether a doubt about this file is not answered yet."""
        tables = enumerate(self.source.tables)
        return any(asked.column not in self.answers.get(number, {}) for number, table in tables for asked in table.questions)

    @property
    def key(self) -> str:
        """Return a key for this file's widgets that changes whenever its tables do."""
        return f"{self.source.digest[:8]}_{blake2b(self.source.name.encode(), digest_size=4).hexdigest()}_{self.changes}"


def files() -> tuple[File, ...]:
    """Return the files at hand; at first those of the workspace, none while it is the sample."""
    if _FILES not in st.session_state:
        now = workspace()
        st.session_state[_FILES] = () if now.is_sample else tuple(File(source) for source in now.imports)
    return st.session_state[_FILES]


def uploader_key() -> str:
    """Return the uploader's key; a new one after each reading, so that it comes back empty."""
    return f"upload_drop_{st.session_state.get(_ROUND, 0)}"


def add(uploads: Iterable[object]) -> None:
    """Read dropped files (with ``name`` and ``getvalue``) one by one; a file of the same name takes the older one's place.

    Files of one name dropped together (from two folders) all stay: "orders.csv", "orders (2).csv".
    """
    times: dict[str, int] = {}
    with st.status(_("Reading your files …"), expanded=True) as status:
        for upload in uploads:
            status.update(label=_("Reading {name} …", name=upload.name))
            times[upload.name] = times.get(upload.name, 0) + 1
            put(_dated(_remembered(read_file(upload.getvalue(), _numbered(upload.name, times[upload.name])))))
    st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1


def _numbered(name: str, number: int) -> str:
    stem, dot, suffix = name.rpartition(".")
    return name if number == 1 else f"{stem or suffix} ({number}){dot}{suffix if dot else ''}"


def put(source: Import) -> None:
    """Add one import, in the place of an older one of the same name when there is one."""
    kept = list(files())
    for place, file in enumerate(kept):
        if file.source.name == source.name:
            kept[place] = File(source, changes=file.changes + 1)
            break
    else:
        kept.append(File(source))
    st.session_state[_FILES] = tuple(kept)


def twin(place: int) -> str:
    """Return the name of an earlier file with the same content; '' when there is none."""
    digest = files()[place].source.digest
    return next((file.source.name for file in files()[:place] if digest and file.source.digest == digest), "")


def remove(place: int) -> None:
    """Leave out the file at ``place``; the others stay."""
    st.session_state[_FILES] = tuple(file for i, file in enumerate(files()) if i != place)


def correct(
    place: int,
    number: int,
    kind: str | None = None,
    mapping: Mapping[str, str] | None = None,
    answer: tuple[str, str] | None = None,
) -> None:
    """Read table ``number`` of a file again with the visitor's correction, and remember it for tables with the same headers."""
    file = files()[place]
    table = file.source.tables[number]
    answers = dict(file.answers.get(number, {}))
    if kind is not None and kind != table.kind:
        answers = {}
    if answer:
        answers[answer[0]] = answer[1]
    corrected = remap(table, kind, mapping, answers)
    tables = [corrected if i == number else other for i, other in enumerate(file.source.tables)]
    source = with_tables(file.source, tables)
    changed = File(source, {**file.answers, number: answers}, file.changes + 1)
    st.session_state[_FILES] = tuple(changed if i == place else other for i, other in enumerate(files()))
    st.session_state.setdefault(_KNOWN, {})[fingerprint(corrected)] = (corrected.kind, dict(corrected.mapping), answers)


def fingerprint(table: Table) -> str:
    """Return what names a table's layout: its headers in order, whatever its rows."""
    header = table.grid.header if table.grid else []
    return blake2b("\x1f".join(header).encode("utf-8", "replace"), digest_size=12).hexdigest()


def _remembered(source: Import) -> Import:
    """Apply corrections that the visitor made before to tables with the same headers."""
    known = st.session_state.get(_KNOWN, {})
    tables = []
    for table in source.tables:
        found = known.get(fingerprint(table)) if table.grid and table.grid.has_header else None
        tables.append(remap(table, *found) if found else table)
    return with_tables(source, tables)


def _dated(source: Import) -> Import:
    """Answer the question for the year of dates without one: the newest that is not in the future."""
    today = date.today().isoformat()
    tables = []
    for table in source.tables:
        years = {question.column: today for question in table.questions if not question.chosen and question.column in _DATES}
        tables.append(remap(table, answers=years) if years else table)
    return with_tables(source, tables)


def edited_mapping(table: Table, places: Mapping[int, str | None]) -> dict[str, str]:
    """Return the mapping after the visitor gave headers (by place) other meanings; None leaves a header unmapped.

    A column that was another header's goes over to the one chosen last.
    """
    headers = list(table.mapping.values()) + table.unmapped
    mapping = dict(table.mapping)
    for place, column in places.items():
        mapping = {name: header for name, header in mapping.items() if header != headers[place] and name != column}
        if column:
            mapping[column] = headers[place]
    return mapping


def ready() -> tuple[Import, ...]:
    """Return the files' tables that will be used: recognised ones only."""
    found = (replace(file.source, tables=[table for table in file.source.tables if table.kind != UNKNOWN]) for file in files())
    return tuple(source for source in found if source.tables)


def standing(tables: int, asked: bool, locale: str) -> str:
    """Return where the visitor stands with ``tables`` usable tables, of which some ask a question or none does."""
    n = number(tables, locale)
    if confirmed():
        one = _("Your files are in: one table in the workspace")
        return one if tables == 1 else _("Your files are in: {n} tables in the workspace", n=n)
    if not tables:
        return _("None of these files can be used yet")
    if asked:
        one = _("One table understood; what is marked with ? asks for a look")
        return one if tables == 1 else _("{n} tables understood; what is marked with ? asks for a look", n=n)
    return _("One table understood, ready to use") if tables == 1 else _("{n} tables understood, ready to use", n=n)


def confirm() -> bool:
    """Put the files into the workspace and keep the former one for undo; on failure nothing changes and a sentence says so."""
    before = workspace()
    try:
        load_imports(ready(), before.settings)
    except Exception:
        logging.getLogger("true_reach").exception("linking failed")
        st.error(_("These tables could not be linked to each other; leave one out and try again. Nothing was changed."))
        return False
    st.session_state[_BEFORE] = before
    return True


def confirmed() -> bool:
    """Return whether the workspace holds exactly the files at hand."""
    now = workspace()
    return not now.is_sample and bool(now.imports) and _tables(now.imports) == _tables(ready())


def _tables(imports: Iterable[Import]) -> list[int]:
    return [id(table) for source in imports for table in source.tables]


def former() -> Workspace | None:
    """Return the workspace that undo would bring back; None when there is none."""
    return st.session_state.get(_BEFORE)


def undo() -> None:
    """Bring back the workspace as it was before the last confirmation; the files at hand stay for another try."""
    if before := st.session_state.pop(_BEFORE, None):
        restore(before)


def forget() -> None:
    """Leave out all files at hand."""
    st.session_state[_FILES] = ()
