"""Components, the way to profit, break-even fees, what did not count, and figures traced to rows."""

import pandas as pd
import pytest

from lib.dataset import Dataset, Settings, build_dataset
from lib.roi import money_lines
from lib.roi.components import component_sums, formulas, pairs_of_group, steps_to_profit, traced, uncounted
from lib.roi.deals import deals_by_pair
from lib.roi.lines import settled_money
from lib.roi.returns import group_labels, summarise

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


def test_formulas_carry_the_numbers(dataset):
    money = settled_money(dataset)
    row = summarise(deals_by_pair(dataset, money), None, HALF).iloc[0]
    roi, direct, roas, profit = formulas(row, HALF)
    assert roi == "ROI = (value − cost) / cost = ($740 − $410) / $410 = 80%"
    assert direct == "ROI, direct sales only = ($700 − $410) / $410 = 71%"
    assert roas == "ROAS = direct sales / cost = $700 / $410 = 1.71"
    assert profit == "Profit = ($700 − $50 tax) × 50% margin + $40 other value − $410 = -$45"


def test_a_groups_rows_are_found_and_named(dataset):
    money = settled_money(dataset)
    frame, labels = deals_by_pair(dataset, money), group_labels(dataset, "creator")
    lines = traced(dataset, money_lines(dataset, money, pairs_of_group(money, frame, labels, "a")))
    assert lines.groupby("component")["amount"].sum().to_dict() == {
        "creator fees": 100, "shipping": 10, "direct sales": 600, "refunds": -100, "reusable content": 40, "tax": -50,
    }  # fmt: skip
    assert set(lines["creator"]) == {"a"}
    assert lines.loc[lines["component"] == "creator fees", ["file", "line"]].to_numpy().tolist() == [["campaigns", 1]]
