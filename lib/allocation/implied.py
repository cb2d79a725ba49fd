"""Limits that leave no room: rows and bounds that every allowed division meets exactly, found before the division is solved.

A minimum equal to a maximum, or maximums that add up to the total, leave a set without an inside, on which interior-point methods
stall. One linear programme finds all such limits at once (Freund, Roundy & Todd, Identifying the set of always-active constraints
in a system of linear inequalities, 1985): it scales the system up and gives each limit a slack of at most 1.
"""

from dataclasses import dataclass, replace

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csr_matrix, eye, hstack, vstack

from lib.allocation.envelope import Envelope
from lib.allocation.quiet import quiet

_GROWN = 1e8  # the system is scaled up so far: a slack above the inverse of this counts as room
_ROUNDING = 1e-9  # of the total: limits that clash by less than this are taken as equal
_HALF = 0.5
_NEAR = 1e-5  # of the total: a division this near may be mended
_CLASH = 2  # the solver's word for limits that no division keeps


@dataclass(frozen=True)
class Implied:
    """``equal`` marks the independent rows that every allowed division meets; ``env`` has the forced spends fixed."""

    env: Envelope
    equal: np.ndarray
    kept: np.ndarray  # rows left to keep: one of each set of equal rows that say the same, and all others
    found: bool  # whether any limit leaves no room


def implied(env: Envelope, total: float, rows: np.ndarray, right: np.ndarray) -> Implied | None:
    """Return what the limits rows·spend ≤ ``right``·total and the bounds leave no choice about; None when they clash."""
    open_ = np.flatnonzero(env.upper > env.lower)
    room = (env.upper - env.lower)[open_] / total
    slack = _slacks(rows[:, open_], right - rows @ env.lower / total + _ROUNDING, room)
    if slack is None:
        return None
    row, low, high = np.split(slack < _HALF, np.cumsum([len(rows), len(open_)]))
    spend = env.lower.copy()
    spend[open_[high]] = env.upper[open_[high]]
    fixed = np.zeros(len(spend), dtype=bool)
    fixed[open_[low | high]] = True
    free = ~fixed & (env.upper > env.lower)
    equal = _independent(rows[:, free], row)
    return Implied(_fixed(env, fixed, spend), equal, ~row | equal, bool(row.any() or fixed.any()))


def nearest(env: Envelope, spend: np.ndarray, total: float, rows: np.ndarray, right: np.ndarray) -> np.ndarray | None:
    """Return the division within all limits to which the least money must move from ``spend``; None when none is near."""
    n, unit = len(spend), total * _NEAR
    left = (right * total - rows @ spend) / unit
    rise, fall = (env.upper - spend) / unit, (spend - env.lower) / unit
    with quiet():
        found = linprog(
            np.ones(2 * n), A_ub=np.hstack([rows, -rows]), b_ub=left,
            bounds=np.clip(np.column_stack([np.zeros(2 * n), np.concatenate([rise, fall])]), 0, 1),
        )  # fmt: skip
    return None if found.x is None else np.clip(spend + (found.x[:n] - found.x[n:]) * unit, env.lower, env.upper)


def _slacks(rows: np.ndarray, left: np.ndarray, room: np.ndarray) -> np.ndarray | None:
    """Return per row, lower bound and upper bound 1 where an allowed division keeps off it, 0 where none does."""
    n, limits = len(room), len(left) + 2 * len(room)
    system = vstack([csr_matrix(rows), -eye(n), eye(n)])
    ends = csr_matrix(-np.concatenate([left, np.zeros(n), room])[:, None])
    with quiet():
        found = linprog(
            np.concatenate([np.zeros(n + 1), -np.ones(limits)]),
            A_ub=hstack([system, ends, eye(limits)], format="csr"),
            b_ub=np.zeros(limits),
            bounds=[(0, None)] * n + [(1, _GROWN)] + [(0, 1)] * limits,
            method="highs-ipm",
        )
    if found.status == _CLASH:
        return None
    return np.ones(limits) if found.x is None else found.x[n + 1 :]


def _independent(rows: np.ndarray, chosen: np.ndarray) -> np.ndarray:
    """Return which of the ``chosen`` rows to keep so that none follows from those before it."""
    kept: list[int] = []
    for place in np.flatnonzero(chosen & rows.any(axis=1)).tolist():
        if np.linalg.matrix_rank(rows[[*kept, place]]) > len(kept):
            kept.append(place)
    return np.isin(np.arange(len(rows)), kept)


def _fixed(env: Envelope, fixed: np.ndarray, spend: np.ndarray) -> Envelope:
    """Return the envelopes with the ``fixed`` segments held at ``spend``."""
    if not fixed.any():
        return env
    lower, upper, knee = (np.where(fixed, spend, part) for part in (env.lower, env.upper, env.knee))
    start = np.where(fixed, env.value(spend), env.start)
    return replace(env, lower=lower, upper=upper, knee=knee, slope=np.where(fixed, np.inf, env.slope), start=start)
