"""Damaged files of every kind give tables that add up, or a sentence: never an unhandled exception.

FUZZ_SECONDS (default 4) is how long is searched, half of it from a fixed seed and half from FUZZ_SEED, which is drawn when it
is not given. A failure names seed and case: ``FUZZ_SEED=<seed> make fuzz`` finds it again.
"""

import faulthandler
import gzip
import io
import json
import logging
import os
import random
import time
import zipfile
from collections.abc import Callable, Iterator
from functools import cache

import odf.opendocument
import odf.table
import odf.text
import openpyxl
import pandas as pd
import pytest
import xlwt

from lib.ingest import read_file
from lib.ingest.rows import limits

SECONDS = float(os.environ.get("FUZZ_SECONDS", "4"))
SEEDS = (2026, int(os.environ.get("FUZZ_SEED", random.SystemRandom().randrange(10**6))))
LONGEST_CASE = 10  # seconds; reading stops itself then, and the whole run is ended with a trace when it does not
ROWS = [
    ["Handle", "Platform", "Followers", "Engagement rate", "Price", "Joined", "Note"],
    ["@anna", "TikTok", "1.2M", "3,4 %", "€1.234,50", "2026-01-31", 'says "hi", twice'],
    ["@bob", "instagram", "980 K", "0.021", "$50", "31/12/2025", ""],
    ["@cara", "YouTube", "12,345", "5%", "₹1,23,456", "Jan 5, 2026", "日本 🔥"],
    ["@dev", "X", "", "–", "n/a", "", "=1+1"],
    ["Total", "", "2,192,345", "", "", "", ""],
]
TOKENS = [
    *(b'"', b"'", b",", b";", b"\t", b"|", b"\n", b"\r", b"\r\n", b"\n\n", b"\\", b"\x00", b"\xef\xbb\xbf", b"\xff\xfe", b"\x1f"),
    *("\u202e", "\u200b", "é", "日", "🔥", "\u0301", "\u066b", "१२"),
    *(b"1e999", b"-1e308", b"NaN", b"inf", b"9" * 400, b"99/99/9999", b"0000-00-00", b"25:61", b"#DIV/0!", b"=cmd()", b"sep=;\n"),
    *(b"<table>", b"</", b"{", b"[", b"]", b"null", b"Total", b"%", b"\xed\xa0\x80", b"\x80", b"\xfe\xff\x00a"),
]


def _csv(delimiter: str = ",", encoding: str = "utf-8") -> bytes:
    cells = [[f'"{cell.replace(chr(34), chr(34) * 2)}"' if set(cell) & set('",;\n') else cell for cell in row] for row in ROWS]
    return ("\n".join(delimiter.join(row) for row in cells) + "\n").encode(encoding, "replace")


def _xlsx() -> bytes:
    book, data = openpyxl.Workbook(), io.BytesIO()
    for row in ROWS:
        book.active.append(row)
    book.active.merge_cells("A2:A3")
    book.create_sheet("Orders").append(["order_id", "date", "revenue"])
    book["Orders"].append([1, pd.Timestamp("2026-01-31"), 12.5])
    book.save(data)
    return data.getvalue()


def _xls() -> bytes:
    book, data = xlwt.Workbook(), io.BytesIO()
    sheet = book.add_sheet("Creators")
    for i, row in enumerate(ROWS):
        for j, cell in enumerate(row):
            sheet.write(i, j, cell)
    book.save(data)
    return data.getvalue()


def _ods() -> bytes:
    book, data = odf.opendocument.OpenDocumentSpreadsheet(), io.BytesIO()
    sheet = odf.table.Table(name="Creators")
    for row in ROWS:
        line = odf.table.TableRow()
        for cell in row:
            field = odf.table.TableCell(valuetype="string")
            field.addElement(odf.text.P(text=cell))
            line.addElement(field)
        sheet.addElement(line)
    book.spreadsheet.addElement(sheet)
    book.save(data)
    return data.getvalue()


def _zip() -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a/creators.csv", _csv())
        archive.writestr("posts.json", _json())
    return data.getvalue()


def _json() -> bytes:
    return json.dumps([dict(zip(ROWS[0], row, strict=True)) for row in ROWS[1:]]).encode()


def _parquet() -> bytes:
    data = io.BytesIO()
    pd.DataFrame(ROWS[1:], columns=ROWS[0]).to_parquet(data)
    return data.getvalue()


def _html() -> bytes:
    rows = "".join("<tr>" + "".join(f"<td colspan=1>{cell}" for cell in row) for row in ROWS)
    return f"<html><table>{rows}</table></html>".encode()


@cache
def fixtures() -> dict[str, bytes]:
    """Return a small file of each kind, undamaged."""
    return {
        "creators.csv": _csv(),
        "semicolon.csv": _csv(";"),
        "tab.txt": _csv("\t", "utf-16"),
        "pipe.csv": _csv("|", "cp1252"),
        "creators.csv.gz": gzip.compress(_csv(), mtime=0),
        "creators.json": _json(),
        "creators.html": _html(),
        "creators.zip": _zip(),
        "creators.xlsx": _xlsx(),
        "creators.xls": _xls(),
        "creators.ods": _ods(),
        "creators.parquet": _parquet(),
    }


def damaged(data: bytes, rng: random.Random) -> bytes:
    """Return ``data`` with a few pieces flipped, cut, doubled, moved, or foreign tokens put in."""
    found = bytearray(data)
    for _ in range(rng.choice([1, 1, 2, 3, 8, 20])):
        at, length = rng.randrange(len(found) + 1), rng.choice([0, 1, 2, 5, 40])
        piece = bytes(found[at : at + length])
        token = rng.choice(TOKENS)
        found[at : at + length] = rng.choice(
            [b"", piece * 2, piece[::-1], token if isinstance(token, bytes) else token.encode(), rng.randbytes(length), piece * 50]
        )
    return bytes(found[: rng.randrange(len(found) + 1)]) if rng.random() < 0.1 else bytes(found)


def damaged_inside(data: bytes, rng: random.Random) -> bytes:
    """Return a ZIP, workbook or gzip file in which a packed part is damaged, not the packing."""
    if data[:2] == b"\x1f\x8b":
        return gzip.compress(damaged(gzip.decompress(data), rng), mtime=0)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name, packed = rng.choice(sorted(parts)), io.BytesIO()
    parts[name] = damaged(parts[name], rng)
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, content in parts.items():
            archive.writestr(part, content)
    return packed.getvalue()


def cases(seed: int) -> Iterator[tuple[int, str, bytes]]:
    """Yield (number, name, damaged file) without end; files that need no process of their own are half of them."""
    quick, rest = list(fixtures())[:6], list(fixtures())[6:]
    for number in range(10**9):
        rng = random.Random(f"{seed} {number}")
        name = rng.choice(quick if number % 10 else rest)
        data = fixtures()[name]
        how: Callable[[bytes, random.Random], bytes] = damaged
        if data[:2] in (b"PK", b"\x1f\x8b") and rng.random() < 0.7:
            how = damaged_inside
        yield number, name, how(data, rng)


@pytest.mark.fuzz
@pytest.mark.parametrize("seed", SEEDS, ids=["fixed seed", "drawn seed"])
def test_damaged_files_give_tables_or_a_sentence(seed: int, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.ERROR)
    until, number = time.monotonic() + SECONDS / len(SEEDS), 0
    for number, name, data in cases(seed):
        faulthandler.dump_traceback_later(6 * LONGEST_CASE, exit=True)
        case = f"seed {seed}, case {number}: {name}"
        try:
            with limits.time_limit(LONGEST_CASE):
                found = read_file(data, name)
        except Exception as error:
            raise AssertionError(case) from error
        finally:
            faulthandler.cancel_dump_traceback_later()
        assert found.tables or found.problems, case
        assert not caplog.records, f"{case}: {caplog.text}"
        for table in found.tables:
            assert table.ledger.balanced and len(table.frame) == table.ledger.rows_kept, case
        if time.monotonic() > until:
            break
    print(f"{number + 1} damaged files read from seed {seed}")
