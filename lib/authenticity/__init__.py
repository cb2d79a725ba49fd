"""Authenticity: features → reference → model → flags → score, explained."""

from lib.authenticity.catalogue import catalogue
from lib.authenticity.delivery import delivery, money_in_doubt
from lib.authenticity.features import FEATURES, STORIES
from lib.authenticity.feedback import FEWEST, recalibrate, recalibration
from lib.authenticity.flags import Flag
from lib.authenticity.history import marked_events, with_counts
from lib.authenticity.model import AnchoredIsolationForest
from lib.authenticity.norms import sources
from lib.authenticity.score import BAND_FROM, BANDS, IN_DOUBT, IN_DOUBT_BELOW, score_creators
from lib.authenticity.sheet import TYPICAL_PEER, engagement_band, in_brief, signs
from lib.authenticity.stability import holds, readings
from lib.authenticity.talk import generic_comments

__all__ = [
    "BANDS",
    "BAND_FROM",
    "FEATURES",
    "FEWEST",
    "IN_DOUBT",
    "IN_DOUBT_BELOW",
    "STORIES",
    "TYPICAL_PEER",
    "AnchoredIsolationForest",
    "Flag",
    "catalogue",
    "delivery",
    "engagement_band",
    "generic_comments",
    "holds",
    "in_brief",
    "marked_events",
    "money_in_doubt",
    "readings",
    "recalibrate",
    "recalibration",
    "score_creators",
    "signs",
    "sources",
    "with_counts",
]
