"""Which creators to book under a budget: an integer programme with quotas, exclusivity and a reason for each in and out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from lib.allocation.clash import name_clash
from lib.allocation.curves import PlanError
from lib.allocation.programme import Programme, Solution, core, relax, solve
from lib.text import _

_EXACT = 1_000  # creators up to which the whole problem goes to the integer solver


@dataclass(frozen=True)
class Roster:
    """A chosen roster; arrays have one entry per creator.

    ``gap`` is the certified relative distance of ``value`` to the best possible roster. ``worth`` is the price up to which
    a creator is worth booking at the margin (from the linear relaxation): whoever is out would come in below it, whoever is
    in would drop out above it; infinite when money is not scarce. ``reasons`` says why each is in or out.
    """

    chosen: np.ndarray
    value: float
    cost: float
    gap: float
    worth: np.ndarray
    reasons: tuple[str, ...]
    shadow_price: float = 0.0
    messages: tuple[str, ...] = field(default=())


def select_roster(
    value: np.ndarray | Sequence[float],
    cost: np.ndarray | Sequence[float],
    budget: float,
    *,
    count: tuple[int, int | None] = (0, None),
    groups: Mapping[str, np.ndarray] | None = None,
    minimum: Mapping[str, Mapping[str, int]] | None = None,
    maximum: Mapping[str, Mapping[str, int]] | None = None,
    include: Sequence[int] = (),
    apart: Sequence[tuple[int, int]] = (),
    exclude: Sequence[int] = (),
    seconds: float = 3.0,
    tolerance: float | None = None,
) -> Roster:
    """Return the roster of greatest total value whose total cost keeps within ``budget``.

    ``count`` bounds how many are booked, ``minimum`` and ``maximum`` ({'tier': {'nano': 3}}) how many per label of
    ``groups``; ``include`` must be booked, ``exclude`` must not, and of each pair in ``apart`` at most one is. Creators
    without a value or a cost (NaN) are left out with that reason. Up to 1,000 creators the integer programme is solved to
    relative gap ``tolerance``; above, its linear relaxation picks a core that the integer programme decides, and the
    relaxation certifies the gap. Raises PlanError naming what clashes when no roster fits.
    """
    problem = _programme(value, cost, budget, count, groups or {}, minimum or {}, maximum or {}, include, apart, exclude)
    if problem.size == 0:
        return Roster(np.zeros(0, dtype=bool), 0.0, 0.0, 0.0, np.zeros(0), ())
    linear = relax(problem)
    if linear is None:
        raise PlanError(name_clash(problem))
    exact = problem.size <= _EXACT
    tolerance = (0.0 if problem.size <= 100 else 1e-5) if tolerance is None else tolerance
    found = solve(problem, linear, None if exact else core(problem, linear), seconds, tolerance)
    if found is None and not exact:
        found = solve(problem, linear, None, seconds, tolerance)
    if found is None:
        raise PlanError(name_clash(problem))
    return _roster(problem, found, linear)


def _programme(
    value: Sequence[float],
    cost: Sequence[float],
    budget: float,
    count: tuple[int, int | None],
    groups: Mapping[str, np.ndarray],
    minimum: Mapping[str, Mapping[str, int]],
    maximum: Mapping[str, Mapping[str, int]],
    include: Sequence[int],
    apart: Sequence[tuple[int, int]],
    exclude: Sequence[int],
) -> Programme:
    value, cost = np.array(value, dtype=float), np.array(cost, dtype=float)
    if value.shape != cost.shape or value.ndim != 1:
        raise PlanError(_("Each creator needs one value and one cost."))
    if not np.isfinite(budget) or budget < 0:
        raise PlanError(_("The budget is missing or below 0: enter an amount of at least 0."))
    if np.any(cost < 0):
        raise PlanError(_("Creator {n} has a cost below 0.", n=int(np.argmax(cost < 0)) + 1))
    _refuse_places([*include, *exclude, *(place for pair in apart for place in pair)], len(value))
    usable = np.isfinite(value) & np.isfinite(cost)
    usable[np.asarray(exclude, dtype=int)] = False
    labels = {kind: _labels(kind, found, len(value)) for kind, found in groups.items()}
    for kind in {**minimum, **maximum}:
        if kind not in labels:
            raise PlanError(_("There is a limit on {kind}, but no creator says which {kind} it is.", kind=kind))
    fixed = np.zeros(len(value), dtype=bool)
    fixed[np.asarray(include, dtype=int)] = True
    most = len(value) if count[1] is None else int(count[1])
    pairs = tuple((int(i), int(j)) for i, j in apart if i != j)
    return Programme(value, cost, float(budget), usable, fixed, (int(count[0]), most), labels, dict(minimum), dict(maximum), pairs)


def _refuse_places(places: Sequence[int], size: int) -> None:
    for place in places:
        if not 0 <= place < size:
            raise PlanError(_("There is no creator at place {place}: the {n} creators are counted from 0.", place=place, n=size))


def _labels(kind: str, found: Sequence[object], size: int) -> np.ndarray:
    labels = np.asarray(found, dtype=object)
    if labels.shape != (size,):
        raise PlanError(_("Each of the {n} creators needs one {kind}.", n=size, kind=kind))
    return labels


def _roster(problem: Programme, found: Solution, linear: Solution) -> Roster:
    chosen = found.share > 0.5
    value = float(np.sum(problem.value[chosen]))
    bound = min(found.bound, linear.bound)
    gap = max(bound - value, 0.0) / abs(value) if value else max(bound - value, 0.0)
    worth = _worth(problem, linear)
    cost = float(np.sum(problem.cost[chosen]))
    return Roster(chosen, value, cost, gap, worth, _reasons(problem, chosen, worth, linear), linear.price)


def _worth(problem: Programme, linear: Solution) -> np.ndarray:
    """Return the price at which each creator's value just pays for the money and the places it takes."""
    earned = problem.value - linear.places
    with np.errstate(divide="ignore", invalid="ignore"):
        worth = np.where(earned > 0, earned / linear.price if linear.price > 0 else np.inf, 0.0)
    return np.where(problem.usable, worth, np.nan)


def _reasons(problem: Programme, chosen: np.ndarray, worth: np.ndarray, linear: Solution) -> tuple[str, ...]:
    rivals = {i: [] for pair in problem.apart for i in pair}
    for i, j in problem.apart:
        rivals[i].append(j)
        rivals[j].append(i)
    return tuple(
        _why_in(problem, i, worth[i])
        if chosen[i]
        else _why_out(problem, i, worth[i], any(chosen[j] for j in rivals.get(i, ())), linear)
        for i in range(problem.size)
    )


def _why_in(problem: Programme, i: int, worth: float) -> str:
    if problem.fixed[i]:
        return _("In because you asked for it.")
    if np.isinf(worth):
        return _("In: earns its place, and the budget reaches for everyone who does.")
    if problem.cost[i] > worth * (1 + 1e-9):
        return _("In: needed to fill the roster, although another use of the money would return slightly more.")
    return _("In: returns more for its price than anyone left out.")


def _why_out(problem: Programme, i: int, worth: float, beaten: bool, linear: Solution) -> str:
    if not np.isfinite(problem.cost[i]):
        return _("Out: no price known.")
    if not np.isfinite(problem.value[i]):
        return _("Out: no value can be estimated.")
    if not problem.usable[i]:
        return _("Out: excluded by your limits.")
    if problem.cost[i] > problem.budget:
        return _("Out: the price alone is above the budget.")
    if beaten:
        return _("Out: a creator it may not be booked with is in and worth more.")
    if problem.value[i] <= 0:
        return _("Out: no return is expected.")
    if linear.places[i] > 0 and problem.cost[i] * linear.price <= problem.value[i]:
        return _("Out: worth its price, but its group or the roster is full.")
    if problem.cost[i] <= worth:
        return _("Out: the money left does not reach for it.")
    return _("Out: the same money returns more elsewhere.")
