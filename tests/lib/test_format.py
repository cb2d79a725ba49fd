"""The formatter in six locales: digits, signs, tiny and huge values."""

from datetime import date, datetime

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.format import MISSING, compact, compact_money, day, money, number, percent, sums_by_currency

LOCALES = ("en_US", "de_DE", "fr_FR", "fa_IR", "hi_IN", "ja_JP")
NARROW, NBSP, LRM = "\u202f", "\xa0", "\u200e"


@pytest.mark.parametrize(
    ("locale", "written"),
    [
        ("en_US", "-1,234,567.89"),
        ("de_DE", "-1.234.567,89"),
        ("fr_FR", f"-1{NARROW}234{NARROW}567,89"),
        ("fa_IR", f"{LRM}-۱٬۲۳۴٬۵۶۷٫۸۹"),
        ("hi_IN", "-12,34,567.89"),
        ("ja_JP", "-1,234,567.89"),
    ],
)
def test_numbers_as_the_locale_writes_them(locale, written):
    assert number(-1_234_567.891, locale, 2).replace(LRM, "") == written.replace(LRM, "")


@pytest.mark.parametrize(
    ("locale", "currency", "whole", "cents"),
    [
        ("en_US", "USD", "-$1,235", "-$12.50"),
        ("de_DE", "EUR", f"-1.235{NBSP}€", f"-12,50{NBSP}€"),
        ("fr_FR", "EUR", f"-1{NARROW}235{NBSP}€", f"-12,50{NBSP}€"),
        ("fa_IR", "IRR", f"-{LRM}ریال{NBSP}۱٬۲۳۵", f"-{LRM}ریال{NBSP}۱۳"),
        ("hi_IN", "INR", "-₹1,235", "-₹12.50"),
        ("ja_JP", "JPY", "-￥1,235", "-￥13"),
    ],
)
def test_negative_money(locale, currency, whole, cents):
    assert money(-1234.5, currency, locale) == whole
    assert money(-12.5, currency, locale) == cents


@pytest.mark.parametrize(
    ("locale", "million", "thousand"),
    [
        ("en_US", "1.23M", "123K"),
        ("de_DE", f"1,23{NBSP}Mio.", "123.456"),
        ("fr_FR", f"1,23{NBSP}M", f"123{NBSP}k"),
        ("fa_IR", f"۱٫۲۳{NBSP}میلیون", f"۱۲۳{NBSP}هزار"),
        ("hi_IN", f"12.3{NBSP}लाख", f"1.23{NBSP}लाख"),
        ("ja_JP", "123万", "12.3万"),
    ],
)
def test_compact_numbers(locale, million, thousand):
    assert compact(1_234_567, locale) == million
    assert compact(123_456, locale) == thousand


@pytest.mark.parametrize("locale", LOCALES)
def test_nothing_is_written_as_minus_zero(locale):
    zero = number(0, locale)
    assert number(-0.0, locale) == number(-0.3, locale) == compact(-0.0, locale) == zero
    assert money(-0.0, "USD", locale) == money(0, "USD", locale) == compact_money(-0.0, "USD", locale)
    assert percent(-0.0, locale) == percent(0, locale) == percent(-1e-12, locale)


@pytest.mark.parametrize("locale", LOCALES)
def test_missing_is_a_dash(locale):
    for value in (None, float("nan"), np.nan, pd.NA, float("inf"), float("-inf")):
        assert number(value, locale) == compact(value, locale) == percent(value, locale) == MISSING
        assert money(value, "EUR", locale) == compact_money(value, "EUR", locale) == MISSING
    for value in (None, pd.NaT, pd.NA, float("nan")):
        assert day(value, locale) == MISSING


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("value", [1e15, 3.2e17, 1e300, -1e300])
def test_huge_numbers_stay_short(locale, value):
    for write in (number, compact):
        assert len(write(value, locale)) <= 20
    for write in (money, compact_money):
        assert len(write(value, "USD", locale)) <= 20
    assert len(percent(value, locale)) <= 20


def test_persian_uses_its_own_digits_everywhere():
    written = [number(12.5, "fa_IR", 1), compact(12_345, "fa_IR"), money(12, "EUR", "fa_IR"), compact_money(12_345, "EUR", "fa_IR"),
               percent(0.125, "fa_IR"), day(date(2026, 1, 31), "fa_IR"), number(1e20, "fa_IR")]  # fmt: skip
    assert not any(c in "0123456789" for text in written for c in text)
    assert percent(0.125, "fa_IR").startswith("۱۲٫۵")


@pytest.mark.parametrize(
    ("value", "written"), [(999_999, "1M"), (999.6, "1K"), (99_950, "100K"), (1000, "1K"), (999, "999"), (0.4, "0.4")]
)
def test_compact_rounds_before_it_chooses_the_unit(value, written):
    assert compact(value) == written


@pytest.mark.parametrize(
    ("value", "written"),
    [(0.0034, "$0.0034"), (0.04, "$0.04"), (0.5, "$0.50"), (99.997, "$100"), (5, "$5"), (2_000, "$2,000"), (12.345, "$12.35")],
)
def test_small_money_keeps_what_matters(value, written):
    assert money(value) == written


def test_cents_on_demand_and_compact_money():
    assert money(5, cents=True) == "$5.00"
    assert money(1234.5, cents=True) == "$1,234.50"
    assert money(12.5, cents=False) == "$13"
    assert money(5.5, "KWD") == f"KWD{NBSP}5.500"
    assert money(12, "KWD") == compact_money(12, "KWD") == f"KWD{NBSP}12"
    assert compact_money(9_940) == "$9,940"
    assert compact_money(1_234_567) == "$1.23M"
    assert compact_money(123_456, "EUR", "de_DE") == f"123.456{NBSP}€"


@pytest.mark.parametrize(
    ("value", "digits", "written"),
    [(0.032, 1, "3.2%"), (2.1, 1, "210%"), (0.00001, 1, "0.001%"), (-0.0004, 1, "-0.04%"), (0.0325, 0, "3%"), (0.005, 0, "1%"),
     (-0.031, 1, "-3.1%"), (12_345.6, 1, "1,234,560%"), (0.00049, 1, "0.05%"), (0.0004, 2, "0.04%")],
)  # fmt: skip
def test_percents(value, digits, written):
    assert percent(value, "en_US", digits) == written


def test_percent_signs_follow_the_locale():
    assert percent(0.5, "de_DE") == f"50{NBSP}%"
    assert percent(0.0325, "fr_FR", 2) == f"3,25{NBSP}%"
    assert percent(0.5, "hi_IN") == percent(0.5, "ja_JP") == "50%"


def test_days():
    assert day(date(2026, 1, 31)) == day(datetime(2026, 1, 31, 23, 59)) == day(pd.Timestamp("2026-01-31")) == "Jan 31, 2026"
    assert day(date(2026, 1, 31), "de_DE") == "31.01.2026"
    assert day(date(2026, 1, 31), "ja_JP") == "2026/01/31"


@given(st.floats(-1e14, 1e14), st.sampled_from(LOCALES))
def test_any_value_is_written_with_its_sign(value, locale):
    shown = number(value, locale, 2)
    assert ("-" in shown) == (round(value, 9) <= -0.005)
    assert compact_money(value, "USD", locale)
    assert percent(value, locale)


@given(st.integers(-(10**12), 10**12))
def test_whole_numbers_are_exact(value):
    assert int(number(value).replace(",", "")) == value


def test_money_beyond_every_word_keeps_three_figures():
    assert compact_money(1.3508493058344222e16) == "$1.35E16"


def test_money_of_several_currencies_is_never_added() -> None:
    amounts, codes = pd.Series([100.0, 40.0, 20.5, 0.0]), pd.Series(["USD", "EUR", None, "GBP"])
    assert sums_by_currency(amounts, codes, "USD") == "$121 and €40"
    assert sums_by_currency(amounts, codes, "EUR", "de_DE") == "60,50\xa0€ und 100\xa0$"
    assert sums_by_currency(amounts[:0], codes[:0], "USD") == "$0"
