"""Payback on hand-made orders."""

import pandas as pd

from lib.dataset import Settings, build_dataset
from lib.roi.deals import deals_by_pair
from lib.roi.lines import settled_money
from lib.roi.payback import payback

CAMPAIGNS = pd.DataFrame(
    {"creator_id": ["a", "b", "c"], "campaign": ["X", "X", "Y"], "fee": [100.0, 100.0, 50.0],
     "start_date": pd.to_datetime(["2026-01-01", "2026-01-01", "2026-01-10"])}
)  # fmt: skip
ORDERS = pd.DataFrame(
    {
        "creator_id": ["a", "a", "a", "b", "c"], "campaign": ["X", "X", "X", "X", "Y"],
        "order_date": pd.to_datetime(["2026-01-05", "2026-01-09", "2026-01-03", "2026-01-02", None]),
        "revenue": [60.0, 500.0, 80.0, 90.0, 500.0], "refunds": [20.0, 0.0, 0.0, 0.0, 0.0],
    }
)  # fmt: skip


def paid_back(margin: float, by: str | None) -> pd.DataFrame:
    dataset = build_dataset({"campaigns": CAMPAIGNS, "orders": ORDERS}, Settings(gross_margin=margin))
    money = settled_money(dataset)
    return payback(dataset, money, deals_by_pair(dataset, money), by)


def test_the_day_on_which_sales_cover_the_cost():
    found = paid_back(1.0, "creator")
    assert found["days"].isna().tolist() == [False, True, True]  # b earned 90 of 100; c's sale has no day
    assert found.loc["a", "days"] == 4  # 80 on the 3rd, 40 net on the 5th
    assert found.loc[["a", "b"], "earned"].tolist() == [620, 90]


def test_goods_are_paid_first():
    assert paid_back(0.5, "creator").loc["a", "days"] == 8


def test_a_campaign_pays_back_as_a_whole():
    found = paid_back(1.0, "campaign")
    assert found["days"].tolist()[:1] == [4]  # 90 + 80 + 40 cover 200 on the 5th


def test_without_dated_orders_nothing_is_claimed():
    dataset = build_dataset({"campaigns": CAMPAIGNS})
    money = settled_money(dataset)
    assert payback(dataset, money, deals_by_pair(dataset, money))["days"].isna().all()
