"""Ratios per cell, drawn toward what related cells show, so that one lucky campaign never tops a ranking."""

from lib.shrink.cells import RatioPosterior, probability_greater, ratio_posterior, shrink_ratios

__all__ = ["RatioPosterior", "probability_greater", "ratio_posterior", "shrink_ratios"]
