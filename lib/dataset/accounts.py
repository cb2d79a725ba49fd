"""Who is who: one account per creator and platform, found by id, handle, link or name, whatever file speaks of it."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
import pandas as pd

from lib.dataset.names import handle, identifier, person, profile, texts

AMBIGUOUS = -2
UNKNOWN = -1


class Identity(NamedTuple):
    """What one row says about its creator, in comparable form; None where it says nothing."""

    id: str | None
    handle: str | None
    platform: str | None
    link: str | None
    name: str | None


def identities(frame: pd.DataFrame, kind: str) -> tuple[np.ndarray, list[Identity]]:
    """Return (codes, distinct identities): which identity each row of a canonical table states, −1 for none."""
    nothing = np.full(len(frame), None, dtype=object)
    links = frame["url"] if kind in ("creators", "posts") else None
    stated = profiles(links) if links is not None else pd.DataFrame({"platform": nothing, "handle": nothing})
    own = texts(frame["handle"], handle) if "handle" in frame else nothing
    where = frame["platform"].astype(object).where(frame["platform"].notna(), None).to_numpy() if "platform" in frame else nothing
    columns = {
        "id": texts(frame["creator_id"], identifier) if "creator_id" in frame else nothing,
        "handle": np.where(pd.isna(own), stated["handle"], own),
        "platform": np.where(pd.isna(where), stated["platform"], where),
        "link": texts(links, _link) if kind == "creators" else nothing,
        "name": texts(frame["name"], person) if kind == "creators" else nothing,
    }
    return _distinct(columns)


def profiles(links: pd.Series) -> pd.DataFrame:
    """Return the platform and handle that each profile link names (object columns, None where it names none)."""
    codes, distinct = pd.factorize(links)
    found = [profile(link) for link in distinct] + [(None, None)]
    table = pd.DataFrame(found, columns=["platform", "handle"], dtype=object)
    return table.iloc[codes].reset_index(drop=True)


def _link(text: str) -> str | None:
    return identifier(text.split("://")[-1].removeprefix("www.").rstrip("/"))


def _distinct(columns: dict[str, np.ndarray]) -> tuple[np.ndarray, list[Identity]]:
    combined = np.zeros(len(columns["id"]), dtype=np.int64)
    for values in columns.values():
        codes, distinct = pd.factorize(values)
        combined, _ = pd.factorize(combined * (len(distinct) + 1) + codes + 1)
    kinds, first = np.unique(combined, return_index=True)
    found = [Identity(*(values[row] for values in columns.values())) for row in first]
    speaks = np.array([bool(who.id or who.handle or who.link or who.name) for who in found], dtype=bool)
    position = np.where(speaks, np.cumsum(speaks) - 1, UNKNOWN)
    return (position[combined] if len(kinds) else combined), [who for who, says in zip(found, speaks, strict=True) if says]


@dataclass
class Accounts:
    """The accounts known so far, found by id, handle, link or name; the first ``listed`` come from creators tables."""

    listed: int = 0
    stated: list[Identity] = field(default_factory=list)
    by_id: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    by_handle: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    by_link: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    by_name: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))

    def enter(self, who: Identity) -> int:
        """Return the account that a row of a creators table describes, a new one when none fits."""
        for position in self._candidates(who):
            if self._same(self.stated[position], who):
                self._learn(position, who)
                return position
        self.listed += 1
        return self._open(who)

    def find(self, who: Identity, create: bool = True) -> int:
        """Return the account that a row of any other table speaks of; AMBIGUOUS when several fit equally.

        An unknown creator gets an account with what is known of it, unless ``create`` is False (then UNKNOWN).
        """
        position = self._by_identifier(who) if who.id else UNKNOWN
        if position == UNKNOWN and who.handle:
            position = self._by_handle(who)
        if position == UNKNOWN and who.id and not who.handle:
            position = self._by_handle(who._replace(handle=handle(who.id)))
            who = who._replace(id=None) if position >= 0 else who  # what stood there is a handle, no identifier
        if position >= 0:
            self._learn(position, who, only_new=True)
        elif position == UNKNOWN and create:
            return self._open(who)
        return position

    def _candidates(self, who: Identity) -> list[int]:
        by_key = (self.by_id.get(who.id, []), self.by_handle.get(who.handle, []), self.by_link.get(who.link, []))
        found = [position for positions in by_key for position in positions]
        named = self.by_name.get(who.name, []) if who.name else []
        return found or (named if len(named) == 1 or not (who.id or who.handle or who.link) else [])

    @staticmethod
    def _same(account: Identity, who: Identity) -> bool:
        if account.platform and who.platform and account.platform != who.platform:
            return False
        if account.handle and who.handle:
            return account.handle == who.handle
        if account.id and who.id:
            return account.id == who.id
        if not (account.link and who.link) or account.link != who.link:
            by_key = (account.id and account.id == who.id) or (account.handle and account.handle == who.handle)
            return bool(by_key or (account.platform == who.platform and account.name == who.name))
        return True

    def _by_identifier(self, who: Identity) -> int:
        found = self.by_id.get(who.id, [])
        if len(found) == 1:
            where = self.stated[found[0]].platform
            elsewhere = where and who.platform and where != who.platform
            return UNKNOWN if elsewhere and found[0] >= self.listed else found[0]
        narrowed = [p for p in found if who.handle is not None and self.stated[p].handle == who.handle] or found
        there = [p for p in narrowed if self.stated[p].platform == who.platform]
        return there[0] if there else UNKNOWN  # the creator is known, the account is not: it gets one of its own

    def _by_handle(self, who: Identity) -> int:
        found = self.by_handle.get(who.handle, []) or self.by_name.get(who.handle, [])
        there = [p for p in found if self.stated[p].platform == who.platform] if who.platform else found
        there = there or [p for p in found if self.stated[p].platform is None]
        if len(there) > 1:
            return AMBIGUOUS
        return there[0] if there else UNKNOWN

    def _open(self, who: Identity) -> int:
        self.stated.append(Identity(None, None, None, None, None))
        self._learn(len(self.stated) - 1, who)
        return len(self.stated) - 1

    def _learn(self, position: int, who: Identity, only_new: bool = False) -> None:
        account = self.stated[position]
        if account == who:
            return
        self.stated[position] = Identity(*(old or new for old, new in zip(account, who, strict=True)))
        by_key = ((self.by_id, who.id), (self.by_handle, who.handle), (self.by_link, who.link), (self.by_name, who.name))
        for index, value in by_key:
            if value:
                known = index[value]
                if not known or (not only_new and position not in known):
                    known.append(position)
