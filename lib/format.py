"""Numbers, money, shares and dates as the reader's locale writes them; the only formatter of the product."""

from datetime import date, datetime
from functools import lru_cache
from math import isfinite

from babel import Locale
from babel.dates import format_date
from babel.numbers import (
    format_compact_currency,
    format_compact_decimal,
    format_currency,
    format_decimal,
    format_percent,
)

MISSING = "–"


@lru_cache(maxsize=32)
def _locale(name: str) -> Locale:
    return Locale.parse(name)


def _missing(value: float | None) -> bool:
    return value is None or value != value or not isfinite(value)


def number(value: float | None, locale: str = "en_US", digits: int = 0) -> str:
    """Write a number with grouping and at most ``digits`` decimals; '–' when missing."""
    if _missing(value):
        return MISSING
    return format_decimal(round(value, digits), locale=_locale(locale))


def compact(value: float | None, locale: str = "en_US") -> str:
    """Write a number in three significant figures (1.2M, 980K); '–' when missing."""
    if _missing(value):
        return MISSING
    if abs(value) < 1000:
        return number(value, locale, 0 if abs(value) >= 100 or value == int(value) else 1)
    return format_compact_decimal(value, locale=_locale(locale), fraction_digits=_compact_digits(value))


def money(value: float | None, currency: str = "USD", locale: str = "en_US", cents: bool | None = None) -> str:
    """Write an amount in ``currency``; cents shown below 100 unless ``cents`` says otherwise; '–' when missing."""
    if _missing(value):
        return MISSING
    with_cents = abs(value) < 100 and value != int(value) if cents is None else cents
    pattern = None if with_cents else _whole_money(locale)
    return format_currency(value, currency, format=pattern, locale=_locale(locale), currency_digits=with_cents)


def compact_money(value: float | None, currency: str = "USD", locale: str = "en_US") -> str:
    """Write an amount in three significant figures with its currency ($1.2M); '–' when missing."""
    if _missing(value):
        return MISSING
    if abs(value) < 10_000:
        return money(value, currency, locale)
    digits = _compact_digits(value)
    return format_compact_currency(value, currency, locale=_locale(locale), fraction_digits=digits)


def percent(value: float | None, locale: str = "en_US", digits: int = 1) -> str:
    """Write a fraction as percent (0.032 → 3.2 %); '–' when missing."""
    if _missing(value):
        return MISSING
    return format_percent(round(value, digits + 2), locale=_locale(locale), format=_percent_pattern(locale, digits))


def day(value: date | datetime | None, locale: str = "en_US") -> str:
    """Write a date in the locale's medium form; '–' when missing."""
    if value is None or value != value:
        return MISSING
    return format_date(value, format="medium", locale=_locale(locale))


def _compact_digits(value: float) -> int:
    leading = abs(value)
    while leading >= 1000:
        leading /= 1000
    return 2 if leading < 10 else 1 if leading < 100 else 0


@lru_cache(maxsize=32)
def _whole_money(locale: str) -> str:
    pattern = _locale(locale).currency_formats["standard"].pattern
    return pattern.replace(".00", "")


@lru_cache(maxsize=64)
def _percent_pattern(locale: str, digits: int) -> str:
    pattern = _locale(locale).percent_formats[None].pattern
    return pattern.replace("0", "0." + "#" * digits, 1) if digits and "." not in pattern else pattern
