"""Costs per unit are traced to the rows of cost and of units that they divide."""

import numpy as np
import pandas as pd
import pytest

from lib.dataset import Dataset, build_dataset
from lib.roi.deals import deals_by_pair
from lib.roi.lines import settled_money
from lib.roi.measures import SOURCES, measure_rows
from lib.roi.returns import group_labels, summarise
from lib.roi.trace import pairs_of_group
from lib.roi.trace_units import UNIT_COSTS, unit_cost_trace


@pytest.fixture
def dataset() -> Dataset:
    campaigns = pd.DataFrame(
        {"creator_id": ["a", "b", "c"], "campaign": ["X", "X", "X"], "fee": [100.0, 300.0, 50.0],
         "impressions": [4000.0, None, None], "clicks": [50.0, 30.0, None]}
    )  # fmt: skip
    posts = pd.DataFrame(
        {"creator_id": ["a", "b", "b"], "campaign": ["X", "X", "X"], "post_id": ["1", "2", "3"], "likes": [90.0, 40.0, 20.0],
         "comments": [10.0, None, None], "impressions": [9999.0, 1000.0, 500.0]}
    )  # fmt: skip
    orders = pd.DataFrame(
        {"creator_id": ["a", "b"], "campaign": ["X", "X"], "order_id": ["1", "2"], "revenue": [9.0, 9.0],
         "new_customer": [True, False]}
    )  # fmt: skip
    return build_dataset({"campaigns": campaigns, "posts": posts, "orders": orders})


def test_formula_and_rows_by_hand(dataset):
    money = settled_money(dataset)
    frame = deals_by_pair(dataset, money)
    trace = unit_cost_trace(dataset, money, frame, "cpm", np.ones(len(money.keys.creator), dtype=bool))
    assert trace.terms().to_dict() == {"Cost": 400, "Impressions": 5500}  # c states no impressions; a's stand in campaigns
    assert trace.steps[0] == "CPM = cost / impressions × 1,000 = $400.00 / 5,500 × 1,000 = $72.73"
    units = trace.rows[trace.rows["term"] == "Impressions"]
    assert units[["part", "file", "line", "creator"]].to_numpy().tolist() == [
        ["Campaigns", "campaigns", 1, "a"], ["Posts", "posts", 2, "b"], ["Posts", "posts", 3, "b"],
    ]  # fmt: skip


@pytest.mark.parametrize("by", [None, "creator", "campaign", "platform"])
def test_every_cost_per_unit_is_the_ratio_of_its_terms(dataset, by):
    money = settled_money(dataset)
    frame, labels = deals_by_pair(dataset, money), group_labels(dataset, by)
    table = summarise(frame, labels, dataset.settings)
    for label, row in table.iterrows():
        pairs = pairs_of_group(money, frame, labels, str(label))
        for figure in UNIT_COSTS:
            if row[figure] != row[figure]:
                continue
            cost, units = unit_cost_trace(dataset, money, frame, figure, pairs).terms()
            assert cost / units * (1000 if figure == "cpm" else 1) == pytest.approx(row[figure])


def test_rows_add_up_to_every_count(dataset):
    money = settled_money(dataset)
    frame = deals_by_pair(dataset, money)
    for name in SOURCES:
        assert measure_rows(dataset, money.keys, name)["amount"].sum() == pytest.approx(frame[name].sum())
