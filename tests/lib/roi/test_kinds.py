"""A creator paid in two ways within one campaign: each row keeps its model."""

import pandas as pd
import pytest

from lib.dataset import Dataset, build_dataset
from lib.roi import deals, money_lines, returns
from lib.roi.bookings import bookings

CAMPAIGNS = pd.DataFrame(
    {
        "creator_id": ["a", "a", "a", "b"],
        "campaign": ["X", "X", "X", "X"],
        "partnership_model": ["sponsored", "gifting", "sponsored", "affiliate"],
        "discount_code": ["PAID", "GIFT", None, "BOB"],
        "fee": [100.0, None, 50.0, None],
        "product_cost": [None, 20.0, None, None],
    }
)
ORDERS = pd.DataFrame({"discount_code": ["PAID", "gift", "GIFT", "BOB"], "revenue": [300.0, 40.0, 5.0, 70.0]})


@pytest.fixture
def dataset() -> Dataset:
    return build_dataset({"campaigns": CAMPAIGNS, "orders": ORDERS})


def test_cost_and_sales_go_to_the_model_of_their_row(dataset):
    found = returns(dataset, "model")
    assert found["cost"].fillna(0).to_dict() == {"affiliate": 0, "gifting": 20, "sponsored": 150}
    assert found["revenue"].to_dict() == {"affiliate": 70, "gifting": 45, "sponsored": 300}
    assert found["n"].to_dict() == {"affiliate": 1, "gifting": 1, "sponsored": 1}


def test_sales_without_a_code_of_one_row_go_to_the_model_of_most_rows():
    named = pd.DataFrame({"creator_id": ["a"], "campaign": ["X"], "revenue": [9.0]})
    found = returns(build_dataset({"campaigns": CAMPAIGNS, "orders": named}), "model")["revenue"]
    assert found.loc["sponsored"] == 9


def test_a_row_without_a_model_joins_the_model_of_most_rows():
    parts = CAMPAIGNS.assign(partnership_model=["sponsored", "gifting", None, "affiliate"])
    found = returns(build_dataset({"campaigns": parts}), "model")["cost"]
    assert found[["gifting", "sponsored"]].tolist() == [20 + 50, 100]


def test_one_creator_stays_one_creator(dataset):
    assert returns(dataset, "creator").loc["a", ["cost", "revenue", "n"]].tolist() == [170, 345, 2]


def test_bookings_find_the_money_of_their_own_model(dataset):
    rows = bookings(deals(dataset), money_lines(dataset)).set_index("model")
    assert rows["fees"].fillna(0).to_dict() == {"gifting": 0, "sponsored": 150, "affiliate": 0}
    assert rows["gross"].to_dict() == {"gifting": 45, "sponsored": 300, "affiliate": 70}


@pytest.mark.parametrize("seed", range(4))
def test_the_order_of_rows_is_irrelevant(dataset, seed):
    mixed = {name: table.sample(frac=1, random_state=seed) for name, table in {"campaigns": CAMPAIGNS, "orders": ORDERS}.items()}
    pd.testing.assert_frame_equal(returns(build_dataset(mixed), "model"), returns(dataset, "model"))
