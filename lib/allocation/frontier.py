"""All budgets at once: what every total up to a highest one returns when divided best."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from lib.allocation.curves import Curve
from lib.allocation.envelope import envelope, split
from lib.allocation.stack import Stack, stack

_ANCHORS = (1e-6, 1e-2)  # first node and end of the coarse part, as shares of the money that can be spent
_COARSE = 10  # nodes between them


@dataclass(frozen=True)
class Frontier:
    """Exact optima at the nodes: ``total``, ``value``, ``marginal`` (value per unit), and ``spend`` (nodes × segments).

    S-shaped responses enter by their concave envelopes: there the value is an upper bound.
    """

    total: np.ndarray
    value: np.ndarray
    marginal: np.ndarray
    spend: np.ndarray

    def value_at(self, total: float | np.ndarray) -> np.ndarray:
        """Return the best value of ``total``: cubic between nodes, as value and marginal return are known at both ends."""
        at = np.clip(np.asarray(total, dtype=float), self.total[0], self.total[-1])
        i = np.clip(np.searchsorted(self.total, at, side="right") - 1, 0, len(self.total) - 2)
        width, rise = np.diff(self.total)[i], np.diff(self.value)[i]
        t = np.where(width > 0, (at - self.total[i]) / np.where(width > 0, width, 1.0), 0.0)
        chord = rise / np.where(width > 0, width, 1.0)
        first = np.minimum(self.marginal[i], 3 * chord)
        bend = (first - chord) * t * (1 - t) ** 2 - (self.marginal[i + 1] - chord) * t**2 * (1 - t)
        return self.value[i] + rise * t + width * bend

    def spend_at(self, total: float) -> np.ndarray:
        """Return each segment's spend at ``total``, by interpolation between nodes; the spends add up to ``total``."""
        at = float(np.clip(total, self.total[0], self.total[-1]))
        i = int(np.clip(np.searchsorted(self.total, at, side="right") - 1, 0, len(self.total) - 2))
        width = self.total[i + 1] - self.total[i]
        t = (at - self.total[i]) / width if width > 0 else 0.0
        return (1 - t) * self.spend[i] + t * self.spend[i + 1]


def frontier(
    curves: Sequence[Curve] | Stack,
    highest: float,
    lower: np.ndarray | Sequence[float] | float = 0.0,
    upper: np.ndarray | Sequence[float] | float = np.inf,
    nodes: int = 65,
) -> Frontier:
    """Return the best values of all totals from Σ ``lower`` to ``highest``, from ``nodes`` prices of money at once."""
    bundle = stack(curves)
    low = np.array(np.broadcast_to(np.asarray(lower, dtype=float), (bundle.size,)))
    room = max(float(highest) - float(np.sum(low)), 0.0)
    env = envelope(bundle, low, np.clip(np.asarray(upper, dtype=float), low, low + room))
    top = split(env, min(float(highest), float(np.sum(env.upper))))
    anchors = [split(env, float(np.sum(low)) + share * float(np.sum(top.spend - low))) for share in _ANCHORS]
    first, middle, last = (max(s.price, np.finfo(float).tiny) for s in (*anchors, top))
    prices = np.append(np.geomspace(first, middle, _COARSE)[1:], np.geomspace(middle, last, nodes - _COARSE)[1:-1])[:, None]
    spend = np.vstack([low, anchors[0].spend, env.best(prices), top.spend])
    entry = float(np.max(env.derivative(low), initial=0.0))
    marginal = np.concatenate([[max(entry, first), first], prices.ravel(), [top.price]])
    total, value = spend.sum(axis=1), env.value(spend).sum(axis=1)
    order = np.argsort(total, kind="stable")
    return Frontier(total[order], value[order], marginal[order], spend[order])
