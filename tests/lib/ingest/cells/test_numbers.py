"""Numbers as people write them, each by hand, and any number in any notation by property."""

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.ingest.cells.cleaning import cleaned
from lib.ingest.cells.numbers import currency_code, read_numbers, to_float

WRITTEN = [
    ("1.2M", 1_200_000),
    ("980 K", 980_000),
    ("409.8M", 409_800_000),
    ("0.11k", 110),
    ("37.0m", 37_000_000),
    ("1.2b", 1.2e9),
    ("12,5 %", 12.5),
    ("1.234,56", 1234.56),
    ("1,234.50", 1234.5),
    ("1,23,456", 123_456),
    ("1 552 ₽", 1552),
    ("(1,234.50)", -1234.5),
    ("−5", -5),
    ("5-", -5),
    ("5–6", 5.5),
    ("10K-20K", 15_000),
    ("1.5万", 15_000),
    ("2億", 2e8),
    ("3亿", 3e8),
    ("12rb", 12_000),
    ("3jt", 3e6),
    ("1,2 mi", 1.2e6),
    ("3 tr", 3e6),
    ("2 lakh", 200_000),
    ("1.5 crore", 15e6),
    ("3 Mio", 3e6),
    ("2 Mrd", 2e9),
    ("3,5 Tsd.", 3500),
    ("۱۲۳۴", 1234),
    ("१२,३४५", 12_345),
    ("１２３", 123),
    ("๑๒๓", 123),
    ("១២៣", 123),
    ("٣٫٥", 3.5),
    ("$1027", 1027),
    ("US$ 1,234.50", 1234.5),
    ("R$ 12,50", 12.5),
    ("1.2k€", 1200),
    ("RM 1,200", 1200),
    ("Rp 1.500.000", 1_500_000),
    ("CHF 1'234.50", 1234.5),
    ("12 345,67", 12_345.67),
    ("~5K", 5000),
    ("1M+", 1e6),
    ("<5", 5),
    ("1e5", 1e5),
    ("1.5e-3", 0.0015),
    ("12.5K followers", 12_500),
    ("<span>29%</span>", 29),
    ("5 тыс.", 5000),
    ("1,5 млн", 1.5e6),
    ("۵ میلیون", 5e6),
    ("100 000 đ", 100_000),
]
MISSING = ["", " ", "N/A", "N/A'", "n/a", "#VALOR!", "#DIV/0!", "NaN%", "--", "–", "-", "🔒", "null", "k.A.", "н/д", "暂无"]
NOT_NUMBERS = ["abc", "1st", "A++", "2024-01-05", "12 apples and 3 pears", "@user1"]


def column(*texts: str) -> pd.Series:
    return pd.Series(list(texts), dtype="str")


@pytest.mark.parametrize(("text", "value"), WRITTEN)
def test_each_way_of_writing(text: str, value: float) -> None:
    assert read_numbers(cleaned(column(text))).array[0] == pytest.approx(value, rel=1e-9)


@pytest.mark.parametrize("text", MISSING)
def test_nothing_is_missing_not_unreadable(text: str) -> None:
    found = read_numbers(cleaned(column(text, "7")))
    assert math.isnan(found.array[0])
    assert not found.unreadable.any()


@pytest.mark.parametrize("text", NOT_NUMBERS)
def test_what_is_no_number_is_unreadable(text: str) -> None:
    assert read_numbers(cleaned(column(text))).unreadable[0]


def test_currency_and_percent_are_told_per_cell() -> None:
    found = read_numbers(cleaned(column("$5", "€ 7", "12%", "3")))
    assert found.currency.tolist() == ["USD", "EUR", "", ""]
    assert found.percent.tolist() == [False, False, True, False]
    assert currency_code("TL") == "TRY"


def test_one_proof_decides_the_column() -> None:
    found = read_numbers(cleaned(column("1.234", "12,5")))
    assert found.array.tolist() == [1234.0, 12.5]
    assert (found.decimal, found.doubtful) == (",", False)


def test_whole_numbers_group_and_amounts_ask() -> None:
    assert read_numbers(cleaned(column("1.234", "5.678")), whole=True).array.tolist() == [1234.0, 5678.0]
    assert read_numbers(cleaned(column("20.000", "80.000", "")), whole=True).array.tolist()[:2] == [20000.0, 80000.0]
    assert read_numbers(cleaned(column("1200.0", "80.0")), whole=True).array.tolist() == [1200.0, 80.0]
    assert read_numbers(cleaned(column("1.234", "5.678"))).doubtful
    assert read_numbers(cleaned(column("0.032", "0.041"))).array.tolist() == [0.032, 0.041]


def test_the_answer_settles_the_sign() -> None:
    assert read_numbers(cleaned(column("1.234", "5.678")), ".").array.tolist() == [1.234, 5.678]
    assert read_numbers(cleaned(column("1.234", "5.678")), ",").array.tolist() == [1234.0, 5678.0]


def spelled(value: float, group: str, decimal: str) -> str:
    return f"{value:,.2f}".replace(",", "\0").replace(".", decimal).replace("\0", group)


@given(
    st.lists(st.integers(-(10**9), 10**9).map(lambda cents: cents / 100), min_size=1, max_size=20),
    st.sampled_from([(",", "."), (".", ","), (" ", ","), ("'", "."), ("\u202f", ","), ("", ".")]),
    st.sampled_from(["{}", "${}", "{} €", "{} USD"]),
)
def test_any_amount_survives_any_notation(values: list[float], signs: tuple[str, str], shape: str) -> None:
    texts = [shape.format(spelled(value, *signs)) for value in values]
    found = read_numbers(cleaned(column(*texts)))
    assert np.allclose(found.array, values, rtol=1e-12)


@given(st.text(max_size=30))
def test_any_text_is_read_or_refused(text: str) -> None:
    found = read_numbers(cleaned(column(text)))
    assert len(found.array) == 1


def test_one_late_cell_settles_a_long_column_of_points() -> None:
    thousands = [f"{1 + i % 9}.{i % 1000:03d}" for i in range(3000)]
    assert read_numbers(cleaned(column(*thousands)), whole=True).array[12] == 4012.0
    assert read_numbers(cleaned(column(*thousands, "12.5")), whole=True).array[12] == 4.012


def test_cells_of_digits_alone_are_cleaned_as_any_others() -> None:
    assert cleaned(column("12", "", "7")).to_pylist() == ["12", None, "7"]
    assert cleaned(column("12", "7")).to_pylist() == ["12", "7"]
    assert cleaned(column("N/A", "NÃO", "−", "7")).to_pylist()[0] is None


LONG = st.sampled_from(["12", "1234", "-7", "12.5", "1.234", "12.345", "1,234.5", "3,5", "1.2K", "soon", "5-6", "99.12345", "n/a"])


@given(st.lists(LONG, min_size=1, max_size=12), st.sampled_from([None, ".", ","]), st.booleans())
def test_bare_cells_read_at_once_are_read_alike(texts: list[str], decimal: str | None, whole: bool) -> None:
    cells = cleaned(column(*texts))
    slow = read_numbers(cells, decimal, whole)
    quick = read_numbers(cells, decimal, whole, many=1)
    for name in ("array", "percent", "unreadable", "ranges"):
        assert np.array_equal(getattr(slow, name), getattr(quick, name), equal_nan=name == "array"), name
    assert (slow.decimal, slow.doubtful, slow.proven) == (quick.decimal, quick.doubtful, quick.proven)


@pytest.mark.parametrize("core", ["3. 4", "3.4 4", "3, 4", "1 .5"])
@pytest.mark.parametrize("decimal", [".", ","])
def test_digits_with_a_space_beside_their_sign_are_no_number(core: str, decimal: str) -> None:
    assert np.isnan(to_float(core, decimal))
