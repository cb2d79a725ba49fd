"""Where the budget goes: response curves, the exact division of a budget, rosters of named creators."""

from lib.allocation.budget import Allocation, allocate_budget
from lib.allocation.curves import Curve, Exponential, Hill, Log, PlanError, Power
from lib.allocation.frontier import Frontier, frontier
from lib.allocation.roster import Roster, select_roster
from lib.allocation.targets import cheapest_for, spend_to_marginal, spend_to_roi

__all__ = [
    "Allocation",
    "Curve",
    "Exponential",
    "Frontier",
    "Hill",
    "Log",
    "PlanError",
    "Power",
    "Roster",
    "allocate_budget",
    "cheapest_for",
    "frontier",
    "select_roster",
    "spend_to_marginal",
    "spend_to_roi",
]
