"""Cost and results in different rows: joined per creator and group, with every sum kept, the same on every page."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.allocation.plan import with_gain
from lib.allocation.response import fit_segments
from lib.compare import comparison
from lib.dataset import Dataset, build_dataset
from lib.ingest import read_file
from lib.roi import deals, money_lines, paired, returns
from lib.roi.baseline import baseline
from lib.roi.scenario import expected

SAMPLE = Path(__file__).resolve().parents[3] / "sample_data"
HALVES = pd.DataFrame(
    {
        "creator_key": ["a", "a", "a", "b", "b", None, "c"],
        "campaign_key": [None, "X", "Y", None, "X", "X", "X"],
        "platform": ["tiktok", "tiktok", "tiktok", "tiktok", "youtube", "tiktok", "tiktok"],
        "cost": [6.0, np.nan, np.nan, 4.0, np.nan, np.nan, 3.0],
        "value": [np.nan, 10.0, 20.0, np.nan, 5.0, 9.0, np.nan],
    }
)


def test_halves_meet_within_their_group_only():
    by_platform = paired(HALVES, ["platform"], silence_is_zero=False)
    assert by_platform[["cost", "value"]].dropna().to_numpy().tolist() == [[6.0, 30.0]]
    assert by_platform.dropna(subset=["cost", "value"])["campaign_key"].isna().all()  # two campaigns: none named
    overall = paired(HALVES, [])
    assert overall[["cost", "value"]].dropna().to_numpy().tolist() == [[3.0, 0.0], [6.0, 30.0], [4.0, 5.0]]
    assert overall.loc[overall["creator_key"] == "b", "campaign_key"].tolist() == ["X"]


def test_cost_is_not_called_fruitless_when_no_row_knows_results():
    unknown = HALVES.assign(value=np.nan)
    assert paired(unknown, ["platform"]) is unknown


amounts = st.one_of(st.none(), st.integers(0, 9).map(float))


@given(st.lists(st.tuples(st.sampled_from("ab"), st.sampled_from(["tiktok", "youtube", None]), amounts, amounts), min_size=1))
def test_no_sum_of_any_group_changes(rows):
    frame = pd.DataFrame(rows, columns=["creator_key", "platform", "cost", "value"]).assign(campaign_key="X")
    frame = frame.astype({"cost": float, "value": float})
    before, after = (f.groupby("platform", dropna=False)[["cost", "value"]].sum() for f in (frame, paired(frame, ["platform"])))
    pd.testing.assert_frame_equal(before.sort_index(), after.sort_index())


def sample() -> Dataset:
    return build_dataset([read_file(path, path.name) for path in sorted(SAMPLE.glob("*.csv"))])


def healthkart(shared: Path) -> Dataset:
    names = ["creators/healthkart_influencers", *(f"campaigns/healthkart_{name}" for name in ("posts", "tracking_data", "payouts"))]
    return build_dataset([read_file(shared / f"{name}.xlsx", f"{name}.xlsx") for name in names])


@pytest.mark.parametrize("workspace", ["sample", "healthkart"])
@pytest.mark.parametrize("by", ["platform", "tier"])
def test_every_page_states_the_same_cost_and_value(request, workspace, by):
    data = sample() if workspace == "sample" else healthkart(request.getfixturevalue("shared"))
    table = deals(data)
    stated = returns(data, by)
    compared = comparison(data, table, by=[by], metric="roi").cells.set_index(by)
    assert compared["raw"].to_dict() == pytest.approx(stated["roi"].reindex(compared.index).to_dict(), nan_ok=True)
    assert compared["cost"].sum() == pytest.approx(stated["cost"].sum())
    segments = fit_segments(with_gain(paired(table, [by]), 1.0), by, value="gain", months=1200)
    assert sum(s.spend for s in segments) == pytest.approx(stated["cost"].sum())
    whole = expected(baseline(table, money_lines(data), None, data.settings).scenario)
    assert (whole.cost, whole.value) == pytest.approx((stated["cost"].sum(), stated["value"].sum()), rel=1e-3)
