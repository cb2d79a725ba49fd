"""The rows goals are measured on: each figure once, on its day; others' posts with the hashtag apart."""

import pandas as pd
import pytest

from lib.dataset import Settings, build_dataset
from lib.goals import dated_rows
from lib.roi import deals
from lib.roi.currency import factors
from lib.roi.sales import counted_sales

CAMPAIGNS = pd.DataFrame(
    {
        "campaign": ["Spring", "Spring"],
        "creator_id": ["a", "b"],
        "fee": [100.0, 50.0],
        "clicks": [200.0, None],
        "revenue": [70.0, None],
        "start_date": pd.Timestamp("2026-03-01"),
        "post_date": pd.to_datetime(["2026-03-05", None]),
        "discount_code": ["ANN", "BEN"],
    }
)
POSTS = pd.DataFrame(
    {
        "post_id": ["1", "2", "3", "4"],
        "creator_id": ["a", "b", "z", "z"],
        "campaign": ["Spring", "Spring", None, None],
        "post_date": pd.to_datetime(["2026-03-06", "2026-03-09", "2026-03-10", "2026-03-11"]),
        "views": [1000.0, 500.0, 300.0, 80.0],
        "shares": [5.0, None, 9.0, 1.0],
        "likes": [10.0, 20.0, 1.0, 1.0],
        "caption": ["#Glow us", "x", "my #glow. wow", "#glowing is another word"],
    }
)
ORDERS = pd.DataFrame(
    {
        "order_id": ["1", "2", "3"],
        "discount_code": ["ANN", "BEN", None],
        "revenue": [60.0, 40.0, 999.0],
        "refunds": [10.0, 0.0, 0.0],
        "order_date": pd.to_datetime(["2026-03-20", "2026-04-02", "2026-03-03"]),
        "new_customer": pd.array([True, False, True], "boolean"),
    }
)


def rows(hashtag: str = "", **tables: pd.DataFrame):
    dataset = build_dataset({"campaigns": CAMPAIGNS, "posts": POSTS, "orders": ORDERS} | tables, Settings())
    sold = counted_sales(dataset.orders, factors(dataset.orders, dataset.settings))
    return dated_rows(deals(dataset), sold, {"campaigns": dataset.campaigns, "posts": dataset.posts}, hashtag), deals(dataset)


def test_every_sum_is_that_of_the_partnerships():
    found, table = rows()
    for name in ("views", "likes", "clicks", "cost", "revenue", "orders", "new_customers"):
        assert found.frame[name].sum() == pytest.approx(table[name].sum()), name


def test_each_figure_stands_on_its_day():
    frame = rows()[0].frame
    assert frame.loc[frame["cost"].notna(), ["day", "cost"]].to_numpy().tolist() == [
        [pd.Timestamp("2026-03-05"), 100.0], [pd.Timestamp("2026-03-09"), 50.0]]  # fmt: skip
    assert frame.loc[frame["revenue"].notna(), "day"].tolist() == [pd.Timestamp("2026-03-20"), pd.Timestamp("2026-04-02")]


def test_without_orders_the_campaigns_tell():
    found, _table = rows(orders=ORDERS.iloc[:0])
    known = found.frame[found.frame["revenue"].notna()]
    assert (known["revenue"].sum(), known["day"].iloc[0]) == (70.0, pd.Timestamp("2026-03-05"))


def test_others_who_carry_the_hashtag_are_counted_and_ours_not():
    frame = rows("glow")[0].frame
    assert frame["user_videos"].sum() == 1
    assert frame["user_views"].sum() == 300
    assert rows("a.b(")[0].frame["user_videos"].sum() == 0
    assert "user_videos" not in rows()[0].frame


def test_shares_per_view_take_our_posts_that_know_both():
    frame = rows()[0].frame
    assert (frame["shared"].sum(), frame["shared_views"].sum()) == (5.0, 1000.0)


def test_nothing_is_no_row():
    found, _table = rows(campaigns=CAMPAIGNS.iloc[:0], posts=POSTS.iloc[:0], orders=ORDERS.iloc[:0])
    assert found.frame.empty and found.first is None and not found.known("views")


def test_payments_that_name_no_campaign_meet_the_sales_of_their_creator():
    """Else Goals would show a loss of everything where Returns shows what came back."""
    paid = pd.DataFrame({"creator_id": ["a"], "amount": [50.0], "paid_date": [pd.Timestamp("2026-03-02")]})
    named = ORDERS.head(2).assign(creator_id="a", campaign=["X", "Y"], discount_code=None)
    frame = rows(campaigns=CAMPAIGNS.iloc[:0], posts=POSTS.iloc[:0], payouts=paid, orders=named)[0].frame
    assert frame["gain"].sum() / frame["cost"].sum() == pytest.approx((90 - 50) / 50)
    assert frame["deal_revenue"].sum() / frame["cost"].sum() == pytest.approx(90 / 50)
    assert frame["customer_cost"].sum() / frame["customers"].sum() == pytest.approx(50 / 1)
