"""Header words: folded for comparison, freed of their units, told apart when two are alike."""

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass, replace
from functools import lru_cache

from lib.ingest.cells.numbers import currency_code, header_words, multiplier

_CAMEL = re.compile(r"(?<=[a-zß-öø-ÿ0-9])(?=[A-Z][a-z])|(?<=[a-z])(?=[A-Z])")
_ONE_WORD = re.compile(r"TikTok|YouTube|LinkedIn|BiliBili|RuTube")
_UNIT = re.compile(r"[\[(（]([^)\]）]{0,24})[)\]）]")
_NOT_WORD = re.compile(r"[\W_]+")
_DIGITS = re.compile(r"(?<=[^\W\d_])(?=\d)")
_SPLIT_HASH = re.compile(r"^\s*(#|no\.|nr\.?|n[º°]\.?|n\.(?=\s?\w{3})|№|nums?(?=[\s_]))[\s_]*(of[\s_]+)?", re.I)

# A unit in brackets (or at the end of a header) and what it says about the column's values.
_PERCENT = {"%", "percent", "pct", "in %", "prozent", "porcentaje", "pourcentage"}
_DURATIONS = {
    1.0: ("s", "sec", "secs", "seconds", "sek", "sekunden"),
    60.0: ("min", "mins", "minutes", "minuten", "minutos", "minuti", "минуты", "分"),
    3600.0: ("h", "hrs", "hours", "stunden", "std", "horas", "heures", "ore", "uren", "uur", "godziny", "saat", "jam", "часы", "ч",
             "giờ", "ชั่วโมง", "小时", "時間", "시간"),
}  # fmt: skip
_SECONDS = {word: seconds for seconds, words in _DURATIONS.items() for word in words}
_SCALES = {"000": 1e3, "000s": 1e3, "thousands": 1e3}  # beside the words that multiply numbers in cells
_NO_SCALE = {"w", "g", "b", "bi", "ty", "т", "м"}  # these say something else in a header
_TRAILING_SCALES = {"k", "000", "000s", "thousands", "万", "千", "тыс", "млн", "tsd", "mio", "lakhs", "jt", "rb"}
# Names of currencies that end a header; the codes of three letters need no list.
_TRAILING_CURRENCIES = {
    "rp", "rm", "rs", "tl", "zl", "kc", "руб", "грн",
    "บาท", "تومان", "ریال", "元", "円", "원", "euro", "euros", "dollars",
}  # fmt: skip
_CURRENCY_SIGNS = "$€£¥₹₽₺₩₫฿₦₴₪₱៛﷼₿₸৳₵"
_CHANGE = re.compile(r"(?:^|\s)(?:\+\s?/\s?[-−–]|±|Δ|Δ)(?=\s|$)")  # the change since the row before
# Where flattened JSON keeps its measures: "stats.playCount", "public_metrics.like_count".
_PATH = re.compile(r"^(?:(?:data|stats|statistics|(?:public_?)?metrics|insights|counts?|snippet|attributes|node)\.)+(?=\w)", re.I)
# A form's question about one thing: "What is your Instagram handle?", "How many followers do you have?".
_ASKED = re.compile(
    r"^\W*(?:what(?:'s| is| are)?|which|how many|please (?:enter|share|provide))\s+(?:is |are )?(?:your |the )?", re.I
)
_ASKED_END = re.compile(r"\s+(?:do|are) you(?: have| in| use)?\s*\?*\s*$", re.I)
_SHARE = re.compile(r"\d+(?:[.,]\d+)?\s*%")  # "Agency fee (15%)" states a share, not a unit


@dataclass(frozen=True)
class _Unit:
    """What one pair of brackets says about the column's values."""

    percent: bool = False
    currency: str = ""
    seconds: float = 0.0
    scale: float = 1.0


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
    parts: tuple[str, ...] = ()  # of a header over two rows: the name below, then the group's name above, each if no other has it


def fold(text: str) -> str:
    """Return ``text`` as lower-case words of letters and digits, accents and camelCase undone."""
    return _fold(str(text))


@lru_cache(maxsize=65536)
def _fold(text: str) -> str:
    text = unicodedata.normalize("NFKC", text.replace("\u200b", "").replace("\ufeff", ""))
    text = _CAMEL.sub(" ", _ONE_WORD.sub(lambda name: name[0].capitalize(), text))
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
    signed = _CHANGE.sub(" change", text)
    body = _SPLIT_HASH.sub("", _ASKED_END.sub("", _ASKED.sub("", _PATH.sub("", signed)))) or text
    percent, currency, seconds, scale = "%" in _SHARE.sub("", text), _sign(text), 0.0, 1.0
    for inside in _UNIT.findall(text):
        unit = _unit(inside)
        if unit is None:
            continue
        body = body.replace(f"({inside})", " ").replace(f"[{inside}]", " ").replace(f"（{inside}）", " ")
        percent, seconds, scale = percent or unit.percent, seconds or unit.seconds, scale * unit.scale
        currency = unit.currency or currency
    words, code, factor = _trailing_units(fold(body))
    currency, scale = (currency or code), (scale if scale != 1 else factor)
    parts = words.split()
    if len(parts) > 1 and parts[-1] in ("pct", "percent", "percentage"):
        percent, words = True, " ".join(parts[:-1])
    return Header(text, words, fold(signed), percent, currency, seconds, scale)


def _unit(inside: str) -> _Unit | None:
    """Return what the words in brackets say of the values ("in USD '000", "€ HT", "excl. VAT"); None when they are no unit."""
    low = inside.strip().casefold().strip(".")
    if low in _PERCENT or _SHARE.fullmatch(low):
        return _Unit(percent=low in _PERCENT)
    if low in _SECONDS:
        return _Unit(seconds=_SECONDS[low])
    found = _Unit()
    for word in re.split(r"[\s'’,;]+", low):
        word = word.strip(".") or word
        if code := currency_code(word) or currency_code(f"{word}."):
            found = replace(found, currency=code)
        elif factor := _scale_word(word):
            found = replace(found, scale=factor)
        elif word in _PERCENT:
            found = replace(found, percent=True)
        elif fold(word) and fold(word) not in header_words("beside_units"):
            return None
    return found


def _scale_word(word: str) -> float:
    """Return the factor that a word of a header states; 0 when it states none."""
    return _SCALES.get(word, 0.0) or (0.0 if word in _NO_SCALE else multiplier(word))


def _sign(text: str) -> str:
    return next((c for c in text if c in _CURRENCY_SIGNS), "")


def _is_code(word: str) -> bool:
    """Return whether a lower-case word is a currency code; 'try' is an English word first."""
    return word != "try" and (word == "rmb" or (len(word) == 3 and currency_code(word) == word.upper()))


def _trailing_units(words: str) -> tuple[str, str, float]:
    """Return the words freed of a currency at either end and of a scale at the end, that currency's code, that factor."""
    parts, currency, scale = words.split(), "", 1.0
    while len(parts) > 1:
        if not currency and (_is_code(parts[-1]) or parts[-1] in _TRAILING_CURRENCIES):
            currency = currency_code(parts.pop())
        elif scale == 1 and parts[-1] in _TRAILING_SCALES:
            scale = _scale_word(parts.pop())
        else:
            break
    if len(parts) > 1 and not currency and _is_code(parts[0]):
        currency = currency_code(parts.pop(0))
    return " ".join(parts), currency, scale


def in_groups(headers: list[Header], upper: list[str]) -> list[Header]:
    """Return headers merged from two rows with their parts: "Reach & fans Followers" is "Followers" under ``upper``'s group."""
    pairs, group = [], ""
    for place, header in enumerate(headers):
        group = (upper[place].strip() if place < len(upper) else "") or group
        below = header.text.removeprefix(f"{group} ") if group else header.text
        pairs.append((below, group) if below != header.text else (header.text,))
    meant = header_words("other_measure")  # under "Target" stands no result
    pairs = [(pair[0] + " " + pair[1],) if len(pair) > 1 and meant.intersection(fold(pair[1]).split()) else pair for pair in pairs]
    often = Counter(fold(part) for pair in pairs for part in pair)
    return [
        replace(header, parts=tuple(part for part in pair if often[fold(part)] == 1)) if len(pair) > 1 else header
        for header, pair in zip(headers, pairs, strict=True)
    ]


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
