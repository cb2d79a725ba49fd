"""Why a score is what it is, in words: contributions in points that add up, flags with numbers, the next datum to ask for."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from lib import schema
from lib.authenticity.calibration import TYPICAL
from lib.authenticity.evidence import Evidence
from lib.authenticity.features import FEATURES, NAMES, Feature
from lib.authenticity.flags import RULES, Flag
from lib.authenticity.norms import peer_range, source_of
from lib.format import compact, number, percent
from lib.text import _

COUNT_MEASURES = ("following", "posts", "audience", "bio_length")
DATA = {
    "profile_picture": _("whether the profile has a picture"),
    "bio_length": _("the length of the profile text"),
    "digits_in_handle": _("the handle"),
    "caption_similarity": _("the captions of recent posts"),
    "comments": _("a sample of comments"),
}
# Written differently from how they are compared: (measure as compared) = 1 - (what people know).
COMPLEMENTS = ("low_quality_audience", "inauthentic_engagement")


@dataclass(frozen=True)
class Explanation:
    """Everything needed to explain any row on demand.

    ``severity`` and ``contributions`` are (n, features), ``authenticity`` (n,), ``measures`` the ratios by name.
    """

    evidence: Evidence
    measures: dict[str, np.ndarray]
    severity: np.ndarray
    contributions: np.ndarray
    authenticity: np.ndarray

    def points(self, row: int) -> np.ndarray:
        """Return each feature's points (≤ 0); their sum is the score minus a typical peer's, exactly."""
        parts = np.nan_to_num(self.contributions[row])
        total = parts.sum()
        if not total > 0 or np.isnan(self.authenticity[row]):
            return np.zeros(len(FEATURES))
        return parts / total * (self.authenticity[row] - TYPICAL)

    def reasons(self, row: int) -> list[tuple[str, float]]:
        """Return (text, points) of every feature that moved the score, the heaviest first."""
        if np.isnan(self.authenticity[row]):
            return [(self.no_score(row), 0.0)]
        points = self.points(row)
        order = np.argsort(points, kind="stable")
        return [(self.text(FEATURES[i], row), float(points[i])) for i in order if points[i] != 0.0]

    def flags(self, row: int) -> list[Flag]:
        """Return the red flags of one creator, the serious ones first."""
        found = []
        for rule in RULES:
            severity = self.severity[row, NAMES.index(rule.feature)]
            if severity >= rule.notable:
                feature = FEATURES[NAMES.index(rule.feature)]
                level = "serious" if severity >= rule.serious else "notable"
                source = source_of(feature.measure, self.evidence.platform[row])
                found.append(Flag(rule.code, level, self.text(feature, row) + ".", rule.innocent, source))
        return sorted(found, key=lambda flag: flag.severity != "serious")

    def text(self, feature: Feature, row: int) -> str:
        """Return the feature in words with the creator's value and its peers' range."""
        label = feature.label[0].upper() + feature.label[1:]
        value = self.measures.get(feature.measure, np.full(self.evidence.size, np.nan))[row]
        if feature.measure == "profile_picture" or np.isnan(value):
            return label
        low, _middle, high = peer_range(feature.measure, self.evidence.platform[row], self.evidence.get("followers")[row])
        if np.isnan(low):
            return label
        return _("{label}: {value}, peers {low} to {high}", label=label, value=shown(feature.measure, value),
                 low=shown(feature.measure, low), high=shown(feature.measure, high))  # fmt: skip

    def no_score(self, row: int) -> str:
        """Return why this creator has no score, and what would give one."""
        known = [schema.TABLES["creators"].columns[name].label.lower() for name in ("followers", "avg_likes", "posts")
                 if not np.isnan(self.evidence.get(name)[row])]  # fmt: skip
        if not known:
            return _("Too little is known for a score: add followers and likes per post.")
        return _("Too little is known for a score (only {known}): add likes and comments per post.", known=", ".join(known))


def shown(measure: str, value: float) -> str:
    """Write a measure's value as people know it."""
    if measure in COUNT_MEASURES:
        return compact(max(value - 1, 0))
    return percent(value, digits=1 if value >= 0.01 else 2) if value < 10 else number(value, digits=1)


@lru_cache(maxsize=4096)
def next_datum(known: tuple[bool, ...], given: frozenset[str]) -> str:
    """Return the one missing datum that would add most evidence, in words; '' when nothing is missing.

    ``known`` tells which features are known, ``given`` which data the creator has.
    """
    gains: dict[str, float] = {}
    for feature, is_known in zip(FEATURES, known, strict=True):
        lacking = [name for name in feature.needs if name not in given]
        if not is_known and lacking:
            for name in lacking:
                gains[name] = gains.get(name, 0.0) + feature.weight / len(lacking)
    if not gains:
        return ""
    best = max(gains, key=lambda name: (gains[name], name))
    column = schema.TABLES["creators"].columns.get(best)
    return DATA.get(best) or (column.label.lower() if column else best)


