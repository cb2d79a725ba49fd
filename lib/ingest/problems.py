"""What the user should know about a table, in sentences."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import pandas as pd

from lib.ingest.headers.exports import known_export
from lib.ingest.headers.header import parse_header
from lib.ingest.headers.recognise import UNKNOWN
from lib.ingest.model import Import, Problem, Table
from lib.schema import column
from lib.text import _

_SHOWN = 40  # characters of a cell that a sentence quotes
_NAMED = 5  # rows that a sentence names
_READ_AS = {"count": _("numbers"), "date": _("dates"), "flag": _("yes or no"), "seconds": _("durations")}


def table_problems(table: Table) -> list[Problem]:
    """Return a table's problems: its kind unknown, a ledger that does not add up, cells and rows that need a look."""
    found = []
    if table.kind == UNKNOWN:
        found.append(Problem(_unknown(table), table.name, table.sheet, severity="info"))
    if not table.ledger.balanced:
        text = _("The rows or sums of this table do not add up to those of the file; compare them in its ledger before you use it.")
        found.append(Problem(text, table.name, table.sheet, severity="error"))
    return [*found, *_cells(table), *_repaired(table)]


def _unknown(table: Table) -> str:
    export = known_export([parse_header(header) for header in table.grid.header]) if table.grid else None
    if export is None:
        return _("This table was not recognised; choose what it is, or leave it out.")
    told = {"name": export.name}
    return _("This is the export “{name}”: the whole account day by day, which no page counts. It is kept as it is.", **told)


def with_tables(source: Import, tables: Sequence[Table]) -> Import:
    """Return an import with other readings of its tables, and their problems in place of the former ones'."""
    former = [problem for table in source.tables for problem in table_problems(table)]
    others = [problem for problem in source.problems if problem not in former]
    return replace(source, tables=list(tables), problems=[*others, *(one for table in tables for one in table_problems(table))])


def _cells(table: Table) -> Iterator[Problem]:
    for (header, mark), cells in table.ledger.cells.groupby(["column", "mark"], sort=False):
        severity = "warning" if mark == "unreadable" else "info"
        yield Problem(_told(table, header, mark, cells), table.name, table.sheet, int(cells["row"].iloc[0]), header, severity)


def _told(table: Table, header: str, mark: str, cells: pd.DataFrame) -> str:
    """Return the sentence about one column's cells."""
    facts = {"cells": len(cells), "rows": table.ledger.rows_kept, "header": header, "row": cells["row"].iloc[0]}
    facts["example"] = str(cells["written"].iloc[0]).strip()[:_SHOWN]
    if mark == "range":
        return _("{cells} of {rows} cells in “{header}” are ranges such as “{example}” (row {row}): their middle is used.", **facts)
    kind = next((column(table.kind, name).type for name, source in table.mapping.items() if source == header), "")
    what = _READ_AS.get(kind, _READ_AS["count"])
    return _(
        "{cells} of {rows} cells in “{header}” could not be read as {what}, for example “{example}” (row {row}); they stay empty.",
        what=what, **facts,
    )  # fmt: skip


def _repaired(table: Table) -> Iterator[Problem]:
    rows = table.ledger.repaired
    if rows:
        named = ", ".join(map(str, rows[:_NAMED])) + (" …" if len(rows) > _NAMED else "")
        text = _("Rows with a stray quote or separator were cut anew; compare them with the file: row {rows}.", rows=named)
        yield Problem(text, table.name, table.sheet, rows[0], severity="info")
