"""Whose row is it: rows of posts, history, comments and audience, joined to creators by key, id or handle."""

import numpy as np
import pandas as pd

KEYS = ("creator_key", "creator_id", "handle")


def owners(creators: pd.DataFrame, table: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """Return a group number per creator (n,) and per row of ``table`` (m,); -1 where nobody matches.

    The first of creator_key, creator_id and handle that both tables hold decides, the next one fills its gaps. Where both
    know the platform, a handle must also share it. Creators listed twice share their group.
    """
    groups = np.full(len(creators), -1, dtype=np.int64)
    rows = np.full(len(table), -1, dtype=np.int64)
    used = 0
    for key in KEYS:
        if key not in creators or key not in table:
            continue
        mine, theirs = _texts(creators, key), _texts(table, key)
        if key == "handle" and "platform" in creators and "platform" in table:
            mine, theirs = mine + "\n" + _texts(creators, "platform"), theirs + "\n" + _texts(table, "platform")
        codes, _unique = pd.factorize(pd.concat([mine, theirs], ignore_index=True))
        here, there = codes[: len(mine)], codes[len(mine) :]
        there = np.where(np.isin(there, here[here >= 0]), there, -1)
        fresh = (groups < 0) & (here >= 0)
        groups[fresh] = here[fresh] + used
        free = (rows < 0) & (there >= 0)
        rows[free] = there[free] + used
        if (rows >= 0).any():
            break
        groups[:] = -1
    return groups, rows


def _texts(frame: pd.DataFrame, name: str) -> pd.Series:
    column = frame.loc[:, [name]].iloc[:, 0]
    return column.astype("str").str.strip().str.lstrip("@").str.casefold().where(column.notna())


def dates(column: pd.Series) -> pd.Series:
    """Return a column as dates without time zone; what is no date is missing."""
    if pd.api.types.is_datetime64_dtype(column):
        return column
    return pd.to_datetime(column, errors="coerce", format="mixed", utc=True).dt.tz_localize(None)


def spread_to_creators(groups: np.ndarray, found: pd.Series) -> np.ndarray:
    """Return a value per creator from values per group; NaN where the group has none."""
    return found.reindex(groups).to_numpy(dtype=float, na_value=np.nan)
