"""The break-even fee on hand-made partnerships: at that fee, profit is 0."""

import pandas as pd
import pytest

from lib.dataset import Dataset, Settings, build_dataset
from lib.roi import break_even_fee, returns

HALF = Settings(gross_margin=0.5)
CAMPAIGNS = pd.DataFrame(
    {
        "creator_id": ["a", "b", "c"],
        "campaign": ["X", "X", "X"],
        "partnership_model": ["sponsored", "sponsored", "gifting"],
        "fee": [100.0, 300.0, None],
        "product_cost": [None, None, 20.0],
        "shipping_cost": [10.0, None, None],
        "content_value": [40.0, None, None],
    }
)
ORDERS = pd.DataFrame(
    {
        "creator_id": ["a", "b", None], "campaign": ["X", "X", None], "revenue": [600.0, 200.0, 70.0],
        "refunds": [100.0, 0.0, 0.0], "tax": [50.0, None, None],
    }
)  # fmt: skip


@pytest.fixture
def dataset() -> Dataset:
    return build_dataset({"campaigns": CAMPAIGNS, "orders": ORDERS}, HALF)


def test_per_creator(dataset):
    fees = break_even_fee(dataset)
    assert fees.loc["a", ["n", "fee", "profit", "break_even_fee"]].tolist() == [1, 100, 155, 255]  # 450 × 50 % + 40 − 110
    assert fees.loc["b", ["fee", "profit", "break_even_fee"]].tolist() == [300, -200, 100]
    assert fees.loc["c", "fee"] == 0
    assert fees["break_even_fee"].isna().tolist() == [False, False, True]  # nothing is known to have come back from c


def test_per_partnership_model(dataset):
    fees = break_even_fee(dataset, "model")
    assert fees.loc["sponsored", ["n", "fee", "profit", "break_even_fee"]].tolist() == [2, 400, -45, 355]


def test_at_the_break_even_fee_profit_is_zero(dataset):
    fees = break_even_fee(dataset)["break_even_fee"]
    moved = CAMPAIGNS.assign(fee=CAMPAIGNS["creator_id"].map(fees))
    again = build_dataset({"campaigns": moved, "orders": ORDERS}, HALF)
    assert returns(again, "creator")["profit"][["a", "b"]].tolist() == pytest.approx([0, 0])
