"""Budgets from a target: up to a marginal return, up to an ROI, or the cheapest for a value."""

from collections.abc import Callable, Sequence

import numpy as np
from scipy.optimize import brentq

from lib.allocation.budget import Allocation, allocate_budget
from lib.allocation.curves import Curve, PlanError
from lib.allocation.stack import Stack
from lib.format import number
from lib.text import _

_SCAN = 64


def spend_to_marginal(curves: Sequence[Curve] | Stack, marginal: float, highest: float, **options: object) -> Allocation:
    """Return the greatest plan up to ``highest`` whose last unit of money still returns ``marginal`` (value per unit)."""
    return _greatest(curves, highest, lambda plan: plan.shadow_price - marginal, options) or allocate_budget(curves, 0.0, **options)


def spend_to_roi(curves: Sequence[Curve] | Stack, roi: float, highest: float, **options: object) -> Allocation:
    """Return the greatest plan up to ``highest`` with value / spend − 1 ≥ ``roi``; PlanError when no spend reaches it."""
    plan = _greatest(curves, highest, lambda p: p.value - (1 + roi) * float(np.sum(p.spend)), options)
    if plan is None:
        raise PlanError(_("No spend up to {highest} reaches this ROI.", highest=number(highest)))
    return plan


def cheapest_for(curves: Sequence[Curve] | Stack, value: float, highest: float, **options: object) -> Allocation:
    """Return the plan of least total whose value is ``value``; PlanError when ``highest`` does not reach it."""
    most = allocate_budget(curves, highest, **options)
    if most.value < value:
        reached = {"highest": number(highest), "most": number(most.value), "value": number(value)}
        raise PlanError(_("{highest} returns {most} at best, less than the {value} asked for.", **reached))
    least = _least_total(options)
    if allocate_budget(curves, least, **options).value >= value:
        return allocate_budget(curves, least, **options)
    root = brentq(lambda total: allocate_budget(curves, total, **options).value - value, least, highest, xtol=1e-12 * highest)
    return allocate_budget(curves, root, **options)


def _greatest(
    curves: Sequence[Curve] | Stack, highest: float, surplus: Callable[[Allocation], float], options: dict
) -> Allocation | None:
    """Return the plan of greatest total with ``surplus`` ≥ 0: scan down from ``highest``, then bisect; None when none."""

    def over(total: float) -> float:
        return surplus(allocate_budget(curves, total, **options))

    least = _least_total(options)
    totals = np.append(least + (highest - least) * np.linspace(1, 0, _SCAN, endpoint=False), least + 1e-9 * (highest - least))
    above = highest
    for total in totals:
        if over(total) >= 0:
            root = total if total == highest else brentq(over, total, above, xtol=1e-12 * highest)
            return allocate_budget(curves, root, **options)
        above = total
    return None


def _least_total(options: dict) -> float:
    return (
        float(np.sum(np.nan_to_num(np.asarray(options.get("lower", 0.0), dtype=float))))
        if options.get("lower") is not None
        else 0.0
    )
