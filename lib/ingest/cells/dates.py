"""Dates as people write them: any order (decided for the column), month names, day numbers, no year, other calendars."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from lib.ingest.cells.cleaning import uniques
from lib.ingest.cells.date_words import in_english, is_small, is_weekday, month_named
from lib.ingest.headers.header import fold

_ISO_CELL = r"^(?:19|20|21)\d{2}-[01]\d-[0-3]\d(?:$|[T ])"
_MANY = 5_000  # cells, from which on ISO dates are read apart from the others
_TIME = re.compile(
    r"(?:(?<=\d)T|[\s,]*\b)(\d{1,2})[:.h](\d{2})(?:[:.](\d{2})(?:[.,]\d+)?)?\s*([ap]\.?m\.?)?\s*(?:Z|UTC|GMT|[A-Z]{3,4})?\s*([+-]\d{2}:?\d{2})?\s*$",
    re.I,
)
_ZONE = re.compile(r"\s*(?:Z|UTC|GMT)?\s*(?:[+-]\d{2}:?\d{2})\s*$")
_UNIX = re.compile(
    r"^[A-Za-z]{3},? ([A-Za-z]{3}) +(\d{1,2}) ([\d:]{8}) (?:[+-]\d{4} |[A-Z]{3,4} )?(\d{4})$"
)  # the year stands last
_LONGEST = 9  # digits of a number that could be part of a date, and one to tell that it is not
_PIECES = re.compile(r"\d+|[^\W\d_]+(?:\.)?", re.UNICODE)
_WEEKDAY = re.compile(r"^\s*(?:mon|tue|wed|thu|fri|sat|sun|lun|mar|mer|jeu|ven|sam|dim)[a-z]*\.?,?\s+(?=\d|[a-z])", re.I)
_JALALI, _BUDDHIST = (1300, 1450), (2440, 2600)
_EPOCH = pd.Timestamp("1899-12-30")


@dataclass(frozen=True)
class Dates:
    """A column of dates: ``array`` (datetime64[us], NaT where missing or unreadable) and what had to be decided."""

    array: np.ndarray
    unreadable: np.ndarray
    order: str = "ymd"  # 'ymd', 'dmy' or 'mdy'
    doubtful: bool = False  # both day-first and month-first fit and differ
    year_guessed: bool = False
    proven: bool = False  # some date shows whether the day or the month comes first


@dataclass(frozen=True)
class _Parts:
    """A date taken apart: numbers in written order, month by name, seconds of the day."""

    numbers: tuple[int, ...]
    widths: tuple[int, ...]
    month: int
    seconds: int
    dotted: bool = False


def take_apart(text: str) -> _Parts | None:
    """Return the parts of one written date; None when it is none."""
    plain = _UNIX.sub(r"\1 \2 \4 \3", in_english(text).strip())
    return _apart(plain) or (_apart(rest) if (rest := _WEEKDAY.sub("", plain)) != plain else None)


def _apart(text: str) -> _Parts | None:
    text, seconds = _time(text)
    numbers, widths, month, before = [], [], 0, ""
    for piece in _PIECES.findall(text):
        if piece.isdecimal():
            numbers.append(int(piece[:_LONGEST]))
            widths.append(len(piece))
            continue
        word = fold(piece)
        named = month_named(word)
        if named and (not month or is_weekday(before)):  # "mar. 3 nov.": the first is a Tuesday
            month, before = named, word
        elif not is_small(word) and not is_weekday(word):
            return None
    if not numbers or len(numbers) + bool(month) > 3 or len(numbers) + bool(month) < 2:
        if len(numbers) == 1 and widths[0] == 8 and not month:
            return _compact(text, seconds)
        return None
    if len(numbers) == 2 and not month and max(widths) < 4 and "/" not in text:
        return None
    return _Parts(tuple(numbers), tuple(widths), month, seconds, "." in text)


def _compact(text: str, seconds: int) -> _Parts | None:
    digits = re.sub(r"\D", "", text)
    year, month, day = int(digits[:4]), int(digits[4:6]), int(digits[6:])
    return _Parts((year, month, day), (4, 2, 2), 0, seconds) if 1900 < year < 2100 and 0 < month < 13 and 0 < day < 32 else None


def _time(text: str) -> tuple[str, int]:
    """Split off the time of day; return the rest and its seconds. Zones are dropped: the day stays as written."""
    found = _TIME.search(text)
    if not found or (":" not in found[0] and not found[4]):
        return (_ZONE.sub("", text) if ":" in text else text), 0
    hour, minute, second = int(found[1]), int(found[2]), int(found[3] or 0)
    if hour > 24 or minute > 59 or second > 60:
        return text, 0
    half = (found[4] or "").lower()[:1]
    hour = hour % 12 + (12 if half == "p" else 0) if half else hour
    return text[: found.start()].strip(" T,"), hour * 3600 + minute * 60 + second


def read_dates(
    cells: pa.Array,
    order: str | None = None,
    hint: str = "",
    latest: pd.Timestamp | None = None,
    epoch_1904: bool = False,
    many: int = _MANY,
) -> Dates:
    """Return the dates of cleaned ``cells``; ``order`` ('dmy' or 'mdy') settles the order, else the column's evidence does.

    ``hint`` is the order of the table's other dates: taken when this column proves none.
    ``latest`` is the day that a date without a year cannot exceed; without it and without any year in the column such
    dates stay missing (``year_guessed`` True). In a column of ``many`` cells the ISO dates are read at once.
    """
    iso = _iso(cells)
    if iso is not None:
        return Dates(iso, np.zeros(len(iso), dtype=bool))
    known, days = _iso_apart(cells) if len(cells) >= many else (None, None)
    texts, places = uniques(cells if known is None else pc.if_else(known, pa.scalar(None, pa.large_string()), cells))
    parts = [take_apart(text) for text in texts]
    serials = [_serial(text, epoch_1904) if part is None else None for text, part in zip(texts, parts, strict=True)]
    decided, doubtful, proven = (order, False, False) if order else _order(parts, hint)
    guessed = any(part is not None and len(part.numbers) + bool(part.month) == 2 and not _has_year(part) for part in parts)
    found = np.array(
        [_build(part, serial, decided) for part, serial in zip(parts, serials, strict=True)] + ["NaT"], dtype="datetime64[us]"
    )
    filled = places.is_valid().to_numpy(zero_copy_only=False)
    at = np.where(filled, pc.fill_null(places, 0).to_numpy(zero_copy_only=False), len(found) - 1).astype(np.int64)
    built = found[at]
    if known is not None:
        built[known.to_numpy(zero_copy_only=False)] = days
    values = _years_given(built, latest) if guessed else built
    return Dates(values, filled & np.isnat(built), decided, doubtful, guessed, proven)


def _iso(cells: pa.Array) -> np.ndarray | None:
    """Return ISO dates at once; None when any cell is written otherwise."""
    if not pc.all(pc.match_substring_regex(cells, _ISO_CELL)).as_py() or cells.null_count == len(cells):
        return None
    try:
        return pc.cast(cells, pa.timestamp("us")).to_numpy(zero_copy_only=False).astype("datetime64[us]")
    except pa.ArrowInvalid:
        pass
    try:
        day = pc.utf8_slice_codeunits(cells, 0, 19)
        return pc.cast(pc.utf8_trim_whitespace(day), pa.timestamp("us")).to_numpy(zero_copy_only=False).astype("datetime64[us]")
    except pa.ArrowInvalid:
        return None


def _iso_apart(cells: pa.Array) -> tuple[pa.Array | None, np.ndarray | None]:
    """Return which cells are ISO dates and their days; nothing when there are none or one of them cannot be."""
    known = pc.fill_null(pc.match_substring_regex(cells, _ISO_CELL), False)
    days = _iso(cells.filter(known)) if pc.any(known).as_py() else None
    return (None, None) if days is None else (known, days)


def _serial(text: str, epoch_1904: bool) -> np.datetime64 | None:
    """Return the day of a spreadsheet day number (1900 or 1904 system) or of a Unix time."""
    try:
        value = float(in_english(text).replace(",", "."))
    except ValueError:
        return None
    if 20_000 <= value < 80_000:
        day = _EPOCH + pd.Timedelta(days=value + (1462 if epoch_1904 else 0))
        return np.datetime64(day.round("s"), "us")
    if 8e8 < value < 4.2e9:
        return np.datetime64(int(value), "s").astype("datetime64[us]")
    if 8e11 < value < 4.2e12:
        return np.datetime64(int(value), "ms").astype("datetime64[us]")
    return None


def _order(parts: Iterable[_Parts | None], hint: str) -> tuple[str, bool, bool]:
    """Return the order that fits most dates, whether the other one fits as well and gives other days, and whether it is proven."""
    fits = {"dmy": 0, "mdy": 0}
    differ = False
    slashed = dotted = 0
    for part in parts:
        if part is None or part.month or len(part.numbers) < 2 or part.widths[0] == 4 or part.widths[0] > 2 or part.widths[1] > 2:
            continue
        slashed, dotted = slashed + (not part.dotted), dotted + part.dotted
        first, second = part.numbers[:2]
        fits["dmy"] += second <= 12 and 1 <= first <= 31
        fits["mdy"] += first <= 12 and 1 <= second <= 31
        differ = differ or (first <= 12 and second <= 12 and first != second)
    if not slashed + dotted:
        return hint or "ymd", False, False
    if fits["dmy"] == fits["mdy"]:
        return (hint or ("dmy" if dotted else "mdy")), differ and not hint and not dotted, bool(dotted)
    return ("dmy" if fits["dmy"] > fits["mdy"] else "mdy"), False, True


def _has_year(part: _Parts) -> bool:
    return any(width == 4 for width in part.widths)


def _build(part: _Parts | None, serial: np.datetime64 | None, order: str) -> np.datetime64:
    """Return one date under the column's order; NaT when it cannot be one."""
    nothing = np.datetime64("NaT", "us")
    if part is None:
        return nothing if serial is None else serial
    year, month, day = _ymd(part, order)
    if 100 < part.month < 113 or _JALALI[0] <= year < _JALALI[1]:
        year, month, day = from_jalali(year, month - 100 if month > 100 else month, day)
    elif _BUDDHIST[0] <= year < _BUDDHIST[1]:
        year -= 543
    try:
        built = np.datetime64(f"{year:04d}-{month:02d}-{day:02d}", "us")
    except ValueError:
        return nothing
    return built + np.timedelta64(part.seconds, "s") if 1900 <= year < 2200 or year == 4 else nothing


def _ymd(part: _Parts, order: str) -> tuple[int, int, int]:
    """Return year, month, day; year 4 (a leap year) stands for "not given"."""
    numbers, widths = part.numbers, part.widths
    if part.month:
        return _with_name(numbers, widths, part.month)
    if len(numbers) == 2:
        if widths[0] == 4:
            return numbers[0], numbers[1], 1
        if widths[1] == 4:
            return numbers[1], numbers[0], 1
        return (4, numbers[1], numbers[0]) if order == "dmy" else (4, numbers[0], numbers[1])
    a, b, c = numbers
    if widths[0] == 4:
        return (a, b, c) if b <= 12 else (a, c, b)
    year = _century(c, widths[2])
    if (order == "dmy" and b > 12 >= a) or (order != "dmy" and a > 12 >= b):
        order = "mdy" if order == "dmy" else "dmy"
    return (year, b, a) if order == "dmy" else (year, a, b)


def _with_name(numbers: tuple[int, ...], widths: tuple[int, ...], month: int) -> tuple[int, int, int]:
    if len(numbers) == 1:
        return (numbers[0], month, 1) if widths[0] == 4 else (4, month, numbers[0])
    first, second = numbers
    if widths[0] == 4 or first > 31:
        return first, month, second
    return _century(second, widths[1]), month, first


def _century(year: int, width: int) -> int:
    return year if width > 2 else 2000 + year if year < 70 else 1900 + year


def from_jalali(year: int, month: int, day: int) -> tuple[int, int, int]:
    """Return the Gregorian day of a Persian (Jalali) one; the 33-year cycle rule, exact for 1343–1502."""
    days = 365 * (year - 979) + (year - 979) // 33 * 8 + ((year - 979) % 33 + 3) // 4 + day - 1
    days += 31 * (month - 1) if month <= 7 else 186 + 30 * (month - 7)
    gregorian = np.datetime64("1600-01-01") + np.timedelta64(days + 79, "D")
    found = pd.Timestamp(gregorian)
    return found.year, found.month, found.day


def _years_given(values: np.ndarray, latest: pd.Timestamp | None) -> np.ndarray:
    """Give dates without a year (year 4) theirs: rows run forward or backward in time and end by ``latest``."""
    dates = pd.Series(values)
    bare = dates.dt.year.eq(4).to_numpy() if dates.notna().any() else np.zeros(len(dates), dtype=bool)
    known = dates[~bare].dropna()
    if not len(known) and latest is None:
        return np.where(bare, np.datetime64("NaT", "us"), values)
    last_year = int(known.dt.year.max()) if len(known) else latest.year  # type: ignore[union-attr]
    keys = (dates.dt.month * 100 + dates.dt.day).to_numpy()
    rows = [i for i in range(len(values)) if bare[i]]
    if not rows:
        return values
    backward = _mostly_backward([keys[i] for i in rows])
    years, year = {}, last_year
    steps = rows if backward else rows[::-1]
    before = None
    for i in steps:  # walk from the newest row to the oldest; a jump up in the calendar means the year before
        if (before is not None and keys[i] > before + 600) or (
            before is None and latest is not None and not len(known) and keys[i] > latest.month * 100 + latest.day
        ):
            year -= 1
        years[i], before = year, keys[i]
    out = values.copy()
    for i, found in years.items():
        stamp = dates[i]
        day = min(stamp.day, 28) if stamp.month == 2 and found % 4 else stamp.day
        out[i] = np.datetime64(f"{found:04d}-{stamp.month:02d}-{day:02d}", "us") + (values[i] - values[i].astype("datetime64[D]"))
    return out


def _mostly_backward(keys: list[int]) -> bool:
    """Return whether rows run from the newest to the oldest; a leap over half a year is a step across New Year."""
    steps = np.diff(keys)
    steps = np.where(np.abs(steps) > 600, -np.sign(steps), np.sign(steps))
    return bool((steps < 0).sum() > (steps > 0).sum())
