import numpy as np
import pandas as pd
import pytest

from lib.allocation import PlanError
from lib.allocation.limits import limit_costs
from lib.allocation.plan import with_gain
from lib.allocation.proposal import Wishes, expected_value, propose, reserve
from lib.allocation.reserve import booking_costs
from lib.allocation.response import drawn_stack, fit_segments


@pytest.fixture(scope="module")
def fitted():
    random = np.random.default_rng(2)
    rows = []
    for tier, level in (("nano", 4.0), ("micro", 3.0), ("macro", 1.2)):
        for platform in ("instagram", "tiktok"):
            for month in range(1, 10):
                cost = random.lognormal(6, 0.4)
                rows.append((tier, platform, pd.Timestamp(2025, month, 5), cost, level * cost * random.lognormal(-0.05, 0.3)))
    deals = pd.DataFrame(rows, columns=["tier", "platform", "start", "cost", "value"])
    also = pd.DataFrame({"tier": ["nano"], "platform": ["youtube"]})
    segments = fit_segments(deals, ["tier", "platform"], also=also)
    return deals, segments, drawn_stack(segments)


def test_the_plan_spends_the_budget_and_beats_today(fitted):
    _deals, segments, drawn = fitted
    found = propose(segments, drawn, Wishes(5_000.0, test_share=0.0))
    table = found.table.set_index("segment")
    assert table["plan"].sum() == pytest.approx(5_000)
    assert (table["plan"] <= 1.5 * table["today"] + 1e-6).all() and (table["plan"] >= 0.5 * table["today"] - 1e-6).all()
    assert found.lift.expected > 0 and found.lift.low <= found.lift.expected <= found.lift.high
    assert table.loc["Nano · TikTok", "change"] > 0 > table.loc["Macro · TikTok", "change"]
    assert table.loc["Nano · YouTube", "plan"] == 0
    assert found.reserve_cost == 0


def test_tests_go_where_least_is_known(fitted):
    _deals, segments, drawn = fitted
    found = propose(segments, drawn, Wishes(5_000.0, test_share=0.1))
    table = found.table.set_index("segment")
    assert table["tests"].sum() == pytest.approx(500)
    assert table["tests"].idxmax() == "Nano · YouTube"
    assert table["plan"].sum() == pytest.approx(5_000)


def test_tests_pay_for_a_booking_and_stay_within_what_a_segment_takes(fitted):
    _deals, segments, _drawn = fitted
    tickets = {segment.name: 200.0 for segment in segments}
    tests = reserve(segments, Wishes(5_000.0, test_share=0.1, tickets=tickets))
    assert tests.sum() == pytest.approx(500) and tests[tests > 0].min() >= 200
    new = next(i for i, segment in enumerate(segments) if segment.untested)
    small = reserve(segments, Wishes(5_000.0, test_share=0.1, capacity={segments[new].name: 50.0}))
    assert small[new] == pytest.approx(50) and small.sum() == pytest.approx(500)
    assert reserve(segments, Wishes(5_000.0, test_share=0.1, closed=frozenset(s.name for s in segments))).sum() == 0


def test_bounds_groups_and_closed_segments_hold(fitted):
    _deals, segments, drawn = fitted
    wishes = Wishes(
        5_000.0, test_share=0.0, change=None, bounds={"Macro · TikTok": (300.0, 400.0)}, groups={("tier", "nano"): (None, 1_000.0)},
        closed=frozenset({"Micro · Instagram"}),
    )  # fmt: skip
    table = propose(segments, drawn, wishes).table.set_index("segment")
    assert 300 <= table.loc["Macro · TikTok", "plan"] <= 400
    assert table.loc[table["tier"] == "nano", "plan"].sum() == pytest.approx(1_000)
    assert table.loc["Micro · Instagram", "plan"] == 0


def test_what_limits_cost_is_the_gain_of_lifting_them(fitted):
    _deals, segments, drawn = fitted
    wishes = Wishes(5_000.0, test_share=0.0, change=None, groups={("tier", "nano"): (None, 500.0)})
    limited = propose(segments, drawn, wishes)
    free = propose(segments, drawn, Wishes(5_000.0, test_share=0.0, change=None))
    costs = limit_costs(segments, drawn, wishes, limited)
    assert costs.loc[0, ["kind", "label", "side"]].tolist() == ["tier", "nano", "most"]
    assert costs.loc[0, "cost"] == pytest.approx(free.allocation.value - limited.allocation.value)


def test_a_smallest_spend_means_in_or_out(fitted):
    _deals, segments, drawn = fitted
    table = propose(segments, drawn, Wishes(2_000.0, test_share=0.0, change=None, smallest=600.0)).table
    assert ((table["plan"] < 1e-6) | (table["plan"] >= 600 - 1e-6)).all()
    assert table["plan"].sum() == pytest.approx(2_000)


def test_caution_gives_up_mean_for_the_worst_tenth(fitted):
    _deals, segments, drawn = fitted
    free = {"test_share": 0.0, "change": None, "smallest": 300.0}
    mean, cautious = (propose(segments, drawn, Wishes(5_000.0, risk=risk, **free)) for risk in ("mean", "cvar"))
    assert cautious.value.worst_tenth >= mean.value.worst_tenth and cautious.value.expected <= mean.value.expected * (1 + 1e-3)
    assert cautious.allocation.value == pytest.approx(cautious.value.worst_tenth)
    spends = cautious.table["plan"]
    assert ((spends < 1e-6) | (spends >= 300 - 1e-6)).all() and spends.sum() == pytest.approx(5_000)


def test_fixed_segments_keep_their_amount_and_its_price_is_named(fitted):
    _deals, segments, drawn = fitted
    wishes = Wishes(5_000.0, test_share=0.1, change=None, fixed={"Macro · TikTok": 2_000.0})
    found = propose(segments, drawn, wishes)
    table = found.table.set_index("segment")
    assert table.loc["Macro · TikTok", "plan"] == pytest.approx(2_000) and table.loc["Macro · TikTok", "tests"] == 0
    costs = limit_costs(segments, drawn, wishes, found)
    row = costs[costs["side"] == "fixed"].iloc[0]
    free = propose(segments, drawn, Wishes(5_000.0, test_share=0.1, change=None))
    assert row["label"] == "Macro · TikTok" and row["cost"] > 0
    assert found.value.expected < free.value.expected


def test_the_allowed_change_gives_way_to_amounts_typed_by_the_user(fitted):
    _deals, segments, drawn = fitted
    table = propose(segments, drawn, Wishes(5_000.0, fixed={"Macro · TikTok": 4_000.0})).table.set_index("segment")
    assert table.loc["Macro · TikTok", "plan"] == pytest.approx(4_000) and table["plan"].sum() == pytest.approx(5_000)


def test_the_smallest_spend_has_a_price(fitted):
    _deals, segments, drawn = fitted
    wishes = Wishes(2_000.0, test_share=0.0, change=None, smallest=900.0)
    costs = limit_costs(segments, drawn, wishes, propose(segments, drawn, wishes))
    assert costs["side"].tolist()[0] == "smallest"


def test_expected_value_is_what_the_proposal_promises(fitted):
    _deals, segments, drawn = fitted
    wishes = Wishes(4_000.0)
    assert expected_value(segments, drawn, wishes) == pytest.approx(propose(segments, drawn, wishes).value.expected)


def test_clashing_wishes_are_named(fitted):
    _deals, segments, drawn = fitted
    with pytest.raises(PlanError, match=r"Nano · TikTok \(900\) is above its maximum \(100\)"):
        propose(segments, drawn, Wishes(5_000.0, bounds={"Nano · TikTok": (900.0, 100.0)}))


def test_nothing_to_spend(fitted):
    _deals, segments, drawn = fitted
    assert propose(segments, drawn, Wishes(0.0)).table["plan"].sum() == 0


def test_a_booking_costs_what_its_tier_usually_does(fitted):
    deals, segments, _drawn = fitted
    found = booking_costs(deals, segments)
    assert found["Nano · YouTube"] == pytest.approx(deals.loc[deals["tier"] == "nano", "cost"].median())


def test_gain_keeps_the_margin_of_sales_and_all_other_value():
    deals = pd.DataFrame({"net_sales": [100.0, np.nan, np.nan], "value": [150.0, 20.0, np.nan], "tax": [np.nan] * 3})
    assert with_gain(deals, 0.6)["gain"].tolist()[:2] == pytest.approx([110, 20])
    assert np.isnan(with_gain(deals, 0.6)["gain"][2])
