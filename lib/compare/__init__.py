"""Tiers, platforms, models and categories compared: ratios of sums, shrunk, with intervals, n, benchmark and verdict."""

from lib.compare.cells import FEW, Cell, Comparison, compare, comparison, mix_effect
from lib.compare.measures import ENGAGEMENT_PARTS, GROUPS, MEASURES, Measure

__all__ = ["ENGAGEMENT_PARTS", "FEW", "GROUPS", "MEASURES", "Cell", "Comparison", "Measure", "compare", "comparison", "mix_effect"]
