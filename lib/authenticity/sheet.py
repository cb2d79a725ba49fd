"""The creator sheet: one creator's signs, each with value, peers and points; and the peer band of engagement."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from lib.authenticity.calibration import TYPICAL
from lib.authenticity.explain import Explanation, shown
from lib.authenticity.features import FEATURES, GROUPS, STORIES
from lib.authenticity.flags import Flag
from lib.authenticity.lists import WrittenWhenRead
from lib.authenticity.norms import peer_quantiles

TYPICAL_PEER = TYPICAL
NAMED = tuple(STORIES)


def explanation(scored: pd.DataFrame, position: int) -> tuple[Explanation | None, int]:
    """Return what explains the creator at ``position`` of ``score_creators``' result, and the row it knows it by."""
    column = scored["reasons"].array
    why, row = column.origin(position) if isinstance(column, WrittenWhenRead) else (None, -1)
    return (why, row) if isinstance(why, Explanation) else (None, -1)


def in_brief(scored: pd.DataFrame, positions: Sequence[int], count: int = 2) -> list[tuple[list[str], list[Flag]]]:
    """Return for each creator at ``positions`` the ``count`` signs that cost most, each with its value, and the flags."""
    found = [explanation(scored, position) for position in positions]
    if not found or found[0][0] is None:
        return [([], []) for _position in positions]
    chosen = found[0][0].of(np.array([row for _why, row in found]))
    return [(chosen.brief(place, count), chosen.flags(place)) for place in range(len(found))]


def signs(scored: pd.DataFrame, position: int) -> pd.DataFrame:
    """Return every known sign of the creator at ``position`` of ``score_creators``' result, the heaviest first.

    Columns: feature, story (what it tells of: ``STORIES``), label, side, text, points (≤ 0; they add up to the score minus
    ``TYPICAL_PEER``), value, low, middle, high (peers' 10, 50 and 90 %), spreads (how many peer spreads the value lies from
    the peer median, + above).
    """
    why, row = explanation(scored, position)
    if why is None:
        return pd.DataFrame()
    points = why.points(row)
    rows = []
    for i, feature in enumerate(FEATURES):
        severity = float(why.severity[row, i])
        if np.isnan(severity):
            continue
        value, low, middle, high = why.against_peers(feature, row)
        rows.append(
            {
                "feature": feature.name, "story": NAMED[GROUPS[i]], "label": feature.label,
                "measure": feature.measure, "side": feature.side,
                "text": why.text(feature, row), "points": float(points[i]), "severity": severity,
                "value": value, "low": low, "middle": middle, "high": high,
                "shown": shown(feature.measure, value) if not np.isnan(value) else "",
            }
        )  # fmt: skip
    if not rows:
        return pd.DataFrame()
    return pd.DataFrame(rows).sort_values(["points", "severity"], ascending=[True, False], kind="stable").reset_index(drop=True)


def engagement_band(platform: str, smallest: float, largest: float) -> pd.DataFrame:
    """Return the engagement rate of ordinary accounts over size: followers, low, middle, high (10, 50, 90 %)."""
    sizes = np.geomspace(max(smallest, 10.0), max(largest, 20.0), 60)
    low, middle, high = np.exp(peer_quantiles("engagement", platform, sizes))
    return pd.DataFrame({"followers": sizes, "low": low, "middle": middle, "high": high})
