"""S-shaped responses and entry floors: branch and bound over concave envelopes, with a certified gap."""

import heapq
import time
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, replace
from itertools import count

import numpy as np

from lib.allocation.envelope import Envelope, Split, envelope

_ROUNDED = 8  # rounds of taking segments out until a division is given up as a candidate

Relax = Callable[[Envelope], Split | None]


@dataclass(frozen=True)
class Bounded:
    """The best division found, its value, and a bound that no division exceeds."""

    spend: np.ndarray
    value: float
    bound: float
    price: float


@dataclass(frozen=True)
class _Node:
    env: Envelope
    least: np.ndarray  # least spend of a segment that is in; its lower bound where it has no floor
    split: Split


@dataclass(frozen=True)
class _Problem:
    singles: tuple  # one-segment stacks
    twins: tuple[np.ndarray, ...]  # per segment: the interchangeable ones, itself included, in order
    relax: Relax


def branch(
    env: Envelope, least: np.ndarray, relax: Relax, marks: Sequence[Hashable], tolerance: float = 1e-7, seconds: float = 3.0
) -> Bounded | None:
    """Return the best division of the problem that ``relax`` solves on envelopes; None when no division is feasible.

    Best bound first; the segment whose envelope exceeds its curve most is cut in two where the relaxation put it. Stops at
    relative gap ``tolerance`` or after ``seconds``; either way ``bound`` certifies what was reached. Segments of one mark (of
    ``marks``) may change places: they have the same response and count toward the same limits.
    """
    problem = _Problem(tuple(env.stack.singles()), _twins(env, least, marks), relax)
    first = relax(env)
    if first is None:
        return None
    root = _Node(env, least, first)
    best = _better(problem, Bounded(env.lower, -np.inf, first.bound, first.price), root)
    order, ends = count(), time.monotonic() + seconds
    heap = [(-first.bound, next(order), root)]
    while heap and -heap[0][0] > _enough(best, tolerance) and time.monotonic() < ends:
        node = heapq.heappop(heap)[2]
        for child in _children(problem, node):
            best = _better(problem, best, child)
            if child.split.bound > _enough(best, tolerance):
                heapq.heappush(heap, (-child.split.bound, next(order), child))
    bound = max(-heap[0][0], best.value) if heap else best.value * (1 + np.sign(best.value) * tolerance)
    return replace(best, bound=min(bound, first.bound))


def _enough(best: Bounded, tolerance: float) -> float:
    """Return the bound below which a node cannot improve on ``best`` noticeably."""
    return best.value + tolerance * abs(best.value) if np.isfinite(best.value) else -np.inf


def _excess(node: _Node) -> np.ndarray:
    """Return by how much each segment's envelope exceeds what it can truly earn at the relaxed spend."""
    spend, env = node.split.spend, node.env
    true = np.where(_barred(node), env.start, env.stack.value(spend))
    return np.where(env.knee > env.lower, env.value(spend) - true, 0.0)


def _better(problem: _Problem, best: Bounded, node: _Node) -> Bounded:
    """Return the better of ``best`` and the node's division, segments below their least spend taken out of it."""
    barred, rounds = _barred(node), 0
    while barred.any():
        out = _cut(problem, node, np.flatnonzero(barred), upper=0.0)
        rounds += 1
        if out is None or rounds > _ROUNDED:
            return best
        node, barred = out, _barred(out)
    value = float(np.sum(node.env.stack.value(node.split.spend)))
    return Bounded(node.split.spend, value, best.bound, node.split.price) if value > best.value else best


def _barred(node: _Node) -> np.ndarray:
    """Return which segments spend more than nothing and less than a segment that is in must."""
    return (node.split.spend > node.env.lower * (1 + 1e-12)) & (node.split.spend < node.least * (1 - 1e-9))


def _children(problem: _Problem, node: _Node) -> list[_Node]:
    excess = _excess(node)
    barred = _barred(node)
    if excess.max(initial=0.0) <= 0 and not barred.any():
        return []
    i = int(excess.argmax()) if excess.max() > 0 else int(barred.argmax())
    at, low, high, least = node.split.spend[i], node.env.lower[i], node.env.upper[i], node.least[i]
    twins = problem.twins[i]
    below, above = twins[twins >= i], twins[twins <= i]
    if at < least:
        pair = [_cut(problem, node, below, upper=low), _cut(problem, node, above, lower=least)]
    else:
        bend = float(node.env.stack.inflection[i])
        at = bend if low < bend < high and bend >= least else at
        pair = [_cut(problem, node, below, upper=at), _cut(problem, node, above, lower=at)]
    return [child for child in pair if child is not None]


def _cut(problem: _Problem, node: _Node, places: np.ndarray, lower: float = -np.inf, upper: float = np.inf) -> _Node | None:
    """Return the node with the bounds of interchangeable segments narrowed; None when that is infeasible."""
    env, least = node.env, node.least.copy()
    parts = {name: getattr(env, name).copy() for name in ("lower", "upper", "knee", "slope", "start")}
    for i in places:
        low, high = max(env.lower[i], lower), max(min(env.upper[i], upper), env.lower[i])
        if low > high:
            return None
        least[i] = low if low > env.lower[i] or high <= low else max(least[i], low)
        if least[i] > high:
            low, high, least[i] = low, low, low
        one = envelope(problem.singles[i], *(np.array([v]) for v in (low, high, least[i])))
        for name, values in parts.items():
            values[i] = getattr(one, name)[0]
    narrowed = Envelope(env.stack, **parts)
    found = problem.relax(narrowed)
    return None if found is None else _Node(narrowed, least, found)


def _twins(env: Envelope, least: np.ndarray, marks: Sequence[Hashable]) -> tuple[np.ndarray, ...]:
    """Group segments with the same mark, bounds and floor: their order is free, so it may be fixed."""
    kinds: dict[tuple, list[int]] = {}
    for i, mark in enumerate(marks):
        kinds.setdefault((mark, env.lower[i], env.upper[i], least[i]), []).append(i)
    groups = {members[0]: np.array(members) for members in kinds.values()}
    first = {i: members[0] for members in kinds.values() for i in members}
    return tuple(groups[first[i]] for i in range(env.stack.size))
