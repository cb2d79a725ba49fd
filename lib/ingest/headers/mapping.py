"""Headers to canonical columns: candidates by words and content, then one optimal assignment per table."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import linear_sum_assignment

from lib.ingest.headers.content import Profile, fits, fits_text
from lib.ingest.headers.header import Header
from lib.ingest.headers.synonyms_index import STRONG, WEAK
from lib.ingest.headers.wording import by_words
from lib.schema import MEDIA_MIX_SUFFIXES, TABLES, column

FLOOR = 0.42  # less sure than this is not mapped
_LINK_FLOOR = 0.5  # nor is a doubtful identifier: a wrong link gives money to the wrong creator
_LINKS = ("creator_id", "campaign_id")
_WIDE = 400  # columns beyond which misspelt headers are not looked for: each costs a look at every known phrase
_LIFETIME = ("followers", "following", "posts")
_SPAN = re.compile(
    r"\b\d+ ?(?:d|days?|weeks?|months?)\b|\b(?:last|past|this|per) (?:day|week|month|year)\b|\b(?:daily|weekly|monthly)\b"
)
# More than this per follower and post is a lifetime's total under a bare "likes".
_MOST_PER_FOLLOWER = {"avg_likes": 1, "avg_comments": 1, "avg_shares": 1, "avg_saves": 1, "avg_engagements": 1, "avg_views": 50}
_NAMELESS = re.compile(r"column \d+")
_SPEND_WORD = re.compile(
    r"\b(spend|spending|spent|costs?|investment|expenses?|ausgaben|gasto|gastos|inversion|investimento|depenses?|spesa|harcama|расход|расходы|biaya)\b"
)
_IMPRESSION_WORD = re.compile(r"\b(impressions?|impr|imps|impresiones|impressoes|impressionen|gosterim|показы)\b")


@dataclass(frozen=True)
class Assignment:
    """Which header stands for which canonical column: column -> place of the header, and how surely."""

    places: dict[str, int]
    confidence: dict[str, float]


def assign(headers: Sequence[Header], profiles: Sequence[Profile], kind: str) -> Assignment:
    """Return the assignment of headers to the columns of ``kind`` with the greatest total score; each used once."""
    near = len(headers) <= _WIDE
    scored = [candidates(header, profile, kind, near) for header, profile in zip(headers, profiles, strict=True)]
    if kind == "creators" and all(_NAMELESS.fullmatch(header.text) for header in headers):
        scored = [{**found, **more} for found, more in zip(scored, _without_header(profiles), strict=True)]
    if kind == "campaigns":
        scored = _with_own_names(scored)
    names = sorted({name for found in scored for name in found})
    if not names:
        return Assignment({}, {})
    gain = np.zeros((len(headers), len(names)))
    for row, found in enumerate(scored):
        for name, score in found.items():
            gain[row, names.index(name)] = max(score + _preference(profiles[row], name, row), 0.0)
    rows, columns = linear_sum_assignment(np.where(gain >= FLOOR, gain, 0.0), maximize=True)
    chosen = [(names[j], int(i)) for i, j in zip(rows, columns, strict=True) if gain[i, j] >= FLOOR]
    doubtful = _doubtful(dict(chosen), profiles, headers, kind)
    chosen = [(name, place) for name, place in chosen if name not in doubtful or scored[place][name] > WEAK]
    return Assignment(dict(chosen), {name: round(min(scored[place][name], 1.0), 2) for name, place in chosen})


def _with_own_names(scored: list[dict[str, float]]) -> list[dict[str, float]]:
    """Return a campaign table's scores: beside campaign IDs and no other name of theirs, a bare "name" is the campaign's."""
    sure = {name for found in scored for name, score in found.items() if score > WEAK}
    if "campaign_id" not in sure or "campaign" in sure:
        return scored
    return [{**found, "handle": 0.0} if {"handle", "campaign"} <= found.keys() else found for found in scored]


def _doubtful(places: dict[str, int], profiles: Sequence[Profile], headers: Sequence[Header], kind: str) -> set[str]:
    """Return the columns that the rest of the table speaks against, to be kept only where their header is clear."""
    if kind == "orders" and "order_id" in places:
        return {"orders"}  # a quantity counts items where each row is an order
    if kind != "creators" or "followers" not in places:
        return set()
    usual = {name: profiles[place].middle * headers[place].scale for name, place in places.items()}
    return {name for name, most in _MOST_PER_FOLLOWER.items() if name in usual and usual[name] > most * usual["followers"]}


def _preference(profile: Profile, name: str, place: int) -> float:
    """Return the small extra that settles ties: numeric twins, handles that look like handles, the column further left."""
    extra = -0.0005 * place + 0.004 * profile.filled
    if name == "handle":
        return extra + 0.03 * (profile.handle - profile.spaces) + 0.02 * profile.at
    if name == "country":
        return extra - 0.03 * (max(profile.country, profile.two_letters) < 0.3)  # a "Location" may be a city
    if name == "name":
        return extra + 0.03 * profile.spaces - 0.02 * profile.at
    return extra + 0.1 * profile.bare * profile.numeric


def candidates(header: Header, profile: Profile, kind: str, near: bool = True) -> dict[str, float]:
    """Return canonical column -> score (0–1) for one header in a table of ``kind``, by its words and its cells.

    ``near`` also understands misspelt headers.
    """
    named = _named(header, kind, near)
    if kind == "media_mix" and (channel := _channel(header)):
        named[channel] = 0.9
    if header.percent:
        named = {name: weight for name, weight in named.items() if _type(kind, name) not in ("count", "money")}
    named = {name: weight for name, weight in named.items() if not _counts_for_names(header, profile, kind, name)}
    found = {name: weight * _fit(profile, kind, name, header) for name, weight in named.items()}
    if not named:
        found = _by_content(profile, kind)
    return {name: score for name, score in found.items() if score >= (_LINK_FLOOR if name in _LINKS else FLOOR - 0.06)}


def _named(header: Header, kind: str, near: bool) -> dict[str, float]:
    """Return what the words suggest: the whole header when that is known exactly, else its parts above one another."""
    whole = dict(by_words(header.text, kind, near))
    if not header.parts or max(whole.values(), default=0.0) >= STRONG:
        return whole
    return next((found for part in header.parts if (found := dict(by_words(part, kind, near)))), whole)


def _counts_for_names(header: Header, profile: Profile, kind: str, name: str) -> bool:
    """Return whether a header counts things ("Posts") where the column names one of them, or the other way round."""
    if _type(kind, name) == "count":
        return header.words.endswith(" id")
    return name in ("post_id", "order_id") and header.words.endswith("s") and profile.numeric > 0.5


def _type(kind: str, name: str) -> str:
    found = column(kind, name)
    return found.type if found else "text"


def _fit(profile: Profile, kind: str, name: str, header: Header) -> float:
    sort = _type(kind, name)
    if sort == "text":
        return fits_text(profile, name)
    if name == "engagement_rate" and not header.percent and profile.percent < 0.5 and profile.middle > 100:
        return 0.0
    if name == "watch_time" and header.seconds >= 3600:
        return 0.0  # hours: the total of all plays, not the average of one
    if name in _LIFETIME and kind == "creators" and _SPAN.search(header.full):
        return 0.0
    if name == "discount" and 0 <= profile.low <= profile.high <= 1 and profile.whole < 1:
        return 0.0  # a share of the price
    if name == "avg_engagements" and (profile.percent > 0.5 or header.percent):
        return 0.0
    if sort == "money" and profile.percent > 0.5:
        return 0.0
    return fits(profile, sort)


def _by_content(profile: Profile, kind: str) -> dict[str, float]:
    """Return what the cells alone say, for a header whose words say nothing."""
    evidence = {
        "email": profile.email,
        "url": max(profile.social_url, profile.url * 0.8),
        "handle": profile.at,
        "platform": profile.platform,
        "tier_given": profile.tier,
    }
    columns = TABLES[kind].columns
    return {name: 0.62 * share for name, share in evidence.items() if name in columns and share > 0.8}


def _without_header(profiles: Sequence[Profile]) -> list[dict[str, float]]:
    """Return what cells alone say in a list of creators without a header; nothing where two columns could be the same."""
    looks = {
        "followers": lambda one: one.numeric > 0.9 and one.whole > 0.9 and not one.percent and not one.date and one.middle >= 100,
        "engagement_rate": lambda one: one.percent > 0.8,
        "country": lambda one: one.two_letters > 0.8,
    }
    found: list[dict[str, float]] = [{} for _ in profiles]
    for name, like in looks.items():
        places = [place for place, profile in enumerate(profiles) if like(profile)]
        if len(places) == 1:
            found[places[0]][name] = 0.6
    return found


def _channel(header: Header) -> str:
    """Return '<channel>_spend' or '<channel>_impressions' when a media-mix header names one; '' otherwise."""
    text = header.text.strip()
    if marked := re.fullmatch(r"(\w+)_([SI])", text):
        return _slug(marked[1]) + MEDIA_MIX_SUFFIXES["SI".index(marked[2])]
    for pattern, suffix in ((_SPEND_WORD, "_spend"), (_IMPRESSION_WORD, "_impressions")):
        if pattern.search(header.words):
            rest = pattern.sub(" ", header.words)
            rest = " ".join(
                part for part in rest.split() if part not in ("ad", "ads", "media", "marketing", "total", "in", "on", "of")
            )
            return _slug(rest) + suffix if rest and not rest.isdecimal() else ""
    return ""


def _slug(text: str) -> str:
    return "_".join(re.sub(r"[^\w]+", " ", text.casefold()).split())
