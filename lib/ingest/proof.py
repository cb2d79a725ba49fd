"""The proof behind a table: what its source rows hold, what was kept, what was set aside, and which cells need a look."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from lib.ingest.model import Grid, Ledger, SetAside
from lib.ingest.values import Typed, amounts
from lib.schema import column


@dataclass(frozen=True)
class Reading:
    """How a table was read: its kind, the place of each canonical column, the headers by place, and the typed columns."""

    kind: str
    places: dict[str, int]
    headers: list[str]
    parts: dict[str, Typed]


def ledger(grid: Grid, frame: pd.DataFrame, cells: pd.DataFrame, aside: Sequence[SetAside], reading: Reading) -> Ledger:
    """Return the ledger of one table: ``frame`` as handed over, the source ``cells`` it was made of, the rows ``aside``.

    Rows and sums of the file are counted in ``grid``, those kept in ``frame``, those set aside in their own cells.
    """
    outside = [row for row in grid.aside if row.reason != "header"]
    read = len(grid.rows) - int(grid.has_header and len(grid.rows) > 0) + len(outside)
    beside = sorted([*outside, *aside], key=lambda row: row.row)
    sums = _sums(grid, frame, cells, aside, reading)
    return Ledger(read, len(frame), beside, sums, _to_look_at(cells, reading), [grid.numbers[row] for row in grid.repaired])


def _sums(grid: Grid, frame: pd.DataFrame, cells: pd.DataFrame, aside: Sequence[SetAside], reading: Reading) -> pd.DataFrame:
    """Return per measure its sum in the file, in the table and in the rows set aside; nothing to sum counts 0."""
    measures = {key: part for key, part in reading.parts.items() if column(reading.kind, key).type in ("count", "money")}
    whole = len(cells) == len(grid.rows) - int(grid.has_header)  # then each column was typed from all the file's cells
    source = cells if whole else grid.frame()
    found = np.zeros((3, len(measures)))
    for at, (key, part) in enumerate(measures.items()):
        place, spec = reading.places[key], column(reading.kind, key)
        every = part.series.to_numpy() if whole else amounts(source[place], spec, part.decimal, part.factor)
        found[:2, at] = np.nansum(every), np.nansum(frame[key].to_numpy())
        if aside:
            others = pd.Series([row.cells[place] for row in aside], dtype="str")
            found[2, at] = np.nansum(amounts(others, spec, part.decimal, part.factor))
    names = pd.Series(list(measures), dtype="str")
    return pd.DataFrame({"measure": names, "in_file": found[0], "kept": found[1], "set_aside": found[2]})


def _to_look_at(cells: pd.DataFrame, reading: Reading) -> pd.DataFrame:
    """Return the cells that could not be read as their column's type, and the ranges of which the middle was taken."""
    found = list(_marked(cells, reading))
    names = ["row", "column", "written", "mark"]
    return pd.concat(found, ignore_index=True).sort_values("row", kind="stable") if found else pd.DataFrame(columns=names)


def _marked(cells: pd.DataFrame, reading: Reading) -> Iterator[pd.DataFrame]:
    for key, part in reading.parts.items():
        place = reading.places[key]
        for mark, mask in (("unreadable", part.unreadable), ("range", part.ranges)):
            if mask is not None and mask.any():
                texts = cells[place].to_numpy(dtype=object)[mask]
                header = reading.headers[place]
                yield pd.DataFrame({"row": cells.index[mask], "column": header, "written": texts, "mark": mark})
