"""Where a budget earns most: exact division over response curves within bounds, floors, locks and group limits."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from lib.allocation.curves import Curve, PlanError
from lib.allocation.envelope import Envelope, Split, envelope, split
from lib.allocation.group_clash import group_clash
from lib.allocation.groups import GroupLimits, group_limits, next_return, split_in_groups
from lib.allocation.s_shaped import branch
from lib.allocation.stack import Stack, stack
from lib.format import number
from lib.text import _

_ROUNDING = 1e-9  # relative: bounds that clash by less than this are taken as equal


@dataclass(frozen=True)
class Allocation:
    """A divided budget. ``spend`` and ``marginal`` have one entry per segment, in the order of the curves.

    ``shadow_price`` is what one more unit of budget would return; ``gap`` the certified relative distance of ``value``
    to the best possible; ``unspent`` money that the upper limits (or entry floors) leave over.
    """

    spend: np.ndarray
    value: float
    shadow_price: float
    gap: float
    marginal: np.ndarray
    unspent: float = 0.0
    messages: tuple[str, ...] = ()


@dataclass(frozen=True)
class Limits:
    """What every segment may spend: bounds, the least spend of a segment that is in, and totals per group."""

    lower: np.ndarray
    upper: np.ndarray
    floor: np.ndarray
    groups: GroupLimits

    def reordered(self, order: np.ndarray) -> "Limits":
        """Return the limits for the segments in another order."""
        return Limits(self.lower[order], self.upper[order], self.floor[order], self.groups.reordered(order))


@np.errstate(divide="ignore", over="ignore", invalid="ignore")
def allocate_budget(
    curves: Sequence[Curve] | Stack,
    total: float,
    lower: np.ndarray | Sequence[float] | float | None = None,
    upper: np.ndarray | Sequence[float] | float | None = None,
    *,
    floors: np.ndarray | Sequence[float] | float | None = None,
    locks: Mapping[int, float] | None = None,
    groups: Mapping[str, Sequence[str]] | None = None,
    minimum: Mapping[str, Mapping[str, float]] | None = None,
    maximum: Mapping[str, Mapping[str, float]] | None = None,
    names: Sequence[str] | None = None,
    tolerance: float = 1e-7,
    seconds: float = 3.0,
) -> Allocation:
    """Return the division of ``total`` with the greatest value.

    ``lower`` and ``upper`` bound each segment; a segment is out, or spends at least its ``floors`` entry; ``locks`` fixes
    segments by position; ``minimum`` and ``maximum`` ({'tier': {'nano': 500}}) bound totals over the labels in ``groups``.
    Concave curves are solved exactly by their marginal returns; S-shaped ones and floors by branch and bound to relative
    gap ``tolerance`` within ``seconds``. Raises PlanError, naming what clashes, when nothing fits.
    """
    bundle, order = stack(curves).ordered()
    total = _checked_total(total)
    bounds = (lower, upper, floors, dict(locks or {}))
    limits = _limits(bundle.size, total, bounds, (groups or {}, minimum or {}, maximum or {}), names).reordered(order)
    env = envelope(bundle, limits.lower, limits.upper, limits.floor)
    straight = not np.any(env.knee > env.lower)
    relaxed = _relaxed(env, total, limits)
    if relaxed is None:
        raise PlanError(group_clash(env, min(total, float(np.sum(env.upper))), limits.groups))
    if straight or _holds(env, relaxed.spend, limits.floor):
        return _allocation(bundle, _priced(env, relaxed, total, limits.groups), total, order)
    marks = list(zip(bundle.alike(), limits.groups.marks(bundle.size), strict=True))
    best = branch(env, limits.floor, lambda node: _relaxed(node, total, limits), marks, tolerance, seconds)
    if not np.isfinite(best.value):
        raise PlanError(_("No plan keeps all limits with the smallest spends asked for; lower the smallest spend or a minimum."))
    found = Split(best.spend, best.price, best.bound)
    return _allocation(bundle, _priced(env, found, total, limits.groups), total, order)


def _relaxed(env: Envelope, total: float, limits: GroupLimits) -> Split | None:
    if np.sum(env.lower) > total * (1 + _ROUNDING):
        return None
    within = min(total, float(np.sum(env.upper)))
    return split(env, within) if not limits.groups.names else split_in_groups(env, within, limits.groups)


def _priced(env: Envelope, found: Split, total: float, limits: GroupLimits) -> Split:
    return replace(found, price=next_return(env, found, total, limits)) if limits.names and total > 0 else found


def _holds(env: Envelope, spend: np.ndarray, floor: np.ndarray) -> bool:
    """Return whether the envelopes' optimum lies on the curves themselves, so that nothing needs branching."""
    true = env.stack.value(spend)
    barred = (spend > env.lower) & (spend < floor * (1 - 1e-12))
    return bool(not barred.any() and np.sum(env.value(spend) - true) <= 1e-12 * abs(np.sum(true)))


def _allocation(bundle: Stack, found: Split, total: float, order: np.ndarray) -> Allocation:
    value = float(np.sum(bundle.value(found.spend)))
    unspent = max(total - float(np.sum(found.spend)), 0.0)
    unspent = 0.0 if unspent <= _ROUNDING * total else unspent
    short = max(found.bound - value, 0.0)
    price = 0.0 if unspent else found.price
    spend, marginal = np.empty(bundle.size), np.empty(bundle.size)
    spend[order], marginal[order] = found.spend, bundle.derivative(found.spend)
    return Allocation(spend, value, price, short / abs(value or 1.0), marginal, unspent, _messages(unspent, price, total))


def _messages(unspent: float, price: float, total: float) -> tuple[str, ...]:
    said = []
    if unspent:
        left = _amount(unspent)
        said.append(_("{left} stays unspent: every segment is at a limit or below its smallest spend.", left=left))
    elif price <= 0 < total:
        said.append(_("The last of this budget returns nothing: every response is flat there."))
    return tuple(said)


def _checked_total(given: float) -> float:
    try:
        total = float(np.asarray(given, dtype=float).item())
    except (TypeError, ValueError):
        total = np.nan
    if not np.isfinite(total):
        raise PlanError(_("The budget is missing: enter an amount of at least 0."))
    if total < 0:
        raise PlanError(_("The budget is {total}: enter an amount of at least 0.", total=_amount(total)))
    return total


def _limits(size: int, total: float, bounds: tuple, groups: tuple, names: Sequence[str] | None) -> Limits:
    low, high, floor, locks = bounds
    lower, upper = _vector(low, size, 0.0, names), _vector(high, size, np.inf, names)
    floor = np.maximum(_vector(floor, size, 0.0, names), lower)
    for place, amount in locks.items():
        if not 0 <= place < size:
            raise PlanError(_("There is no segment at place {place}: the {n} segments are counted from 0.", place=place, n=size))
        lower[place] = upper[place] = floor[place] = _vector(amount, 1, 0.0, [_name(names, place)])[0]
    _refuse_clashes(lower, upper, total, names)
    upper = np.minimum(upper, np.maximum(total - np.sum(lower) + lower, lower))
    out = floor > np.maximum(upper, lower) * (1 + _ROUNDING)
    upper, floor = np.where(out, lower, upper), np.where(out, lower, np.minimum(floor, upper))
    rows = group_limits(size, *groups)
    _refuse_group_clashes(rows, lower, upper, total)
    return Limits(lower, upper, floor, rows)


def _vector(
    given: np.ndarray | Sequence[float] | float | None, size: int, default: float, names: Sequence[str] | None
) -> np.ndarray:
    if given is None:
        return np.full(size, default)
    try:
        values = np.asarray(given, dtype=float)
    except (TypeError, ValueError):
        raise PlanError(_("The limits of the segments are amounts of money, one for all, or one each.")) from None
    if values.shape not in ((), (1,), (size,)):
        raise PlanError(_("There are {n} limits for {size} segments: give one for all, or one each.", n=values.size, size=size))
    values = np.array(np.broadcast_to(values, (size,)))
    values = np.where(np.isnan(values), default, values)
    if np.any(values < 0):
        place = int(np.argmax(values < 0))
        raise PlanError(
            _("{name} has a limit of {amount}: limits start at 0.", name=_name(names, place), amount=_amount(values[place]))
        )
    return values


def _refuse_clashes(lower: np.ndarray, upper: np.ndarray, total: float, names: Sequence[str] | None) -> None:
    for i in np.flatnonzero(lower > upper):
        clash = {"name": _name(names, i), "low": _amount(lower[i]), "high": _amount(upper[i])}
        raise PlanError(_("The minimum of {name} ({low}) is above its maximum ({high}).", **clash))
    needed = float(np.sum(lower))
    if needed > total * (1 + _ROUNDING):
        largest = int(np.argmax(lower))
        clash = {"needed": _amount(needed), "total": _amount(total), "name": _name(names, largest), "most": _amount(lower[largest])}
        message = _("The minimums add up to {needed}, above the budget of {total}; the largest is {name} with {most}.", **clash)
        raise PlanError(message)


def _refuse_group_clashes(limits: GroupLimits, lower: np.ndarray, upper: np.ndarray, total: float) -> None:
    for (kind, label), row, low, high in zip(limits.names, limits.members, limits.lower, limits.upper, strict=True):
        least, most = float(np.sum(lower[row])), float(np.sum(np.minimum(upper[row], total)))
        clash = {"kind": kind, "label": label, "low": _amount(low), "high": _amount(high)}
        clash |= {"least": _amount(least), "most": _amount(most), "total": _amount(total)}
        if least > high * (1 + _ROUNDING):
            message = _("The minimums inside {kind} {label} add up to {least}, above its maximum of {high}.", **clash)
            raise PlanError(message)
        if low > total * (1 + _ROUNDING):
            raise PlanError(_("The minimum for {kind} {label} ({low}) is above the budget of {total}.", **clash))
        if most < low * (1 - _ROUNDING):
            message = _("The minimum for {kind} {label} ({low}) is more than its segments may spend ({most}).", **clash)
            raise PlanError(message)
    _refuse_sums(limits, total)


def _refuse_sums(limits: GroupLimits, total: float) -> None:
    """Refuse minimums over the labels of one kind that together exceed the budget, naming the two largest."""
    for kind in {kind for kind, _label in limits.names}:
        rows = sorted(((low, label) for (k, label), low in zip(limits.names, limits.lower, strict=True) if k == kind), reverse=True)
        needed = sum(low for low, _label in rows)
        if len(rows) > 1 and needed > total * (1 + _ROUNDING):
            clash = {"kind": kind, "first": rows[0][1], "second": rows[1][1], "sum": _amount(needed), "total": _amount(total)}
            message = _("The minimums for {kind} {first} and {second} add up to {sum}, above the budget of {total}.", **clash)
            raise PlanError(message)


def _name(names: Sequence[str] | None, place: int) -> str:
    return names[place] if names is not None else _("segment {n}", n=place + 1)


def _amount(value: float) -> str:
    return number(float(value))
