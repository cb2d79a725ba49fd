"""Methods side by side: the union counts each order once, the survey alone does not count."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lib.attribution import combinations, order_sales
from lib.attribution.sales import METHODS
from lib.attribution.union import by_method
from lib.attribution.windows import days_since, programme_posts, window_sums
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


def test_each_method_shows_what_it_finds_and_what_it_alone_finds():
    table = by_method(combinations(order_sales(build_dataset(TABLES))))
    assert table.loc["code", ["orders", "revenue", "only_orders", "only_revenue"]].tolist() == [2, 2.5, 1, 1.5]
    assert table.loc["survey", ["revenue", "only_revenue"]].tolist() == [73.0, 72.0]
    assert table.loc["utm", "share"] == pytest.approx(5 / 78.5)
    assert table.loc["link", "orders"] == 0


CAMPAIGNS = pd.DataFrame(
    {
        "creator_id": ["a", "b"],
        "handle": ["anna", "bob"],
        "campaign": ["X", "Y"],
        "discount_code": ["A1", "B1"],
        "utm_campaign": ["x_anna", "y_bob"],
        "tracking_link": ["https://shop.com/anna-picks?ref=aa1", "https://shop.com/?ref=bb1"],
        "post_date": [pd.Timestamp("2026-01-10"), None],
        "start_date": [None, pd.Timestamp("2026-01-20")],
        "fee": [1.0, 1.0],
    }
)
ORDERS = st.lists(
    st.fixed_dictionaries(
        {
            "day": st.one_of(st.none(), st.integers(0, 90)),
            "revenue": st.integers(0, 50_000).map(lambda cents: cents / 100),
            "creator_id": st.sampled_from(["a", None]),
            "discount_code": st.sampled_from(["A1", "B1", "OTHER", None]),
            "utm_campaign": st.sampled_from(["x_anna", None]),
            "landing_page": st.sampled_from(["/?ref=bb1", "/anna-picks", "/", None]),
            "survey_answer": st.sampled_from(["an influencer", "a friend", None]),
            "currency": st.sampled_from(["USD", "XXX", None]),
        }
    ),
    max_size=12,
)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(ORDERS, st.randoms())
def test_sums_are_kept_through_overlaps_and_windows_whatever_the_order_of_rows(rows, random):
    found = []
    for _ in range(2):
        frame = pd.DataFrame(rows, columns=["day", *METHODS_OF_ROWS])
        frame["order_date"] = pd.Timestamp("2026-01-01") + pd.to_timedelta(frame["day"].astype(float), unit="D")
        dataset = build_dataset({"campaigns": CAMPAIGNS, "orders": frame})
        sales = order_sales(dataset)
        table = combinations(sales)
        direct = table.loc[table["counted"], "revenue"].sum()
        assert direct == pytest.approx(np.nan_to_num(returns(dataset).loc["total", "revenue"]))
        windows = window_sums(sales, *days_since(sales, programme_posts(dataset, sales.creators, sales.campaigns)))
        assert windows.groupby("window", dropna=False)["revenue"].sum().to_numpy() == pytest.approx(direct)
        with_method = sum(sales.revenue[i] for i in range(len(sales.row)) if any(sales.found_by[name][i] for name in METHODS))
        assert table["revenue"].sum() == pytest.approx(with_method)
        found.append((table.set_index("methods")["revenue"].sort_index(), windows))
        random.shuffle(rows)
    pd.testing.assert_series_equal(found[0][0], found[1][0])
    pd.testing.assert_frame_equal(found[0][1], found[1][1])


METHODS_OF_ROWS = ["revenue", "creator_id", "discount_code", "utm_campaign", "landing_page", "survey_answer", "currency"]
