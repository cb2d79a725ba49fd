"""A column of lists that are written only when read: a million explanations cost nothing until someone asks for one."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Self

import numpy as np
import pandas as pd
from pandas.api.extensions import ExtensionArray, ExtensionDtype, take
from pandas.api.indexers import check_array_indexer


class ListDtype(ExtensionDtype):
    """Marks a column whose values are Python lists."""

    name = "lists"
    type = list
    kind = "O"
    na_value = None

    @classmethod
    def construct_array_type(cls) -> type[ExtensionArray]:
        """Return the array class of this dtype."""
        return WrittenWhenRead


class WrittenWhenRead(ExtensionArray):
    """Lists by position: ``write(row)`` makes the list of one row, ``rows`` (n,) says which rows stand here (-1: missing)."""

    def __init__(self, write: Callable[[int], list], rows: np.ndarray) -> None:
        self._write, self._rows = write, rows

    def origin(self, position: int) -> tuple[object, int]:
        """Return the object that writes the list at ``position``, and the row it knows it by."""
        return getattr(self._write, "__self__", None), int(self._rows[position])

    @classmethod
    def _from_sequence(cls, scalars: Iterable[list], *, dtype: object = None, copy: bool = False) -> Self:
        values = list(scalars)
        if not all(isinstance(value, list) or pd.isna(value) for value in values):
            raise TypeError("a column of lists takes lists only")
        rows = np.array([i if isinstance(value, list) else -1 for i, value in enumerate(values)], dtype=np.int64)
        return cls(values.__getitem__, rows)

    def _cast_pointwise_result(self, values: np.ndarray) -> object:
        """What a function made of each list: a plain column of whatever type fits (lists stay as they are)."""
        return pd.Series(values, dtype=object).infer_objects().array

    @classmethod
    def _from_factorized(cls, values: Sequence[list], original: Self) -> Self:
        return cls._from_sequence(values)

    @property
    def dtype(self) -> ListDtype:
        """The dtype of this column."""
        return ListDtype()

    @property
    def nbytes(self) -> int:
        """Bytes held for the positions; the lists themselves are not kept."""
        return self._rows.nbytes

    def __len__(self) -> int:
        return len(self._rows)

    def __getitem__(self, item: object) -> Any:
        item = check_array_indexer(self, item)
        rows = self._rows[item]
        if isinstance(rows, np.ndarray):
            return type(self)(self._write, rows)
        return self._write(int(rows)) if rows >= 0 else None

    def __setitem__(self, key: object, value: object) -> None:
        values = self.__array__()
        values[check_array_indexer(self, key)] = value
        written = self._from_sequence(values)
        self._write, self._rows = written._write, written._rows

    def __array__(self, dtype: object = None, copy: bool | None = None) -> np.ndarray:
        values = np.empty(len(self), dtype=object)
        for i in range(len(self)):
            values[i] = self[i]
        return values

    def __eq__(self, other: object) -> np.ndarray:  # type: ignore[override]
        if isinstance(other, pd.Series | pd.Index | pd.DataFrame):
            return NotImplemented
        others = other if isinstance(other, ExtensionArray | np.ndarray) else [other] * len(self)
        return np.array([a == b for a, b in zip(self, others, strict=True)], dtype=bool)

    def _explode(self) -> tuple[np.ndarray, np.ndarray]:
        """Every entry of every list, and how many rows each list becomes (an empty one: one missing)."""
        lists = [value or [np.nan] for value in self]
        flat = np.empty(sum(map(len, lists)), dtype=object)
        for i, entry in enumerate(entry for value in lists for entry in value):
            flat[i] = entry
        return flat, np.array([len(value) for value in lists], dtype=np.uint64)

    def isna(self) -> np.ndarray:
        """Return where no list stands."""
        return self._rows < 0

    def take(self, indices: Sequence[int], *, allow_fill: bool = False, fill_value: object = None) -> Self:
        """Return the lists at ``indices``; with ``allow_fill``, -1 is missing."""
        rows = take(self._rows, np.asarray(indices, dtype=np.intp), allow_fill=allow_fill, fill_value=-1)
        return type(self)(self._write, np.asarray(rows, dtype=np.int64))

    def copy(self) -> Self:
        """Return a copy that shares the writer."""
        return type(self)(self._write, self._rows.copy())

    @classmethod
    def _concat_same_type(cls, to_concat: Sequence[Self]) -> Self:
        if len({part._write for part in to_concat}) == 1:
            return cls(to_concat[0]._write, np.concatenate([part._rows for part in to_concat]))
        return cls._from_sequence([value for part in to_concat for value in part])
