"""What a code's signs mean in words: a sentence with its numbers, and what would explain it innocently."""

import numpy as np
import pandas as pd

from lib.attribution.leaks import EVIDENCE, TAIL
from lib.attribution.peers import SURE
from lib.format import number, percent
from lib.text import _

LEVELS = {"leak": _("Looks leaked"), "look": _("Worth a look"), "": _("Ordinary")}
_TOLD = {
    "early": _("{k} of {n} uses came before the first post; among the other codes {usual} do."),
    "late": _("{k} of {n} uses came more than {tail} days after the last post, at a steady rate; with other codes {usual} do."),
    "sources": _("{k} of {n} uses with a source came from coupon sites or sources other than the code's own; {usual} is usual."),
    "clicks": _("{k} uses on {n} clicks; with codes like it at most {usual} would be ordinary."),
    "reach": _("{k} uses on a reach of {n}; with codes like it at most {usual} would be ordinary."),
}
_INNOCENT = {
    "early": _("A story, a newsletter or a post missing from your files named the code before, or the clocks of two tools differ."),
    "late": _("A video that is still found, a pinned link or a post missing from your files sells long after."),
    "sources": _("Customers of your newsletter or of other ads may use the code they remember."),
    "clicks": _("An audience that trusts its creator buys more; and a code told aloud needs no click."),
    "reach": _("A small audience that trusts its creator buys more; or the reach of one post is missing."),
}


def signs(row: pd.Series, locale: str) -> list[tuple[str, str]]:
    """Return (sentence, innocent explanation) of every evidence of a row of ``code_leaks`` that is beyond doubt."""
    return [
        (_sentence(row, name, locale), _INNOCENT[name])
        for name in EVIDENCE
        if row[f"{name}_probability"] > SURE
    ]  # fmt: skip


def _sentence(row: pd.Series, name: str, locale: str) -> str:
    expected = row[f"{name}_expected"]
    usual = number(np.floor(expected), locale) if name in ("clicks", "reach") else percent(expected, locale, 1)
    k, n = (number(row[f"{name}_{part}"], locale) for part in ("k", "n"))
    return _TOLD[name].format(k=k, n=n, usual=usual, tail=number(TAIL, locale))
