"""Whose sale: orders, visits and touches credited to creators and campaigns by code, affiliate link, UTM tags, landing page."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from lib.dataset.links import last_part, read_links
from lib.dataset.names import coded, codes_of, handle, squashed, tag
from lib.schema import PLATFORMS

NOBODY = -1
MANY = -2


@dataclass(frozen=True)
class Parts:
    """The rows of the campaigns table as orders find them: by code and tag, with creator and campaign positions.

    ``handles``: account name → position of the one creator in campaigns who bears it; ``names``: comparable campaign id or
    name → position of the one campaign; ``persons``: account → the account that stands for all of its creator's.
    """

    table: pd.DataFrame  # discount_code, utm_campaign, page, partner, creator, campaign, start
    handles: dict[str, int]
    names: dict[str, int]
    persons: dict[int, int]

    def owners(self, column: str, split: Callable[[str], list[str | None]]) -> dict[str, list[int]]:
        """Return which rows bear each code or tag of ``column``."""
        rows: dict[str, list[int]] = defaultdict(list)
        cells = self.table[column]
        for position, cell in zip(np.flatnonzero(cells.notna()).tolist(), cells.dropna().tolist(), strict=True):
            for code in split(cell):
                if code:
                    rows[code].append(position)
        return dict(rows)

    @cached_property
    def positions(self) -> dict[str, np.ndarray]:
        """The positions of creators and campaigns per row."""
        return {what: self.table[what].to_numpy() for what in ("creator", "campaign")}

    def only(self, rows: list[int], what: str) -> int:
        """Return the one creator or campaign of ``rows``; NOBODY when none is known, MANY when several."""
        if len(rows) == 1:
            return int(self.positions[what][rows[0]])
        known = {position for position in self.positions[what][rows] if position >= 0}
        if what == "creator" and len(known) > 1:
            known = {self.persons.get(position, position) for position in known}
        return int(known.pop()) if len(known) == 1 else MANY if known else NOBODY


@dataclass(frozen=True)
class Credit:
    """Per row: position of the creator and of the campaign credited (−1 = none) and by what (a key of ``found``).

    ``found``: for each method which rows it finds a creator or campaign for, the one that counts or not; ``creators``: for
    each method the position of the creator it finds.
    """

    creator: np.ndarray
    campaign: np.ndarray
    by: np.ndarray
    found: dict[str, np.ndarray]
    creators: dict[str, np.ndarray]


def credit_rows(frame: pd.DataFrame, creator: np.ndarray, campaign: np.ndarray, parts: Parts) -> Credit:
    """Credit each row of orders, traffic or touches: what it states wins, then code, affiliate link, UTM tags, landing page."""
    nobody = np.full(len(frame), NOBODY)
    links = read_links(frame["landing_page"]) if "landing_page" in frame and frame["landing_page"].notna().any() else None
    methods = {
        "creator": (creator, campaign),
        "code": _by_code(frame, parts) if "discount_code" in frame else (nobody, nobody),
        "link": _by_link(frame, links, parts) if links is not None else (nobody, nobody),
        "utm": _by_utm(frame if links is None else _tagged(frame, links), parts),
        "landing": _by_page(frame, links, parts) if links is not None else (nobody, nobody),
    }
    who, which, by = nobody, nobody, np.zeros(len(frame), dtype=np.int8)
    for number, (found_creator, found_campaign) in enumerate(methods.values(), start=1):
        agrees = (who < 0) | (found_creator < 0) | (found_creator == who)  # a tag of another creator says nothing about this one
        new = (who < 0) & ((found_creator >= 0) | ((which < 0) & (found_campaign >= 0)))
        by = np.where(new & (by == 0), number, by)
        which = np.where((which < 0) & agrees & (found_campaign >= 0), found_campaign, which)
        who = np.where((who < 0) & (found_creator >= 0), found_creator, who)
    found = {name: (creators >= 0) | (campaigns >= 0) for name, (creators, campaigns) in methods.items()}
    named = {name: creators for name, (creators, _campaigns) in methods.items()}
    return Credit(who, which, np.array([None, *methods], dtype=object)[by], found, named)


def _by_code(frame: pd.DataFrame, parts: Parts) -> tuple[np.ndarray, np.ndarray]:
    owners = parts.owners("discount_code", codes_of)
    raw, cells = pd.factorize(frame["discount_code"])
    used = [next((code for code in codes_of(cell) if code in owners), None) for cell in cells]
    return _owned(frame, raw, [owners.get(code) for code in used], parts)


def _by_utm(frame: pd.DataFrame, parts: Parts) -> tuple[np.ndarray, np.ndarray]:
    codes, tags = coded(frame["utm_campaign"], tag)
    exact = parts.owners("utm_campaign", lambda text: [tag(text)])
    loose = parts.owners("utm_campaign", lambda text: [squashed(text)])  # spring_sale = SpringSale
    creator, campaign = _owned(frame, codes, [exact.get(text) or loose.get(squashed(text or "")) for text in tags], parts)
    named = np.array([*(parts.names.get(text, NOBODY) for text in tags), NOBODY])[codes]
    campaign = np.where(campaign < 0, named, campaign)
    for column in ("utm_source", "utm_content", "utm_campaign"):
        person_codes, people = coded(frame[column], handle)
        creator = np.where(creator < 0, _looked_up(people, parts.handles)[person_codes], creator)
    return creator, campaign


def _tagged(frame: pd.DataFrame, links: pd.DataFrame) -> pd.DataFrame:
    """Return ``frame`` with UTM tags that stand only in the landing page's address."""
    return frame.assign(**{name: frame[name].fillna(links[name]) for name in ("utm_source", "utm_campaign")})


def _by_link(frame: pd.DataFrame, links: pd.DataFrame, parts: Parts) -> tuple[np.ndarray, np.ndarray]:
    """The partner that the address names: as a creator's tracking link names it, else a code or an account name."""
    codes, partners = coded(links["partner"], tag)
    linked, used = parts.owners("partner", lambda text: [tag(text)]), parts.owners("discount_code", _tags_of)
    creator, campaign = _owned(frame, codes, [linked.get(text) or used.get(text) for text in partners], parts)
    people = {tag(name): position for name, position in parts.handles.items()}
    return np.where(creator < 0, _looked_up(partners, people)[codes], creator), campaign


def _by_page(frame: pd.DataFrame, links: pd.DataFrame, parts: Parts) -> tuple[np.ndarray, np.ndarray]:
    """The page itself: one creator's tracking link leads there, or its last part is a code or an account name."""
    codes, pages = pd.factorize(links["page"])
    own, used = parts.owners("page", lambda text: [text]), parts.owners("discount_code", codes_of)
    creator, campaign = _owned(frame, codes, [own.get(page) or used.get(last_part(page)) for page in pages], parts)
    return np.where(creator < 0, _looked_up([handle(last_part(page)) for page in pages], parts.handles)[codes], creator), campaign


def _tags_of(cell: str) -> list[str | None]:
    return [tag(code) for code in codes_of(cell)]


def _looked_up(names: Sequence[str | None], positions: dict[str, int]) -> np.ndarray:
    """Return the position of each name, and of a missing one (the last)."""
    return np.array([*(NOBODY if name in PLATFORMS else positions.get(name, NOBODY) for name in names), NOBODY])


def _owned(frame: pd.DataFrame, raw: np.ndarray, owners: list[list[int] | None], parts: Parts) -> tuple[np.ndarray, np.ndarray]:
    creator = np.array([*(parts.only(rows, "creator") if rows else NOBODY for rows in owners), NOBODY])[raw]
    campaign = np.array([*(parts.only(rows, "campaign") if rows else NOBODY for rows in owners), NOBODY])[raw]
    if (campaign == MANY).any():
        campaign = _latest_begun(frame, raw, owners, campaign, parts)
    return np.where(creator == MANY, NOBODY, creator), campaign


def _latest_begun(
    frame: pd.DataFrame, raw: np.ndarray, owners: list[list[int] | None], campaign: np.ndarray, parts: Parts
) -> np.ndarray:
    """A code of several campaigns counts for the one that had begun last when the order came in."""
    date = frame["order_date"] if "order_date" in frame else frame["date"]
    settled = np.where(campaign == MANY, NOBODY, campaign)
    unsettled = np.flatnonzero((campaign == MANY) & date.notna().to_numpy())
    shared = np.unique(raw[unsettled])
    begun = [parts.table.iloc[owners[code]][["start", "campaign"]].assign(code=code) for code in shared]
    starts = pd.concat(begun).dropna().query("campaign >= 0").drop_duplicates() if begun else pd.DataFrame()
    if starts.empty:
        return settled
    starts = starts.drop_duplicates(["code", "start"], keep=False).sort_values("start")
    orders = pd.DataFrame({"row": unsettled, "date": date.to_numpy()[unsettled], "code": raw[unsettled]}).sort_values("date")
    matched = pd.merge_asof(orders, starts, left_on="date", right_on="start", by="code")
    settled[matched["row"]] = matched["campaign"].fillna(NOBODY).astype(np.int64)
    return settled
