"""The charts of two compared files."""

import pandas as pd

from lib.charts.changes import largest_moves, way


def test_the_way_leads_from_before_to_after():
    chart = way(pd.Series({"before": 100.0, "added": 30.0, "gone": 20.0, "changed": -5.0, "after": 105.0}), "Followers")
    ends = {bar.y[0]: (bar.base[0], bar.base[0] + bar.x[0]) for bar in chart.data}
    assert ends == {
        "Before": (0, 100), "Rows added": (100, 130), "Rows gone": (130, 110), "Rows changed": (110, 105), "After": (0, 105),
    }  # fmt: skip


def test_equal_names_keep_bars_of_their_own_and_uploaded_text_is_text():
    rows = pd.DataFrame({"label": ["<b>a</b>", "<b>a</b>"], "before": [1.0, 5.0], "after": [4.0, 2.0], "difference": [3.0, -3.0]})
    chart = largest_moves(rows, "Change", "~s")
    assert [bar.name for bar in chart.data] == ["Rose", "Fell"]
    assert len({bar.y[0] for bar in chart.data}) == 2
    assert all(bar.y[0].startswith("&lt;b&gt;") for bar in chart.data)
