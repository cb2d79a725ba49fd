"""Delimited text to records: the csv module while rows are well formed, one by one and repaired where they are not."""

import csv
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import groupby

from lib.ingest.rows.dialect import LONGEST_RECORD, UNIT, Dialect, sniff
from lib.ingest.rows.kinds import kind
from lib.ingest.rows.limits import timed
from lib.ingest.rows.repair import Cutter, learnable

MOST_REPAIRED = 600_000  # characters of rows that are cut again per file; rows beyond are read as they stand
RULER = re.compile(r"[|+]\s*[-:=+|\s]*")
STEADY = 5  # so many rows of one odd width in a row are another table, not an accident


@dataclass(frozen=True)
class Records:
    """The records of a delimited text: cells as written, numbered as a spreadsheet program would; blank lines are empty rows."""

    rows: list[list[str]]
    dialect: Dialect
    repaired: list[int] = field(default_factory=list)
    spent: int = 0  # characters of rows that were cut again, or tried


@dataclass(frozen=True)
class _Raw:
    """One record before repair; ``text`` is its line when it is not well formed or cuts oddly."""

    cells: list[str]
    text: str | None = None
    formed: bool = True  # every quote opens, closes or doubles


def read_records(text: str) -> Records:
    """Return the records of ``text``, rows of an unusual width cut again where a believable cut exists."""
    text = text.removesuffix("\n")
    if not text:
        return Records([], Dialect())
    dialect, text = _told(_without_frame(text))
    found = cut_records(dialect.prepare(text), dialect)
    if not dialect.long:
        return found
    return replace(found, rows=[[cell.replace(UNIT, dialect.long) for cell in row] for row in found.rows])


def cut_records(prepared: str, dialect: Dialect, most_repaired: int = MOST_REPAIRED) -> Records:
    """Return the records of a text whose dialect is known and whose long delimiters are replaced."""
    rows = _clean(prepared, dialect)
    if rows is not None:
        return Records(rows, dialect)
    raws = list(timed(_raws(prepared.split("\n"), dialect)))
    widths = Counter(len(raw.cells) for raw in raws if raw.text is None and len(raw.cells) > 1)
    if widths and dialect.width not in widths:
        dialect = replace(dialect, width=widths.most_common(1)[0][0])
    return _repaired(raws, dialect, most_repaired)


def _without_frame(text: str) -> str:
    """Return a table drawn with pipes, as chats and wikis write it, without its frame and its ruler."""
    if text.lstrip()[:1] not in ("|", "+"):
        return text
    lines = [line.strip() for line in text.split("\n")]
    if not all(line[:1] in ("", "|", "+") for line in lines):
        return text
    return "\n".join("" if RULER.fullmatch(line) else line.removeprefix("|").removesuffix("|") for line in lines)


def _told(text: str) -> tuple[Dialect, str]:
    """Return the dialect, obeying a first line such as ``sep=;``, and the text without that line's content."""
    told = re.match(r"\ufeff?[\"']?sep=(.)[\"']?[,;\t]*(?:\n|$)", text, re.IGNORECASE)
    if not told:
        return sniff(text), text
    rest = text[told.end() :]
    guess = sniff(rest)
    if guess.delimiter != told[1]:
        counts = Counter(line.count(told[1]) for line in rest.split("\n")[:200])
        guess = Dialect(told[1], width=counts.most_common(1)[0][0] + 1)
    return guess, "\n" + rest


def _misplaced(dialect: Dialect) -> re.Pattern[str]:
    """Return the pattern of a quote that neither opens nor closes nor doubles."""
    edge, quote = re.escape(dialect.delimiter) + r"\n", re.escape(dialect.quote)
    inside, doubled = rf"[^{edge}{quote}\s]{quote}[^{edge}{quote}]", rf"^{quote}{quote}[^{edge}{quote}]"
    return re.compile(rf"{inside}|{doubled}", re.MULTILINE)


def _clean(text: str, dialect: Dialect) -> list[list[str]] | None:
    """Return the records when every row is well formed and of the usual width, else None."""
    quoted = dialect.quote in text
    lines = text.split("\n")
    if not quoted:
        rows = [line.split(dialect.delimiter) for line in lines]
        if dialect.delimiter == " " or f"{dialect.delimiter} " in text:
            rows = [[cell.lstrip(" ") for cell in row] for row in rows]
    else:
        try:
            rows = list(dialect.reader(line + "\n" for line in lines))
        except csv.Error:
            return None
    widths = set(map(len, rows))
    if widths == {dialect.width} and not (quoted and _misplaced(dialect).search(text)):
        return rows
    return None


def _raws(lines: list[str], dialect: Dialect) -> Iterator[_Raw]:
    misplaced = _misplaced(dialect)
    at, end = 0, len(lines)
    while at < end:
        line = lines[at]
        at += 1
        if dialect.quote not in line:
            cells = [cell.strip(" ") for cell in line.split(dialect.delimiter)] if line else []
            yield _Raw(cells, None if len(cells) == dialect.width else line)
            continue
        cells = dialect.whole(line)
        if cells is not None:
            yield _Raw(cells, line if len(cells) != dialect.width or misplaced.search(line) else None)
            continue
        try:
            reader = dialect.reader(one + "\n" for one in lines[at - 1 : at + LONGEST_RECORD])
            cells = next(reader)
            if reader.line_num > 1 and len(cells) != dialect.width:
                raise csv.Error("a quote that wraps nothing")
            odd = len(cells) != dialect.width or (reader.line_num == 1 and misplaced.search(line))
            at += reader.line_num - 1
            yield _Raw(cells, line if odd else None)
        except (csv.Error, StopIteration):
            yield _Raw(next(dialect.reader([line], strict=False), []), line, formed=False)


def _repaired(raws: list[_Raw], dialect: Dialect, most: int) -> Records:
    rows = [raw.cells for raw in raws]
    good = learnable((raw.cells for raw in raws[1:] if raw.text is None), dialect.width)
    if dialect.width < 2 or len(good) < 2:
        return Records(rows, dialect)
    cutter = Cutter.learn(good, dialect.width, dialect.delimiter, dialect.quote)
    steady = _steady(raws, dialect.width)
    repaired, left = [], most
    for i, raw in enumerate(timed(raws)):
        if raw.text is None or not raw.text.strip() or i in steady or len(raw.text) > left:
            continue
        left -= len(raw.text)
        cells = _cut(raw, cutter, first=not repaired and not any(any(row) for row in rows[:i]), following=rows[i + 1 : i + 3])
        if cells is not None:
            if cells != raw.cells:
                repaired.append(i)
            rows[i] = cells
    return Records(rows, dialect, repaired, most - left)


def _cut(raw: _Raw, cutter: Cutter, first: bool, following: list[list[str]]) -> list[str] | None:
    width = len(cutter.columns)
    if raw.formed and len(raw.cells) == width and cutter.price(raw.cells) <= cutter.usual:
        return raw.cells
    whole = raw.formed and all(raw.cells) and cutter.quote not in "".join(raw.cells)
    if first and whole and (len(raw.cells) > 1 or _above_names(following, width)):
        return None  # a header without fault, though wider or narrower than its rows; a title above one
    cells = cutter.cut(raw.text or "")
    if cells is None and first and following and len(following[0]) == width and cutter.price(following[0]) <= cutter.usual + 4:
        cells = cutter.for_header().cut(raw.text or "")
    return cells


def _above_names(following: list[list[str]], width: int) -> bool:
    """Say whether a row of names and a row with values follow, both of the usual width."""
    if [len(row) for row in following] != [width, width]:
        return False
    names, values = ([kind(cell) for cell in row] for row in following)
    return "text" in names and set(names) <= {"text", "blank"} and not {"number", "date", "address"}.isdisjoint(values)


def _steady(raws: list[_Raw], width: int) -> set[int]:
    """Return the rows that share an unusual width with their neighbours, many or between blank lines: they are meant so."""
    found, begin, widths = set(), 0, [len(raw.cells) for raw in raws]
    for one, run in groupby(widths):
        end = begin + sum(1 for _ in run)
        if one != width:
            open_sides = (begin > 0 and widths[begin - 1] > 0) + (end < len(widths) and widths[end] > 0)
            if end - begin >= (2, 3, STEADY)[open_sides]:
                found.update(range(begin, end))
        begin = end
    return found
