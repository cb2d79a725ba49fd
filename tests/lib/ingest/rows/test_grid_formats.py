"""Tables that are neither delimited text nor workbooks, and the encodings of text."""

import gzip
import io
import json
from pathlib import Path

import pandas as pd
import pytest

from lib.ingest import read_grid
from lib.ingest.model import IngestError
from lib.ingest.rows.decode import decode, legacy

RECORDS = [
    {"handle": "@a", "stats": {"followers": 10, "rate": 0.5}, "tags": ["x", "y"]},
    {"handle": "@b", "stats": {"followers": 20}},
]
TEXT = [["handle", "stats.followers", "stats.rate", "tags"], ["@a", "10", "0.5", "x, y"], ["@b", "20", "", ""]]


def rows(data: bytes, name: str = "upload") -> list[list[str]]:
    return [list(row) for grid in read_grid(data, name) for row in grid.rows]


@pytest.mark.parametrize(
    "text",
    [
        json.dumps(RECORDS),
        json.dumps({"data": RECORDS, "paging": {"next": None}}),
        "\n".join(json.dumps(record) for record in RECORDS),
    ],
)
def test_json_records(text: str) -> None:
    assert rows(text.encode(), "creators.json") == TEXT


def test_json_by_columns_and_by_rows() -> None:
    assert rows(b'{"handle": ["@a", "@b"], "fee": [1, 2.5]}') == [["handle", "fee"], ["@a", "1"], ["@b", "2.5"]]
    assert rows(b'[["handle", "fee"], ["@a", 1], ["@b", true]]') == [["handle", "fee"], ["@a", "1"], ["@b", "TRUE"]]


def test_braces_alone_do_not_make_json() -> None:
    assert rows(b"[handle],[fee]\n@a,1\n@b,2\n")[0] == ["[handle]", "[fee]"]


def test_parquet() -> None:
    data = io.BytesIO()
    pd.DataFrame({"handle": ["@a", "@b"], "followers": [10, None], "day": pd.to_datetime(["2026-01-31", None])}).to_parquet(data)
    assert rows(data.getvalue()) == [["handle", "followers", "day"], ["@a", "10", "2026-01-31"], ["@b", "", ""]]


def test_gzip() -> None:
    assert rows(gzip.compress(b"handle,fee\n@a,1\n@b,2\n"), "creators.csv.gz")[1] == ["@a", "1"]


def test_html_cells_that_span_columns() -> None:
    lines = ["<td colspan=2>Report</td>", "<th>Handle<th>Fee", "<td>@a<td>1&nbsp;000", "<td>@b<td>2"]
    page = "<table>" + "".join(f"<tr>{line}</tr>" for line in lines) + "</table>"
    assert rows(page.encode())[:2] == [["Handle", "Fee"], ["@a", "1\xa0000"]]


def test_a_missing_file_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(IngestError, match="could not be opened"):
        read_grid(tmp_path / "gone.csv")


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp1252", "naïve “quotes” – it’s Café Crème"),
        ("mac-roman", "Précio;Muñoz;Garçon"),
        ("cp850", "Beiträge;Südkorea;Türkei"),
        ("cp1250", "Příliš žluťoučký kůň;úpěl ďábelské ódy"),
        ("iso8859-2", "Gdańsk;Wrocław;Poznań"),
        ("cp1254", "takipçi;etkileşim;şehir;İstanbul"),
        ("cp1257", "vardas;sekėjai;Žydrūnas;Šiauliai"),
        ("cp1251", "Блогер;Подписчики;Санкт-Петербург"),
        ("koi8-r", "Блогер;Подписчики;Санкт-Петербург"),
        ("cp866", "Блогер;Подписчики;Санкт-Петербург"),
        ("cp1255", "שם;עוקבים;תל אביב"),
        ("euc_jp", "名前;フォロワー数;東京"),
        ("cp949", "이름;팔로워;플랫폼"),
    ],
)
def test_legacy_encodings(encoding: str, text: str) -> None:
    assert decode(text.encode(encoding)) == text


@pytest.mark.parametrize("encoding", ["cp1252", "cp1250", "cp1251", "iso8859-1"])
def test_spaces_between_thousands_are_no_letters(encoding: str) -> None:
    text = "Handle;Followers\n@a;1\xa0234\xa0567\n@b;7\xa0654\xa0321\n"
    assert decode(text.encode(encoding)) == text


def test_a_mark_wins_and_is_no_text() -> None:
    for encoding in ("utf-8-sig", "utf-16", "utf-32"):
        assert decode("Größe".encode(encoding)) == "Größe"
        assert decode("\ufeffGröße".encode(encoding)) == "Größe"
    assert decode("Größe;Länge\n".encode("utf-16-le")) == "Größe;Länge\n"


def test_one_foreign_byte_does_not_spoil_a_utf8_file() -> None:
    assert decode("Größe, Übung, Straße, Ärger, Öl\n".encode() + b"caf\xe9") == "Größe, Übung, Straße, Ärger, Öl\ncafé"


def test_control_characters_are_read_as_windows_signs() -> None:
    assert decode("Cos d\x92Estournel \x96 1990".encode()) == "Cos d’Estournel – 1990"


def test_bytes_of_no_encoding_still_give_text() -> None:
    assert legacy(bytes(range(128, 256))) and decode(bytes(range(128, 256)))
