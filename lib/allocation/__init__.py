"""Where the budget goes: response curves, the exact division of a budget, rosters of named creators."""

from lib.allocation.budget import Allocation, allocate_budget
from lib.allocation.curves import Curve, Exponential, Hill, Log, PlanError, Power
from lib.allocation.roster import Roster, select_roster

__all__ = ["Allocation", "Curve", "Exponential", "Hill", "Log", "PlanError", "Power", "Roster", "allocate_budget", "select_roster"]
