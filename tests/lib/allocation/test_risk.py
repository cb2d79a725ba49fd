from itertools import product

import numpy as np
import pytest

from lib.allocation import allocate_budget
from lib.allocation.response import curve_through
from lib.allocation.risk import averaged, planned, worst
from lib.allocation.stack import Stack


def drawn(size, seed=0, draws=200, forms=("hill",)):
    """Joint draws of levels and elasticities; segments differ in how sure they are."""
    random = np.random.default_rng(seed)
    anchor = random.uniform(50, 200, size)
    ratio = random.uniform(2, 4, size) * np.exp(random.normal(0, 1, (draws, size)) * random.uniform(0.05, 0.9, size))
    elasticity = np.clip(random.normal(0.7, 0.08, (draws, size)), 0.4, 0.9)
    families = []
    for n, form in enumerate(forms):
        at = np.flatnonzero(np.arange(size) % len(forms) == n)
        families.append((at, curve_through(form, anchor[at], ratio[:, at] * anchor[at], elasticity[:, at])))
    return Stack(size, tuple(families))


def totals(curves, spend):
    draws = max(np.shape(c.a)[0] for _places, c in curves.families)
    return curves.value(np.broadcast_to(spend, (draws, curves.size))).sum(axis=1)


def tail_mean(values, share=0.1):
    return np.sort(values)[: round(share * len(values))].mean()


def test_the_worst_share_by_hand():
    assert worst(np.array([5.0, 1.0, 3.0, 9.0]), 0.5).tolist() == [0, 0.5, 0.5, 0]
    assert worst(np.array([5.0, 1.0, 3.0, 9.0]), 0.375) == pytest.approx([0, 2 / 3, 1 / 3, 0])


def test_an_average_of_curves_behaves_like_a_curve():
    curves = drawn(4, forms=("hill", "log", "power", "exponential"))
    weight = np.random.default_rng(3).random(200)
    mean = averaged(curves, weight / weight.sum())
    spend = np.array([10.0, 60.0, 150.0, 300.0])
    by_hand = (weight / weight.sum()) @ curves.value(np.broadcast_to(spend, (200, 4)))
    assert mean.value(spend) == pytest.approx(by_hand)
    step = 1e-4
    slope = (mean.value(spend + step) - mean.value(spend - step)) / (2 * step)
    assert mean.derivative(spend) == pytest.approx(slope, rel=1e-6)
    assert mean.inverse_derivative(mean.derivative(spend)) == pytest.approx(spend, rel=1e-6)
    bend = (mean.derivative(spend + step) - mean.derivative(spend - step)) / (2 * step)
    assert mean.softness(spend) == pytest.approx(slope / bend, rel=1e-3)
    assert mean.value(np.vstack([spend, 2 * spend])).shape == (2, 4)


@pytest.mark.parametrize("form", ["hill", "log", "exponential", "power"])
def test_averages_divide_budgets_of_any_size(form):
    for size in (1e-3, 1.0, 1e9):
        ratio, anchor = np.array([[2.0, 3.0], [4.0, 1.0]]), np.array([100.0, 80.0]) * size
        curves = Stack(2, ((np.arange(2), curve_through(form, anchor, ratio * anchor, np.array([[0.7, 0.6], [0.5, 0.8]]))),))
        plan = allocate_budget(averaged(curves, np.array([0.5, 0.5])), 150.0 * size)
        assert plan.spend.sum() == pytest.approx(150 * size) and plan.marginal[0] == pytest.approx(plan.marginal[1], rel=1e-6)


def test_the_mean_of_equal_draws_is_the_plain_plan():
    one = curve_through("hill", np.array([100.0, 80.0]), np.array([300.0, 200.0]), np.array([0.7, 0.6]))
    same = Stack(2, ((np.arange(2), type(one)(*(np.tile(getattr(one, n), (5, 1)) for n in vars(one)))),))
    plain = allocate_budget([type(one)(*(float(getattr(one, n)[i]) for n in vars(one))) for i in range(2)], 150.0)
    for risk in ("cvar", "p10"):
        assert planned(same, risk, lambda curves: allocate_budget(curves, 150.0)).spend == pytest.approx(plain.spend, rel=1e-5)


@pytest.mark.parametrize("seed", range(4))
def test_the_worst_tenth_equals_exhaustive_search(seed):
    curves, total = drawn(3, seed), 400.0
    plan = planned(curves, "cvar", lambda c: allocate_budget(c, total))
    assert plan.value == pytest.approx(tail_mean(totals(curves, plan.spend)))
    grid = np.linspace(0, total, 81)
    best = max(tail_mean(totals(curves, np.array([a, b, total - a - b]))) for a, b in product(grid, grid) if a + b <= total)
    assert plan.value >= best * (1 - 2e-4) and plan.gap <= 1e-3
    assert plan.value <= best * 1.01
    assert plan.spend.sum() == pytest.approx(total)


def test_caution_pays_in_bad_times_and_costs_in_the_mean():
    curves, total = drawn(8, 5), 900.0

    def solve(c):
        return allocate_budget(c, total, upper=300.0)

    mean = solve(averaged(curves, np.full(200, 1 / 200)))
    cautious, tenth = (planned(curves, risk, solve) for risk in ("cvar", "p10"))
    values = {name: totals(curves, plan.spend) for name, plan in (("mean", mean), ("cvar", cautious), ("p10", tenth))}
    assert tail_mean(values["cvar"]) > tail_mean(values["mean"]) and values["cvar"].mean() < values["mean"].mean()
    assert np.quantile(values["p10"], 0.1) >= max(np.quantile(values[name], 0.1) for name in ("mean", "cvar")) - 1e-9
    assert tenth.value == pytest.approx(np.quantile(values["p10"], 0.1)) and np.isnan(tenth.gap)
    assert np.all(cautious.spend <= 300 + 1e-6)


def test_groups_hold_under_caution():
    curves = drawn(5, 6)
    groups = {"tier": list("aabbb")}
    plan = planned(curves, "cvar", lambda c: allocate_budget(c, 500.0, groups=groups, maximum={"tier": {"a": 200.0}}))
    assert plan.spend[:2].sum() <= 200 + 1e-6 and plan.spend.sum() == pytest.approx(500)
