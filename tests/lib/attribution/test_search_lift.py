"""Branded-search lift: nothing claimed from noise, a planted lift found, the interval as wide as theory says."""

import numpy as np
import pandas as pd
import pytest
from scipy.stats import t as student

from lib.attribution.search_lift import (
    Mixture,
    added_once,
    added_value,
    campaign_spans,
    lift_table,
    lifts,
    search_lift,
    search_series,
    step_of,
)
from lib.dataset import build_dataset

START = pd.Timestamp("2026-03-30")
DATES = pd.date_range(START - pd.Timedelta(days=84), periods=112)
WEEK = np.array([10.0, 5, 0, 0, -5, -8, -2])


def series(noise: float = 3.0, extra: float = 0.0, seed: int = 7) -> pd.Series:
    random = np.random.default_rng(seed)
    values = 100 + 0.1 * np.arange(len(DATES)) + WEEK[DATES.day_of_week] + random.normal(0, noise, len(DATES))
    return pd.Series(values + np.where(DATES >= START, extra, 0.0), DATES)


def lift_of(given: pd.Series, days: int = 28):
    return search_lift(given, START, START + pd.Timedelta(days=days - 1))


def test_weekdays_and_trend_are_no_lift_and_a_planted_one_is_found_to_the_search():
    exact = lift_of(series(noise=0.0, extra=20.0))
    assert exact.lift == pytest.approx(28 * 20)
    assert exact.claimed
    assert lift_of(series(noise=0.0)).lift == pytest.approx(0, abs=1e-6)


def test_counts_add_up_and_the_interval_holds_the_lift():
    found = lift_of(series(extra=5.0))
    assert found.searches - found.expected == pytest.approx(found.lift)
    assert found.low < found.lift < found.high
    assert (found.days, found.baseline_days) == (28, 84)
    assert found.searches == pytest.approx(series(extra=5.0)[START:].sum())


def test_no_lift_is_claimed_when_the_interval_includes_zero():
    claimed = [lift_of(series(noise=8.0, seed=seed)).claimed for seed in range(60)]
    assert np.mean(claimed) <= 0.15  # about 5 % of campaigns without effect
    assert not lift_of(series(extra=-20.0)).claimed


def test_ninety_per_cent_intervals_hold_nine_of_ten():
    held = [(found := lift_of(series(noise=8.0, seed=seed))).low <= 0 <= found.high for seed in range(200)]
    assert 0.84 <= np.mean(held) <= 0.96


def test_missing_days_are_missing_not_zero():
    gaps = series(noise=0.0, extra=20.0).drop(DATES[[3, 40, 90, 100]])
    found = lift_of(gaps)
    assert found.lift == pytest.approx(26 * 20)
    assert found.days == 26


def test_weekly_series_need_no_weekdays():
    weeks = series(noise=0.0, extra=20.0).resample("7D", origin=DATES[0]).sum()
    assert step_of(weeks) == 7
    assert lift_of(weeks).lift == pytest.approx(28 * 20, rel=0.01)


def test_too_short_a_baseline_says_nothing():
    assert search_lift(series()[START - pd.Timedelta(days=20) :], START, START + pd.Timedelta(days=20)) is None
    assert search_lift(series()[:START], START + pd.Timedelta(days=1), START + pd.Timedelta(days=9)) is None
    assert search_lift(pd.Series(dtype=float), START, START) is None


def test_a_mixture_of_one_is_the_t_distribution():
    one = Mixture(np.array([1.0]), np.array([5.0]), np.array([2.0]), 12)
    assert one.quantile(0.95) == pytest.approx(5 + 2 * student.ppf(0.95, 12))
    two = Mixture(np.array([0.5, 0.5]), np.array([0.0, 10.0]), np.array([1.0, 1.0]), 12)
    assert two.below(two.quantile(0.3)) == pytest.approx(0.3)


TABLES = {
    "traffic": pd.DataFrame({"date": DATES, "brand_searches": series(noise=2.0, extra=30.0).to_numpy()}),
    "campaigns": pd.DataFrame(
        {
            "campaign": ["Spring", "Spring", "Beside", "Early"],
            "creator_id": ["a", "b", "c", "d"],
            "start_date": [START, START, START + pd.Timedelta(days=7), DATES[0] + pd.Timedelta(days=5)],
            "end_date": [START + pd.Timedelta(days=27)] * 3 + [DATES[0] + pd.Timedelta(days=20)],
            "post_date": [START + pd.Timedelta(days=1), START, pd.NaT, pd.NaT],
            "fee": 1.0,
        }
    ),
}


def test_campaigns_are_set_beside_their_baselines_and_overlaps_are_added_once():
    dataset = build_dataset(TABLES)
    spans = campaign_spans(dataset)
    found = dict(lifts(search_series(dataset), spans))
    table = lift_table(found, spans, worth=0.5).set_index("campaign")
    assert spans.loc[spans["campaign"] == "Spring", "start"].iloc[0] == START
    assert set(table.index) == {"Spring", "Beside"}  # nothing stands before Early
    assert table.loc["Spring", "value"] == pytest.approx(table.loc["Spring", "lift"] / 2)
    assert table["beside"].tolist() == [1, 1]
    assert table.loc["Spring", "others"] == 1
    assert added_once(table).sum() == 1
    value, low, high = added_value(table, added_once(table))
    best = table.loc[added_once(table)].iloc[0]
    assert (value, low, high) == pytest.approx((best["lift"] / 2, best["low"] / 2, best["high"] / 2))
    assert lift_table(found, spans, worth=None)["value"].isna().all()


def test_errors_of_lifts_that_are_added_are_taken_as_independent():
    table = pd.DataFrame({"value": [10.0, 20.0], "value_low": [7.0, 16.0], "value_high": [14.0, 23.0]})
    assert added_value(table, pd.Series([True, True])) == (30.0, 25.0, 35.0)


def test_the_series_sums_sources_and_ignores_tables_given_twice():
    frame = TABLES["traffic"]
    twice = build_dataset({"traffic": [frame, frame]})
    assert search_series(twice).sum() == pytest.approx(frame["brand_searches"].sum())
    split = pd.concat([frame.assign(brand_searches=frame["brand_searches"] / 2, utm_source=name) for name in ("google", "bing")])
    assert search_series(build_dataset({"traffic": split})).sum() == pytest.approx(frame["brand_searches"].sum())
