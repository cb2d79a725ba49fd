import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.allocation import PlanError, select_roster


def exhaustive(value, cost, budget, limits):
    """Best total value over all rosters, minus infinity when none fits."""
    n, best = len(value), -np.inf
    tier = limits["groups"]["tier"]
    for mask in range(2**n):
        chosen = np.array([(mask >> i) & 1 for i in range(n)], dtype=bool)
        counts = {label: int((chosen & (tier == label)).sum()) for label in "ab"}
        fits = cost[chosen].sum() <= budget + 1e-9 and limits["count"][0] <= chosen.sum() <= (limits["count"][1] or n)
        fits &= all(counts[k] >= v for k, v in limits["minimum"]["tier"].items())
        fits &= all(counts[k] <= v for k, v in limits["maximum"]["tier"].items())
        fits &= not any(chosen[i] and chosen[j] for i, j in limits["apart"]) and all(chosen[i] for i in limits["include"])
        if fits:
            best = max(best, float(value[chosen].sum()))
    return best


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 10), st.integers(0, 2**32 - 1))
def test_equals_exhaustive_search(n, seed):
    random = np.random.default_rng(seed)
    value, cost = random.normal(3, 3, n).round(2), random.uniform(0, 5, n).round(2)
    limits = {
        "count": (int(random.integers(0, 3)), None if seed % 2 else int(random.integers(2, 6))),
        "groups": {"tier": random.choice(["a", "b"], n)},
        "minimum": {"tier": {"a": int(random.integers(0, 3))}},
        "maximum": {"tier": {"b": int(random.integers(0, 4))}},
        "apart": [(0, n - 1)] if n > 1 and seed % 3 == 0 else [],
        "include": [n // 2] if seed % 5 == 0 else [],
    }
    budget = float(random.uniform(0, 15))
    best = exhaustive(value, cost, budget, limits)
    if np.isinf(best):
        with pytest.raises(PlanError, match=r"No roster fits|must be in"):
            select_roster(value, cost, budget, **limits)
    else:
        assert select_roster(value, cost, budget, **limits).value == pytest.approx(best, abs=1e-6)


def test_eighteen_creators_exactly():
    random = np.random.default_rng(3)
    value, cost = random.lognormal(3, 1, 18), random.lognormal(2, 1, 18)
    chosen = ((np.arange(2**18)[:, None] >> np.arange(18)) & 1).astype(bool)
    costs, values = chosen @ cost, chosen @ value
    roster = select_roster(value, cost, 40.0)
    assert roster.value == pytest.approx(values[costs <= 40].max(), rel=1e-9)
    assert roster.gap <= 1.0 and roster.cost <= 40


def test_missing_values_and_costs_stay_out_with_their_reason():
    roster = select_roster([5, np.nan, 4, -1], [1, 1, np.nan, 1], 10)
    assert roster.chosen.tolist() == [True, False, False, False]
    assert roster.reasons[1] == "Out: no value can be estimated."
    assert roster.reasons[2] == "Out: no price known."
    assert roster.reasons[3] == "Out: no return is expected."
    assert np.isnan(roster.worth[1])


def test_whoever_is_out_comes_in_at_the_price_named():
    value, cost = np.array([100.0, 80.0, 60.0, 50.0]), np.array([50.0, 40.0, 30.0, 40.0])
    roster = select_roster(value, cost, 120)
    assert roster.chosen.tolist() == [True, True, True, False]
    lower = cost.copy()
    lower[3] = roster.worth[3] * 0.5
    assert roster.worth[3] < cost[3]
    assert select_roster(value, np.minimum(cost, lower), 120 + lower[3]).chosen[3]


def test_reasons_name_what_decides():
    roster = select_roster(
        [9, 8, 7, 1], [1, 1, 1, 9], 5, groups={"tier": np.array(["a", "a", "a", "b"])}, maximum={"tier": {"a": 2}}, apart=[]
    )
    assert roster.reasons[2] == "Out: worth its price, but its group or the roster is full."
    assert roster.reasons[3] == "Out: the price alone is above the budget."
    apart = select_roster([9, 8], [1, 1], 5, apart=[(0, 1)], include=[1])
    assert apart.chosen.tolist() == [False, True]
    assert apart.reasons == ("Out: a creator it may not be booked with is in and worth more.", "In because you asked for it.")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"minimum": {"tier": {"a": 3}}}, "at least 3 creators of tier a with a price and a value, but there are only 2"),
        ({"minimum": {"tier": {"a": 2}}, "count": (0, 1)}, "at most 1 creators clashes with at least 2 creators of tier a"),
        ({"count": (4, None)}, "there are only 3"),
        ({"count": (3, None), "budget": 5}, "the budget of 5 clashes with at least 3 creators"),
        ({"include": [0], "budget": 1}, "the budget of 1 clashes with creators you asked for"),
        ({"maximum": {"model": {"a": 1}}}, "no creator says which model"),
        ({"budget": -1}, "at least 0"),
        ({"budget": None}, "at least 0"),
        ({"minimum": {"tier": {"a": "few"}}}, "number of creators"),
    ],
)
def test_impossible_rosters_name_the_clash(options, said):
    options = {"budget": 10.0, "groups": {"tier": np.array(["a", "a", "b"])}, **options}
    with pytest.raises(PlanError) as error:
        select_roster([3, 4, 5], [2, 2, 2], **options)
    assert said in str(error.value)


def test_two_thousand_creators_are_certified():
    random = np.random.default_rng(0)
    cost = random.lognormal(4, 1, 2_000)
    value = cost * random.lognormal(0.3, 0.6, 2_000)
    tier = random.choice(["nano", "micro"], 2_000)
    roster = select_roster(value, cost, cost.sum() * 0.05, groups={"tier": tier}, minimum={"tier": {"nano": 30}}, count=(0, 80))
    assert roster.gap <= 5e-3
    assert roster.cost <= cost.sum() * 0.05 and roster.chosen.sum() <= 80
    assert (roster.chosen & (tier == "nano")).sum() >= 30


def test_nobody_to_choose_from():
    assert select_roster([], [], 10).value == 0


@pytest.mark.parametrize("wrong", [{"include": [9]}, {"include": [-1]}, {"exclude": [3]}, {"apart": [(0, 3)]}])
def test_a_creator_that_is_not_there_is_named(wrong):
    with pytest.raises(PlanError, match="There is no creator at place"):
        select_roster([3.0, 2.0, 1.0], [1.0, 1.0, 1.0], 2.0, **wrong)


def test_a_group_with_too_few_labels_is_named():
    with pytest.raises(PlanError, match="needs one tier"):
        select_roster([3.0, 2.0], [1.0, 1.0], 2.0, groups={"tier": ["nano"]}, maximum={"tier": {"nano": 1}})


def test_sets_empty_limits_and_an_endless_budget_are_understood():
    value, cost, tiers = [3, 4, 5, 1], [2, 2, 2, 1], {"tier": list("aabb")}
    everybody = select_roster(value, cost, np.inf, count=(None, None), groups=tiers, minimum={"tier": {"a": None}}, include=None)
    assert everybody.chosen.all() and everybody.cost == 7
    apart = select_roster(value, cost, 5, include={1}, apart=[{1, 2}])
    assert apart.chosen.tolist() == [True, True, False, True]


def test_values_that_are_no_amounts_are_refused():
    with pytest.raises(PlanError, match="amounts of money"):
        select_roster(["much", 1], [1, 1], 2)
