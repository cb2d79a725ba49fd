"""The roster as an integer programme: its linear relaxation, its core, and its exact solution (HiGHS in SciPy).

Audiences that creators share make the total concave; tangents of it (outer approximation) keep the programme linear.
"""

from dataclasses import dataclass, field

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, linprog, milp
from scipy.sparse import csr_matrix, hstack, vstack

from lib.allocation.pools import Pools, Tangent
from lib.allocation.quiet import quiet
from lib.allocation.roster_limits import Row, matrix_of

_CORE = 400  # rows of smallest reduced worth that the integer programme decides
_SMALL = 2_000  # rows up to which presolving pays; beyond it takes ten times as long as the relaxation itself
_BEST = 8  # of every combination of limited groups also these many best and cheapest, so that the core can meet the limits
_ROUNDS = 8  # of adding tangents where the last solution lies


@dataclass(frozen=True, eq=False)
class Programme:
    """Maximise the value of chosen rows within ``limits`` (the first is the budget) and of each set at most one.

    A row is one offer of a creator, chosen or not (n rows); ``owner`` numbers the creators. ``sets`` (sets × n) holds what
    excludes each other: first ``apart`` sets as the user declared, then the several offers of one creator. ``cells`` numbers
    the combinations of limited labels.
    """

    value: np.ndarray
    cost: np.ndarray
    budget: float
    usable: np.ndarray
    fixed: np.ndarray
    owner: np.ndarray
    limits: tuple[Row, ...]
    sets: csr_matrix
    apart: int
    cells: np.ndarray
    pools: Pools

    @property
    def size(self) -> int:
        """Return the number of rows."""
        return len(self.value)

    @property
    def open(self) -> np.ndarray:
        """Return which rows may be chosen and need not."""
        affordable = np.nan_to_num(self.cost, nan=np.inf) <= self.budget
        return self.usable & affordable & ~self.fixed


@dataclass(frozen=True, eq=False)
class Solution:
    """Shares chosen (0…1), an upper bound on the value, the prices of money and places, what each row adds at the margin."""

    share: np.ndarray
    bound: float
    price: float = 0.0
    places: np.ndarray = field(default_factory=lambda: np.zeros(0))
    adds: np.ndarray = field(default_factory=lambda: np.zeros(0))
    tangents: tuple[Tangent, ...] = ()


@dataclass(frozen=True, eq=False)
class _Model:
    """Maximise gains·(shares, pools' values) subject to matrix·variables ≤ right; value in ``unit``, money in ``money``."""

    matrix: csr_matrix
    right: np.ndarray
    gains: np.ndarray
    low: np.ndarray
    high: np.ndarray
    unit: float
    money: float


def _model(problem: Programme, tangents: tuple[Tangent, ...]) -> _Model:
    costs, pools = problem.cost[np.isfinite(problem.cost) & (problem.cost > 0)], problem.pools
    money = float(costs.mean()) if len(costs) else 1.0
    unit = max(float(np.max(np.abs(pools.value), initial=0.0)), np.finfo(float).tiny)
    limits, right = matrix_of(problem.limits, problem.size, {"budget": money})
    matrix, right = vstack([limits, problem.sets], format="csr"), np.append(right, np.ones(problem.sets.shape[0]))
    if pools.size:
        lines, level = pools.rows(tangents, unit)
        matrix = vstack([hstack([matrix, csr_matrix((matrix.shape[0], pools.size))]), lines], format="csr")
        right = np.append(right, level)
    low = np.append(problem.fixed.astype(float), np.zeros(pools.size))
    high = np.append((problem.open | problem.fixed).astype(float), pools.potential / unit)
    return _Model(matrix, right, np.append(pools.alone / unit, np.ones(pools.size)), low, high, unit, money)


def relax(problem: Programme) -> Solution | None:
    """Solve the linear relaxation; None when even shares of creators cannot meet the limits."""
    found = _relaxed(problem, problem.pools.first_tangents())
    for _round in range(_ROUNDS if problem.pools.size and found is not None else 0):
        closer = _relaxed(problem, found.tangents + problem.pools.tangents(found.share))
        gained, found = found.bound - closer.bound, closer
        if gained <= 1e-4 * abs(closer.bound):
            break
    return found


def _relaxed(problem: Programme, tangents: tuple[Tangent, ...]) -> Solution | None:
    model, size = _model(problem, tangents), problem.size
    bounds = np.column_stack([model.low, model.high])
    options = {"presolve": size <= _SMALL}
    with quiet():
        found = linprog(-model.gains, model.matrix, model.right, bounds=bounds, method="highs-ds", options=options)
    if found.x is None:
        return None
    duals = np.maximum(-found.ineqlin.marginals, 0.0)
    held = len(problem.limits) + problem.sets.shape[0]
    places = (model.matrix[1:held, :size].T @ duals[1:held]) * model.unit
    adds = problem.pools.alone - (model.matrix[held:, :size].T @ duals[held:]) * model.unit
    price = duals[0] * model.unit / model.money
    share = np.clip(found.x[:size], 0.0, 1.0)
    return Solution(share, float(-found.fun * model.unit), float(price), places, adds, tangents)


def core(problem: Programme, linear: Solution) -> np.ndarray:
    """Return which rows the integer programme should decide: those near the margin and the best of every group."""
    reduced = np.abs(linear.adds - linear.price * np.nan_to_num(problem.cost) - linear.places)
    inside = np.zeros(problem.size, dtype=bool)
    inside[np.argsort(np.where(problem.open, reduced, np.inf), kind="stable")[:_CORE]] = True
    inside |= (linear.share > 1e-9) & (linear.share < 1 - 1e-9)
    for order in (np.argsort(-problem.pools.value, kind="stable"), np.argsort(problem.cost, kind="stable")):
        order = order[problem.open[order]]
        inside[order[_rank_within(problem.cells[order]) < _BEST]] = True
    touched = problem.sets.T @ (problem.sets @ (inside | (linear.share > 0.5)).astype(float))
    return (inside | (touched > 0)) & problem.open


def _rank_within(cells: np.ndarray) -> np.ndarray:
    """Return each entry's rank among those of its cell, in the order given."""
    order = np.argsort(cells, kind="stable")
    counts = np.bincount(cells) if len(cells) else np.zeros(0, dtype=int)
    rank = np.empty(len(cells), dtype=int)
    rank[order] = np.arange(len(cells)) - np.repeat(np.cumsum(counts) - counts, counts)
    return rank


def solve(problem: Programme, linear: Solution, inside: np.ndarray | None, seconds: float, tolerance: float) -> Solution | None:
    """Solve the integer programme; outside ``inside`` the rounded shares of ``linear`` are kept. None when infeasible.

    With shared audiences the tangents of each solution are added until it is known to be the best (outer approximation).
    """
    tangents, best, bound = linear.tangents, None, linear.bound
    rounds = 1 if not problem.pools.size else _ROUNDS if inside is None else 2
    for _round in range(rounds):
        found = _decided(problem, _model(problem, tangents), linear, inside, seconds / rounds, tolerance)
        if found is None:
            break
        bound = min(bound, found.bound) if inside is None else bound
        if best is None or problem.pools.worth(found.share) > problem.pools.worth(best):
            best = found.share
        if found.bound - problem.pools.worth(best) <= max(tolerance, 1e-9) * abs(found.bound):
            break
        tangents += problem.pools.tangents(found.share)
    return None if best is None else Solution(best, bound)


def _decided(
    problem: Programme, model: _Model, linear: Solution, inside: np.ndarray | None, seconds: float, tolerance: float
) -> Solution | None:
    """Return the best choice of one linear model and the bound it proves on the rows decided."""
    whole, size = problem.open if inside is None else inside, problem.size
    kept = np.where(whole, 0.0, model.low[:size] if inside is None else np.round(linear.share))
    left = model.right - model.matrix[:, :size] @ kept
    decided = np.append(whole, np.ones(problem.pools.size, dtype=bool))
    base = float(model.gains[:size] @ kept)
    if not decided.any():
        return Solution(kept, base * model.unit) if np.all(left >= -1e-9) else None
    with quiet():
        found = milp(
            -model.gains[decided],
            constraints=LinearConstraint(model.matrix[:, decided], ub=left),
            bounds=Bounds(model.low[decided], model.high[decided]),
            integrality=np.append(np.ones(int(whole.sum())), np.zeros(problem.pools.size)),
            options={"time_limit": seconds, "mip_rel_gap": tolerance},
        )
    if found.x is None:
        return None
    share = kept.copy()
    share[whole] = np.round(found.x[: int(whole.sum())])
    proven = found.fun if found.mip_dual_bound is None else found.mip_dual_bound  # None: nothing was left to branch on
    return Solution(share, float((base - proven) * model.unit))
