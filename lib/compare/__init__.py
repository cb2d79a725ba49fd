"""Tiers, platforms, models and categories compared: ratios of sums, shrunk, with intervals, n, benchmark and verdict."""

from lib.compare.cells import FEW, Cell, Comparison, compare, comparison
from lib.compare.measures import ENGAGEMENT_PARTS, GROUPS, MEASURES, Measure
from lib.compare.mix import MixEffect, mix_effect, strongest_mix

__all__ = [
    "ENGAGEMENT_PARTS", "FEW", "GROUPS", "MEASURES", "Cell", "Comparison", "Measure", "MixEffect", "compare", "comparison",
    "mix_effect", "strongest_mix",
]  # fmt: skip
