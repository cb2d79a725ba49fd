"""Levers: moving, cutting off, shifting the mix, and the questions asked of them."""

from types import MappingProxyType

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.roi.levers import CUTOFF, REPLACE, SCALED, Baseline, Lever, averages, move, spend_key
from lib.roi.questions import evaluate, solve, surface, tornado, why
from lib.roi.scenario import Scenario, expected


def make_baseline() -> Baseline:
    """Two segments: 8 nano bookings at 100, 2 macro bookings at 1000; each post 1,000 or 20,000 impressions."""
    scenario = Scenario(
        name="Today",
        segments=("nano", "macro"),
        groups=MappingProxyType({"tier": np.array(["nano", "macro"]), "platform": np.array(["tiktok", "youtube"])}),
        creators=np.array([8.0, 2.0]),
        fee=np.array([100.0, 1000.0]),
        impressions=np.array([1000.0, 20_000.0]),
        click_rate=0.02,
        conversion_rate=0.05,
        order_value=100,
        gross_margin=0.5,
        creator_spread=1.0,
    )
    bookings = pd.DataFrame(
        {
            "segment": [0] * 8 + [1] * 2,
            "authenticity": [90, 90, 90, 90, 90, 90, 20, np.nan, 90, 20],
            "posts": 1.0,
            "fees": [100.0] * 8 + [1000.0] * 2,
            "impressions": [1000.0] * 8 + [20_000.0] * 2,
            "revenue": [100.0] * 6 + [0.0, 200.0, 4000.0, 0.0],
        }
    )
    levers = {
        key: Lever(key, "price", "money", base, base * 0.5, base * 1.5, 10) for key, base in averages(scenario).items() if base > 0
    }
    levers["discount"] = Lever("discount", "money", "rate", 0.0, 0.0, 0.3, 10)
    levers[CUTOFF] = Lever(CUTOFF, "quality", "score", 0.0, 0.0, 80.0, 9)
    return Baseline(scenario, levers, bookings)


BASE = make_baseline()


def test_averages_are_ratios_of_sums():
    found = averages(BASE.scenario)
    assert found["fee"] == pytest.approx((8 * 100 + 2 * 1000) / 10)
    assert found["impressions"] == pytest.approx((8 * 1000 + 2 * 20_000) / 10)
    assert found["order_value"] == pytest.approx(100)
    assert np.isnan(averages(Scenario(creators=0))["fee"])


def test_moving_nothing_changes_nothing():
    assert evaluate(move(BASE, {}), "profit") == evaluate(BASE.scenario, "profit")


def test_a_lever_moves_every_segment_in_proportion():
    moved = move(BASE, {"fee": 560.0})
    assert moved.fee == pytest.approx([200, 2000])
    assert averages(moved)["fee"] == pytest.approx(560)


@settings(max_examples=60, deadline=None)
@given(key=st.sampled_from([k for k in SCALED if k in BASE.levers]), factor=st.floats(0.01, 20))
def test_the_scenario_then_averages_what_was_asked(key, factor):
    value = BASE.levers[key].base * factor
    assert averages(move(BASE, {key: value}))[key] == pytest.approx(value)


def test_an_unknown_lever_is_named():
    with pytest.raises(KeyError, match="magic"):
        move(BASE, {"magic": 1.0})


def test_mix_keeps_the_total_and_gives_the_share():
    moved = move(BASE, {"mix:tier:macro": 0.5})
    assert moved.creators == pytest.approx([5, 5])
    assert move(BASE, {"mix:tier:macro": 0.5, "creators": 20.0}).creators == pytest.approx([10, 10])


def test_mix_shares_above_one_are_scaled():
    assert move(BASE, {"mix:tier:macro": 0.9, "mix:tier:nano": 0.9}).creators == pytest.approx([5, 5])


def test_mix_ignores_a_label_nobody_holds():
    assert move(BASE, {"mix:tier:mega": 0.5}).creators == pytest.approx([8, 2])


def test_mix_shares_of_two_dimensions_are_both_met():
    groups = {"tier": np.array(["a", "a", "b", "b"]), "platform": np.array(["x", "y", "x", "y"])}
    scenario = Scenario(segments=("ax", "ay", "bx", "by"), groups=MappingProxyType(groups), creators=np.array([4.0, 3.0, 2.0, 1.0]))
    moved = move(Baseline(scenario, {}, BASE.bookings), {"mix:tier:a": 0.2, "mix:platform:x": 0.5}).creators
    assert moved.sum() == pytest.approx(10)
    assert moved[:2].sum() == pytest.approx(2, rel=1e-6)
    assert moved[[0, 2]].sum() == pytest.approx(5, rel=1e-6)


def test_a_spend_buys_bookings_at_their_cost():
    moved = move(BASE, {spend_key(tier="nano"): 400.0, spend_key(platform="youtube"): 3000.0})
    assert moved.creators == pytest.approx([4, 3])
    assert expected(moved).spend == pytest.approx([400, 3000])
    effects = why(BASE, {spend_key(tier="nano"): 400.0, spend_key(tier="macro"): 0.0})
    assert list(effects["step"]) == ["spend"]


def test_cutoff_drops_bookings_and_keeps_creators_without_a_score():
    moved = move(BASE, {CUTOFF: 60.0})
    assert moved.creators == pytest.approx([7, 1])
    # kept bookings were expected to sell 7 × 100 + 2,000 = 2,700 and sold 6 × 100 + 200 + 4,000 = 4,800
    assert expected(moved).revenue.sum() == pytest.approx(4800)
    assert expected(moved).fees.sum() == pytest.approx(7 * 100 + 1000)


def test_cutoff_with_replacement_books_as_many_again():
    moved = move(BASE, {CUTOFF: 60.0, REPLACE: 1.0})
    assert moved.creators == pytest.approx([8, 2])
    assert expected(moved).revenue.sum() == pytest.approx(4800 * 4800 / 2700)


def test_cutoff_above_every_score_leaves_only_the_unscored():
    assert move(BASE, {CUTOFF: 100.0}).creators == pytest.approx([1, 0])


def test_effects_add_up_to_the_difference():
    changes = {"fee": 200.0, "conversion_rate": 0.08, "mix:tier:macro": 0.4, CUTOFF: 60.0, REPLACE: 1.0, "discount": 0.1}
    for measure in ("profit", "roi"):
        effects = why(BASE, changes, measure)
        difference = evaluate(move(BASE, changes), measure) - evaluate(BASE.scenario, measure)
        assert effects["effect"].sum() == pytest.approx(difference)
        assert list(effects["step"]) == ["fee", "conversion_rate", "mix:tier", CUTOFF, "discount"]
    assert why(BASE, {}).empty


def test_tornado_is_sorted_and_skips_the_cutoff():
    frame = tornado(BASE, {})
    assert frame["swing"].is_monotonic_decreasing
    assert CUTOFF not in set(frame["lever"])
    fee = frame.set_index("lever").loc["fee"]
    assert fee["at_low"] - fee["at_high"] == pytest.approx(2800)


def test_the_solver_finds_the_fee_for_a_target():
    found = solve(BASE, {}, "fee", 2.0, "roi")
    assert found.value is not None
    assert evaluate(move(BASE, {"fee": found.value}), "roi") == pytest.approx(2.0, rel=1e-9)
    assert found.value == pytest.approx(4800 / 3 / 10)  # sales 4,800 are three times the cost of ten fees


def test_break_even_fee_is_where_profit_is_zero():
    found = solve(BASE, {}, "fee", 0.0, "profit")
    assert found.value == pytest.approx(4800 * 0.5 / 10)


def test_the_solver_says_when_there_is_no_answer():
    found = solve(BASE, {}, "discount", 10.0, "roi")
    assert found.value is None
    assert found.lower == pytest.approx(evaluate(BASE.scenario, "roi"))
    assert found.limits == (0.0, 0.95)


def test_surface_holds_the_measure_at_its_corners():
    frame = surface(BASE, {}, "fee", "conversion_rate", "roi", steps=5)
    assert frame.shape == (5, 5)
    x, y = frame.columns[0], frame.index[-1]
    assert frame.iloc[-1, 0] == pytest.approx(evaluate(move(BASE, {"fee": x, "conversion_rate": y}), "roi"))


def test_the_baseline_is_never_written_to():
    before = BASE.scenario.fee.copy(), BASE.bookings.copy()
    move(BASE, {"fee": 1.0, CUTOFF: 60.0, "mix:tier:macro": 0.9})
    assert np.array_equal(before[0], BASE.scenario.fee)
    pd.testing.assert_frame_equal(before[1], BASE.bookings)


MOVES = st.dictionaries(
    st.sampled_from(["fee", "creators", "click_rate", "mix:tier:nano", "mix:platform:youtube", "discount"]), st.floats(0.05, 0.9)
)


@settings(max_examples=40, deadline=None)
@given(MOVES, MOVES)
def test_the_way_from_one_scenario_to_another_adds_up_exactly(first, second):
    base = make_baseline()
    effects = why(base, second, start=first)
    apart = evaluate(move(base, second), "profit") - evaluate(move(base, first), "profit")
    assert effects["effect"].sum() == pytest.approx(apart, rel=1e-9, abs=1e-6)
    back = why(base, first, start=second)
    assert back["effect"].sum() == pytest.approx(-apart, rel=1e-9, abs=1e-6)


def test_a_lever_only_the_first_scenario_moved_is_moved_back():
    base = make_baseline()
    effects = why(base, {}, start={"fee": 0.0})
    assert effects["step"].tolist() == ["fee"]
    assert effects["effect"].iloc[0] == pytest.approx(-expected(base.scenario).spend.sum())
    assert why(base, {"fee": 5.0}, start={"fee": 5.0}).empty
