"""Files made to harm, and files that are no table, cost one sentence and nothing else."""

import gzip
import io
import json
import subprocess
import threading
import zipfile
from functools import cache
from pathlib import Path

import openpyxl
import pytest
import xlwt
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.ingest import read_file, read_grid
from lib.ingest.model import IngestError
from lib.ingest.rows import limits

PACKAGE = "http://schemas.openxmlformats.org/package/2006"
KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
RELATIONS = f"{PACKAGE}/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
CONTENT_TYPES = (
    f'<?xml version="1.0"?><Types xmlns="{PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{KIND}.sheet.main+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{KIND}.worksheet+xml"/></Types>'
)
BOOK = '<sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets>'


def zipped(parts: dict[str, str | bytes]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return data.getvalue()


def xlsx(sheet: str) -> bytes:
    def link(kind: str, target: str) -> str:
        return (
            f'<Relationships xmlns="{RELATIONS}"><Relationship Id="r1" Type="{OFFICE}/{kind}" Target="{target}"/></Relationships>'
        )

    return zipped(
        {
            "[Content_Types].xml": CONTENT_TYPES,
            "_rels/.rels": link("officeDocument", "xl/workbook.xml"),
            "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">{BOOK}</workbook>',
            "xl/_rels/workbook.xml.rels": link("worksheet", "worksheets/sheet1.xml"),
            "xl/worksheets/sheet1.xml": sheet,
        }
    )


def sheet_of(cells: str) -> str:
    return f'<?xml version="1.0"?><worksheet xmlns="{MAIN}"><sheetData>{cells}</sheetData></worksheet>'


def refused(data: bytes, name: str = "upload.csv") -> str:
    with pytest.raises(IngestError) as error:
        read_grid(data, name)
    sentence = str(error.value)
    assert sentence.endswith(".") and "Error" not in sentence and len(sentence) < 250
    return sentence


def test_a_zip_bomb() -> None:
    assert "unpack" in refused(zipped({"creators.csv": bytes(80 << 20)}), "creators.zip")


def test_a_zip_that_lies_about_its_size(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lib.ingest.rows.archive.MOST_BYTES", 1000)
    assert "unpacks to more" in refused(gzip.compress(b"a,b\n" * 10_000), "a.csv.gz")


def test_a_workbook_that_is_a_bomb() -> None:
    assert "unpack" in refused(xlsx(sheet_of(" " * (80 << 20))), "a.xlsx")


def test_a_zip_in_a_zip_in_a_zip_ends() -> None:
    data = b"a,b\n1,2\n"
    for _ in range(5):
        data = zipped({"x.zip": data})
    assert "no table" in refused(data, "x.zip")


def test_paths_in_an_archive_lead_nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (grid,) = read_grid(zipped({"../../evil.csv": "handle,followers\n@a,1\n@b,2\n"}), "a.zip")
    assert grid.name == "evil" and not list(tmp_path.iterdir())


def test_entities_are_not_expanded() -> None:
    laughs = "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10}">' for i in range(1, 12))
    sheet = f'<!DOCTYPE x [<!ENTITY l0 "lol">{laughs}]>' + sheet_of(
        '<row r="1"><c r="A1" t="inlineStr"><is><t>&l11;</t></is></c></row>'
    )
    try:
        grids = read_grid(xlsx(sheet), "a.xlsx")
    except IngestError:
        return
    assert sum(len(cell) for grid in grids for row in grid.rows for cell in row) < 1000


def test_external_entities_are_not_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("hunter2")
    cells = '<row r="1"><c r="A1" t="inlineStr"><is><t>&x;</t></is></c></row><row r="2"><c r="A2"><v>1</v></c></row>'
    sheet = f'<!DOCTYPE x [<!ENTITY x SYSTEM "{secret.as_uri()}">]>' + sheet_of(cells)
    try:
        grids = read_grid(xlsx(sheet), "a.xlsx")
    except IngestError:
        return
    assert "hunter2" not in json.dumps([list(grid.rows) for grid in grids])


def test_a_cell_at_the_far_corner() -> None:
    far = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    refused(xlsx(sheet_of(far)), "a.xlsx")


def test_a_million_columns() -> None:
    assert "columns" in refused(b",".join(b"x" for _ in range(1_000_000)) + b"\n")


def test_a_cell_of_many_megabytes() -> None:
    assert "characters" in refused(b'a,b\n1,"' + b"x" * (20 << 20) + b'"\n2,3\n')


def test_a_file_beyond_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MOST_BYTES", 1 << 20)
    assert "MB" in refused(b"a,b\n" * (1 << 19))


def test_a_process_that_hangs_is_stopped(tmp_path: Path) -> None:
    script = tmp_path / "hang.py"
    script.write_text("import time; time.sleep(60)")
    with pytest.raises(IngestError, match="longer than"):
        limits.run_worker(script, b"", seconds=0.3)


def test_a_process_that_bursts_is_one_sentence(tmp_path: Path) -> None:
    script = tmp_path / "burst.py"
    script.write_text("import os; os.abort()")
    with pytest.raises(IngestError, match="memory"):
        limits.run_worker(script, b"")


@pytest.mark.parametrize(
    "start", [b"%PDF-1.7\n", b"\x89PNG\r\n", b"\xff\xd8\xff\xe0", b"Rar!\x1a", b"MZ\x90", b"SQLite format 3\x00"]
)
def test_other_files_are_named(start: bytes) -> None:
    assert "not a table" in refused(start + bytes(range(256)) * 10)


def test_binary_without_a_name() -> None:
    assert "not a table" in refused(bytes(range(256)) * 100)


def test_zero_bytes_overrides_and_lone_surrogates_are_left_out() -> None:
    (grid,) = read_grid("handle,fee\n\u202e@live,1\x00\n@b,2\n".encode(), "a.csv")
    assert grid.rows[1] == ["@live", "1"]
    (grid,) = read_grid(b'[{"handle": "\\ud800@a", "fee": 1}, {"handle": "@b", "fee": 2}]', "a.json")
    assert grid.rows[1] == ["@a", "1"]


def test_formulas_stay_text() -> None:
    (grid,) = read_grid(b"handle,fee\n=1+1,5\n@cmd|' /C calc'!A0,6\n", "a.csv")
    assert grid.rows[1][0] == "=1+1"


@pytest.mark.parametrize("text", ["[" * 100_000, '{"a":' * 50_000, '[{"a": ' + "[" * 5000 + "]" * 5000 + "}]"])
def test_deep_json_is_harmless(text: str) -> None:
    try:
        read_grid(text.encode(), "a.json")
    except IngestError as error:
        assert str(error)


@pytest.mark.parametrize(
    "data", [b"\x1f\x8b\x08", gzip.compress(b"a,b\n1,2\n" * 100, mtime=0)[:20], b"PK\x03\x04 nothing", b"PAR1 nothing PAR1"]
)
def test_broken_containers(data: bytes) -> None:
    refused(data)


def test_quotes_that_never_close_do_not_take_quadratic_time() -> None:
    rows = "".join(f'@a{i},"{i},x\n' for i in range(3000))
    grids = read_grid(f"handle,followers,note\n{rows}".encode(), "a.csv")
    assert sum(len(grid.rows) for grid in grids) > 2900


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("rows.csv", b"\n" * 6_000_000, "rows"),
        ("ragged.csv", b"a,b\n" + b"1,2\n" * 5_000 + b"," * 16_000 + b"x\n", "cells"),
        ("tables.csv", b"".join(b"name%d,size,x\na,1,2\nb,3,4\n\n" % i for i in range(600)), "tables"),
        ("fields.json", json.dumps([{f"k{i}": i} for i in range(20_000)]).encode(), "fields"),
        ("spans.xls", b"<table>" + (b"<tr>" + b"<td colspan=1000>x" * 100) * 300, "cells"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_small_files_that_swell(name: str, data: bytes, says: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lib.ingest.rows.grid.MOST_RAGGED", 10_000_000)
    assert says in refused(data, name)


def test_a_far_cell_in_an_old_workbook_costs_no_more_than_its_rows() -> None:
    book, saved = xlwt.Workbook(), io.BytesIO()
    sheet = book.add_sheet("S")
    for row, column, value in ((0, 0, "handle"), (0, 1, "fee"), (1, 0, "@a"), (1, 1, 5), (9_999, 99, 1)):
        sheet.write(row, column, value)
    book.save(saved)
    (grid,) = read_grid(saved.getvalue(), "a.xls")
    assert len(grid.rows) + len([row for row in grid.aside if row.reason != "blank"]) == 3


def test_a_page_that_takes_for_ever_is_stopped() -> None:
    with limits.time_limit(0.5):
        assert "longer than" in refused(b"<table><!" + b"<!-" * 3_000_000, "a.xls")


def test_rows_that_take_too_long_are_stopped() -> None:
    rows = "".join(f'@a{i},"x"y"z,"{i}\n' for i in range(20_000))
    with limits.time_limit(0.0):
        assert "longer than" in refused(f"handle,followers,note\n{rows}".encode(), "a.csv")


def test_another_thread_can_stop_the_reading(tmp_path: Path) -> None:
    script, event = tmp_path / "hang.py", threading.Event()
    script.write_text("import time; time.sleep(60)")
    threading.Timer(0.2, event.set).start()
    with limits.stopped_by(event), pytest.raises(IngestError, match="stopped"):
        limits.run_worker(script, b"x" * 1_000_000)


def test_a_worker_killed_from_outside_is_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    script, started, begin = tmp_path / "hang.py", [], subprocess.Popen
    script.write_text("import time; time.sleep(60)")
    monkeypatch.setattr(subprocess, "Popen", lambda *given, **named: started.append(begin(*given, **named)) or started[-1])
    threading.Timer(0.3, lambda: started[0].kill()).start()
    with pytest.raises(IngestError):
        limits.run_worker(script, b"")


@pytest.mark.parametrize("cell", ["1e999", "9" * 5_000, f"{'9' * 400}.{'9' * 400}", "1" + "0" * 400, f"12:{'9' * 5_000}", "-1e999"])
def test_numbers_beyond_all_bounds_are_read_or_marked(cell: str, caplog: pytest.LogCaptureFixture) -> None:
    rows = "".join(f"@creator{i},{cell if i == 3 else i * 100},{cell if i == 2 else '2026-01-05'}\n" for i in range(9))
    found = read_file(f"handle,followers,posted\n{rows}".encode(), "a.csv")
    assert len(found.tables[0].frame) == 9 and not caplog.records


@given(st.binary(max_size=400))
@settings(max_examples=150, deadline=None)
def test_any_bytes_give_tables_or_a_sentence(data: bytes) -> None:
    survive(data)


@given(st.data())
@settings(max_examples=150, deadline=None)
def test_any_damage_to_a_text_gives_tables_or_a_sentence(data: st.DataObject) -> None:
    text = bytearray(
        'handle;followers;note\n@a;1.200;"x; y"\n@b;5;\n\n@c;7;"z"\nTotal;12;\n'.encode(
            data.draw(st.sampled_from(["utf-8", "utf-16"]))
        )
    )
    for _ in range(data.draw(st.integers(1, 6))):
        place = data.draw(st.integers(0, len(text) - 1))
        text[place : place + data.draw(st.integers(0, 2))] = data.draw(st.binary(max_size=3))
        text = text or bytearray(b"x")
    survive(bytes(text))


@cache
def small_workbook() -> bytes:
    book, saved = openpyxl.Workbook(), io.BytesIO()
    book.active.append(["handle", "followers"])
    book.active.append(["@a", 5])
    book.save(saved)
    return saved.getvalue()


@given(st.data())
@settings(max_examples=25, deadline=None)
def test_any_damage_to_a_workbook_gives_tables_or_a_sentence(data: st.DataObject) -> None:
    damaged = bytearray(small_workbook())
    for _ in range(data.draw(st.integers(1, 8))):
        damaged[data.draw(st.integers(0, len(damaged) - 1))] = data.draw(st.integers(0, 255))
    survive(bytes(damaged[: data.draw(st.integers(1, len(damaged)))]))


def survive(data: bytes) -> None:
    try:
        grids = read_grid(data, "upload.csv")
    except IngestError as error:
        assert str(error)
        return
    for grid in grids:
        assert len(grid.numbers) == len(grid.rows)
        assert grid.frame().shape == (len(grid.rows) - grid.has_header, grid.width)
