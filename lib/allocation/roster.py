"""Which creators to book under a budget: an integer programme with quotas, exclusivity and a reason for each in and out."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd
from scipy.sparse import csr_matrix, vstack

from lib.allocation.clash import name_clash
from lib.allocation.curves import PlanError
from lib.allocation.pools import Pools
from lib.allocation.programme import Programme, Solution, core, relax, solve
from lib.allocation.reasons import reasons
from lib.allocation.roster_limits import Counts, Row, count_rows, group_rows, share_rows, without_empty
from lib.text import _

_EXACT = 1_000  # rows up to which the whole problem goes to the integer solver

Labels = Mapping[str, Sequence[object]]


@dataclass(frozen=True)
class Roster:
    """A chosen roster; arrays have one entry per row (a creator, or one of a creator's offers).

    ``gap`` is the certified relative distance of ``value`` to the best possible roster. ``worth`` is the price up to which
    a row is worth booking at the margin (from the linear relaxation): whoever is out would come in below it, whoever is
    in would drop out above it; infinite when money is not scarce. ``reasons`` says why each is in or out. ``shared`` is the
    value taken off because audiences overlap.
    """

    chosen: np.ndarray
    value: float
    cost: float
    gap: float
    worth: np.ndarray
    reasons: tuple[str, ...]
    shadow_price: float = 0.0
    shared: float = 0.0
    messages: tuple[str, ...] = field(default=())


def select_roster(
    value: np.ndarray | Sequence[float],
    cost: np.ndarray | Sequence[float],
    budget: float,
    *,
    count: tuple[int, int | None] = (0, None),
    groups: Labels | None = None,
    minimum: Counts | None = None,
    maximum: Counts | None = None,
    include: Sequence[int] = (),
    apart: Sequence[Sequence[int]] = (),
    exclude: Sequence[int] = (),
    least_share: Counts | None = None,
    most_share: Counts | None = None,
    offers: Sequence[object] | None = None,
    pools: Sequence[object] | None = None,
    potential: Mapping[object, float] | None = None,
    seconds: float = 3.0,
    tolerance: float | None = None,
) -> Roster:
    """Return the roster of greatest total value whose total cost keeps within ``budget``.

    ``count`` bounds how many are booked, ``minimum`` and ``maximum`` ({'tier': {'nano': 3}}) how many per label of
    ``groups``, ``least_share`` and ``most_share`` ({'platform': {'tiktok': 0.5}}) which share of all booked; ``include`` must
    be booked, ``exclude`` must not, and of each set in ``apart`` (pairs, or all who worked for a rival) at most one is.
    ``offers`` names the creator of each row where a creator has several rows (one post, two posts …): one of them at most is
    booked, and include, exclude and apart then mean the creator. ``pools`` names the audience a row shares and ``potential``
    what each pool is worth in all: overlapping audiences add less (`lib.allocation.pools`). Rows without a value or a cost
    (NaN) are left out with that reason. Up to 1,000 rows the integer programme is solved to relative gap ``tolerance``; above,
    its linear relaxation picks a core that the integer programme decides, and the relaxation certifies the gap. Raises
    PlanError naming what clashes when no roster fits.
    """
    value, cost, budget = _money(value, cost, budget)
    owner = _owners(offers, len(value))
    include, exclude, apart = _places(include), _places(exclude), [_places(rivals) for rivals in _listed(apart)]
    bounds = [without_empty(given) for given in (minimum, maximum, least_share, most_share)]
    limits = _limits(groups or {}, *bounds, count or (0, None), len(value))
    shared = _pools(value, pools, potential or {})
    problem = _programme(value, cost, budget, limits, owner, include, exclude, apart, groups or {}, shared)
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


def _money(value: Sequence[float], cost: Sequence[float], budget: float) -> tuple[np.ndarray, np.ndarray, float]:
    """Return values, costs and the budget as numbers; an endless budget is what everybody costs together."""
    try:
        value, cost = np.array(value, dtype=float), np.array(cost, dtype=float)
    except (TypeError, ValueError):
        raise PlanError(_("The values and costs of creators are amounts of money.")) from None
    if value.shape != cost.shape or value.ndim != 1:
        raise PlanError(_("Each creator needs one value and one cost."))
    if np.any(cost < 0):
        raise PlanError(_("Creator {n} has a cost below 0.", n=int(np.argmax(cost < 0)) + 1))
    try:
        budget = min(float(budget), float(np.sum(cost[np.isfinite(cost)])) if budget == np.inf else np.inf)
    except (TypeError, ValueError):
        budget = np.nan
    if not np.isfinite(budget) or budget < 0:
        raise PlanError(_("The budget is missing or below 0: enter an amount of at least 0."))
    return value, cost, budget


def _listed(given: Iterable | None) -> list:
    return [] if given is None else list(given)


def _places(given: Iterable[int] | None) -> list[int]:
    return [int(place) for place in _listed(given)]


def _owners(offers: Sequence[object] | None, size: int) -> np.ndarray:
    if offers is None:
        return np.arange(size)
    if len(offers) != size:
        raise PlanError(_("Each of the {n} offers needs one creator.", n=size))
    return pd.factorize(np.asarray(offers, dtype=object), use_na_sentinel=False)[0]


def _limits(
    groups: Labels,
    minimum: Counts,
    maximum: Counts,
    least_share: Counts,
    most_share: Counts,
    count: tuple[int, int | None],
    size: int,
) -> list[Row]:
    labels = {kind: _labels(kind, found, size) for kind, found in groups.items()}
    if not all(np.isfinite(bound) and bound >= 0 for bound in count if bound is not None):
        raise PlanError(_("How many creators to book is missing or below 0."))
    counts = count_rows(size, int(np.ceil(count[0] or 0)), None if count[1] is None else int(count[1]))
    return counts + group_rows(labels, minimum, maximum) + share_rows(labels, least_share, most_share)


def _labels(kind: str, found: Sequence[object], size: int) -> np.ndarray:
    labels = np.asarray(found, dtype=object)
    if labels.shape != (size,):
        raise PlanError(_("Each of the {n} creators needs one {kind}.", n=size, kind=kind))
    return labels


def _pools(value: np.ndarray, pools: Sequence[object] | None, potential: Mapping[object, float]) -> Pools:
    known = np.where(np.isfinite(value), value, 0.0)
    if pools is None:
        return Pools(known, np.full(len(value), -1), np.zeros(0))
    worth = {label: float(money) for label, money in potential.items() if np.isfinite(money) and money > 0}
    place = {label: i for i, label in enumerate(worth)}
    return Pools(known, np.array([place.get(label, -1) for label in pools], dtype=int), np.array(list(worth.values())))


def _programme(
    value: np.ndarray,
    cost: np.ndarray,
    budget: float,
    limits: list[Row],
    owner: np.ndarray,
    include: Sequence[int],
    exclude: Sequence[int],
    apart: Sequence[Sequence[int]],
    groups: Labels,
    pools: Pools,
) -> Programme:
    _refuse_places([*include, *exclude, *(place for rivals in apart for place in rivals)], len(value))
    asked, shut = (set(owner[np.asarray(places, dtype=int)].tolist()) for places in (include, exclude))
    rivals = [sorted(set(owner[np.asarray(places, dtype=int)].tolist())) for places in apart]
    _refuse_contradictions(asked, shut, rivals)
    offers = np.bincount(owner, minlength=1)
    wanted = np.isin(owner, list(asked))
    fixed = wanted & (offers[owner] == 1)
    usable = np.isfinite(value) & np.isfinite(cost) & ~np.isin(owner, list(shut))
    several = [np.flatnonzero(owner == who) for who in sorted(asked) if offers[who] > 1]
    places = np.flatnonzero(usable | fixed)
    limits = [Row("budget", (), places, np.nan_to_num(cost[places]), budget), *limits]
    limits += [Row("asked", (), rows, -np.ones(len(rows)), -1.0) for rows in several]
    declared = _sets([owner_rows for owner_rows in rivals if len(owner_rows) > 1], owner)
    sets = vstack([declared, _one_offer_each(owner, offers)], format="csr")
    limited = {row.name[0] for row in limits if row.kind in ("group", "share")}
    cells = _cells({kind: np.asarray(groups[kind], dtype=object) for kind in groups if kind in limited}, limits, len(value))
    return Programme(value, cost, budget, usable, fixed, owner, tuple(limits), sets, declared.shape[0], cells, pools)


def _refuse_places(places: Sequence[int], size: int) -> None:
    for place in places:
        if not 0 <= place < size:
            raise PlanError(_("There is no creator at place {place}: the {n} creators are counted from 0.", place=place, n=size))


def _refuse_contradictions(asked: set[int], shut: set[int], rivals: Sequence[Sequence[int]]) -> None:
    if both := sorted(asked & shut):
        raise PlanError(_("No roster fits: creator {n} must be in and must be out.", n=both[0] + 1))
    for together in rivals:
        if len(clash := sorted(asked & set(together))) > 1:
            said = {"a": clash[0] + 1, "b": clash[1] + 1}
            raise PlanError(_("No roster fits: creators {a} and {b} must both be in, but may not be booked together.", **said))


def _sets(rivals: Sequence[Sequence[int]], owner: np.ndarray) -> csr_matrix:
    """Return one row per set of creators of whom at most one is booked, over all their offers."""
    size, kinds = len(owner), int(owner.max(initial=-1)) + 1
    starts = np.cumsum([0, *map(len, rivals)])
    creators = np.concatenate([np.zeros(0, dtype=int), *map(np.asarray, rivals)]).astype(int)
    who = csr_matrix((np.ones(len(creators)), creators, starts), shape=(len(rivals), kinds))
    return (who @ csr_matrix((np.ones(size), (owner, np.arange(size))), shape=(kinds, size))).tocsr()


def _one_offer_each(owner: np.ndarray, offers: np.ndarray) -> csr_matrix:
    several = np.flatnonzero(offers[owner] > 1) if len(owner) else np.zeros(0, dtype=int)
    creators, place = np.unique(owner[several], return_inverse=True)
    return csr_matrix((np.ones(len(several)), (place, several)), shape=(len(creators), len(owner)))


def _cells(labels: Mapping[str, np.ndarray], limits: Sequence[Row], size: int) -> np.ndarray:
    """Number the combinations of the labels that have a limit; all others are one."""
    codes = np.zeros(size, dtype=np.int64)
    for kind, found in labels.items():
        named = {row.name[1] for row in limits if row.name[:1] == (kind,)}
        kinds = pd.factorize(pd.Series(found).astype("str").where(lambda text, named=named: text.isin(named), ""))[0]
        codes = np.unique(codes * (kinds.max(initial=0) + 1) + kinds, return_inverse=True)[1]
    return codes


def _roster(problem: Programme, found: Solution, linear: Solution) -> Roster:
    chosen = found.share > 0.5
    value = problem.pools.worth(chosen)
    bound = min(found.bound, linear.bound)
    gap = max(bound - value, 0.0) / abs(value) if value else max(bound - value, 0.0)
    worth = _worth(problem, linear)
    cost = float(np.sum(problem.cost[chosen]))
    shared = float(np.sum(problem.pools.value[chosen])) - value
    return Roster(chosen, value, cost, gap, worth, reasons(problem, chosen, worth, linear), linear.price, shared)


def _worth(problem: Programme, linear: Solution) -> np.ndarray:
    """Return the price at which each row's value just pays for the money and the places it takes."""
    earned = linear.adds - linear.places
    with np.errstate(divide="ignore", invalid="ignore"):
        worth = np.where(earned > 0, earned / linear.price if linear.price > 0 else np.inf, 0.0)
    return np.where(problem.usable, worth, np.nan)
