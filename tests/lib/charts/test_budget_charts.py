import pandas as pd
import plotly.graph_objects as go

from lib.charts import budget


def valid(figure):
    """Let Plotly check every property, which the page leaves out for speed."""
    return go.Figure(figure.to_plotly_json())


def test_moves():
    frame = pd.DataFrame(
        {"segment": ["Micro <b>x</b>", "Nano"], "today": [10.0, 50.0], "plan": [30.0, 20.0], "text": ["+20", "-30"]}
    )
    figure = valid(budget.moves(frame, "Spend (USD)", ("Today", "Plan")))
    assert figure.layout.xaxis.title.text == "Spend (USD)"
    assert figure.data[2].y[0] == "Micro &lt;b&gt;x&lt;/b&gt;"
    assert figure.data[3].x == (30.0, 20.0) and figure.data[3].marker.symbol == ("circle", "circle-open")
    assert valid(budget.moves(frame.iloc[:0], "Spend", ("Today", "Plan"))) is not None


def test_response_dots_what_nobody_tried():
    curve = pd.DataFrame({"spend": [0.0, 1, 2, 3], "value": [0.0, 2, 3, 3.5], "low": [0.0, 1, 2, 2], "high": [0.0, 3, 4, 5]})
    curve["measured"] = float("nan")
    points = pd.DataFrame({"spend": [1.0], "value": [2.2], "text": ["1 → 2"]})
    marks = pd.DataFrame({"spend": [1.0, 3.0], "value": [2.0, 3.5], "name": ["Today", "Plan"]})
    names = ("Expected", "Range", "A quarter", "Measured")
    figure = budget.response(curve, points, marks, 2.0, ("Spend (USD)", "Value (USD)"), names)
    assert valid(figure) is not None
    solid, dotted = figure.data[1], figure.data[2]
    assert max(solid.x) == 2 and min(dotted.x) == 2 and dotted.line.dash == "dot"
    assert figure.layout.yaxis.title.text == "Value (USD)"


def test_response_of_an_untried_segment():
    curve = pd.DataFrame({"spend": [0.0, 1], "value": [0.0, 2], "low": [0.0, 1], "high": [0.0, 3]})
    curve["measured"] = [0.0, 1.5]
    nothing = pd.DataFrame({"spend": [], "value": [], "text": []})
    marks = pd.DataFrame({"spend": [0.0], "value": [0.0], "name": ["Today"]})
    figure = valid(budget.response(curve, nothing, marks, 0.0, ("x", "y"), ("a", "b", "c", "Measured")))
    assert [trace.line.dash for trace in figure.data if trace.name == "Measured"] == ["dash"]


def test_a_calendar_stacks_the_weeks_largest_segment_first():
    weeks = pd.to_datetime(["2026-01-05", "2026-01-12", "2026-01-05"])
    frame = pd.DataFrame({"live": weeks, "segment": ["Nano <i>", "Nano <i>", "Mega"], "amount": [10.0, 20.0, 100.0]})
    figure = valid(budget.calendar(frame, "Going live (USD)"))
    assert [trace.name for trace in figure.data] == ["Mega", "Nano &lt;i&gt;"] and figure.layout.barmode == "stack"
    assert list(figure.data[1].y) == [10, 20] and figure.layout.yaxis.title.text == "Going live (USD)"


def test_frontier():
    line = pd.DataFrame({"total": [0.0, 10], "value": [0.0, 20]})
    marks = pd.DataFrame([(5.0, 10.0, "Plan", "plan"), (5.0, 9.0, "Today", "today")], columns=["total", "value", "name", "look"])
    figure = valid(budget.frontier(line, marks, ("Budget (USD)", "Value (USD)"), "Best"))
    assert [trace.name for trace in figure.data] == ["Best", "Plan", "Today"]
