"""Header words: folded for comparison, freed of their units, told apart when two are alike."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from lib.ingest.numbers import currency_code

_CAMEL = re.compile(r"(?<=[a-zß-öø-ÿ0-9])(?=[A-Z][a-z])|(?<=[a-z])(?=[A-Z])")
_UNIT = re.compile(r"[\[(（]([^)\]）]{0,24})[)\]）]")
_NOT_WORD = re.compile(r"[\W_]+")
_DIGITS = re.compile(r"(?<=[^\W\d_])(?=\d)")
_SPLIT_HASH = re.compile(r"^\s*(#|no\.|nr\.?|n[º°]|№|nums?(?=[\s_]))[\s_]*(of[\s_]+)?", re.I)

# A unit in brackets (or at the end of a header) and what it says about the column's values.
_PERCENT = {"%", "percent", "pct", "in %", "prozent", "porcentaje", "pourcentage"}
_SECONDS = {"s": 1.0, "sec": 1.0, "secs": 1.0, "seconds": 1.0, "sek": 1.0, "sekunden": 1.0, "min": 60.0, "mins": 60.0,
            "minutes": 60.0, "minuten": 60.0, "h": 3600.0, "hrs": 3600.0, "hours": 3600.0, "stunden": 3600.0}  # fmt: skip
_SCALES = {"k": 1e3, "in k": 1e3, "000": 1e3, "000s": 1e3, "thousands": 1e3, "in thousands": 1e3, "tsd": 1e3, "tausend": 1e3,
           "mio": 1e6, "m": 1e6, "mn": 1e6, "millions": 1e6, "in millions": 1e6, "万": 1e4, "тыс": 1e3, "млн": 1e6}  # fmt: skip
_CURRENCY_SIGNS = "$€£¥₹₽₺₩₫฿₦₴₪₱៛﷼₿"


@dataclass(frozen=True)
class Header:
    """A header as written, its folded words, and the units it names."""

    text: str
    words: str  # folded, unit removed: 'views avg'
    full: str  # folded, unit kept: 'likes vs dislikes'
    percent: bool = False
    currency: str = ""  # sign or code as written
    seconds: float = 0.0  # seconds per unit when the header names a duration
    scale: float = 1.0  # factor when the header says thousands, millions …


def fold(text: str) -> str:
    """Return ``text`` as lower-case words of letters and digits, accents and camelCase undone."""
    return _fold(str(text))


@lru_cache(maxsize=65536)
def _fold(text: str) -> str:
    text = unicodedata.normalize("NFKC", text.replace("\u200b", "").replace("\ufeff", ""))
    text = _CAMEL.sub(" ", text)
    text = text.casefold().replace("ı", "i")
    text = "".join(c for c in unicodedata.normalize("NFKD", text) if not _latin_mark(c))
    text = unicodedata.normalize("NFC", text).replace("&", " and ")
    return _NOT_WORD.sub(" ", _marks_kept(text)).strip()


def _latin_mark(char: str) -> bool:
    return "\u0300" <= char <= "\u036f"


def _marks_kept(text: str) -> str:
    """Drop vowel signs and joiners of Indic, Thai, Khmer and Arabic scripts so that they do not split a word."""
    return "".join(c for c in text if unicodedata.category(c) not in ("Mn", "Mc", "Cf"))


@lru_cache(maxsize=4096)
def parse_header(text: str) -> Header:
    """Return the header's folded words and units."""
    body = _SPLIT_HASH.sub("", text) or text
    percent, currency, seconds, scale = "%" in text, _sign(text), 0.0, 1.0
    for unit in _UNIT.findall(text):
        low = unit.strip().casefold().strip(".")
        percent = percent or low in _PERCENT
        seconds = seconds or _SECONDS.get(low, 0.0)
        scale = _SCALES.get(low, scale)
        currency = currency or currency_code(low)
        if low in _PERCENT or low in _SECONDS or low in _SCALES or currency_code(low) or not fold(unit):
            body = body.replace(f"({unit})", " ").replace(f"[{unit}]", " ").replace(f"（{unit}）", " ")
    words = fold(body)
    if not currency:
        words, currency = _currency_word(words)
    parts = words.split()
    if len(parts) > 1 and parts[-1] in ("pct", "percent", "percentage"):
        percent, words = True, " ".join(parts[:-1])
    return Header(text, words, fold(text), percent, currency, seconds, scale)


def _sign(text: str) -> str:
    return next((c for c in text if c in _CURRENCY_SIGNS), "")


def _is_code(word: str) -> bool:
    """Return whether a lower-case word is a currency code; 'try' is an English word first."""
    return word != "try" and (word == "rmb" or (len(word) == 3 and currency_code(word) == word.upper()))


def _currency_word(words: str) -> tuple[str, str]:
    parts = words.split()
    if len(parts) > 1 and _is_code(parts[-1]):
        return " ".join(parts[:-1]), parts[-1].upper()
    if len(parts) > 1 and _is_code(parts[0]):
        return " ".join(parts[1:]), parts[0].upper()
    return words, ""


def number_suffix(words: str) -> tuple[str, int]:
    """Return the words without a trailing column number, and that number (0 when there is none): 'price 2' -> 'price', 2."""
    spaced = _DIGITS.sub(" ", words)
    head, _, tail = spaced.rpartition(" ")
    return (head, int(tail)) if head and tail.isdecimal() and len(tail) <= 2 else (words, 0)


def unique_headers(headers: list[str]) -> list[str]:
    """Return the headers stripped, the empty ones named by their place, repeated ones numbered from (2)."""
    seen: dict[str, int] = {}
    named = []
    for place, raw in enumerate(headers, start=1):
        text = " ".join(str(raw).split()) or f"column {place}"
        seen[text] = seen.get(text, 0) + 1
        while seen[text] > 1 and f"{text} ({seen[text]})" in seen:
            seen[text] += 1
        unique = text if seen[text] == 1 else f"{text} ({seen[text]})"
        seen.setdefault(unique, 1)
        named.append(unique)
    return named
