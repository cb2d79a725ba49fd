"""How much to spend in all, from a wish about the result: within a range, at a return, for an amount, at a cost per customer."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np
from scipy.optimize import brentq, minimize_scalar

from lib.allocation.curves import PlanError
from lib.format import number
from lib.text import _

_SCAN = 24
_EXACT = 1e-9  # relative: how exactly a target is met

Kind = Literal["budget", "range", "return", "value"]
Worth = Callable[[float], float]  # total -> expected value of the best plan for it


@dataclass(frozen=True)
class Goal:
    """What decides the total.

    'budget': ``amount`` itself; 'range': between ``amount`` and ``highest`` wherever value − ``price`` · spend is greatest;
    'return': as much as keeps value / spend ≥ ``amount``; 'value': as little as brings ``amount``. ``highest`` bounds the total.
    """

    kind: Kind
    amount: float
    highest: float
    price: float = 1.0


def total_for(goal: Goal, worth: Worth) -> float:
    """Return the total that ``goal`` asks for; PlanError, naming the best that can be had, when no total up to ``highest`` does.

    ``worth`` must rise with the total and rise ever less, as the best plan's value does.
    """
    if goal.kind == "budget":
        return goal.amount
    if goal.kind == "range":
        return _most_profitable(goal, worth)
    return _greatest(goal, worth) if goal.kind == "return" else _cheapest(goal, worth)


def _most_profitable(goal: Goal, worth: Worth) -> float:
    if goal.amount > goal.highest:
        clash = {"low": number(goal.amount), "high": number(goal.highest)}
        raise PlanError(_("The lowest budget ({low}) is above the highest ({high}).", **clash))
    if not np.isfinite(goal.price):
        return goal.amount
    found = minimize_scalar(
        lambda total: goal.price * total - worth(total), bounds=(goal.amount, goal.highest), method="bounded",
        options={"xatol": 1e-6 * max(goal.highest, 1.0)},
    )  # fmt: skip
    ends = {total: worth(total) - goal.price * total for total in (goal.amount, goal.highest, float(found.x))}
    return max(ends, key=ends.get)


def _cheapest(goal: Goal, worth: Worth) -> float:
    most = worth(goal.highest)
    if most < goal.amount:
        said = {"highest": number(goal.highest), "most": number(most), "value": number(goal.amount)}
        raise PlanError(_("{highest} returns {most} at best, less than the {value} asked for.", **said))
    if worth(0.0) >= goal.amount:
        return 0.0
    root = brentq(lambda total: worth(total) - goal.amount, 0.0, goal.highest, xtol=_EXACT * goal.highest)
    return min(root * (1 + _EXACT), goal.highest)


def _greatest(goal: Goal, worth: Worth) -> float:
    def surplus(total: float) -> float:
        return worth(total) - goal.amount * total

    above, best = goal.highest, -np.inf
    for total in goal.highest * np.geomspace(1.0, 1e-3, _SCAN):
        if surplus(total) >= 0:
            return total if total == goal.highest else brentq(surplus, total, above, xtol=_EXACT * goal.highest)
        above, best = total, max(best, worth(total) / total)
    said = {"highest": number(goal.highest), "best": number(best * 100), "asked": number(goal.amount * 100)}
    raise PlanError(_("No budget up to {highest} returns {asked} per 100 spent; the best within these limits is {best}.", **said))
