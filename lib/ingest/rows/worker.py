"""Parses one workbook, Parquet file or web page in a process of its own: bytes in on stdin, marshalled text out on stdout.

Run as a script by ``lib.ingest.rows.workbook``. It imports nothing of the project, so that it starts in hundredths of a second.
Answer: ``{"sheets": [(name, hidden, numbers, [column, …]), …]}``, each column its cells joined by ``\\x1f``; for a page
``{"tables": [(name, rows), …]}``; or ``{"error": why}`` with why one of 'password', 'memory', 'cells', 'broken'.
"""

import gc
import io
import marshal
import re
import sys
import zipfile
from datetime import date, datetime, time, timedelta
from html.parser import HTMLParser
from xml.etree import ElementTree

UNIT = "\x1f"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
LARGEST_PART = 16 << 20  # bytes; looking for error values in larger sheets would cost more than it gives
ERROR_CELL = re.compile(
    rb'<c\b(?=[^>]*\bt="e")[^>]*\br="([A-Z]{1,3})(\d+)"[^>]*>'  # the cell and its place
    rb"(?:<f\b[^>]*>[^<]*</f>|<f\b[^>]*/>)?<v>([^<]*)</v>"  # its formula and its value
)
MIDNIGHT = time()
ROW_TAGS, CELL_TAGS = {"tr", "row"}, {"td", "th", "cell"}
MOST_SPAN = 1_000


def main(memory: int, most_cells: int, what: str) -> None:
    """Read stdin, write the answer; ``memory`` in bytes, ``most_cells`` per sheet, ``what`` 'workbook' or 'page'."""
    _limit(memory)
    gc.disable()  # short-lived and without cycles: collecting only costs
    data = sys.stdin.buffer.read()
    try:
        answer = _html(data, most_cells) if what == "page" else _answer(data, most_cells)
    except MemoryError:
        answer = {"error": "memory"}
    sys.stdout.buffer.write(marshal.dumps(answer))


def _limit(memory: int) -> None:
    try:
        import resource
    except ImportError:  # Windows: the time limit alone
        return
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))


def _answer(data: bytes, most_cells: int) -> dict:
    if data.startswith(b"PAR1"):
        return _parquet(data, most_cells)
    try:
        return {"sheets": list(_calamine(data, most_cells))}
    except _TooManyCellsError:
        return {"error": "cells"}
    except MemoryError:
        raise
    except BaseException as error:  # a panic of the parser derives from BaseException
        if type(error).__name__ == "PasswordError" or "password" in str(error).lower():
            return {"error": "password"}
    try:
        return {"sheets": list(_openpyxl(data, most_cells))}
    except _TooManyCellsError:
        return {"error": "cells"}
    except MemoryError:
        raise
    except Exception:
        return {"error": "broken"}


class _TooManyCellsError(Exception):
    pass


def _calamine(data: bytes, most_cells: int):  # noqa: ANN202 - a generator of sheets
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    parts = _parts_with_errors(data)
    for meta in book.sheets_metadata:
        if meta.typ not in (SheetTypeEnum.WorkSheet, SheetTypeEnum.DialogSheet):
            continue
        sheet = book.get_sheet_by_name(meta.name)
        if sheet.total_height * sheet.total_width > most_cells:
            raise _TooManyCellsError
        rows = sheet.to_python(skip_empty_area=False)
        _write_errors(rows, parts.get(meta.name, b""))
        _fill_merged(rows, sheet.merged_cell_ranges or [])
        yield _packed(meta.name, meta.visible != SheetVisibleEnum.Visible, rows)


def _parts_with_errors(data: bytes) -> dict[str, bytes]:
    """Return sheet name -> XML of the XLSX sheets that hold error values, which calamine gives as blanks; large ones left out."""
    found: dict[str, bytes] = {}
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        book = ElementTree.fromstring(archive.read("xl/workbook.xml"))
        links = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
        targets = {link.get("Id"): link.get("Target", "").removeprefix("/xl/") for link in links}
        for sheet in book.iter(f"{{{MAIN}}}sheet"):
            part = "xl/" + targets.get(sheet.get(f"{{{RELATED}}}id"), "")
            if archive.getinfo(part).file_size <= LARGEST_PART and b't="e"' in (content := archive.read(part)):
                found[sheet.get("name", "")] = content
    except (zipfile.BadZipFile, ElementTree.ParseError, KeyError, ValueError, NotImplementedError, OSError):
        return {}
    return found


def _write_errors(rows: list[list], part: bytes) -> None:
    """Write error values such as #DIV/0! into the cells that hold them."""
    for letters, number, value in ERROR_CELL.findall(part):
        column = 0
        for letter in letters:
            column = column * 26 + letter - 64
        if int(number) <= len(rows) and column <= len(rows[int(number) - 1]):
            rows[int(number) - 1][column - 1] = value.decode("utf-8", "replace")


def _openpyxl(data: bytes, most_cells: int):  # noqa: ANN202 - a generator of sheets
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    for sheet in book.worksheets:
        rows, cells = [], 0
        for row in sheet.iter_rows(values_only=True):
            cells += len(row)
            if cells > most_cells:
                raise _TooManyCellsError
            rows.append(["" if cell is None else cell for cell in row])
        yield _packed(sheet.title, sheet.sheet_state != "visible", rows)


def _parquet(data: bytes, most_cells: int) -> dict:
    import pyarrow
    from pyarrow import parquet

    try:
        file = parquet.ParquetFile(pyarrow.BufferReader(data))
        if file.metadata.num_rows * file.metadata.num_columns > most_cells:
            return {"error": "cells"}
        table = file.read()
    except (pyarrow.ArrowMemoryError, pyarrow.ArrowCapacityError):
        return {"error": "memory"}
    except (pyarrow.ArrowException, OSError):
        return {"error": "broken"}
    columns = [_joined((name, *("" if cell is None else cell for cell in table[name].to_pylist()))) for name in table.column_names]
    return {"sheets": [("", False, [], columns)]}


def _html(data: bytes, most_cells: int) -> dict:
    """Return (name, rows) of each table in an HTML page or a spreadsheet XML, both often saved as .xls."""
    parser = _Tables(most_cells)
    try:
        parser.feed(data.decode("utf-8", "replace"))
        parser.close()
    except _TooManyCellsError:
        return {"error": "cells"}
    return {"tables": [(name, rows) for name, rows in parser.tables if rows]}


class _Tables(HTMLParser):
    def __init__(self, most_cells: int) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[tuple[str, list[list[str]]]] = []
        self.cell: list[str] | None = None
        self.span = 1
        self.name = ""
        self.left = most_cells

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        tag, given = tag.split(":")[-1], {key.split(":")[-1]: value or "" for key, value in attrs}
        if tag == "worksheet":
            self.name = given.get("name", "")
        elif tag == "table":
            self.tables.append((self.name, []))
        elif tag in ROW_TAGS and self.tables:
            self._end_cell()
            self.tables[-1][1].append([])
        elif tag in CELL_TAGS and self.tables and self.tables[-1][1]:
            self._end_cell()
            self.cell, self.span = [], _number(given.get("colspan", "")) or _number(given.get("mergeacross", "")) + 1
            row = self.tables[-1][1][-1]
            self._put(row, [""] * (min(_number(given.get("index", "")), MOST_SPAN) - 1 - len(row)))
        elif tag == "br" and self.cell is not None:
            self.cell.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag.split(":")[-1] in CELL_TAGS | ROW_TAGS | {"table"}:
            self._end_cell()

    def handle_data(self, data: str) -> None:
        if self.cell is not None:
            self.cell.append(data)

    def _end_cell(self) -> None:
        if self.cell is not None:
            self._put(self.tables[-1][1][-1], ["".join(self.cell).strip(), *[""] * (min(self.span, MOST_SPAN) - 1)])
            self.cell = None

    def _put(self, row: list[str], cells: list[str]) -> None:
        self.left -= len(cells)
        if self.left < 0:
            raise _TooManyCellsError
        row.extend(cells)


def _number(text: str) -> int:
    return int(text) if text.isdecimal() else 0


def _fill_merged(rows: list[list], ranges: list) -> None:
    """Write the value of cells merged downwards into each of their rows; across, a merged cell stays one cell."""
    for (top, left), (bottom, _) in ranges:
        if bottom > top and top < len(rows) and left < len(rows[top]):
            for row in rows[top + 1 : bottom + 1]:
                row[left] = rows[top][left]


def _packed(name: str, hidden: bool, rows: list[list]) -> tuple[str, bool, list[int], list[str]]:
    """Return a sheet without its blank rows; the numbers of its rows are left out when none was blank before the last."""
    numbers = [i for i, row in enumerate(rows, 1) if row.count("") < len(row)]
    if len(numbers) < len(rows):
        rows = [rows[i - 1] for i in numbers]
    width = max(map(len, rows), default=0)
    if any(len(row) < width for row in rows):
        rows = [[*row, *[""] * (width - len(row))] for row in rows]
    columns = [_joined(column) for column in zip(*rows, strict=True)]
    return name, hidden, numbers if numbers and numbers[-1] > len(rows) else [], columns


def _joined(column: tuple) -> str:
    kinds = set(map(type, column))
    if kinds == {float}:
        texts = [repr(int(cell)) if cell.is_integer() and -1e15 < cell < 1e15 else repr(cell) for cell in column]
    elif kinds == {date}:
        texts = [cell.isoformat() for cell in column]
    elif kinds == {str}:
        texts = column
    else:
        texts = [cell if type(cell) is str else text(cell) for cell in column]
    joined = UNIT.join(texts)
    return joined if joined.count(UNIT) == len(texts) - 1 else UNIT.join(cell.replace(UNIT, " ") for cell in texts)


def text(cell: object) -> str:
    """Return a cell as a person would read it: whole numbers without a point, dates in ISO form, TRUE and FALSE."""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return repr(int(cell)) if cell.is_integer() and -1e15 < cell < 1e15 else repr(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == MIDNIGHT else cell.isoformat(sep=" ", timespec="seconds")
    if isinstance(cell, date | time):
        return cell.isoformat()
    if isinstance(cell, timedelta):
        return _duration(cell)
    return "" if cell is None else str(cell)


def _duration(span: timedelta) -> str:
    seconds = round(span.total_seconds())
    sign, seconds = ("-", -seconds) if seconds < 0 else ("", seconds)
    return f"{sign}{seconds // 3600}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3])
