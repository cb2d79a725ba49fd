"""Rows that name a creator or campaign only by the identifier of another table's row, as normalised exports do."""

import re

import numpy as np
import pandas as pd

from lib.dataset.names import identifier, tag, texts
from lib.schema import TABLES

_REFERRING = {  # table → tables whose rows it may name, the most telling first
    "campaigns": ("creators",),
    "posts": ("campaigns", "creators"),
    "payouts": ("campaigns", "posts", "creators"),
    "orders": ("campaigns", "posts", "creators"),
    "touches": ("campaigns", "posts", "creators"),
    "followers": ("creators",),
    "comments": ("posts", "creators"),
    "audience": ("creators",),
}
_WHO = ("creator_id", "handle")
_ROW = {  # what the rows of a table are called in the names of their identifiers; a brand's or product's refers to no row
    "campaigns": r"creator|influencer|partner|collab|deal|booking|contract|agreement|campaign|assignment|placement|activation",
    "posts": r"post|content|video|media|reel|story|deliverable",
    "creators": r"creator|influencer|account|profile|channel|partner|talent|kol|blogger",
}
_IDENTIFIER = re.compile(r"(?:^|[\W_])(?:id|no|nr|number|key|ref|uuid)$", re.IGNORECASE)
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")


def follow_references(frames: dict[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Return the tables with creator, platform and campaign filled in where a row only names another table's row.

    A reference is a column that both tables have under one name which calls it an identifier, that the schema has no other use
    for, that tells the rows of the other table apart, and whose every value is found there. What a row states itself is kept.
    """
    found = dict(frames)
    for kind, others in _REFERRING.items():
        for other in others:
            for name, key in _shared(found[kind], kind, found[other], other):
                found[kind] = _filled(found[kind], name, found[other], key)
    return found


def _shared(frame: pd.DataFrame, kind: str, other: pd.DataFrame, row: str) -> list[tuple[str, str]]:
    """Return the pairs of columns of the two tables by which the first may refer to rows of the other, of kind ``row``."""
    if frame.empty or other.empty:
        return []
    keys = {tag(name): name for name in other if name not in _WHO and _names_rows(name, row)}
    own = [name for name in frame if name not in TABLES[kind].columns and _names_rows(name, row)]
    return [(name, keys[tag(name)]) for name in own if tag(name) in keys]


def _names_rows(name: str, row: str) -> bool:
    words = _CAMEL.sub("_", name)
    return bool(_IDENTIFIER.search(words) and re.search(_ROW[row], words, re.IGNORECASE))


def _filled(frame: pd.DataFrame, name: str, other: pd.DataFrame, key: str) -> pd.DataFrame:
    known = other[~other["repeated_table"] & other[key].notna()]
    keys = pd.Index(texts(known[key], identifier))
    asked = texts(frame[name], identifier)
    place = keys.get_indexer(asked) if keys.is_unique else np.full(len(frame), -1)
    if not len(keys) or (place < 0)[pd.notna(asked)].any():
        return frame
    told = _told(known).take(np.maximum(place, 0)).set_axis(frame.index).where(pd.Series(place >= 0, frame.index))
    nobody = frame[[column for column in _WHO if column in frame]].isna().all(axis=1)
    told[[*_WHO]] = told[[*_WHO]].where(nobody)
    return frame.assign(**{column: frame[column].fillna(told[column]) for column in told if column in frame})


def _told(other: pd.DataFrame) -> pd.DataFrame:
    """Return what the rows of a table say of creator, platform and campaign."""
    told = other.reindex(columns=[*_WHO, "platform", "campaign"]).astype("str")
    if "campaign_id" in other:
        told["campaign"] = other["campaign_id"].fillna(told["campaign"])
    return told
