"""What comments say: generic, emoji-only and repeated ones in any script, and whether the same few accounts write them."""

import re
import tomllib
from functools import lru_cache
from pathlib import Path

import numpy as np
import pandas as pd

from lib.authenticity.linking import owners, spread_to_creators

FOR_SHARE = 8  # comments needed to speak of a share
SHORT = 3  # a comment of so few stock words says nothing about the post
EVERYWHERE = 3  # creators under whose posts the same words appear: then they are about none of them
STOCK = Path(__file__).parent / "words" / "generic_comments.toml"
_MARKS = (  # signs that join the letter before: accents, and vowels of Hebrew, Arabic, Hindi, Bengali and Thai
    "\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670\u0900-\u0903\u093a-\u094f\u0981-\u0983\u09bc-\u09cd"
    "\u0e31\u0e34-\u0e3a\u0e47-\u0e4e"
)
_WORD = re.compile(rf"[^\W\d_](?:[^\W\d_]|[{_MARKS}\u200c\u200d'’])*")
_UNSPACED = re.compile("[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")  # Thai, Japanese, Chinese, Korean
_STRETCHED = re.compile(r"(.)\1{2,}")


@lru_cache(maxsize=1)
def _stock() -> tuple[frozenset[str], re.Pattern[str]]:
    """Return the stock words of all languages, and what a run of unspaced ones looks like."""
    lines = tomllib.loads(STOCK.read_text(encoding="utf-8")).values()
    words = frozenset(word for line in lines for word in _words(line))
    pieces = sorted((word for word in words if _UNSPACED.search(word)), key=len, reverse=True)
    return words, re.compile("(?:" + "|".join(map(re.escape, pieces)) + ")+")


def _words(text: str) -> list[str]:
    """Return the words of a text, in small letters, stretched ones ("niiiice") at their shortest."""
    return [_STRETCHED.sub(r"\1", word) for word in _WORD.findall(text.casefold())]


def is_generic(text: str) -> bool:
    """Return whether a comment could stand under any post: only emoji or signs, or a short row of stock words."""
    stock, run = _stock()
    words = _words(text)
    return len(words) <= SHORT and all(word in stock or run.fullmatch(word) for word in words)


def generic_comments(texts: pd.Series, creators: pd.Series) -> pd.Series:
    """Return which comments would fit any post, (m,) bool: generic ones, and short ones that stand under many creators' posts.

    ``creators`` tells under whose posts each stands: ``EVERYWHERE`` of them make a short phrase generic, in any language.
    """
    plain = texts.astype("str").str.strip().str.casefold()
    known = {text: (is_generic(text), len(_words(text)) <= SHORT) for text in plain.unique()}
    everywhere = creators.groupby(plain).transform("nunique") >= EVERYWHERE
    generic, short = (plain.map({text: pair[i] for text, pair in known.items()}).astype(bool) for i in (0, 1))
    return generic | (short & everywhere)


def from_comments(creators: pd.DataFrame, comments: pd.DataFrame) -> dict[str, np.ndarray]:
    """Return per creator (n,): share of generic and of repeated comments, and of authors who had written before."""
    if "text" not in comments:
        return {}
    groups, rows = owners(creators, comments)
    said = comments["text"].notna().to_numpy() & (rows >= 0)
    plain = comments["text"][said].astype("str").str.strip().str.casefold()
    owner = pd.Series(rows[said], index=plain.index)
    count = owner.groupby(owner).size()
    generic = generic_comments(plain, owner)
    found = {
        "comments_generic_share": generic.astype(float).groupby(owner).mean(),
        "comments_repeated_share": 1 - plain.groupby(owner).nunique() / count,
    }
    if "author" in comments:
        authors = comments["author"][said].groupby(owner)
        found["comments_same_authors"] = (1 - authors.nunique() / authors.count()).where(authors.count() >= FOR_SHARE)
    return {name: spread_to_creators(groups, values.where(count >= FOR_SHARE)) for name, values in found.items()}
