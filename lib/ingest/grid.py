"""The door's first room: any file's bytes to grids of text."""

from pathlib import Path

from lib.ingest.decode import decode
from lib.ingest.layout import tables
from lib.ingest.model import Grid
from lib.ingest.records import read_records
from lib.ingest.workbook import sheets

WORKBOOK_STARTS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")


def read_grid(source: bytes | Path, name: str = "") -> list[Grid]:
    """Return every table of a file as text; ``name`` is its file name. Raises IngestError with a plain sentence."""
    if isinstance(source, Path):
        source, name = source.read_bytes(), name or source.name
    if source.startswith(WORKBOOK_STARTS):
        return [grid for sheet, hidden, rows in sheets(source) for grid in tables(rows, sheet, hidden)]
    text = decode(source)
    records = read_records(text.replace("\r\n", "\n").replace("\r", "\n"))
    return tables(records.rows, Path(name).stem, repaired=records.repaired)
