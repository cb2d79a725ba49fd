"""Which canonical table a grid is: the kind whose columns its headers and cells speak for most."""

import tomllib
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from lib.ingest.headers.content import Profile
from lib.ingest.headers.header import Header, fold
from lib.ingest.headers.mapping import Assignment, assign
from lib.schema import MEDIA_MIX_SUFFIXES, TABLES

UNKNOWN = "unknown"
_FILE = Path(__file__).parent / "kinds.toml"
_LEAST = 3.0  # less evidence than this is no kind at all
_NAMED = 0.7  # what the file's or sheet's name adds
_ACCOUNT = ("creator_id", "handle", "url", "name")
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
    "touches": ("touches", "touchpoints", "touchpoint", "journeys", "paths"),
}


@lru_cache(maxsize=1)
def _rules() -> dict[str, dict]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))


def recognise(headers: Sequence[Header], profiles: Sequence[Profile], name: str = "") -> tuple[str, Assignment]:
    """Return the kind with the most evidence and its assignment; 'unknown' and an empty one when no kind has enough."""
    words = set(fold(name).split())
    found = {kind: assign(headers, profiles, kind) for kind in TABLES}
    scores = {kind: evidence(kind, found[kind], found["campaigns"]) for kind in TABLES}
    if scores["followers"] and scores["creators"]:
        repeats = _repeats_accounts(found["creators"], profiles)
        if repeats or _tells_more(found["creators"], found["followers"], profiles):
            scores["creators" if repeats else "followers"] = 0.0
    scores = {kind: score and score + _NAMED * bool(words.intersection(_NAME_WORDS[kind])) for kind, score in scores.items()}
    best = max(scores, key=scores.__getitem__)
    return (best, found[best]) if scores[best] > _LEAST else (UNKNOWN, Assignment({}, {}))


def _repeats_accounts(creators: Assignment, profiles: Sequence[Profile]) -> bool:
    """Return whether the same accounts stand in several rows, as they do day by day and never do in a list of creators."""
    accounts = [profiles[creators.places[name]] for name in _ACCOUNT if name in creators.places]
    return bool(accounts) and all(account.unique <= 0.5 for account in accounts)


def _tells_more(creators: Assignment, followers: Assignment, profiles: Sequence[Profile]) -> bool:
    """Return whether each account stands once and has more to it than its size on a day, as in a form that creators fill in."""
    once = any(profiles[creators.places[name]].unique == 1 for name in _ACCOUNT if name in creators.places)
    return once and len(creators.places) > len(followers.places)


def evidence(kind: str, assignment: Assignment, campaigns: Assignment) -> float:
    """Return how much an assignment speaks for ``kind``; 0 when the table lacks what that kind cannot lack.

    Columns that only ``campaigns``, the same table read as campaigns, makes sense of may speak against the kind.
    """
    rules = _rules()[kind]
    present = {_rule_name(column) for column in assignment.places}
    if not all(present.intersection(group) for group in rules["needs"]):
        return 0.0
    if kind == "media_mix" and sum(column.endswith(MEDIA_MIX_SUFFIXES) for column in assignment.places) < 2:
        return 0.0
    used = set(assignment.places.values())
    lost = sum(rules.get("against", {}).get(column, 0.0) for column, place in campaigns.places.items() if place not in used)
    return max(sum(rules["weights"].get(_rule_name(name), 0.5) * sure for name, sure in assignment.confidence.items()) - lost, 0.0)


def _rule_name(column: str) -> str:
    return next((suffix for suffix in MEDIA_MIX_SUFFIXES if column.endswith(suffix)), column)
