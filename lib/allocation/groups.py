"""Totals per group (tier, platform, model …) beside the overall total, solved through the prices of the limits."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from lib.allocation.curves import PlanError
from lib.allocation.envelope import Envelope, Split, split
from lib.format import number
from lib.text import _

_ROUNDS = 200
_SOFTENINGS = (1e-2, 1e-4, 1e-6, 1e-8)  # relative spread of slope along a straight lead; its effect on the value is of this order


@dataclass(frozen=True)
class GroupLimits:
    """Least and greatest totals of groups of segments: one row per limited group."""

    names: tuple[tuple[str, str], ...]
    members: np.ndarray  # groups × segments, bool
    lower: np.ndarray
    upper: np.ndarray

    def reordered(self, order: np.ndarray) -> "GroupLimits":
        """Return the limits for the segments in another order."""
        return replace(self, members=self.members[:, order]) if self.names else self

    def met(self, spend: np.ndarray, slack: float) -> bool:
        """Return whether ``spend`` keeps every limit within ``slack``."""
        totals = self.members @ spend
        return bool(np.all(totals >= self.lower - slack) and np.all(totals <= self.upper + slack))


def group_limits(
    groups: Mapping[str, np.ndarray], minimum: Mapping[str, Mapping[str, float]], maximum: Mapping[str, Mapping[str, float]]
) -> GroupLimits:
    """Return the limits named in ``minimum`` and ``maximum`` ({'tier': {'nano': 500}}) over the labels in ``groups``."""
    names, members, lower, upper = [], [], [], []
    for kind in {**minimum, **maximum}:
        if kind not in groups:
            raise PlanError(_("There is a limit on {kind}, but no segment says which {kind} it is.", kind=kind))
        labels = np.asarray(groups[kind], dtype=object)
        for label in {**minimum.get(kind, {}), **maximum.get(kind, {})}:
            low, high = minimum.get(kind, {}).get(label, 0.0), maximum.get(kind, {}).get(label, np.inf)
            if not low <= high:
                clash = {"kind": kind, "label": label, "low": number(low), "high": number(high)}
                raise PlanError(_("The minimum for {kind} {label} ({low}) is above its maximum ({high}).", **clash))
            names.append((kind, str(label)))
            members.append(labels == label)
            lower.append(low)
            upper.append(high)
    rows = np.array(members) if members else np.zeros((0, 0), dtype=bool)
    return GroupLimits(tuple(names), rows, np.array(lower, dtype=float), np.array(upper, dtype=float))


def split_in_groups(env: Envelope, total: float, limits: GroupLimits) -> Split | None:
    """Divide ``total`` over envelopes within group limits, or less where they leave money over; None when nothing fits.

    The unlimited optimum is returned when it keeps the limits. Otherwise the dual (the price of money plus one price per
    limit) is minimised by projected Newton; straight leads are bent ever so slightly so that their share is determined.
    The bound is the dual value on the straight leads, valid at any prices.
    """
    free = split(env, total)
    if total <= 0 or limits.met(free.spend, 1e-12 * total):
        return free
    dual = _Dual(env, total, max(free.price, 1e-12 * abs(free.bound) / total), *_rows(env, total, limits))
    prices = np.zeros(len(dual.right))
    prices[0] = 1.0
    leads = bool(np.any(env.knee > env.lower))
    for soft in _SOFTENINGS if leads else (0.0,):
        prices = _newton(dual, prices, soft)
    spend = dual.spend(prices, _SOFTENINGS[-1] if leads else 0.0)[0]
    if np.any(dual.rows @ spend > (dual.right + 1e-7) * total):
        return None
    return Split(spend, float(prices[0] * dual.unit), dual.bound(prices))


def _rows(env: Envelope, total: float, limits: GroupLimits) -> tuple[np.ndarray, np.ndarray]:
    """Return the limits as rows·spend ≤ right·total: the total itself, then maximums, then minimums with their sign turned."""
    tops, floors = np.isfinite(limits.upper), limits.lower > 0
    rows = np.vstack([np.ones(env.stack.size), limits.members[tops], -1.0 * limits.members[floors]])
    return rows, np.concatenate([[total], limits.upper[tops], -limits.lower[floors]]) / total


@dataclass(frozen=True)
class _Dual:
    """The dual of a division within limits: spends as functions of the limits' prices (in units of ``unit``)."""

    env: Envelope
    total: float
    unit: float
    rows: np.ndarray
    right: np.ndarray

    def spend(self, prices: np.ndarray, soft: float) -> tuple[np.ndarray, np.ndarray]:
        """Return the best spends at ``prices`` and how fast each falls with its price."""
        env = self.env
        price = np.maximum(prices @ self.rows * self.unit, 1e-12 * self.unit)
        spend = env.best(price)
        with np.errstate(invalid="ignore"):
            fall = np.where((spend > env.knee) & (spend < env.upper), -env.stack.softness(spend) / price, 0.0)
        if soft:
            led = (env.knee > env.lower) & (np.abs(price - env.slope) < soft * env.slope)
            slope, width = np.where(led, env.slope, 1.0), np.where(led, env.knee - env.lower, 0.0)
            spend = np.where(led, env.lower + width * (slope * (1 + soft) - price) / (2 * soft * slope), spend)
            fall = np.where(led, width / (2 * soft * slope), fall)
        return spend, fall

    def worth(self, prices: np.ndarray, soft: float) -> float:
        """Return the dual value with leads bent by ``soft``, in units of unit·total."""
        env = self.env
        spend = self.spend(prices, soft)[0]
        value = env.value(spend)
        if soft:
            led = env.knee > env.lower
            share = np.clip((spend - env.lower) / np.where(led, env.knee - env.lower, 1.0), 0.0, 1.0)
            value = value + np.where(led, np.where(led, env.slope, 0.0) * (env.knee - env.lower) * soft * share * (1 - share), 0.0)
        price = prices @ self.rows * self.unit
        return float((np.sum(value - price * spend)) / (self.unit * self.total) + prices @ self.right)

    def bound(self, prices: np.ndarray) -> float:
        """Return a value that no division within the limits exceeds."""
        return self.worth(prices, 0.0) * self.unit * self.total


def _newton(dual: _Dual, prices: np.ndarray, soft: float) -> np.ndarray:
    """Minimise the dual over prices ≥ 0: Newton on the prices that are free, damped until each step improves."""
    worth, damping = dual.worth(prices, soft), 1e-10
    for _round in range(_ROUNDS):
        spend, fall = dual.spend(prices, soft)
        slope = dual.right - dual.rows @ spend / dual.total
        free = (prices > 0) | (slope < 0)
        if np.max(np.abs(np.where(free, slope, 0.0))) <= 1e-13:
            break
        rows = dual.rows[free]
        curvature = (rows * fall) @ rows.T * dual.unit / dual.total
        following, new = prices, worth
        while damping < 1e12:
            following = prices.copy()
            following[free] -= np.linalg.lstsq(curvature + damping * np.eye(len(rows)), slope[free])[0]
            following = np.maximum(following, 0.0)
            new = dual.worth(following, soft)
            if new <= worth + 1e-4 * slope @ (following - prices):
                break
            damping *= 8
        if damping >= 1e12 or np.array_equal(following, prices):
            break
        prices, worth, damping = following, new, max(damping / 64, 1e-14)
    return prices
