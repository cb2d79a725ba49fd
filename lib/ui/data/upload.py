"""The visitor's files on their way into the workspace: read, corrected, replaced, confirmed; every step can be undone."""

import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from hashlib import blake2b
from itertools import count

import streamlit as st

from lib.format import number
from lib.ingest import remap
from lib.ingest.headers.recognise import UNKNOWN
from lib.ingest.model import Import, Table
from lib.ingest.problems import with_tables
from lib.ingest.read import read_table
from lib.schema import TABLES
from lib.text import _
from lib.ui.data import reading, upload_memory
from lib.ui.state import Workspace, load_imports, restore, workspace

_DATES = {name for table in TABLES.values() for name, spec in table.columns.items() if spec.type == "date"}
TYPES = ["csv", "tsv", "txt", "xlsx", "xls", "xlsm", "xlsb", "ods", "zip", "gz", "json", "parquet"]
_FILES, _PAST, _ROUND = "upload_files", "upload_past", "upload_round"
_STEPS = 20  # that can be undone


@dataclass(frozen=True)
class File:
    """One file of the visitor: what was read, the answers given per table, which were read as corrected before, changes."""

    source: Import
    answers: dict[int, dict[str, str]] = field(default_factory=dict)
    recalled: frozenset[int] = frozenset()
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
    """Begin to read dropped files (with ``name`` and ``getvalue``); a file of the same name takes the older one's place.

    Files of one name dropped together (from two folders) all stay: "orders.csv", "orders (2).csv".
    """
    times: dict[str, int] = {}
    files_ = []
    for upload in uploads:
        times[upload.name] = times.get(upload.name, 0) + 1
        files_.append((_numbered(upload.name, times[upload.name]), upload.getvalue()))
    reading.start(files_)
    st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1


def paste(text: str) -> None:
    """Begin to read a table pasted as text."""
    taken = {file.source.name for file in files()}
    names = (_numbered(_("Pasted table"), number) for number in count(1))
    reading.start([(next(name for name in names if name not in taken), text.encode("utf-8", "replace"))])


def take_in() -> bool:
    """Show the files being read until they are, and take them in; return whether there were any."""
    found = reading.follow()
    if found is None:
        return False
    if found:
        _step(_("adding {name}", name=", ".join(source.name for source in found)))
    for source in found:
        put(source)
    return True


def _numbered(name: str, number: int) -> str:
    stem, dot, suffix = name.rpartition(".")
    return name if number == 1 else f"{stem or suffix} ({number}){dot}{suffix if dot else ''}"


def put(source: Import) -> None:
    """Add one import, read as tables with its headers were corrected before, in the place of an older one of the same name."""
    source, answers = upload_memory.recalled(source)
    tables = [_dated(table, answers.get(number, {})) for number, table in enumerate(source.tables)]
    fresh = File(with_tables(source, tables), answers, frozenset(answers))
    names = [file.source.name for file in files()]
    if source.name in names:
        place = names.index(source.name)
        _change(place, replace(fresh, changes=files()[place].changes))
    else:
        st.session_state[_FILES] = (*files(), fresh)


def _change(place: int, changed: File) -> None:
    changed = replace(changed, changes=changed.changes + 1)
    st.session_state[_FILES] = tuple(changed if i == place else other for i, other in enumerate(files()))


def _dated(table: Table, answers: Mapping[str, str]) -> Table:
    """Answer the question for the year of dates without one: the newest that is not in the future."""
    today = date.today().isoformat()
    years = {question.column: today for question in table.questions if not question.chosen and question.column in _DATES}
    return remap(table, answers={**answers, **years}) if years else table


def twin(place: int) -> str:
    """Return the name of an earlier file with the same content; '' when there is none."""
    digest = files()[place].source.digest
    return next((file.source.name for file in files()[:place] if digest and file.source.digest == digest), "")


def remove(place: int) -> None:
    """Leave out the file at ``place``; the others stay."""
    _step(_("removing {name}", name=files()[place].source.name))
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
    _step(_("correcting {name}", name=file.source.name))
    given = {**file.answers, number: answers}
    _change(place, File(with_tables(file.source, tables), given, file.recalled - {number}, file.changes))
    upload_memory.learn(corrected, answers)


def read_afresh(place: int, number: int) -> None:
    """Forget how tables with these headers were corrected before, and read table ``number`` of a file from its cells alone."""
    file = files()[place]
    table = file.source.tables[number]
    upload_memory.forget(table)
    fresh = _dated(read_table(table.grid, table.name), {})
    tables = [fresh if i == number else other for i, other in enumerate(file.source.tables)]
    _step(_("reading {name} afresh", name=file.source.name))
    answers = {i: given for i, given in file.answers.items() if i != number}
    _change(place, File(with_tables(file.source, tables), answers, file.recalled - {number}, file.changes))


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
    before = _Step(_("using these tables"), files(), workspace())
    try:
        load_imports(ready(), before.workspace.settings)
    except Exception:
        logging.getLogger("true_reach").exception("linking failed")
        st.error(_("These tables could not be linked to each other; leave one out and try again. Nothing was changed."))
        return False
    upload_memory.keep([table for source in ready() for table in source.tables])
    _past().append(before)
    return True


def confirmed() -> bool:
    """Return whether the workspace holds exactly the files at hand."""
    now = workspace()
    return not now.is_sample and bool(now.imports) and _tables(now.imports) == _tables(ready())


def _tables(imports: Iterable[Import]) -> list[int]:
    return [id(table) for source in imports for table in source.tables]


@dataclass(frozen=True)
class _Step:
    """How things stood before one step of the visitor."""

    what: str
    files: tuple[File, ...]
    workspace: Workspace


def _past() -> list[_Step]:
    return st.session_state.setdefault(_PAST, [])


def _step(what: str) -> None:
    """Keep how things stand, so that the step about to be taken can be undone."""
    st.session_state[_PAST] = [*_past(), _Step(what, files(), workspace())][-_STEPS:]


def last_step() -> str:
    """Return what undo would take back; '' when there is nothing to undo."""
    return _past()[-1].what if _past() else ""


def undo() -> None:
    """Bring back the files at hand and the workspace as they were before the last step."""
    if _past():
        before = _past().pop()
        st.session_state[_FILES] = before.files
        restore(before.workspace)


def forget() -> None:
    """Leave out all files at hand."""
    _step(_("loading the sample again"))
    st.session_state[_FILES] = ()
