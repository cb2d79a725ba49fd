"""Numbers as people write them: suffixes, signs, currencies, both decimal conventions, every script's digits."""

import re
import tomllib
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from lib.ingest.cells.cleaning import letters, uniques

_WORDS = Path(__file__).parents[1] / "words" / "numbers.toml"
_CORE = re.compile(r"\d[\d.,'’ _\u00a0\u202f]*|[.,]\d+")
_RANGE = re.compile(r"^(.*\d[^\d]*?)\s*(?:-|~|to|bis|до|至|a)\s*([^\d]{0,4}\d.*)$")
_GROUPED = re.compile(r"^\d{1,3}(?:[ '’_\u00a0\u202f]\d{2,4})+$")
_INDIAN = re.compile(r"^\d{1,2}(?:,\d{2})+,\d{3}(?:\.\d+)?$")
_THREE = re.compile(r"^[1-9]\d{0,2}[.,]\d{3}$")
_MANY = 5_000  # cells, from which on bare numbers are read apart from the others
_HEAD = 1_000  # cells that show quickly that a column is not written so
_EDGE = "~≈><≥≤+ \u00a0=*±'’`^"
_DASHES = str.maketrans(
    {
        "−": "-",
        "–": "-",
        "—": "-",
        "‐": "-",
        "‑": "-",
        "﹣": "-",
        "٪": "%",
        "％": "%",
        "٫": ".",
        "٬": "'",
        "，": ",",
        "。": ".",
        "．": ".",
        "～": "~",
    }
)
_NO_CENTS = re.compile(r"^[.,]\s?[-–—]{1,2}")  # "750,-" and "750.--" are whole amounts
_UNIT_INSIDE = re.compile(r"(\d{1,3})\s?([^\W\d_]{1,5})(\d)")


@dataclass(frozen=True)
class Written:
    """One number taken apart: digits as written, sign, factor and the marks beside it."""

    core: str
    factor: float = 1.0
    percent: bool = False
    currency: str = ""
    upper: "Written | None" = None  # upper end when the cell is a range
    shared: bool = False  # the upper end's factor is the lower one's, too, unless that would turn the range round: "$800 - $1.2K"


@dataclass(frozen=True)
class Numbers:
    """A column of numbers: ``array`` as shown (12.5 for '12,5 %'), NaN where missing or unreadable, masks per cell."""

    array: np.ndarray
    percent: np.ndarray
    unreadable: np.ndarray
    ranges: np.ndarray
    currency: np.ndarray | None = None  # ISO code per cell, '' when none; None when no cell carries one
    decimal: str = "."
    doubtful: bool = False  # True when both decimal conventions fit and give different values
    proven: bool = False  # True when some cell shows which sign is the decimal one


@lru_cache(maxsize=1)
def _words() -> tuple[dict[str, float], dict[str, str], frozenset[str]]:
    data = tomllib.loads(_WORDS.read_text(encoding="utf-8"))
    factors = {word: float(key) for key, words in data["multipliers"].items() for word in words}
    currencies = {word: code for code, words in data["currencies"].items() for word in words}
    return factors, currencies, frozenset(data["units"]["words"])


def currency_code(text: str) -> str:
    """Return the ISO code of a currency sign, code or name; '' when it is none."""
    return _words()[1].get(text.strip().casefold(), "")


def multiplier(word: str) -> float:
    """Return the factor that a word beside a number stands for ("lakhs", "тыс"); 0 when it is none."""
    return _words()[0].get(word, 0.0)


@lru_cache(maxsize=8)
def header_words(section: str) -> frozenset[str]:
    """Return words of one ``[headers]`` list: what stands beside units in a header."""
    return frozenset(tomllib.loads(_WORDS.read_text(encoding="utf-8"))["headers"][section])


def take_apart(text: str) -> Written | None:
    """Return the number written in ``text``; None when it holds none, or more than a number."""
    text = _plain(text)
    sign = 1.0
    if text.startswith("(") and text.endswith(")"):
        text, sign = text[1:-1].strip(), -1.0
    found = _single(text, sign) or _inside(text, sign)
    if found is None and (parts := _RANGE.match(text)):
        low, high = _single(parts[1].strip(), 1.0), _single(parts[2].strip(), 1.0)
        if low and high:
            shared = low.factor == 1.0 and high.factor > 1.0  # "10-20K"
            found = Written(low.core, low.factor, low.percent or high.percent, low.currency or high.currency, high, shared)
    return found


def _inside(text: str, sign: float) -> Written | None:
    """Read a multiplier that stands where the decimal sign would: "1tr2" is 1.2 million, "3k5" 3,500."""
    found = _UNIT_INSIDE.fullmatch(text)
    factor = _words()[0].get(found[2].casefold(), 0.0) if found else 0.0
    return Written(found[1] + found[3], sign * factor / 10) if found and factor else None


def _plain(text: str) -> str:
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text).translate(_DASHES)
        text = "".join(c if c.isascii() or not c.isdecimal() else str(unicodedata.decimal(c)) for c in text)
    return text.strip()


def _single(text: str, sign: float) -> Written | None:
    match = _CORE.search(text)
    if not match:
        return None
    core = match[0].rstrip(" ,.'’_\u00a0\u202f")
    before, after = text[: match.start()].strip(_EDGE).casefold(), text[match.start() + len(core) :].strip(_EDGE).casefold()
    after = _NO_CENTS.sub("", after).strip(_EDGE + ",")
    if before.startswith("-"):
        before, sign = before[1:].strip(), -sign
    elif before.endswith("-"):
        before, sign = before[:-1].strip(), -sign
    elif after == "-":
        after, sign = "", -sign
    exponent = re.fullmatch(r"e([+-]?\d{1,2})", after)
    if exponent and not before:
        return Written(core, sign * 10.0 ** int(exponent[1]))
    return _marked(core, sign, before, after)


def _marked(core: str, sign: float, before: str, after: str) -> Written | None:
    """Read what stands before and after the digits; None when any of it is not understood."""
    factors, currencies, units = _words()
    factor, percent, currency = 1.0, False, ""
    for piece in (before, after):
        for word in _pieces(piece, factors, currencies, units):
            if word in ("%", "percent", "pct"):
                percent = True
            elif word in factors and piece is after and not (word in currencies and factor != 1.0):
                factor *= factors[word]
            elif word in currencies and not currency:
                currency = currencies[word]
            elif word not in units:
                return None
    return Written(core, sign * factor, percent, currency)


def _pieces(text: str, *known: object) -> list[str]:
    """Split marks into known words: 'k€' -> ['k', '€'], 'mio. eur' -> ['mio.', 'eur']."""
    found = []
    for word in text.split():
        if any(word in words for words in known) or word in ("%", "percent", "pct"):
            found.append(word)
            continue
        while word:
            size = next((n for n in range(len(word), 0, -1) if word[:n] == "%" or any(word[:n] in words for words in known)), 0)
            if not size or (size < len(word) and word[size - 1].isalpha() and word[size].isalpha() and word[0].isascii()):
                return ["?"]
            found.append(word[:size])
            word = word[size:].lstrip(".")
    return found


def vote(core: str) -> str:
    """Return which decimal sign the digits prove: '.', ',', 'either' (1.234), or '' when they prove none."""
    point, comma = core.rfind("."), core.rfind(",")
    if point >= 0 and comma >= 0:
        last = "." if point > comma else ","
        return last if core.count(last) == 1 else ("," if last == "." else ".")
    sign = "." if point >= 0 else "," if comma >= 0 else ""
    if not sign:
        return ""
    other = "," if sign == "." else "."
    if core.count(sign) > 1:
        return other
    return "either" if _THREE.match(core) else sign


def to_float(core: str, decimal: str) -> float:
    """Return the value of digits under a decimal sign; NaN when the digits cannot be a number so written."""
    if _GROUPED.match(core.split(decimal)[0]) or any(c in core for c in "'’_\u00a0\u202f"):
        core = re.sub(r"[ '’_\u00a0\u202f]", "", core)
    group = "," if decimal == "." else "."
    digits = core
    if group in core:
        whole = core.split(decimal)[0]
        if (
            not re.fullmatch(rf"\d{{1,3}}(?:\{group}\d{{3}})+", whole)
            and not _INDIAN.match(core)
            and not re.fullmatch(rf"\d{{1,4}}(?:\{group}\d{{4}})+", whole)
        ):
            if core.count(group) > 1 or decimal in core:
                return float("nan")
            digits, decimal = core, group
        else:
            digits = core.replace(group, "")
    try:
        return float(digits.replace(decimal, "."))
    except ValueError:
        return float("nan")


def read_numbers(cells: pa.Array, decimal: str | None = None, whole: bool = False, many: int = _MANY) -> Numbers:
    """Return the numbers of cleaned ``cells``; ``decimal`` settles the decimal sign, else the column's own evidence does.

    ``whole`` True says that whole numbers are expected, so that 1.234 throughout means 1,234.
    In a column of ``many`` cells those that mean the same under either decimal sign are read at once.
    """
    plain = _plain_numbers(cells, decimal, whole)
    if plain is not None:
        return plain
    bare = _bare(cells) if len(cells) >= many else None
    texts, places = uniques(cells if bare is None else bare.others)
    written = [take_apart(text) for text in texts]
    sign, doubtful, proven = _decimal_sign(written, whole, bare) if decimal is None else (decimal, False, False)
    found = _spread(_evaluated(written, sign), places)
    if bare is not None:
        found.array[bare.where] = bare.values
    return replace(found, decimal=sign, doubtful=doubtful, proven=proven)


@dataclass(frozen=True)
class _Bare:
    """The cells of a column that are bare numbers and mean the same whichever sign is the decimal one."""

    where: np.ndarray
    values: np.ndarray
    others: pa.Array  # the column with these cells null
    distinct: int
    pointed: int  # distinct ones with a decimal point
    ungrouped: bool  # one has more than three digits and no sign between them


def _bare(cells: pa.Array) -> _Bare:
    known = pc.fill_null(pc.match_substring_regex(cells, r"^-?(?:\d{1,15}|\d{1,15}\.(?:\d{1,2}|\d{5,9}))$"), False)
    found = cells.filter(known)
    pointed = found.filter(pc.match_substring(found, "."))
    others = pc.if_else(known, pa.scalar(None, pa.large_string()), cells)
    values = pc.cast(found, pa.float64()).to_numpy(zero_copy_only=False)
    long = bool(pc.any(pc.match_substring_regex(found, r"^-?\d{4}\d*$")).as_py())
    where = known.to_numpy(zero_copy_only=False)
    return _Bare(where, values, others, pc.count_distinct(found).as_py(), pc.count_distinct(pointed).as_py(), long)


def _plain_numbers(cells: pa.Array, decimal: str | None, whole: bool) -> Numbers | None:
    """Return the column at once when every cell is a bare number in programmers' notation, or grouped by commas."""
    try:
        values = pc.cast(cells, pa.float64())
    except pa.ArrowInvalid:
        return _comma_grouped(cells) if decimal in (None, ".") else None
    array = values.to_numpy(zero_copy_only=False)
    if decimal == "," and pc.any(pc.match_substring(cells, ".")).as_py():
        return None
    if decimal is None and in_thousands(cells, array):
        return None
    missing = ~np.isfinite(array)
    empty = np.zeros(len(array), dtype=bool)
    return Numbers(np.where(missing, np.nan, array), empty, missing & pc.is_valid(cells).to_numpy(zero_copy_only=False), empty)


def in_thousands(cells: pa.Array, values: np.ndarray) -> bool:
    """Return whether every point in bare numbers may separate thousands: 20.000, 1.234, never 12.5 or 0.125."""
    if b"." not in letters(cells) or not _all_in_thousands(cells[:_HEAD]):
        return False
    known = values[np.isfinite(values)] * 1000
    if not (np.abs(known - np.round(known)) < 1e-6).all():
        return False
    return pc.any(pc.match_substring(cells, ".")).as_py() and _all_in_thousands(cells)


def _all_in_thousands(cells: pa.Array) -> bool:
    """Return whether every cell with a point looks like 20.000; True where none has a point."""
    pointed = pc.filter(cells, pc.match_substring(cells, "."))
    return not len(pointed) or pc.all(pc.match_substring_regex(pointed, r"^[+-]?[1-9]\d{0,2}\.\d{3}$")).as_py()


def _comma_grouped(cells: pa.Array) -> Numbers | None:
    """Return 12,400 and 1,234.50 at once; None when any cell is written otherwise or a lone group leaves a doubt."""
    known = pc.match_substring_regex(cells, r"^-?(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)$")
    if not pc.all(known).as_py() or not pc.any(pc.match_substring_regex(cells, r",.*[,.]|^\d{4,}$|\d\.\d")).as_py():
        return None
    values = pc.cast(pc.replace_substring(cells, ",", ""), pa.float64()).to_numpy(zero_copy_only=False)
    empty = np.zeros(len(values), dtype=bool)
    return Numbers(values, empty, empty, empty)


def _decimal_sign(written: Sequence[Written | None], whole: bool, bare: _Bare | None = None) -> tuple[str, bool, bool]:
    """Return the column's decimal sign, whether it is a guess that matters, and whether a cell proves it."""
    votes = {".": bare.pointed if bare else 0, ",": 0}
    either = {".": 0, ",": 0}
    ungrouped = bare is not None and bare.ungrouped
    for number in written:
        if number is None:
            continue
        ballot = vote(number.core)
        if ballot == "either":
            either["." if "." in number.core else ","] += 1
        elif ballot:
            votes[ballot] += 1
        ungrouped = ungrouped or (ballot == "" and len(number.core) > 3 and number.core.isdecimal())
    if any(votes.values()):
        return ("." if votes["."] >= votes[","] else ","), False, True
    if not any(either.values()):
        return ".", False, False
    sign = "." if either["."] >= either[","] else ","
    if ungrouped and not whole and either[sign] > 0.1 * (len(written) + (bare.distinct if bare else 0)):
        return sign, True, False
    return ("," if sign == "." else "."), not whole and not ungrouped, False


def _evaluated(written: Sequence[Written | None], sign: str) -> list[tuple[float, bool, str, bool]]:
    """Return value, percent mark, currency and range mark of each distinct text; the middle of a range."""
    found = []
    for number in written:
        if number is None:
            found.append((np.nan, False, "", False))
            continue
        value = _value(number, sign, number.factor)
        if number.upper is not None:
            upper = _value(number.upper, sign, number.upper.factor)
            scaled = _value(number, sign, number.upper.factor) if number.shared else value
            value = ((scaled if scaled <= upper else value) + upper) / 2
        found.append((value, number.percent, number.currency, number.upper is not None))
    return found


def _value(number: Written, sign: str, factor: float) -> float:
    small = abs(factor) > 1 and vote(number.core) == "either"
    return round(to_float(number.core, ("." if "." in number.core else ",") if small else sign) * factor, 9)


def _spread(found: list[tuple[float, bool, str, bool]], places: pa.Array) -> Numbers:
    """Give each cell the reading of its distinct text."""
    filled = places.is_valid().to_numpy(zero_copy_only=False)
    at = np.where(filled, pc.fill_null(places, 0).to_numpy(zero_copy_only=False), len(found)).astype(np.int64)
    columns = list(zip(*found, (np.nan, False, "", False), strict=True))
    values = np.array(columns[0], dtype=float)[at]
    currency = np.array(columns[2], dtype=object)[at] if any(columns[2]) else None
    return Numbers(
        values,
        np.array(columns[1], dtype=bool)[at],
        filled & np.isnan(values),
        np.array(columns[3], dtype=bool)[at],
        currency,
    )
