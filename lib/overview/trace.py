"""How the overview's figures of creators came about: one row per account with what it adds."""

import numpy as np
import pandas as pd

from lib.format import number, percent
from lib.overview.estimates import authentic_share
from lib.settings import Settings
from lib.text import _
from lib.trace import Trace


def authentic_trace(creators: pd.DataFrame, scores: pd.DataFrame, settings: Settings) -> Trace:
    """Return how the share of authentic audience came about: Σ followers × authenticity / Σ followers of scored accounts.

    ``scores`` is indexed by creator_key. Without any followers every account weighs the same.
    """
    scored = creators.merge(scores[["authenticity"]].dropna(), left_on="creator_key", right_index=True)
    weight = scored["followers"].fillna(0.0)
    named = bool(weight.sum() > 0)
    scored = scored.assign(weight=weight if named else 1.0)
    base = _("Followers") if named else _("Accounts")
    rows = pd.concat(
        [
            _rows(scored, _("Authentic part"), _("followers × authenticity"), scored["weight"] * scored["authenticity"] / 100),
            _rows(scored, base, _("scored accounts"), scored["weight"]),
        ],
        ignore_index=True,
    )
    sums = {name: number(total, settings.locale) for name, total in rows.groupby("term", sort=False)["amount"].sum().items()}
    above, below = sums.values() if sums else ("–", "–")
    share = percent(authentic_share(creators, scores)[0], settings.locale, 1)
    step = _("Authentic audience = Σ followers × authenticity / Σ followers = {above} / {below} = {share}")
    caveat = _("A score is a likelihood, not a count of people; the range beside the figure says how sure it is.")
    return Trace(_("Authentic audience"), (step.format(above=above, below=below, share=share),), rows, caveat=caveat)


def followers_trace(creators: pd.DataFrame, settings: Settings) -> Trace:
    """Return the followers of every account and their sum."""
    known = creators[creators["followers"].notna()]
    rows = _rows(known.assign(authenticity=np.nan), _("Followers"), _("accounts"), known["followers"]).drop(columns="authenticity")
    step = _("Followers = the sum over all accounts = {sum}", sum=number(known["followers"].sum(), settings.locale))
    return Trace(_("Followers"), (step,), rows)


def _rows(creators: pd.DataFrame, term: str, part: str, amount: pd.Series) -> pd.DataFrame:
    file = creators["source_file"].where(creators["source_file"] != "", "creators")
    return pd.DataFrame(
        {
            "term": term, "part": part, "amount": amount, "file": file, "line": creators["source_row"],
            "creator": creators["label"].str.removeprefix("@"), "platform": creators["platform"],
            "followers": creators["followers"], "authenticity": creators["authenticity"],
        }
    )  # fmt: skip
