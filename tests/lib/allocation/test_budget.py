import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from scipy.optimize import minimize

from lib.allocation import Exponential, Hill, Log, PlanError, Power, allocate_budget
from lib.allocation.stack import stack

SIZE, RATE = st.floats(0.1, 1e4), st.floats(0.1, 1e3)
CONCAVE = st.one_of(
    st.builds(Power, SIZE, st.floats(0.2, 1.0)),
    st.builds(Log, SIZE, RATE),
    st.builds(Exponential, SIZE, RATE),
    st.builds(Hill, SIZE, RATE, st.floats(0.3, 1.0)),
    st.builds(Power, st.just(0.0), st.just(0.5)),
)
ANY = st.one_of(CONCAVE, st.builds(Hill, SIZE, RATE, st.floats(1.1, 5)))


def table_optimum(curves, total, floors=0.0, steps=400):
    """Exhaustive optimum on a grid of spends, by adding one segment after the other."""
    grid = np.linspace(0, total, steps + 1)
    best = np.zeros(steps + 1)
    for i, curve in enumerate(curves):
        floor = np.broadcast_to(floors, len(curves))[i]
        value = np.where((grid > 0) & (grid < floor - 1e-9), -1e300, curve(grid))
        best = np.array([np.max(best[: n + 1] + value[n::-1]) for n in range(steps + 1)])
    return best[-1]


def test_two_square_roots_by_hand():
    plan = allocate_budget([Power(1, 0.5), Power(2, 0.5)], 100)
    assert plan.spend == pytest.approx([20, 80])  # spends in proportion to a², as f′ = a/(2√x)
    assert plan.value == pytest.approx(np.sqrt(20) + 2 * np.sqrt(80))
    assert plan.shadow_price == pytest.approx(1 / (2 * np.sqrt(20)))
    assert plan.marginal == pytest.approx([plan.shadow_price] * 2)


@settings(max_examples=60, deadline=None)
@given(st.lists(CONCAVE, min_size=1, max_size=12), st.floats(1e-2, 1e5))
def test_optimality_conditions(curves, total):
    plan = allocate_budget(curves, total)
    assert plan.spend.sum() + plan.unspent == pytest.approx(total, rel=1e-9)
    assert plan.gap <= 1e-9
    for spend, marginal in zip(plan.spend, plan.marginal, strict=True):
        if 1e-9 * total < spend < (1 - 1e-9) * total:
            assert marginal == pytest.approx(plan.shadow_price, rel=1e-7, abs=1e-300)
        elif spend == 0 and np.isfinite(marginal):
            assert marginal <= plan.shadow_price * (1 + 1e-9) + 1e-300


@settings(max_examples=60, deadline=None)
@given(st.lists(CONCAVE, min_size=2, max_size=8), st.floats(1, 1e4), st.data())
def test_bounds_hold_and_no_shift_of_money_helps(curves, total, data):
    n = len(curves)
    share = np.array(data.draw(st.lists(st.floats(0, 1), min_size=n, max_size=n)))
    lower = share * total / n
    upper = lower + np.array(data.draw(st.lists(st.floats(0, 1), min_size=n, max_size=n))) * total
    plan = allocate_budget(curves, total, lower, upper)
    assert np.all(plan.spend >= lower - 1e-9 * total) and np.all(plan.spend <= upper + 1e-9 * total)
    assert plan.spend.sum() == pytest.approx(min(total, upper.sum()), rel=1e-9)
    step = 1e-4 * total
    for i in range(n):
        for j in range(n):
            moved = plan.spend.copy()
            amount = min(step, moved[i] - lower[i], upper[j] - moved[j])
            if i != j and amount > 0:
                moved[i], moved[j] = moved[i] - amount, moved[j] + amount
                value = sum(float(c(max(x, 0))) for c, x in zip(curves, moved, strict=True))
                assert value <= plan.value * (1 + 1e-9) + 1e-12


def bisected(curves, total, upper):
    """Optimal value by plain bisection: on the price of money outside, on each segment's spend inside."""
    together = stack(curves)

    def spends(price):
        low, high = np.zeros(len(curves)), np.minimum(upper, total)
        for _ in range(200):
            middle = (low + high) / 2
            dear = together.derivative(middle) > price
            low, high = np.where(dear, middle, low), np.where(dear, high, middle)
        return low

    low, high = -60.0, 60.0
    for _ in range(80):
        middle = (low + high) / 2
        low, high = (middle, high) if spends(np.exp(middle)).sum() > total else (low, middle)
    price = np.exp((low + high) / 2)
    return sum(float(c(x)) - price * x for c, x in zip(curves, spends(price), strict=True)) + price * total


@pytest.mark.parametrize("total", [1e-9, 3.0, 1e9])
@pytest.mark.parametrize("curves", [
    [Power(3, 0.5)],
    [Log(5, 2)] * 4,
    [Power(1e-3, 0.99), Power(1e6, 0.05), Hill(1e5, 1e-3, 0.2), Exponential(1e4, 1e6), Log(1e-3, 1e6), Hill(10, 10, 1)],
], ids=["one", "identical", "sizes far apart"])  # fmt: skip
def test_unusual_problems_equal_plain_bisection(curves, total):
    for upper in (np.inf, np.where(np.arange(len(curves)) % 2, 0.0, 1e15), np.full(len(curves), total / len(curves) * 1.5)):
        plan = allocate_budget(curves, total, upper=upper)
        assert plan.value == pytest.approx(bisected(curves, total, np.broadcast_to(upper, len(curves))), rel=1e-9)
        assert plan.spend.sum() == pytest.approx(total, rel=1e-12) and plan.gap <= 1e-12


def test_the_order_of_curves_changes_nothing():
    curves = [Power(3, 0.5), Hill(9, 3, 0.7), Log(4, 2), Power(2, 0.6), Hill(9, 5, 1), Exponential(8, 4)]
    groups = {"tier": list("ababab")}
    forward = allocate_budget(curves, 20.0, groups=groups, maximum={"tier": {"a": 8.0}}, locks={3: 2.0})
    back = allocate_budget(curves[::-1], 20.0, groups={"tier": list("bababa")}, maximum={"tier": {"a": 8.0}}, locks={2: 2.0})
    assert forward.spend == pytest.approx(back.spend[::-1], rel=1e-9) and forward.spend[3] == 2.0
    assert forward.marginal == pytest.approx(back.marginal[::-1], rel=1e-7)


def test_not_worse_than_a_general_solver():
    random = np.random.default_rng(5)
    curves = [Hill(random.lognormal(3), random.lognormal(2), random.uniform(0.4, 1)) for _ in range(15)]
    curves += [Log(random.lognormal(3), random.lognormal(2)) for _ in range(15)]
    plan = allocate_budget(curves, 200.0)
    rival = minimize(
        lambda x: -sum(float(c(v)) for c, v in zip(curves, x, strict=True)), np.full(30, 200 / 30), bounds=[(1e-9, 200)] * 30,
        constraints=[{"type": "eq", "fun": lambda x: x.sum() - 200}], method="SLSQP", options={"maxiter": 1000, "ftol": 1e-13},
    )  # fmt: skip
    assert plan.value >= -rival.fun * (1 - 1e-9)
    assert plan.value == pytest.approx(-rival.fun, rel=1e-5)


@settings(max_examples=60, deadline=None)
@given(st.lists(ANY, min_size=1, max_size=4), st.floats(1, 500), st.sampled_from([0.0, 0.15, 0.4]))
def test_s_shapes_and_floors_beat_every_grid_point(curves, total, floor):
    plan = allocate_budget(curves, total, floors=floor * total)
    assert plan.gap <= 1e-6
    assert plan.spend.sum() + plan.unspent == pytest.approx(total, rel=1e-9)
    assert np.all((plan.spend == 0) | (plan.spend >= floor * total * (1 - 1e-9)))
    assert plan.value >= table_optimum(curves, total, floor * total) * (1 - 1e-6)


def test_twenty_identical_s_shapes_share_among_the_best_number():
    plan = allocate_budget([Hill(10.0, 10.0, 3.0)] * 20, 77.0)
    best = max(n * float(Hill(10.0, 10.0, 3.0)(77 / n)) for n in range(1, 21))
    assert plan.value == pytest.approx(best, rel=1e-6)
    assert plan.gap <= 1e-6


def test_linear_ties_share_equally():
    plan = allocate_budget([Power(2, 1)] * 3, 9)
    assert plan.spend == pytest.approx([3, 3, 3])
    assert plan.shadow_price == pytest.approx(2)


def test_convex_power_puts_all_in_one():
    assert sorted(allocate_budget([Power(2, 2)] * 3, 9).spend) == pytest.approx([0, 0, 9])


def test_one_segment_flat_and_empty():
    assert allocate_budget([Log(3, 5)], 10).spend == pytest.approx([10])
    flat = allocate_budget([Power(0, 0.5), Power(0, 0.5)], 10)
    assert flat.spend.sum() == pytest.approx(10) and flat.value == 0 and flat.messages
    empty = allocate_budget([], 10)
    assert empty.unspent == 10 and empty.value == 0
    nothing = allocate_budget([Log(3, 5)], 0)
    assert nothing.spend == pytest.approx([0]) and not nothing.messages


def test_money_beyond_the_limits_is_reported_unspent():
    plan = allocate_budget([Log(3, 2), Log(4, 3)], 10, upper=[2, 3])
    assert plan.spend == pytest.approx([2, 3])
    assert plan.unspent == pytest.approx(5)
    assert plan.shadow_price == 0
    assert "5 stays unspent" in plan.messages[0]


def test_locks_hold():
    plan = allocate_budget([Log(3, 2), Log(4, 3), Power(1, 0.5)], 10, locks={1: 2.5})
    assert plan.spend[1] == 2.5
    assert plan.spend.sum() == pytest.approx(10)


def test_group_limits_by_hand():
    groups = {"tier": ["nano", "nano", "macro"], "platform": ["a", "b", "a"]}
    plan = allocate_budget([Power(1, 0.5)] * 3, 90, groups=groups, maximum={"tier": {"nano": 30}})
    assert plan.spend == pytest.approx([15, 15, 60])
    plan = allocate_budget([Power(1, 0.5)] * 3, 90, groups=groups, minimum={"platform": {"b": 50}}, maximum={"tier": {"macro": 10}})
    assert plan.spend == pytest.approx([30, 50, 10])
    assert plan.gap <= 1e-9


def test_overlapping_groups_against_a_general_solver():
    random = np.random.default_rng(8)
    curves = [Log(random.lognormal(3), random.lognormal(2)) for _ in range(12)]
    tier, platform = np.array(list("abc"))[np.arange(12) % 3], np.array(list("xyzw"))[np.arange(12) % 4]
    limits = {"groups": {"t": tier, "p": platform}, "minimum": {"t": {"a": 30}}, "maximum": {"p": {"x": 12, "y": 6}}}
    plan = allocate_budget(curves, 60.0, **limits)
    assert plan.spend[tier == "a"].sum() >= 30 - 1e-7
    assert plan.spend[platform == "x"].sum() <= 12 + 1e-7 and plan.spend[platform == "y"].sum() <= 6 + 1e-7
    constraints = [
        {"type": "eq", "fun": lambda x: x.sum() - 60},
        {"type": "ineq", "fun": lambda x: x[tier == "a"].sum() - 30},
        {"type": "ineq", "fun": lambda x: 12 - x[platform == "x"].sum()},
        {"type": "ineq", "fun": lambda x: 6 - x[platform == "y"].sum()},
    ]
    rival = minimize(
        lambda x: -sum(float(c(v)) for c, v in zip(curves, x, strict=True)), plan.spend + 0.01, bounds=[(1e-9, 60)] * 12,
        constraints=constraints, method="SLSQP", options={"maxiter": 1000, "ftol": 1e-13},
    )  # fmt: skip
    assert plan.value == pytest.approx(-rival.fun, rel=1e-7)


@settings(max_examples=60, deadline=None)
@given(st.lists(CONCAVE, min_size=2, max_size=12), st.integers(0, 10_000), st.sampled_from([0.0, 0.05]))
@example([Power(1.0, 1.0), Power(1.0, 0.5), Power(1.0, 0.5)], 187, 0.0)
def test_groups_that_can_be_kept_are_kept_and_the_gap_is_certified(curves, seed, floor):
    random, n = np.random.default_rng(seed), len(curves)
    fits = random.dirichlet(np.ones(n)) * 1_000  # a division that keeps all limits
    fits = np.where(fits < floor * 1_000, 0.0, fits)
    groups = {"t": random.choice(list("ab"), n), "p": random.choice(list("xyz"), n)}
    sums = {kind: {label: fits[labels == label].sum() for label in sorted(set(labels))} for kind, labels in groups.items()}
    minimum = {k: {label: v * random.choice([0, 0.5, 1]) for label, v in found.items()} for k, found in sums.items()}
    maximum = {k: {label: v * random.choice([1, 1.3, 9]) for label, v in found.items()} for k, found in sums.items()}
    total = fits.sum() * random.choice([1, 1.5])
    plan = allocate_budget(curves, total, floors=floor * 1_000, groups=groups, minimum=minimum, maximum=maximum)
    for kind, labels in groups.items():
        for label in sorted(set(labels)):
            spent = plan.spend[labels == label].sum()
            assert minimum[kind][label] - 1e-9 * total <= spent <= maximum[kind][label] + 1e-9 * total
    assert plan.spend.sum() <= total * (1 + 1e-9)
    assert plan.value >= sum(float(c(x)) for c, x in zip(curves, fits, strict=True)) * (1 - 1e-9)
    assert plan.gap <= 1e-5


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"total": -1}, "at least 0"),
        ({"total": float("nan")}, "missing"),
        ({"total": None}, "missing"),
        ({"total": "much"}, "missing"),
        ({"total": 10, "lower": "much"}, "amounts of money"),
        ({"total": 10, "locks": {2: 1.0}}, "no segment at place 2"),
        ({"total": 10, "maximum": {"country": {"x": 1}}}, "Each of the 2 segments needs one country"),
        ({"total": 10, "lower": [6, 6]}, "add up to 12, above the budget of 10; the largest is nano"),
        ({"total": 10, "lower": [6, 0], "upper": [5, 9]}, "minimum of nano (6) is above its maximum (5)"),
        ({"total": 10, "lower": [-1, 0]}, "nano has a limit of -1"),
        ({"total": 10, "minimum": {"tier": {"a": 6, "b": 7}}}, "tier b and a add up to 13"),
        ({"total": 10, "minimum": {"tier": {"a": 6}}, "maximum": {"tier": {"a": 5}}}, "above its maximum"),
        ({"total": 10, "lower": [4, 0], "maximum": {"tier": {"a": 3}}}, "inside tier a add up to 4"),
        ({"total": 10, "upper": [4, 20], "minimum": {"tier": {"a": 6}}}, "more than its segments may spend (4)"),
        ({"total": 10, "minimum": {"tier": {"a": 6}}, "maximum": {"platform": {"x": 3}}}, "at most 3 for platform x clashes with"),
        ({"total": 10, "minimum": {"model": {"a": 6}}}, "no segment says which model"),
    ],
)
def test_impossible_limits_name_the_clash(options, said):
    groups = {"tier": ["a", "b"], "platform": ["x", "x"], "country": ["x"]}
    with pytest.raises(PlanError) as error:
        allocate_budget([Log(3, 2), Hill(4, 3, 0.7)], names=["nano", "micro"], groups=groups, **options)
    assert said in str(error.value)


def test_inputs_are_left_alone_and_results_repeat():
    lower, upper = np.array([1.0, 0.0]), np.array([5.0, 8.0])
    before = lower.copy(), upper.copy()
    first = allocate_budget([Hill(4, 3, 2), Log(2, 1)], 9, lower, upper)
    second = allocate_budget([Hill(4, 3, 2), Log(2, 1)], 9, lower, upper)
    assert np.array_equal(lower, before[0]) and np.array_equal(upper, before[1])
    assert np.array_equal(first.spend, second.spend)


def test_a_segment_that_returns_nothing_does_not_blur_the_shadow_price():
    plan = allocate_budget([Power(0.0, 0.5), Log(3.0, 1.0)], 100.0)
    assert plan.spend.tolist() == pytest.approx([0.0, 100.0])
    assert plan.shadow_price == pytest.approx(3 / 101, rel=1e-6)


def test_limits_that_match_no_segment_are_refused_in_words():
    with pytest.raises(PlanError, match="2 limits for 3 segments"):
        allocate_budget([Power(1.0, 0.5)] * 3, 100.0, lower=[1.0, 2.0])


def test_an_empty_group_limit_is_no_limit():
    empty = {"tier": {"a": None, "b": float("nan")}}
    plan = allocate_budget([Log(3, 2)] * 2, 10, groups={"tier": ["a", "b"]}, minimum=empty, maximum=empty)
    assert plan.spend == pytest.approx([5, 5])
