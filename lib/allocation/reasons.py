"""Why each creator is in a roster or out of it, in a sentence."""

import numpy as np

from lib.allocation.programme import Programme, Solution
from lib.text import _


def reasons(problem: Programme, chosen: np.ndarray, worth: np.ndarray, linear: Solution) -> tuple[str, ...]:
    """Return one sentence per row; ``worth`` is the price up to which a row pays, ``linear`` the relaxation's prices."""
    declared, own = problem.sets[: problem.apart], problem.sets[problem.apart :]
    beaten, another = ((rows.T @ (rows @ chosen.astype(float)) > 0) & ~chosen for rows in (declared, own))
    added, asked = problem.pools.added(chosen), problem.fixed.copy()
    for row in problem.limits:
        if row.kind == "asked":
            asked[row.places] = True
    return tuple(
        _why_in(problem, i, worth[i], bool(asked[i]))
        if chosen[i]
        else _why_out(problem, i, worth[i], (bool(beaten[i]), bool(another[i])), float(added[i]), linear)
        for i in range(problem.size)
    )


def _why_in(problem: Programme, i: int, worth: float, asked: bool) -> str:
    if asked:
        return _("In because you asked for it.")
    if np.isinf(worth):
        return _("In: earns its place, and the budget reaches for everyone who does.")
    if problem.cost[i] > worth * (1 + 1e-9):
        return _("In: needed to fill the roster, although another use of the money would return slightly more.")
    return _("In: returns more for its price than anyone left out.")


def _why_out(problem: Programme, i: int, worth: float, rivals: tuple[bool, bool], added: float, linear: Solution) -> str:
    beaten, another = rivals
    if not np.isfinite(problem.cost[i]):
        return _("Out: no price known.")
    if not np.isfinite(problem.value[i]):
        return _("Out: no value can be estimated.")
    if not problem.usable[i]:
        return _("Out: excluded by your limits.")
    if problem.cost[i] > problem.budget:
        return _("Out: the price alone is above the budget.")
    if another:
        return _("Out: another number of posts of this creator is in.")
    if beaten:
        return _("Out: a creator it may not be booked with is in and worth more.")
    return _why_worth_less(problem, i, worth, added, linear)


def _why_worth_less(problem: Programme, i: int, worth: float, added: float, linear: Solution) -> str:
    value, price = problem.value[i], problem.cost[i] * linear.price
    if value <= 0:
        return _("Out: no return is expected.")
    if linear.places[i] > 0 and price <= linear.adds[i]:
        return _("Out: worth its price, but its group or the roster is full.")
    if added < price <= value and problem.pools.inside[i]:
        return _("Out: much of its audience is reached by others who are in.")
    if problem.cost[i] <= worth:
        return _("Out: the money left does not reach for it.")
    return _("Out: the same money returns more elsewhere.")
