import numpy as np
import pandas as pd
import pytest

from lib.allocation import PlanError, allocate_budget
from lib.allocation.plan import gain, next_return, stacked, today
from lib.allocation.response import UNKNOWN, bend, curve_through, drawn_stack, fit_segments


def deals(rows):
    frame = pd.DataFrame(rows, columns=["tier", "platform", "start", "cost", "value"])
    return frame.assign(start=pd.to_datetime(frame["start"]))


@pytest.fixture(scope="module")
def brand():
    random = np.random.default_rng(1)
    rows = []
    for tier, level in (("nano", 4.0), ("macro", 1.5)):
        for platform in ("instagram", "tiktok"):
            for month in range(1, 13):
                cost = random.lognormal(6, 0.5)
                rows.append((tier, platform, f"2025-{month:02d}-10", cost, 20 * level * cost**0.6 * random.lognormal(0, 0.3)))
    return deals(rows)


@pytest.mark.parametrize("form", ["hill", "log", "exponential", "power"])
def test_a_curve_goes_through_its_point_with_its_elasticity(form):
    curve = curve_through(form, 200.0, 500.0, 0.6)
    assert float(curve(200.0)) == pytest.approx(500)
    assert float(curve.derivative(200.0)) * 200 / 500 == pytest.approx(0.6, rel=1e-6)


def test_segments_carry_their_evidence(brand):
    segments = fit_segments(brand, ["tier", "platform"])
    assert [s.name for s in segments] == sorted(s.name for s in segments) and len(segments) == 4
    for segment in segments:
        own = brand[(brand["tier"] == segment.labels["tier"]) & (brand["platform"] == segment.labels["platform"])]
        assert segment.n == 12 and not segment.untested and not segment.cautious
        assert segment.raw == pytest.approx(own["value"].sum() / own["cost"].sum())
        assert segment.low < segment.ratio < segment.high
        assert segment.points["spend"].sum() == pytest.approx(own["cost"].sum())
        assert segment.points["value"].sum() == pytest.approx(own["value"].sum())
        assert segment.points["deals"].sum() == 12
        assert float(segment.curve(segment.anchor)) == pytest.approx(segment.ratio * segment.anchor)
        assert segment.seen == (segment.points["spend"].min(), segment.points["spend"].max())


def test_levels_are_drawn_together(brand):
    segments = fit_segments(brand, ["tier", "platform"])
    raw, shrunk = np.array([s.raw for s in segments]), np.array([s.ratio for s in segments])
    assert shrunk.std() < raw.std()
    nano = [s.ratio for s in segments if s.labels["tier"] == "nano"]
    assert min(nano) > max(s.ratio for s in segments if s.labels["tier"] == "macro")


def test_elasticity_moves_from_the_prior_to_the_data(brand):
    elasticity = fit_segments(brand, ["tier", "platform"])[0].elasticity
    assert elasticity.prior == 0.7 and "LightweightMMM" in elasticity.source
    assert 0.3 <= elasticity.low < elasticity.estimate < elasticity.high <= 0.95
    assert elasticity.n > 0 and elasticity.weight > 0
    once = brand.groupby(["tier", "platform"]).head(1)
    alone = fit_segments(once, ["tier", "platform"])[0].elasticity
    assert alone.n == 0 and alone.weight == 0 and alone.estimate == pytest.approx(0.7, abs=0.02)


def test_one_campaign_gives_a_cautious_curve(brand):
    lucky = pd.concat([brand, deals([("mega", "tiktok", "2025-06-01", 500.0, 50_000.0)])], ignore_index=True)
    segments = {s.name: s for s in fit_segments(lucky, ["tier", "platform"])}
    mega = segments["Mega · TikTok"]
    assert mega.cautious and mega.raw == 100
    assert mega.ratio < 10
    assert mega.high - mega.low > segments["Nano · TikTok"].high - segments["Nano · TikTok"].low


def test_untested_segments_take_what_related_ones_suggest(brand):
    also = pd.DataFrame({"tier": ["nano", "micro"], "platform": ["youtube", "tiktok"]})
    segments = {s.name: s for s in fit_segments(brand, ["tier", "platform"], also=also)}
    assert len(segments) == 6
    new = segments["Nano · YouTube"]
    assert new.untested and new.spend == 0 and new.points.empty and np.isnan(new.raw)
    assert segments["Macro · TikTok"].ratio < new.ratio < segments["Nano · TikTok"].ratio
    assert new.high - new.low > segments["Nano · TikTok"].high - segments["Nano · TikTok"].low


def test_missing_labels_and_dates_lose_no_money(brand):
    holes = brand.copy()
    holes.loc[:5, "tier"] = None
    holes["start"] = pd.NaT
    segments = fit_segments(holes, "tier")
    assert UNKNOWN in [s.labels["tier"] for s in segments] and "Not stated" in [s.name for s in segments]
    assert sum(s.spend for s in segments) == pytest.approx(brand["cost"].sum())
    assert all(s.points.empty for s in segments)


def test_nothing_to_learn_from_is_a_sentence(brand):
    with pytest.raises(PlanError, match="both a cost and a value"):
        fit_segments(brand.assign(value=np.nan), "tier")
    with pytest.raises(PlanError, match="both a cost and a value"):
        fit_segments(brand.iloc[:0], "tier")


def test_a_single_deal_still_plans():
    segments = fit_segments(deals([("nano", "tiktok", "2025-01-01", 100.0, 300.0)]), "tier")
    assert segments[0].ratio == pytest.approx(3)
    assert allocate_budget(stacked(segments), 50).spend == pytest.approx([50])


def test_plan_worth_and_next_money(brand):
    segments = fit_segments(brand, ["tier", "platform"])
    now = today(segments, 5_000)
    assert now.sum() == pytest.approx(5_000)
    plan = allocate_budget(stacked(segments), 5_000)
    drawn = drawn_stack(segments)
    lift = gain(drawn, plan.spend, now)
    assert lift.low < lift.expected < lift.high and 0 <= lift.above_zero <= 1
    assert gain(drawn, now, now).expected == 0
    extra, low, high = next_return(drawn, plan.spend, 100.0)
    assert np.all(low <= extra) and np.all(extra <= high) and np.all(extra > 0)


def test_a_bent_curve_is_marked_and_moves(brand):
    segment = fit_segments(brand, ["tier", "platform"])[0]
    steeper = bend(segment, ratio=2 * segment.ratio, elasticity=0.5)
    assert steeper.bent and not segment.bent
    assert float(steeper.curve(segment.anchor)) == pytest.approx(2 * segment.ratio * segment.anchor)
    drawn = drawn_stack([steeper, segment])
    values = drawn.value(np.broadcast_to([segment.anchor] * 2, (len(segment.ratio_draws), 2))).mean(axis=0)
    assert values[0] == pytest.approx(2 * values[1])


def test_input_unchanged_and_repeatable(brand):
    before = brand.copy()
    first, second = fit_segments(brand, "tier"), fit_segments(brand, "tier")
    pd.testing.assert_frame_equal(brand, before)
    assert [s.ratio for s in first] == [s.ratio for s in second]
