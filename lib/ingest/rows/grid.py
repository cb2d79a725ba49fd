"""The door's first room: any file's bytes to grids of text. What a file is, its content says, not its name."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from lib.ingest.columns import ColumnRows
from lib.ingest.model import Grid, IngestError
from lib.ingest.rows.archive import GZIP, gunzip, members
from lib.ingest.rows.decode import decode
from lib.ingest.rows.dialect import sniff
from lib.ingest.rows.fast import read_fast
from lib.ingest.rows.layout import tables
from lib.ingest.rows.limits import LONGEST_CELL, MOST_COLUMNS, MOST_RAGGED, MOST_ROWS, check_size, check_time, time_limit
from lib.ingest.rows.plain import plain
from lib.ingest.rows.prose import are_sentences
from lib.ingest.rows.records import read_records
from lib.ingest.rows.structured import json_tables
from lib.ingest.rows.workbook import PARQUET, is_workbook, pages, sheets
from lib.text import _

NOT_A_TABLE = {  # first bytes -> what the file is
    b"%PDF": "a PDF",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"{\\rtf": "a text document",
    b"SQLite format 3": "a database",
    b"MZ": "a program",
    b"\x7fELF": "a program",
    b"Rar!": "a RAR archive",
    b"7z\xbc\xaf": "a 7z archive",
}
UNSEEN = re.compile("[\x00\u202a-\u202e\u2066-\u2069\ud800-\udfff]")  # NUL, direction overrides, lone surrogates
CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1e]")
HTML = re.compile(r"<(?:\w+:)?(?:table|worksheet)[\s>]", re.IGNORECASE)


def read_grid(source: bytes | Path, name: str = "") -> list[Grid]:
    """Return every table of a file as text; ``name`` is its file name. An empty file has none.

    Raises IngestError, with one plain sentence, for anything that cannot be read as a table.
    """
    if isinstance(source, Path):
        name = name or source.name
        try:
            source = source.read_bytes()
        except OSError:
            raise IngestError(_("This file could not be opened: it may have been moved, or locked by another program.")) from None
    with time_limit():
        return _read(bytes(source), name, depth=0)


def _read(data: bytes, name: str, depth: int) -> list[Grid]:
    check_size(data)
    _refuse(data)
    if is_workbook(data) or data.startswith(PARQUET):
        return [grid for sheet in sheets(data) for grid in _from_columns(sheet, Path(name).stem)]
    if data.startswith(b"PK"):
        return _from_archive(data, depth)
    if data.startswith(GZIP):
        return _read(gunzip(data), name.removesuffix(".gz"), depth + 1) if depth < 2 else []
    return _from_text(data, Path(name).stem)


def _refuse(data: bytes) -> None:
    """Raise IngestError when the first bytes say that the file is no table."""
    for start, what in NOT_A_TABLE.items():
        if data.startswith(start):
            message = "This file is {what}, not a table. Export the table as CSV or XLSX and upload that."
            raise IngestError(_(message, what=what))


def _from_archive(data: bytes, depth: int) -> list[Grid]:
    """Return the tables of a ZIP's files; a file that cannot be read is an error only when none can."""
    grids, errors = [], []
    for name, content in members(data):
        check_time()
        try:
            grids += [replace(grid, name=_joined(name, grid.name)) for grid in _read(content, name, depth + 1)] if depth < 2 else []
        except IngestError as error:
            errors.append(error)
    if not grids:
        raise errors[0] if errors else IngestError(_("This archive holds no table. Pack CSV or XLSX files into it."))
    return grids


def _joined(name: str, sheet: str) -> str:
    stem = Path(name).stem
    return stem if sheet in ("", stem) else f"{stem} – {sheet}"


def _from_text(data: bytes, name: str) -> list[Grid]:
    grids = read_fast(data, name)
    if grids:
        _check_shape(grids[0].rows)
        return grids
    text = decode(data)
    _refuse_binary(text)
    text = UNSEEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    _check_rows(text.count("\n"))
    return _from_markup(text, name) or _from_delimited(text, name)


def _check_rows(count: int) -> None:
    if count > MOST_ROWS:
        message = "This file has {count} rows; up to {most} can be read. Split it, or export a shorter period."
        raise IngestError(_(message, count=count, most=MOST_ROWS))


def _refuse_binary(text: str) -> None:
    head = text[:20_000]
    if len(CONTROL.findall(head)) + head.count("\ufffd") > 0.05 * len(head) + 1:
        raise IngestError(_("This file is not a table: its content is no text. Export the table as CSV or XLSX and upload that."))


def _from_markup(text: str, name: str) -> list[Grid]:
    if text.lstrip()[:1] == "<" and HTML.search(text):
        return [grid for title, rows in pages(text) for grid in tables(_checked(rows), title or name)]
    found = json_tables(text) or {}
    clean = {title: [[UNSEEN.sub("", cell) for cell in row] for row in rows] for title, rows in found.items()}
    return [grid for title, rows in clean.items() for grid in tables(_checked(rows), title or name)]


def _from_delimited(text: str, name: str) -> list[Grid]:
    records = read_records(text)
    if records.dialect.width == 1:
        return _pasted(_checked(records.rows), name)
    return tables(_checked(records.rows), name, repaired=records.repaired)


def _from_columns(sheet: tuple[str, bool, ColumnRows, Sequence[int]], stem: str) -> list[Grid]:
    name, hidden, rows, numbers = sheet
    name = name or stem
    _check_shape(rows)
    grid = plain(rows, name, hidden) if isinstance(numbers, range) else None
    if grid:
        return [grid]
    listed = list(rows)
    return _pasted(listed, name, hidden, numbers) if rows.width == 1 else tables(listed, name, hidden, numbers=numbers)


def _pasted(rows: Sequence[list[str]], name: str, hidden: bool = False, numbers: Sequence[int] | None = None) -> list[Grid]:
    """Return the tables of a single column, whose cells may be the lines of a delimited text pasted into it."""
    lines = [row[0] if row else "" for row in rows]
    text = "\n".join(lines)
    dialect = sniff(text)
    if dialect.width == 1 or sum(map(bool, lines)) < 2 or are_sentences(lines, dialect.delimiter):
        return tables(rows, name, hidden, numbers=numbers)
    records = read_records(text)
    return tables(records.rows, name, hidden, records.repaired, numbers if len(records.rows) == len(rows) else None)


def _checked(rows: Sequence[list[str]]) -> Sequence[list[str]]:
    _check_shape(rows)
    return rows


def _check_shape(rows: Sequence[list[str]] | ColumnRows) -> None:
    """Raise IngestError for a table wider, or a cell longer, than any spreadsheet program can show."""
    columns = rows.width if isinstance(rows, ColumnRows) else max(map(len, rows), default=0)
    if columns > MOST_COLUMNS:
        message = "A row of this file has {count} columns; up to {most} can be read. Export fewer columns."
        raise IngestError(_(message, count=columns, most=MOST_COLUMNS))
    if not isinstance(rows, ColumnRows) and columns * len(rows) > MOST_RAGGED:
        message = "This file has {rows} rows of up to {count} cells, more than can be read. Export fewer columns."
        raise IngestError(_(message, rows=len(rows), count=columns))
    longest = rows.longest(LONGEST_CELL) if isinstance(rows, ColumnRows) else _longest(rows)
    if longest > LONGEST_CELL:
        message = "A cell of this file holds {count} characters, so the file is probably damaged. Export it again."
        raise IngestError(_(message, count=longest))


def _longest(rows: Iterable[list[str]]) -> int:
    return max((max(map(len, row)) for row in rows if row), default=0)
