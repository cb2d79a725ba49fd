"""Numbers, money, shares and dates as the reader's locale writes them, in its own digits; the only formatter of the product."""

import re
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from math import floor, isfinite, log10

import pandas as pd
from babel import Locale
from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import (
    format_compact_currency,
    format_compact_decimal,
    format_currency,
    format_decimal,
    format_percent,
    get_currency_precision,
)

MISSING = "–"
_UNSHORTENED = re.compile(r"\d{4}")  # German has no short word for a thousand
_JOINED = re.compile(r"(?<=[^\W\d_])(?=\d)")  # a currency code that touches the figure: XYZ5
_HUGE = 1e15  # from here on in scientific notation
_ZERO = {"arab": 0x0660, "arabext": 0x06F0, "beng": 0x09E6, "deva": 0x0966, "mymr": 0x1040, "olck": 0x1C50, "tibt": 0x0F20}


@lru_cache(maxsize=32)
def _locale(name: str) -> Locale:
    return Locale.parse(name)


@lru_cache(maxsize=32)
def _digits_of(locale: str) -> dict[int, int]:
    """Return the translation from 0–9 to the digits the locale writes by default; empty where those are 0–9."""
    zero = _ZERO.get(_locale(locale).default_numbering_system)
    return {ord("0") + i: zero + i for i in range(10)} if zero else {}


def _written(text: str, locale: str) -> str:
    return text.translate(_digits_of(locale))


def _missing(value: float | None) -> bool:
    try:
        return value is None or not isfinite(value)
    except TypeError:  # pandas' NA
        return True


def _rounded(value: float, digits: int) -> Decimal:
    """Return ``value`` rounded half up, never minus zero."""
    exact = Decimal(repr(float(value))).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
    return abs(exact) if exact == 0 else exact


def number(value: float | None, locale: str = "en_US", digits: int = 0) -> str:
    """Write a number with grouping and at most ``digits`` decimals; '–' when missing."""
    if _missing(value):
        return MISSING
    huge = abs(value) >= _HUGE
    shown, pattern = (value, "0.##E0") if huge else (_rounded(value, digits), None)
    return _written(format_decimal(shown, pattern, _locale(locale), decimal_quantization=False, numbering_system="default"), locale)


def compact(value: float | None, locale: str = "en_US") -> str:
    """Write a number in three significant figures (1.23M, 980K); '–' when missing."""
    if _missing(value):
        return MISSING
    rounded = float(f"{value:.3g}")
    if abs(rounded) < 1000 or abs(rounded) >= _HUGE:
        return number(rounded, locale, 0 if abs(rounded) >= 100 else 1)
    shown = format_compact_decimal(Decimal(repr(rounded)), locale=_locale(locale), fraction_digits=2, numbering_system="default")
    return number(value, locale) if _UNSHORTENED.search(shown) else _written(shown, locale)


def money(value: float | None, currency: str = "USD", locale: str = "en_US", cents: bool | None = None) -> str:
    """Write an amount in ``currency``; '–' when missing.

    Unless ``cents`` says otherwise, cents are shown below 100 when there are any, and small unit prices ($0.0034 per view)
    in two significant figures.
    """
    if _missing(value):
        return MISSING
    if abs(value) >= _HUGE:
        return _currency(value, currency, locale, _scientific(locale, "currency"))
    pattern = _pattern(locale, "currency")
    if cents is None and 0 < abs(value) < 0.095:
        digits = min(8, 1 - floor(log10(abs(value))))
        return _currency(_rounded(value, digits), currency, locale, pattern.replace("0.00", "0." + "#" * digits))
    digits = get_currency_precision(currency)
    with_cents = digits and (abs(value) < 99.995 and value != int(value) if cents is None else cents)
    if not with_cents:
        return _currency(_rounded(value, 0), currency, locale, pattern.replace(".00", ""))
    return _currency(_rounded(value, digits), currency, locale, pattern.replace("0.00", "0." + "0" * digits))


def sums_by_currency(amounts: pd.Series, currencies: pd.Series, home: str, locale: str = "en_US") -> str:
    """Write sums per currency as one list ("$120 and €40"), ``home`` first and where none is stated; nothing is converted."""
    sums = amounts.groupby(currencies.fillna(home)).sum()
    order = sorted(sums[sums != 0].index, key=lambda code: (code != home, code))
    return format_list([money(sums[code], code, locale) for code in order], locale=locale) or money(0, home, locale)


def _currency(value: float | Decimal, currency: str, locale: str, pattern: str) -> str:
    text = format_currency(
        value, currency, pattern, _locale(locale), currency_digits=False, decimal_quantization=False, numbering_system="default"
    )
    return _written(_JOINED.sub("\xa0", text) if "E" not in pattern else text, locale)


def compact_money(value: float | None, currency: str = "USD", locale: str = "en_US") -> str:
    """Write an amount from 10,000 on in three significant figures with its currency ($1.23M); '–' when missing."""
    if _missing(value):
        return MISSING
    rounded = float(f"{value:.3g}")
    if abs(rounded) < 10_000 or abs(rounded) >= _HUGE:
        return money(value if abs(rounded) < _HUGE else rounded, currency, locale)
    shown = format_compact_currency(
        Decimal(repr(rounded)), currency, locale=_locale(locale), fraction_digits=2, numbering_system="default"
    )
    return money(value, currency, locale) if _UNSHORTENED.search(shown) else _written(_JOINED.sub("\xa0", shown), locale)


def percent(value: float | None, locale: str = "en_US", digits: int = 1) -> str:
    """Write a fraction as percent (0.032 → 3.2 %); '–' when missing.

    A share too small for ``digits`` decimals is written with its first significant figure, so that it does not read as 0.
    """
    if _missing(value):
        return MISSING
    pattern = _scientific(locale, "percent")
    shown: float | Decimal = value
    if abs(value) < _HUGE:
        needed = -floor(log10(abs(value))) - 2 if value and abs(value) * 100 < 0.5 * 10**-digits else digits
        digits = min(max(digits, needed), 8)
        shown, pattern = _rounded(value, digits + 2), _percent_pattern(locale, digits)
    text = format_percent(shown, pattern, _locale(locale), decimal_quantization=False, numbering_system="default")
    return _written(text, locale)


def day(value: date | datetime | None, locale: str = "en_US") -> str:
    """Write a date in the locale's medium form; '–' when missing."""
    if not isinstance(value, date) or value != value:
        return MISSING
    return _written(format_date(value, format="medium", locale=_locale(locale)), locale)


def _pattern(locale: str, kind: str) -> str:
    found = _locale(locale)
    return (found.percent_formats[None] if kind == "percent" else found.currency_formats["standard"]).pattern


@lru_cache(maxsize=64)
def _scientific(locale: str, kind: str) -> str:
    return re.sub(r"[#0][#0,.]*", "0.##E0", _pattern(locale, kind))


@lru_cache(maxsize=64)
def _percent_pattern(locale: str, digits: int) -> str:
    pattern = _pattern(locale, "percent")
    if not digits:
        return pattern
    return re.sub(r"0(?!.*0)", "0." + "#" * digits, pattern, count=1) if "." not in pattern else pattern
