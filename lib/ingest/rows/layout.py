"""Rows to tables: what is title, header, data, repeated header and note."""

from collections.abc import Iterable, Sequence

from lib.ingest.model import Grid, IngestError, SetAside
from lib.ingest.rows.header_rows import Line, could_be_names, count_filled, find_header, header_of, lead_of, preamble, usual_filled
from lib.ingest.rows.kinds import kind
from lib.ingest.rows.limits import MOST_TABLES, timed
from lib.ingest.rows.stacked import sections_of, side_by_side
from lib.text import _

MOST_BLANKS = 1_000  # blank rows in a row that are listed; a sheet may have a million


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
    for part in side_by_side(lines):
        for section in timed(sections_of(part)):
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
        filled = count_filled(row)
        if filled:
            number = numbers[i] if numbers else i + 1
            missing = range(max(last + 1, number - MOST_BLANKS), number)
            aside += [SetAside(blank, "blank", []) for blank in missing]
            lines.append(Line(number, row, filled, bool(lines and missing), i in repaired))
            last = number
    end = numbers[-1] if numbers else len(rows)
    aside += [SetAside(blank, "blank", []) for blank in range(last + 1, min(end, last + MOST_BLANKS) + 1)]
    return lines, aside


def _grid(lines: list[Line], name: str, hidden: bool) -> Grid:
    top = preamble(lines)
    found = find_header(lines)
    has_header = found is not None or could_be_names(lines[top:])
    first = found if found is not None else top
    header, first, used = header_of(lines, first) if has_header else ([], first, [])
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
    return Grid(name, rows, has_header, numbers, repaired, aside, hidden, title, lead_of(header, body) if has_header else 0)


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
    usual, end = usual_filled(body), len(body)
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
