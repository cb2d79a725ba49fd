"""Dates in the words of many languages: written by the locale data's own patterns, read back as the same day."""

from datetime import date

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from babel.dates import format_date

from lib.ingest.cells.date_words import LANGUAGES, in_english
from lib.ingest.cells.dates import read_dates

DAYS = [date(2026, month, day) for month in range(1, 13) for day in (3, 14, 28)]
FORMS = ("medium", "long", "full", "d MMM yyyy", "MMM d, yyyy", "d MMMM")
NUMBERED = {("ja", "d MMMM"), ("ko", "d MMMM")}  # "3 1月": nobody writes a day before a numbered month


@pytest.mark.parametrize("language", LANGUAGES)
def test_dates_come_back_in_every_form_of_a_language(language: str) -> None:
    for form in FORMS:
        if (language, form) in NUMBERED:
            continue
        cells = pa.array([format_date(day, form, locale=language) for day in DAYS], pa.large_string())
        found = read_dates(cells, None, "mdy" if language == "en" else "dmy", latest=pd.Timestamp("2026-12-31"))
        days = found.array.astype("datetime64[D]")
        wrong = days != np.array(DAYS, dtype="datetime64[D]")
        assert not wrong.any(), list(zip(np.array(cells)[wrong], days[wrong], strict=True))[:3]


def test_thai_months_that_differ_only_in_vowel_signs() -> None:
    cells = pa.array(["12 ม.ค. 2569", "12 มี.ค. 2569", "12 ม.ย. 2569", "12 มิ.ย. 2569", "5 เม.ย. 2569"], pa.large_string())
    months = [None if pd.isna(day) else pd.Timestamp(day).month for day in read_dates(cells).array]
    assert months == [1, 3, None, 6, 4]  # "ม.ย." is no month


def test_a_weekday_that_looks_like_a_month() -> None:
    cells = pa.array(["mar. 3 nov. 2026", "mar 10 mars 2026", "sam. 5 sept. 2026"], pa.large_string())
    assert [str(day)[:10] for day in read_dates(cells).array] == ["2026-11-03", "2026-03-10", "2026-09-05"]


def test_weekdays_in_brackets_and_digits_of_other_scripts() -> None:
    assert in_english("2026年5月3日(日)").split() == ["2026-5-3"]
    assert in_english("१५ अगस्त २०२६").split() == ["15", "august", "2026"]
