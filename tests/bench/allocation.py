"""How fast and how good the allocation is, against public solvers on the same problems in the same run.

Prints ratios: SciPy SLSQP at 200 segments, CLARABEL (through cvxpy, see requirements-bench.txt) at 2,000, S-shaped curves at
20 (certified gap), the frontier at 2,000, limits per group, the worst tenth of outcomes, rosters of 10,000 creators against
SciPy's milp on the whole problem.
Usage: python tests/bench/allocation.py [--skip-slow]
"""

import importlib.util
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp, minimize

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from lib.allocation import Exponential, Hill, Log, Power, allocate_budget, frontier, select_roster
from lib.allocation.curves import Curve
from lib.allocation.response import curve_through
from lib.allocation.risk import planned
from lib.allocation.stack import Stack, stack


def concave(size: int, seed: int, gentle: bool = False) -> list[Curve]:
    """Return ``size`` concave curves of all families; ``gentle``: only those a cone solver can express."""
    random = np.random.default_rng(seed)
    made: list[Curve] = []
    for i in range(size):
        a, k, h = random.lognormal(3, 1), random.lognormal(2, 1), 1.0 if gentle or i % 8 < 4 else random.uniform(0.4, 1)
        made.append([Power(a, random.uniform(0.3, 0.9)), Log(a, k), Exponential(a, k), Hill(a, k, h)][i % 4])
    return made


def timed(work: Callable[[], object], repeats: int) -> tuple[float, object]:
    """Return the median seconds of ``work`` and its last result."""
    times, found = [], None
    for _ in range(repeats):
        begin = time.perf_counter()
        found = work()
        times.append(time.perf_counter() - begin)
    return statistics.median(times), found


def against_slsqp() -> None:
    """Compare with SLSQP at 200 segments, as it comes and with tight tolerances."""
    curves, total = concave(200, 1), 1_000.0
    bundle = stack(curves)
    ours, plan = timed(lambda: allocate_budget(curves, total), 15)
    start = np.full(200, total / 200)
    bounds = [(1e-3, total)] * 200  # from above 0, where powers are infinitely steep: a favour to SLSQP
    equal = {"type": "eq", "fun": lambda x: x.sum() - total, "jac": lambda x: np.ones(200)}
    for name, options in (("defaults", {}), ("tight", {"maxiter": 2000, "ftol": 1e-12})):
        seconds, found = timed(
            lambda options=options: minimize(
                lambda x: -bundle.value(np.maximum(x, 1e-12)).sum(), start, jac=lambda x: -bundle.derivative(np.maximum(x, 1e-12)),
                bounds=bounds, constraints=[equal], method="SLSQP", options=options,
            ),
            1,
        )  # fmt: skip
        kept = np.maximum(found.x, 0.0)
        short = 1 - bundle.value(kept * total / kept.sum()).sum() / plan.value
        rival = f"SLSQP {name:<9}{seconds * 1e3:9.0f} ms"
        print(f"K=200   ours {ours * 1e3:7.2f} ms   {rival}   ratio {seconds / ours:7.0f} ×   SLSQP short by {short:.1e}")


def against_clarabel() -> None:
    """Compare with CLARABEL at 200 and 2,000 segments: its own solve time, and the whole call of cvxpy."""
    if importlib.util.find_spec("cvxpy") is None:
        print("cvxpy is not installed (requirements-bench.txt): CLARABEL left out")
        return
    import cvxpy

    for size in (200, 2_000):
        curves, total = concave(size, 2, gentle=True), 5.0 * size
        spend = cvxpy.Variable(size)
        terms = []
        for i, curve in enumerate(curves):
            at = spend[i]
            if isinstance(curve, Power):
                terms.append(curve.a * cvxpy.power(at, curve.b, approx=False))
            elif isinstance(curve, Log):
                terms.append(curve.a * cvxpy.log(1 + at / curve.k))
            elif isinstance(curve, Exponential):
                terms.append(curve.a * (1 - cvxpy.exp(-at / curve.k)))
            else:
                terms.append(curve.a * (1 - curve.k * cvxpy.inv_pos(curve.k + at)))
        problem = cvxpy.Problem(cvxpy.Maximize(cvxpy.sum(cvxpy.hstack(terms))), [cvxpy.sum(spend) == total, spend >= 0])
        problem.solve(solver="CLARABEL")
        whole, _found = timed(lambda problem=problem: problem.solve(solver="CLARABEL"), 3)
        own = problem.solver_stats.solve_time
        ours, plan = timed(lambda curves=curves, total=total: allocate_budget(curves, total), 15)
        apart = plan.value / problem.value - 1
        print(
            f"K={size:<5} ours {ours * 1e3:7.2f} ms   CLARABEL {own * 1e3:.0f} ms ({whole * 1e3:.0f} with cvxpy)   "
            f"ratio {own / ours:.0f} × ({whole / ours:.0f} ×)   ours − theirs {apart:+.1e}, certified gap {plan.gap:.1e}"
        )


def s_shaped() -> None:
    """Time and certify S-shaped problems of 20 segments."""
    times, gaps = [], []
    for seed in range(40):
        random = np.random.default_rng(seed)
        curves = [Hill(random.lognormal(4, 1), random.lognormal(2, 1), random.uniform(1.5, 4)) for _ in range(20)]
        total = random.uniform(0.1, 1) * sum(curve.k for curve in curves)
        seconds, plan = timed(lambda curves=curves, total=total: allocate_budget(curves, total), 1)
        times.append(seconds * 1e3)
        gaps.append(plan.gap)
    middle = statistics.median(times)
    print(f"S-shaped, K=20: median {middle:.1f} ms, worst {max(times):.1f} ms, worst certified gap {max(gaps):.1e}")


def whole_frontier() -> None:
    """Time all budgets at once, and its loss against single solves."""
    for size in (200, 2_000):
        curves, total = concave(size, 3), 10.0 * size
        seconds, found = timed(lambda curves=curves, total=total: frontier(curves, total), 7)
        shares = np.geomspace(0.01, 1, 9)
        exact = np.array([allocate_budget(curves, total * share).value for share in shares])
        loss = np.abs(found.value_at(total * shares) / exact - 1).max()
        print(f"frontier, K={size}: {seconds * 1e3:.1f} ms, off by at most {loss:.1e} from 1 % of the budget on")


def cautious() -> None:
    """Time and certify plans for the worst tenth of 500 joint draws."""
    for size in (20, 100):
        random = np.random.default_rng(size)
        anchor = random.lognormal(7, 0.7, size)
        ratio = 3 * np.exp(random.normal(0, 1, (500, size)) * random.uniform(0.1, 0.6, size))
        elasticity = np.clip(random.normal(0.7, 0.08, (500, 1)), 0.35, 0.95) * np.ones(size)
        drawn = Stack(size, ((np.arange(size), curve_through("hill", anchor, ratio * anchor, elasticity)),))
        total = anchor.sum()
        seconds, plan = timed(lambda drawn=drawn, total=total: planned(drawn, "cvar", lambda c: allocate_budget(c, total)), 3)
        print(f"worst tenth, K={size}: {seconds * 1e3:.0f} ms, certified gap {plan.gap:.1e}")


def in_groups() -> None:
    """Time and certify divisions within limits per tier and platform."""
    times, gaps = [], []
    for seed in range(20):
        random = np.random.default_rng(seed)
        curves, total = concave(200, seed), 1_000.0
        groups = {"tier": random.choice(list("abcde"), 200), "platform": random.choice(list("wxyz"), 200)}
        limits = {"minimum": {"tier": {"a": 250.0}}, "maximum": {"tier": {"b": 100.0}, "platform": {"x": 150.0, "y": 400.0}}}
        seconds, plan = timed(lambda c=curves, t=total, g=groups, m=limits: allocate_budget(c, t, groups=g, **m), 1)
        times.append(seconds * 1e3)
        gaps.append(plan.gap)
    print(f"limits per group, K=200: median {statistics.median(times):.1f} ms, worst certified gap {max(gaps):.1e}")


def roster_of_10_000(seed: int) -> tuple[float, float, float, float]:
    """Return our seconds, milp's, our certified gap, and our value relative to milp's on one problem."""
    random = np.random.default_rng(seed)
    n = 10_000
    followers = random.lognormal(10, 1.3, n)
    cost = 50 + followers * 0.01 * random.lognormal(0, 0.5, n)
    value = cost * random.lognormal(0.3, 0.6, n)
    tier = np.array(["nano", "micro", "macro"])[np.digitize(followers, [1e4, 1e5])]
    platform = random.choice(["instagram", "tiktok", "youtube"], n)
    budget = float(cost.sum() * 0.02)
    limits = {"count": (30, 150), "groups": {"tier": tier, "platform": platform}}
    limits |= {"minimum": {"tier": {"macro": 5, "nano": 20}}, "maximum": {"platform": {"instagram": 60}}}
    ours, roster = timed(lambda: select_roster(value, cost, budget, **limits), 1)
    members = [-(tier == "macro").astype(float), -(tier == "nano").astype(float), (platform == "instagram").astype(float)]
    right = [budget / cost.mean(), 150, -30, -5, -20, 60]
    rows = LinearConstraint(np.array([cost / cost.mean(), np.ones(n), -np.ones(n), *members]), ub=right)
    options = {"mip_rel_gap": 1e-4, "time_limit": 120}
    whole, found = timed(lambda: milp(-value, constraints=rows, bounds=Bounds(0, 1), integrality=np.ones(n), options=options), 1)
    return ours, whole, roster.gap, roster.value / -found.fun - 1


def rosters() -> None:
    """Compare rosters of 10,000 with the integer programme on the whole problem."""
    found = [roster_of_10_000(seed) for seed in range(5)]
    for ours, whole, gap, apart in found:
        print(f"roster of 10,000: ours {ours:.2f} s, milp {whole:.1f} s, certified gap {gap:.1e}, ours − theirs {apart:+.1e}")
    ratio, gap = statistics.median(w / o for o, w, _gap, _apart in found), statistics.median(row[2] for row in found)
    print(f"roster of 10,000: median ratio {ratio:.1f} ×, median certified gap {gap:.1e}")


if __name__ == "__main__":
    if "--skip-slow" not in sys.argv:
        against_slsqp()
    against_clarabel()
    s_shaped()
    whole_frontier()
    in_groups()
    cautious()
    if "--skip-slow" not in sys.argv:
        rosters()
