"""Concave division within many linear limits: a primal-dual interior-point method on separable curves.

Maximises Σ f_i(x_i) over lower ≤ x ≤ upper with rows·x ≤ right. Each step solves one system as large as there are limits, since
the curvature is diagonal (Boyd & Vandenberghe, Convex Optimization, 2004, section 11.7). Envelopes enter as two parts per segment,
the straight lead and the curve after it, so that every part is smooth.
"""

from dataclasses import dataclass

import numpy as np

from lib.allocation.envelope import Envelope

_ROUNDS = 120
_STALLED = 30  # rounds without coming nearer after which the best point is kept
_BACK = 0.99  # share of the way to the nearest bound that a step may go
_PULL = 0.15  # aimed complementarity of the next step, relative to the present one
_FIRST = 0.1  # complementarity at the start
_EXACT = 1e-13
_STIFF = 1e-14  # relative: what keeps the system solvable where limits say the same
_HEAVY = 1e-8  # least weight of a part: straight ones between their bounds would have none


Point = tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray, np.ndarray]  # x, slack, prices, prices of 0 ≤ x, of x ≤ room


@dataclass(frozen=True)
class _Limits:
    """rows·x ≤ left over the parts, met exactly where ``equal``."""

    rows: np.ndarray
    left: np.ndarray
    equal: np.ndarray


@dataclass(frozen=True)
class _Parts:
    """Leads and curves of an envelope as parts from 0 to ``room``: ``of`` each part's segment, ``lead`` where straight."""

    env: Envelope
    of: np.ndarray
    lead: np.ndarray
    room: np.ndarray
    unit: float
    total: float

    def slopes(self, x: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return marginal returns of the parts, and how fast they fall (both in units of value per money and per total)."""
        spend = self.env.knee.copy()
        spend[self.of[~self.lead]] += x[~self.lead] * self.total
        steep = self.env.stack.derivative(spend)
        fall = np.nan_to_num(-steep / self.env.stack.softness(spend))
        slope = np.where(self.lead, self.env.slope[self.of], steep[self.of]) / self.unit
        return slope, np.where(self.lead, 0.0, np.maximum(fall[self.of], 0.0)) * self.total / self.unit

    def spend(self, x: np.ndarray) -> np.ndarray:
        """Return the segments' spends."""
        return self.env.lower + np.bincount(self.of, x * self.total, self.env.stack.size)


def _parts(env: Envelope, total: float, unit: float) -> _Parts:
    leads, curves = np.flatnonzero(env.knee > env.lower), np.flatnonzero(env.upper > env.knee)
    room = np.concatenate([(env.knee - env.lower)[leads], (env.upper - env.knee)[curves]]) / total
    return _Parts(env, np.concatenate([leads, curves]), np.arange(len(room)) < len(leads), room, unit, total)


@np.errstate(divide="ignore", over="ignore", invalid="ignore")
def interior(
    env: Envelope, total: float, unit: float, rows: np.ndarray, right: np.ndarray, equal: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Return spends and the limits' prices (in ``unit`` of value per money); ``rows``·spend ≤ ``right``·total must be feasible.

    Limits marked ``equal`` are met exactly; their prices may have either sign.
    """
    parts = _parts(env, total, unit)
    limits = _Limits(rows[:, parts.of], right - rows @ env.lower / total, equal)
    point = _started(limits, parts.room)
    best, least, reached = point, np.inf, 0
    for place in range(_ROUNDS):
        try:
            point, miss = _step(parts, limits, point)
        except np.linalg.LinAlgError:  # the limits exclude each other: their prices grow without end
            break
        if not np.isfinite(miss):
            break
        if miss < least:
            best, least, reached = point, miss, place
        if miss <= _EXACT or place - reached >= _STALLED:
            break
    return parts.spend(best[0]), best[2]


def _started(limits: _Limits, room: np.ndarray) -> Point:
    """Return a point well inside all bounds, every product of a slack and its price alike."""
    x = room * min(0.5, 0.5 / max(room.sum(), 1e-12))
    slack = np.where(limits.equal, 0.0, np.maximum(limits.left - limits.rows @ x, 0.1))
    return x, slack, np.where(limits.equal, 0.0, _FIRST / slack), _FIRST / x, _FIRST / (room - x)


def _step(parts: _Parts, limits: _Limits, point: Point) -> tuple[Point, float]:
    """Return the next point and how far it is from optimal: complementarity, limits and marginal returns together."""
    x, slack, price, low, high = point
    rows, loose = limits.rows, ~limits.equal
    over = parts.room - x
    near = (slack @ price + x @ low + over @ high) / (loose.sum() + 2 * len(x))
    aim = _PULL * near
    slope, fall = parts.slopes(x)
    short = limits.left - rows @ x - slack
    weight = fall + low / x + high / over + _HEAVY
    gain = slope - rows.T @ price + aim / x - aim / over
    wanted = np.where(loose, aim / price - slack, 0.0) - short
    give = np.where(loose, slack / price, 0.0)
    system = (rows / weight) @ rows.T
    change = np.linalg.solve(system + np.diag(give + _STIFF * np.diag(system)), wanted + (rows / weight) @ gain)
    dx = (gain - rows.T @ change) / weight
    ds = np.where(loose, short - rows @ dx, 0.0)
    dl, dh = aim / x - low - low / x * dx, aim / over - high + high / over * dx
    primal = _reach(((x, dx), (slack[loose], ds[loose]), (over, -dx)))
    dual = _reach(((price[loose], change[loose]), (low, dl), (high, dh)))
    new = (x + primal * dx, slack + primal * ds, price + dual * change, low + dual * dl, high + dual * dh)
    return new, _miss(parts, limits, new)


def _reach(pairs: tuple[tuple[np.ndarray, np.ndarray], ...]) -> float:
    """Return the longest step (at most 1) that keeps all amounts above 0."""
    return min([1.0, *(float(_BACK * np.min(-at[move < 0] / move[move < 0], initial=np.inf)) for at, move in pairs)])


def _miss(parts: _Parts, limits: _Limits, point: Point) -> float:
    x, slack, price, low, high = point
    slope, _fall = parts.slopes(x)
    tilt = np.where(parts.room > 0, (slope - limits.rows.T @ price + low - high) * np.minimum(x, parts.room - x), 0.0)
    open_ = slack @ price + x @ low + (parts.room - x) @ high
    return float(open_ + np.abs(limits.left - limits.rows @ x - slack).max(initial=0.0) + np.abs(tilt).max(initial=0.0))
