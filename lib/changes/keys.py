"""By what a row of one file is found again in another: the columns that name it, and the pairing of equal names."""

import numpy as np
import pandas as pd

from lib.schema import TABLES

FILLED = 0.9  # share of rows that a column must fill in both files to name rows
_WHO = ("creator_id", "handle", "url", "name")
_ENOUGH = {  # kind → ways to name a row, best first; each is a list of parts, each part the first usable of its columns
    "creators": [[_WHO, ("platform",)]],
    "campaigns": [
        [("campaign_id", "campaign"), ("creator_id", "handle"), ("platform",), ("partnership_model",)],
        [_WHO, ("post_date",)],
    ],
    "posts": [[("post_id", "url")], [("creator_id", "handle"), ("post_date",), ("platform",)]],
    "orders": [[("order_id",)], [("order_date",), ("customer", "discount_code", "creator_id"), ("campaign", "utm_campaign")]],
    "traffic": [
        [("date",), ("utm_source", "channel"), ("utm_medium",), ("utm_campaign",)],
        [("utm_source", "channel"), ("utm_campaign",)],
    ],
    "payouts": [[("creator_id", "handle"), ("campaign",), ("due_date", "paid_date"), ("basis",)]],
    "followers": [[("creator_id", "handle"), ("platform",), ("date",)]],
    "comments": [[("creator_id", "handle", "post_id"), ("author",), ("date",), ("text",)]],
    "audience": [[("creator_id", "handle"), ("dimension",), ("value",)]],
    "media_mix": [[("date",), ("geo",)]],
}  # fmt: skip


def key_columns(kind: str, before: pd.DataFrame, after: pd.DataFrame) -> list[str]:
    """Return the columns by which rows of a canonical table are found again; [] when neither file has a usable one."""
    for parts in _ENOUGH.get(kind, []):
        chosen = [next((name for name in part if _usable(name, before, after)), None) for part in parts]
        if chosen[0]:
            return [name for name in chosen if name]
    return [name for name in TABLES[kind].keys if _usable(name, before, after)][:1]


def _usable(name: str, before: pd.DataFrame, after: pd.DataFrame) -> bool:
    return all(name in frame and (frame.empty or frame[name].notna().mean() >= FILLED) for frame in (before, after))


def names_of(frame: pd.DataFrame, key: list[str]) -> pd.Series:
    """Return how each row is named, comparably: parts without case and @, joined; the same text for rows without any."""
    parts = [frame[name].astype("str").str.strip().str.lstrip("@").str.casefold().fillna("") for name in key]
    if not parts:
        return pd.Series("", index=frame.index, dtype="str")
    return parts[0] if len(parts) == 1 else parts[0].str.cat(parts[1:], sep="\x1f")


def pairs(before: pd.DataFrame, after: pd.DataFrame, key: list[str]) -> tuple[np.ndarray, np.ndarray, int]:
    """Return positions (before, after) of the rows found again, and how many of them, the first ones, are equal.

    Of several rows with one name equal ones are paired first, the rest in order of content: the order of rows is irrelevant.
    Every row is in at most one pair.
    """
    common = [name for name in before if name in after]
    named = [pd.util.hash_pandas_object(names_of(frame, key), index=False).to_numpy() for frame in (before, after)]
    content = [_content(frame[common]) for frame in (before, after)]
    left = [np.arange(len(before)), np.arange(len(after))]
    found = [[], []]
    for exact in (True, False):
        marks = [_marks(named[i][left[i]], content[i][left[i]], exact) for i in (0, 1)]
        _shared, first, second = np.intersect1d(*marks, assume_unique=True, return_indices=True)
        for i, chosen in enumerate((first, second)):
            found[i].append(left[i][chosen])
            left[i] = np.delete(left[i], chosen)
    return np.concatenate(found[0]), np.concatenate(found[1]), len(found[0][0])


def _marks(named: np.ndarray, content: np.ndarray, exact: bool) -> np.ndarray:
    """Return a number per row that only its partner in the other file shares: name (and content), and the how-manieth of it."""
    whole = named + content * np.uint64(0x9E3779B97F4A7C15) if exact else named
    order = np.lexsort((content, whole))
    ordered = whole[order]
    starts = np.append(True, ordered[1:] != ordered[:-1]) if len(ordered) else np.zeros(0, dtype=bool)
    position = np.arange(len(ordered))
    nth = np.empty(len(ordered), dtype=np.uint64)
    nth[order] = (position - np.maximum.accumulate(np.where(starts, position, 0))).astype(np.uint64)
    return pd.util.hash_array(whole) + nth * np.uint64(0xC2B2AE3D27D4EB4F)


def _content(frame: pd.DataFrame) -> np.ndarray:
    """Return a number per row for what its cells hold; equal rows have equal numbers, whatever the dtypes."""
    total = np.zeros(len(frame), dtype=np.uint64)
    for place, name in enumerate(sorted(frame, key=str)):
        values = frame[name]
        hashed = pd.util.hash_pandas_object(values, index=False).to_numpy()
        total = total * np.uint64(31) + np.where(values.notna().to_numpy(), hashed, np.uint64(place + 1))
    return total
