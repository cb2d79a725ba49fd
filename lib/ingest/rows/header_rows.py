"""Which rows of a table are its header: rows of names above columns of values, in one row or two."""

from collections import Counter
from dataclasses import dataclass

from lib.ingest.rows.kinds import YEAR, column_kind, kind

SAMPLE = 120
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


def count_filled(cells: list[str]) -> int:
    """Return how many cells hold something."""
    return sum(1 for cell in cells if cell and not cell.isspace())


def names_of(cells: list[str]) -> set[str]:
    """Return the filled cells without regard to case and spacing."""
    return {" ".join(cell.split()).casefold() for cell in cells if cell.strip()}


def find_header(lines: list[Line]) -> int | None:
    """Return the index of the first row of names above columns of values; None when no row stands out."""
    start = preamble(lines)
    for i in range(start, min(len(lines) - 1, start + 4)):
        kinds = column_kinds(lines[i + 2 :] if len(lines) > i + 3 else lines[i + 1 :])  # the next row may be a header, too
        if _is_header(lines[i], kinds) and (i == start or len(lines) - i > 2):
            return i
        if _is_data(lines[i], kinds):
            return None
    return None


def preamble(lines: list[Line]) -> int:
    """Return how many first rows are titles: far fewer cells filled than usual."""
    usual = usual_filled(lines)
    if usual < 2:
        return 0
    few = 1 if usual < 6 else 2
    for i, line in enumerate(lines[:DEEPEST_HEADER]):
        pair = line.filled == 2 and usual > 3 and all(map(str.strip, line.cells[:2]))  # a name and its value
        if not pair and (line.filled > few or (line.filled == 2 and not line.cells[0].strip())):
            return i
    return 0


def usual_filled(lines: list[Line]) -> int:
    """Return how many cells of a row are filled as a rule."""
    counts = Counter(line.filled for line in lines[: SAMPLE * 2])
    return max(counts, key=lambda n: (counts[n] * min(n, 3), n)) if counts else 0


def column_kinds(lines: list[Line]) -> list[str]:
    """Return the kind of each column, judged by its first cells."""
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


def could_be_names(lines: list[Line]) -> bool:
    """Say whether the first row may hold names where no column of values tells: filled, short, different, not seen again."""
    if not lines:
        return False
    cells = [cell.strip() for cell in lines[0].cells if cell.strip()]
    plain = all(kind(cell) == "text" and len(cell) <= 80 and not cell.endswith((".", "!")) for cell in cells)
    if not plain or len(set(cells)) < len(cells) * 0.7:
        return False
    if any(one in TYPED for one in column_kinds(lines[1:])):
        return False
    below = [{line.cells[i] for line in lines[1:SAMPLE] if i < len(line.cells)} for i in range(len(lines[0].cells))]
    return sum(cell in seen for cell, seen in zip(lines[0].cells, below, strict=True) if cell.strip()) < 2


def header_of(lines: list[Line], first: int) -> tuple[list[str], int, list[Line]]:
    """Return (names, index of the last header row, the rows they came from)."""
    upper = lines[first]
    if first + 2 >= len(lines) or max(len(upper.cells), len(lines[first + 1].cells)) < 3:
        return upper.cells, first, [upper]
    lower, kinds = lines[first + 1], column_kinds(lines[first + 2 :])
    again = names_of(upper.cells) == names_of(lower.cells)
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


def lead_of(header: list[str], body: list[Line]) -> int:
    """Return 1 when the rows begin with a column of row names that the header has no name for, as R writes it."""
    wider = [line.cells for line in body[:SAMPLE] if len(line.cells) == len(header) + 1]
    if len(wider) < max(2, 0.9 * len(body[:SAMPLE])) or not all(header):
        return 0
    first = [cells[0] for cells in wider]
    named = len(set(first)) == len(first) and all(cell.strip() for cell in first)
    return int(named and any(cells[-1].strip() for cells in wider) and column_kind(first) != "date")
