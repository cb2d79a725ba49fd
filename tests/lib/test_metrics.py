"""Ratios of sums, missing where a denominator is missing or 0."""

import math

import pandas as pd
import pytest

from lib.metrics import customer_column, ratio, roi, with_metrics


def test_a_ratio_without_denominator_is_missing():
    assert ratio(6, 3) == 2
    assert math.isnan(ratio(6, 0))
    assert math.isnan(ratio(6, float("nan")))
    shares = ratio(pd.Series([6.0, 6.0, None]), pd.Series([3.0, 0.0, 3.0]))
    assert shares[0] == 2
    assert shares[1:].isna().all()
    assert ratio(pd.Series([1.0]), 2)[0] == 0.5


def test_roi_is_a_fraction():
    assert roi(15_500, 5_000) == pytest.approx(2.10)


def test_metrics_of_one_hand_computed_row():
    row = pd.DataFrame(
        {"cost": [500.0], "revenue": [1500.0], "value": [2000.0], "impressions": [100_000.0], "views": [50_000.0], "reach": [4e4],
         "engagements": [2500.0], "followers": [50_000.0], "clicks": [1000.0], "orders": [50.0], "new_customers": [25.0]}
    )  # fmt: skip
    found = with_metrics(row).iloc[0]
    expected = {
        "engagement_rate_followers": 0.05, "engagement_rate_views": 0.05, "engagement_rate_reach": 0.0625,
        "engagement_rate_impressions": 0.025, "cpm": 5.0, "cpv": 0.01, "cpe": 0.2, "cpc": 0.5, "cac": 20.0,
        "conversion_rate": 0.05, "aov": 30.0, "roas": 3.0, "roi": 3.0, "roi_direct": 2.0,
    }  # fmt: skip
    assert found[list(expected)].to_dict() == pytest.approx(expected)


def test_metrics_need_their_columns_and_leave_the_frame_alone():
    frame = pd.DataFrame({"cost": [1.0]})
    assert list(with_metrics(frame)) == ["cost"]
    assert list(frame) == ["cost"]


def test_customers_are_orders_only_where_no_row_knows_new_customers():
    assert customer_column(pd.DataFrame({"orders": [1.0], "new_customers": [float("nan")]})) == "orders"
    assert customer_column(pd.DataFrame({"orders": [1.0], "new_customers": [2.0]})) == "new_customers"
    assert customer_column(pd.DataFrame({"cost": [1.0]})) is None
