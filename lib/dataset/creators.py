"""The creators of a workspace: rows of one account merged, creators known only from other tables added, conflicts listed."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from lib.benchmarks import tier_of
from lib.dataset.accounts import UNKNOWN, Accounts, identities
from lib.schema import DTYPES, TABLES

LINKED = ("campaigns", "posts", "payouts", "orders", "followers", "comments", "audience", "touches")


@dataclass(frozen=True)
class Linked:
    """Creators and where each row of each table points.

    ``positions``: kind → position in ``creators`` per row; −1 = the row names nobody, −2 = several accounts fit equally.
    ``kept``: the creators as their own tables give them; ``conflicts``: creator_key, column, kept, other.
    """

    creators: pd.DataFrame
    positions: dict[str, np.ndarray]
    kept: pd.DataFrame
    conflicts: pd.DataFrame


def link_creators(frames: dict[str, pd.DataFrame], tier_scheme: str) -> Linked:
    """Merge rows of one account, link every table to the accounts, add creators known only from other tables.

    The later file wins where two disagree; a creator's followers are the newest of its history where no file states them.
    """
    accounts = Accounts()
    codes, distinct = identities(frames["creators"], "creators")
    entered = np.array([*(accounts.enter(who) for who in distinct), UNKNOWN])
    positions = {"creators": _nameless_rows(entered[codes], len(accounts.stated))}
    listed = positions["creators"].max(initial=UNKNOWN) + 1
    positions |= _find_all(frames, accounts, listed)
    kept = _merged(frames["creators"], positions["creators"], listed)
    creators = _with_unlisted(kept, frames, positions, accounts)
    creators = _followers_from_history(creators, frames["followers"], positions["followers"])
    creators = _labelled(creators)
    creators["tier"] = tier_of(creators["followers"], tier_scheme)
    return Linked(creators, positions, kept, _conflicts(frames["creators"], positions["creators"], creators))


def _nameless_rows(position: np.ndarray, named: int) -> np.ndarray:
    nameless = position == UNKNOWN
    return np.where(nameless, named + np.cumsum(nameless) - 1, position)


def _find_all(frames: dict[str, pd.DataFrame], accounts: Accounts, listed: int) -> dict[str, np.ndarray]:
    stated = {kind: identities(frames[kind], kind) for kind in LINKED}
    everyone = {who for _, distinct in stated.values() for who in distinct}
    most_telling_first = sorted(everyone, key=lambda who: (-sum(map(bool, who)), *map(str, who)))
    named = len(accounts.stated)
    found = {who: accounts.find(who) for who in most_telling_first}
    shift = listed - named  # rows of creators tables without any name stand between the listed and the unlisted
    found = {who: position + shift if position >= named else position for who, position in found.items()}
    return {kind: np.array([*(found[who] for who in distinct), UNKNOWN])[codes] for kind, (codes, distinct) in stated.items()}


def _merged(frame: pd.DataFrame, position: np.ndarray, listed: int) -> pd.DataFrame:
    if len(frame) == listed:
        merged = frame.iloc[np.argsort(position, kind="stable")].reset_index(drop=True)
    else:
        merged = frame.groupby(position, sort=True).last().reset_index(drop=True)
    return merged.drop(columns=["duplicate", "repeated_id", "repeated_table"]).assign(listed=True)


def _with_unlisted(
    creators: pd.DataFrame, frames: dict[str, pd.DataFrame], positions: dict[str, np.ndarray], accounts: Accounts
) -> pd.DataFrame:
    names = [_as_written(frames[kind], positions[kind]) for kind in LINKED]
    written = pd.concat(names).groupby(level=0).first()
    written = written[written.index >= len(creators)]
    if written.empty:
        return creators
    last = len(accounts.stated) - len(written)
    found = accounts.stated[last:]
    written["platform"] = [who.platform for who in found]
    written["creator_id"] = written["creator_id"].where([who.id is not None for who in found])
    written["handle"] = written["handle"].fillna(pd.Series([who.handle for who in found], written.index, dtype="str"))
    added = written.assign(listed=False, source_file="", source_row=0).reindex(columns=creators.columns)
    types = {name: DTYPES[known.type] for name, known in TABLES["creators"].columns.items()}
    return pd.concat([creators, added.astype(types)], ignore_index=True)


def _as_written(frame: pd.DataFrame, position: np.ndarray) -> pd.DataFrame:
    named = frame.reindex(columns=["creator_id", "handle"]).astype("str").assign(account=position)
    named["handle"] = named["handle"].str.strip().str.removeprefix("@")
    named = named[named["account"] >= 0].drop_duplicates()
    return named.groupby("account").first()


def _followers_from_history(creators: pd.DataFrame, history: pd.DataFrame, position: np.ndarray) -> pd.DataFrame:
    known = history.assign(account=position)[(position >= 0) & history["followers"].notna()]
    newest = known.sort_values("date").groupby("account")["followers"].last()
    return creators.assign(followers=creators["followers"].fillna(newest.reindex(creators.index)))


def _labelled(creators: pd.DataFrame) -> pd.DataFrame:
    named = creators["handle"].fillna(creators["creator_id"]).fillna(creators["name"])
    named = named.fillna("row " + creators["source_row"].astype("str"))
    where = creators["platform"].fillna("unknown")
    key = _unique(where + ":" + named.str.strip().str.removeprefix("@").str.casefold())
    creator = creators["creator_id"].fillna(creators["handle"]).fillna(creators["name"]).fillna(key)
    shared = creators["creator_id"].isna() & creator.duplicated(keep=False)
    label = ("@" + creators["handle"].str.removeprefix("@")).fillna(creators["name"]).fillna(creators["creator_id"]).fillna(key)
    return creators.assign(creator_key=key, creator=creator.where(~shared, key), label=label)


def _unique(keys: pd.Series) -> pd.Series:
    again = keys.groupby(keys).cumcount()
    return keys.where(again == 0, keys + "#" + (again + 1).astype("str")).astype("str")


def _conflicts(frame: pd.DataFrame, position: np.ndarray, creators: pd.DataFrame) -> pd.DataFrame:
    rows = frame.assign(account=position)[pd.Series(position).duplicated(keep=False).to_numpy()]
    found = [pd.DataFrame({name: pd.Series(dtype="str") for name in ("creator_key", "column", "kept", "other")})]
    for name in TABLES["creators"].columns if len(rows) else ():
        values = rows[["account", name]].dropna().drop_duplicates()
        kept = creators[name].reindex(values["account"]).to_numpy()
        lost = values[values[name].to_numpy() != kept]
        kept_text = creators[name].reindex(lost["account"]).astype("str").to_numpy()
        keys = creators["creator_key"].reindex(lost["account"]).to_numpy()
        other = lost[name].astype("str").to_numpy()
        found.append(pd.DataFrame({"creator_key": keys, "column": name, "kept": kept_text, "other": other}))
    return pd.concat(found, ignore_index=True)
