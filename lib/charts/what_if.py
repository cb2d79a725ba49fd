"""Figures of the what-if page: how outcomes spread, why scenarios differ, which lever matters, and two levers at once."""

from collections.abc import Mapping, Sequence
from functools import lru_cache

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from lib.charts.base import figure, safe, whiskers
from lib.charts.palette import DIVERGING, FAINT, GAIN, LOSS, NEUTRAL, scale

ORANGE = "#D9822B"
TEAL = "#1F8A8A"  # the accent, light enough for the dark theme
_STYLES = ((NEUTRAL, "dot", "rgba(124, 138, 138, 0.20)"), (TEAL, "solid", "rgba(31, 138, 138, 0.28)"))


def distribution(frame: pd.DataFrame, medians: Sequence[float], x: str, y: str, percent: bool = False) -> go.Figure:
    """Draw pre-counted outcomes: columns name, left, right, share; baseline first (grey, dotted), then the scenario (filled).

    ``medians`` gives each one's median in the same order; ``x`` and ``y`` are axis titles with units. Redrawn at every move of
    a lever, so Plotly's checking of each property is left to the tests.
    """
    layout = dict(_distribution_layout(x, y, percent))
    lines = [_upright(0.0, LOSS, "solid", 1)]
    traces = []
    for (name, part), median, style in zip(frame.groupby("name", sort=False), medians, _STYLES, strict=False):
        colour, dash, fill = style
        lines.append(_upright(median, colour, dash, 2))
        traces.append(
            {
                "type": "scatter",
                "x": np.append(part["left"], part["right"].iloc[-1]),
                "y": np.append(part["share"], 0.0),
                "name": safe(name),
                "mode": "lines",
                "line": {"color": colour, "width": 2, "dash": dash, "shape": "hv"},
                "fill": "tozeroy",
                "fillcolor": fill,
                "hovertemplate": "%{y:.1%}<extra>%{fullData.name}</extra>",
            }
        )
    return go.Figure({"data": traces, "layout": layout | {"shapes": lines}}, _validate=False)


@lru_cache(maxsize=8)
def _distribution_layout(x: str, y: str, percent: bool) -> Mapping[str, object]:
    chart = figure(x=x, y=y, height=300)
    chart.update_xaxes(tickformat=".0%" if percent else "~s")
    chart.update_yaxes(tickformat=".1%", rangemode="tozero", nticks=5)
    chart.update_xaxes(automargin=False, title_standoff=6, nticks=6)
    chart.update_yaxes(automargin=False, title_standoff=12)
    chart.update_layout(margin={"l": 68, "r": 8, "t": 28, "b": 44})  # fixed: Plotly then lays out once
    return chart.layout.to_plotly_json()


def _upright(x: float, colour: str, dash: str, width: int) -> dict[str, object]:
    ends = {"x0": x, "x1": x, "y0": 0, "y1": 1, "yref": "y domain"}
    return {"type": "line", **ends, "line": {"color": colour, "dash": dash, "width": width}}


def waterfall(start: float, effects: pd.DataFrame, names: tuple[str, str], y: str) -> go.Figure:
    """Draw the way from the baseline to the scenario; ``effects`` has label, effect and text (what to write at the bar)."""
    chart = figure(y=y, height=320)
    end = start + float(effects["effect"].sum())
    chart.add_waterfall(
        x=[safe(names[0]), *effects["label"].map(safe), safe(names[1])],
        y=[start, *effects["effect"], end],
        measure=["absolute", *["relative"] * len(effects), "total"],
        text=["", *effects["text"], ""],
        textposition="outside",
        cliponaxis=False,
        increasing={"marker": {"color": GAIN}},
        decreasing={"marker": {"color": LOSS}},
        totals={"marker": {"color": NEUTRAL}},
        connector={"line": {"color": FAINT}},
        hovertemplate="%{x}: %{text}<extra></extra>",
    )
    chart.update_yaxes(tickformat="~s")
    chart.update_layout(showlegend=False, margin={"t": 28})
    return chart


def tornado(frame: pd.DataFrame, centre: float, x: str, names: tuple[str, str], percent: bool = False) -> go.Figure:
    """Draw what each lever does over its range, the widest on top: columns label, at_low, at_high, low_text, high_text."""
    shown = frame.iloc[::-1]
    chart = figure(x=x, height=90 + 30 * len(frame))
    for end, colour, pattern, name in (("low", ORANGE, "/", names[0]), ("high", TEAL, "", names[1])):
        chart.add_bar(
            y=shown["label"].map(safe),
            x=shown[f"at_{end}"] - centre,
            base=centre,
            orientation="h",
            name=safe(name),
            marker={"color": colour, "pattern": {"shape": pattern, "fillmode": "overlay", "solidity": 0.2}},
            text=shown[f"{end}_text"],
            textposition="none",
            hovertemplate="%{y} = %{text}<extra>%{fullData.name}</extra>",
        )
    chart.add_vline(x=centre, line={"color": NEUTRAL, "width": 1})
    chart.update_layout(barmode="overlay", bargap=0.35)
    chart.update_xaxes(tickformat=".0%" if percent else "~s", nticks=5, tickangle=0, showgrid=True)
    chart.update_yaxes(showgrid=False)
    return chart


def ranges(frame: pd.DataFrame, x: str) -> go.Figure:
    """Draw P10–P90 as a line with the median as a dot, one row per label: columns label, p10, p50, p90, text."""
    shown = frame.iloc[::-1]
    chart = figure(x=x, height=90 + 34 * len(frame))
    chart.add_scatter(
        x=shown["p50"],
        y=shown["label"].map(safe),
        mode="markers",
        marker={"color": TEAL, "size": 11},
        error_x=whiskers(shown["p50"], shown["p10"], shown["p90"], TEAL, 3, 6),
        text=shown["text"],
        hovertemplate="%{y}: %{text}<extra></extra>",
    )
    chart.add_vline(x=0, line={"color": LOSS, "width": 1})
    chart.update_xaxes(tickformat="~s", nticks=6, tickangle=0, showgrid=True)
    chart.update_yaxes(showgrid=False)
    return chart


def surface(
    frame: pd.DataFrame, target: float, here: tuple[float, float], titles: tuple[str, str, str], formats: tuple[str, str]
) -> go.Figure:
    """Draw a measure over two levers (index down, columns across) with the line where it meets ``target`` and today's point.

    ``titles``: across, down, measure; ``formats``: Plotly tick formats of the two levers. The measure is a fraction.
    """
    values = frame.to_numpy()
    chart = figure(x=titles[0], y=titles[1], height=380)
    chart.add_heatmap(
        x=frame.columns.to_numpy(),
        y=frame.index.to_numpy(),
        z=values,
        colorscale=_around(target, float(np.nanmin(values)), float(np.nanmax(values))),
        colorbar={"title": {"text": titles[2], "side": "right"}, "tickformat": ".0%", "thickness": 12},
        hovertemplate="%{z:.0%}<extra></extra>",
    )
    chart.add_contour(
        x=frame.columns.to_numpy(),
        y=frame.index.to_numpy(),
        z=values,
        contours={"start": target, "end": target, "size": 1, "coloring": "none"},
        line={"color": "#1B2424", "width": 2, "dash": "dash"},
        showscale=False,
        hoverinfo="skip",
    )
    chart.add_scatter(
        x=[here[0]], y=[here[1]], mode="markers", hoverinfo="skip",
        marker={"symbol": "x", "size": 12, "color": "#FFFFFF", "line": {"color": "#1B2424", "width": 2}},
    )  # fmt: skip
    chart.update_xaxes(tickformat=formats[0], showgrid=False)
    chart.update_yaxes(tickformat=formats[1], showgrid=False)
    chart.update_layout(showlegend=False)
    return chart


def _around(target: float, low: float, high: float) -> list[tuple[float, str]]:
    """Return the diverging scale with its middle at ``target``; one half of it when all values lie on one side."""
    half = len(DIVERGING) // 2
    if target <= low or target >= high:
        return scale(DIVERGING[half:] if target <= low else DIVERGING[:half])
    middle = (target - low) / (high - low)
    below = [(middle * i / half, colour) for i, colour in enumerate(DIVERGING[:half])]
    above = [(middle + (1 - middle) * (i + 1) / half, colour) for i, colour in enumerate(DIVERGING[half:])]
    return [*below, *above]
