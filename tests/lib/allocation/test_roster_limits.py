"""Offers of several posts, shares, shared audiences, sets of rivals: against exhaustive search, and on odd input."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.allocation import PlanError, select_roster

ROOT = Path(__file__).resolve().parents[3]


def union(values, pools, potential):
    """Value of the union of audiences that overlap by chance."""
    total = sum(v for v, p in zip(values, pools, strict=True) if p not in potential)
    for pool, worth in potential.items():
        missed = np.prod([1 - min(v / worth, 0.95) for v, p in zip(values, pools, strict=True) if p == pool and v > 0])
        total += worth * (1 - missed) + sum(v for v, p in zip(values, pools, strict=True) if p == pool and v <= 0)
    return total


def exhaustive(value, cost, budget, asked):
    """Best total value over all choices, minus infinity when none fits."""
    n, best = len(value), -np.inf
    for mask in range(2**n):
        rows = [i for i in range(n) if (mask >> i) & 1]
        who = [asked["offers"][i] for i in rows]
        share = sum(asked["groups"]["tier"][i] == "a" for i in rows)
        fits = cost[rows].sum() <= budget + 1e-9 and len(who) == len(set(who)) and len(rows) <= asked["count"][1]
        fits &= all(len({asked["offers"][i] for i in rivals} & set(who)) <= 1 for rivals in asked["apart"])
        fits &= all(asked["offers"][i] in who for i in asked["include"])
        fits &= asked["least_share"]["tier"]["a"] * len(rows) - 1e-9 <= share <= asked["most_share"]["tier"]["a"] * len(rows) + 1e-9
        if fits:
            best = max(best, union(value[rows], [asked["pools"][i] for i in rows], asked["potential"]))
    return best


@settings(max_examples=40, deadline=None)
@given(st.integers(2, 10), st.integers(0, 2**32 - 1))
def test_equals_exhaustive_search(n, seed):
    random = np.random.default_rng(seed)
    value, cost = random.normal(4, 3, n).round(2), random.uniform(0, 5, n).round(2)
    asked = {
        "count": (0, int(random.integers(1, n + 1))),
        "offers": random.integers(0, max(n - 2, 1), n).tolist(),
        "groups": {"tier": random.choice(["a", "b"], n)},
        "least_share": {"tier": {"a": float(random.choice([0.0, 0.3, 0.5]))}},
        "most_share": {"tier": {"a": float(random.choice([0.6, 1.0]))}},
        "pools": random.choice(["x", "y", "none"], n).tolist(),
        "potential": {"x": 9.0, "y": 20.0},
        "apart": [random.choice(n, 2, replace=False).tolist()] if seed % 2 else [random.permutation(n)[:3].tolist()],
        "include": [int(random.integers(n))] if seed % 4 == 0 else [],
    }
    budget = float(random.uniform(0, 15))
    best = exhaustive(value, cost, budget, asked)
    if np.isinf(best):
        with pytest.raises(PlanError, match="No roster fits"):
            select_roster(value, cost, budget, **asked)
        return
    found = select_roster(value, cost, budget, **asked)
    assert found.value == pytest.approx(best, rel=1e-6, abs=1e-6)
    assert found.gap <= 1e-6 or found.value == pytest.approx(0, abs=1e-6)


def test_of_several_offers_of_a_creator_one_is_taken_and_the_rest_say_so():
    found = select_roster([5.0, 8.0, 9.5, 4.0], [1.0, 2.0, 3.0, 1.0], 3.0, offers=["ann", "ann", "ann", "bob"])
    assert found.chosen.tolist() == [False, True, False, True]
    assert found.reasons[0] == found.reasons[2] == "Out: another number of posts of this creator is in."


def test_counts_speak_of_creators_and_include_means_any_offer_of_the_creator():
    offers = ["ann", "ann", "bob"]
    with pytest.raises(PlanError, match="at least 3 creators with a price and a value, but there are only 2"):
        select_roster([5.0, 8.0, 4.0], [1.0, 2.0, 1.0], 9.0, offers=offers, count=(3, None))
    found = select_roster([1.0, 1.5, 9.0], [1.0, 2.0, 1.0], 2.0, offers=offers, include=[1])
    assert found.chosen.tolist() == [True, False, True]
    assert found.reasons[0] == "In because you asked for it."


def test_overlap_takes_value_off_and_prefers_another_audience():
    alike = select_roster([5.0, 5.0, 4.0], [1.0, 1.0, 1.0], 2.0, pools=["x", "x", "y"], potential={"x": 6.0, "y": 6.0})
    assert alike.chosen.sum() == 2 and alike.chosen[2]
    assert alike.value == pytest.approx(9) and alike.shared == pytest.approx(0)
    both = select_roster([5.0, 5.0], [1.0, 1.0], 2.0, pools=["x", "x"], potential={"x": 10.0})
    assert both.value == pytest.approx(7.5) and both.shared == pytest.approx(2.5)
    crowded = select_roster([5.0, 5.0, 5.0, 1.0], [1.0] * 4, 2.0, pools=["x"] * 3 + [""], potential={"x": 5.1})
    assert crowded.chosen[3]
    assert "Out: much of its audience is reached by others who are in." in crowded.reasons


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"include": [0, 1], "apart": [(0, 1)]}, "creators 1 and 2 must both be in, but may not be booked together"),
        ({"include": [0], "exclude": [0]}, "creator 1 must be in and must be out"),
        ({"count": (3, 2)}, "At least 3 creators clashes with at most 2"),
        ({"count": (-1, None)}, "How many creators"),
        ({"count": (np.nan, None)}, "How many creators"),
        ({"minimum": {"tier": {"a": 3}}, "maximum": {"tier": {"a": 1}}}, "The minimum for tier a (3) is above its maximum (1)"),
        ({"minimum": {"tier": {"a": np.nan}}}, "not numbers that can be kept"),
        ({"maximum": {"tier": {"a": -1}}}, "not numbers that can be kept"),
        ({"most_share": {"tier": {"a": 1.2}}}, "not numbers that can be kept"),
        ({"least_share": {"tier": {"b": 0.9}}, "count": (2, None)}, "clashes with at least 90% of creators of tier b"),
        ({"minimum": {"tier": {"c": 1}}}, "at least 1 creators of tier c with a price and a value, but there are only 0"),
        ({"offers": [1]}, "needs one creator"),
        ({"apart": [(0, 1, 2)], "count": (2, None)}, "creators that may not be booked together"),
    ],
)
def test_what_clashes_is_named(options, said):
    options = {"groups": {"tier": np.array(["a", "a", "b"])}, **options}
    with pytest.raises(PlanError) as error:
        select_roster([3.0, 4.0, 5.0], [2.0, 2.0, 2.0], 10.0, **options)
    assert said in str(error.value)


def test_odd_figures_leave_a_roster():
    value = [np.nan, np.inf, -3.0, 0.0, 5.0, 2.0]
    cost = [1.0, 1.0, 1.0, 0.0, 0.0, np.nan]
    found = select_roster(value, cost, 0.0)
    assert found.chosen[4] and not found.chosen[[0, 1, 2, 5]].any()
    assert found.cost == 0 and found.value == 5


def test_a_limit_for_every_one_of_many_cities():
    random = np.random.default_rng(1)
    city = np.array([f"city {i}" for i in random.integers(0, 1_500, 3_000)], dtype=object)
    cost = random.lognormal(4, 1, 3_000)
    value = cost * random.lognormal(0.3, 0.6, 3_000)
    found = select_roster(value, cost, cost.sum() / 20, groups={"city": city}, maximum={"city": dict.fromkeys(city, 1)})
    assert found.gap <= 5e-3
    assert max(np.unique(city[found.chosen], return_counts=True)[1]) == 1


def test_several_posts_and_shared_audiences_of_three_thousand_are_certified():
    random = np.random.default_rng(2)
    size, price = random.lognormal(8, 1, 1_000), random.lognormal(4, 0.6, 1_000)
    posts = np.tile([1, 2, 3], 1_000)
    value, cost = np.repeat(size, 3) ** 0.7 * posts**0.7, np.repeat(price, 3) * posts + 40
    pool = np.repeat(random.choice(list("pqrstuv"), 1_000), 3)
    potential = dict.fromkeys("pqrstuv", float(np.median(value[::3])) / 0.05)
    found = select_roster(value, cost, 6_000, offers=np.repeat(np.arange(1_000), 3), pools=pool, potential=potential)
    assert found.gap <= 5e-3 and found.shared > 0
    assert np.bincount(np.repeat(np.arange(1_000), 3)[found.chosen]).max() == 1


def test_order_does_not_matter():
    random = np.random.default_rng(5)
    value, cost, order = random.lognormal(2, 1, 40), random.lognormal(1, 1, 40), random.permutation(40)
    pools = random.choice(["p", "q"], 40)
    first, second = (
        select_roster(value[o], cost[o], 30.0, pools=pools[o], potential={"p": 200.0, "q": 90.0}) for o in (np.arange(40), order)
    )
    assert second.value == pytest.approx(first.value)


def test_the_solver_writes_nothing():
    code = (
        "import numpy as np; from lib.allocation import select_roster; r = np.random.default_rng(3); n = 10000;"
        "cost = r.lognormal(4, 1, n); value = cost * r.lognormal(.3, .6, n); tier = r.choice(['nano', 'micro', 'mid'], n);"
        "plat = r.choice(['a', 'b', 'c'], n); select_roster(value, cost, cost.sum() * .02, groups={'tier': tier, 'plat': plat},"
        "minimum={'tier': {'nano': 30}}, maximum={'plat': {'a': 60}}, apart=[(i, i + 1) for i in range(0, 200, 2)])"
    )
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert run.stdout == "" and run.stderr == ""


@pytest.mark.parametrize("seed", range(4))
def test_eighteen_creators_with_quotas_rivals_and_must_haves(seed):
    random = np.random.default_rng(seed)
    n = 18
    value, cost = random.lognormal(3, 1, n), random.lognormal(2, 1, n)
    tier, platform = random.choice(["a", "b", "c"], n), random.choice(["x", "y"], n)
    chosen = ((np.arange(2**n)[:, None] >> np.arange(n)) & 1).astype(bool)
    size = chosen.sum(axis=1)
    fits = (chosen @ cost <= 60) & (size <= 9) & chosen[:, 4] & (chosen[:, [0, 1, 2]].sum(axis=1) <= 1)
    fits &= (chosen[:, tier == "a"].sum(axis=1) >= 2) & (chosen[:, tier == "b"].sum(axis=1) <= 3)
    fits &= chosen[:, platform == "x"].sum(axis=1) <= 0.6 * size + 1e-9
    found = select_roster(
        value, cost, 60.0, count=(0, 9), groups={"tier": tier, "platform": platform}, minimum={"tier": {"a": 2}},
        maximum={"tier": {"b": 3}}, most_share={"platform": {"x": 0.6}}, include=[4], apart=[(0, 1, 2)],
    )  # fmt: skip
    assert found.value == pytest.approx((chosen @ value)[fits].max(), rel=1e-9)
    assert found.gap <= 1e-9
