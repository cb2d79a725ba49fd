"""Authenticity: features → reference → model → flags → score, explained."""

from lib.authenticity.flags import Flag
from lib.authenticity.model import AnchoredIsolationForest
from lib.authenticity.score import BANDS, score_creators

__all__ = ["BANDS", "AnchoredIsolationForest", "Flag", "score_creators"]
