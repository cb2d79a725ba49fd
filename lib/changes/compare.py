"""What changed between two files of one kind: row by row, cell by cell, and in every sum."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from lib.changes.keys import key_columns, pairs
from lib.schema import column

ROWS = "rows"


@dataclass(frozen=True)
class Changes:
    """Two files compared.

    ``key``: the columns that name a row. ``rows``: one row per row added, gone or changed – status, before_row, after_row
    (1-based, of the files; missing where none), then the columns of the file it stands in (the newer when in both).
    ``cells``: one row per changed cell of a row in both – before_row, after_row, column, type, before, after (objects),
    difference (after − before, missing for texts and where one is missing). ``measures``: one row per summed column and
    currency, first the rows themselves – measure, currency, before, added, gone, changed, after, with before + added − gone +
    changed = after; a missing amount adds nothing. ``same``: rows equal in both.
    """

    kind: str
    key: list[str]
    rows: pd.DataFrame
    cells: pd.DataFrame
    measures: pd.DataFrame
    same: int

    def count(self, status: str) -> int:
        """Return how many rows are 'added', 'gone' or 'changed'."""
        return int((self.rows["status"] == status).sum())


def compare(kind: str, before: pd.DataFrame, after: pd.DataFrame, key: list[str] | None = None) -> Changes:
    """Compare two canonical frames of ``kind`` (index: row in the file, as ``Table.frame``); ``key`` overrides what names a row."""
    names = key_columns(kind, before, after) if key is None else key
    first, second, equal = pairs(before, after, names)
    cells = _cells(kind, before.iloc[first[equal:]], after.iloc[second[equal:]])
    changed = cells[["before_row", "after_row"]].drop_duplicates()
    gone, added = (np.setdiff1d(np.arange(len(frame)), found) for frame, found in ((before, first), (after, second)))
    rows = pd.concat(
        [
            _listed(after.iloc[added], "added", "after_row"),
            _listed(before.iloc[gone], "gone", "before_row"),
            _listed(after.loc[changed["after_row"]], "changed", "after_row", before_row=changed["before_row"].to_numpy()),
        ],
        ignore_index=True,
    )
    leading = ["status", "before_row", "after_row"]
    rows = rows.reindex(columns=[*leading, *names, *[name for name in rows if name not in (*leading, *names)]])
    sums = _measures(kind, before, after, first, second)
    return Changes(kind, names, rows, cells, sums, len(first) - len(changed))


def _listed(frame: pd.DataFrame, status: str, index_name: str, **more: np.ndarray) -> pd.DataFrame:
    listed = frame.rename_axis(index_name).reset_index().assign(status=status, **more)
    return listed.astype({name: "Int64" for name in ("before_row", "after_row") if name in listed})


def _cells(kind: str, before: pd.DataFrame, after: pd.DataFrame) -> pd.DataFrame:
    """Return the cells that differ between two equally long frames whose rows belong together."""
    found = []
    for name in [name for name in after if name in before]:
        old, new = before[name].to_numpy(dtype=object, na_value=None), after[name].to_numpy(dtype=object, na_value=None)
        differs = np.flatnonzero(np.array([a != b for a, b in zip(old, new, strict=True)], dtype=bool))
        if len(differs):
            known = column(kind, str(name))
            found.append(
                pd.DataFrame(
                    {"before_row": before.index[differs], "after_row": after.index[differs], "column": name,
                     "type": known.type if known else "text", "before": old[differs], "after": new[differs],
                     "difference": _difference(before[name].iloc[differs], after[name].iloc[differs])}
                ).astype({"before": object, "after": object})
            )  # fmt: skip
    empty = pd.DataFrame(columns=["before_row", "after_row", "column", "type", "before", "after", "difference"])
    return pd.concat(found, ignore_index=True).sort_values(["after_row", "column"], ignore_index=True) if found else empty


def _difference(old: pd.Series, new: pd.Series) -> np.ndarray:
    if not (pd.api.types.is_float_dtype(old) and pd.api.types.is_float_dtype(new)):
        return np.full(len(old), np.nan)
    return new.to_numpy(dtype=float) - old.to_numpy(dtype=float)


def _measures(kind: str, before: pd.DataFrame, after: pd.DataFrame, first: np.ndarray, second: np.ndarray) -> pd.DataFrame:
    """Return the sums of every count and money column, per currency, and what leads from the older to the newer."""
    kept = np.isin(np.arange(len(before)), first), np.isin(np.arange(len(after)), second)
    ones = np.ones(len(before)), np.ones(len(after))
    rows = [{"measure": ROWS, "currency": "", **_way(*ones, *kept)}]
    for name in dict.fromkeys([*before, *after]):
        known = column(kind, str(name))
        if known is None or known.type not in ("count", "money"):
            continue
        values = [_amounts(frame, str(name)) for frame in (before, after)]
        units = [_units(frame, known.type) for frame in (before, after)]
        for unit in sorted(set(units[0]) | set(units[1])):
            parts = [np.where(unit_ == unit, value, 0.0) for unit_, value in zip(units, values, strict=True)]
            rows.append({"measure": str(name), "currency": unit, **_way(*parts, *kept)})
    table = pd.DataFrame(rows)
    return table[(table[["before", "added", "gone", "changed", "after"]] != 0).any(axis=1)].reset_index(drop=True)


def _way(old: np.ndarray, new: np.ndarray, old_kept: np.ndarray, new_kept: np.ndarray) -> dict[str, float]:
    """Return the sum before, what was added, went and changed, and the sum after, each summed where it stands."""
    return {
        "before": old.sum(), "added": new[~new_kept].sum(), "gone": old[~old_kept].sum(),
        "changed": new[new_kept].sum() - old[old_kept].sum(), "after": new.sum(),
    }  # fmt: skip


def _amounts(frame: pd.DataFrame, name: str) -> np.ndarray:
    return np.nan_to_num(frame[name].to_numpy(dtype=float, na_value=np.nan)) if name in frame else np.zeros(len(frame))


def _units(frame: pd.DataFrame, kind: str) -> np.ndarray:
    if kind != "money" or "currency" not in frame:
        return np.full(len(frame), "", dtype=object)
    return frame["currency"].fillna("").to_numpy(dtype=object)
