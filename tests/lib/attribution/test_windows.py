"""Conversion windows by hand: days after the last post or click, what falls outside, and sums that stay."""

import numpy as np
import pandas as pd
import pytest

from lib.attribution import order_sales, pieces
from lib.attribution.touches import days_since_click
from lib.attribution.union import by_creator
from lib.attribution.windows import WINDOWS, PostDays, days_since, places, programme_posts, window_sums
from lib.dataset import Dataset, build_dataset


def day(text: str | None) -> pd.Timestamp:
    return pd.Timestamp(text) if text else pd.NaT


CAMPAIGNS = pd.DataFrame(
    {
        "creator_id": ["a", "b", "c"],
        "campaign": ["X", "X", "Y"],
        "discount_code": ["A1", "B1", "C1"],
        "fee": [1.0, 1, 1],
        "post_date": [None, day("2026-01-10"), None],
        "start_date": [day("2026-01-01"), day("2026-01-01"), day("2026-02-01")],
    }
)
POSTS = pd.DataFrame(
    {
        "creator_id": ["a", "a", "a"],
        "campaign": ["X", "X", None],
        "post_date": [day("2026-01-05"), day("2026-01-20"), day("2026-03-01")],
    }
)
ORDERS = pd.DataFrame(
    {
        "discount_code": ["A1", "A1", "A1", "B1", "C1", "B1", None, "A1"],
        "order_date": [day("2026-01-05T23:00"), day("2026-01-19"), day("2026-03-05"), day("2026-01-09"), day("2026-02-08"),
                       day(None), day("2026-01-06"), day("2026-01-27")],
        "revenue": [1.0, 2, 4, 8, 16, 32, 64, 128],
    }
)  # fmt: skip
TABLES = {"campaigns": CAMPAIGNS, "posts": POSTS, "orders": ORDERS}


def since_of(dataset: Dataset) -> tuple:
    sales = order_sales(dataset)
    posts = programme_posts(dataset, sales.creators, sales.campaigns)
    return sales, *days_since(sales, posts, days_since_click(dataset, sales))


def test_days_are_counted_from_the_last_post_of_the_creator_in_the_campaign():
    _sales, since, known = since_of(build_dataset(TABLES))
    # a posted on 5 and 20 January (the post without campaign is not the programme's); b on the 10th; c began on 1 February
    assert np.nan_to_num(since, nan=-1).tolist() == [0, 14, 44, -1, 7, -1, -1, 7]
    assert known.tolist() == [True, True, True, True, True, False, False, True]


@pytest.mark.parametrize(
    ("window", "sums"),
    [(7, (145.0, 6.0, 8.0, 32.0)), (14, (147.0, 4.0, 8.0, 32.0)), (30, (147.0, 4.0, 8.0, 32.0)), (None, (191.0, 0.0, 0.0, 0.0))],
)
def test_what_falls_outside_is_shown_apart_and_sums_are_kept(window, sums):
    table = window_sums(*since_of(build_dataset(TABLES)))
    rows = table[table["window"].isna() if window is None else table["window"] == window]
    assert rows["place"].tolist() == ["inside", "after", "before", "undated"]
    assert tuple(rows["revenue"]) == sums
    assert (table.groupby("window", dropna=False)["revenue"].sum() == 191.0).all()
    assert len(table) == 4 * len(WINDOWS)


def test_a_click_later_than_the_post_counts():
    clicks = [day("2026-03-02"), day("2026-03-04"), day("2026-03-09")]
    touches = pd.DataFrame({"order_id": ["o3", "o3", "o3"], "creator_id": ["a", "b", "a"], "date": clicks})
    orders = ORDERS.assign(order_id=[f"o{i + 1}" for i in range(len(ORDERS))])
    _sales, since, _known = since_of(build_dataset(TABLES | {"orders": orders, "touches": touches}))
    assert since[2] == 3  # the click of the 2nd: not another creator's, not one after the order


def test_the_order_of_rows_is_irrelevant():
    shuffled = {kind: frame.sample(frac=1, random_state=3) for kind, frame in TABLES.items()}
    expected, found = (window_sums(*since_of(build_dataset(tables))) for tables in (TABLES, shuffled))
    pd.testing.assert_frame_equal(expected, found)


def test_pieces_lead_from_the_floor_to_the_full_estimate():
    survey = [None] * 6 + ["an influencer", None]
    dataset = build_dataset(TABLES | {"orders": ORDERS.assign(survey_answer=survey)})
    sales, since, known = since_of(dataset)
    doubt = np.where(np.arange(len(sales.row)) == 7, 0.25, 0.0)
    found = pieces(sales, places(since, known, 7), doubt, search=5.0)
    sums = {"direct": 113.0, "doubt": 32.0, "outside": 46.0, "survey": 64.0, "search": 5.0}
    assert found.set_index("piece")["revenue"].to_dict() == sums
    assert found["level"].tolist() == ["floor", "direct", "direct", "full", "full"]
    assert "search" not in pieces(sales, places(since, known, 7), doubt)["piece"].tolist()


def test_each_creators_sales_add_up_by_certainty_and_are_named_by_method():
    sales, since, known = since_of(build_dataset(TABLES))
    doubt = np.where(np.arange(len(sales.row)) == 7, 0.25, 0.0)
    table = by_creator(sales, places(since, known, 7), doubt)
    a = table.loc["unknown:a"]
    assert a[["orders", "revenue", "floor", "doubt", "outside", "code", "utm"]].tolist() == [4, 135.0, 97.0, 32.0, 6.0, 135.0, 0.0]
    assert table["revenue"].sum() == sales.revenue[sales.credited].sum()
    assert (table[["floor", "doubt", "outside"]].sum(axis=1) == table["revenue"]).all()


def test_without_any_post_nothing_is_known():
    found, known = PostDays(np.empty(0, dtype=int), np.empty(0, dtype=int)).since(np.array([0]), np.array([5]))
    assert np.isnan(found).all() and not known.any()
