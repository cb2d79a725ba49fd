"""Which delimiter and quote a text is written with, chosen by how evenly its rows come out and how plain their cells are.

The score follows the idea of CleverCSV (van den Burg, Nazábal, Sutton 2019): evenness of the rows times the share of
cells that read as one plain value.
"""

import csv
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice

csv.field_size_limit(2**31 - 1)

UNIT = "\x1f"  # stands in for a delimiter of several characters, and for "no delimiter"
DELIMITERS = {",": 1.0, ";": 1.0, "\t": 1.0, "|": 0.97, UNIT: 0.97, "\x01": 0.95, **dict.fromkeys("^~§¦", 0.9), ":": 0.2, " ": 0.6}
LONG_DELIMITERS = re.compile(r"\|\||;;|::|\t\t|~\|~|\^\||#\||<>|\|~\||&&|  +(?=\S)")
GAP = "  "  # two spaces or more, as in columns aligned by eye
SAMPLE_LINES, SAMPLE_CHARACTERS, LONGEST_RECORD = 120, 60_000, 400
LEAST = 0.02  # below this score a text is a single column
PLAIN = re.compile(
    r"""\s*(?!'.*'\s*$)(?:  # not in apostrophes
      | [-+(]?\s?[^\w\s,;|"'<>]{0,2}\s?[-+]?\d[\d.,'\u00a0\u202f ]*(?:[eE][-+]?\d+)?\s?(?:%|[KMBkmb]|[A-Z]{3}|[€$£₽₺₹¥])?\)?
      | [A-Z$€£]{1,3}\s?\d[\d.,]*                                                                        # money
      | \d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}(?:[T ]\d{1,2}:\d{2}(?::\d{2})?[^,;|]{0,12})?                     # date
      | \d{1,2}:\d{2}(?::\d{2})?(?:\s?[AaPp]\.?[Mm]\.?)?                                                 # time
      | https?://[^\s"]+ | [^\s@,;|"]+@[^\s@,;|"]+\.\w+ | @[\w.]+                                        # address
      | (?:[^\W_]|[ _.'’\-/&()+#%$:?!])+                                                                 # words
    )\s*""",
    re.VERBOSE,
)


@dataclass(frozen=True)
class Dialect:
    """How one delimited text is written; ``width`` is the usual number of cells in a row.

    ``long`` holds a delimiter of several characters, ``delimiter`` is then its stand-in; ``escape``: a backslash escapes a quote.
    """

    delimiter: str = ","
    quote: str = '"'
    width: int = 1
    long: str = ""
    escape: bool = False
    score: float = 0.0

    def prepare(self, text: str) -> str:
        """Return ``text`` with long delimiters and escaped quotes put into their plain form."""
        if self.long == GAP:
            text = "\n".join(re.sub("  +", UNIT, line.strip()) for line in text.split("\n"))
        elif self.long:
            text = text.replace(self.long, UNIT)
        return text.replace("\\" + self.quote, self.quote * 2) if self.escape else text

    def reader(self, lines: Iterable[str], strict: bool = True) -> Iterator[list[str]]:
        """Return a csv reader of ``lines``; doubled quotes on, a space may follow the delimiter."""
        space = self.delimiter != " "
        return csv.reader(lines, delimiter=self.delimiter, quotechar=self.quote, strict=strict, skipinitialspace=space)

    def whole(self, line: str) -> list[str] | None:
        """Return the cells of a line that is a well-formed record by itself, else None."""
        if line.count(self.quote) % 2:
            return None
        try:
            return next(self.reader([line]), None)
        except csv.Error:
            return None


def sniff(text: str) -> Dialect:
    """Return the dialect that reads the beginning of ``text`` best; ``width`` 1 means a single column."""
    sample = text[:SAMPLE_CHARACTERS]
    if len(text) > SAMPLE_CHARACTERS:
        sample = sample[: sample.rfind("\n") + 1] or sample
    lines = sample.split("\n")[:SAMPLE_LINES]
    sample = "\n".join(lines)
    best = Dialect(UNIT, '"', 1, score=LEAST)
    for dialect in _candidates(sample):
        if dialect.score <= best.score:  # even at its best it cannot win
            continue
        even, width, rows = _evenness(dialect, sample)
        if even > best.score:
            score = even * _plain(rows, width)
            best = replace(dialect, width=width, score=score) if score > best.score else best
    return _with_escape(best, text)


def _candidates(sample: str) -> Iterator[Dialect]:
    """Yield the dialects that could be, each with the best score it could reach."""
    head = sample[:5000]
    counts = Counter(GAP if found.startswith(GAP) else found for found in LONG_DELIMITERS.findall(head))
    longs = [long for long, count in counts.most_common(4) if count > 1 and UNIT not in sample and not _gappy(head, long)]
    for long in longs:
        yield Dialect(UNIT, long=long, score=0.98)
    doubled = {long[0] for long in longs if long == long[0] * 2}
    for delimiter in DELIMITERS:
        if delimiter in sample and delimiter not in doubled:
            yield Dialect(delimiter, score=DELIMITERS[delimiter])
            if _single_quoted(sample, delimiter):
                yield Dialect(delimiter, "'", score=DELIMITERS[delimiter])


def _gappy(head: str, long: str) -> bool:
    """Say whether a doubled sign is a single one with empty cells between: it stands alone, too, or an odd number of times."""
    if long == GAP or long != long[0] * 2:
        return False
    runs = re.compile(f"{re.escape(long[0])}+")
    odd, first = ([len(run) % 2 for run in runs.findall(text)] for text in (head, head.lstrip("\n").split("\n", 1)[0]))
    return sum(odd) > (0.05 if any(first) else 0.5) * len(odd)


def _single_quoted(sample: str, delimiter: str) -> bool:
    """Say whether cells seem to be wrapped in apostrophes."""
    between = sample.count(f"'{delimiter}'") + sample.count(f"{delimiter}'") + sample.count(f"'{delimiter}")
    return between > 2 and sample.count(f"{delimiter}'") > sample.count(f'{delimiter}"')


def _evenness(dialect: Dialect, sample: str) -> tuple[float, int, list[list[str]]]:
    """Return (evenness of the rows, usual width, rows); evenness 0 when ``dialect`` finds no table."""
    rows = [row for row in whole_records(dialect.prepare(sample).split("\n"), dialect) if any(row)]
    widths = Counter(map(len, rows))
    wide = {width: count * (1 - 1 / width) for width, count in widths.items() if width > 1}
    if not wide:
        return 0.0, 1, rows
    first = len(rows[0])
    width = max(wide, key=lambda w: wide[w] * (2 if w == first else 1))
    share = widths[width] / len(rows)
    doubtful = dialect.delimiter == " " or (share < 0.5 and widths[1] > widths[width])
    if doubtful and not _typed(rows, width):
        return 0.0, 1, rows
    return share**2 * (1 - 0.7 / width) * dialect.score, width, rows


def _plain(rows: list[list[str]], width: int) -> float:
    """Return how many cells of the usual rows read as one plain value, from 0.15 to 1."""
    cells = [cell for row in islice((row for row in rows if len(row) == width), 30) for cell in row]
    return 0.15 + 0.85 * sum(PLAIN.fullmatch(cell) is not None for cell in cells) / len(cells)


def _typed(rows: list[list[str]], width: int) -> bool:
    """Say whether at least two columns, and a third of them, hold digits in nearly every row."""
    body = [row for row in rows if len(row) == width][1:60]
    if not body:
        return False
    digits = [sum(any(c.isdigit() for c in row[i]) for row in body) / len(body) for i in range(width)]
    return sum(share > 0.8 for share in digits) >= max(2, width // 3)


def whole_records(lines: list[str], dialect: Dialect) -> list[list[str]]:
    """Return the records of a sample, a line with an unclosed quote standing for itself alone."""
    rows, at = [], 0
    while at < len(lines):
        line = lines[at]
        at += 1
        if dialect.quote not in line:
            rows.append(line.split(dialect.delimiter) if line else [])
            continue
        cells = dialect.whole(line)
        if cells is not None:
            rows.append(cells)
            continue
        try:
            reader = dialect.reader(one + "\n" for one in lines[at - 1 : at + 30])
            rows.append(next(reader))
            at += reader.line_num - 1
        except (csv.Error, StopIteration):
            rows.append(next(dialect.reader([line], strict=False), []))
    return rows


def _with_escape(dialect: Dialect, text: str) -> Dialect:
    """Return the dialect with backslash escapes when a ``\\"`` stands where no cell can end."""
    if "\\" + dialect.quote not in text:
        return dialect
    delimiter, quote = re.escape(dialect.delimiter), re.escape(dialect.quote)
    return replace(dialect, escape=re.search(rf"\\{quote}[^{delimiter}{quote}\n]", text) is not None)
