"""Before and after a day: exact on an exact pattern, honest about noise, refused without a past."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.dataset import Settings
from lib.timing import TooFewError, before_after
from lib.timing.before_after import daily
from lib.timing.words import change_sentence, change_title

EVENT = pd.Timestamp("2026-03-02")


def shop(before: int = 56, after: int = 14, lift: float = 0.0, noise: float = 0.0, seed: int = 0) -> pd.Series:
    """Sales that grow by 2 a day, with 50 more on Sundays, and ``lift`` more a day from the event on."""
    days = pd.date_range(EVENT - pd.Timedelta(days=before), periods=before + after, freq="D")
    level = 200 + 2 * np.arange(len(days)) + 50 * (days.day_of_week == 6) + lift * (days >= EVENT)
    return pd.Series(level + np.random.default_rng(seed).normal(0, noise, len(days)), days)


def test_trend_and_weekdays_explain_everything():
    found = before_after(shop(lift=30.0), EVENT, 14)
    assert found.difference == pytest.approx(14 * 30)
    assert found.actual - found.expected == pytest.approx(found.difference)
    assert (found.before, found.after) == (56, 14)
    assert found.high - found.low == pytest.approx(0, abs=1e-6)
    assert change_title(found, Settings()) == "$420 more than expected in 14 days"
    assert "expected $4,650" in change_sentence(found, Settings())


def test_noise_is_not_called_a_change():
    found = before_after(shop(noise=40.0), EVENT, 14)
    assert found.low < 0 < found.high and not found.clear
    assert change_title(found, Settings()).startswith("Sales in these 14 days do not clearly differ")


def test_good_and_bad_weeks_widen_the_interval():
    calm = shop(noise=30.0)
    slow = calm + 30 * np.sin(np.arange(len(calm)) / 3)
    widths = [found.high - found.low for found in (before_after(sales, EVENT, 14) for sales in (calm, slow))]
    assert widths[1] > 1.3 * widths[0]


def test_a_loss_is_a_loss():
    assert change_title(before_after(shop(lift=-50.0, noise=1.0), EVENT, 7), Settings()).endswith("less than expected in 7 days")


def test_a_code_without_a_past_brought_everything():
    sales = shop().where(shop().index >= EVENT, 0.0)
    found = before_after(sales[EVENT:], EVENT, 14, first=EVENT - pd.Timedelta(days=40))
    assert (found.expected, found.difference) == (pytest.approx(0), pytest.approx(found.actual))


def test_two_weeks_before_are_needed():
    with pytest.raises(TooFewError, match="Two weeks"):
        before_after(shop(before=13), EVENT, 14)
    with pytest.raises(TooFewError):
        before_after(shop(), EVENT + pd.Timedelta(days=60), 14)
    assert before_after(shop(before=14), EVENT, 14).before == 14


def test_days_without_a_sale_are_zero():
    sold = pd.DataFrame({"day": pd.to_datetime(["2026-01-01", "2026-01-03", "2026-01-03"]), "net": [1.0, 2.0, 3.0]})
    assert daily(sold, pd.Timestamp("2026-01-04")).tolist() == [1.0, 0.0, 5.0, 0.0]
    assert daily(sold.iloc[:0]).empty


@settings(max_examples=25)
@given(st.lists(st.floats(0, 1e4), min_size=40, max_size=90), st.integers(1, 20), st.floats(0.01, 100))
def test_money_scales_and_sums_are_kept(values, window, factor):
    sales = pd.Series(values, pd.date_range("2026-01-01", periods=len(values), freq="D"))
    event = sales.index[30]
    one, many = before_after(sales, event, window), before_after(sales * factor, event, window)
    assert one.actual == pytest.approx(sales[event:].iloc[:window].sum())
    assert many.difference == pytest.approx(one.difference * factor, rel=1e-6, abs=1e-5)
    assert one.low <= one.difference <= one.high
