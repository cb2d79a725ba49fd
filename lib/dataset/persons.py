"""One code of one creator on several platforms: its sales are the creator's, of no platform in particular."""

from collections import defaultdict
from collections.abc import Callable

import numpy as np
import pandas as pd

from lib.dataset.names import codes_of, tag

_MARKS: dict[str, Callable[[str], list[str | None]]] = {"discount_code": codes_of, "utm_campaign": lambda text: [tag(text)]}
_BEARING = ("orders", "traffic", "touches")
_OF_PERSON = ["creator_id", "name", "creator", "label"]


def with_persons(
    creators: pd.DataFrame, frames: dict[str, pd.DataFrame], account: np.ndarray
) -> tuple[pd.DataFrame, dict[int, int]]:
    """Return the creators with an account of no platform for each whose accounts share a used code, and where it stands.

    ``account``: position of each campaigns row's creator. The second value maps the accounts of such a creator to the new one;
    only a stated creator_id tells that accounts are one creator's.
    """
    shared = _sharing(creators["creator_id"].to_numpy(dtype=object), frames, account)
    if not shared:
        return creators, {}
    known = creators.iloc[[min(accounts) for accounts in shared.values()]][_OF_PERSON]
    key = "unknown:" + known["creator_id"].str.casefold()
    key = key.where(~key.isin(creators["creator_key"]), key + "#2")
    new = known.assign(creator_key=key, listed=False, source_file="", source_row=0).reindex(columns=creators.columns)
    whole = {position: len(creators) + nth for nth, accounts in enumerate(shared.values()) for position in accounts}
    return pd.concat([creators, new.astype(creators.dtypes.to_dict())], ignore_index=True), whole


def _sharing(person: np.ndarray, frames: dict[str, pd.DataFrame], account: np.ndarray) -> dict[str, set[int]]:
    """Return the accounts that share a code or tag which some order or visit bears, by the creator_id they have in common."""
    found: dict[str, set[int]] = defaultdict(set)
    for mark, split in _MARKS.items():
        cells = {text for kind in _BEARING if mark in frames[kind] for text in frames[kind][mark].dropna().unique()}
        used = {code for text in cells for code in split(text)}
        for code, accounts in _bearers(frames["campaigns"][mark], split, account).items():
            names = {person[position] for position in accounts}
            if len(accounts) > 1 and len(names) == 1 and code in used and pd.notna(person[min(accounts)]):
                found[names.pop()] |= accounts
    return found


def _bearers(marks: pd.Series, split: Callable[[str], list[str | None]], account: np.ndarray) -> dict[str, set[int]]:
    """Return the accounts that bear each code or tag."""
    found: dict[str, set[int]] = defaultdict(set)
    for row in np.flatnonzero(marks.notna().to_numpy() & (account >= 0)):
        for code in split(marks.iloc[row]):
            if code:
                found[code].add(int(account[row]))
    return found
