"""The charts of the goals page say what their frames say."""

import pandas as pd

from lib.charts.goals import cascade, channels, progress
from lib.charts.palette import GAIN, LOSS


def test_progress_shows_actual_end_and_time():
    rows = pd.DataFrame(
        {
            "label": ["<b>Sales</b>", "ROI"],
            "actual": [0.4, 3.0],
            "end": [0.8, None],
            "end_low": [0.6, None],
            "end_high": [1.1, None],
            "state": ["behind", "reached"],
            "hover": ["a", "b"],
        }
    )
    chart = progress(rows, 0.5)
    bars, ends = chart.data
    assert list(bars.x) == [0.4, 2.0] and list(bars.marker.color) == [LOSS, GAIN]
    assert bars.y[0] == "&lt;b&gt;Sales&lt;/b&gt;"
    assert list(ends.x) == [0.8]
    assert [round(shape.x0, 2) for shape in chart.layout.shapes] == [1, 0.5]


def test_the_cascade_runs_from_the_goal_down():
    steps = pd.DataFrame({"label": ["Clicks", "Views"], "text": ["1K", "20K"], "hover": ["x", "y"]})
    funnel = cascade(steps).data[0]
    assert list(funnel.y) == ["Clicks", "Views"] and list(funnel.text) == ["1K", "20K"]
    assert funnel.x[0] > funnel.x[1]


def test_channels_are_ranges_and_ours_has_an_estimate():
    table = pd.DataFrame({"label": ["Yours", "SEO"], "low": [20.0, 10.0], "high": [40.0, 30.0], "middle": [29.0, None]})
    bars, own = channels(table, "USD").data
    assert (list(bars.base), list(bars.x), list(own.x)) == ([20, 10], [20, 20], [29])
