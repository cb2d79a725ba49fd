"""What can be asked of levers: which matters, why a scenario differs, what it takes to reach a target, and two at once.

Answered from expected outcomes; `lib.roi.simulation` adds the risk.
"""

from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

import numpy as np
import pandas as pd
from scipy.optimize import brentq

from lib.roi.levers import CUTOFF, MIX, MONTHS, REPLACE, SPEND, Baseline, Changes, Lever, move
from lib.roi.scenario import Scenario, expected
from lib.roi.simulation import simulate_roi

Measure = Literal["profit", "roi", "roi_direct", "roas", "probability_of_profit"]


def evaluate(scenario: Scenario, measure: Measure, draws: int = 4000, seed: int = 7) -> float:
    """Return one measure of a scenario: expected profit, ROI, direct ROI or ROAS, or the simulated probability of profit."""
    if measure == "probability_of_profit":
        return simulate_roi(scenario, draws, seed).probability_of_profit()
    return float(getattr(expected(scenario), measure))


def tornado(baseline: Baseline, changes: Changes, measure: Measure = "profit") -> pd.DataFrame:
    """Return what each lever alone does over its range, all else kept: lever, low, high, at_low, at_high, swing (falling)."""
    here = dict(changes)
    rows = []
    for key, lever in baseline.levers.items():
        if not lever.low < lever.high or (key == CUTOFF):
            continue
        ends = [evaluate(move(baseline, here | {key: value}), measure) for value in (lever.low, lever.high)]
        rows.append({"lever": key, "low": lever.low, "high": lever.high, "at_low": ends[0], "at_high": ends[1]})
    frame = pd.DataFrame(rows, columns=["lever", "low", "high", "at_low", "at_high"])
    swing = (frame["at_high"] - frame["at_low"]).abs()
    return frame.assign(swing=swing).sort_values("swing", ascending=False, kind="stable", ignore_index=True)


def why(baseline: Baseline, changes: Changes, measure: Measure = "profit", start: Changes = MappingProxyType({})) -> pd.DataFrame:
    """Return how much each change contributes to the difference from ``start`` (by default today): columns step, effect.

    Effects add up exactly. The changes are made one by one in one order and again in the reverse order, and each one's two
    effects are averaged, so that no order is favoured. All shares of one dimension's mix count as one step, the cut-off with its
    replacement as one.
    """
    steps: dict[str, list[str]] = {}
    for key in dict.fromkeys((*start, *changes)):
        if start.get(key) != changes.get(key):
            steps.setdefault(_step_of(key), []).append(key)
    effects = dict.fromkeys(steps, 0.0)
    for order in (list(steps), list(steps)[::-1]):
        made = dict(start)
        before = evaluate(move(baseline, made), measure)
        for step in order:
            made = _made(made, changes, steps[step])
            after = evaluate(move(baseline, made), measure)
            effects[step] += (after - before) / 2
            before = after
    return pd.DataFrame({"step": list(effects), "effect": list(effects.values())}).astype({"step": "str", "effect": "float64"})


def _step_of(key: str) -> str:
    kind = key.split(":")[0]
    if kind in (SPEND, MONTHS):
        return SPEND
    return key.rsplit(":", 1)[0] if kind == MIX else CUTOFF if key == REPLACE else key


def _made(before: dict[str, float], changes: Changes, keys: list[str]) -> dict[str, float]:
    """Return ``before`` with ``keys`` as in ``changes``: moved, or back where they stood."""
    left = {key: value for key, value in before.items() if key not in keys}
    return left | {key: changes[key] for key in keys if key in changes}


@dataclass(frozen=True)
class Solution:
    """The value of a lever at which a measure meets its target; ``value`` missing when no value within the limits does.

    ``lower`` and ``upper`` are the measure at the ends of what was searched, ``limits`` those ends.
    """

    lever: str
    value: float | None
    target: float
    limits: tuple[float, float]
    lower: float
    upper: float


def solve(baseline: Baseline, changes: Changes, lever: str, target: float, measure: Measure = "roi") -> Solution:
    """Return the value of ``lever`` nearest to where it stands at which the scenario's ``measure`` equals ``target``.

    Searched from 0 to 20 times the baseline (rates and scores: to their natural end); other changes stay as they are.
    """
    low, high = limits(baseline.levers[lever])
    values = np.linspace(low, high, 65)
    gaps = np.array([evaluate(move(baseline, dict(changes) | {lever: v}), measure) - target for v in values])
    crossing = np.flatnonzero(np.isfinite(gaps[:-1]) & np.isfinite(gaps[1:]) & (np.sign(gaps[:-1]) != np.sign(gaps[1:])))
    ends = (float(gaps[0] + target), float(gaps[-1] + target))
    if not len(crossing):
        return Solution(lever, None, target, (low, high), *ends)
    here = changes.get(lever, baseline.levers[lever].base)
    nearest = crossing[np.argmin(np.abs(values[crossing] - here))]
    root = brentq(
        lambda v: evaluate(move(baseline, dict(changes) | {lever: v}), measure) - target,
        values[nearest], values[nearest + 1], xtol=1e-12 * max(high, 1.0), rtol=1e-12,
    )  # fmt: skip
    return Solution(lever, float(root), target, (low, high), *ends)


def limits(lever: Lever) -> tuple[float, float]:
    """Return the ends between which a lever makes sense, in its unit."""
    if lever.unit == "rate":
        return 0.0, 0.95 if lever.key == "discount" else max(1.0, lever.high)
    if lever.unit == "score":
        return 0.0, 100.0
    if lever.unit == "power":
        return 0.2, 1.0
    return 0.0, 20 * max(lever.base, lever.high)


def surface(
    baseline: Baseline, changes: Changes, across: str, down: str, measure: Measure = "roi", steps: int = 13, draws: int = 2000
) -> pd.DataFrame:
    """Return ``measure`` over two levers' ranges, other changes kept: index values of ``down``, columns values of ``across``."""
    x, y = (_span(baseline.levers[key], steps) for key in (across, down))
    here = dict(changes)
    cells = [[evaluate(move(baseline, here | {across: a, down: d}), measure, draws) for a in x] for d in y]
    return pd.DataFrame(cells, index=pd.Index(y, name=down), columns=pd.Index(x, name=across))


def _span(lever: Lever, steps: int) -> np.ndarray:
    """Return evenly spaced values that hold the lever's range and half to one and a half times its baseline."""
    low, high = limits(lever)
    return np.linspace(max(low, min(lever.low, lever.base / 2)), min(high, max(lever.high, lever.base * 1.5)), steps)
