"""Why a score is what it is, in words: contributions in points that add up, flags with numbers, the next datum to ask for."""

from datetime import date, timedelta
from functools import lru_cache

import numpy as np

from lib import schema
from lib.authenticity.calibration import TYPICAL
from lib.authenticity.evidence import Evidence
from lib.authenticity.features import FEATURES, GROUPS, NAMES, Feature
from lib.authenticity.flags import RULES, Flag
from lib.authenticity.measures import BY_NAME, measures
from lib.authenticity.model import AnchoredIsolationForest, shares
from lib.authenticity.norms import peer_quantiles, source_of
from lib.format import compact, day, number, percent
from lib.text import _

COUNT_MEASURES = ("following", "posts", "audience", "bio_length")
TIMES_MEASURES = ("following_ratio", "sponsored_drop", "views")
DATA = {
    "profile_picture": _("whether the profile has a picture"),
    "bio_length": _("the length of the profile text"),
    "digits_in_handle": _("the handle"),
    "caption_similarity": _("the captions of recent posts"),
    "comments": _("a sample of comments"),
    "follower_history": _("the follower history"),
    "post_table": _("figures for each recent post"),
    "audience": _("a breakdown of the audience"),
}
GROWTH = ("largest_jump", "unposted_jump", "round_jump")
BLOCK = 512  # rows explained together: ratios and peer ranges are worked out for a block at a time


class Explanation:
    """Explains any row on demand: ``severity`` is (n, features), ``authenticity`` (n,); nothing is kept per row."""

    def __init__(self, evidence: Evidence, severity: np.ndarray, forest: AnchoredIsolationForest, authenticity: np.ndarray) -> None:
        self.evidence, self.severity, self.forest, self.authenticity = evidence, severity, forest, authenticity
        self._block: tuple[int, dict[str, np.ndarray], dict[str, np.ndarray], np.ndarray] | None = None

    def of(self, rows: np.ndarray) -> "Explanation":
        """Return an explanation of some rows alone, numbered anew: scattered rows are then explained together."""
        return Explanation(self.evidence.rows(rows), self.severity[rows], self.forest, self.authenticity[rows])

    def block(self, row: int) -> tuple[int, dict[str, np.ndarray], dict[str, np.ndarray], np.ndarray]:
        """Return first row, ratios, peer quantiles (3, rows) and contributions of the block that ``row`` lies in."""
        start = row // BLOCK * BLOCK
        block = self._block
        if block is None or block[0] != start:
            part = self.evidence.rows(slice(start, start + BLOCK))
            found = measures(part)
            peers = {name: peers_of(name, part) for name in found}
            block = (start, found, peers, self.forest.contributions(self.severity[start : start + BLOCK]))
            self._block = block
        return block

    def points(self, row: int) -> np.ndarray:
        """Return each feature's points (≤ 0); their sum is the score minus a typical peer's, exactly."""
        start, _found, _peers, contributions = self.block(row)
        if np.isnan(self.authenticity[row]):
            return np.zeros(len(FEATURES))
        return shares(np.nan_to_num(contributions[row - start]), GROUPS) * (self.authenticity[row] - TYPICAL)

    def reasons(self, row: int) -> list[tuple[str, float]]:
        """Return (text, points) of every feature that moved the score, the heaviest first."""
        if np.isnan(self.authenticity[row]):
            return [(self.no_score(row), 0.0)]
        points = self.points(row)
        order = np.argsort(points, kind="stable")
        return [(self.text(FEATURES[i], row), float(points[i])) for i in order if points[i] != 0.0]

    def brief(self, row: int, count: int) -> list[str]:
        """Return the ``count`` signs that cost most, each with the creator's value alone."""
        points = self.points(row)
        heaviest = [FEATURES[i] for i in np.argsort(points, kind="stable")[:count] if points[i] < 0]
        return [self._brief(feature, row) for feature in heaviest]

    def _brief(self, feature: Feature, row: int) -> str:
        label, value = feature.label[0].upper() + feature.label[1:], self.against_peers(feature, row)[0]
        if np.isnan(value) or BY_NAME[feature.measure].flag or feature.measure in GROWTH:
            return label
        return _("{label}: {value}", label=label, value=shown(feature.measure, value))

    def flags(self, row: int) -> list[Flag]:
        """Return the red flags of one creator, the serious ones first."""
        found = []
        for rule in RULES:
            severity = self.severity[row, NAMES.index(rule.feature)]
            if severity >= rule.notable:
                feature = FEATURES[NAMES.index(rule.feature)]
                level = "serious" if severity >= rule.serious else "notable"
                source = source_of(feature.measure, self.evidence.platform(row))
                label = feature.label[0].upper() + feature.label[1:]
                found.append(Flag(rule.code, level, self.text(feature, row) + ".", rule.innocent, source, label))
        return sorted(found, key=lambda flag: flag.severity != "serious")

    def text(self, feature: Feature, row: int) -> str:
        """Return the feature in words with the creator's value and its peers' range."""
        label = feature.label[0].upper() + feature.label[1:]
        if feature.measure in GROWTH:
            return self.growth(feature, label, row)
        value, low, _middle, high = self.against_peers(feature, row)
        if BY_NAME[feature.measure].flag or np.isnan(value) or np.isnan(low):
            return label
        return _("{label}: {value}, peers {low} to {high}", label=label, value=shown(feature.measure, value),
                 low=shown(feature.measure, low), high=shown(feature.measure, high))  # fmt: skip

    def growth(self, feature: Feature, label: str, row: int) -> str:
        """Return a jump of followers in words, with its day, size and what is usual for the account."""
        gain, days, usual = (self.evidence.get(name)[row] for name in ("jump_gain", "jump_day", "jump_usual"))
        if np.isnan(gain) or gain <= 0:
            return label
        when = day(date(1970, 1, 1) + timedelta(days=int(days)))
        if feature.measure == "unposted_jump":
            return _("Gained {gain} followers by {day} while posting nothing", gain=number(gain), day=when)
        share = gain / max(self.evidence.get("followers")[row], 1.0)
        return _("{label}: {gain} more by {day}, {share} of its followers today; a usual step is {usual}", label=label,
                 gain=number(gain), day=when, share=percent(share), usual=percent(usual))  # fmt: skip

    def against_peers(self, feature: Feature, row: int) -> tuple[float, float, float, float]:
        """Return the creator's value of the feature's measure and its peers' 10, 50 and 90 % quantiles; NaN unknown."""
        start, found, peers, _contributions = self.block(row)
        if feature.measure not in found:
            return np.nan, np.nan, np.nan, np.nan
        return (float(found[feature.measure][row - start]), *map(float, np.exp(peers[feature.measure][:, row - start])))

    def no_score(self, row: int) -> str:
        """Return why this creator has no score, and what would give one."""
        known = [schema.TABLES["creators"].columns[name].label.lower() for name in ("followers", "avg_likes", "posts")
                 if not np.isnan(self.evidence.get(name)[row])]  # fmt: skip
        if not known:
            return _("Too little is known for a score: add followers and likes per post.")
        return _("Too little is known for a score (only {known}): add likes and comments per post.", known=", ".join(known))


def peers_of(measure: str, evidence: Evidence) -> np.ndarray:
    """Return log quantiles 10, 50 and 90 % of ``measure`` among each creator's peers, (3, n)."""
    quantiles = np.full((3, evidence.size), np.nan)
    for place in np.unique(evidence.peer_place):
        rows = evidence.peer_place == place
        quantiles[:, rows] = peer_quantiles(measure, evidence.names[place], evidence.get("followers")[rows])
    return quantiles


def shown(measure: str, value: float) -> str:
    """Write a measure's value as people know it."""
    if measure in COUNT_MEASURES:
        return compact(value)
    if measure in TIMES_MEASURES:
        return _("{value}×", value=number(value, digits=1 if value >= 0.1 else 2))
    return percent(value, digits=1 if value >= 0.01 else 2)


@lru_cache(maxsize=4096)
def next_datum(known: int, given: frozenset[str]) -> str:
    """Return the one missing datum that would add most evidence, in words; '' when nothing is missing.

    ``known`` has bit i set when feature i is known, ``given`` names the data the creator has.
    """
    gains: dict[str, float] = {}
    for position, feature in enumerate(FEATURES):
        lacking = [name for name in feature.needs if name not in given]
        for name in lacking if not known >> position & 1 else ():
            gains[name] = gains.get(name, 0.0) + feature.weight / len(lacking)
    if not gains:
        return ""
    return datum(max(gains, key=lambda name: (gains[name], name)))


def datum(name: str) -> str:
    """Return the words for a datum that features need."""
    column = schema.TABLES["creators"].columns.get(name)
    return DATA.get(name) or (column.label.lower() if column else name)
