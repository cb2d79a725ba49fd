"""Creators side by side: every one drawn with its own colour and symbol, and hostile names stay text."""

import pandas as pd

from lib.charts.side_by_side import against_peers, scores

SCORED = pd.DataFrame({"label": ["@a", "<b>"], "authenticity": [90.0, 40.0], "low": [80.0, 20.0], "high": [93.0, 70.0]})
SIGNS = pd.DataFrame(
    {
        "creator": ["@a", "@a", "<b>"], "label": ["engagement below peers", "mass following", "engagement below peers"],
        "text": ["x", "y", "z"], "severity": [0.5, -3.0, 9.0],
    }
)  # fmt: skip


def test_scores_carry_their_interval() -> None:
    chart = scores(SCORED)
    assert [trace.x[0] for trace in chart.data] == [90, 40]
    assert chart.data[1].error_x.array[0] == 30
    assert chart.data[1].error_x.arrayminus[0] == 20
    assert chart.data[1].name == "&lt;b&gt;"
    assert chart.data[0].marker.symbol != chart.data[1].marker.symbol


def test_signs_are_drawn_against_one_band() -> None:
    chart = against_peers(SIGNS)
    band, first, second = chart.data
    assert list(band.base) == [-1.28, -1.28]
    assert list(first.x) == [0.5, -2.0]
    assert list(second.x) == [6.0]
    assert chart.layout.xaxis.title.text
