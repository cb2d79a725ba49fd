"""The numbers of a group's formula are the sums of the rows behind it."""

import pandas as pd
import pytest

from lib.compare import MEASURES, Comparison, comparison
from lib.compare.trace import cell_sums, group_trace
from lib.dataset import Dataset, Settings, build_dataset
from lib.roi import deals

ROWS = pd.DataFrame(
    {
        "creator_id": ["a", "b", "c", "d"], "campaign": ["X", "X", "Y", "Y"], "platform": "tiktok",
        "partnership_model": ["gifting", "gifting", "sponsored", "sponsored"], "fee": [100.0, 50.0, 200.0, None],
        "revenue": [300.0, None, 500.0, 70.0], "impressions": [1_000.0, 3_000.0, None, 500.0],
    }
)  # fmt: skip
CREATORS = pd.DataFrame(
    {"creator_id": list("abcd"), "handle": list("abcd"), "platform": "tiktok", "followers": [1e4, 2e4, 3e4, 4e4]}
)


@pytest.fixture
def dataset() -> Dataset:
    return build_dataset({"creators": CREATORS, "campaigns": ROWS})


def trace_of(dataset: Dataset, metric: str, model: str, lines: pd.DataFrame | None = None) -> tuple[Comparison, object]:
    result = comparison(dataset, deals(dataset), by=["model"], metric=metric)
    people = result.behind((model,))[["creator_key"]]
    return result, group_trace(result, (model,), people, Settings(), lines)


def test_the_formula_carries_the_groups_sums(dataset):
    _result, trace = trace_of(dataset, "roi", "gifting")
    assert trace.steps[0] == "As measured: ROI = ($300.00 − $150.00) / $150.00 = 100%"
    assert trace.terms().to_dict() == {"Value": 300, "Cost": 150}
    _result, trace = trace_of(dataset, "cpm", "gifting")
    assert trace.steps[0] == "As measured: CPM = $150.00 / 4K × 1K = $37.50"


@pytest.mark.parametrize("metric", ["roi", "roi_direct", "roas", "cpm", "cpe", "cpc", "cac", "reach"])
def test_the_sums_give_the_figure_as_measured(dataset, metric):
    result = comparison(dataset, deals(dataset), by=["model"], metric=metric)
    for row in result.cells.itertuples():
        sums = cell_sums(result, (row.model,))
        shown = MEASURES[metric].shown(pd.Series([sums["gain"] / sums["base"]]).to_numpy())[0]
        assert shown == pytest.approx(row.raw, nan_ok=True)


def test_rows_of_files_are_shown_only_where_they_add_up(dataset):
    lines = pd.DataFrame({"term": ["gain", "base", "base"], "part": "x", "amount": [300.0, 100.0, 50.0], "file": "f", "line": 1})
    assert "file" in trace_of(dataset, "roi", "gifting", lines)[1].rows
    wrong = lines.assign(amount=[300.0, 100.0, 49.9])
    assert "file" not in trace_of(dataset, "roi", "gifting", wrong)[1].rows
