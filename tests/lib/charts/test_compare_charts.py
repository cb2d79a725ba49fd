"""Figures of the compare page: every cell once, colours explicit, few data faint, uploaded text harmless."""

import numpy as np
import pandas as pd
import pytest

from lib.charts import compare as charts
from lib.charts.palette import SEQUENTIAL


def cells() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "row": ["Nano", "Nano", "Micro", "<b>Mega</b>"],
            "column": ["TikTok", "Instagram", "TikTok", "TikTok"],
            "column_rank": [1, 0, 1, 1],
            "name": ["Nano on TikTok", "Nano on Instagram", "Micro on TikTok", "<b>Mega</b> on TikTok"],
            "estimate": [1.0, 2.0, 4.0, 9.0],
            "low": [0.5, 1.5, 3.0, np.nan],
            "high": [2.0, 3.0, 5.0, np.nan],
            "raw": [0.9, 2.1, 4.2, 30.0],
            "benchmark_low": [3.0, 3.0, np.nan, 3.0],
            "benchmark_high": [5.0, np.inf, np.nan, 5.0],
            "n": [8, 20, 30, 1],
            "size": [100.0, 200.0, 0.0, 900.0],
            "solid": [True, True, True, False],
            "text": ["1×", "2×", "4×", "9×"],
            "small": ["n = 8", "n = 20", "n = 30", "n = 1"],
            "hover": ["a", "b", "c", "d"],
            "position": [0, 1, 2, 3],
        }
    )


def clickable(figure) -> list[int]:
    points = [trace for trace in figure.data if trace.type == "scatter" and trace.customdata is not None]
    return sorted(int(position) for trace in points for position in trace.customdata)


@pytest.mark.parametrize("dark", [False, True])
def test_heatmap_has_each_cell_once_to_click(dark):
    figure = charts.heatmap(cells(), "Tier", "Platform", lower_is_better=False, dark=dark)
    assert clickable(figure) == [0, 1, 2, 3]
    assert figure.layout.xaxis.title.text == "Platform"
    assert list(figure.layout.xaxis.categoryarray) == ["Instagram", "TikTok"]
    assert figure.data[1].colorscale[-1][1] == (SEQUENTIAL[0] if dark else SEQUENTIAL[-1])


def test_heatmap_shades_only_well_filled_cells_and_turns_for_costs():
    high, low = (np.array(charts.heatmap(cells(), "Tier", "Platform", turned).data[1].z, dtype=float) for turned in (False, True))
    assert np.isnan(high[2]).all()  # the single row of the last tier
    assert high[1, 1] == 1.0
    assert high[0, 1] == 0.0
    np.testing.assert_allclose(low, 1 - high)


def test_heatmap_neutralises_uploaded_labels():
    figure = charts.heatmap(cells(), "Tier", "Platform", lower_is_better=False)
    assert "&lt;b&gt;Mega&lt;/b&gt;" in figure.layout.yaxis.categoryarray
    assert "<b>Mega</b>" not in figure.to_json()


def test_equal_figures_and_empty_frames_are_drawn():
    charts.heatmap(cells().assign(estimate=2.0), "Tier", "Platform", lower_is_better=True)
    charts.intervals(cells().iloc[:0], "ROAS", ".0%")
    charts.size_and_result(cells().iloc[:0], "Cost", "ROAS", ".0%")


def test_intervals_show_estimate_range_raw_and_published():
    figure = charts.intervals(cells(), "ROAS, times the cost", "~g")
    names = [trace.name for trace in figure.data]
    assert names == ["Published range", "Estimate", "Estimate, few data", "As measured"]
    estimate = figure.data[1]
    assert list(estimate.error_x.array) == [1.0, 1.0, 1.0]
    assert list(estimate.error_x.arrayminus) == [0.5, 0.5, 1.0]
    assert np.isfinite(np.array(figure.data[0].x, dtype=float)).all()
    assert clickable(figure) == [0, 1, 2, 3]


def test_size_and_result_leaves_out_what_has_no_size():
    figure = charts.size_and_result(cells(), "Cost of the group, USD", "ROAS", "~g")
    assert clickable(figure) == [0, 1, 3]
    assert len({trace.marker.symbol for trace in figure.data}) == len(figure.data)  # told apart without colour
    assert figure.layout.xaxis.type == "log"


def test_two_groups_are_drawn_as_likely_values_that_may_overlap():
    draws = {"<i>A</i>": np.linspace(0, 1, 500), "B": np.append(np.linspace(2, 3, 500), np.nan)}
    first, second = charts.overlap(draws, "ROI, %", ".0%").data
    assert first.name == "&lt;i&gt;A&lt;/i&gt;"
    assert sum(first.y) == pytest.approx(1, abs=0.06)  # smoothing loses a little at the ends
    assert first.x[int(np.argmax(first.y))] < 1.2 < second.x[int(np.argmax(second.y))]
    assert charts.overlap({"A": np.full(5, np.nan), "B": np.full(5, np.nan)}, "", "").data
