"""One small table of an invented brand, broken in every way that the Pollock benchmark describes, and in some more.

Vitagliano et al., "Pollock: A Data Loading Benchmark", PVLDB 16(8), 2023. ``published`` makes as many files of each kind as
that benchmark has for a table of 84 rows and 9 columns; ``further`` breaks the same table in ways it does not.
"""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

NAMES = ["POSTED", "AT", "Views", "POSTID", "Fee", "Creator", "Caption", "Link", "Notes"]
QUOTED = {6, 7}  # columns that the exporting program always wraps in quotes
ADJECTIVES = ["soft", "bright", "tiny", "honest", "slow", "golden", "quiet", "bold"]
THINGS = ["lamp", "serum", "rain jacket", "oat bar", "notebook", "yoga mat", "desk chair", "sun hat"]
ENDINGS = [
    "I did not expect to like it, but here we are.",
    "It fits in a drawer, a bag, even a coat pocket.",
    'At 9" it is smaller than it looks!',
    "Three weeks in, and nothing has broken.",
    "Link below; the code runs until Sunday.",
    "My sister stole it within a day.",
]
ENCODINGS = {  # and a word that can be written in each
    **dict.fromkeys(["utf-8-sig", "utf-16", "utf-32"], "é–日"),
    **dict.fromkeys(["utf-16-le", "utf-16-be", "utf-32-le"], "é"),
    "cp1252": "Café für Zoë – “naïve”",
    "mac-roman": "Précio Muñoz",
    **dict.fromkeys(["cp1251", "koi8-r"], "подписчики"),
    "cp874": "ผู้ติดตาม",
    "cp932": "フォロワー東京",
    "gb18030": "粉丝数上海市",
    "big5": "粉絲數臺北市",
    "cp949": "팔로워서울",
}


@dataclass(frozen=True)
class Broken:
    """One broken file and the rows that a careful reader finds in it."""

    kind: str
    name: str
    data: bytes
    rows: list[list[str]]


def table(count: int = 84) -> list[list[str]]:
    """Return the header and ``count`` − 1 posts, some of which name their creator with a comma or an inch sign."""
    rng, found = random.Random(11), [NAMES]
    for i in range(count - 1):
        day = f"{rng.randint(1, 28):02d}/{1 + i // 12:02d}/2026"
        adjective, thing, code = (
            rng.choice(ADJECTIVES),
            rng.choice(THINGS),
            f"{rng.choice('ABKRT')}{rng.choice('GLNV')}-{rng.randint(1000, 9999)}",
        )
        creator = rng.choice(
            [f"{adjective.title()} {thing.title()}s", f"Ann{i}'s {thing.title()}", f"{thing.title()}, {adjective.title()}"]
        )
        creator += ' 5"' if i % 9 == 0 else ""
        caption = f"My {adjective} {thing}, week {i}. {rng.choice(ENDINGS)}"
        link = f"https://www.example.com/post/{code.replace('-', '_')}.html"
        fee = f"${rng.randint(1, 99)}.{rng.randint(10, 99)}"
        found.append([day, f"{i % 24:02d}:{15 * (i % 4):02d}", str(rng.randint(0, 30)), code, fee, creator, caption, link, ""])
    return found


@dataclass(frozen=True)
class Writer:
    """How the table is written when nothing is wrong with it."""

    quoted: frozenset[int] = frozenset(QUOTED)
    delimiter: str = ","
    quote: str = '"'
    escape: str = '"'
    end: str = "\n"

    def cell(self, text: str, column: int) -> str:
        needs = (column in self.quoted and text) or any(sign in text for sign in (self.delimiter[:1], self.quote, "\n"))
        return self.quote + text.replace(self.quote, self.escape + self.quote) + self.quote if needs else text

    def line(self, row: list[str]) -> str:
        return self.delimiter.join(self.cell(text, column) for column, text in enumerate(row))

    def text(self, rows: list[list[str]], last_end: bool = True) -> str:
        return self.end.join(map(self.line, rows)) + (self.end if last_end else "")


PLAIN = Writer()


def published(rows: list[list[str]], writer: Writer = PLAIN) -> Iterator[Broken]:
    """Yield the kinds of the published list: 24 whole files, then one broken row each."""
    yield from _whole_files(rows, writer)
    for at in range(len(rows)):
        for column in range(1, len(rows[0])):
            yield _one_row("lost separator", rows, writer, at, column, lose)
        for column in range(len(rows[0])):
            yield _one_row("extra separator", rows, writer, at, column, add)
            yield _extra_quote(rows, writer, at, column)
        yield _with_line("row in spaces", rows, writer, at, replace(writer, delimiter=" ").line(rows[at]), rows, f"row {at}")


def _whole_files(rows: list[list[str]], writer: Writer) -> Iterator[Broken]:
    text = writer.text(rows)
    narrow, wide = [row[:-1] for row in rows], [[*row, "col1" if i == 0 else ""] for i, row in enumerate(rows)]
    bare = Writer(frozenset())
    for name, content, expected in (
        ("standard", text, rows),
        ("empty", "", []),
        ("no newline at the end", writer.text(rows, last_end=False), rows),
        ("two newlines at the end", text + writer.end, rows),
        ("no header", writer.text(rows[1:]), rows[1:]),
        ("two headers", writer.text(rows[:1]) + text, rows),
        ("three headers", writer.text(rows[:1]) * 2 + text, rows),
        ("preamble", f"Export of posts{writer.end}by the agency{writer.end}{writer.end}{text}", rows),
        ("second table narrower", text + bare.text(narrow), [*rows, *narrow]),
        ("second table wider", text + bare.text(wide), [*rows, *wide]),
        ("second table alike", text + bare.text(rows), [*rows, *rows[1:]]),
        ("header only", writer.text(rows[:1]), rows[:1]),
        ("one row of data", writer.text(rows[:2]), rows[:2]),
        ("missing escape", replace(writer, escape="").text(rows), rows),
    ):
        yield Broken("whole file", name, content.encode(), expected)
    for name, other in (
        *((f"delimiter {sign!r}", replace(writer, delimiter=sign)) for sign in (" ", ", ", ";", "\t")),
        ("apostrophe as quote", replace(writer, quote="'", escape="'")),
        ("backslash as escape", replace(writer, escape="\\")),
        ("LF", replace(writer, end="\n")),
        ("CR", replace(writer, end="\r")),
        ("CRLF", replace(writer, end="\r\n")),
    ):
        yield Broken("whole file", name, other.text(rows).encode(), rows)


def lose(cells: list[str], column: int, delimiter: str) -> str:
    """Return a line whose separator before ``column`` is missing."""
    return delimiter.join([*cells[: column - 1], cells[column - 1] + cells[column], *cells[column + 1 :]])


def add(cells: list[str], column: int, delimiter: str) -> str:
    """Return a line with a separator too many before ``column``."""
    return delimiter.join([*cells[:column], "", *cells[column:]])


def _one_row(
    kind: str, rows: list[list[str]], writer: Writer, at: int, column: int, damage: Callable[[list[str], int, str], str]
) -> Broken:
    line = damage([writer.cell(text, i) for i, text in enumerate(rows[at])], column, writer.delimiter)
    return _with_line(kind, rows, writer, at, line, rows, f"row {at} column {column}")


def _with_line(
    kind: str, rows: list[list[str]], writer: Writer, at: int, line: str, expected: list[list[str]], name: str
) -> Broken:
    lines = [writer.line(row) for row in rows]
    lines[at] = line
    return Broken(kind, name, (writer.end.join(lines) + writer.end).encode(), expected)


def _extra_quote(rows: list[list[str]], writer: Writer, at: int, column: int) -> Broken:
    """Return the file in which one cell has a bare quote before its text, which stays part of the text."""
    cells, expected = [writer.cell(text, i) for i, text in enumerate(rows[at])], [list(row) for row in rows]
    inside = cells[column].startswith(writer.quote)
    cells[column] = writer.quote * (1 + inside) + cells[column][inside:]
    expected[at][column] = writer.quote + rows[at][column]
    return _with_line("extra quote", rows, writer, at, writer.delimiter.join(cells), expected, f"row {at} column {column}")


def further(rows: list[list[str]]) -> Iterator[Broken]:
    """Yield files broken in ways beyond the published list."""
    yield from _dialects(rows)
    yield from _encodings(rows)
    yield from _frames(rows)
    for at in (0, 1, 2, len(rows) // 2, len(rows) - 2, len(rows) - 1):
        yield from _rows(rows, at)


def _dialects(rows: list[list[str]]) -> Iterator[Broken]:
    for sign in (";", "\t", "|", " ", ":", "^", "~", "||", ";;", "~|~", ", ", " ,", " | ", "; ", "\t\t", "::", "§", "\x01"):
        for end in ("\n", "\r\n", "\r"):
            yield Broken("dialect", f"{sign!r} {end!r}", Writer(delimiter=sign, end=end).text(rows).encode(), rows)
    for sign in (",", ";", "\t", "|"):
        every = frozenset(range(len(rows[0])))
        for quoted in (every, frozenset()):
            yield Broken("dialect", f"{sign!r} apostrophes", Writer(quoted, sign, "'", "'").text(rows).encode(), rows)
            yield Broken("dialect", f"{sign!r} backslashes", Writer(quoted, sign, '"', "\\").text(rows).encode(), rows)
            yield Broken("dialect", f"{sign!r} {len(quoted)} quoted", Writer(quoted, sign).text(rows).encode(), rows)
        text = Writer(delimiter=sign, end="\r\n").text(rows)
        yield Broken("dialect", f"sep={sign!r}", f"sep={sign}\r\n{text}".encode(), rows)
    mixed = [PLAIN.line(row) + ("\n", "\r\n", "\r")[i % 3] for i, row in enumerate(rows)]
    yield Broken("dialect", "mixed line ends", "".join(mixed).encode(), rows)


def _encodings(rows: list[list[str]]) -> Iterator[Broken]:
    for encoding, word in ENCODINGS.items():
        named = [rows[0], *([*row[:8], f"{word} {i}"] for i, row in enumerate(rows[1:]))]
        yield Broken("encoding", encoding, PLAIN.text(named).encode(encoding), named)


def _frames(rows: list[list[str]]) -> Iterator[Broken]:
    text, width = PLAIN.text(rows), len(rows[0])
    blanks = "," * (width - 1)
    for name, before, after in (
        ("titles", "Posts 2026\nAgency: Acme\n\n", ""),
        ("delimited titles", f"Posts 2026{blanks}\nAcme{blanks}\n", ""),
        ("delimited titles and a blank", f"Posts 2026{blanks}\n{blanks}\n", ""),
        ("comments", "# exported 2026-01-01\n# by Acme\n", ""),
        ("footnote after a blank", "", "\n* fees without VAT\n"),
        ("footnotes", "", "\nSource: Acme\nPrices in dollars, without tax\n"),
        ("delimited footnote", "", f"* fees without VAT{blanks}\n"),
        ("blank lines everywhere", "\n\n", "\n\n\n"),
        ("blank delimited lines", f"{blanks}\n{blanks}\n", f"{blanks}\n{blanks}\n"),
        ("byte-order mark twice", "\ufeff\ufeff", ""),
    ):
        yield Broken("frame", name, f"{before}{text}{after}".encode(), rows)
    padded = [[*row, ""] for row in rows]
    yield Broken("frame", "separator after every row", "".join(f"{PLAIN.line(row)},\n" for row in rows).encode(), padded)
    shorter = [rows[0], *([*row, ""] for row in rows[1:])]
    yield Broken("frame", "separator after every row of data", "".join(f"{PLAIN.line(row)}\n" for row in shorter).encode(), shorter)
    yield Broken("frame", "NUL bytes", text.replace("/2026", "/2026\x00").encode(), rows)
    single = [[row[3]] for row in rows]
    yield Broken("frame", "single column", "\n".join(row[0] for row in single).encode(), single)


def _rows(rows: list[list[str]], at: int) -> Iterator[Broken]:
    width, cells = len(rows[0]), [PLAIN.cell(text, i) for i, text in enumerate(rows[at])]
    for column in range(1, width - 1):
        twice = PLAIN.delimiter.join([*cells[:column], "", "", *cells[column:]])
        yield _with_line("two extra separators", rows, PLAIN, at, twice, rows, f"row {at} column {column}")
        apart = PLAIN.delimiter.join([*cells[:column], "", *cells[column:-1], "", cells[-1]])
        yield _with_line("two extra separators", rows, PLAIN, at, apart, rows, f"row {at} column {column} and the last")
        if at and column > 1:
            glued = PLAIN.delimiter.join(
                [cells[0] + cells[1], *cells[2:column], "".join(cells[column : column + 2]), *cells[column + 2 :]]
            )
            yield _with_line("two lost separators", rows, PLAIN, at, glued, rows, f"row {at} column {column}")
    for column in range(width):
        after = [list(row) for row in rows]
        after[at][column] += '"'
        bare = not cells[column].startswith('"')
        line = PLAIN.delimiter.join(
            [*cells[:column], cells[column] + '"' if bare else cells[column][:-1] + '""', *cells[column + 1 :]]
        )
        yield _with_line("quote after", rows, PLAIN, at, line, after, f"row {at} column {column}")
        if bare and cells[column]:
            line = PLAIN.delimiter.join([*cells[:column], f'"{cells[column]}"', *cells[column + 1 :]])
            yield _with_line("quotes around", rows, PLAIN, at, line, rows, f"row {at} column {column}")
    for sign in (";", "\t", "|", ":"):
        yield _with_line(
            "row in another separator", rows, PLAIN, at, replace(PLAIN, delimiter=sign).line(rows[at]), rows, f"row {at} {sign!r}"
        )
    if at:
        yield _with_line("row cut short", rows, PLAIN, at, PLAIN.delimiter.join(cells[:8]), rows, f"row {at}")
    yield _with_line("row ends otherwise", rows, PLAIN, at, PLAIN.delimiter.join(cells) + "\r", rows, f"row {at}")


def as_read(rows: list[list[str]]) -> list[tuple[str, ...]]:
    """Return rows as they are compared: trimmed, blank ones left out."""
    return [tuple(cell.strip() for cell in row) for row in rows if any(cell.strip() for cell in row)]
