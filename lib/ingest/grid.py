"""The door's first room: any file's bytes to grids of text."""

from pathlib import Path

from lib.ingest.columns import ColumnRows
from lib.ingest.decode import decode
from lib.ingest.fast import read_fast
from lib.ingest.layout import tables
from lib.ingest.limits import check_size
from lib.ingest.model import Grid
from lib.ingest.plain import plain
from lib.ingest.records import read_records
from lib.ingest.workbook import is_workbook, sheets


def read_grid(source: bytes | Path, name: str = "") -> list[Grid]:
    """Return every table of a file as text; ``name`` is its file name. Raises IngestError with a plain sentence."""
    if isinstance(source, Path):
        source, name = source.read_bytes(), name or source.name
    check_size(source)
    if is_workbook(source):
        return [grid for sheet, hidden, rows in sheets(source) for grid in _laid_out(rows, sheet, hidden)]
    grid = read_fast(source, Path(name).stem)
    if grid:
        return [grid]
    records = read_records(decode(source).replace("\r\n", "\n").replace("\r", "\n"))
    return tables(records.rows, Path(name).stem, repaired=records.repaired)


def _laid_out(rows: ColumnRows, name: str, hidden: bool) -> list[Grid]:
    grid = plain(rows, name, hidden)
    return [grid] if grid else tables(list(rows), name, hidden)
