"""Text to values: one column of cells to the type its canonical column has, with what had to be decided on the way."""

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from lib.ingest.cells.cleaning import bare, cleaned, letters, repeats, to_arrow, uniques
from lib.ingest.cells.codes import country_code, flag_value, handle_in_url, language_code, model_code, platform_code, translated
from lib.ingest.cells.dates import read_dates
from lib.ingest.cells.numbers import Numbers, currency_code, in_thousands, read_numbers
from lib.ingest.cells.times import read_seconds
from lib.ingest.headers.header import Header
from lib.ingest.model import Question
from lib.schema import Column
from lib.text import _

_TYPICAL_RATE = {
    "engagement_rate": 0.03,
    "sponsored_share": 0.15,
    "generic_comment_share": 0.1,
    "audience_quality": 0.7,
    "follower_growth_30d": 0.02,
    "share": 0.2,
}
_SHOWN = 4
_YEARS = range(2016, 2036)  # offered when dates have no year
_ENOUGH = 20_000  # values that decide a column's scale


@dataclass(frozen=True)
class Context:
    """What the rest of the table says about doubtful cells, and what the user has answered (canonical column -> reading)."""

    decimal: str = ""
    order: str = ""
    thousand: str = ""  # a sign that stands for a thousand in the language of the headers: Turkish "B"
    answers: dict[str, str] = field(default_factory=dict)
    expected_rate: Callable[[np.ndarray], np.ndarray] | None = None  # rows -> rate recomputed from likes, comments, followers
    latest: pd.Timestamp | None = None


@dataclass(frozen=True)
class Typed:
    """A typed column: values, the cells that could not be read, the currency per cell, and the doubt to settle if any."""

    series: pd.Series
    unreadable: np.ndarray
    currency: np.ndarray | None = None
    question: Question | None = None
    proof: str = ""  # what the column proves for the table: '.' or ',' as the decimal sign, 'dmy' or 'mdy' as the date order
    ranges: np.ndarray | None = None  # cells that hold two numbers, of which the middle was taken
    decimal: str = "."
    factor: float = 1.0  # what the header multiplies its numbers by


_OUR_TIME = tuple(int(pd.Timestamp(day).timestamp()) * 10**6 for day in ("1900-01-01", "2200-01-01"))  # microseconds


def typed(cells: pd.Series, column: Column, header: Header, context: Context) -> Typed:
    """Return ``cells`` as values of ``column``; counts, money, seconds as float64, rates as fractions, dates as datetime64[us]."""
    if column.type == "text":
        return _text(cells, column)
    if column.type in ("count", "money") and (plain := _plain(cells, column, context)) is not None:
        factor = _scale(plain, header)
        values = plain if factor == 1 else plain * factor
        return Typed(pd.Series(values, cells.index), np.zeros(len(plain), dtype=bool), factor=factor)
    if column.type == "date" and (days := bare(cells, pa.timestamp("us"))) is not None and _in_our_time(days):
        return Typed(_stamps(days, cells.index), np.zeros(len(cells), dtype=bool))
    if column.type == "rate" and (quick := bare(cells, pa.float64())) is not None:
        return _rates(quick, cells, column, header, context)
    if column.type == "flag":
        return _flags(cleaned(cells, text=True), cells.index)
    found = cleaned(cells)
    if column.type == "date":
        return _dates(found, cells.index, column, header, context)
    if column.type == "seconds":
        values, unreadable = read_seconds(found, header.seconds or 1.0)
        return Typed(pd.Series(values, cells.index), unreadable)
    if column.type == "rate":
        return _rates(None, cells, column, header, context)
    return _amounts(found, cells.index, column, header, context)


def _plain(cells: pd.Series, column: Column, context: Context) -> np.ndarray | None:
    """Return numbers that are written without any sign or doubt; None when the column needs a closer look."""
    found = None if context.answers.get(column.name) else bare(cells, pa.float64())
    if found is None:
        return None
    values = found.to_numpy(zero_copy_only=False)
    return None if np.isinf(values).any() or in_thousands(to_arrow(cells), values) else values


def _in_our_time(days: pa.Array) -> bool:
    span = pc.min_max(pc.cast(days, pa.int64())).as_py()
    return span["min"] is not None and _OUR_TIME[0] <= span["min"] and span["max"] < _OUR_TIME[1]


def _stamps(days: pa.Array, index: pd.Index) -> pd.Series:
    return pd.Series(days.to_numpy(zero_copy_only=False).astype("datetime64[us]"), index)


def _scale(values: np.ndarray, header: Header) -> float:
    """Return the factor that a header such as "Followers (k)" states; 1 when the values are too large to be meant so."""
    if header.scale == 1:
        return 1.0
    known = np.abs(values[np.isfinite(values)])
    return 1.0 if (len(known) and float(np.median(known)) * header.scale > 1e9) else header.scale


def _amounts(cells: pa.Array, index: pd.Index, column: Column, header: Header, context: Context) -> Typed:
    answer = context.answers.get(column.name)
    decimal = answer if answer in (".", ",") else None
    if context.thousand:
        cells = pc.replace_substring_regex(cells, rf"(\d)\s?{context.thousand}$", r"\1k")
    numbers = read_numbers(cells, decimal, whole=column.type == "count")
    if numbers.doubtful and context.decimal:
        numbers = read_numbers(cells, context.decimal)
    asked = decimal is not None or numbers.doubtful
    question = _decimal_question(cells, column, header, numbers) if asked else None
    factor = _scale(numbers.array, header)
    values, unreadable = _counted(numbers, column, factor)
    proof = numbers.decimal if numbers.proven else ""
    series = pd.Series(values, index)
    return Typed(series, unreadable, numbers.currency, question, proof, numbers.ranges, numbers.decimal, factor)


def _counted(numbers: Numbers, column: Column, factor: float) -> tuple[np.ndarray, np.ndarray]:
    """Return the values and the cells that are none; a percentage is no count."""
    values = numbers.array * factor
    if column.type != "count":
        return values, numbers.unreadable
    marked = numbers.percent & np.isfinite(values)
    return np.where(marked, np.nan, values), numbers.unreadable | marked


def amounts(cells: pd.Series, column: Column, decimal: str, factor: float) -> np.ndarray:
    """Return cells of a count or money column as numbers, under a decimal sign and factor that are settled already."""
    return _counted(read_numbers(cleaned(cells), decimal), column, factor)[0]


def _decimal_question(cells: pa.Array, column: Column, header: Header, numbers: Numbers) -> Question:
    shown = _sample(cells)
    readings = {sign: [f"{value:,.10g}" for value in read_numbers(shown, sign).array] for sign in (".", ",")}
    text = _("Is the sign in “{header}” a decimal sign or does it separate thousands?", header=header.text)
    return Question(column.name, header.text, text, readings, numbers.decimal)


def _sample(cells: pa.Array) -> pa.Array:
    return cells.drop_null().unique()[:_SHOWN]


def _rates(plain: pa.Array | None, cells: pd.Series, column: Column, header: Header, context: Context) -> Typed:
    if plain is None:
        numbers = read_numbers(cleaned(cells), context.decimal or None)
    else:
        nowhere = np.zeros(len(cells), dtype=bool)
        numbers = Numbers(plain.to_numpy(zero_copy_only=False), nowhere, nowhere, nowhere)
    values = np.where(numbers.percent, numbers.array / 100, numbers.array) if numbers.percent.any() else numbers.array.copy()
    index = cells.index
    unmarked = np.isfinite(values) & ~numbers.percent
    if not unmarked.any():
        return Typed(pd.Series(values, index), numbers.unreadable, ranges=numbers.ranges)
    answer = context.answers.get(column.name)
    if answer in ("percent", "fraction"):
        percent, doubtful = answer == "percent", False
    else:
        rows = np.flatnonzero(unmarked)
        rows = rows[:: max(len(rows) // _ENOUGH, 1)]
        expected = context.expected_rate(rows) if context.expected_rate else None
        if header.percent:
            percent = not (doubtful := _formatted(values[rows], column.name, expected))
        else:
            percent, doubtful = is_percent(values[rows], column.name, expected)
    if percent:
        values[unmarked] /= 100
    asked = doubtful or answer in ("percent", "fraction")
    question = _rate_question(cleaned(cells), numbers, column, header, percent) if asked else None
    return Typed(pd.Series(values, index), numbers.unreadable, None, question, ranges=numbers.ranges)


def _formatted(values: np.ndarray, name: str, expected: np.ndarray | None) -> bool:
    """Return whether rates under a "%" are fractions all the same, as a workbook stores cells that it shows as percent."""
    if name not in ("engagement_rate", "audience_quality") or np.abs(values).max() > 1:
        return False
    percent, doubtful = is_percent(values, name, expected)
    middle = float(np.median(np.abs(values)))
    return not percent and not doubtful and (expected is not None or middle < 2 * _TYPICAL_RATE.get(name, 0.05))


def is_percent(values: np.ndarray, name: str, expected: np.ndarray | None = None) -> tuple[bool, bool]:
    """Return whether unmarked rates are percent numbers (3.8) rather than fractions (0.038), and whether that is a doubt.

    The rate recomputed from other columns decides where there is one; else the size of the values against what is usual.
    """
    sizes = np.abs(values[values != 0])
    if not len(sizes):
        return False, False
    if expected is not None and (both := (values > 0) & (expected > 0) & np.isfinite(expected)).sum() >= 3:
        factor = float(np.median(np.log10(values[both] / expected[both])))
        if abs(factor - round(factor)) < 0.35 and round(factor) in (0, 2):
            return round(factor) == 2, False
    if float((sizes > 1.0).mean()) > 0.03 or float(sizes.max()) > 3:
        return True, False
    usual = _TYPICAL_RATE.get(name, 0.05)
    middle = float(np.median(sizes))
    as_fraction, as_percent = abs(np.log10(middle / usual)), abs(np.log10(middle / 100 / usual))
    return bool(as_percent < as_fraction), abs(as_percent - as_fraction) < 0.7


def _rate_question(cells: pa.Array, numbers: Numbers, column: Column, header: Header, percent: bool) -> Question:
    shown = _sample(cells)
    values = read_numbers(shown, numbers.decimal).array
    options = {"percent": [f"{value:g} %" for value in values], "fraction": [f"{value * 100:g} %" for value in values]}
    text = _("Are the numbers in “{header}” percent or fractions?", header=header.text)
    return Question(column.name, header.text, text, options, "percent" if percent else "fraction")


def _dates(cells: pa.Array, index: pd.Index, column: Column, header: Header, context: Context) -> Typed:
    answer = context.answers.get(column.name, "")
    order = answer if answer in ("dmy", "mdy") else None
    dates = read_dates(cells, order, context.order, _latest(answer) or context.latest)
    question = None
    if dates.year_guessed:
        question = _year_question(cells, column, header, answer)
    elif dates.doubtful or order:
        options = {code: _days(cells, order=code) for code in ("dmy", "mdy")}
        text = _("Do the dates in “{header}” begin with the day or with the month?", header=header.text)
        question = Question(column.name, header.text, text, options, dates.order)
    return Typed(pd.Series(dates.array, index), dates.unreadable, None, question, dates.order if dates.proven else "")


def _latest(answer: str) -> pd.Timestamp | None:
    """Return the newest day that an answer allows: the end of a year ('2026') or a day ('2026-11-23')."""
    if not answer[:4].isdecimal():
        return None
    return pd.Timestamp(f"{answer}-12-31" if len(answer) == 4 else answer)


def _year_question(cells: pa.Array, column: Column, header: Header, answer: str) -> Question:
    options = {str(year): _days(cells, latest=pd.Timestamp(f"{year}-12-31")) for year in _YEARS}
    text = _("The dates in “{header}” have no year. In which year is the newest of them?", header=header.text)
    return Question(column.name, header.text, text, options, answer[:4])


def _days(cells: pa.Array, **reading: object) -> list[str]:
    return [str(day)[:10] for day in read_dates(_sample(cells), **reading).array]  # type: ignore[arg-type]


def _flags(cells: pa.Array, index: pd.Index) -> Typed:
    texts, places = uniques(cells)
    known = pa.array([flag_value(text) for text in texts], pa.bool_())
    values = known.take(places)
    unreadable = pc.and_(pc.is_valid(cleaned(cells)), pc.is_null(values)).to_numpy(zero_copy_only=False)
    return Typed(pd.Series(values.to_pandas(), dtype="boolean").set_axis(index), unreadable)


def _text(cells: pd.Series, column: Column) -> Typed:
    raw = to_arrow(cells)
    if _is_coded(column) and repeats(raw):
        encoded = raw.dictionary_encode()
        found = _words(encoded.dictionary, column).take(encoded.indices)
    else:
        found = _words(raw, column)
    return Typed(text_series(found, cells.index), np.zeros(len(cells), dtype=bool))


def _is_coded(column: Column) -> bool:
    return column.name == "platform" or column.name in _CODES


def _words(cells: pa.Array, column: Column) -> pa.Array:
    """Return text cells cleaned, and as codes where the column holds codes."""
    found = cleaned(cells, text=column.name not in _NAMED_PLACES)  # a country "Unknown" is none
    if column.name == "platform":
        return _platforms(found)
    if column.name in ("handle", "author"):
        return _handles(found)
    if column.name in _CODES:
        return translated(found, _CODES[column.name], keep=True)
    return _ids(found) if column.name.endswith("_id") or column.name == "customer" else found


def text_series(cells: pa.Array, index: pd.Index) -> pd.Series:
    """Return an Arrow text array as a pandas column of dtype str."""
    return pd.Series(cells.to_pandas(), dtype="str").set_axis(index)


_NAMED_PLACES = ("country", "language")
_CODES = {"country": country_code, "language": language_code, "partnership_model": model_code, "currency": currency_code}


def _platforms(cells: pa.Array) -> pa.Array:
    texts, places = uniques(cells)
    codes = [platform_code(text) or "other" for text in texts]
    return pa.array(codes, pa.large_string()).take(places) if codes else cells


def _handles(cells: pa.Array) -> pa.Array:
    signs = letters(cells)
    if b"](" in signs:  # a Markdown link
        cells = pc.replace_substring_regex(cells, r"^\[([^\]]+)\]\([^)]*\)$", r"\1")
    if b"@" in signs:
        cells = pc.ascii_ltrim(cells, "@")
        cells = pc.utf8_trim_whitespace(cells) if b" " in signs or not signs.isascii() else cells
    if b"/" not in signs:
        return cells
    texts, places = uniques(cells)
    return pa.array([(handle_in_url(text) or text) if "/" in text else text for text in texts], pa.large_string()).take(places)


def _ids(cells: pa.Array) -> pa.Array:
    """Return identifiers without the '.0' that a spreadsheet leaves on whole numbers."""
    if b"." not in letters(cells) or not pc.all(pc.match_substring_regex(cells, r"^\d+\.0$")).as_py():
        return cells
    return pc.replace_substring_regex(cells, r"\.0$", "")


def as_text(cells: pd.Series) -> pd.Series:
    """Return an unmapped column as it stands, trimmed, empty cells missing."""
    trimmed = pc.utf8_trim_whitespace(to_arrow(cells))
    empty = pc.equal(trimmed, "")
    found = pc.if_else(empty, pa.scalar(None, pa.large_string()), trimmed) if pc.any(empty).as_py() else trimmed
    return text_series(found, cells.index)
