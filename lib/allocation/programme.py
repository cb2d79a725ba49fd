"""The roster as an integer programme: its rows, its linear relaxation, its core, and its exact solution (HiGHS in SciPy)."""

from dataclasses import dataclass

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, linprog, milp
from scipy.sparse import csr_matrix, vstack

_CORE = 400  # creators of smallest reduced worth that the integer programme decides
_SMALL = 2_000  # creators up to which presolving pays; beyond it takes ten times as long as the relaxation itself
_BEST = 8  # of every group combination also these many best and cheapest, so that the core can meet the quotas


@dataclass(frozen=True)
class Programme:
    """Maximise Σ value over chosen creators within budget, counts per group and exclusive pairs."""

    value: np.ndarray
    cost: np.ndarray
    budget: float
    usable: np.ndarray
    fixed: np.ndarray
    count: tuple[int, int]
    labels: dict[str, np.ndarray]
    minimum: dict[str, dict[str, int]]
    maximum: dict[str, dict[str, int]]
    apart: tuple[tuple[int, int], ...]

    @property
    def size(self) -> int:
        """Return the number of creators."""
        return len(self.value)


@dataclass(frozen=True)
class Solution:
    """Shares chosen (0…1), an upper bound on the value, the price of money, and the price of the places each one takes."""

    share: np.ndarray
    bound: float
    price: float
    places: np.ndarray


@dataclass(frozen=True)
class Row:
    """One limit Σ weight·share ≤ right, with the words that name it."""

    kind: str  # 'budget', 'count', 'group', 'apart'
    name: tuple[str, ...]
    weight: np.ndarray
    right: float


def rows(problem: Programme) -> list[Row]:
    """Return every limit as a ≤ row; exclusive pairs are kept apart (`pair_rows`) because there may be many."""
    cost = np.where(problem.usable | problem.fixed, np.nan_to_num(problem.cost), 0.0)
    found = [Row("budget", (), cost, problem.budget)]
    everyone = np.ones(problem.size)
    if problem.count[1] < problem.size:
        found.append(Row("count", ("most",), everyone, problem.count[1]))
    if problem.count[0] > 0:
        found.append(Row("count", ("least",), -everyone, -problem.count[0]))
    for bound, sign in ((problem.maximum, 1), (problem.minimum, -1)):
        for kind, limits in bound.items():
            for label, amount in limits.items():
                members = (problem.labels[kind] == label).astype(float)
                found.append(Row("group", (kind, str(label), "most" if sign > 0 else "least"), sign * members, sign * amount))
    return found


def pair_rows(problem: Programme) -> csr_matrix:
    """Return one row per exclusive pair: the two shares add up to at most 1."""
    n = len(problem.apart)
    columns = np.array(problem.apart, dtype=int).reshape(n, 2).ravel()
    return csr_matrix((np.ones(2 * n), columns, np.arange(0, 2 * n + 1, 2)), shape=(n, problem.size))


def _scaled(problem: Programme, limits: list[Row]) -> tuple[csr_matrix, np.ndarray]:
    """Return all rows in comparable units (money in units of the mean cost)."""
    unit = _money_unit(problem)
    weights = np.array([row.weight / (unit if row.kind == "budget" else 1.0) for row in limits])
    right = np.array([row.right / (unit if row.kind == "budget" else 1.0) for row in limits])
    matrix = vstack([csr_matrix(weights.reshape(len(limits), problem.size)), pair_rows(problem)], format="csr")
    return matrix, np.append(right, np.ones(len(problem.apart)))


def _money_unit(problem: Programme) -> float:
    costs = problem.cost[np.isfinite(problem.cost) & (problem.cost > 0)]
    return float(costs.mean()) if len(costs) else 1.0


def _gains(problem: Programme) -> tuple[np.ndarray, float]:
    gains = np.where(np.isfinite(problem.value), problem.value, 0.0)
    return gains, max(float(np.max(np.abs(gains), initial=0.0)), np.finfo(float).tiny)


def _bounds(problem: Programme) -> tuple[np.ndarray, np.ndarray]:
    affordable = problem.usable & (np.nan_to_num(problem.cost, nan=np.inf) <= problem.budget)
    return problem.fixed.astype(float), np.where(problem.fixed | affordable, 1.0, 0.0)


def relax(problem: Programme) -> Solution | None:
    """Solve the linear relaxation; None when even shares of creators cannot meet the limits."""
    limits = rows(problem)
    matrix, right = _scaled(problem, limits)
    gains, unit = _gains(problem)
    low, high = _bounds(problem)
    options = {"presolve": problem.size <= _SMALL}
    bounds = np.column_stack([low, high])
    found = linprog(-gains / unit, A_ub=matrix, b_ub=right, bounds=bounds, method="highs-ds", options=options)
    if found.x is None:
        return None
    duals = np.maximum(-found.ineqlin.marginals, 0.0)
    money = duals[0] * unit / _money_unit(problem)
    places = (matrix[1:].T @ duals[1:]) * unit
    return Solution(np.clip(found.x, 0.0, 1.0), float(-found.fun * unit), float(money), places)


def core(problem: Programme, linear: Solution) -> np.ndarray:
    """Return which creators the integer programme should decide: those near the margin and the best of every group."""
    gains, _unit = _gains(problem)
    reduced = np.abs(gains - linear.price * np.nan_to_num(problem.cost) - linear.places)
    open_ = _bounds(problem)[1] > _bounds(problem)[0]
    inside = np.zeros(problem.size, dtype=bool)
    inside[np.argsort(np.where(open_, reduced, np.inf), kind="stable")[:_CORE]] = True
    inside |= (linear.share > 1e-9) & (linear.share < 1 - 1e-9)
    for members in _cells(problem):
        usable = members[open_[members]]
        inside[usable[np.argsort(-gains[usable], kind="stable")[:_BEST]]] = True
        inside[usable[np.argsort(problem.cost[usable], kind="stable")[:_BEST]]] = True
    for i, j in problem.apart:
        inside[i] = inside[j] = inside[i] | inside[j] | (linear.share[i] > 0.5) | (linear.share[j] > 0.5)
    return inside & open_


def _cells(problem: Programme) -> list[np.ndarray]:
    """Return the creators of every combination of labels."""
    if not problem.labels:
        return [np.arange(problem.size)]
    codes = np.zeros(problem.size, dtype=np.int64)
    for labels in problem.labels.values():
        kinds = np.unique(labels.astype(str), return_inverse=True)[1]
        codes = np.unique(codes * (kinds.max() + 1) + kinds, return_inverse=True)[1]
    order = np.argsort(codes, kind="stable")
    return np.split(order, np.flatnonzero(np.diff(codes[order])) + 1)


def solve(problem: Programme, linear: Solution, inside: np.ndarray | None, seconds: float, tolerance: float) -> Solution | None:
    """Solve the integer programme; outside ``inside`` the rounded shares of ``linear`` are kept. None when infeasible."""
    matrix, right = _scaled(problem, rows(problem))
    gains, unit = _gains(problem)
    low, high = _bounds(problem)
    base = np.zeros(problem.size)
    decided = high > low if inside is None else inside
    base[~decided] = low[~decided]
    if inside is not None:
        base[~decided] = np.round(linear.share[~decided])
    left = right - matrix @ base
    if not decided.any():
        return Solution(base, float(gains @ base), 0.0, np.zeros(problem.size)) if np.all(left >= -1e-9) else None
    found = milp(
        -gains[decided] / unit,
        constraints=LinearConstraint(matrix[:, decided], ub=left),
        bounds=Bounds(low[decided], high[decided]),
        integrality=np.ones(int(decided.sum())),
        options={"time_limit": seconds, "mip_rel_gap": tolerance},
    )
    if found.x is None:
        return None
    share = base.copy()
    share[decided] = np.round(found.x)
    within = found.mip_dual_bound if inside is None else -np.inf
    bound = float(gains @ base - within * unit) if np.isfinite(within) else np.inf
    return Solution(share, bound, 0.0, np.zeros(problem.size))
