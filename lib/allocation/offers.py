"""What can be offered to each candidate: one post, two posts … with diminishing returns; and whose audiences overlap."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from lib.allocation.candidates import Candidates

_LEAST_GAIN = 1e-3  # of the value of one post: a further post that adds less is not offered
AUDIENCE = ("country", "category", "platform")


def offers(known: Candidates, most: int) -> pd.DataFrame:
    """Return one row per creator and number of posts from 1 to ``most``, of ``candidates`` measured for one post.

    Columns: place (row of the candidates' table), creator_key, posts, scale (value relative to one post), value, cost. Value grows
    with posts to the candidates' power, so each post adds less, and stops at the largest size tried; posts that add nothing are
    not offered.
    """
    table = known.table
    place, posts = np.repeat(np.arange(len(table)), most), np.tile(np.arange(1, most + 1), len(table))
    size, largest = (table[name].to_numpy(dtype=float)[place] for name in ("size", "largest"))
    with np.errstate(divide="ignore", invalid="ignore"):
        scale = (np.minimum(size * posts, largest) / np.minimum(size, largest)) ** known.power
    scale = np.where(np.isfinite(scale), scale, 1.0)
    each, cost = (table[name].to_numpy(dtype=float)[place] for name in ("each", "cost"))
    frame = pd.DataFrame(
        {
            "place": place,
            "creator_key": table.index.to_numpy()[place],
            "posts": posts,
            "scale": scale,
            "value": table["value"].to_numpy(dtype=float)[place] * scale,
            "cost": cost + each * (posts - 1),
        }
    )
    added = np.diff(scale, prepend=0.0)
    return frame[(posts == 1) | (added > _LEAST_GAIN)].reset_index(drop=True)


def audience_of(people: pd.DataFrame, home: pd.Series | None = None) -> pd.Series:
    """Return the audience each creator speaks to, as a label of country, category and platform; index as ``people``.

    ``home`` (country of most of the audience, same index) goes before the creator's own country.
    """
    parts = people.reindex(columns=list(AUDIENCE)).astype("str")
    if home is not None:
        parts["country"] = home.astype("str").fillna(parts["country"])
    return parts.fillna("?").agg(" · ".join, axis=1) if len(parts) else pd.Series(dtype="str")


def potentials(audience: Sequence[object], value: np.ndarray, overlap: float) -> dict[object, float]:
    """Return what each audience is worth in all, such that two typical creators of it share ``overlap`` of theirs (0–1).

    Empty at an overlap of 0: then values add up. Audiences of a single creator are shared with nobody.
    """
    if overlap <= 0:
        return {}
    known = pd.Series(np.where(value > 0, value, np.nan)).groupby(np.asarray(audience, dtype=object))
    typical, several = known.median(), known.count() > 1
    return (typical[several & (typical > 0)] / overlap).to_dict()
