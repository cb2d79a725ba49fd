"""Components, the way to profit, and what did not count."""

import pandas as pd
import pytest

from lib.dataset import Dataset, Settings, build_dataset
from lib.roi import money_lines
from lib.roi.components import component_sums, steps_to_profit, uncounted
from lib.roi.lines import settled_money

HALF = Settings(gross_margin=0.5)


@pytest.fixture
def dataset() -> Dataset:
    campaigns = pd.DataFrame(
        {
            "creator_id": ["a", "b"],
            "campaign": ["X", "X"],
            "fee": [100.0, 300.0],
            "shipping_cost": [10.0, None],
            "content_value": [40.0, None],
        }
    )
    orders = pd.DataFrame(
        {"creator_id": ["a", "b", None], "campaign": ["X", "X", None],
         "revenue": [600.0, 200.0, 70.0], "refunds": [100.0, 0.0, 0.0],
         "tax": [50.0, None, None]}
    )  # fmt: skip
    return build_dataset({"campaigns": campaigns, "orders": orders}, HALF)


def test_components_add_up_and_lead_to_profit(dataset):
    sums = component_sums(settled_money(dataset))
    assert sums.set_index(["side", "component"])["amount"].to_dict() == {
        ("cost", "fee"): 400, ("cost", "shipping"): 10, ("value", "direct sales"): 800, ("value", "refunds"): -100,
        ("value", "content"): 40,
    }  # fmt: skip
    steps = steps_to_profit(sums, -50.0, HALF)
    assert steps["step"].tolist() == [
        "direct sales",
        "refunds",
        "content",
        "tax in sales",
        "cost of goods",
        "fee",
        "shipping",
        "profit",
    ]
    assert steps["amount"].tolist() == [800, -100, 40, -50, -325, -400, -10, -45]
    assert steps["estimated"].tolist() == [False, False, True, False, False, False, False, False]


def test_what_did_not_count_is_listed_with_its_reason(dataset):
    left = uncounted(money_lines(dataset))
    assert left[["component", "table", "amount"]].to_numpy().tolist() == [
        ["direct sales", "orders", 70.0],
        ["tax", "orders", -50.0],
    ]
    assert left["note"].str.len().min() > 10
