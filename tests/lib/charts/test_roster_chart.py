import pandas as pd

from lib.charts.roster import value_for_money

FRAME = pd.DataFrame(
    {"chosen": [True, False, False], "cost": [10.0, 20.0, 0.0], "value": [50.0, 30.0, 5.0], "text": ["<b>a</b>", "b", "c"]}
)
AXES, NAMES = ("Cost (USD)", "Expected value (USD)"), ("in", "out", "line")


def test_in_is_filled_out_is_open_and_the_line_is_the_price_of_money():
    chart = value_for_money(FRAME, 2.0, AXES, NAMES)
    out, inside, line = chart.data
    assert (inside.name, list(inside.x), inside.text) == ("in", [10.0], ("&lt;b&gt;a&lt;/b&gt;",))
    assert (out.name, list(out.x), out.marker.symbol) == ("out", [20.0], "circle-open")
    assert list(line.y) == [20.0, 40.0]
    assert (chart.layout.xaxis.title.text, chart.layout.yaxis.type) == ("Cost (USD)", "log")


def test_without_prices_or_a_scarce_budget_there_is_no_line():
    assert len(value_for_money(FRAME, 0.0, AXES, NAMES).data) == 2
    assert not list(value_for_money(FRAME.assign(cost=0.0), 2.0, AXES, NAMES).data[0].x)
