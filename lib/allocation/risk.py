"""Plans that weigh the uncertainty of the curves: the best average of the worst tenth of outcomes, or the best tenth percentile.

The average of the worst share of joint draws is concave in the spends. Its best division is found by dividing exactly over
averages of the draws, whose weights move toward the draws in which the last division did worst (Frank–Wolfe on the weights);
each round also bounds what any division can reach.
"""

from collections.abc import Callable, Hashable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

import numpy as np

from lib.allocation.budget import Allocation
from lib.allocation.curves import Numbers
from lib.allocation.stack import Stack

Risk = Literal["mean", "p10", "cvar"]

TAIL = 0.10
_SHARES = (0.05, 0.1, 0.2, 0.35, 0.6, 1.0)  # of outcomes counted, tried in search of the best tenth percentile
_ROUNDS = 60
_TOLERANCE = 1e-4  # relative gap at which the search stops
_STEPS = 12
_LEAP = 3.0  # the farthest one step of the inverse may fall, on the scale of logarithms

Solve = Callable[[Stack], Allocation]


@dataclass(frozen=True)
class Averaged(Stack):
    """The weighted average of joint draws (parameters draws × segments) as one stack; every draw must be concave."""

    weight: np.ndarray  # one per draw, adding up to 1

    def _over_draws(self, method: str, spend: np.ndarray) -> np.ndarray:
        spend = np.asarray(spend, dtype=float)[..., None, :]
        return getattr(Stack(self.size, self.families), method)(np.repeat(spend, len(self.weight), axis=-2))

    def value(self, spend: np.ndarray) -> np.ndarray:
        """Return each segment's average value of its spend."""
        return self._mean(self._over_draws("value", spend))

    def derivative(self, spend: np.ndarray) -> np.ndarray:
        """Return each segment's average marginal return."""
        return self._mean(self._over_draws("derivative", spend))

    def softness(self, spend: np.ndarray) -> np.ndarray:
        """Return each segment's F′/F″."""
        return self._slopes(spend)[1]

    def _mean(self, drawn: np.ndarray) -> np.ndarray:
        return np.einsum("d,...dk->...k", self.weight, drawn)

    def _slopes(self, spend: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        steep = self._over_draws("derivative", spend)
        with np.errstate(divide="ignore", invalid="ignore"):
            slope = self._mean(steep)
            return slope, slope / self._mean(steep / self._over_draws("softness", spend))

    def inverse_derivative(self, price: Numbers) -> np.ndarray:
        """Return each segment's spend at average marginal return ``price`` (one for all, or one each); 0 where never as high.

        Newton on logarithms from the average of the draws' own spends at that price; the answer lies between them.
        """
        price = np.broadcast_to(np.asarray(price, dtype=float), (self.size,))
        own = np.maximum(self._over_draws("inverse_derivative", price), 0.0)
        with np.errstate(divide="ignore", invalid="ignore"):
            low, high, aim = np.log(own.min(axis=0)), np.log(own.max(axis=0)), np.log(price)
            at = np.log(self._mean(own))
            for _ in range(_STEPS):
                slope, soft = self._slopes(np.exp(at))
                step = np.nan_to_num((aim - np.log(slope)) * soft / np.exp(at))
                following = np.clip(at + step, np.maximum(low, at - _LEAP), high)
                done, at = np.nan_to_num(np.abs(following - at)).max(initial=0.0) <= 1e-9, following
                if done:
                    break
        return np.where(price >= self._entry, 0.0, np.exp(at))

    @cached_property
    def _entry(self) -> np.ndarray:
        """Return each segment's average marginal return of the first money."""
        return self.derivative(np.zeros(self.size))

    @cached_property
    def inflection(self) -> np.ndarray:
        """Return 0: averages of concave curves are concave."""
        return np.zeros(self.size)

    def singles(self) -> list[Stack]:
        """Return a stack of each segment alone."""
        return [self.take(np.arange(self.size) == i) for i in range(self.size)]

    def alike(self) -> list[Hashable]:
        """Return a mark per segment; no two responses are taken for the same."""
        return list(range(self.size))


def averaged(drawn: Stack, weight: np.ndarray) -> Averaged:
    """Return the average of the draws (rows of the parameters) under ``weight``; draws of no weight are left out."""
    kept = weight > 0
    families = [(places, type(c)(*(getattr(c, name)[kept] for name in vars(c)))) for places, c in drawn.families]
    return Averaged(drawn.size, tuple(families), weight[kept] / weight.sum())


def worst(values: np.ndarray, share: float = TAIL) -> np.ndarray:
    """Return weights (adding up to 1) of the worst ``share`` of ``values``; the last one counts in part."""
    order, weight = np.argsort(values, kind="stable"), np.zeros(len(values))
    filled = np.clip(share * len(values) - np.arange(len(values)), 0.0, 1.0)
    weight[order] = filled / filled.sum()
    return weight


def planned(drawn: Stack, risk: Risk, solve: Solve) -> Allocation:
    """Return the division that ``solve`` (exact on any stack) finds best under ``risk`` 'cvar' or 'p10'.

    ``value`` is the reached average of the worst tenth (or the tenth percentile), ``gap`` certified for 'cvar'; for 'p10',
    which no convex method certifies, the best of the divisions for several shares of worst outcomes.
    """
    if risk == "cvar":
        return _best_tail(drawn, TAIL, solve)
    plans = [_best_tail(drawn, share, solve) for share in _SHARES]
    reached = [float(np.quantile(_totals(drawn, plan.spend), TAIL)) for plan in plans]
    best = int(np.argmax(reached))
    return replace(plans[best], value=reached[best], gap=np.nan)


def _totals(drawn: Stack, spend: np.ndarray) -> np.ndarray:
    draws = max(np.shape(curve.a)[0] for _places, curve in drawn.families)
    return drawn.value(np.broadcast_to(spend, (draws, drawn.size))).sum(axis=1)


def _best_tail(drawn: Stack, share: float, solve: Solve) -> Allocation:
    draws = max(np.shape(curve.a)[0] for _places, curve in drawn.families)
    weight, bound, best = np.full(draws, 1.0 / draws), np.inf, None
    for round_ in range(_ROUNDS):
        plan = solve(averaged(drawn, weight))
        totals = _totals(drawn, plan.spend)
        tail = worst(totals, share)
        bound = min(bound, plan.value * (1 + plan.gap))
        if best is None or float(tail @ totals) > best.value:
            best = replace(plan, value=float(tail @ totals))
        if bound - best.value <= _TOLERANCE * abs(best.value):
            break
        weight = weight + 2 / (round_ + 2) * (tail - weight)
    return replace(best, gap=max(bound - best.value, 0.0) / abs(best.value or 1.0))
