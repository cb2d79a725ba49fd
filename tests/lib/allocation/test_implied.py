import numpy as np
import pytest

from lib.allocation import Exponential, Log, PlanError, Power, allocate_budget
from lib.allocation.envelope import envelope
from lib.allocation.implied import implied
from lib.allocation.stack import stack


def narrowed(rows, right, total=10.0, upper=10.0):
    curves = stack([Log(3, 2), Log(4, 3), Power(1, 0.5)])
    env = envelope(curves, np.zeros(3), np.full(3, upper))
    return implied(env, total, np.array(rows, dtype=float), np.array(right, dtype=float))


def test_a_minimum_equal_to_its_maximum_is_one_equality():
    found = narrowed([[1, 1, 1], [1, 1, 0], [-1, -1, 0]], [1, 0.4, -0.4])
    assert found.equal.tolist() == [False, True, False]
    assert found.kept.tolist() == [True, True, False]
    assert found.found


def test_minimums_that_take_the_whole_budget_hold_it_first():
    found = narrowed([[1, 1, 1], [-1, -1, 0], [0, 0, -1]], [1, -0.7, -0.3])
    assert found.equal.tolist() == [True, True, False]


def test_a_group_that_may_spend_nothing_is_fixed_at_nothing():
    found = narrowed([[1, 1, 1], [1, 1, 0]], [1, 0.0])
    assert found.env.upper.tolist() == [0, 0, 10]


def test_limits_with_room_stay_and_limits_that_clash_are_none():
    loose = narrowed([[1, 1, 1], [1, 1, 0]], [1, 0.4])
    assert not loose.found and loose.kept.all()
    assert narrowed([[1, 1, 1], [-1, -1, -1]], [1, -1.1]) is None


def test_limits_of_two_kinds_that_leave_one_division_are_met_to_rounding():
    curves = [Log(5, 20), Exponential(9, 300), Power(1, 0.5), Power(2, 1)]
    groups = {"tier": list("aabb"), "platform": list("xyxy")}
    exact = {"tier": {"a": 400.0, "b": 600.0}, "platform": {"x": 100.0, "y": 900.0}}
    plan = allocate_budget(curves, 1_000.0, groups=groups, minimum=exact, maximum=exact, upper=[100.0, 1e3, 0.0, 1e3])
    assert plan.spend == pytest.approx([100, 300, 0, 600], abs=1e-6)
    assert plan.value == pytest.approx(5 * np.log1p(5) + 9 * (1 - np.exp(-1)) + 1_200, rel=1e-9)
    with pytest.raises(PlanError, match="more than its segments may spend"):
        allocate_budget(curves, 1_000.0, groups=groups, minimum=exact, maximum=exact, upper=[100.0, 299.0, 0.0, 1e3])


def test_the_next_unit_of_a_budget_that_minimums_take_whole_returns_the_best_marginal():
    curves, groups = [Log(3, 2), Log(4, 3), Log(5, 1)], {"t": list("aab")}
    least = {"t": {"a": 6.0, "b": 4.0}}
    assert allocate_budget(curves, 10, groups=groups, minimum=least).shadow_price == pytest.approx(1.0)
    assert allocate_budget(curves, 10, groups=groups, minimum=least, maximum=least).shadow_price == pytest.approx(0.0, abs=1e-12)
