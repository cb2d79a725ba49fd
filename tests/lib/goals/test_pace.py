"""Targets and pace: by hand, honest where weeks scatter, silent where data are too few."""

from datetime import date

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.goals import KPIS, DatedRows, progress
from lib.goals.pace import period
from lib.goals.words import STATES, figure, pace, title
from lib.settings import Goals, Settings

FIRST, LAST = date(2026, 4, 1), date(2026, 6, 30)


def rows(days: int = 120, **columns: object) -> DatedRows:
    """One row a day up to 31 May 2026, each with these figures."""
    day = pd.date_range(end="2026-05-31", periods=days, freq="D")
    frame = pd.DataFrame({"day": day, **columns})
    return DatedRows(frame, day[0], day[-1])


def found(data: DatedRows, *targets: tuple[str, float], **changes: object) -> dict:
    goals = Goals(tuple(targets), FIRST, LAST)
    return {each.kpi.key: each for each in progress(data, Settings(goals=goals, **changes))}


def test_a_steady_rate_ends_where_it_must():
    each = found(rows(views=10.0), ("views", 910.0))["views"]
    assert each.actual == 610  # 61 days of April and May
    assert each.end == pytest.approx(910) == each.end_low == each.end_high  # and 30 days of June
    assert (each.n, each.state, each.chance) == (61, "on track", 1.0)
    assert found(rows(views=10.0), ("views", 911.0))["views"].state == "behind"
    assert found(rows(views=10.0), ("views", 610.0))["views"].state == "reached"


def test_weeks_that_scatter_leave_it_open():
    noise = np.random.default_rng(0).gamma(0.5, 20, 120)
    each = found(rows(views=noise), ("views", 900.0))["views"]
    assert each.end_low < each.end < each.end_high
    assert each.end_low >= each.actual
    assert 0 < each.chance < 1
    assert "by the deadline (90%:" in pace(each, Settings())


def test_ratios_are_ratios_of_sums_with_their_interval():
    cost = np.where(np.arange(120) % 2 == 0, 10.0, 30.0)
    each = found(rows(cost=cost, gain=cost * 1.5, deal_revenue=cost * 4))
    assert each["roi"].actual == pytest.approx(1.5)
    assert each["roi"].low == pytest.approx(1.5) == each["roi"].high
    assert each["roi"].state == "behind" and "Guide 1" in each["roi"].source
    assert each["roas"].state == "on track"  # 4 against the guide's 3
    cpm = found(rows(cost=10.0, impressions=2000.0), ("cpm", 6.0))["cpm"]
    assert (cpm.actual, cpm.state) == (5.0, "on track")  # lower is better


def test_the_target_of_the_settings_is_the_readers():
    each = found(rows(cost=1.0, gain=1.2), target_roi=1.0)["roi"]
    assert (each.target, each.source, each.state) == (1.0, "", "on track")


def test_too_few_weeks_have_no_pace():
    each = found(rows(days=20, views=10.0), ("views", 1000.0))["views"]
    assert np.isnan(each.end) and each.state == "open"
    assert "four weeks of data" in pace(each, Settings())


def test_what_no_row_knows_is_missing_and_teaches():
    each = found(rows(views=1.0), ("watch_time", 5.0))["watch_time"]
    assert np.isnan(each.actual) and each.state == "unknown"
    assert pace(each, Settings()) == "Not in your files yet: add posts with views and this figure."


def test_the_as_of_day_is_the_last_that_counts():
    each = found(rows(views=10.0), as_of=date(2026, 4, 30))["views"]
    assert (each.actual, each.end) == (300, pytest.approx(300 + 61 * 10))


def test_the_period_is_the_newest_quarter_until_set():
    data = rows(views=1.0)
    assert period(Goals(), data) == (pd.Timestamp("2026-04-01"), pd.Timestamp("2026-06-30"))
    assert period(Goals(first=date(2026, 5, 1), last=date(2026, 4, 1)), data)[1] == pd.Timestamp("2026-05-01")


def test_titles_and_figures():
    each = found(rows(views=10.0, likes=1.0), ("views", 910.0), ("likes", 1e6))
    assert title(list(each.values())) == "1 of 2 targets are reached or on track, 1 behind"
    assert title([each["saves"]]) == "Set a target to see whether you will reach it"
    assert figure(KPIS["cpm"], 4.5, Settings()) == "$4.50"
    assert figure(KPIS["roi"], 2.0, Settings()) == "200%"
    assert figure(KPIS["roas"], 3.0, Settings()) == "3×"
    assert set(STATES) == {"reached", "on track", "open", "behind", "unknown"}


def test_goals_do_not_rename_a_dataset():
    assert repr(Settings()) == repr(Settings(goals=Goals((("views", 1.0),))))
    assert Settings() != Settings(goals=Goals((("views", 1.0),)))


@settings(max_examples=25)
@given(st.lists(st.floats(0, 1e5), min_size=60, max_size=120), st.integers(0, 99))
def test_the_end_is_never_below_what_is_in_and_order_is_irrelevant(values, seed):
    data = rows(days=len(values), views=values)
    shuffled = DatedRows(data.frame.sample(frac=1, random_state=seed), data.first, data.last)
    one, two = (found(each, ("views", 1e6))["views"] for each in (data, shuffled))
    assert one.end == pytest.approx(two.end) and one.actual == pytest.approx(two.actual)
    assert one.end_low >= one.actual - 1e-6 and one.end >= one.actual - 1e-6
