"""Methods side by side: the union counts each order once, the survey alone does not count."""

import pandas as pd

from lib.attribution import combinations, order_sales
from lib.dataset import build_dataset
from lib.roi import returns

TABLES = {
    "campaigns": pd.DataFrame(
        {
            "creator_id": ["a"],
            "handle": ["anna"],
            "campaign": ["X"],
            "discount_code": ["A1"],
            "utm_campaign": ["x_anna"],
            "fee": [1.0],
        }
    ),
    "orders": pd.DataFrame(
        {
            "discount_code": ["A1", "A1", None, None, None, "A1", None],
            "utm_campaign": ["x_anna", None, "x_anna", None, None, None, None],
            "survey_answer": ["an Influencer", None, None, "saw it at @anna!", "a friend", None, "An influencer"],
            "revenue": [1.0, 2, 4, 8, 16, 32, 64],
            "refunds": [None, 0.5, None, None, None, None, None],
            "cancelled_at": [None, None, None, None, None, pd.Timestamp("2026-01-01"), None],
        }
    ),
}


def test_each_order_stands_in_one_combination():
    found = combinations(order_sales(build_dataset(TABLES)))
    assert found.set_index("methods")[["orders", "revenue", "counted"]].T.to_dict("list") == {
        "survey": [2, 72.0, False],
        "UTM tag": [1, 4.0, True],
        "code": [1, 1.5, True],
        "code + UTM tag + survey": [1, 1.0, True],
    }


def test_what_counts_is_the_direct_revenue_of_returns():
    dataset = build_dataset(TABLES)
    found = combinations(order_sales(dataset))
    assert found.loc[found["counted"], "revenue"].sum() == returns(dataset).loc["total", "revenue"] == 6.5


def test_without_orders_there_is_nothing_to_credit():
    assert combinations(order_sales(build_dataset({}))).empty
