"""What a column holds, judged by its cells alone: the evidence beside the header's words."""

import re
from collections import Counter
from dataclasses import dataclass

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from lib.ingest.cells.cleaning import cleaned
from lib.ingest.cells.codes import (
    country_code,
    flag_value,
    is_marketing_channel,
    is_tier,
    model_code,
    platform_code,
    platform_of_url,
)
from lib.ingest.cells.dates import read_dates
from lib.ingest.cells.numbers import currency_code, read_numbers
from lib.ingest.cells.times import seconds_of

SAMPLE = 100
_URL = re.compile(r"^(?:https?://|www\.)\S+$|^[\w-]+(?:\.[\w-]+)*\.[a-z]{2,12}(?:/\S*)?$", re.I)
_EMAIL = re.compile(r"^[^@\s]+@[^@\s]+\.[a-z]{2,}$", re.I)
# Languages enough to tell a column of countries from one of cities under a header such as "Location".
_COUNTRY_NAMES = ("en", "es", "de", "fr", "pt", "it")
_HANDLE = re.compile(r"^@?[\w.\-]{2,40}$")


@dataclass(frozen=True)
class Profile:
    """Shares (0–1) of a sample's filled cells that look like each thing, and the spread of its numbers."""

    filled: float
    numeric: float = 0.0
    whole: float = 0.0  # of the numeric cells, those without a fraction
    bare: float = 0.0  # of the numeric cells, those without K, M, % or a currency
    percent: float = 0.0
    money: float = 0.0
    date: float = 0.0
    duration: float = 0.0
    url: float = 0.0
    social_url: float = 0.0
    email: float = 0.0
    at: float = 0.0
    handle: float = 0.0
    platform: float = 0.0
    flag: float = 0.0
    tier: float = 0.0
    channel: float = 0.0
    model: float = 0.0
    currency: float = 0.0
    two_letters: float = 0.0
    country: float = 0.0
    spaces: float = 0.0
    unique: float = 0.0
    words: float = 0.0
    low: float = np.nan
    middle: float = np.nan
    high: float = np.nan


def profile(cells: pd.Series) -> Profile:
    """Return the profile of a text column, from at most ``SAMPLE`` of its cells spread over the whole."""
    found = cleaned(_spread(cells))
    filled = found.drop_null()
    if not len(filled):
        return Profile(0.0)
    share = len(filled) / len(found)
    numbers = read_numbers(filled, whole=True)
    known = np.isfinite(numbers.array)
    unique = pc.count_distinct(filled).as_py() / len(filled)
    facts: dict[str, float] = {"filled": share, "unique": unique, "numeric": float(known.mean())}
    if known.any():
        facts |= _numeric_facts(filled, numbers.array[known], numbers.percent, numbers.currency)
    if facts["numeric"] < 1 or _maybe_days(facts) or numbers.ranges.any():  # "2025-11" is a month, too
        texts = filled.to_pylist()
        facts |= _text_facts(texts)
        addresses = max(facts["email"], facts["url"], facts["at"]) > 0.5
        if not addresses and any(any(sign.isdecimal() for sign in text) for text in texts):
            facts["date"] = float((~read_dates(filled).unreadable).mean())
    elif set(filled.to_pylist()) <= {"0", "1", "0.0", "1.0"}:
        facts["flag"] = 1.0
    return Profile(**facts)


def _spread(cells: pd.Series) -> pd.Series:
    if len(cells) <= SAMPLE:
        return cells
    half = SAMPLE // 2
    later = np.linspace(half, len(cells) - 1, SAMPLE - half).astype(int)
    return cells.iloc[np.unique(np.r_[np.arange(half), later])]


def _maybe_days(facts: dict[str, float]) -> bool:
    return (
        (facts["low"] >= 20_000 and facts["high"] < 80_000)
        or (facts["low"] > 19_000_000 and facts["high"] < 21_000_000)
        or 8e8 < facts["low"] < 4.2e12
    )


def _numeric_facts(cells: pa.Array, values: np.ndarray, percent: np.ndarray, currency: np.ndarray | None) -> dict[str, float]:
    bare = pc.match_substring_regex(cells, r"^[+-]?[\d.,'  ]+$")
    return {
        "whole": float((values == np.floor(values)).mean()),
        "bare": pc.sum(bare).as_py() / len(cells),
        "percent": float(percent.mean()),
        "money": 0.0 if currency is None else float((currency != "").mean()),
        "low": float(values.min()),
        "middle": float(np.median(values)),
        "high": float(values.max()),
    }


def _text_facts(texts: list[str]) -> dict[str, float]:
    names = (
        "url",
        "social_url",
        "email",
        "at",
        "handle",
        "platform",
        "flag",
        "tier",
        "channel",
        "model",
        "currency",
        "two_letters",
        "country",
        "spaces",
        "duration",
        "words",
    )
    sums = dict.fromkeys(names, 0.0)
    for text, times in Counter(texts).items():
        for name, found in _text_kind(text).items():
            sums[name] += found * times
    return {name: total / len(texts) for name, total in sums.items()}


def _text_kind(text: str) -> dict[str, float]:
    """Return what one cell looks like."""
    url = "@" not in text and bool(_URL.match(text))
    found = {
        "url": url,
        "social_url": (url or "/" in text) and bool(platform_of_url(text)),
        "email": bool(_EMAIL.match(text)),
        "at": text.startswith("@"),
        "handle": bool(_HANDLE.match(text)),
        "two_letters": len(text) == 2 and text.isalpha() and text.isupper(),
        "spaces": " " in text,
        "words": text.count(" ") + 1,
    }
    if len(text) <= 40:
        found |= {
            "currency": bool(currency_code(text)),
            "platform": not url and bool(platform_code(text)),
            "flag": flag_value(text) is not None,
            "tier": is_tier(text),
            "channel": is_marketing_channel(text),
            "model": bool(model_code(text)),
            "country": bool(country_code(text, _COUNTRY_NAMES)),
            "duration": seconds_of(text) is not None,
        }
    return found


def fits(profile: Profile, kind: str) -> float:
    """Return how well cells of this profile can be values of a schema type: 1 yes, 0 no, between when thin."""
    if not profile.filled:
        return 0.6
    if kind in ("count", "money", "rate"):
        if kind == "count" and profile.percent > 0.5:
            return 0.0
        if profile.date > 0.8 and profile.numeric < 0.5:
            return 0.0
        return 1.0 if profile.numeric >= 0.9 else 0.85 if profile.numeric >= 0.6 else 0.0
    if kind == "seconds":
        return 1.0 if max(profile.duration, profile.numeric) >= 0.6 else 0.0
    if kind == "date":
        return 1.0 if profile.date >= 0.9 else 0.8 if profile.date >= 0.5 else 0.0
    if kind == "flag":
        return 1.0 if profile.flag >= 0.8 else 0.0
    return 1.0


_NEVER_NUMBERS = {
    "name", "category", "country", "city", "caption", "text", "campaign", "brand", "objective", "language", "email", "url",
    "platform", "tier_given", "content_type", "survey_answer", "author", "channel", "utm_medium", "dimension", "currency",
    "partnership_model",
}  # fmt: skip


def fits_text(profile: Profile, column: str) -> float:
    """Return how well cells of this profile can stand in a text column of that name."""
    if not profile.filled:
        return 0.6
    if column in _NEVER_NUMBERS and profile.numeric > 0.6:
        return 0.5 if column == "campaign" else 0.0
    if column in ("handle", "author"):
        return _fits_handle(profile)
    if column == "city" and profile.country > 0.6:
        return 0.5
    if column == "name" and profile.at > 0.5:
        return 0.6
    if column in ("name", "country", "city", "category"):
        return 0.0 if profile.url > 0.5 or profile.email > 0.5 or profile.date > 0.8 else 1.0
    special = {
        "url": float(profile.url + profile.social_url > 0.3),
        "email": float(profile.email > 0.5),
        "platform": 1.0 if profile.platform > 0.5 else 0.75 if profile.platform > 0.15 else 0.0,
        "currency": float(profile.currency > 0.5 or profile.unique < 0.2),
        "partnership_model": 1.0 if profile.model > 0.3 else 0.55,
        "tier_given": 1.0 if profile.tier > 0.5 else 0.7,
    }
    return special.get(column, 1.0)


def _fits_handle(profile: Profile) -> float:
    if profile.numeric > 0.9 or profile.date > 0.8 or profile.channel > 0.5:
        return 0.0
    if profile.at > 0.5 or profile.handle > 0.9 or profile.social_url > 0.5:
        return 1.0
    return 0.93 if profile.words < 4 else 0.5
