"""Scenario and simulation against hand-computed truth and closed forms."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.roi.scenario import Scenario, expected
from lib.roi.simulation import histogram, probability_better, simulate_roi, summary

WORKED = Scenario(
    name="Guide 1",
    creators=7,
    fee=500,
    product_cost=300 / 7,
    handling_cost=1200 / 7,
    impressions=10_000,
    click_rate=0.02,
    conversion_rate=0.1,
    order_value=12_000 / 140,
    content_value=2000 / 7,
    search_lift=1500 / 12_000,
)
NOISY = Scenario(
    segments=("nano", "macro"),
    creators=np.array([50.0, 4.0]),
    fee=np.array([50.0, 2000.0]),
    impressions=np.array([2_000.0, 100_000.0]),
    click_rate=0.02,
    conversion_rate=0.03,
    order_value=60,
    creator_spread=2.0,
    response_error=0.2,
    common_error=0.1,
)


def test_worked_example_of_the_guide():
    outcome = expected(WORKED)
    assert outcome.cost == pytest.approx(5000)
    assert outcome.value == pytest.approx(15_500)
    assert outcome.roi == pytest.approx(2.10)
    assert outcome.roi_direct == pytest.approx(1.40)
    assert outcome.roas == pytest.approx(2.4)
    assert outcome.orders.sum() == pytest.approx(140)


def test_without_uncertainty_every_draw_is_the_expected_outcome():
    simulation = simulate_roi(WORKED, draws=500)
    assert np.ptp(simulation.profit) == pytest.approx(0, abs=1e-9)
    assert simulation.quantiles("roi") == pytest.approx([2.1, 2.1, 2.1])
    assert simulation.probability_of_roi(2.0) == 1.0
    assert simulation.probability_of_roi(2.2) == 0.0
    assert simulation.cvar() == pytest.approx(10_500)


def test_same_seed_same_result_and_other_seed_another():
    one, again, other = (simulate_roi(NOISY, draws=2000, seed=seed) for seed in (1, 1, 2))
    assert np.array_equal(one.profit, again.profit)
    assert not np.array_equal(one.profit, other.profit)


def test_mean_and_spread_follow_the_closed_form():
    scenario = Scenario(creators=50, impressions=2000, click_rate=0.02, conversion_rate=0.03, order_value=60,
                        creator_spread=2.0, response_error=0.2, common_error=0.1)  # fmt: skip
    simulation = simulate_roi(scenario, draws=200_000)
    revenue = simulation.revenue
    assert revenue.mean() == pytest.approx(expected(scenario).revenue.sum(), rel=0.01)
    relative_variance = (1 + 0.2**2) * (1 + 2.0**2 / 50) * (1 + 0.1**2) - 1
    assert revenue.var() / revenue.mean() ** 2 == pytest.approx(relative_variance, rel=0.05)


def test_gifts_that_nobody_posts_about_add_risk():
    sure = replace(NOISY, creator_spread=1.0, response_error=0.0, common_error=0.0)
    gifts = replace(sure, posting_rate=0.25, creators=sure.creators * 4)
    assert expected(gifts).revenue == pytest.approx(expected(sure).revenue)
    spread = [np.std(simulate_roi(s, draws=50_000).revenue) for s in (sure, gifts)]
    assert (spread[1] / spread[0]) ** 2 == pytest.approx((1 + 0.75) / 1, rel=0.1)


def test_many_small_creators_carry_less_risk_than_few_large_ones():
    many = replace(NOISY, creators=np.array([1000.0, 0.0]), response_error=0.0, common_error=0.0)
    few = replace(NOISY, creators=np.array([0.0, 20.0]), response_error=0.0, common_error=0.0)
    assert expected(many).revenue.sum() == pytest.approx(expected(few).revenue.sum())
    assert np.std(simulate_roi(many).revenue) < np.std(simulate_roi(few).revenue)


def test_scenarios_share_their_luck():
    base = simulate_roi(NOISY)
    cheaper = simulate_roi(replace(NOISY, fee=NOISY.fee - 10))
    saved = 10 * expected(NOISY).posts.sum()
    assert cheaper.profit - base.profit == pytest.approx(np.full(len(base.profit), saved))
    assert probability_better(cheaper, base) == 1.0
    assert np.isnan(probability_better(base, base))


def test_segments_keep_their_draws_when_others_come_and_go():
    alone = Scenario(segments=("macro",), creators=4, fee=2000, impressions=100_000, click_rate=0.02, conversion_rate=0.03,
                     order_value=60, creator_spread=2.0, response_error=0.2, common_error=0.1)  # fmt: skip
    without_nano = replace(NOISY, creators=np.array([0.0, 4.0]))
    assert simulate_roi(alone).revenue == pytest.approx(simulate_roi(without_nano).revenue)


def test_no_cost_means_no_roi_but_a_profit():
    simulation = simulate_roi(replace(NOISY, fee=0.0))
    assert np.isnan(simulation.quantiles("roi")).all()
    assert np.isnan(simulation.probability_of_roi(2.0))
    assert simulation.probability_of_profit() == 1.0


def test_nothing_booked_brings_nothing():
    simulation = simulate_roi(replace(NOISY, creators=0.0), draws=100)
    assert not simulation.profit.any()
    assert np.isnan(simulation.outcome.roi)


def test_cvar_is_the_mean_of_the_worst_tenth():
    simulation = simulate_roi(NOISY, draws=1000)
    assert simulation.cvar(0.1) == pytest.approx(np.sort(simulation.profit)[:100].mean())


def test_a_discount_costs_more_than_its_share_of_the_margin():
    scenario = replace(WORKED, gross_margin=0.5, base_discount=0.0, discount=0.2)
    assert scenario.kept_share == pytest.approx((0.8 - 0.5) / 0.8)
    assert expected(scenario).revenue.sum() == pytest.approx(12_000 * 0.8)
    sales = 12_000 * 0.8
    assert expected(scenario).profit == pytest.approx(sales * 0.375 + sales * 0.125 + 2000 - 5000)


def test_saturation_slows_growth_beyond_the_reference():
    scenario = replace(WORKED, reference_posts=7.0, elasticity=0.5)
    assert expected(scenario).revenue.sum() == pytest.approx(12_000)
    four_times = replace(scenario, creators=scenario.creators * 4)
    assert expected(four_times).revenue.sum() == pytest.approx(24_000)


def test_histogram_counts_draws_once_per_scenario():
    frame = histogram([simulate_roi(NOISY), simulate_roi(replace(NOISY, name="Other", fee=NOISY.fee * 2))], bins=30)
    assert frame.groupby("name").size().to_dict() == {"Scenario": 30, "Other": 30}
    assert (frame.groupby("name")["share"].sum() > 0.98).all()
    assert histogram([simulate_roi(replace(NOISY, fee=0.0))], "roi").empty


def test_summary_has_one_row_per_scenario():
    frame = summary([simulate_roi(NOISY), simulate_roi(replace(NOISY, name="Half the fee", fee=NOISY.fee / 2))], target=2.0)
    assert list(frame["scenario"]) == ["Scenario", "Half the fee"]
    assert np.isnan(frame["better"][0])
    assert frame["better"][1] == 1.0
    assert (frame["profit_p10"] < frame["profit_p90"]).all()


def test_wrong_lengths_and_draws_are_refused():
    with pytest.raises(ValueError, match="fee has 3 values for 2 segments"):
        Scenario(segments=("a", "b"), fee=np.ones(3))
    with pytest.raises(ValueError, match="at least one draw"):
        simulate_roi(WORKED, draws=0)


@settings(max_examples=40, deadline=None)
@given(
    fee=st.floats(0, 5000),
    creators=st.floats(0, 500),
    conversion=st.floats(0, 0.2),
    margin=st.floats(0.05, 1),
    spread=st.floats(0, 4),
)
def test_sums_hold_for_any_scenario(fee, creators, conversion, margin, spread):
    scenario = replace(NOISY, fee=fee, creators=creators, conversion_rate=conversion, gross_margin=margin, creator_spread=spread)
    outcome = expected(scenario)
    assert outcome.value == pytest.approx((outcome.revenue + outcome.search_value + outcome.content_value).sum())
    simulation = simulate_roi(scenario, draws=200)
    p10, p50, p90 = simulation.quantiles()
    assert p10 <= p50 <= p90
    assert simulation.cvar() <= p10 + 1e-6 * (1 + abs(p10))


def test_a_profit_that_cannot_be_known_has_no_chance_either():
    free = Scenario(segments=["all"], fee=1.0, creators=2.0, discount=1.0)
    assert np.isnan(simulate_roi(free, draws=10).probability_of_profit())
