"""The header words of every language, gathered from ``synonyms/*.toml`` into one index per table kind."""

import tomllib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from lib.ingest.headers.header import fold
from lib.schema import TABLES

_FOLDER = Path(__file__).parents[1] / "synonyms"
LANGUAGES = tuple(sorted(path.stem for path in _FOLDER.glob("*.toml")))
WEAK = 0.6  # a phrase marked "?" in the data
STRONG = 0.95
EXACT = 1.0
NAMED = 0.85  # a creator's name in a table that knows creators by their handle
_NAMED_BY_HANDLE = ("campaigns", "posts", "payouts", "followers")


@dataclass(frozen=True)
class Meaning:
    """What a phrase may mean in one kind of table: a canonical column (None: no home), how surely, in which language."""

    column: str | None
    weight: float
    language: str


@lru_cache(maxsize=1)
def _files() -> dict[str, dict[str, dict[str, list[str]]]]:
    paths = sorted(_FOLDER.glob("*.toml"), key=lambda path: (path.stem != "english", path.stem))
    return {path.stem: tomllib.loads(path.read_text(encoding="utf-8")) for path in paths}


@lru_cache(maxsize=1)
def averages() -> tuple[tuple[str, ...], ...]:
    """Return the phrases that say "average", as words, longest first."""
    found = {tuple(fold(phrase).split()) for data in _files().values() for phrase in data.get("averages", {}).get("words", [])}
    return tuple(sorted(found, key=lambda words: (-len(words), words)))


@lru_cache(maxsize=32)
def filler(language: str) -> frozenset[str]:
    """Return the folded words of ``language`` ('': English) that say nothing about which measure a header names."""
    words = _files()[language or "english"].get("filler", {}).get("words", [])
    return frozenset(part for word in words for part in fold(word).split())


@lru_cache(maxsize=1)
def affixes() -> tuple[str, ...]:
    """Return what scripts without spaces put before or after a measure and says nothing ("数", "จำนวน"), longest first."""
    found = {fold(word) for data in _files().values() for word in data.get("affixes", {}).get("words", [])}
    return tuple(sorted(found, key=lambda word: (-len(word), word)))


@lru_cache(maxsize=16)
def meanings(kind: str) -> dict[str, tuple[Meaning, ...]]:
    """Return folded phrase -> its meanings in tables of ``kind``, the kind's own words before those of every table."""
    index: dict[str, dict[str | None, Meaning]] = {}
    for column in TABLES[kind].columns.values():
        _add(index, column.name.replace("_", " "), Meaning(column.name, EXACT, "english"))
        _add(index, column.label, Meaning(column.name, STRONG, "english"))
    own = {
        fold(phrase): column for data in _files().values() for column, phrases in data.get(kind, {}).items() for phrase in phrases
    }
    for language, data in _files().items():
        for section in (kind, "any"):
            for column, phrases in data.get(section, {}).items():
                for phrase in phrases if column in TABLES[kind].columns else ():
                    elsewhere = section == "any" and own.get(fold(phrase), column) != column  # the kind's own word wins
                    weight = WEAK if phrase.endswith("?") or elsewhere else STRONG
                    _add(index, phrase.rstrip("?"), Meaning(column, weight, language))
        for phrase in _creator_names(data) if kind in _NAMED_BY_HANDLE else ():
            _add(index, phrase, Meaning("handle", NAMED, language))
        for phrase in data.get("none", {}).get("any", []) + data.get("none", {}).get(kind, []):
            _add(index, phrase, Meaning(None, STRONG, language))
    return {phrase: _settled(found) for phrase, found in index.items()}


def _creator_names(data: dict[str, dict[str, list[str]]]) -> list[str]:
    """Return phrases of more than one word that name a creator ("nom du créateur"); "name" alone could name anything."""
    phrases = data.get("creators", {}).get("name", []) + data.get("creators", {}).get("handle", [])
    return [phrase for phrase in phrases if " " in fold(phrase) and not phrase.endswith("?")]


def writing(headers: Iterable[str], kind: str) -> dict[str, str]:
    """Return how numbers and dates are written in the language of folded header words: decimal sign, date order.

    Empty when the headers are English or no one language explains two of them.
    """
    known = meanings(kind)
    counts = Counter(found.language for words in headers for found in known.get(words, ())[:1])
    if not counts or (best := counts.most_common(1)[0])[0] == "english" or best[1] < 2:
        return {}
    return dict(_files()[best[0]].get("writing", {}))


def _add(index: dict[str, dict[str | None, Meaning]], phrase: str, meaning: Meaning) -> None:
    found = index.setdefault(fold(phrase), {})
    known = found.get(meaning.column)
    if known is None or known.weight < meaning.weight:
        found[meaning.column] = meaning


def _settled(found: dict[str | None, Meaning]) -> tuple[Meaning, ...]:
    """Drop "no home" where a strong meaning exists in the same table."""
    columns = [meaning for meaning in found.values() if meaning.column is not None]
    if columns and max(meaning.weight for meaning in columns) > WEAK:
        return tuple(columns)
    return tuple(found.values())
