"""Which rows of a table total or average its others."""

from collections.abc import Callable, Sequence

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from lib.ingest.cells.cleaning import cleaned, to_arrow
from lib.ingest.cells.codes import is_part_total, is_total
from lib.ingest.cells.numbers import read_numbers
from lib.ingest.cells.times import seconds_of

_LABELS = 60  # so many first columns may hold a total's label
_FRONT = 5  # a label further right is one only when the figures confirm it
_LONG = 20_000
_EDGE = 500  # rows at either end of a long table where totals are looked for
_MOST = 200  # more labelled rows than this are data


def total_rows(cells: pd.DataFrame) -> np.ndarray:
    """Return the mask of rows that total or average others: a label that says so and figures or gaps that confirm it."""
    mask = np.zeros(len(cells), dtype=bool)
    if len(cells) < 2:
        return mask
    rows, last = _labelled(cells, is_total, 24), len(cells) - 1
    parts = [row for row in _labelled(cells, is_part_total, 60) if row not in rows]
    silent = [row for row in (0, last) if row not in rows and _no_text(cells.iloc[row])]
    figures = [read_numbers(cleaned(cells[name]), whole=True).array for name in cells] if rows or parts or silent else []
    front = set(_labelled(cells.iloc[:, :_FRONT], is_total, 24)) if rows else set()
    for row in rows:
        edge = row in front and row in (0, 1, last - 1, last)
        mask[row] = _adds_up(figures, row, at_least=1 if row in front else 2) or (edge and _mostly_empty(cells, row))
    for row in silent:
        mask[row] = _adds_up(figures, row, at_least=2) or _all_add_up(figures, row)
    for row in parts:  # "Spring total" under the rows of Spring
        above = max((other + 1 for other in np.flatnonzero(mask[:row])), default=0)
        blocks = (range(above, row), np.flatnonzero(~mask[:row]))  # the part's rows; all rows, under one total after another
        mask[row] = any(_sums_block(figures, block, row) for block in blocks) and _mostly_empty(cells, row, same=True)
    return mask


def _labelled(cells: pd.DataFrame, says: Callable[[str], bool], longest: int) -> list[int]:
    """Return the rows that bear a label which ``says`` total; in a long table only near its edges."""
    if len(cells) > _LONG:
        head, tail = (_labelled(part, says, longest) for part in (cells.iloc[:_EDGE], cells.iloc[-_EDGE:]))
        return head + [len(cells) - _EDGE + row for row in tail]
    found: set[int] = set()
    for name in cells.columns[:_LABELS]:
        column = to_arrow(cells[name])
        short = pc.filter(column, pc.less_equal(pc.utf8_length(column), longest)).unique().to_pylist()
        labels = pa.array([word for word in short if word and not word.isdecimal() and says(word)], pa.large_string())
        if len(labels):
            found.update(np.flatnonzero(pc.is_in(column, value_set=labels).to_numpy(zero_copy_only=False)).tolist())
    return sorted(found) if len(found) <= _MOST else []


def _no_text(row: pd.Series) -> bool:
    """Return whether a row holds several figures and not one word."""
    filled = [str(cell).strip() for cell in row if str(cell).strip() and seconds_of(str(cell)) is None]
    numbers = read_numbers(pa.array(filled, pa.large_string())) if filled else None
    return numbers is not None and len(filled) >= 2 and len(filled) < len(row) and not numbers.unreadable.any()


def _adds_up(figures: list[np.ndarray], row: int, at_least: int) -> bool:
    """Return whether a row's figures are the sums of the other rows' in at least so many columns."""
    added = 0
    for values in figures:
        own, known = values[row], np.isfinite(values)
        others = known.sum() - 1
        if np.isfinite(own) and own != 0 and others >= 2 and others >= 0.5 * (len(values) - 1):
            added += bool(np.isclose(own, values[known].sum() - own, rtol=0.005))
    return added >= at_least


def _all_add_up(figures: list[np.ndarray], row: int) -> bool:
    """Return whether each of a row's two or more figures is the sum of its column, however few rows fill that column."""
    filled = [values for values in figures if np.isfinite(values[row]) and values[row] != 0]
    others = [np.isfinite(values).sum() - 1 for values in filled]
    same = [bool(np.isclose(values[row], np.nansum(values) - values[row], rtol=1e-6, atol=0.005)) for values in filled]
    return len(filled) >= 2 and max(others) >= 2 and all(same)


def _sums_block(figures: list[np.ndarray], block: Sequence[int], row: int) -> bool:
    """Return whether a row's figures are the sums of the rows of ``block``."""
    filled = [values for values in figures if np.isfinite(values[row]) and values[row] != 0]
    same = [bool(np.isclose(values[row], np.nansum(values[block]), rtol=1e-6, atol=0.005)) for values in filled]
    return len(block) > 0 and sum(same) >= max(1, len(same) / 2)


def _mostly_empty(cells: pd.DataFrame, row: int, same: bool = False) -> bool:
    """Return whether the row's word columns are empty besides the label, or (``same``) hold what every row there holds."""
    neighbours = [i for i in (row - 1, row + 1, row + 2, row - 2) if 0 <= i < len(cells)]
    words = [name for name in cells.columns if any(_word(cells[name].iloc[i]) for i in neighbours)]
    if same:  # a currency says nothing
        words = [name for name in words if len(set(cells[name].iloc[[row, *neighbours]])) > 1]
    texts = [str(cells[name].iloc[row]).strip() for name in words]
    return not any(_word(text) for text in texts if text and not is_total(text) and not is_part_total(text))


def _word(cell: object) -> bool:
    text = str(cell).strip()
    return bool(text) and bool(read_numbers(cleaned(pa.array([text], pa.large_string()))).unreadable[0])
