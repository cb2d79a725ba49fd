"""One creator with one code on two platforms."""

import pandas as pd
import pytest

from lib.dataset import build_dataset
from lib.roi import returns

PARTS = pd.DataFrame(
    {
        "campaign": "S", "creator_id": ["1", "1", "2"], "handle": ["anna", "anna", "bob"],
        "platform": ["instagram", "tiktok", "tiktok"], "discount_code": ["ANNA10", "anna10", "BOB"], "fee": [100.0, 200.0, 5.0],
    }
)  # fmt: skip
ORDERS = pd.DataFrame({"discount_code": ["ANNA10", "ANNA10", "BOB"], "revenue": [100.0, 50.0, 7.0]})


@pytest.mark.parametrize("listed", [False, True])
def test_its_sales_are_the_creators_and_of_no_platform(listed):
    people = PARTS[["creator_id", "handle", "platform"]].assign(followers=5000.0)
    dataset = build_dataset({"campaigns": PARTS, "orders": ORDERS} | ({"creators": people} if listed else {}))
    found = returns(dataset, "creator")
    assert found["revenue"].to_dict() == {"1": 150.0, "2": 7.0}
    assert found["roi"].to_dict() == pytest.approx({"1": -0.5, "2": 0.4})
    platforms = returns(dataset, "platform")["revenue"]
    assert platforms["tiktok"] == 7
    assert platforms["not assigned"] == 150
    assert pd.isna(platforms["instagram"])
    assert dataset.creators["creator_key"].is_unique
    assert dataset.orders["credited_by"].eq("code").all()
    assert dataset.unmatched.empty


def test_a_code_of_two_creators_is_nobodys_and_neither_sold_nothing():
    parts = PARTS.assign(creator_id=["1", "3", "2"], handle=["anna", "cara", "bob"])
    dataset = build_dataset({"campaigns": parts, "orders": ORDERS})
    found = returns(dataset, "creator")["revenue"]
    assert found["not assigned"] == 150
    assert found[["1", "3"]].isna().all()
    assert len(dataset.creators) == 3


def test_an_unused_code_adds_nobody():
    dataset = build_dataset({"campaigns": PARTS, "orders": ORDERS.tail(1)})
    assert len(dataset.creators) == 3
    assert returns(dataset, "creator")["revenue"].to_dict() == {"1": 0.0, "2": 7.0}
