"""Workbooks (XLSX, XLSM, XLSB, XLS, ODS), Parquet files and web pages to tables, parsed in a process of its own."""

import io
import marshal
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from lib.ingest.columns import ColumnRows
from lib.ingest.model import IngestError
from lib.ingest.rows.limits import MOST_CELLS, check_archive, run_worker
from lib.ingest.rows.worker import UNIT
from lib.text import _

WORKER = Path(__file__).with_name("worker.py")
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PARQUET = b"PAR1"
WHY = {
    "password": "This workbook is protected by a password. Open it, save it without the password, and upload it again.",
    "other": "This file is not a workbook but another kind of document. Export the table as CSV or XLSX and upload that.",
    "memory": "This workbook needs more memory than one file may take. Save the sheet you need as CSV, or split it.",
    "cells": "A sheet of this workbook reaches over more cells than can be read. Delete the stray cells far below or right of the "
    "table, or save the table as CSV.",
    "broken": "This workbook is damaged or only partly uploaded: it cannot be opened. Open it in your spreadsheet program, save it "
    "again, and upload the new file.",
}


def is_workbook(data: bytes) -> bool:
    """Say whether the bytes are a workbook, whatever the file is called."""
    if data.startswith(OLE):
        return True
    if not data.startswith(b"PK"):
        return False
    try:
        names = zipfile.ZipFile(io.BytesIO(data)).namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return b"xl/" in data[:8192] or b"[Content_Types].xml" in data[:8192] or b"mimetypeapplication/vnd.oasis" in data[:200]
    return any(name.startswith("xl/") for name in names) or ("content.xml" in names and "mimetype" in names)


def sheets(data: bytes) -> Iterator[tuple[str, bool, ColumnRows, Sequence[int]]]:
    """Yield (name, hidden, rows, their numbers) of each sheet with a cell in it; blank rows are left out.

    Raises IngestError with the reason when the workbook cannot be opened.
    """
    if data.startswith(OLE):
        _check_container(data)
    if data.startswith(b"PK"):
        try:
            check_archive(zipfile.ZipFile(io.BytesIO(data)))
        except (zipfile.BadZipFile, ValueError, NotImplementedError):
            raise IngestError(_(WHY["broken"])) from None
    for name, hidden, numbers, columns in _asked(data, "workbook")["sheets"]:
        if columns:
            rows = ColumnRows(_table(columns))
            yield name, hidden, rows, numbers or range(1, len(rows) + 1)


def pages(text: str) -> list[tuple[str, list[list[str]]]]:
    """Return (name, rows) of each table in an HTML page or a spreadsheet XML, both often saved as .xls."""
    return _asked(text.encode("utf-8", "replace"), "page")["tables"]


def _asked(data: bytes, what: str) -> dict:
    """Return the worker's answer; raises IngestError with its reason when it has none."""
    answer = marshal.loads(run_worker(WORKER, data, str(MOST_CELLS), what))
    if "error" in answer:
        raise IngestError(_(WHY[answer["error"]]))
    return answer


def _check_container(data: bytes) -> None:
    """Raise IngestError when an OLE container is locked, or holds something else, such as an old text document."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise IngestError(_(WHY["password"]))
    if not any(name.encode("utf-16-le") in data for name in ("Workbook", "Book", "WORKBOOK", "BOOK")):
        raise IngestError(_(WHY["other"]))


def _table(columns: list[str]) -> pa.Table:
    """Return the columns as text, blank ones at either side left out."""
    filled = [i for i, column in enumerate(columns) if column.strip(UNIT + " ")] or [0]
    kept = columns[filled[0] : filled[-1] + 1]
    arrays = [pc.split_pattern(pa.array([column], pa.large_string()), UNIT).flatten() for column in kept]
    return pa.table(arrays, names=[str(i) for i in range(len(kept))])
