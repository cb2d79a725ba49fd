"""The charts of the returns page say what their frames say."""

import pandas as pd

from lib.charts.palette import ACCENT, GAIN, LOSS
from lib.charts.returns import ranking, waterfall

STEPS = pd.DataFrame(
    {
        "step": ["direct sales", "content", "fee", "profit"],
        "amount": [100.0, 20.0, -50.0, 70.0],
        "kind": ["value", "value", "cost", "total"],
        "estimated": [False, True, False, False],
    }
)


def test_the_waterfall_starts_each_step_where_the_last_ended():
    chart = waterfall(STEPS, "EUR")
    bars = {y: (base, x, bar.marker.color) for bar in chart.data for y, x, base in zip(bar.y, bar.x, bar.base, strict=True)}
    assert bars == {
        "direct sales": (0, 100, GAIN),
        "content": (100, 20, GAIN),
        "fee": (120, -50, LOSS),
        "profit": (0, 70, ACCENT),
    }
    assert chart.layout.xaxis.title.text == "EUR"
    assert [bar.marker.pattern.shape for bar in chart.data] == [None, "/", None, None]


def test_the_ranking_draws_value_estimate_and_interval_best_on_top():
    groups = pd.DataFrame(
        {"label": ["<b>best</b>", "worst"], "roi": [2.0, -0.5], "estimate": [1.5, None], "low": [0.5, None], "high": [3.0, None]}
    )
    chart = ranking(groups, "roi", "ROI, percent of cost", target=2.0)
    bars, marks = chart.data
    assert bars.y == ("worst", "&lt;b&gt;best&lt;/b&gt;")
    assert bars.marker.color == (LOSS, GAIN)
    assert list(marks.x) == [1.5]
    assert (marks.error_x.array[0], marks.error_x.arrayminus[0]) == (1.5, 1.0)
    assert chart.layout.xaxis.title.text == "ROI, percent of cost"
