"""What the tables say about each creator, as plain numbers: missing is NaN, nonsense (negative, infinite) is missing."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from lib.authenticity.activity import from_posts
from lib.authenticity.history import from_history
from lib.authenticity.listeners import Target, from_audience
from lib.authenticity.norms import ANY, Peers
from lib.authenticity.talk import from_comments

COUNTS = ("followers", "following", "posts", "avg_likes", "avg_comments", "avg_views", "avg_shares", "avg_saves",
          "avg_engagements", "authentic_engagements")  # fmt: skip
RATES = ("engagement_rate", "audience_quality", "sponsored_share", "generic_comment_share", "follower_growth_30d")
# Profile columns of account lists, by the header's letters and digits: value column, or length of the text.
PROFILE = {
    "profile_picture": ("profilepic", "hasprofilepic", "profilepicture", "haspic", "pic", "userhasprofilpic", "hasprofilepicture"),
    "bio_length": (
        "descriptionlength",
        "biolength",
        "bl",
        "biographylength",
        "userbiographylength",
        "bio",
        "biography",
        "description",
    ),
    "digits_in_handle": ("numslengthusername", "usernamedigitratio", "digitsinhandle"),
    "caption_similarity": ("cs", "captionsimilarity"),
}
# What lists state in another way: the default image stands for no picture, digits and characters for their share.
OTHERWISE = {
    "default_picture": ("defaultprofileimage", "hasdefaultprofileimage", "defaultprofilepicture", "defaultpicture"),
    "digits": ("usernamedigitcount", "digitcount", "usernamedigits", "digitsinusername"),
    "length": ("usernamelength", "lengthusername", "handlelength"),
}
# Likes and comments of a post per follower, as account lists state them; "erl" and "erc" as in Purba et al. 2020.
PER_FOLLOWER = {
    "avg_likes": ("erl", "erlikes", "likerate", "likesrate", "engagementratelike", "engagementratelikes"),
    "avg_comments": ("erc", "ercomments", "commentrate", "commentsrate", "engagementratecomm", "engagementratecomments"),
}
# Shares of an audience that other tools call not worth counting; together they are what lacks to the audience's quality.
DISCOUNTED = {
    "suspicious": ("suspiciousaccounts", "suspiciousfollowers", "suspiciousaudience", "fakefollowers", "fakeaudience",
                   "botfollowers", "fakefollowerspercent", "fakefollowersshare", "suspicious"),
    "mass": ("massfollowers", "massfollowersaudience"),
}  # fmt: skip
PERCENT_FROM = 0.4  # ordinary accounts draw likes from some 4 in 100 followers: beyond this middle it is no fraction

WORDS = {"true": 1, "yes": 1, "false": 0, "no": 0}


@dataclass(frozen=True)
class Evidence:
    """Numbers per creator (n,), by name; ``names[place[i]]`` is creator i's platform of ``lib.schema``, or 'any'."""

    names: tuple[str, ...]
    place: np.ndarray
    numbers: dict[str, np.ndarray]

    @property
    def size(self) -> int:
        """How many creators."""
        return len(self.place)

    def get(self, name: str) -> np.ndarray:
        """Return the values of ``name``, all NaN when nobody has it."""
        found = self.numbers.get(name)
        return np.full(self.size, np.nan) if found is None else found

    def platform(self, row: int) -> str:
        """Return the platform of one creator."""
        return self.names[self.place[row]]

    @property
    def peer_place(self) -> np.ndarray:
        """Place of the platform each creator is compared on: all of them together where the followers are unknown."""
        return np.where(np.isnan(self.get("followers")), 0, self.place)

    def rows(self, chosen: np.ndarray | slice) -> "Evidence":
        """Return the evidence of some creators."""
        return Evidence(self.names, self.place[chosen], {name: values[chosen] for name, values in self.numbers.items()})

    def peers(self) -> Peers:
        """Return whom each creator is compared with."""
        return Peers.of(self.names, self.peer_place, self.get("followers"))


def read_numbers(frame: pd.DataFrame, name: str) -> np.ndarray:
    """Return a column as floats; text that is no number, infinities and negatives are missing; absent column: all NaN."""
    if name not in frame:
        return np.full(len(frame), np.nan)
    column = frame[name]
    column = column.iloc[:, 0] if isinstance(column, pd.DataFrame) else column
    values = pd.to_numeric(column, errors="coerce").to_numpy(dtype=float, na_value=np.nan)
    return np.where(np.isfinite(values) & (values >= 0), values, np.nan)


def collect(creators: pd.DataFrame, tables: Mapping[str, pd.DataFrame | None], target: Target | None = None) -> Evidence:
    """Gather everything the tables say about each row of ``creators``; medians over own posts come before given averages,
    these before medians that include ads.
    """
    found = {name: read_numbers(creators, name) for name in (*COUNTS, *RATES) if name in creators}
    found |= profile(creators)
    found = per_follower(creators, found.get("followers")) | discounted(creators) | found
    given = {name: table for name, table in tables.items() if isinstance(table, pd.DataFrame) and not table.empty}
    said: dict[str, np.ndarray] = {}
    if "posts" in given:
        said |= from_posts(creators, given["posts"])
    if "followers" in given:
        said |= from_history(creators, given["followers"], given.get("posts"))
    if "comments" in given:
        said |= from_comments(creators, given["comments"])
    if "audience" in given:
        said |= from_audience(creators, given["audience"], target)
    for name, values in said.items():
        kept = name.removeprefix("any_")
        first, second = (values, found.get(kept)) if kept == name else (found.get(kept, values), values)
        found[kept] = first if second is None else np.where(np.isnan(first), second, first)
    return Evidence(*platforms(creators), {k: v for k, v in found.items() if not np.isnan(v).all()})


def platforms(creators: pd.DataFrame) -> tuple[tuple[str, ...], np.ndarray]:
    """Return the platforms that occur ('any' first, for unknown) and the place of each creator's among them, (n,)."""
    if "platform" not in creators:
        return (ANY,), np.zeros(len(creators), dtype=np.int64)
    column = creators[["platform"]].iloc[:, 0]
    codes, found = pd.factorize(column.astype("object").where(column.notna(), ANY))
    words = [str(name).strip().lower() or ANY for name in found]
    names = (ANY, *sorted(set(words) - {ANY}))
    places = np.array([names.index(word) for word in words], dtype=np.int64)
    return names, places[codes] if len(codes) else np.zeros(0, dtype=np.int64)


def profile(creators: pd.DataFrame) -> dict[str, np.ndarray]:
    """Return what the profile itself shows: picture, length of the bio, digits in the handle, sameness of captions."""
    found = {name: _profile_value(name, column) for name, column in _by_header(creators, PROFILE).items()}
    other = {name: _profile_value(name, column) for name, column in _by_header(creators, OTHERWISE).items()}
    if "digits" in other and "length" in other:
        found.setdefault("digits_in_handle", np.divide(other["digits"], np.where(other["length"] > 0, other["length"], np.nan)))
    if "digits_in_handle" not in found and "handle" in creators:
        found["digits_in_handle"] = digit_share(creators[["handle"]].iloc[:, 0])
    if "default_picture" in other:
        found.setdefault("profile_picture", 1 - np.minimum(other["default_picture"], 1))
    return found


def per_follower(creators: pd.DataFrame, followers: np.ndarray | None) -> dict[str, np.ndarray]:
    """Return average likes and comments where the list states them per follower, in percent or as fractions.

    Both columns share the unit that the likes show; without likes it cannot be told, and nothing is read.
    """
    columns = _by_header(creators, PER_FOLLOWER)
    if followers is None or "avg_likes" not in columns:
        return {}
    rates = {name: _percent(column) for name, column in columns.items()}
    likes = rates["avg_likes"][~np.isnan(rates["avg_likes"])]
    if not len(likes):
        return {}
    unit = 100.0 if np.median(likes) > PERCENT_FROM else 1.0
    return {name: values / unit * followers for name, values in rates.items()}


def discounted(creators: pd.DataFrame) -> dict[str, np.ndarray]:
    """Return the audience's quality (0–1) where another tool states shares of suspicious accounts and mass followers."""
    shares = [_percent(column) for column in _by_header(creators, DISCOUNTED).values()]
    if not shares:
        return {}
    unit = 100.0 if max(np.nan_to_num(share).max(initial=0.0) for share in shares) > 1 else 1.0
    known = ~np.isnan(shares).all(axis=0)
    return {"audience_quality": np.where(known, np.clip(1 - np.nansum(shares, axis=0) / unit, 0, 1), np.nan)}


def _percent(column: pd.Series) -> np.ndarray:
    return read_numbers(column.astype("str").str.rstrip("% ").to_frame("share"), "share")


def _by_header(creators: pd.DataFrame, wanted: Mapping[str, tuple[str, ...]]) -> dict[str, pd.Series]:
    """Return the first column whose header, letters and digits alone, is among those ``wanted`` for each name."""
    headers = {_key(name): name for name in reversed(list(creators.columns))}
    chosen = {name: next((headers[key] for key in keys if key in headers), None) for name, keys in wanted.items()}
    return {name: creators[[header]].iloc[:, 0] for name, header in chosen.items() if header is not None}


def _key(name: object) -> str:
    return re.sub(r"[^a-z0-9]", "", str(name).lower())


def _profile_value(name: str, column: pd.Series) -> np.ndarray:
    if name == "bio_length" and not pd.api.types.is_numeric_dtype(column):
        return column.astype("str").str.len().where(column.notna()).to_numpy(dtype=float, na_value=np.nan)
    if name in ("profile_picture", "default_picture"):
        column = column.map(lambda value: WORDS.get(str(value).strip().lower(), value))
    return read_numbers(column.to_frame(name), name)


def digit_share(handles: pd.Series) -> np.ndarray:
    """Return the share of digits among each handle's characters."""
    words = handles.astype("str").fillna("").tolist()
    lengths = np.fromiter(map(len, words), dtype=np.int64, count=len(words))
    if not lengths.any():
        return np.full(len(words), np.nan)
    letters = np.frombuffer(("".join(words) + " ").encode("latin-1", "replace"), dtype=np.uint8)  # one byte a character
    digits = np.add.reduceat((letters >= ord("0")) & (letters <= ord("9")), np.cumsum(lengths) - lengths, dtype=np.int64)
    return np.divide(digits, lengths, out=np.full(len(words), np.nan), where=lengths > 0)
