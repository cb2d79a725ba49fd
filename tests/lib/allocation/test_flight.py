import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.allocation.flight import Line, creators_needed, flight, quarters, weekly
from lib.allocation.season import FLAT, Season, season_of

MONDAY = pd.Timestamp("2026-01-05")
CENTS = st.integers(0, 10_000_000).map(lambda cents: cents / 100)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.tuples(CENTS, st.floats(0, 5e3), st.floats(0.3, 0.95), st.booleans()), min_size=1, max_size=8),
    st.integers(4, 52),
    st.booleans(),
)
def test_weeks_add_up_to_the_plan_to_the_cent(parts, weeks, batches):
    lines = [Line(f"s{i}", *part) for i, part in enumerate(parts)]
    plan = flight(lines, MONDAY, weeks, FLAT, batches)
    for line in lines:
        own = plan[plan["segment"] == line.segment]
        assert round(own["amount"].sum(), 2) == pytest.approx(round(line.spend, 2), abs=1e-6)
        assert own["bookings"].sum() == (line.bookings if round(line.spend, 2) > 0 else 0)
    assert weekly(plan)["amount"].sum() == pytest.approx(sum(round(line.spend, 2) for line in lines), abs=1e-5)
    assert quarters(plan)["amount"].sum() == pytest.approx(plan["amount"].sum())
    assert plan["live"].between(MONDAY, MONDAY + pd.Timedelta(weeks=weeks - 1)).all()


def test_the_timeline_by_hand():
    row = flight([Line("a", 100.0, 100.0, 0.7)], pd.Timestamp("2026-03-02"), 4, FLAT).iloc[0]
    assert row["live"] == pd.Timestamp("2026-03-02") and row["outreach"] == pd.Timestamp("2026-01-26")
    assert row["shipping"] == pd.Timestamp("2026-02-09") and row["content"] == pd.Timestamp("2026-02-16")
    assert row["analysis"] == pd.Timestamp("2026-03-16")


def test_bookings_of_a_segment_are_spaced_evenly_and_segments_do_not_crowd():
    plan = flight([Line(f"s{i}", 400.0, 100.0, 0.7) for i in range(4)], MONDAY, 12, FLAT)
    gaps = plan.groupby("segment")["live"].apply(lambda days: days.sort_values().diff().dropna().dt.days.tolist())
    assert all(gap == 21 for gaps_of_one in gaps for gap in gaps_of_one)
    assert weekly(plan)["bookings"].max() <= 2


def test_strong_months_get_more_and_tests_come_early():
    index = np.ones(12)
    index[1] = 1.5
    season = Season(index / index.mean(), 104, True)
    plan = flight([Line("a", 8_000.0, 50.0, 0.4)], MONDAY, 12, season)
    by_month = plan.groupby(plan["live"].dt.month)["amount"].mean()
    assert by_month[2] / by_month[3] == pytest.approx(1.5 ** (1 / 0.6), rel=0.15)
    tests = flight([Line("a", 800.0, 100.0, 0.6, test=True)], MONDAY, 12, FLAT)
    assert tests["live"].max() < MONDAY + pd.Timedelta(weeks=6)


def test_batches_go_live_in_the_first_weeks_of_each_quarter():
    plan = flight([Line("a", 2_600.0, 100.0, 0.7)], MONDAY, 26, FLAT, batches=True)
    week = (plan["live"] - MONDAY).dt.days // 7
    assert set(week % 13) <= {0, 1, 2} and {w // 13 for w in week} == {0, 1}
    assert quarters(plan)["bookings"].tolist() == [13, 13]


def test_audiences_rest():
    plan = pd.DataFrame({"segment": "a", "live": [MONDAY, MONDAY + pd.Timedelta(weeks=3), MONDAY + pd.Timedelta(weeks=4)],
                         "bookings": [2, 1, 3]})  # fmt: skip
    assert creators_needed(plan)["a"] == 4  # weeks 3 and 4 together; the first two have rested by then


def test_an_empty_plan_has_an_empty_calendar():
    plan = flight([Line("a", 0.0, 100.0, 0.7)], MONDAY, 12, FLAT)
    assert plan.empty and weekly(plan).empty and quarters(plan).empty and creators_needed(plan).empty


def orders(years, strength=lambda month: 1.0, noise=0.1, seed=0):
    random = np.random.default_rng(seed)
    day = pd.date_range("2023-01-02", periods=round(years * 365), freq="D")
    revenue = 100 * np.array([strength(d.month) for d in day]) * random.lognormal(0, noise, len(day))
    return pd.Series(day), pd.Series(revenue)


def test_a_season_is_found_but_not_believed_whole():
    found = season_of(*orders(3, lambda month: 1.6 if month == 12 else 1.0))
    truth = 1.6 / (1 + 0.6 / 12)
    assert found.known and found.index.mean() == pytest.approx(1)
    assert 1 + 0.5 * (truth - 1) < found.index[11] < truth
    assert season_of(*orders(1, lambda month: 1.6 if month == 12 else 1.0)).index[11] < found.index[11]


def test_no_season_where_none_is_or_too_little_is_known():
    assert season_of(*orders(3, noise=0.6)).index == pytest.approx(np.ones(12), abs=0.06)
    short = season_of(*orders(0.3))
    assert not short.known and (short.index == 1).all()
    nothing = season_of(pd.Series([], dtype="datetime64[us]"), pd.Series([], dtype="float64"))
    assert not nothing.known and nothing.weeks == 0
