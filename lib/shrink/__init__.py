"""Ratios per cell, drawn toward what related cells show, so that one lucky campaign never tops a ranking."""

from lib.shrink.cells import RatioPosterior, position_of, probability_greater, ratio_posterior, shrink_ratios
from lib.shrink.effects import ROW_DOUBT

__all__ = ["ROW_DOUBT", "RatioPosterior", "position_of", "probability_greater", "ratio_posterior", "shrink_ratios"]
