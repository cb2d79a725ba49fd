"""How a name is written does not matter: handles, profile links, campaign names, codes and tags in one comparable form."""

import re
import unicodedata
from collections.abc import Callable
from urllib.parse import unquote_plus

import numpy as np
import pandas as pd

_HOSTS = {
    "instagram": "instagram", "tiktok": "tiktok", "youtube": "youtube", "facebook": "facebook", "twitter": "x", "x": "x",
    "twitch": "twitch", "snapchat": "snapchat", "pinterest": "pinterest", "linkedin": "linkedin", "t": "telegram",
    "vk": "vk", "rutube": "rutube", "weibo": "weibo", "xiaohongshu": "xiaohongshu", "douyin": "douyin", "bilibili": "bilibili",
}  # fmt: skip
_LINK = re.compile(
    r"^(?:https?:)?(?://)?(?:www\.|m\.|mobile\.|space\.)?([a-z0-9-]+)\.(?:com|tv|me|ru|net|org|co)/([^?#\s]+)", re.IGNORECASE
)
_WHOLE = re.compile(r"(\d+)\.0+$")  # a whole number as a spreadsheet writes it
_FOLDERS = {"channel", "c", "user", "in", "company", "add", "u", "profile"}
_NOT_PROFILES = {"p", "reel", "reels", "tv", "stories", "watch", "shorts", "video", "videos", "explore", "status", "playlist"}


def composed(text: str) -> str:
    """Return a text with each letter in its one composed, ordinary-width form: é is é whether a file writes one sign or two."""
    plain = str(text)
    return plain if plain.isascii() else unicodedata.normalize("NFKC", plain)


def identifier(text: str) -> str | None:
    """Return an identifier comparably: trimmed, case folded, without the .0 that a spreadsheet adds to whole numbers."""
    plain = composed(text).strip().casefold()
    if plain.endswith("0") and (whole := _WHOLE.match(plain)):
        return whole[1]
    return plain or None


def profile(url: str) -> tuple[str | None, str | None]:
    """Return (platform, handle) of a profile link or of a post link that names its account; (None, None) otherwise."""
    found = _LINK.match(str(url).strip())
    if not found:
        return None, None
    platform = _HOSTS.get(found[1].lower())
    parts = [part for part in found[2].split("/") if part]
    if parts and parts[0].lower() in _FOLDERS:
        parts = parts[1:]
    if platform is None or not parts or parts[0].lower() in _NOT_PROFILES:
        return platform, None
    return platform, parts[0].lstrip("@").casefold() or None


def handle(text: str) -> str | None:
    """Return an account name comparably: without @, link and case."""
    plain = composed(text).strip()
    if "/" in plain:
        named = profile(plain)[1]
        if named:
            return named
    return identifier(" ".join(plain.lstrip("@ ").split()))


def person(text: str) -> str | None:
    """Return a display name comparably: case folded, single spaces."""
    return " ".join(composed(text).split()).casefold() or None


def tag(text: str) -> str | None:
    """Return a campaign name or UTM tag comparably: decoded, case folded, words joined by one hyphen."""
    words = re.sub(r"[\W_]+", "-", unquote_plus(identifier(text) or "").casefold())
    return words.strip("-") or None


def squashed(text: str) -> str | None:
    """Return a tag without any separator, for tags that differ only by one."""
    return (tag(text) or "").replace("-", "") or None


def codes_of(text: str) -> list[str]:
    """Return the discount codes of one cell comparably; several are parted by commas, semicolons, bars or spaces."""
    return [code.casefold() for code in re.split(r"[,;|/\s]+", composed(text)) if code]


def coded(column: pd.Series, normalise: Callable[[str], str | None]) -> tuple[np.ndarray, list[str]]:
    """Return (codes, values): each row's position in the distinct comparable ``values``, −1 where missing."""
    raw, distinct = pd.factorize(column)
    comparable = pd.Series([normalise(text) for text in distinct], dtype=object)
    merged, values = pd.factorize(comparable)
    lookup = np.append(merged, -1)  # raw −1 reads the last entry
    return lookup[raw], list(values)


def texts(column: pd.Series, normalise: Callable[[str], str | None]) -> np.ndarray:
    """Return the comparable texts of ``column`` (object array, None where missing)."""
    codes, values = coded(column, normalise)
    return np.array([*values, None], dtype=object)[codes]
