"""Names in many languages to codes: platforms, countries, languages, partnership models, flags."""

import re
import tomllib
from functools import lru_cache
from pathlib import Path

import pyarrow as pa
from babel import Locale

from lib.ingest.cells.cleaning import uniques
from lib.ingest.cells.date_words import LANGUAGES
from lib.ingest.headers.header import fold

_WORDS = Path(__file__).parents[1] / "words"
_FLAG_LETTERS = re.compile("[\U0001f1e6-\U0001f1ff]{2}")
_HANDLE_IN_URL = re.compile(
    r"(?:instagram\.com|tiktok\.com|twitter\.com|x\.com|youtube\.com|twitch\.tv|facebook\.com|t\.me|pinterest\.com|snapchat\.com/add)/(?:c/|user/|@)?@?([\w.\-]{2,60})",
    re.I,
)
_PATHS = {
    "p",
    "reel",
    "reels",
    "tv",
    "watch",
    "shorts",
    "video",
    "channel",
    "status",
    "explore",
    "stories",
    "share",
    "v",
    "embed",
    "playlist",
    "groups",
    "pages",
    "profile",
}


@lru_cache(maxsize=4)
def words_of(name: str) -> dict[str, dict[str, list[str]]]:
    """Return the word lists of ``lib/ingest/words/<name>.toml``."""
    return tomllib.loads((_WORDS / f"{name}.toml").read_text(encoding="utf-8"))


@lru_cache(maxsize=16)
def _reverse(file: str, section: str) -> dict[str, str]:
    return {fold(word) or word: code for code, words in words_of(file)[section].items() for word in words}


def platform_code(text: str) -> str:
    """Return the canonical platform a cell names, by word or link; '' when it names none."""
    known = _reverse("platforms", "names")
    words = fold(text)
    if found := known.get(words) or known.get(words.replace(" ", "")):
        return found
    return platform_of_url(text)


def platform_of_url(text: str) -> str:
    """Return the platform of a link; '' when the link belongs to none."""
    if "." not in text:
        return ""
    low = text.casefold()
    for code, domains in words_of("platforms")["domains"].items():
        if any(re.search(rf"(?:^|[/.@(]){re.escape(domain)}(?:[/?\s)]|$)", low) for domain in domains if domain in low):
            return code
    return ""


def platform_hint(text: str) -> str:
    """Return the one platform that words inside ``text`` name (a header, a file name); '' when none or several do."""
    known = _reverse("platforms", "hints")
    found = {known[word] for word in fold(text).split() if word in known}
    if not found:
        joined = fold(text).replace(" ", "")
        found = {code for hint, code in known.items() if len(hint) >= 5 and hint.replace(" ", "") in joined}
    return found.pop() if len(found) == 1 else ""


def platform_weak(words: str) -> str:
    """Return the platform whose own measure the folded header words name; '' when none."""
    return _reverse("platforms", "weak").get(words, "")


def handle_in_url(text: str) -> str:
    """Return the account name inside a profile link; '' when there is none."""
    found = _HANDLE_IN_URL.search(text)
    return "" if not found or found[1].casefold() in _PATHS else found[1].rstrip(".")


@lru_cache(maxsize=32)
def _names(language: str, what: str) -> dict[str, str]:
    table = getattr(Locale.parse(language), what)
    size = 2 if what == "territories" else 3
    return {fold(name): code for code, name in table.items() if len(code) <= size and code.isalpha()}


def country_code(text: str, languages: tuple[str, ...] = LANGUAGES) -> str:
    """Return the ISO code of a country written as code, name or flag; '' when it is none."""
    raw = text.strip()
    if flag := _FLAG_LETTERS.search(raw):
        return "".join(chr(ord(c) - 0x1F1E6 + 65) for c in flag[0])
    words = fold(raw)
    if known := _reverse("terms", "countries").get(words):
        return known
    if len(raw) == 2 and raw.isalpha() and raw.isascii():
        return raw.upper() if raw.upper() in Locale.parse("en").territories else ""
    return next((code for language in languages if (code := _names(language, "territories").get(words))), "")


def language_code(text: str, languages: tuple[str, ...] = LANGUAGES) -> str:
    """Return the ISO code of a language written as code or name; '' when it is none."""
    raw = text.strip()
    words = fold(raw)
    if known := _reverse("terms", "languages").get(words):
        return known
    if 2 <= len(raw) <= 3 and raw.isalpha() and raw.isascii():
        return raw.lower() if raw.lower() in Locale.parse("en").languages else ""
    if re.fullmatch(r"[a-z]{2}[-_][A-Za-z]{2}", raw):
        return raw[:2].lower()
    return next((code for language in languages if (code := _names(language, "languages").get(words))), "")


def model_code(text: str) -> str:
    """Return the canonical partnership model a cell names; '' when it names none."""
    return _reverse("terms", "models").get(fold(text), "")


def flag_value(text: str) -> bool | None:
    """Return what a yes/no cell says; None when it says neither."""
    known = _reverse("terms", "flags")
    found = known.get(fold(text) or text.strip())
    return None if found is None else found == "yes"


def is_tier(text: str) -> bool:
    """Return whether a cell names an influencer tier."""
    words = fold(text)
    return any(f" {tier} " in f" {words} " for tier in words_of("terms")["tiers"]["words"])


@lru_cache(maxsize=1)
def _totals() -> frozenset[str]:
    return frozenset(fold(word) for word in words_of("terms")["totals"]["words"])


def is_marketing_channel(text: str) -> bool:
    """Return whether a cell names a marketing channel ("Paid Search"), which is no account."""
    return fold(text) in _marketing_channels()


@lru_cache(maxsize=1)
def _marketing_channels() -> frozenset[str]:
    return frozenset(fold(word) for word in words_of("terms")["marketing_channels"]["words"])


def is_total(text: str) -> bool:
    """Return whether a cell is the label of a total or average row."""
    return fold(text) in _totals()


def is_part_total(text: str) -> bool:
    """Return whether a cell may be the label of a part's total: "Spring total", "Total TikTok", "Total (7 creators)"."""
    words = fold(text).split()
    return len(words) > 1 and not is_total(text) and (words[0] in _totals() or words[-1] in _totals())


def translated(cells: pa.Array, code_of: object, keep: bool) -> pa.Array:
    """Return the cells replaced by their codes; what has none is kept as written when ``keep``, else missing."""
    texts, places = uniques(cells)
    codes = [code_of(text) or (text if keep else None) for text in texts]  # type: ignore[operator]
    return pa.array(codes, pa.large_string()).take(places) if codes else cells
