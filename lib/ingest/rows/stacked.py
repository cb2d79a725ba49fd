"""Where one table of a sheet ends and the next begins: side by side, or one below the other."""

from lib.ingest.rows.header_rows import DEEPEST_HEADER, Line, count_filled, find_header, names_of
from lib.ingest.rows.kinds import kind


def side_by_side(lines: list[Line]) -> list[list[Line]]:
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
            return [left, *side_by_side(right)]
    return [lines]


def _part(lines: list[Line], start: int, stop: int | None) -> list[Line]:
    """Return the lines cut down to some columns, without those that are blank there."""
    parts = ((line, cells) for line in lines if (cells := line.cells[start:stop]))
    cut = (Line(line.number, cells, count_filled(cells), line.gap, line.repaired) for line, cells in parts)
    return [line for line in cut if line.filled]


def _apart(left: list[Line], right: list[Line], left_head: list[str], right_head: list[str]) -> bool:
    """Say whether two halves are two tables: the same names twice, or different lengths."""
    names, others = names_of(left_head), names_of(right_head)
    if len(names) < 2 or len(others) < 2:
        return False
    ends = [half[-1].number for half in (left, right)]
    return len(names & others) >= max(2, min(len(names), len(others)) * 0.6) or abs(ends[0] - ends[1]) > 2


def sections_of(lines: list[Line]) -> list[list[Line]]:
    """Split stacked tables: a new one begins with a row of names that is not the header above."""
    starts = [i for i in range(1, len(lines)) if lines[i].gap or _narrows(lines, i)]
    sections, begin, header = [], 0, _header_names(lines[: starts[0] if starts else None])
    starts = sorted({*starts, *_renamed(lines, header)})
    above = None  # where the titles begin that stand above the next rows
    for i, start in enumerate(starts):
        stop = starts[i + 1] if i + 1 < len(starts) else len(lines)
        names, top = _header_names(lines[start:stop]), start if above is None else above
        if not header:
            header = names
        elif names and names != header and _has_data(lines[begin:top]):
            sections.append(lines[begin:top])
            begin, header = top, names
        above = top if _leads(lines[start:stop], lines[stop : stop + 1]) else None
    return [*sections, lines[begin:]] if lines else []


def _leads(lines: list[Line], following: list[Line]) -> bool:
    """Say whether rows are titles, or titles and the upper half of a header whose lower half is the ``following`` row."""
    titles = lines[:-1] if following and _upper_half(lines[-1], following[0]) else lines
    return all(line.filled == 1 and kind(line.cells[0]) in ("text", "date") for line in titles)


def _upper_half(line: Line, below: Line) -> bool:
    """Say whether two rows of words together name columns: the lower one is blank where the upper begins, and fills its gaps."""
    both = zip(line.cells, below.cells, strict=False)
    apart = sum(bool(low.strip()) and not up.strip() for up, low in both)
    words = all(kind(cell) in ("text", "blank") for cell in (*line.cells, *below.cells))
    return words and line.filled > 2 and apart > 0 and bool(line.cells[0].strip()) and not below.cells[0].strip()


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
            names = names_of(line.cells)
            if names != header and len(names & header) * 2 >= len(header):
                found.append(i)
    return found


def _header_names(lines: list[Line]) -> set[str]:
    """Return the names of the header among the first rows of ``lines``; empty when there is none to be sure of."""
    found = find_header(lines)
    return names_of(lines[found].cells) if found is not None and found + 1 < len(lines) and lines[found].filled > 1 else set()


def _has_data(lines: list[Line]) -> bool:
    found = find_header(lines)
    return len(lines) - (0 if found is None else found + 1) > 1
