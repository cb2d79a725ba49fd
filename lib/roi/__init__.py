"""Cost, value and what the money returned; and the simulation of what it could return."""

from lib.roi.break_even import break_even_fee
from lib.roi.deals import deals
from lib.roi.lines import money_lines
from lib.roi.pairs import paired
from lib.roi.returns import returns
from lib.roi.simulation import simulate_roi

__all__ = ["break_even_fee", "deals", "money_lines", "paired", "returns", "simulate_roi"]
