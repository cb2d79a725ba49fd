"""Figures of the budget page: what moves, one segment's response, all budgets at once.

They are redrawn at every move of a control, so layouts are kept and Plotly's checking of each property is left to the tests.
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from lib.charts.base import figure, safe
from lib.charts.palette import ACCENT, BAND, CATEGORICAL, FAINT, GAIN, LOSS, NEUTRAL

ORANGE = "#D9822B"
_HOVER = "%{x:,.0f} → %{y:,.0f}<extra></extra>"
Trace = dict[str, object]


def moves(frame: pd.DataFrame, x: str, names: tuple[str, str]) -> go.Figure:
    """Draw one line per segment from today's spend to the plan's.

    Columns segment, today, plan, text (written at the line's right end). ``names`` are those of today and the plan; rows are
    drawn from the top; a rise is green and filled, a fall red and open.
    """
    labels = [safe(name) for name in frame["segment"]]
    rises = (frame["plan"] >= frame["today"]).to_numpy()
    traces = [_links(frame, labels, rises, GAIN), _links(frame, labels, ~rises, LOSS)]
    marks = {"type": "scatter", "y": labels, "hovertemplate": "%{y}: %{x:,.0f}<extra>%{fullData.name}</extra>"}
    today = {"color": NEUTRAL, "size": 9, "symbol": "line-ns-open", "line": {"width": 2}}
    traces.append({**marks, "mode": "markers", "x": frame["today"].tolist(), "name": names[0], "marker": today})
    colours = np.where(rises, GAIN, LOSS).tolist()
    symbols = np.where(rises, "circle", "circle-open").tolist()
    plan = {"color": colours, "size": 11, "symbol": symbols, "line": {"width": 2, "color": colours}}
    traces.append({**marks, "mode": "markers", "x": frame["plan"].tolist(), "name": names[1], "marker": plan})
    written = {
        "mode": "text",
        "text": [f" {text}" for text in frame["text"]],
        "textposition": "middle right",
        "textfont": {"size": 12},
    }
    ends = frame[["today", "plan"]].max(axis=1).tolist()
    traces.append({**marks, **written, "x": ends, "showlegend": False, "cliponaxis": False, "hoverinfo": "skip"})
    layout = dict(_moves_layout(x, 110 + 28 * len(frame)))
    top = float(max(frame["plan"].max(), frame["today"].max(), 1.0)) if len(frame) else 1.0
    layout["xaxis"] = {**layout["xaxis"], "range": [-0.03 * top, 1.3 * top]}
    return go.Figure({"data": traces, "layout": layout}, _validate=False)


def _links(frame: pd.DataFrame, labels: list[str], chosen: np.ndarray, colour: str) -> Trace:
    """Return the lines from today to the plan of the chosen rows."""
    part = frame[chosen]
    xs = np.column_stack([part["today"], part["plan"], np.full(len(part), None, dtype=object)]).ravel()
    ys = np.repeat(np.array(labels, dtype=object)[chosen], 3)
    line = {"type": "scatter", "mode": "lines", "hoverinfo": "skip", "showlegend": False}
    return {**line, "x": xs.tolist(), "y": ys.tolist(), "line": {"color": colour, "width": 3}}


@lru_cache(maxsize=64)
def _moves_layout(x: str, height: int) -> Mapping[str, object]:
    chart = figure(x=x, height=height)
    chart.update_xaxes(tickformat="~s", tick0=0, zeroline=True, zerolinecolor=FAINT)
    chart.update_yaxes(autorange="reversed", showgrid=False)
    chart.update_layout(margin={"t": 40})
    return chart.layout.to_plotly_json()


def response(
    curve: pd.DataFrame, points: pd.DataFrame, marks: pd.DataFrame, seen: float, axes: tuple[str, str], names: Sequence[str]
) -> go.Figure:
    """Draw a response curve; spends beyond ``seen`` are dotted: nobody tried them.

    ``curve`` has spend, value, low, high, measured (missing throughout when the curve is the measured one); ``points`` spend,
    value, text (past periods); ``marks`` spend, value, name (today, plan); ``axes`` the axis titles with units; ``names`` those of
    curve, range, points and measured curve.
    """
    inside = curve[curve["spend"] <= seen]
    outside = curve[curve["spend"] >= (inside["spend"].max() if len(inside) else 0)]
    ends = np.concatenate([curve["spend"], curve["spend"][::-1]])
    band = np.concatenate([curve["high"], curve["low"][::-1]])
    area = {"fill": "toself", "fillcolor": BAND, "mode": "lines", "line": {"width": 0}, "hoverinfo": "skip"}
    rings = {"color": NEUTRAL, "size": 9, "symbol": "circle-open", "line": {"width": 2}}
    traces: list[Trace] = [
        {"type": "scatter", "x": ends, "y": band, "name": names[1], **area},
        _line(inside["spend"], inside["value"], names[0]),
        {**_line(outside["spend"], outside["value"], names[0], "dot"), "showlegend": not len(inside)},
        {
            "type": "scatter",
            "mode": "markers",
            "x": points["spend"].to_numpy(float),
            "y": points["value"].to_numpy(float),
            "name": names[2],
            "text": [safe(text) for text in points["text"]],
            "hovertemplate": "%{text}<extra></extra>",
            "marker": rings,
        },
    ]
    if curve["measured"].notna().any():
        faint = {"color": NEUTRAL, "width": 1.5, "dash": "dash"}
        traces.append({**_line(curve["spend"], curve["measured"], names[3]), "line": faint})
    looks = ((NEUTRAL, "line-ns-open", "top center"), (ORANGE, "diamond", "top center"))
    traces += [_mark(m["spend"], m["value"], m["name"], *look) for (_i, m), look in zip(marks.iterrows(), looks, strict=False)]
    return go.Figure({"data": traces, "layout": dict(_plain_layout(*axes))}, _validate=False)


def frontier(line: pd.DataFrame, marks: pd.DataFrame, axes: tuple[str, str], name: str) -> go.Figure:
    """Draw the best value of every budget: ``line`` has total and value; ``marks`` total, value, name, look.

    look: 'plan', 'today' or 'limit' (beyond it money returns less than it costs).
    """
    looks = {
        "plan": (ORANGE, "diamond", "top left"),
        "today": (NEUTRAL, "circle-open", "bottom right"),
        "limit": (LOSS, "x", "bottom center"),
    }
    traces = [{**_line(line["total"], line["value"], name), "showlegend": False}]
    traces += [_mark(m["total"], m["value"], m["name"], *looks[m["look"]]) for _i, m in marks.iterrows()]
    return go.Figure({"data": traces, "layout": dict(_plain_layout(*axes))}, _validate=False)


def calendar(frame: pd.DataFrame, y: str) -> go.Figure:
    """Draw money going live per week as stacked bars: ``frame`` has live, segment, amount; the largest segments first."""
    order = frame.groupby("segment")["amount"].sum().sort_values(ascending=False, kind="stable").index
    traces = []
    for number, segment in enumerate(order):
        part = frame[frame["segment"] == segment]
        bars = {"type": "bar", "x": part["live"].tolist(), "y": part["amount"].tolist(), "name": safe(segment)}
        hover = {"hovertemplate": "%{x|%d %b}: %{y:,.0f}<extra>%{fullData.name}</extra>"}
        traces.append({**bars, **hover, "marker": {"color": CATEGORICAL[number % len(CATEGORICAL)]}})
    chart = figure(y=y, height=340)
    chart.update_layout(barmode="stack", bargap=0.25, margin={"t": 60})
    return go.Figure({"data": traces, "layout": chart.layout.to_plotly_json()}, _validate=False)


def _line(x: pd.Series, y: pd.Series, name: str, dash: str = "solid") -> Trace:
    style = {"color": ACCENT, "width": 2.5, "dash": dash}
    return {
        "type": "scatter",
        "mode": "lines",
        "x": x.to_numpy(),
        "y": y.to_numpy(),
        "name": name,
        "line": style,
        "hovertemplate": _HOVER,
    }


def _mark(x: float, y: float, name: str, colour: str, symbol: str, side: str) -> Trace:
    marker = {"color": colour, "size": 12, "symbol": symbol, "line": {"width": 2, "color": colour}}
    written = {"mode": "markers+text", "text": [safe(name)], "textposition": side, "cliponaxis": False, "hoverinfo": "skip"}
    return {"type": "scatter", "x": [x], "y": [y], "name": safe(name), "marker": marker, "showlegend": False, **written}


@lru_cache(maxsize=16)
def _plain_layout(x: str, y: str) -> Mapping[str, object]:
    chart = figure(x=x, y=y, height=380)
    chart.update_xaxes(tickformat="~s", rangemode="tozero")
    chart.update_yaxes(tickformat="~s", rangemode="tozero")
    chart.update_layout(margin={"t": 40, "r": 16})
    return chart.layout.to_plotly_json()
