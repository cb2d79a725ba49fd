"""Workbooks of every kind are read as a person sees them."""

import io
import struct
import zipfile
from datetime import date, datetime

import openpyxl
import pytest
import xlwt
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P

from lib.ingest import read_grid
from lib.ingest.model import Grid, IngestError
from lib.ingest.rows.workbook import OLE
from lib.ingest.rows.worker import text

PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def saved(book: openpyxl.Workbook) -> bytes:
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def book_of(rows: list[list], title: str = "Creators") -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    book.active.title = title
    for row in rows:
        book.active.append(row)
    return book


def read_one(data: bytes, name: str = "upload.xlsx") -> Grid:
    (grid,) = read_grid(data, name)
    return grid


ROWS = [
    ["handle", "followers", "rate", "joined", "verified"],
    ["@a", 1200, 0.035, date(2026, 1, 31), True],
    ["@b", 5, None, datetime(2026, 2, 1, 6, 30), False],
]
TEXT = [
    ["handle", "followers", "rate", "joined", "verified"],
    ["@a", "1200", "0.035", "2026-01-31", "TRUE"],
    ["@b", "5", "", "2026-02-01 06:30:00", "FALSE"],
]


def test_xlsx_values_become_text() -> None:
    grid = read_one(saved(book_of(ROWS)))
    assert grid.name == "Creators" and [list(row) for row in grid.rows] == TEXT
    assert grid.frame().loc[2, 1] == "1200"


def test_content_decides_not_the_name() -> None:
    assert [list(row) for row in read_one(saved(book_of(ROWS)), "creators.csv").rows] == TEXT
    assert read_one(b"a,b\n1,2\n3,4\n", "table.xlsx").header == ["a", "b"]


def test_the_1904_calendar() -> None:
    book = book_of([["day"], [date(2026, 1, 31)]])
    book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    assert read_one(saved(book)).rows[1] == ["2026-01-31"]


def test_hidden_sheets_are_marked_and_empty_ones_left_out() -> None:
    book = book_of([["handle", "followers"], ["@a", 1], ["@b", 2]])
    book.create_sheet("Empty")
    hidden = book.create_sheet("Secret")
    hidden.append(["handle", "fee"])
    hidden.append(["@a", 5])
    hidden.sheet_state = "hidden"
    assert [(grid.name, grid.hidden) for grid in read_grid(saved(book), "x.xlsx")] == [("Creators", False), ("Secret", True)]


def test_cells_merged_downwards_are_filled_and_a_merged_title_is_not() -> None:
    book = book_of([["Report", None, None], ["handle", "post", "likes"], ["@a", "p1", 10], [None, "p2", 20], ["@b", "p3", 30]])
    book.active.merge_cells("A1:C1")
    book.active.merge_cells("A3:A4")
    grid = read_one(saved(book))
    assert grid.title == "Report"
    assert [row[0] for row in grid.rows] == ["handle", "@a", "@a", "@b"]


def test_a_table_that_begins_lower_and_further_right() -> None:
    book = openpyxl.Workbook()
    for r, row in enumerate([["handle", "followers"], ["@a", 1], ["@b", 2]]):
        for c, value in enumerate(row):
            book.active.cell(r + 4, c + 3, value)
    grid = read_one(saved(book))
    assert [list(row) for row in grid.rows] == [["handle", "followers"], ["@a", "1"], ["@b", "2"]]
    assert list(grid.numbers) == [4, 5, 6]


def test_errors_formulas_and_links_are_text() -> None:
    book = book_of([["handle", "rate", "link"], ["@a", "#DIV/0!", '=HYPERLINK("https://x.y","z")'], ["@b", "#N/A", "t"]])
    grid = read_one(saved(book))
    assert grid.rows[1][1] == "#DIV/0!"


def test_csv_pasted_into_one_column() -> None:
    book = book_of([["id,followerCount,engagementRate"], ["1,6207,1.0"], ["2,38237,5.8"], ["3,14840,0.6"]])
    assert [list(row) for row in read_one(saved(book)).rows][:2] == [
        ["id", "followerCount", "engagementRate"],
        ["1", "6207", "1.0"],
    ]


def test_old_excel() -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("Creators")
    for r, row in enumerate([["handle", "followers"], ["@a", 1200], ["@b", 3.5]]):
        for c, value in enumerate(row):
            sheet.write(r, c, value)
    data = io.BytesIO()
    book.save(data)
    assert [list(row) for row in read_one(data.getvalue(), "x.xls").rows] == [
        ["handle", "followers"],
        ["@a", "1200"],
        ["@b", "3.5"],
    ]


def test_open_document() -> None:
    document = OpenDocumentSpreadsheet()
    table = Table(name="Creators")
    for row in [["handle", "niche"], ["@a", "beauty"], ["@b", "tech"]]:
        line = TableRow()
        for value in row:
            cell = TableCell(valuetype="string")
            cell.addElement(P(text=value))
            line.addElement(cell)
        table.addElement(line)
    document.spreadsheet.addElement(table)
    data = io.BytesIO()
    document.write(data)
    assert read_one(data.getvalue(), "x.ods").rows[1] == ["@a", "beauty"]


PAIRS = [["Handle", "Followers"], ["@a", "1,000"], ["@b", "5"]]


def test_html_saved_as_xls() -> None:
    lines = ["".join(f"<td>{value}</td>" for value in row) for row in PAIRS]
    page = "<html><body><table>" + "".join(f"<tr>{line}</tr>" for line in lines) + "</table></body></html>"
    assert [list(row) for row in read_one(page.encode(), "x.xls").rows] == PAIRS


def test_spreadsheet_xml_saved_as_xls() -> None:
    lines = ["".join(f'<Cell><Data ss:Type="String">{value}</Data></Cell>' for value in row) for row in PAIRS]
    table = "".join(f"<Row>{line}</Row>" for line in lines)
    page = f'<?xml version="1.0"?><Workbook><Worksheet ss:Name="Creators"><Table>{table}</Table></Worksheet></Workbook>'
    grid = read_one(page.encode(), "x.xls")
    assert grid.name == "Creators" and [list(row) for row in grid.rows] == PAIRS


def test_a_large_sheet_stays_in_columns() -> None:
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Creators")
    sheet.append(["handle", "followers", "rate"])
    for i in range(1500):
        sheet.append([f"@c{i}", i, i / 7])
    grid = read_one(saved(book))
    assert len(grid.rows) == 1501 and grid.rows[-1][:2] == ["@c1499", "1499"]
    assert list(grid.frame().index[[0, -1]]) == [2, 1501]
    assert grid.rows[1500] == list(grid.rows)[1500]


@pytest.mark.parametrize("keep", [200, 1000, -300])
def test_a_truncated_workbook_is_one_sentence(keep: int) -> None:
    with pytest.raises(IngestError, match="damaged"):
        read_grid(saved(book_of(ROWS))[:keep], "x.xlsx")


def test_a_protected_workbook_says_so() -> None:
    locked = OLE + bytes(3000) + "EncryptedPackage".encode("utf-16-le") + bytes(3000)
    with pytest.raises(IngestError, match="password"):
        read_grid(locked, "x.xlsx")


def test_an_old_word_document_is_no_workbook() -> None:
    with pytest.raises(IngestError, match="not a workbook"):
        read_grid(OLE + bytes(3000) + "WordDocument".encode("utf-16-le"), "x.xls")


def test_a_workbook_in_a_zip() -> None:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("export/creators.xlsx", saved(book_of(ROWS)))
        archive.writestr("export/posts.csv", "post,likes\np1,10\np2,20\n")
    assert [grid.name for grid in read_grid(data.getvalue(), "all.zip")] == ["creators – Creators", "posts"]


def test_cell_text() -> None:
    assert [text(value) for value in (1.0, 1.5, 1e300, True, None, "x")] == ["1", "1.5", "1e+300", "TRUE", "", "x"]


def xlsb(rows: list[list[str | float]]) -> bytes:
    """Return a binary workbook (MS-XLSB) of one sheet, its records written by hand."""

    def record(kind: int, body: bytes = b"") -> bytes:
        return (bytes([kind]) if kind < 0x80 else bytes([kind, 1])) + bytes([len(body)]) + body

    def wide(text: str) -> bytes:
        return struct.pack("<I", len(text)) + text.encode("utf-16-le")

    def cell(column: int, value: str | float) -> bytes:
        place = struct.pack("<II", column, 0)
        return record(6, place + wide(value)) if isinstance(value, str) else record(5, place + struct.pack("<d", value))

    def link(kind: str, target: str) -> str:
        return f'<Relationships xmlns="{PACKAGE}"><Relationship Id="r1" Type="{OFFICE}/{kind}" Target="{target}"/></Relationships>'

    book = record(0x83) + record(0x8F) + record(0x9C, struct.pack("<II", 0, 1) + wide("r1") + wide("Creators")) + record(0x90)
    sheet = record(0x81) + record(0x94, struct.pack("<IIII", 0, len(rows) - 1, 0, len(rows[0]) - 1)) + record(0x91)
    for number, row in enumerate(rows):
        sheet += record(0, struct.pack("<I", number) + bytes(13)) + b"".join(cell(i, value) for i, value in enumerate(row))
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("_rels/.rels", link("officeDocument", "xl/workbook.bin"))
        archive.writestr("xl/_rels/workbook.bin.rels", link("worksheet", "worksheets/sheet1.bin"))
        archive.writestr("xl/workbook.bin", book + record(0x84))
        archive.writestr("xl/worksheets/sheet1.bin", sheet + record(0x92) + record(0x82))
    return data.getvalue()


def test_a_binary_workbook() -> None:
    (grid,) = read_grid(xlsb([["handle", "fee"], ["@a", 12.5], ["@b", 7.0]]), "creators.xlsb")
    assert list(grid.rows) == [["handle", "fee"], ["@a", "12.5"], ["@b", "7"]] and grid.name == "Creators"


def test_a_workbook_with_macros() -> None:
    book, data = openpyxl.Workbook(), io.BytesIO()
    for row in (["handle", "fee"], ["@a", 12.5], ["@b", 7]):
        book.active.append(row)
    book.save(data)
    packed = io.BytesIO()
    with zipfile.ZipFile(data) as plain, zipfile.ZipFile(packed, "w") as macros:
        for name in plain.namelist():
            content = plain.read(name)
            kinds = (b"openxmlformats-officedocument.spreadsheetml.sheet.main", b"ms-excel.sheet.macroEnabled.main")
            macros.writestr(name, content.replace(*kinds) if name == "[Content_Types].xml" else content)
        macros.writestr("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0 no macro is ever run")
    (grid,) = read_grid(packed.getvalue(), "creators.xlsm")
    assert list(grid.rows) == [["handle", "fee"], ["@a", "12.5"], ["@b", "7"]]
