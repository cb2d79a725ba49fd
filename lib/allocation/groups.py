"""Totals per group (tier, platform, model …) beside the overall total."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from scipy.optimize import linprog

from lib.allocation.curves import PlanError
from lib.allocation.envelope import Envelope, Split, split
from lib.allocation.implied import implied, nearest
from lib.allocation.interior import interior
from lib.format import number
from lib.text import _

_SLACK = 1e-9  # of the total: by how much rounding may exceed a limit
_FLAT = 1e-3  # of the average value per money: prices are measured in no smaller unit, however flat the curves
_TINY = 1e-300
_CLASH = 2  # the solver's word for limits that nothing keeps
_CERTAIN = 1e-10  # relative: a division this near to its limits and its bound is the best


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

    def marks(self, size: int) -> list[tuple[bool, ...]]:
        """Return per segment which limits it counts toward."""
        return [tuple(column) for column in self.members.T.tolist()] if self.names else [()] * size

    def met(self, spend: np.ndarray, slack: float) -> bool:
        """Return whether ``spend`` keeps every limit within ``slack``."""
        totals = self.members @ spend
        return bool(np.all(totals >= self.lower - slack) and np.all(totals <= self.upper + slack))


def group_limits(
    size: int,
    groups: Mapping[str, np.ndarray],
    minimum: Mapping[str, Mapping[str, float | None]],
    maximum: Mapping[str, Mapping[str, float | None]],
) -> GroupLimits:
    """Return the limits named in ``minimum`` and ``maximum`` ({'tier': {'nano': 500}}) over the ``size`` labels in ``groups``."""
    names, members, lower, upper = [], [], [], []
    for kind in {**minimum, **maximum}:
        if kind not in groups:
            raise PlanError(_("There is a limit on {kind}, but no segment says which {kind} it is.", kind=kind))
        labels = np.asarray(groups[kind], dtype=object)
        if labels.shape != (size,):
            raise PlanError(_("Each of the {n} segments needs one {kind}.", n=size, kind=kind))
        for label in {**minimum.get(kind, {}), **maximum.get(kind, {})}:
            low, high = _given(minimum, kind, label, 0.0), _given(maximum, kind, label, np.inf)
            if not low <= high:
                clash = {"kind": kind, "label": label, "low": number(low), "high": number(high)}
                raise PlanError(_("The minimum for {kind} {label} ({low}) is above its maximum ({high}).", **clash))
            names.append((kind, str(label)))
            members.append(labels == label)
            lower.append(low)
            upper.append(high)
    rows = np.array(members) if members else np.zeros((0, 0), dtype=bool)
    return GroupLimits(tuple(names), rows, np.array(lower, dtype=float), np.array(upper, dtype=float))


def _given(limits: Mapping[str, Mapping[str, float | None]], kind: str, label: str, default: float) -> float:
    """Return the amount given for a label; ``default`` where there is none, or an empty one."""
    amount = limits.get(kind, {}).get(label)
    return default if amount is None or np.isnan(amount) else float(amount)


def split_in_groups(env: Envelope, total: float, limits: GroupLimits) -> Split | None:
    """Divide ``total`` over envelopes within group limits, or less where they leave money over; None when nothing fits.

    The unlimited optimum is returned when it keeps the limits. The bound is the dual value at the limits' prices.
    """
    free = split(env, total)
    if total <= 0 or limits.met(free.spend, 1e-12 * total):
        return free
    rows, right = limit_rows(env, total, limits)
    found = _inside(env, total, free, rows, right, np.zeros(len(rows), dtype=bool))
    if _certain(env, total, found, rows, right):
        return found
    narrow = implied(env, total, rows, right)
    if narrow is None:
        return None
    if narrow.found:
        kept = narrow.kept
        found = _inside(narrow.env, total, split(narrow.env, total), rows[kept], right[kept], narrow.equal[kept])
    if np.all(rows @ found.spend <= (right + _SLACK) * total):
        return found
    spend = nearest(env, found.spend, total, rows, right)
    return None if spend is None else replace(found, spend=spend)


def _inside(env: Envelope, total: float, free: Split, rows: np.ndarray, right: np.ndarray, equal: np.ndarray) -> Split:
    """Divide within rows·spend ≤ right·total; ``free``, the division without them, says how prices are measured."""
    unit = max(free.price, _FLAT * abs(free.bound) / total, _TINY)
    spend, prices = interior(env, total, unit, rows, right, equal)
    return Split(spend, max(float(prices[0] * unit), 0.0), _bound(env, prices @ rows * unit, prices @ right * unit * total))


def _certain(env: Envelope, total: float, found: Split, rows: np.ndarray, right: np.ndarray) -> bool:
    """Return whether a division keeps its limits and is proven best, both but for rounding."""
    short = found.bound - float(np.sum(env.value(found.spend)))
    return bool(np.all(rows @ found.spend <= (right + _CERTAIN) * total) and short <= _CERTAIN * abs(found.bound))


def _bound(env: Envelope, price: np.ndarray, worth: float) -> float:
    """Return the dual value: what the segments earn most at their prices of money, plus what the limits are worth."""
    with np.errstate(divide="ignore", over="ignore", invalid="ignore"):
        spend = np.where(price > 0, env.best(np.maximum(price, _TINY)), env.upper)
    return float(np.sum(env.value(spend) - price * spend)) + worth


def limit_rows(env: Envelope, total: float, limits: GroupLimits) -> tuple[np.ndarray, np.ndarray]:
    """Return the limits as rows·spend ≤ right·total: the total itself, then maximums, then minimums with their sign turned."""
    tops, floors = np.isfinite(limits.upper), limits.lower > 0
    rows = np.vstack([np.ones(env.stack.size), limits.members[tops], -1.0 * limits.members[floors]])
    return rows, np.concatenate([[total], limits.upper[tops], -limits.lower[floors]]) / total


def next_return(env: Envelope, found: Split, total: float, limits: GroupLimits) -> float:
    """Return what one more unit of budget returns: the price of the total, not unique where limits fix all of it.

    The unit, and what it lets move, goes where the marginal returns are greatest and the limits reached allow it; 0 if nowhere.
    """
    spend = found.spend
    rows, right = limit_rows(env, total, limits)
    reached = rows @ spend >= (right - _SLACK) * total
    if not (reached[0] and reached[1:].any()):
        return found.price
    reached[0] = False
    slack = _SLACK * total
    moves = np.column_stack([np.where(spend <= env.lower + slack, 0.0, -1.0), np.where(spend >= env.upper - slack, 0.0, 1.0)])
    steep = np.nan_to_num(env.stack.derivative(spend), posinf=0.0)
    limits = {"A_ub": rows[reached], "b_ub": np.zeros(reached.sum())} if reached.any() else {}
    best = linprog(-steep, A_eq=rows[:1], b_eq=[1.0], bounds=moves, **limits)
    return found.price if best.x is None and best.status != _CLASH else max(-float(best.fun or 0.0), 0.0)
