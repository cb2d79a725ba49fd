"""What-if figures: valid for Plotly, explicit colours, axis titles, untrusted names made safe."""

import numpy as np
import pandas as pd
import plotly.graph_objects as go
import pytest

from lib.charts.what_if import distribution, ranges, surface, tornado, waterfall

NAMES = "Today", "<b>Mine</b>"
SPREAD = pd.DataFrame(
    {"name": [NAMES[0]] * 2 + [NAMES[1]] * 2, "left": [0.0, 10.0] * 2, "right": [10.0, 20.0] * 2, "share": [0.4, 0.6, 0.3, 0.7]}
)


def rebuilt(chart: go.Figure) -> go.Figure:
    """Return the figure again with every property checked by Plotly."""
    return go.Figure(chart.to_dict())


def test_the_distribution_is_a_valid_figure_with_both_scenarios():
    drawn = distribution(SPREAD, [11.0, 12.0], "Profit (USD)", "Share of simulations")
    chart = rebuilt(drawn)
    assert [trace.name for trace in chart.data] == ["Today", "&lt;b&gt;Mine&lt;/b&gt;"]
    assert [trace.line.dash for trace in chart.data] == ["dot", "solid"]
    assert list(drawn.data[0].x) == [0, 10, 20]
    assert {shape.x0 for shape in chart.layout.shapes} == {0.0, 11.0, 12.0}
    assert chart.layout.xaxis.title.text == "Profit (USD)"
    assert chart.layout.yaxis.title.text == "Share of simulations"


def test_the_distribution_alone_and_empty():
    alone = SPREAD[SPREAD["name"] == "Today"]
    assert len(rebuilt(distribution(alone, [11.0], "x", "y")).data) == 1
    assert not rebuilt(distribution(SPREAD.head(0), [], "x", "y")).data


def test_one_distribution_never_changes_the_next():
    first = distribution(SPREAD, [1.0, 2.0], "x", "y").to_dict()
    distribution(SPREAD, [5.0, 6.0], "x", "y")
    assert len(distribution(SPREAD, [1.0, 2.0], "x", "y").layout.shapes) == 3
    assert first["layout"]["shapes"][1]["x0"] == 1.0


def test_the_waterfall_ends_at_the_scenario():
    effects = pd.DataFrame({"label": ["Fee", "Mix"], "effect": [50.0, -20.0], "text": ["+$50", "-$20"]})
    chart = waterfall(100.0, effects, NAMES, "Profit (USD)")
    bars = chart.data[0]
    assert list(bars.y) == [100, 50, -20, 130]
    assert list(bars.measure) == ["absolute", "relative", "relative", "total"]
    assert bars.x[-1] == "&lt;b&gt;Mine&lt;/b&gt;"
    assert list(bars.text) == ["", "+$50", "-$20", ""]


def test_the_tornado_puts_the_widest_on_top_and_marks_ends_twice():
    frame = pd.DataFrame({"label": ["Fee", "Posts"], "at_low": [150.0, 90.0], "at_high": [60.0, 110.0],
                          "low_text": ["$0", "1"], "high_text": ["$9", "2"]})  # fmt: skip
    chart = tornado(frame, 100.0, "Profit (USD)", ("low", "high"))
    assert list(chart.data[0].y) == ["Posts", "Fee"]
    assert list(chart.data[0].x) == [-10, 50]
    assert {trace.marker.pattern.shape for trace in chart.data} == {"/", ""}
    assert len({trace.marker.color for trace in chart.data}) == 2


def test_ranges_run_from_p10_to_p90():
    frame = pd.DataFrame({"label": ["a", "b"], "p10": [1.0, 2.0], "p50": [2.0, 3.0], "p90": [5.0, 7.0], "text": ["", ""]})
    chart = ranges(frame, "Profit (USD)")
    assert list(chart.data[0].error_x.array) == [4, 3]
    assert list(chart.data[0].error_x.arrayminus) == [1, 1]
    assert list(chart.data[0].y) == ["b", "a"]


@pytest.mark.parametrize(("target", "first", "last"), [(2.0, 0.0, 1.0), (-5.0, 0.0, 1.0), (9.0, 0.0, 1.0)])
def test_the_surface_centres_its_colours_on_the_target(target, first, last):
    frame = pd.DataFrame([[0.0, 1.0], [3.0, 4.0]], index=pd.Index([0.1, 0.2], name="y"), columns=pd.Index([10.0, 20.0], name="x"))
    chart = surface(frame, target, (10.0, 0.1), ("Fee (USD)", "Rate (%)", "Expected ROI"), ("~s", ".1%"))
    scale = chart.data[0].colorscale
    assert (scale[0][0], scale[-1][0]) == (first, last)
    positions = [position for position, _colour in scale]
    assert positions == sorted(positions)
    if target == 2.0:
        assert any(position == pytest.approx(0.6) for position in positions)
    assert np.array_equal(chart.data[0].z, frame.to_numpy())
    assert chart.layout.yaxis.title.text == "Rate (%)"
