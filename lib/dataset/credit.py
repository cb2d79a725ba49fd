"""Whose sale: orders and visits credited to creators and campaigns by discount code, then by UTM tags."""

from collections import defaultdict
from dataclasses import dataclass

import numpy as np
import pandas as pd

from lib.dataset.names import coded, codes_of, handle, identifier, tag
from lib.schema import PLATFORMS

NOBODY = -1
MANY = -2


@dataclass(frozen=True)
class Credit:
    """Per row: position of the creator and of the campaign credited (−1 = none) and by what ('creator', 'code', 'utm')."""

    creator: np.ndarray
    campaign: np.ndarray
    by: np.ndarray


def credit_rows(
    frame: pd.DataFrame,
    creator: np.ndarray,
    campaign: np.ndarray,
    parts: pd.DataFrame,
    handles: dict[str, list[int]],
    names: dict[str, int],
) -> Credit:
    """Credit each row of orders or traffic: what the row states wins, then its code, then its UTM tags.

    ``parts``: the campaigns table with positions ``creator`` and ``campaign``; ``handles``: account name → positions of
    creators who take part in campaigns; ``names``: comparable campaign id or name → position.
    """
    methods = [("creator", creator, campaign)]
    if "discount_code" in frame:
        methods.append(("code", *_by_code(frame, parts)))
    methods.append(("utm", *_by_utm(frame, parts, handles, names)))
    who, which = np.full(len(frame), NOBODY), np.full(len(frame), NOBODY)
    by = np.full(len(frame), None, dtype=object)
    for name, found_creator, found_campaign in methods:
        agrees = (who < 0) | (found_creator < 0) | (found_creator == who)  # a tag of another creator says nothing about this one
        new = (who < 0) & (found_creator >= 0) | (who < 0) & (which < 0) & (found_campaign >= 0)
        by = np.where(new & (by == None), name, by)  # noqa: E711 - elementwise
        which = np.where((which < 0) & agrees & (found_campaign >= 0), found_campaign, which)
        who = np.where((who < 0) & (found_creator >= 0), found_creator, who)
    return Credit(who, which, by)


def _by_code(frame: pd.DataFrame, parts: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    owners = _owners(parts, "discount_code", codes_of)
    raw, cells = pd.factorize(frame["discount_code"])
    used = [next((code for code in codes_of(cell) if code in owners), None) for cell in cells]
    return _owned(frame, raw, used, owners)


def _by_utm(
    frame: pd.DataFrame, parts: pd.DataFrame, handles: dict[str, list[int]], names: dict[str, int]
) -> tuple[np.ndarray, np.ndarray]:
    owners = _owners(parts, "utm_campaign", lambda text: [tag(text)])
    codes, tags = coded(frame["utm_campaign"], tag)
    creator, campaign = _owned(frame, codes, [text if text in owners else None for text in tags], owners)
    named = np.array([*(names.get(text, NOBODY) for text in tags), NOBODY])[codes]
    campaign = np.where(campaign < 0, named, campaign)
    for column in ("utm_source", "utm_campaign"):
        person_codes, people = coded(frame[column], handle)
        alone = [handles[who][0] if who not in PLATFORMS and len(handles.get(who, [])) == 1 else NOBODY for who in people]
        creator = np.where(creator < 0, np.array([*alone, NOBODY])[person_codes], creator)
    return creator, campaign


def _owners(parts: pd.DataFrame, column: str, split: object) -> dict[str, pd.DataFrame]:
    rows: dict[str, list[int]] = defaultdict(list)
    for position, cell in enumerate(parts[column].tolist()):
        if cell == cell and cell is not None:
            for code in split(identifier(cell) or ""):
                if code:
                    rows[code].append(position)
    return {code: parts.iloc[found] for code, found in rows.items()}


def _owned(
    frame: pd.DataFrame, raw: np.ndarray, used: list[str | None], owners: dict[str, pd.DataFrame]
) -> tuple[np.ndarray, np.ndarray]:
    creator = np.array([*(_single(owners[code]["creator"]) if code else NOBODY for code in used), NOBODY])[raw]
    campaign = np.array([*(_single(owners[code]["campaign"]) if code else NOBODY for code in used), NOBODY])[raw]
    if (campaign == MANY).any():
        campaign = _latest_begun(frame, raw, used, owners, campaign)
    return np.where(creator == MANY, NOBODY, creator), campaign


def _single(values: pd.Series) -> int:
    known = values[values >= 0].unique()
    return int(known[0]) if len(known) == 1 else MANY if len(known) else NOBODY


def _latest_begun(
    frame: pd.DataFrame, raw: np.ndarray, used: list[str | None], owners: dict[str, pd.DataFrame], campaign: np.ndarray
) -> np.ndarray:
    """A code of several campaigns counts for the one that had begun last when the order came in."""
    date = frame["order_date"] if "order_date" in frame else frame["date"]
    open_rows = np.flatnonzero((campaign == MANY) & date.notna().to_numpy())
    settled = np.where(campaign == MANY, NOBODY, campaign)
    starts = [owners[code].assign(code=code)[["code", "start", "campaign"]] for code in {code for code in used if code}]
    begun = pd.concat(starts).dropna().query("campaign >= 0").drop_duplicates()
    begun = begun.drop_duplicates(["code", "start"], keep=False).sort_values("start")
    if begun.empty or not len(open_rows):
        return settled
    codes = pd.Series([*used, None], dtype="str").iloc[raw[open_rows]].to_numpy()
    orders = pd.DataFrame({"row": open_rows, "date": date.to_numpy()[open_rows], "code": codes}).sort_values("date")
    matched = pd.merge_asof(orders, begun, left_on="date", right_on="start", by="code")
    settled[matched["row"]] = matched["campaign"].fillna(NOBODY).astype(np.int64)
    return settled
