"""Why no roster fits: the limits that cannot be met together, in words."""

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_matrix, vstack

from lib.allocation.programme import Programme, Row, pair_rows, rows
from lib.format import number
from lib.text import _

_SECONDS = 1.0


def name_clash(problem: Programme) -> str:
    """Return a sentence naming limits that clash: dropping any one of them would leave a roster."""
    if np.any(problem.fixed & ~np.isfinite(problem.cost)):
        place = int(np.argmax(problem.fixed & ~np.isfinite(problem.cost)))
        return _("Creator {n} must be in, but no price is known.", n=place + 1)
    limits = rows(problem)
    clashing = list(limits)
    for row in limits:
        without = [other for other in clashing if other is not row]
        if not _feasible(problem, without, pairs=True):
            clashing = without
    with_pairs = bool(problem.apart) and _feasible(problem, clashing, pairs=False)
    words = [_words(problem, row) for row in clashing]
    words += [_("creators that may not be booked together")] if with_pairs else []
    words += [_("creators you asked for")] if problem.fixed.any() and len(words) < 2 else []
    if len(words) < 2:
        return _("No roster fits: {first}, but there are only {n}.", first=words[0], n=number(_available(problem, clashing)))
    return _("No roster fits: {first} clashes with {rest}.", first=words[0], rest=_(" and ").join(words[1:]))


def _available(problem: Programme, clashing: list[Row]) -> int:
    """Return how many creators with a price and a value the clashing limit speaks of."""
    usable = problem.usable | problem.fixed
    return int(np.sum(usable & (clashing[0].weight != 0))) if clashing else int(np.sum(usable))


def _feasible(problem: Programme, limits: list[Row], pairs: bool) -> bool:
    weights = np.array([row.weight for row in limits]).reshape(len(limits), problem.size)
    blocks = [csr_matrix(weights)] + ([pair_rows(problem)] if pairs and problem.apart else [])
    right = np.append([row.right for row in limits], np.ones(len(problem.apart) if len(blocks) > 1 else 0))
    usable = problem.fixed | problem.usable
    found = milp(
        np.zeros(problem.size),
        constraints=LinearConstraint(vstack(blocks, format="csr"), ub=right) if len(right) else None,
        bounds=Bounds(problem.fixed.astype(float), usable.astype(float)),
        integrality=np.ones(problem.size),
        options={"time_limit": _SECONDS},
    )
    return found.status != 2


def _words(problem: Programme, row: Row) -> str:
    if row.kind == "budget":
        return _("the budget of {budget}", budget=number(problem.budget))
    amount = number(abs(row.right))
    if row.kind == "count":
        return (
            _("at least {n} creators with a price and a value", n=amount)
            if row.name[0] == "least"
            else _("at most {n} creators", n=amount)
        )
    kind, label, side = row.name
    if side == "least":
        return _("at least {n} creators of {kind} {label} with a price and a value", n=amount, kind=kind, label=label)
    return _("at most {n} creators of {kind} {label}", n=amount, kind=kind, label=label)
