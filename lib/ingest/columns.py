"""Rows that stay in columns until somebody asks for them: what makes large clean files cheap."""

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar, overload

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

Item, Result = TypeVar("Item"), TypeVar("Result")

STRIDE = 20_000
MANY = 100_000  # rows, from which on columns are worked on at the same time
MOST_THREADS = 2  # each holds a few copies of its column


class ColumnRows(Sequence):
    """A read-only sequence of rows of text over an Arrow table of text; row 0 is the first row of the source table."""

    def __init__(self, table: pa.Table) -> None:
        self.table = table

    @property
    def width(self) -> int:
        """Return the number of cells in each row."""
        return self.table.num_columns

    def longest(self, over: int) -> int:
        """Return the number of bytes of the longest cell when it is longer than ``over``, else 0."""
        found = 0
        for column in self.table.columns:
            if column.nbytes > over:
                parts = (column.slice(start, STRIDE) for start in range(0, len(column), STRIDE))
                found = max(found, *(pc.max(pc.binary_length(part)).as_py() or 0 for part in parts), 0)
        return found if found > over else 0

    def __len__(self) -> int:
        return self.table.num_rows

    @overload
    def __getitem__(self, at: int) -> list[str]: ...
    @overload
    def __getitem__(self, at: slice) -> list[list[str]]: ...
    def __getitem__(self, at: int | slice) -> list[str] | list[list[str]]:
        if isinstance(at, slice):
            start, stop, step = at.indices(len(self))
            if step != 1:
                return [self[i] for i in range(start, stop, step)]
            return _rows(self.table.slice(start, max(0, stop - start)))
        if at < 0:
            at += len(self)
        if not 0 <= at < len(self):
            raise IndexError("row out of range")
        return [column[at].as_py() for column in self.table.columns]

    def __iter__(self) -> Iterator[list[str]]:
        for start in range(0, len(self), STRIDE):
            yield from _rows(self.table.slice(start, STRIDE))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and len(self) == len(other) and all(a == b for a, b in zip(self, other, strict=True))

    __hash__ = None

    def frame(self, first: int = 0) -> pd.DataFrame:
        """Return the rows from ``first`` on as a frame of text with columns 0, 1, …"""
        return _frame(self.table.slice(first).columns, len(self) - first)


def text_frame(rows: Sequence[list[str]], width: int) -> pd.DataFrame:
    """Return rows, filled up to ``width`` cells, as a frame of text with columns 0, 1, …"""
    even = (row if len(row) == width else row + [""] * (width - len(row)) for row in rows)
    columns = zip(*even, strict=True) if rows else [()] * width
    return _frame([pa.array(column, pa.large_string()) for column in columns], len(rows))


def _frame(columns: list[pa.Array | pa.ChunkedArray], height: int) -> pd.DataFrame:
    kind = pd.StringDtype("pyarrow", na_value=float("nan"))
    return pd.DataFrame({i: pd.array(column, dtype=kind) for i, column in enumerate(columns)}, index=range(height))


def _rows(table: pa.Table) -> list[list[str]]:
    columns = [column.to_pylist() for column in table.columns]
    return [list(row) for row in zip(*columns, strict=True)]


def each(work: Callable[[Item], Result], items: Sequence[Item], rows: int) -> list[Result]:
    """Return what ``work`` gives for each of ``items``, several at a time when they are long columns."""
    if rows < MANY or len(items) < 2:
        return [work(item) for item in items]
    with ThreadPoolExecutor(min(MOST_THREADS, os.cpu_count() or 1)) as threads:
        return list(threads.map(work, items))
