"""Workbooks to rows of text, by python-calamine."""

import io
from datetime import date, datetime, time, timedelta

from python_calamine import CalamineWorkbook, SheetVisibleEnum


def sheets(data: bytes) -> list[tuple[str, bool, list[list[str]]]]:
    """Return (name, hidden, rows) of each sheet; dates as ISO text, whole numbers without a decimal point."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    found = []
    for meta in book.sheets_metadata:
        rows = book.get_sheet_by_name(meta.name).to_python(skip_empty_area=False)
        found.append((meta.name, meta.visible != SheetVisibleEnum.Visible, [[text(cell) for cell in row] for row in rows]))
    return found


def text(cell: object) -> str:
    """Return a cell as the text a person would read in it."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return repr(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(sep=" ")
    if isinstance(cell, date | time):
        return cell.isoformat()
    if isinstance(cell, timedelta):
        return str(cell)
    return "" if cell is None else str(cell)
