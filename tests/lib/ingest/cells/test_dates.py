"""Dates as people write them, and any date in any order by property."""

from datetime import date, timedelta

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.ingest.cells.cleaning import cleaned
from lib.ingest.cells.dates import from_jalali, read_dates
from lib.ingest.cells.times import read_seconds, seconds_of

WRITTEN = [
    ("2022-01-18", "2022-01-18"),
    ("2026-08-22T00:00:00", "2026-08-22"),
    ("2026-03-01 10:00:00 -0500", "2026-03-01"),
    ("01-Jan-22", "2022-01-01"),
    ("17.May.2023", "2023-05-17"),
    ("Sep 14, 2026", "2026-09-14"),
    ("14 septembre 2026", "2026-09-14"),
    ("12 de octubre de 2023", "2023-10-12"),
    ("5 Mart 2024", "2024-03-05"),
    ("5 марта 2024", "2024-03-05"),
    ("2026年3月5日", "2026-03-05"),
    ("3 août 2025", "2025-08-03"),
    ("20260701", "2026-07-01"),
    ("2026-03", "2026-03-01"),
    ("Mar 2026", "2026-03-01"),
    ("44577", "2022-01-16"),
    ("1708000000", "2024-02-15"),
    ("2566-01-05", "2023-01-05"),
    ("۱۴۰۲/۰۵/۱۲", "2023-08-03"),
    ("Mon, 5 Feb 2024 10:00 PM", "2024-02-05"),
    ("31/12/2025", "2025-12-31"),
    ("12/31/2025", "2025-12-31"),
    ("31.12.25", "2025-12-31"),
]


def read(*texts: str, **options: object) -> list[str]:
    found = read_dates(cleaned(pd.Series(list(texts), dtype="str")), **options)
    return [str(day)[:10] for day in found.array]


@pytest.mark.parametrize(("text", "day"), WRITTEN)
def test_each_way_of_writing(text: str, day: str) -> None:
    assert read(text) == [day]


@pytest.mark.parametrize("text", ["abc", "12.5", "1234", "99/99/2024", "2024-13-45"])
def test_what_is_no_date_is_unreadable(text: str) -> None:
    assert read_dates(cleaned(pd.Series([text], dtype="str"))).unreadable.tolist() == [True]


def test_one_day_past_twelve_decides_the_column() -> None:
    assert read("03/04/2026", "15/04/2026") == ["2026-04-03", "2026-04-15"]
    assert read("03/04/2026", "04/15/2026") == ["2026-03-04", "2026-04-15"]


def test_an_open_order_is_a_doubt_that_an_answer_or_a_hint_settles() -> None:
    cells = cleaned(pd.Series(["03/04/2026"], dtype="str"))
    assert read_dates(cells).doubtful
    assert read("03/04/2026", order="dmy") == ["2026-04-03"]
    assert not read_dates(cells, hint="dmy").doubtful
    assert read("03/04/2026", hint="dmy") == ["2026-04-03"]


def test_day_numbers_mixed_with_dates() -> None:
    assert read("01-Jan-22", "44577") == ["2022-01-01", "2022-01-16"]


def test_years_left_out_run_across_new_year() -> None:
    assert read("December 30", "December 31", "January 1", latest=pd.Timestamp("2026-11-01")) == [
        "2025-12-30",
        "2025-12-31",
        "2026-01-01",
    ]
    assert read("January 1", "December 31", "December 30", latest=pd.Timestamp("2026-11-01")) == [
        "2026-01-01",
        "2025-12-31",
        "2025-12-30",
    ]


def test_persian_new_year() -> None:
    assert from_jalali(1403, 1, 1) == (2024, 3, 20)
    assert from_jalali(1399, 12, 30) == (2021, 3, 20)


SHAPES = ["{d:02d}/{m:02d}/{y}", "{m:02d}/{d:02d}/{y}", "{y}-{m:02d}-{d:02d}", "{d}.{m}.{y}", "{y}/{m}/{d}", "{m}/{d}/{y} 13:45"]


@given(st.lists(st.dates(date(1990, 1, 1), date(2030, 1, 1)), min_size=1, max_size=12), st.sampled_from(SHAPES))
def test_any_date_survives_any_order(days: list[date], shape: str) -> None:
    days = [*days, date(2024, 5, 28), date(2024, 5, 27)]  # days past the twelfth prove the order
    texts = [shape.format(d=day.day, m=day.month, y=day.year) for day in days]
    assert read(*texts) == [day.isoformat() for day in days]


@given(st.integers(30_000, 60_000))
def test_any_day_number(serial: int) -> None:
    assert read(str(serial)) == [(date(1899, 12, 30) + timedelta(days=serial)).isoformat()]


@given(st.text(max_size=25))
def test_any_text_is_read_or_refused(text: str) -> None:
    assert len(read(text)) == 1


DURATIONS = [("0:12", 12), ("1:02:03", 3723), ("12s", 12), ("1m 30s", 90), ("PT1M30S", 90), ("1h2m", 3720), ("2 min", 120)]


@pytest.mark.parametrize(("text", "seconds"), DURATIONS)
def test_durations(text: str, seconds: float) -> None:
    assert seconds_of(text) == seconds


def test_bare_numbers_take_the_header_unit() -> None:
    values, unreadable = read_seconds(cleaned(pd.Series(["1.5", "0:30", ""], dtype="str")), 60.0)
    assert values[:2].tolist() == [90.0, 30.0]
    assert not unreadable.any()


WRITTEN_DAYS = st.sampled_from(
    ["2026-03-01", "2026-03-01 09:59:00", "2026-03-01T09:59:00-05:00", "3/4/2026", "13.4.2026", "4 March", "soon", "", "46000"]
)


@given(st.lists(WRITTEN_DAYS, min_size=1, max_size=8), st.sampled_from([None, "dmy"]))
def test_iso_dates_read_at_once_are_read_alike(texts: list[str], order: str | None) -> None:
    cells = cleaned(pa.array(texts, pa.large_string()))
    slow, quick = read_dates(cells, order), read_dates(cells, order, many=1)
    assert np.array_equal(slow.array, quick.array, equal_nan=True)
    assert np.array_equal(slow.unreadable, quick.unreadable)
    for name in ("order", "doubtful", "year_guessed", "proven"):
        assert getattr(slow, name) == getattr(quick, name), name
