"""What a header's words mean: exactly, as an average, without words that say nothing, in two languages, cut short, misspelt."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from rapidfuzz import fuzz, process

from lib.ingest.cells.numbers import header_words
from lib.ingest.headers.header import fold, number_suffix, parse_header
from lib.ingest.headers.synonyms_index import LANGUAGES, WEAK, Meaning, affixes, averages, filler, meanings

_POSTS = {"post", "posts"}
_KEPT = {"creators": _POSTS | {"total", "video"}, "campaigns": _POSTS, "posts": _POSTS}
# What a measure is called in a creator list when it is an average.
BASES = {name: f"avg_{name}" for name in ("likes", "comments", "views", "shares", "saves", "engagements")}
BASES |= {"impressions": "avg_views", "engagement_rate": "engagement_rate", "followers": None}
_PARTS = re.compile(
    r"[/|\n\r;()\[\]（）【】:：—–•・]|\s-\s"
    r"|(?<=[a-z])\s*(?=[^\W\d_a-zA-ZÀ-ɏ])|(?<=[^\W\d_a-zA-ZÀ-ɏ])\s*(?=[A-Za-z])"  # where Latin letters meet others
)
_BRACKETS = re.compile(r"\s*[\[(（]([^)\]）]*)[)\]）]")
_CUT = re.compile(r"\w+\.?")
_SPANS = re.compile(r"近?\d+\s*[天日条篇条本件個个]?|최근\s*\d*\s*개?")  # "近30天平均点赞": of the last 30 days
_LEAST_CUT = 2  # letters of a word cut short

Meant = tuple[Meaning, ...]
Pairs = tuple[tuple[str, float], ...]


@lru_cache(maxsize=16384)
def by_words(text: str, kind: str, near: bool) -> Pairs:
    """Return (column, weight) pairs that a header as written suggests in tables of ``kind``; ``near``: misspelt ones too."""
    header = parse_header(text)
    exact = _exact(header.full, kind) or _exact(header.words, kind)
    if kind == "creators" and all(meaning.weight <= WEAK for meaning in exact):
        averaged = _averaged(header.words, text) or _averaged(header.full, text)
        if averaged:
            return averaged
    if exact:
        return _pairs(exact, 1.0)
    if _is_ratio(text, kind):
        return ()
    base, number = number_suffix(header.words)
    if number and (found := meanings(kind).get(base)):
        return _pairs(found, 0.97 if number == 1 else 0.5)
    if found := _loosely(header.words, kind):
        return _pairs(found, 0.9)
    return _by_parts(text, kind) or _cut_short(text, kind) or (_fuzzy(header.words, kind) if near else ())


def _is_ratio(text: str, kind: str) -> bool:
    """Return whether a header divides one measure by another: "Posts/Followers" is neither."""
    meant = [{m.column for m in _exact(fold(part), kind)} for part in text.split("/")]
    return len(meant) == 2 and all(meant) and not meant[0] & meant[1]


def _pairs(found: Sequence[Meaning], trust: float) -> Pairs:
    homeless = any(meaning.column is None for meaning in found)
    return tuple((m.column, m.weight * trust * (0.7 if homeless else 1.0)) for m in found if m.column is not None)


def _exact(words: str, kind: str) -> Meant:
    """Return the meanings of the very words, spaces aside."""
    index = meanings(kind)
    return index.get(words) or index.get(words.replace(" ", "")) or _joined(kind).get(words.replace(" ", "")) or ()


def _loosely(words: str, kind: str) -> Meant:
    """Return the meanings of words freed of those that say nothing, in English, in any one language, or of affixes."""
    if found := _reduced(kind, "").get(_reduce(words, kind, "")):
        return found
    for language in LANGUAGES:
        short = _reduce(words, kind, language)
        if short and short != words and (found := _reduced(kind, language).get(short) or meanings(kind).get(short)):
            return found
    return next((found for short in _without_affixes(words) if (found := _exact(short, kind))), ())


def _known(words: str, kind: str) -> Meant:
    return _exact(words, kind) or _loosely(words, kind)


def _averaged(words: str, text: str) -> Pairs:
    """Return the average column when the words hold "average" beside a measure ("likes avg", "durchschnittliche likes")."""
    if any(meaning.column is None for meaning in meanings("creators").get(words, ())):
        return ()
    parts = tuple(words.split())
    for marker in averages():
        for start in range(len(parts) - len(marker) + 1):
            if parts[start : start + len(marker)] == marker:
                return _average_of(" ".join(parts[:start] + parts[start + len(marker) :]), text)
        unspaced = len(marker) == 1 and not marker[0].isascii()
        if unspaced and (rest := _beside(words, marker[0])) and (found := _average_of(rest, "")):
            return found
    return ()


def _beside(words: str, marker: str) -> str:
    """Return what stands beside a marker in a script without spaces; '' when the marker is not there."""
    if words.startswith(marker):
        return words.removeprefix(marker).strip()
    return words.replace(marker, "", 1).strip() if len(marker) > 1 and marker in words else ""


def _average_of(rest: str, text: str) -> Pairs:
    """Return the average column of the measure that the words beside "average" name."""
    rest = _SPANS.sub("", rest).strip() or rest
    own = [m for m in _known(rest, "creators") if m.column in BASES.values() and m.weight > WEAK]
    if own:
        return _pairs([m for m in _known(rest, "creators") if m.column in BASES.values()], 0.97)
    for kind in ("posts", "campaigns"):
        found = [m for m in _known(rest, kind) if m.column in BASES and m.weight > WEAK]
        if found and (name := BASES[found[0].column]):
            return ((name, 0.94),)
    cut = dict(_cut_short(" ".join(word for word in text.split() if fold(word) in rest.split()), "posts")) if text else {}
    named = next((BASES[name] for name in cut if BASES.get(name)), None)
    return ((named, 0.85),) if named else ()


def _reduce(words: str, kind: str, language: str) -> str:
    """Return the words in order of the alphabet without ``language``'s filler ('': English, plurals undone)."""
    nothing = filler(language) - _KEPT.get(kind, set())
    parts = [part for part in words.split() if part not in nothing]
    return " ".join(sorted(parts if language else map(_singular, parts)))


def _singular(word: str) -> str:
    if len(word) < 5 or not word.isascii():
        return word
    return word[:-3] + "y" if word.endswith("ies") else word[:-1] if word.endswith("s") and not word.endswith("ss") else word


@lru_cache(maxsize=16)
def _spoken(kind: str) -> dict[str, dict[str, Meant]]:
    """Return language -> its phrases and their meanings."""
    found: dict[str, dict[str, Meant]] = {language: {} for language in LANGUAGES}
    for phrase, meant in meanings(kind).items():
        for language in {meaning.language for meaning in meant}:
            found[language][phrase] = meant
    return found


@lru_cache(maxsize=512)
def _reduced(kind: str, language: str) -> dict[str, Meant]:
    """Return phrases stripped of filler words -> meanings; a phrase in full wins over one that was stripped."""
    found: dict[str, tuple[int, Meant]] = {}
    for phrase, meant in _spoken(kind)[language].items() if language else meanings(kind).items():
        short = _reduce(phrase, kind, language)
        lost = len(phrase.split()) - len(short.split())
        if short and (short not in found or lost < found[short][0]):
            found[short] = (lost, meant)
    return {phrase: meant for phrase, (_, meant) in found.items()}


@lru_cache(maxsize=16)
def _joined(kind: str) -> dict[str, Meant]:
    return {phrase.replace(" ", ""): meant for phrase, meant in meanings(kind).items() if " " in phrase}


def _without_affixes(words: str) -> Iterator[str]:
    """Yield the words freed of what scripts without spaces put before or after a measure: "粉丝数" -> "粉丝"."""
    if words.isascii():
        return
    short = words.replace(" ", "")
    for _ in range(3):
        start = next((affix for affix in affixes() if short.startswith(affix) and len(short) > len(affix)), "")
        end = next((affix for affix in affixes() if short.endswith(affix) and len(short) > len(affix)), "")
        if not start and not end:
            return
        if end:
            yield short.removesuffix(end)
        if start:
            yield short.removeprefix(start)
        short = short.removeprefix(start).removesuffix(end) or short
        yield short


def _by_parts(text: str, kind: str) -> Pairs:
    """Return what the parts of a header say when they agree: "Followers / Pengikut", "粉丝数 Followers", "Email (Billing)"."""
    inside = {word for found in _BRACKETS.findall(text) for word in fold(found).split()}
    if inside & header_words("other_measure"):
        return ()
    outside = _BRACKETS.sub(" ", text)
    if inside and (found := _known(parse_header(outside).words, kind)):
        return _pairs(found, 0.92)
    parts = [parse_header(part).words for part in _PARTS.split(text) if part and fold(part)]
    if len(parts) < 2:
        return ()
    meant = [found for part in parts if (found := _known(part, kind))]
    agreed = {found[0].column for found in meant}
    if len(agreed) != 1:
        agreed = set.intersection(*({m.column for m in found} for found in meant)) if meant else set()
        meant = [tuple(m for m in found if m.column in agreed) for found in meant]
    return _pairs(meant[0], 0.9) if len(agreed) == 1 and meant[0] else ()


def _cut_short(text: str, kind: str) -> Pairs:
    """Return what words cut short by a full stop stand for, when all phrases that they fit agree: "Taux d'eng.", "Compart."."""
    words = [(fold(word), word.endswith(".")) for word in _CUT.findall(_BRACKETS.sub(" ", text)) if fold(word)]
    if not any(cut and len(word) >= _LEAST_CUT for word, cut in words):
        return ()
    fits = [meant for phrase, meant in meanings(kind).items() if _fits(words, phrase.split())]
    columns = {meant[0].column for meant in fits}
    return _pairs(fits[0], 0.85) if len(columns) == 1 else ()


def _fits(words: list[tuple[str, bool]], phrase: list[str]) -> bool:
    return len(words) == len(phrase) and all(
        full.startswith(word) if cut else full == word for (word, cut), full in zip(words, phrase, strict=True)
    )


@lru_cache(maxsize=16)
def _phrases(kind: str) -> list[str]:
    return [phrase for phrase in meanings(kind) if len(phrase) > 3]


def _fuzzy(words: str, kind: str) -> Pairs:
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
