"""What every figure goes through on its way to the browser."""

import numpy as np
import pandas as pd

from lib.charts.base import figure, painted
from lib.charts.palette import DARK, LIGHT


def drawn():
    chart = figure(x="Spend (USD)", y="Sales (USD)")
    chart.add_scatter(x=np.array([1.0, 2.0]), y=np.array([[1, 2]]), text=["a", "b"], marker={"size": np.array([3, 4])})
    return chart


def test_a_painted_figure_holds_lists_no_template_and_says_its_data_stay():
    sent = painted(drawn(), dark=False).to_dict()
    assert sent["layout"]["template"] is None
    assert sent["layout"]["datarevision"] == 1
    assert sent["data"][0]["x"] == [1.0, 2.0]
    assert sent["data"][0]["y"] == [[1, 2]]
    assert sent["data"][0]["marker"]["size"] == [3, 4]


def test_writing_follows_the_page_and_what_a_chart_sets_itself_stays():
    chart = drawn()
    chart.update_xaxes(showgrid=True, color="#123456")
    for dark, surface in ((False, LIGHT), (True, DARK)):
        layout = painted(chart, dark).layout
        assert layout.font.color == surface.muted
        assert layout.hoverlabel.bgcolor == surface.page
        assert layout.hoverlabel.align == "left"
        assert (layout.xaxis.color, layout.xaxis.showgrid) == ("#123456", True)
        assert layout.xaxis.title.text == "Spend (USD)"
        assert layout.yaxis.color == surface.muted


def test_painting_leaves_the_figure_as_it_was():
    chart = drawn()
    before = chart.to_dict()
    painted(chart, dark=True)
    assert chart.to_dict() == before


def test_dates_stay_dates():
    chart = figure()
    chart.add_scatter(x=pd.to_datetime(["2025-03-01", "2025-03-02"]), y=[1, 2])
    assert [str(day)[:10] for day in painted(chart, dark=False).data[0].x] == ["2025-03-01", "2025-03-02"]
