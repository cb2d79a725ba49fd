"""Any table, written in any dialect and encoding, is read back as it was."""

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.ingest import read_grid
from lib.ingest.rows.dialect import sniff
from lib.ingest.rows.records import read_records

NAMES = ["handle", "platform", "followers", "engagement rate", "campaign", "caption", "price", "posted", "country", "e-mail"]
ANY = ["summer", "launch", "glow", "serum", "unboxing", "review", "haul", "gift", "guide"]
ENDS = st.sampled_from(["\n", "\r\n", "\r"])
QUOTING = st.sampled_from([csv.QUOTE_ALL, csv.QUOTE_MINIMAL])
WORDS = {
    "utf-8": [*ANY, "größe", "中文", "жизнь", "🔥🔥", "สวัสดี"],
    "utf-8-sig": [*ANY, "größe", "中文", "жизнь", "🔥🔥"],
    "utf-16": [*ANY, "größe", "中文", "жизнь", "🔥🔥"],
    "utf-16-le": [*ANY, "café"],
    "utf-32": [*ANY, "größe", "中文", "жизнь", "🔥🔥"],
    "cp1252": [*ANY, "café", "größe", "niño", "crème", "publicité"],
    "iso8859-1": [*ANY, "schön", "größe", "übung", "straße"],
    "cp1250": ["zażółć", "gęślą", "jaźń", "łódź", "kraków", "twórca", "polubienia", "obserwujący"],
    "cp1254": ["takipçi", "etkileşim", "güzellik", "eğlence", "şarkıcı", "beşiktaş"],
    "cp1251": ["подписчики", "москва", "красота", "обзор", "видео", "блогер", "россия"],
    "koi8-r": ["подписчики", "москва", "красота", "обзор", "видео", "блогер", "россия"],
    "cp1253": ["ακόλουθοι", "ομορφιά", "μόδα", "ταξίδι", "φαγητό", "αθήνα"],
    "cp1256": ["متابعون", "القاهرة", "جمال", "سفر", "طعام", "مراجعة"],
    "cp874": ["ผู้ติดตาม", "กรุงเทพ", "ความงาม", "อาหาร", "ท่องเที่ยว", "รีวิว"],
    "cp932": ["フォロワー", "東京", "美容", "レビュー", "おすすめ", "購入品紹介"],
    "gb18030": ["粉丝数", "上海市", "小红书", "美妆达人", "开箱测评", "推荐好物"],
    "big5": ["粉絲數", "臺北市", "美妝達人", "開箱評測", "推薦好物", "平台"],
    "cp949": ["팔로워", "서울", "뷰티", "리뷰", "추천합니다", "인플루언서"],
}


@st.composite
def cells(draw: st.DrawFn, words: list[str], signs: str) -> str:
    """Return a name, a sentence with signs in it, a number, a date, or nothing."""
    kind = draw(st.sampled_from(["word", "sentence", "number", "date", "blank"]))
    if kind == "number":
        return str(draw(st.integers(0, 10**7)))
    if kind == "date":
        return f"2026-{draw(st.integers(1, 12)):02d}-{draw(st.integers(1, 28)):02d}"
    if kind == "blank":
        return ""
    parts = draw(st.lists(st.sampled_from(words), min_size=1, max_size=4 if kind == "sentence" else 1))
    return draw(st.sampled_from(signs if kind == "sentence" else " ")).join(parts)


@st.composite
def tables(draw: st.DrawFn, words: list[str], signs: str) -> list[list[str]]:
    """Return a table with a header, a first column of words and a second of numbers; every word is in it once."""
    width = draw(st.integers(3, 7))
    names = draw(st.permutations(NAMES))[:width]
    cell = cells(words, signs)
    height = draw(st.integers(3, 8))
    rest = [[draw(cell) for _ in range(width - 3)] for _ in range(height)]
    rows = [[draw(st.sampled_from(words)), str(draw(st.integers(1, 10**6))), " ".join(words), *row] for row in rest]
    return [names, *rows]


def written(rows: list[list[str]], delimiter: str, quoting: int, end: str, quote: str = '"') -> str:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, quoting=quoting, lineterminator=end, quotechar=quote).writerows(rows)
    return text.getvalue()


@given(st.data(), st.sampled_from([",", ";", "\t", "|"]), QUOTING)
@settings(max_examples=80, deadline=None)
def test_any_dialect_reads_back(data: st.DataObject, delimiter: str, quoting: int) -> None:
    rows = data.draw(tables(ANY, ' ,;|\t"\n'))
    assert read_records(written(rows, delimiter, quoting, "\n")).rows == rows


@given(st.data(), st.sampled_from(sorted(WORDS)), st.sampled_from([",", ";", "\t"]), ENDS)
@settings(max_examples=80, deadline=None)
def test_any_encoding_reads_back(data: st.DataObject, encoding: str, delimiter: str, end: str) -> None:
    rows = data.draw(tables(WORDS[encoding], " ,;"))
    grids = read_grid(written(rows, delimiter, csv.QUOTE_MINIMAL, end).encode(encoding), "upload.csv")
    assert [list(row) for grid in grids for row in grid.rows] == rows


@given(st.data(), st.sampled_from(["||", ";;", "\t\t", "~|~", "^|"]))
@settings(max_examples=20, deadline=None)
def test_long_delimiters_read_back(data: st.DataObject, delimiter: str) -> None:
    rows = data.draw(tables(ANY, " ,"))
    text = "\n".join(delimiter.join(cell.replace(",", "") for cell in row) for row in rows)
    assert read_records(text).rows == [[cell.replace(",", "") for cell in row] for row in rows]


@pytest.mark.parametrize("delimiter", [";", "\t", "|", ":"])
@pytest.mark.parametrize("header", [True, False])
def test_many_empty_cells_are_no_doubled_delimiter(delimiter: str, header: bool) -> None:
    names = ["handle", "size", "a", "b", "c", "d", "e", "note"]
    rows = [names, *([f"x{i}", str(37 * i), *[""] * 5, "z" * (i % 5)] for i in range(30))]
    dialect = sniff("\n".join(map(delimiter.join, rows[not header :])))
    assert (dialect.delimiter, dialect.long, dialect.width) == (delimiter, "", 8)


@pytest.mark.parametrize("delimiter", ["§", "¦", "::", "\t\t"])
def test_rare_delimiters(delimiter: str) -> None:
    rows = [["handle", "posted", "note"], *([f"@a{i}", f"1{i}:05", "one, two; three"] for i in range(9))]
    assert read_records("\n".join(map(delimiter.join, rows))).rows == rows


@pytest.mark.parametrize("delimiter", [",", "\t", "|"])
def test_apostrophes_as_quotes(delimiter: str) -> None:
    rows = [["handle", "size", "note"], *([f"@a{i}", str(i), f"Ann{i}'s 5\" lamp"] for i in range(9))]
    assert read_records(written(rows, delimiter, csv.QUOTE_ALL, "\n", "'")).rows == rows
