"""The words of dates in many languages: months, weekdays and small words, and a date of any script in Latin words and digits."""

import re
import tomllib
import unicodedata
from functools import lru_cache
from pathlib import Path

from babel.dates import get_day_names, get_month_names

from lib.ingest.headers.header import fold

LANGUAGES = (
    "en", "de", "es", "pt", "fr", "it", "nl", "pl", "tr", "ru", "id", "ms", "vi", "th", "zh", "ja", "ko", "ar", "fa", "hi", "km",
    "cs", "sv", "da", "fi", "ro", "uk",
)  # fmt: skip
_UNSPACED = ("th", "ja", "zh", "ko")
_BY_MARKS = ("th", "hi", "km")  # folding takes the vowel signs away that tell their months apart
_FORMS = [(width, context) for width in ("wide", "abbreviated") for context in ("format", "stand-alone")]
_EAST_ASIAN = str.maketrans({"年": "-", "月": "-", "日": " ", "년": "-", "월": "-", "일": " "})
_SHORT_WEEKDAY = re.compile(r"[(（][月火水木金土日월화수목금토일][)）]")
_NUMBERED_MONTH = re.compile(r"\b(?:tháng|thg)\s*(\d{1,2})\b")  # Vietnamese: "3 tháng 1"
_ENGLISH = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
)  # fmt: skip


@lru_cache(maxsize=1)
def _words() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads((Path(__file__).parents[1] / "words" / "dates.toml").read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def _months() -> dict[str, int]:
    """Return folded month names and their short forms to month numbers; English wins a clash. 101 to 112: Persian months."""
    found: dict[str, int] = {}
    for language in LANGUAGES:
        for name, number in _month_names(language) if language not in _BY_MARKS else ():
            words = fold(name)
            if words and not words.isdecimal():
                found.setdefault(words, number)
                if len(words) > 4 and words.isascii():
                    found.setdefault(words[:3], number)
    extra = _words()
    found |= {name: int(number) for number, names in extra["months"].items() for name in names}
    for names in extra["jalali"].values():
        found |= {name: number for number, name in enumerate(names, start=101)}
    return found


def _month_names(language: str) -> list[tuple[str, int]]:
    return [
        (name, number)
        for width, context in _FORMS
        for number, name in get_month_names(width, context=context, locale=language).items()
    ]


@lru_cache(maxsize=1)
def _weekdays() -> frozenset[str]:
    """Return the folded words of weekday names, the abbreviated ones included."""
    names = [name for language in LANGUAGES for form in _FORMS for name in get_day_names(*form, locale=language).values()]
    return frozenset(word for name in names for word in fold(name).split() if len(word) > 1)


@lru_cache(maxsize=1)
def _small() -> frozenset[str]:
    return frozenset(fold(word) or word for word in _words()["small"]["words"])


def month_named(word: str) -> int:
    """Return the month that a folded word names, 101 to 112 for the Persian calendar's; 0 when it names none."""
    return _months().get(word, 0)


def is_weekday(word: str) -> bool:
    """Return whether a folded word is, or belongs to, the name of a weekday."""
    return word in _weekdays()


def is_small(word: str) -> bool:
    """Return whether a folded word may stand in a date and says nothing."""
    return word in _small()


def _weekday_names(languages: tuple[str, ...], forms: list[tuple[str, str]] = _FORMS) -> set[str]:
    names = {_plain(name) for language in languages for form in forms for name in get_day_names(*form, locale=language).values()}
    return {name for name in names if not name.isascii() and len(name) > 1}


@lru_cache(maxsize=1)
def _foreign() -> tuple[re.Pattern[str], dict[str, str]]:
    """Return what finds months and weekdays of other scripts as they are written, and what stands for each in English."""
    apart = dict.fromkeys(_weekday_names(LANGUAGES), " ")
    for language in LANGUAGES:
        named = [(_plain(name), number) for name, number in _month_names(language)]
        apart |= {name: f" {_ENGLISH[number - 1]} " for name, number in named if not name.isascii() and not _has_digit(name)}
    anywhere = dict.fromkeys([*_weekday_names(_UNSPACED, _FORMS[:2]), *map(_plain, _words()["small"]["phrases"])], " ")
    return re.compile(rf"{_any_of(anywhere)}|(?<![^\W\d_]){_any_of(apart)}(?![^\W\d_])"), apart | anywhere


def _any_of(names: dict[str, str]) -> str:
    return f"(?:{'|'.join(map(re.escape, sorted(names, key=lambda name: (-len(name), name))))})"


def _has_digit(text: str) -> bool:
    return any(sign.isdecimal() for sign in text)


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


def in_english(text: str) -> str:
    """Return a date with ASCII digits and the months of other scripts in English, without their weekdays."""
    if text.isascii() and "thg" not in text:
        return text
    text = _SHORT_WEEKDAY.sub(" ", unicodedata.normalize("NFKC", text))
    text = "".join(c if c.isascii() or not c.isdecimal() else str(unicodedata.decimal(c)) for c in text)
    found, known = _foreign()
    low = _NUMBERED_MONTH.sub(lambda month: f" {_month(int(month[1]))} ", text.casefold())
    return found.sub(lambda name: known[name[0]], low).translate(_EAST_ASIAN)


def _month(number: int) -> str:
    return _ENGLISH[number - 1] if 1 <= number <= 12 else str(number)
