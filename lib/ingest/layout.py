"""Rows to tables: what is title, header, data, repeated header, note, and where one table ends and the next begins."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lib.ingest.kinds import YEAR, column_kind, kind
from lib.ingest.limits import MOST_TABLES, timed
from lib.ingest.model import Grid, IngestError, SetAside
from lib.text import _

SAMPLE = 120
MOST_BLANKS = 1_000  # blank rows in a row that are listed; a sheet may have a million
DEEPEST_HEADER = 25  # a header is looked for in so many rows
TYPED = ("number", "date", "address")


@dataclass(frozen=True, slots=True)
class Line:
    """One row: its number in the source, its cells, how many are filled, whether a blank row stands before it."""

    number: int
    cells: list[str]
    filled: int
    gap: bool = False
    repaired: bool = False


def tables(
    rows: Sequence[list[str]],
    name: str = "",
    hidden: bool = False,
    repaired: Iterable[int] = (),
    numbers: Sequence[int] | None = None,
) -> list[Grid]:
    """Return the tables found in ``rows``; every row is in a grid or set aside.

    ``repaired``: indices of rows that were cut again; ``numbers``: the rows' numbers in the source when blank rows are left out.
    """
    lines, aside = _lines(rows, set(repaired), numbers)
    grids: list[Grid] = []
    for part in _side_by_side(lines):
        for section in timed(_sections(part)):
            grid = _grid(section, name, hidden)
            if len(grids) > MOST_TABLES:
                raise IngestError(_("This file holds more than {most} tables. Upload them in several files.", most=MOST_TABLES))
            if grid.rows or not grids:
                grids.append(grid)
            else:
                grids[-1].aside.extend(grid.aside)
    if grids:
        grids[0].aside.extend(aside)
    return [grid for grid in grids if grid.rows or grid.aside]


def _lines(rows: Sequence[list[str]], repaired: set[int], numbers: Sequence[int] | None) -> tuple[list[Line], list[SetAside]]:
    lines, aside, last = [], [], 0
    for i, row in enumerate(timed(rows)):
        filled = _filled(row)
        if filled:
            number = numbers[i] if numbers else i + 1
            missing = range(max(last + 1, number - MOST_BLANKS), number)
            aside += [SetAside(blank, "blank", []) for blank in missing]
            lines.append(Line(number, row, filled, bool(lines and missing), i in repaired))
            last = number
    end = numbers[-1] if numbers else len(rows)
    aside += [SetAside(blank, "blank", []) for blank in range(last + 1, min(end, last + MOST_BLANKS) + 1)]
    return lines, aside


# Where tables begin and end


def _side_by_side(lines: list[Line]) -> list[list[Line]]:
    """Split at columns blank from top to bottom when both sides are tables of their own."""
    top = (line for line in lines[:DEEPEST_HEADER] if line.filled > 3)
    head = next((line for line in top if not all(map(str.strip, line.cells[1:-1]))), None)
    if head is None:
        return [lines]
    last = max(i for i, cell in enumerate(head.cells) if cell.strip())
    for blank in (i for i in range(2, last - 1) if not head.cells[i].strip()):
        if any(len(line.cells) > blank and line.cells[blank].strip() for line in lines):
            continue
        left, right = _part(lines, 0, blank), _part(lines, blank + 1, None)
        if _apart(left, right, head.cells[:blank], head.cells[blank + 1 :]):
            return [left, *_side_by_side(right)]
    return [lines]


def _part(lines: list[Line], start: int, stop: int | None) -> list[Line]:
    """Return the lines cut down to some columns, without those that are blank there."""
    cut = (Line(line.number, cells, _filled(cells), line.gap, line.repaired) for line in lines if (cells := line.cells[start:stop]))
    return [line for line in cut if line.filled]


def _filled(cells: list[str]) -> int:
    return sum(1 for cell in cells if cell and not cell.isspace())


def _apart(left: list[Line], right: list[Line], left_head: list[str], right_head: list[str]) -> bool:
    """Say whether two halves are two tables: the same names twice, or different lengths."""
    names, others = _names(left_head), _names(right_head)
    if len(names) < 2 or len(others) < 2:
        return False
    ends = [half[-1].number for half in (left, right)]
    return len(names & others) >= max(2, min(len(names), len(others)) * 0.6) or abs(ends[0] - ends[1]) > 2


def _names(cells: list[str]) -> set[str]:
    return {" ".join(cell.split()).casefold() for cell in cells if cell.strip()}


def _sections(lines: list[Line]) -> list[list[Line]]:
    """Split stacked tables: a new one begins with a row of names that is not the header above."""
    starts = [i for i in range(1, len(lines)) if lines[i].gap or _narrows(lines, i)]
    sections, begin, header = [], 0, _header_names(lines[: starts[0] if starts else None])
    starts = sorted({*starts, *_renamed(lines, header)})
    for i, start in enumerate(starts):
        stop = starts[i + 1] if i + 1 < len(starts) else len(lines)
        names = _header_names(lines[start:stop])
        if not header:
            header = names
        elif names and names != header and _has_data(lines[begin:start]):
            sections.append(lines[begin:start])
            begin, header = start, names
    return [*sections, lines[begin:]] if lines else []


def _narrows(lines: list[Line], i: int) -> bool:
    """Say whether the number of cells in a row changes for good at row ``i``."""
    before, after = ({len(line.cells) for line in lines[max(0, k) : k + 3]} for k in (i - 3, i))
    return len(before) == 1 == len(after) and before != after and len(lines) - i > 2


def _renamed(lines: list[Line], header: set[str]) -> list[int]:
    """Return the rows below the header that repeat at least half of its names, but not all."""
    if len(header) < 2:
        return []
    found = []
    for i, line in enumerate(lines[1:], 1):
        if " ".join(line.cells[0].split()).casefold() in header:
            names = _names(line.cells)
            if names != header and len(names & header) * 2 >= len(header):
                found.append(i)
    return found


def _header_names(lines: list[Line]) -> set[str]:
    """Return the names of the header among the first rows of ``lines``; empty when there is none to be sure of."""
    found = _find_header(lines)
    return _names(lines[found].cells) if found is not None and found + 1 < len(lines) and lines[found].filled > 1 else set()


def _has_data(lines: list[Line]) -> bool:
    found = _find_header(lines)
    return len(lines) - (0 if found is None else found + 1) > 1


# One table


def _find_header(lines: list[Line]) -> int | None:
    """Return the index of the first row of names above columns of values; None when no row stands out."""
    start = _preamble(lines)
    for i in range(start, min(len(lines) - 1, start + 4)):
        kinds = _kinds(lines[i + 2 :] if len(lines) > i + 3 else lines[i + 1 :])  # the next row may be a header, too
        if _is_header(lines[i], kinds) and (i == start or len(lines) - i > 2):
            return i
        if _is_data(lines[i], kinds):
            return None
    return None


def _preamble(lines: list[Line]) -> int:
    """Return how many first rows are titles: far fewer cells filled than usual."""
    usual = _usual(lines)
    if usual < 2:
        return 0
    few = 1 if usual < 6 else 2
    for i, line in enumerate(lines[:DEEPEST_HEADER]):
        pair = line.filled == 2 and usual > 3 and all(map(str.strip, line.cells[:2]))  # a name and its value
        if not pair and (line.filled > few or (line.filled == 2 and not line.cells[0].strip())):
            return i
    return 0


def _usual(lines: list[Line]) -> int:
    counts = Counter(line.filled for line in lines[: SAMPLE * 2])
    return max(counts, key=lambda n: (counts[n] * min(n, 3), n)) if counts else 0


def _kinds(lines: list[Line]) -> list[str]:
    sample = [line.cells for line in lines[:SAMPLE]]
    width = max((len(cells) for cells in sample), default=0)
    return [column_kind([cells[i] for cells in sample if i < len(cells)]) for i in range(width)]


def _is_header(line: Line, kinds: list[str]) -> bool:
    """Say whether a row holds names above columns of which at least one holds numbers, dates or addresses."""
    own = [kind(cell) for cell in line.cells]
    above = [(mine, theirs, cell) for mine, theirs, cell in zip(own, kinds, line.cells, strict=False) if theirs in TYPED]
    named = sum(mine == "text" for mine, _, _ in above)
    same = sum(mine == theirs and not YEAR.fullmatch(cell.strip()) for mine, theirs, cell in above)
    years = sum(bool(YEAR.fullmatch(cell.strip())) for mine, theirs, cell in above if theirs == "number")
    return named + years > 2 * same and named + (years > 1) > 0 and own[0] not in ("number", "date")


def _is_data(line: Line, kinds: list[str]) -> bool:
    own = [kind(cell) for cell in line.cells]
    typed = [(mine, theirs) for mine, theirs in zip(own, kinds, strict=False) if theirs in TYPED and mine != "blank"]
    return bool(typed) and sum(mine == theirs for mine, theirs in typed) * 2 > len(typed)


def _grid(lines: list[Line], name: str, hidden: bool) -> Grid:
    top = _preamble(lines)
    found = _find_header(lines)
    has_header = found is not None or _could_be_names(lines[top:])
    first = found if found is not None else top
    header, first, used = _header(lines, first) if has_header else ([], first, [])
    aside = [SetAside(line.number, "note", line.cells) for line in lines[: first if has_header else top] if line not in used]
    aside += [SetAside(line.number, "header", line.cells) for line in used if line is not lines[first]]
    title = " ".join(cell.strip() for row in aside if row.reason == "note" for cell in row.cells if cell.strip())
    body = lines[first + 1 :] if has_header else lines[top:]
    body, repeats = _without_repeats(body, used, header)
    body, notes = _without_footnotes(body)
    rows = [header, *(line.cells for line in body)] if has_header else [line.cells for line in body]
    numbers = [line.number for line in ([lines[first]] if has_header else []) + body]
    repaired = [i for i, line in enumerate(([lines[first]] if has_header else []) + body) if line.repaired]
    aside = sorted(aside + repeats + notes, key=lambda row: row.row)
    return Grid(name, rows, has_header, numbers, repaired, aside, hidden, title, _lead(header, body) if has_header else 0)


def _lead(header: list[str], body: list[Line]) -> int:
    """Return 1 when the rows begin with a column of row names that the header has no name for, as R writes it."""
    wider = [line.cells for line in body[:SAMPLE] if len(line.cells) == len(header) + 1]
    if len(wider) < max(2, 0.9 * len(body[:SAMPLE])) or not all(header):
        return 0
    first = [cells[0] for cells in wider]
    named = len(set(first)) == len(first) and all(cell.strip() for cell in first)
    return int(named and any(cells[-1].strip() for cells in wider) and column_kind(first) != "date")


def _could_be_names(lines: list[Line]) -> bool:
    """Say whether the first row may hold names where no column of values tells: filled, short, different, not seen again."""
    if not lines:
        return False
    cells = [cell.strip() for cell in lines[0].cells if cell.strip()]
    plain = all(kind(cell) == "text" and len(cell) <= 80 and not cell.endswith((".", "!")) for cell in cells)
    if not plain or len(set(cells)) < len(cells) * 0.7:
        return False
    if any(one in TYPED for one in _kinds(lines[1:])):
        return False
    below = [{line.cells[i] for line in lines[1:SAMPLE] if i < len(line.cells)} for i in range(len(lines[0].cells))]
    return sum(cell in seen for cell, seen in zip(lines[0].cells, below, strict=True) if cell.strip()) < 2


def _header(lines: list[Line], first: int) -> tuple[list[str], int, list[Line]]:
    """Return (names, index of the last header row, the rows they came from)."""
    upper = lines[first]
    if first + 2 >= len(lines) or max(len(upper.cells), len(lines[first + 1].cells)) < 3:
        return upper.cells, first, [upper]
    lower, kinds = lines[first + 1], _kinds(lines[first + 2 :])
    again = _names(upper.cells) == _names(lower.cells)
    if again or not (_is_header(lower, kinds) and lower.filled > 1) or _is_data(lower, kinds):
        return upper.cells, first, [upper]
    if len(lower.cells) == max(map(len, (line.cells for line in lines[first + 2 : first + 5]))) < len(upper.cells):
        return lower.cells, first + 1, [lower]
    if any(cell.strip() == "" for cell in upper.cells) or len(upper.cells) < len(lower.cells):
        return _merged(upper.cells, lower.cells), first + 1, [upper, lower]
    if any(kind(cell) in ("number", "date") for cell in upper.cells):
        return lower.cells, first + 1, [lower]  # a title that happens to fill the row
    return [" ".join(pair).strip() for pair in zip(upper.cells, lower.cells, strict=False)], first + 1, [upper, lower]


def _merged(upper: list[str], lower: list[str]) -> list[str]:
    """Return the names of two header rows as one: a group's name reaches over the blank cells to its right."""
    names, group = [], ""
    for i in range(max(len(upper), len(lower))):
        above = upper[i].strip() if i < len(upper) else ""
        below = lower[i].strip() if i < len(lower) else ""
        group = above or (group if below else "")
        names.append(below if group == below else f"{group} {below}".strip())
    return names


def _without_repeats(body: list[Line], used: list[Line], header: list[str]) -> tuple[list[Line], list[SetAside]]:
    """Return the rows without those that repeat the header, and without the titles that stand above such a row."""
    patterns = {tuple(_plain(line.cells)) for line in used} | ({tuple(_plain(header))} if header else set())
    firsts = {pattern[0] for pattern in patterns if pattern}
    maybe = (i for i, line in enumerate(body) if _plain(line.cells[:1])[0] in firsts)
    again = {i for i in maybe if tuple(_plain(body[i].cells)) in patterns}
    if not again:
        return body, []
    aside = [SetAside(body[i].number, "repeated header", body[i].cells) for i in again]
    for i in sorted(again):
        above = i - 1
        while above >= 0 and above not in again and body[above].filled == 1:
            aside.append(SetAside(body[above].number, "note", body[above].cells))
            again.add(above)
            above -= 1
    return [line for i, line in enumerate(body) if i not in again], aside


def _plain(cells: list[str]) -> list[str]:
    return [" ".join(cell.split()).casefold() for cell in cells]


def _without_footnotes(body: list[Line]) -> tuple[list[Line], list[SetAside]]:
    """Return the rows without the notes at the end: one filled cell of words under a table of several columns."""
    usual, end = _usual(body), len(body)
    last = next((i for i in range(len(body) - 1, 0, -1) if body[i].gap), 0)
    if usual > 1 and last and all(_is_note(line, after_gap=True) for line in body[last:]):
        end = last
    while usual > 1 and end > 1 and _is_note(body[end - 1], after_gap=any(line.gap for line in body[end - 1 :])):
        end -= 1
    if usual < 3 and end < len(body) and not any(line.gap for line in body[end:]):
        end = len(body)
    return body[:end], [SetAside(line.number, "note", line.cells) for line in body[end:]]


def _is_note(line: Line, after_gap: bool) -> bool:
    if line.filled != 1 or not line.cells[0].strip() or kind(line.cells[0]) != "text":
        return after_gap and _is_cut_sentence(line)
    text = line.cells[0].strip()
    marked = text.lower().startswith(("*", "#", "©", "†", "[", "(", "note", "source", "generated", "exported", "downloaded"))
    return after_gap or marked or len(text) > 40


def _is_cut_sentence(line: Line) -> bool:
    """Say whether a row of few words-only cells, all at its start, is a sentence with a comma in it."""
    cells = [cell.strip() for cell in line.cells if cell.strip()]
    words = all(kind(cell) == "text" for cell in cells) and len(" ".join(cells).split()) > 3
    return words and 1 < len(cells) == len(line.cells) < 4
