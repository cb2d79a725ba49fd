"""Large tables without surprises: header at the top, no blank rows, notes or second table – kept in columns, never in rows."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from lib.ingest.columns import ColumnRows
from lib.ingest.model import Grid
from lib.ingest.rows.layout import tables

SMALL = 1_000  # rows; below, the ordinary way is quick enough
HEAD, TAIL = 200, 6


def plain(rows: ColumnRows, name: str = "", hidden: bool = False, repaired: Sequence[int] = ()) -> Grid | None:
    """Return the one table of ``rows`` when nothing in them needs a closer look, else None; ``repaired``: indices of rows."""
    rows = ColumnRows(rows.table.slice(0, len(rows) - _blank_tail(rows.table)))
    if len(rows) < SMALL:
        return None
    found = tables(rows[:HEAD], name, hidden)
    if len(found) != 1 or not found[0].rows or _disturbed(found[0]):
        return None
    first = found[0].numbers[0] - 1
    body = ColumnRows(rows.table.slice(first))
    start = 1 if found[0].has_header else 0
    if found[0].rows[0] != body[0] or _again(body, start) or _blank_rows(body.table) or _notes(body):
        return None
    cut_again = [i - first for i in repaired if i >= first]
    return replace(found[0], rows=body, numbers=range(first + 1, first + 1 + len(body)), repaired=cut_again)


def _disturbed(grid: Grid) -> bool:
    """Say whether rows of the head below the header were set aside."""
    return any(row.row > grid.numbers[0] for row in grid.aside)


def _blank(column: pa.ChunkedArray) -> np.ndarray:
    return pc.or_(pc.equal(pc.binary_length(column), 0), pc.utf8_is_space(column)).to_numpy(zero_copy_only=False)


def _blank_tail(table: pa.Table) -> int:
    """Return how many rows at the end are blank."""
    blank = 0
    while blank < table.num_rows and not any(column[table.num_rows - 1 - blank].as_py().strip() for column in table.columns):
        blank += 1
        if blank == HEAD:
            mask = np.logical_and.reduce([_blank(column) for column in table.columns])
            return int(np.argmin(mask[::-1])) if not mask.all() else table.num_rows
    return blank


def _blank_rows(table: pa.Table) -> bool:
    mask = None
    for column in table.columns:
        mask = _blank(column) if mask is None else mask & _blank(column)
        if not mask.any():
            return False
    return True


def _again(body: ColumnRows, start: int) -> bool:
    """Say whether a later row begins with a name of the header, as a repeated header would."""
    if not start:
        return False
    names = pa.array([name for name in body[0] if name.strip()], pa.large_string())
    return bool(pc.any(pc.is_in(body.table.column(0).slice(1), value_set=names)).as_py())


def _notes(body: ColumnRows) -> bool:
    return body.width > 1 and any(sum(bool(cell.strip()) for cell in row) < 2 for row in body[-TAIL:])
