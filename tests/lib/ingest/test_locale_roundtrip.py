"""Any table of values, written as a program of any country exports it, is read back with the same values."""

import csv
import datetime
import io

import pytest
from babel.dates import format_date
from babel.numbers import format_decimal
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.ingest import read_file

ENCODINGS = {  # locale -> an encoding its exports come in besides UTF-8
    **dict.fromkeys(["en_US", "en_GB", "en_IN", "de_DE", "de_CH", "fr_FR", "es_ES", "pt_BR", "nl_NL", "id_ID"], "cp1252"),
    **dict.fromkeys(["pl_PL", "cs_CZ"], "cp1250"),
    **dict.fromkeys(["ru_RU", "uk_UA"], "cp1251"),
    **{"it_IT": "mac-roman", "sv_SE": "iso8859-1", "tr_TR": "cp1254", "vi_VN": "utf-16", "ja_JP": "cp932", "zh_CN": "gb18030"},
}
DAYS = st.dates(datetime.date(2019, 1, 1), datetime.date(2026, 6, 30))
ROWS = st.lists(st.tuples(st.integers(1_000, 10**8), st.integers(1, 10**7), DAYS), min_size=4, max_size=12)


@given(ROWS, st.sampled_from(sorted(ENCODINGS)), st.sampled_from([",", ";", "\t"]), st.sampled_from(["\n", "\r\n"]), st.booleans())
@settings(max_examples=40, deadline=None)
def test_any_locale_reads_back(rows: list[tuple], locale: str, delimiter: str, end: str, unicode: bool) -> None:
    rows = [*rows, (1_234_567, 123_450, datetime.date(2025, 12, 31)), (7_654_321, 98_765, datetime.date(2025, 1, 28))]
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter, lineterminator=end)
    writer.writerow(["Handle", "Followers", "Price", "Joined"])
    for i, (followers, cents, day) in enumerate(rows):
        price = format_decimal(cents / 100, "#,##0.00", locale=locale)
        writer.writerow([f"@creator{i}", format_decimal(followers, locale=locale), price, format_date(day, "short", locale=locale)])
    written = text.getvalue() if unicode else text.getvalue().replace("\u202f", "\xa0")  # no older encoding has the narrow space
    found = read_file(written.encode("utf-8" if unicode else ENCODINGS[locale]), "creators.csv")
    frame = found.tables[0].frame
    assert frame["followers"].tolist() == [followers for followers, _, _ in rows]
    assert frame["price"].tolist() == pytest.approx([cents / 100 for _, cents, _ in rows], abs=1e-9)
    assert [day.date() for day in frame["joined"]] == [day for _, _, day in rows]
