"""Headers to canonical columns: candidates by words and content, then one optimal assignment per table."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from rapidfuzz import fuzz, process
from scipy.optimize import linear_sum_assignment

from lib.ingest.content import Profile, fits, fits_text
from lib.ingest.headers import Header, number_suffix
from lib.ingest.synonyms_index import WEAK, Meaning, averages, filler, meanings
from lib.schema import MEDIA_MIX_SUFFIXES, TABLES, column

FLOOR = 0.42  # less sure than this is not mapped
_LINK_FLOOR = 0.5  # nor is a doubtful identifier: a wrong link gives money to the wrong creator
_LINKS = ("creator_id", "campaign_id")
_WIDE = 400  # columns beyond which misspelt headers are not looked for: each costs a look at every known phrase
_KEPT = {"creators": {"total", "post", "video"}, "campaigns": {"post"}, "posts": {"post"}}
# What a measure is called in a creator list when it is an average.
_BASES = {name: f"avg_{name}" for name in ("likes", "comments", "views", "shares", "saves", "engagements")}
_BASES |= {"impressions": "avg_views", "engagement_rate": "engagement_rate", "followers": None}
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
    names = sorted({name for found in scored for name in found})
    if not names:
        return Assignment({}, {})
    gain = np.zeros((len(headers), len(names)))
    for row, found in enumerate(scored):
        for name, score in found.items():
            gain[row, names.index(name)] = max(score + _preference(profiles[row], name, row), 0.0)
    rows, columns = linear_sum_assignment(np.where(gain >= FLOOR, gain, 0.0), maximize=True)
    chosen = [(names[j], int(i)) for i, j in zip(rows, columns, strict=True) if gain[i, j] >= FLOOR]
    return Assignment(dict(chosen), {name: round(min(scored[place][name], 1.0), 2) for name, place in chosen})


def _preference(profile: Profile, name: str, place: int) -> float:
    """Return the small extra that settles ties: numeric twins, handles that look like handles, the column further left."""
    extra = -0.0005 * place + 0.004 * profile.filled
    if name == "handle":
        return extra + 0.03 * (profile.handle - profile.spaces) + 0.02 * profile.at
    if name == "name":
        return extra + 0.03 * profile.spaces - 0.02 * profile.at
    return extra + 0.1 * profile.bare * profile.numeric


def candidates(header: Header, profile: Profile, kind: str, near: bool = True) -> dict[str, float]:
    """Return canonical column -> score (0–1) for one header in a table of ``kind``, by its words and its cells.

    ``near`` also understands misspelt headers.
    """
    named = dict(by_words(header.words, header.full, kind, near))
    if kind == "media_mix" and (channel := _channel(header)):
        named[channel] = 0.9
    if header.percent:
        named = {name: weight for name, weight in named.items() if _type(kind, name) not in ("count", "money")}
    found = {name: weight * _fit(profile, kind, name, header) for name, weight in named.items()}
    if not named:
        found = _by_content(profile, kind)
    return {name: score for name, score in found.items() if score >= (_LINK_FLOOR if name in _LINKS else FLOOR - 0.06)}


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


@lru_cache(maxsize=16384)
def by_words(words: str, full: str, kind: str, near: bool) -> tuple[tuple[str, float], ...]:
    """Return (column, weight) pairs that the folded header words suggest: exact, average, reduced, numbered, fuzzy (``near``)."""
    index = meanings(kind)
    if kind == "creators" and (averaged := _averaged(words)):
        return averaged
    for phrase, trust in ((full, 1.0), (words, 1.0), (words.replace(" ", ""), 0.98)):
        if found := index.get(phrase) or _joined(kind).get(phrase):
            return _pairs(found, trust)
    base, number = number_suffix(words)
    if number and (found := index.get(base)):
        return _pairs(found, 0.97 if number == 1 else 0.5)
    if found := _reduced(kind).get(_reduce(words, kind)):
        return _pairs(found, 0.9)
    return _fuzzy(words, kind) if near else ()


def _pairs(found: Sequence[Meaning], trust: float) -> tuple[tuple[str, float], ...]:
    homeless = any(meaning.column is None for meaning in found)
    return tuple((m.column, m.weight * trust * (0.7 if homeless else 1.0)) for m in found if m.column is not None)


def _averaged(words: str) -> tuple[tuple[str, float], ...]:
    """Return the average column when the words hold "average" beside a measure ("likes avg", "durchschnittliche likes")."""
    if any(meaning.column is None for meaning in meanings("creators").get(words, ())):
        return ()
    parts = tuple(words.split())
    for marker in averages():
        for start in range(len(parts) - len(marker) + 1):
            if parts[start : start + len(marker)] == marker:
                return _average_of(" ".join(parts[:start] + parts[start + len(marker) :]))
        joined = len(marker) == 1 and not marker[0].isascii() and words.startswith(marker[0])  # no space between words
        if joined and (rest := _average_of(words.removeprefix(marker[0]).strip())):
            return rest
    return ()


def _average_of(rest: str) -> tuple[tuple[str, float], ...]:
    if rest in meanings("creators") and any(m.column in _BASES.values() and m.weight > WEAK for m in meanings("creators")[rest]):
        return _pairs([m for m in meanings("creators")[rest] if m.column in _BASES.values()], 0.97)
    for kind in ("posts", "campaigns"):
        found = [m for m in meanings(kind).get(rest, ()) if m.column in _BASES and m.weight > WEAK]
        if found and (name := _BASES[found[0].column]):
            return ((name, 0.94),)
    return ()


def _reduce(words: str, kind: str) -> str:
    kept = _KEPT.get(kind, set())
    parts = [_singular(part) for part in words.split() if part not in filler() - kept]
    return " ".join(sorted(parts))


def _singular(word: str) -> str:
    if len(word) < 5 or not word.isascii():
        return word
    return word[:-3] + "y" if word.endswith("ies") else word[:-1] if word.endswith("s") and not word.endswith("ss") else word


@lru_cache(maxsize=16)
def _reduced(kind: str) -> dict[str, tuple[Meaning, ...]]:
    """Return phrases stripped of filler words -> meanings; a phrase in full wins over one that was stripped."""
    found: dict[str, tuple[int, tuple[Meaning, ...]]] = {}
    for phrase, meant in meanings(kind).items():
        short = _reduce(phrase, kind)
        lost = len(phrase.split()) - len(short.split())
        if short and (short not in found or lost < found[short][0]):
            found[short] = (lost, meant)
    return {phrase: meant for phrase, (_, meant) in found.items()}


@lru_cache(maxsize=16)
def _joined(kind: str) -> dict[str, tuple[Meaning, ...]]:
    return {phrase.replace(" ", ""): meant for phrase, meant in meanings(kind).items() if " " in phrase}


@lru_cache(maxsize=16)
def _phrases(kind: str) -> list[str]:
    return [phrase for phrase in meanings(kind) if len(phrase) > 3]


def _fuzzy(words: str, kind: str) -> tuple[tuple[str, float], ...]:
    """Return the meaning of a misspelt phrase: nearly all letters alike, same number of words within one."""
    if len(words) < 5 or len(words) > 60:
        return ()
    best = process.extractOne(words, _phrases(kind), scorer=fuzz.token_sort_ratio, score_cutoff=86)
    if best is None:
        return ()
    phrase, score, _ = best
    if abs(len(phrase.split()) - len(words.split())) > 1 or (score < 92 and len(words) < 8):
        return ()
    return _pairs(meanings(kind)[phrase], score / 100 * 0.85)


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
