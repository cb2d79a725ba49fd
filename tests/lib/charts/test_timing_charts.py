"""The charts of the timing page say what their frames say."""

import pandas as pd

from lib.charts.palette import GAIN, LOSS
from lib.charts.timing import before_after, effect, fading, quarter_by_quarter, returns_over_days


def test_bars_before_and_in_the_window():
    days = pd.DataFrame(
        {
            "day": pd.date_range("2026-01-01", periods=3),
            "sales": [1.0, 2, 3],
            "expected": [1.0, 1, 1],
            "after": [False, False, True],
        }
    )
    before, window, expected = before_after(days, "EUR").data
    assert (list(before.y), list(window.y), list(expected.y)) == ([1, 2], [3], [1, 1, 1])


def test_named_campaigns_stand_out():
    curve = pd.DataFrame({"group": ["a", "a", "b"], "age": [0, 5, 3], "back": [0.2, 1.1, 0.4]})
    others, named = returns_over_days(curve, 60, {"a": "<b>A</b>"}).data
    assert named.name == "&lt;b&gt;A&lt;/b&gt;" and list(named.y) == [0.2, 1.1]
    assert others.y[0] == 0.4


def test_fading_marks_the_half_life():
    chart = fading(pd.DataFrame({"day": [0, 1], "orders": [4.0, 2], "expected": [4.0, 2]}), 1.0)
    assert chart.layout.shapes[0].x0 == 1.0


def test_effects_and_quarters_show_ranges():
    cells = pd.DataFrame({"short": ["Mon"], "estimate": [5.0], "low": [3.0], "high": [8.0], "raw": [6.0], "n": [4]})
    dots = effect(cells, 5.5, "Sales").data[0]
    assert (dots.error_y.array[0], dots.error_y.arrayminus[0]) == (3.0, 2.0)
    table = pd.DataFrame(
        {
            "quarter": ["2026Q1", "2026Q2"],
            "roi": [-0.1, 0.5],
            "estimate": [0.1, 0.2],
            "low": [0.0, 0.1],
            "high": [0.3, 0.4],
            "n": [3, 4],
        }
    )
    bars = quarter_by_quarter(table).data[0]
    assert list(bars.marker.color) == [LOSS, GAIN]
