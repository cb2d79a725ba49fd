"""The charts of attribution hold the figures they are given, and nothing of an upload as markup."""

import pandas as pd
import pytest

from lib.attribution.models import MODELS
from lib.attribution.sales import METHODS
from lib.attribution.union import PIECES
from lib.charts.attribution import by_model, days_after, floor_and_full, redemptions_by_day, search_baseline, upset

COMBINATIONS = pd.DataFrame(
    {**dict.fromkeys(METHODS, False), "methods": ["code + survey", "survey"], "revenue": [10.0, 4.0], "orders": [2, 1]}
).assign(code=[True, False], survey=[True, True], counted=[True, False])


def test_the_upset_plot_has_a_bar_and_a_column_of_dots_per_combination():
    figure = upset(COMBINATIONS, METHODS, "USD")
    bars = [trace for trace in figure.data if trace.type == "bar"]
    assert [list(bar.y) for bar in bars] == [[10.0], [4.0]]
    assert [bar.name for bar in bars] == ["Counted", "Not counted"]
    matrix = [trace for trace in figure.data if trace.type == "scatter"]
    assert sum(trace.mode == "markers" for trace in matrix) == 2  # only methods that occur
    lines = [trace for trace in matrix if trace.mode == "lines"]
    assert [list(line.x) for line in lines] == [[0, 0]]


def test_floor_and_full_share_the_floors_piece():
    pieces = pd.DataFrame({"piece": ["direct", "survey"], "revenue": [10.0, 5.0], "level": ["floor", "full"]})
    figure = floor_and_full(pieces, PIECES, "USD")
    assert [list(trace.x) for trace in figure.data] == [[10.0, 10.0], [5.0]]


@pytest.mark.parametrize(("window", "sums"), [(7, [3.0, 4.0]), (None, [7.0])])
def test_days_outside_the_window_stand_apart(window, sums):
    figure = days_after(pd.DataFrame({"day": [0, 7, 8], "revenue": [1.0, 2.0, 4.0]}), window, "USD")
    assert [sum(trace.y) for trace in figure.data] == sums


def test_models_are_drawn_against_the_last_touch_and_names_are_safe():
    table = pd.DataFrame({"label": ["<b>x</b>"], **{name: [10.0 + i] for i, name in enumerate(MODELS)}})
    figure = by_model(table, MODELS, "USD")
    marks = {trace.name: trace for trace in figure.data if trace.mode == "markers"}
    assert {name: trace.x[0] for name, trace in marks.items()}[MODELS["first"]] == -1.0
    assert all("<b>" not in str(trace.y) for trace in figure.data)


def test_one_codes_uses_and_one_series_are_drawn_as_given():
    days = pd.date_range("2026-01-01", periods=3)
    uses = pd.DataFrame({"date": days, "kept": [1.0, 2, 0], "doubt": [0.0, 0, 3]})
    figure = redemptions_by_day(uses, [days[1]], "day")
    assert sum(sum(trace.y) for trace in figure.data) == 6
    frame = pd.DataFrame({"date": days, "searches": [5.0, 6, 7], "expected": 5.0, "low": 4.0, "high": 6.0})
    assert list(search_baseline(frame, days[1], days[2]).data[-1].y) == [5.0, 6.0, 7.0]
