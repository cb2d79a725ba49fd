"""Names, captions and comments for invented people, from words.toml."""

import tomllib
from collections.abc import Sequence
from pathlib import Path

import numpy as np

WORDS = tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8"))


def one_of(rng: np.random.Generator, choices: Sequence[str]) -> str:
    """Return one of ``choices``, all equally likely."""
    return choices[int(rng.integers(len(choices)))]


def remark(rng: np.random.Generator) -> str:
    """Return a comment that answers the post it stands under."""
    blanks = {"product": "products", "subject": "subjects", "month": "months", "country": "countries"}
    filled = {blank: one_of(rng, WORDS[key]) for blank, key in blanks.items()}
    return one_of(rng, WORDS["relevant"]).format(days=int(rng.integers(2, 30)), **filled)


def caption(rng: np.random.Generator, sponsored: bool, brand: str, disclosed: bool) -> str:
    """Return a caption; a sponsored one names the brand and, when ``disclosed``, says that it is an ad."""
    subject = one_of(rng, WORDS["subjects"]).capitalize()
    if not sponsored:
        return f"{subject}."
    return f"{'#ad ' if disclosed else ''}{subject} with the {brand} {one_of(rng, WORDS['products'])}."
