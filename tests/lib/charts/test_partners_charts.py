"""The charts of the partners page say what their frames say."""

import pandas as pd

from lib.charts.palette import GAIN, LOSS
from lib.charts.partners import asked_and_worth, costs, customer_value, ladder, models, repeats


def test_prices_stand_over_break_even_fees_by_verdict():
    fees = pd.DataFrame(
        {"asked": [200.0, 50.0], "break_even": [-5.0, 400.0], "verdict": ["over", "under"], "label": ["<i>a</i>", "b"]}
    )
    fees = fees.assign(break_even_low=[-9.0, 300.0], break_even_high=[3.0, 500.0])
    chart = asked_and_worth(fees, "EUR")
    line, over, under = chart.data
    assert (over.x[0], over.y[0], over.marker.color, over.text[0]) == (25.0, 200.0, LOSS, "&lt;i&gt;a&lt;/i&gt;")
    assert (under.x[0], under.y[0], under.marker.color) == (400.0, 50.0, GAIN)
    assert list(line.x) == list(line.y)
    assert "EUR" in chart.layout.xaxis.title.text


def test_models_show_range_and_fee():
    table = pd.DataFrame({"label": ["Hybrid"], "fee": [60.0], "break_even": [50.0], "low": [20.0], "high": [90.0]})
    dots, ticks = models(table, "USD").data
    assert (dots.error_x.array[0], dots.error_x.arrayminus[0], ticks.x[0]) == (40.0, 30.0, 60.0)


def test_the_ladder_shows_now_then_and_the_published_size():
    tiers = pd.DataFrame({"label": ["Tier 1"], "now": [12], "then": [7], "low": [2], "high": [5]})
    size, now, then = ladder(tiers).data
    assert (size.base[0], size.x[0], now.x[0], then.x[0]) == (2, 3, 12, 7)


def test_costs_stand_around_the_average():
    table = pd.DataFrame({"label": ["a", "b"], "estimate": [10.0, 40.0], "low": [5.0, 30.0], "high": [15.0, 60.0], "n": [2, 1]})
    chart = costs(table, 20.0, "USD")
    assert list(chart.data[0].marker.color) == [GAIN, LOSS]
    assert chart.layout.shapes[0].x0 == 20.0 and not chart.layout.annotations
    assert 10 ** chart.layout.xaxis.range[0] < 5 and 10 ** chart.layout.xaxis.range[1] > 60


def test_repeats_and_customers_show_line_and_band():
    curve = pd.DataFrame(
        {"repeat": [0, 1], "n": [9, 4], "measured": [1.0, 0.8], "expected": [1.0, 0.9], "low": [1.0, 0.8], "high": [1.0, 1.0]}
    )
    assert list(repeats(curve).data[-1].y) == [1.0, 0.8] and list(repeats(curve).data[-1].x) == [1, 2]
    value = pd.DataFrame({"day": [0, 30], "revenue": [10.0, 14.0], "low": [9.0, 12.0], "high": [11.0, 16.0], "at_risk": [20, 15]})
    assert list(customer_value(value, "EUR").data[-1].y) == [10.0, 14.0]
