"""Sheets that hold sentences – instructions, notes, a cover – and no table."""

from collections.abc import Sequence
from statistics import mean, median

from lib.ingest.model import Grid

_WORDS = 4  # words in a row on average, from which on rows are sentences
_LOOKED_AT = 50
_ENDS = (".", "!", "?", ":", "…", "。")


def is_prose(grid: Grid) -> bool:
    """Return whether the rows of a grid are sentences: mostly one filled cell each, of several words."""
    rows = [filled for row in grid.rows[:_LOOKED_AT] if (filled := [cell for cell in row if cell.strip()])]
    return bool(rows) and median(map(len, rows)) == 1 and mean(len(" ".join(row).split()) for row in rows) >= _WORDS


def are_sentences(lines: Sequence[str], delimiter: str) -> bool:
    """Return whether the cells of a single column are sentences rather than lines of a delimited text."""
    filled = [line.strip() for line in lines if line.strip()][:_LOOKED_AT]
    spaced = all(line.count(delimiter) == line.count(f"{delimiter} ") + line.endswith(delimiter) for line in filled)
    return spaced and mean(len(line.split()) for line in filled) >= _WORDS and mean(line.endswith(_ENDS) for line in filled) > 0.5
