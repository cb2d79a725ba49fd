"""Every figure of returns is traced to rows that add up to it to the cent, on hand-made tables and on random ones."""

import pandas as pd
import pytest

from lib.dataset import Dataset, Settings, build_dataset
from lib.roi import break_even_fee, money_lines
from lib.roi.deals import deals_by_pair
from lib.roi.lines import settled_money
from lib.roi.returns import group_labels, summarise
from lib.roi.trace import NAMES, figure_trace, formulas, group_trace, pairs_of_group, readable

HALF = Settings(gross_margin=0.5)


@pytest.fixture
def dataset() -> Dataset:
    campaigns = pd.DataFrame(
        {"creator_id": ["a", "b"], "campaign": ["X", "X"], "fee": [100.0, 300.0], "shipping_cost": [10.0, None],
         "content_value": [40.0, None]}
    )  # fmt: skip
    orders = pd.DataFrame(
        {"creator_id": ["a", "b", None], "campaign": ["X", "X", None], "revenue": [600.0, 200.0, 70.0],
         "refunds": [100.0, 0.0, 0.0], "tax": [50.0, None, None]}
    )  # fmt: skip
    return build_dataset({"campaigns": campaigns, "orders": orders}, HALF)


def test_formulas_carry_the_numbers(dataset):
    row = summarise(deals_by_pair(dataset, settled_money(dataset)), None, HALF).iloc[0]
    roi, direct, roas, profit = formulas(row, HALF)
    assert roi == "ROI = (value − cost) / cost = ($740.00 − $410.00) / $410.00 = 80.5%"
    assert direct == "ROI, direct sales only = (direct sales − cost) / cost = ($700.00 − $410.00) / $410.00 = 70.7%"
    assert roas == "ROAS = direct sales / cost = $700.00 / $410.00 = 1.71"
    assert profit == "Profit = value − tax − cost of goods − cost = $740.00 − $50.00 − $325.00 − $410.00 = -$45.00"


def test_the_terms_are_the_numbers_of_the_formula(dataset):
    money = settled_money(dataset)
    row = summarise(deals_by_pair(dataset, money), None, HALF).iloc[0]
    traces = {figure: figure_trace(dataset, money, figure, row) for figure in NAMES}
    assert traces["roi"].terms().to_dict() == {"Value": 740, "Cost": 410}
    assert traces["roas"].terms().to_dict() == {"Direct sales": 700, "Cost": 410}
    assert traces["profit"].terms().to_dict() == {"Value": 740, "Tax in sales": -50, "Cost": 410, "Cost of goods": -325}
    assert traces["profit"].steps[1] == "Cost of goods = (1 − gross margin) × net sales = (1 − 50%) × $650.00 = $325.00"
    assert traces["value"].parts()[["part", "amount", "items"]].to_numpy().tolist() == [
        ["direct sales", 800, 2], ["refunds", -100, 2], ["reusable content", 40, 1],
    ]  # fmt: skip


def test_a_groups_rows_are_found_and_named(dataset):
    money = settled_money(dataset)
    frame, labels = deals_by_pair(dataset, money), group_labels(dataset, "creator")
    lines = readable(dataset, money_lines(dataset, money, pairs_of_group(money, frame, labels, "a")))
    assert lines.groupby("part")["amount"].sum().to_dict() == {
        "creator fees": 100, "shipping": 10, "direct sales": 600, "refunds": -100, "reusable content": 40, "tax": -50,
    }  # fmt: skip
    assert set(lines["creator"]) == {"a"}
    assert lines.loc[lines["part"] == "creator fees", ["file", "line"]].to_numpy().tolist() == [["campaigns", 1]]


def test_a_groups_trace_has_its_break_even_fee(dataset):
    money = settled_money(dataset)
    frame, labels = deals_by_pair(dataset, money), group_labels(dataset, "creator")
    row = summarise(frame, labels, HALF).join(break_even_fee(dataset)[["fee", "break_even_fee"]]).loc["a"]
    trace = group_trace(dataset, money, "a", row, pairs_of_group(money, frame, labels, "a"))
    assert trace.terms().to_dict() == {"Value": 540, "Tax in sales": -50, "Cost": 110}
    assert trace.steps[-1] == "Break-even fee = fee paid + profit, at least 0 = $100.00 + $155.00 = $255.00"


def test_tax_of_sales_that_another_table_reports_is_not_taken_off():
    """Orders without a campaign are the smaller part of what the campaigns table states: their tax goes with them."""
    tables = {
        "campaigns": pd.DataFrame({"creator_id": ["a"], "campaign": ["X"], "fee": [10.0], "revenue": [100.0]}),
        "orders": pd.DataFrame({"creator_id": ["a"], "revenue": [20.0], "tax": [4.0]}),
    }
    dataset = build_dataset(tables)
    money = settled_money(dataset)
    row = summarise(deals_by_pair(dataset, money), None, dataset.settings).iloc[0]
    trace = figure_trace(dataset, money, "profit", row)
    assert trace.terms().get("Tax in sales", 0.0) == row[["tax"]].fillna(0.0).iloc[0] == 0
