"""The overview's chart and what every chart starts from."""

import pandas as pd

from lib.charts.base import figure, safe
from lib.charts.overview import cost_and_value

MONTHS = pd.DataFrame(
    {"month": pd.to_datetime(["2026-01-01", "2026-02-01"]), "cost": [100.0, 50.0], "value": [250.0, None], "n": [3, 1]}
)


def test_cost_and_value_draws_both_with_units_and_colours() -> None:
    chart = cost_and_value(MONTHS, "EUR")
    cost, value = chart.data
    assert list(cost.y) == [100.0, 50.0]
    assert value.y[0] == 250.0
    assert pd.isna(value.y[1])  # not known is a gap, not a zero
    assert chart.layout.yaxis.title.text == "EUR per month"
    assert cost.marker.color != value.marker.color
    assert cost.marker.pattern.shape  # told apart without colour too
    assert "EUR" in cost.hovertemplate


def test_a_year_and_a_half_keeps_its_labels_apart() -> None:
    many = pd.DataFrame({"month": pd.date_range("2025-01-01", periods=18, freq="MS"), "cost": 1.0, "value": 2.0, "n": 1})
    assert cost_and_value(many, "USD").layout.xaxis.dtick == "M3"
    assert cost_and_value(MONTHS, "USD").layout.xaxis.dtick == "M1"


def test_figures_start_with_titled_axes() -> None:
    chart = figure(title="<b>x", x="Followers", y="ROI (%)")
    assert chart.layout.title.text == "&lt;b&gt;x"
    assert chart.layout.xaxis.title.text == "Followers"
    assert chart.layout.yaxis.title.text == "ROI (%)"
    assert figure().layout.title.text == ""


def test_safe_text_is_escaped_and_short() -> None:
    assert safe("<a href='x'>&") == "&lt;a href='x'&gt;&amp;"
    assert len(safe("x" * 200)) == 80
