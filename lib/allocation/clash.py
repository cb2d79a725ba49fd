"""Why no roster fits: the limits that cannot be met together, in words."""

from collections.abc import Sequence

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import vstack

from lib.allocation.programme import Programme
from lib.allocation.quiet import quiet
from lib.allocation.roster_limits import Row, matrix_of
from lib.format import number
from lib.text import _

_SECONDS = 1.0
_MANY = 60  # limits up to which each is tried for itself; more are first halved


def name_clash(problem: Programme) -> str:
    """Return a sentence naming limits that clash: dropping any one of them would leave a roster."""
    priceless = problem.fixed & ~np.isfinite(problem.cost)
    if priceless.any():
        return _("Creator {n} must be in, but no price is known.", n=int(problem.owner[np.argmax(priceless)]) + 1)
    clashing = _least_clash(problem, list(problem.limits))
    with_pairs = problem.apart > 0 and _feasible(problem, clashing, pairs=False)
    words = [_words(problem, row) for row in clashing]
    words += [_("creators that may not be booked together")] if with_pairs else []
    words += [_("creators you asked for")] if problem.fixed.any() and len(words) < 2 else []
    if len(words) < 2:
        first = words[0] if words else _("every limit")
        return _("No roster fits: {first}, but there are only {n}.", first=first, n=number(_available(problem, clashing)))
    return _("No roster fits: {first} clashes with {rest}.", first=words[0], rest=_(" and ").join(words[1:]))


def _least_clash(problem: Programme, limits: list[Row]) -> list[Row]:
    """Return limits of which none can be spared; with very many of them whole halves are dropped first."""
    step = max(1, len(limits) // 2) if len(limits) > _MANY else 1
    while True:
        place = 0
        while place < len(limits):
            without = limits[:place] + limits[place + step :]
            if without != limits and not _feasible(problem, without, pairs=True):
                limits = without
            else:
                place += step
        if step == 1:
            return limits
        step = max(1, min(step, len(limits)) // 2)


def _available(problem: Programme, clashing: Sequence[Row]) -> int:
    """Return how many creators with a price and a value the clashing limit speaks of."""
    usable = problem.usable | problem.fixed
    spoken = clashing[0].places[clashing[0].weight != 0] if clashing else np.arange(problem.size)
    return len(np.unique(problem.owner[spoken[usable[spoken]]]))


def _feasible(problem: Programme, limits: Sequence[Row], pairs: bool) -> bool:
    rows, right = matrix_of(limits, problem.size, {})
    sets = problem.sets if pairs else problem.sets[problem.apart :]
    matrix = vstack([rows, sets], format="csr")
    with quiet():
        found = milp(
            np.zeros(problem.size),
            constraints=LinearConstraint(matrix, ub=np.append(right, np.ones(sets.shape[0]))) if matrix.shape[0] else None,
            bounds=Bounds(problem.fixed.astype(float), (problem.fixed | problem.usable).astype(float)),
            integrality=np.ones(problem.size),
            options={"time_limit": _SECONDS},
        )
    return found.status != 2


def _words(problem: Programme, row: Row) -> str:
    if row.kind == "budget":
        return _("the budget of {budget}", budget=number(problem.budget))
    if row.kind == "asked":
        return _("creators you asked for")
    least, amount = row.name[-1 if row.kind == "count" else 2] == "least", number(abs(row.right))
    if row.kind == "count":
        return _("at least {n} creators with a price and a value", n=amount) if least else _("at most {n} creators", n=amount)
    kind, label = row.name[:2]
    if row.kind == "share":
        said = {"share": row.name[3], "kind": kind, "label": label}
        return (
            _("at least {share} of creators of {kind} {label}", **said)
            if least
            else _("at most {share} of creators of {kind} {label}", **said)
        )
    if least:
        return _("at least {n} creators of {kind} {label} with a price and a value", n=amount, kind=kind, label=label)
    return _("at most {n} creators of {kind} {label}", n=amount, kind=kind, label=label)
