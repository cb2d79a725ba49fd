"""Charts of time: sales against the expectation, cumulative return, fading, weekdays and months, quarters."""

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from lib.charts.base import figure, safe, settled, whiskers
from lib.charts.palette import ACCENT, BAND, CATEGORICAL, FAINT, GAIN, LOSS, NEUTRAL
from lib.text import _


def before_after(days: pd.DataFrame, currency: str) -> go.Figure:
    """Draw daily sales before and in the window over the expected level (columns day, sales, expected, after)."""
    chart = figure(y=_("Net sales per day, {currency}", currency=currency), height=360)
    for after, colour, name in ((False, NEUTRAL, _("Before")), (True, ACCENT, _("In the window"))):
        part = days[days["after"] == after]
        chart.add_bar(
            x=part["day"],
            y=part["sales"],
            name=name,
            marker={"color": colour, "line": {"width": 0}, "opacity": 0.75},
            hovertemplate="%{x|%a %d %b %Y}: %{y:,.0f}<extra></extra>",
        )
    chart.add_scatter(
        x=days["day"],
        y=days["expected"],
        mode="lines",
        name=_("Expected"),
        line={"color": CATEGORICAL[1], "width": 2},
        hovertemplate=_("expected {amount}", amount="%{y:,.0f}") + "<extra></extra>",
    )
    chart.update_layout(bargap=0.15)
    chart.update_yaxes(tickformat="~s")
    return settled(chart, left=60, bottom=40)


def returns_over_days(curve: pd.DataFrame, most: int, named: dict[str, str]) -> go.Figure:
    """Draw what each campaign or creator earned so far, as a share of the cost, by days; ``named`` (key → label) stand out.

    ``curve``: group, age, back.
    """
    chart = figure(x=_("Days since the start"), y=_("Come back so far, share of cost"), height=400)
    faint = curve[~curve["group"].isin(named)].copy()
    if len(faint):
        gaps = faint.groupby("group", sort=False).tail(1).assign(back=np.nan)
        whole = pd.concat([faint, gaps]).sort_values(["group", "age"], kind="stable")
        chart.add_scatter(
            x=whole["age"],
            y=whole["back"],
            mode="lines",
            line={"color": FAINT, "width": 1.2, "shape": "hv"},
            hoverinfo="skip",
            name=_("Others"),
            connectgaps=False,
        )
    for place, (key, name) in enumerate(named.items()):
        part = curve[curve["group"] == key]
        chart.add_scatter(
            x=part["age"],
            y=part["back"],
            mode="lines",
            name=safe(name),
            line={"color": CATEGORICAL[place % len(CATEGORICAL)], "width": 2.2, "shape": "hv"},
            hovertemplate=_("day {day}: {share} of the cost", day="%{x}", share="%{y:.0%}") + f"<extra>{safe(name)}</extra>",
        )
    chart.add_hline(y=1, line={"color": NEUTRAL, "dash": "dot", "width": 1.5})
    chart.update_yaxes(tickformat=".0%", rangemode="tozero")
    chart.update_xaxes(range=[0, most], showgrid=False)
    chart.update_layout(legend={"x": 0, "xanchor": "left"})
    return settled(chart, left=60, bottom=52)


def fading(days: pd.DataFrame, half: float) -> go.Figure:
    """Draw orders by days since the post with the fitted decay (columns day, orders, expected); a line marks the half-life."""
    chart = figure(x=_("Days since the first post"), y=_("Orders"), height=360)
    chart.add_bar(
        x=days["day"],
        y=days["orders"],
        name=_("Orders"),
        marker={"color": FAINT, "line": {"width": 0}},
        hovertemplate="%{x}: %{y:,.0f}<extra></extra>",
    )
    chart.add_scatter(
        x=days["day"], y=days["expected"], mode="lines", name=_("Fitted"), line={"color": ACCENT, "width": 2.5}, hoverinfo="skip"
    )
    chart.add_vline(
        x=half,
        line={"color": CATEGORICAL[1], "dash": "dot", "width": 1.5},
        annotation_text=_("half"),
        annotation_position="top right",
    )
    chart.update_layout(bargap=0.1)
    return settled(chart, left=60, bottom=52)


def effect(cells: pd.DataFrame, overall: float, title: str) -> go.Figure:
    """Draw each weekday's or month's estimate with its 90 % range around the overall figure.

    ``cells``: short (name), estimate, low, high, raw, n; ``title``: the figure with its unit.
    """
    chart = figure(y=title, height=360)
    chart.add_scatter(
        x=cells["short"],
        y=cells["estimate"],
        mode="markers",
        name=_("Estimate, 90% range"),
        customdata=cells[["low", "high", "n"]],
        marker={"color": ACCENT, "size": 11},
        error_y=whiskers(cells["estimate"], cells["low"], cells["high"], ACCENT),
        hovertemplate=_(
            "{name}: {low} to {high}, n = {n}",
            name="%{x}",
            low="%{customdata[0]:,.3~s}",
            high="%{customdata[1]:,.3~s}",
            n="%{customdata[2]}",
        )
        + "<extra></extra>",
    )
    raw = {"symbol": "line-ew", "size": 12, "line": {"color": CATEGORICAL[1], "width": 2}}
    chart.add_scatter(x=cells["short"], y=cells["raw"], mode="markers", name=_("As measured"), marker=raw, hoverinfo="skip")
    chart.add_hline(y=overall, line={"color": NEUTRAL, "dash": "dot", "width": 1.5})
    chart.update_yaxes(tickformat="~s")
    chart.update_xaxes(type="category", showgrid=False)
    return settled(chart, left=64, bottom=40)


def quarter_by_quarter(table: pd.DataFrame) -> go.Figure:
    """Draw ROI per quarter: as measured (bars) and the estimate with its 90 % range (quarter, roi, estimate, low, high, n)."""
    chart = figure(y=_("ROI, percent of cost"), height=340)
    colours = [GAIN if value >= 0 else LOSS for value in table["roi"]]
    chart.add_bar(
        x=table["quarter"],
        y=table["roi"],
        name=_("As measured"),
        marker={"color": colours, "opacity": 0.45, "line": {"width": 0}},
        customdata=table["n"],
        hovertemplate="%{x}: %{y:.0%}, n = %{customdata}<extra></extra>",
    )
    chart.add_scatter(
        x=table["quarter"],
        y=table["estimate"],
        mode="markers",
        name=_("Estimate, 90% range"),
        marker={"color": ACCENT, "size": 10},
        error_y=whiskers(table["estimate"], table["low"], table["high"], ACCENT),
        hovertemplate="%{x}: %{y:.0%}<extra></extra>",
    )
    chart.update_yaxes(tickformat=".0%", zeroline=True, zerolinecolor=BAND)
    chart.update_xaxes(type="category", showgrid=False)
    return settled(chart, left=60, bottom=40)
