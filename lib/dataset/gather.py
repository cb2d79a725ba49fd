"""From imports or plain frames to one typed, complete frame per canonical table; nothing is dropped on the way."""

from collections.abc import Iterator
from functools import cache

import numpy as np
import pandas as pd

from lib.dataset.versions import numbered, outdated
from lib.ingest.model import Import, IngestError
from lib.schema import DTYPES, TABLES, column
from lib.text import _

Source = tuple[str, str, pd.DataFrame]  # kind, where it came from, frame


def gather(tables: object) -> dict[str, pd.DataFrame]:
    """Return kind → frame with every column of the schema, then other columns, RangeIndex.

    Added columns: ``source_file``, ``source_row`` (1-based), ``duplicate`` (an earlier row is the same in every column),
    ``repeated_id`` (an earlier row has its identifier) and ``repeated_table`` (another table gives it: one of the two tables
    holds all rows of the other, or that one has a newer state of the same order or post).
    Raises IngestError when a value does not fit its column.
    """
    sources: dict[str, list[pd.DataFrame]] = {kind: [] for kind in TABLES}
    for kind, origin, frame in _sources(tables):
        if kind in sources:
            sources[kind].append(_typed(frame, kind, origin))
    return {kind: _concatenated(frames, kind) for kind, frames in sources.items()}


def _sources(tables: object) -> Iterator[Source]:
    if isinstance(tables, dict):
        for kind, frames in tables.items():
            for frame in frames if isinstance(frames, list | tuple) else [frames]:
                yield kind, "", frame
        return
    for imported in [tables] if isinstance(tables, Import) else tables:
        for table in imported.tables:
            name = table.name or imported.name
            sheet = "" if name.startswith(f"{table.sheet}.") else table.sheet  # the one sheet of a CSV file bears its name
            yield table.kind, f"{name} · {sheet}" if sheet else name, table.frame


def _typed(frame: pd.DataFrame, kind: str, origin: str) -> pd.DataFrame:
    data: dict[str, pd.Series] = {}
    plain = frame.loc[:, ~frame.columns.duplicated()].reset_index(drop=True)
    for name in TABLES[kind].columns:
        data[name] = _cast(plain[name], kind, name) if name in plain else pd.Series(index=plain.index, dtype=_dtype(kind, name))
    for name in plain.columns.difference(list(data), sort=False):
        known = column(kind, str(name))
        data[str(name)] = _cast(plain[name], kind, str(name)) if known else _storable(plain[name])
    counted = pd.api.types.is_integer_dtype(frame.index) and origin
    data["source_file"] = pd.Series(origin, index=plain.index, dtype="str")
    data["source_row"] = pd.Series(frame.index if counted else np.arange(1, len(frame) + 1), dtype="int64")
    return pd.DataFrame(data)


def _dtype(kind: str, name: str) -> str:
    return DTYPES[column(kind, name).type]


def _cast(values: pd.Series, kind: str, name: str) -> pd.Series:
    target = _dtype(kind, name)
    if str(values.dtype) == target:
        return values
    if target == "str" and pd.api.types.is_float_dtype(values) and (values.dropna() % 1 == 0).all():
        values = values.astype("Int64")  # 7.0 is the identifier 7
    if isinstance(values.dtype, pd.DatetimeTZDtype):
        values = values.dt.tz_localize(None)  # the clock time as written
    try:
        if target == "str":
            return values.astype("object").where(values.notna(), None).map(str, na_action="ignore").astype("str")
        return values.astype(target)
    except (ValueError, TypeError) as error:
        raise IngestError(
            _("The table “{table}” holds something in “{column}” that does not fit there: {reason}",
              table=TABLES[kind].title, column=column(kind, name).label, reason=error)
        ) from error  # fmt: skip


def _storable(values: pd.Series) -> pd.Series:
    return values.map(str, na_action="ignore").astype("str") if values.dtype == object else values


def _concatenated(frames: list[pd.DataFrame], kind: str) -> pd.DataFrame:
    frames = [frame for frame in frames if len(frame)] or frames[:1]
    if not frames:
        return _empty(kind).copy(deep=False)
    whole = pd.concat(frames, ignore_index=True) if len(frames) > 1 else frames[0]
    table = np.repeat(np.arange(len(frames)), [len(frame) for frame in frames])
    old = outdated(whole, kind, table)
    if not old.any():
        return whole.assign(**_seen_before(whole, kind, table))
    marks = {name: np.zeros(len(whole), dtype=bool) for name in ("duplicate", "repeated_id")} | {"repeated_table": old}
    for name, found in _seen_before(whole[~old], kind, table[~old]).items():
        marks[name][~old] = found
    return whole.assign(**marks)


def _seen_before(whole: pd.DataFrame, kind: str, table: np.ndarray) -> dict[str, np.ndarray]:
    again = _given_before(whole, np.unique(table, return_counts=True)[1], numbered(whole, kind, table))
    identifier = whole[TABLES[kind].keys[0]]
    same_id = (identifier.duplicated() & identifier.notna()).to_numpy() if len(whole) else np.zeros(0, dtype=bool)
    values = whole.drop(columns=["source_file", "source_row"])
    return {"duplicate": _repeats(values, same_id), "repeated_id": same_id, "repeated_table": again.astype(bool)}


@cache
def _empty(kind: str) -> pd.DataFrame:
    """The table without rows; made once, since making its columns is dear."""
    return _concatenated([_typed(pd.DataFrame(), kind, "")], kind)


def _repeats(values: pd.DataFrame, same_id: np.ndarray) -> np.ndarray:
    """Which rows equal an earlier one; with an identifier in every row only rows that share one are compared."""
    if len(values) < 2:
        return np.zeros(len(values), dtype=bool)
    identifier = values.columns[0]
    filled = values.loc[:, values.notna().any()]
    if filled.empty or (values[identifier].notna().all() and not same_id.any()):
        return np.zeros(len(values), dtype=bool)
    return filled.duplicated().to_numpy()


def _given_before(whole: pd.DataFrame, sizes: np.ndarray, alone: bool) -> np.ndarray:
    """Return which rows an earlier table gave: its rows are all in this one, or this one's are all in it (a newer export).

    ``alone``: rows bear identifiers, so that each tells by itself.
    """
    again = np.zeros(len(whole), dtype=bool)
    if len(sizes) < 2:
        return again
    ends = np.cumsum(sizes)
    numbers = np.split(_row_numbers(whole, np.repeat(np.arange(len(sizes)), sizes)), ends[:-1])
    ordered = [np.sort(found) for found in numbers]
    for later in range(1, len(sizes)):
        rows = again[ends[later] - sizes[later] : ends[later]]
        for earlier in range(later):
            if alone or _within(ordered[earlier], ordered[later]) or _within(ordered[later], ordered[earlier]):
                rows |= _found(numbers[later], ordered[earlier])
    return again


def _row_numbers(whole: pd.DataFrame, table: np.ndarray) -> np.ndarray:
    """Return a number per row for what it holds under which names; equal rows of one table get numbers of their own."""
    found = np.zeros(len(whole), dtype=np.uint64)
    for name, values in whole.drop(columns=["source_file", "source_row"]).items():
        filled = values.notna().to_numpy()
        if filled.any():
            place = pd.util.hash_array(np.array([str(name)], dtype=object))[0] | np.uint64(1)
            found += np.where(filled, pd.util.hash_pandas_object(values, index=False).to_numpy() * place, np.uint64(0))
    nth = pd.Series(found).groupby([table, found]).cumcount().to_numpy(dtype=np.uint64)
    return found + nth * np.uint64(0x9E3779B97F4A7C15)


def _within(part: np.ndarray, whole: np.ndarray) -> bool:
    """Return whether all of one table's sorted hashes are among another's; the first tells most tables apart."""
    if len(part) > len(whole) or not _found(part[:1], whole).all():
        return False
    return bool(_found(part, whole).all())


def _found(hashes: np.ndarray, ordered: np.ndarray) -> np.ndarray:
    place = np.minimum(np.searchsorted(ordered, hashes), len(ordered) - 1)
    return ordered[place] == hashes
