"""Which canonical table a grid is: the kind whose columns its headers and cells speak for most."""

import tomllib
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from lib.ingest.content import Profile
from lib.ingest.headers import Header, fold
from lib.ingest.mapping import Assignment, assign
from lib.schema import MEDIA_MIX_SUFFIXES, TABLES

UNKNOWN = "unknown"
_FILE = Path(__file__).parent / "kinds.toml"
_LEAST = 3.0  # less evidence than this is no kind at all
_NAMED = 0.7  # what the file's or sheet's name adds
_NAME_WORDS = {
    "creators": ("creators", "creator", "influencers", "influencer", "kol", "kols", "bloggers", "youtubers", "accounts"),
    "campaigns": ("campaigns", "campaign", "deals", "collabs", "collaborations"),
    "posts": ("posts", "post", "content", "videos", "media"),
    "orders": ("orders", "order", "sales", "tracking", "transactions"),
    "traffic": ("traffic", "sessions", "ga4", "analytics"),
    "payouts": ("payouts", "payout", "payments", "payment"),
    "followers": ("followers", "follower", "history", "growth"),
    "comments": ("comments", "comment"),
    "audience": ("audience", "demographics", "gender", "territories"),
    "media_mix": ("mmm", "mix", "robyn", "spend"),
}


@lru_cache(maxsize=1)
def _rules() -> dict[str, dict]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))


def recognise(headers: Sequence[Header], profiles: Sequence[Profile], name: str = "") -> tuple[str, Assignment]:
    """Return the kind with the most evidence and its assignment; 'unknown' and an empty one when no kind has enough."""
    words = set(fold(name).split())
    best, found, most = UNKNOWN, Assignment({}, {}), _LEAST
    for kind in TABLES:
        assignment = assign(headers, profiles, kind)
        score = evidence(kind, assignment) + _NAMED * bool(words.intersection(_NAME_WORDS[kind]))
        if score > most:
            best, found, most = kind, assignment, score
    return best, found


def evidence(kind: str, assignment: Assignment) -> float:
    """Return how much an assignment speaks for ``kind``; 0 when the table lacks what that kind cannot lack."""
    rules = _rules()[kind]
    present = {_rule_name(column) for column in assignment.places}
    if not all(present.intersection(group) for group in rules["needs"]):
        return 0.0
    if kind == "media_mix" and sum(column.endswith(MEDIA_MIX_SUFFIXES) for column in assignment.places) < 2:
        return 0.0
    return sum(rules["weights"].get(_rule_name(column), 0.5) * sure for column, sure in assignment.confidence.items())


def _rule_name(column: str) -> str:
    return next((suffix for suffix in MEDIA_MIX_SUFFIXES if column.endswith(suffix)), column)
