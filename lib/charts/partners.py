"""Charts of creator value: asked price against what a post is worth, fees by model, the programme's tiers."""

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from lib.charts.base import figure, safe, settled, whiskers
from lib.charts.palette import ACCENT, BAND, CATEGORICAL, DOUBTFUL, GAIN, LOSS, NEUTRAL
from lib.text import _

_LOOK = {"over": (LOSS, "triangle-up"), "fair": (DOUBTFUL, "circle"), "under": (GAIN, "triangle-down")}


def asked_and_worth(fees: pd.DataFrame, currency: str) -> go.Figure:
    """Draw each creator's asked price over the break-even fee, both logarithmic; above the line asks more than a post brings.

    ``fees``: label, asked, break_even, break_even_low, break_even_high, verdict ('over', 'fair', 'under').
    """
    chart = figure(
        x=_("Break-even fee per post, {currency}", currency=currency),
        y=_("Asked per post, {currency}", currency=currency),
        height=430,
    )
    floor, top = _bounds(fees)
    chart.add_scatter(
        x=[floor, top],
        y=[floor, top],
        mode="lines",
        line={"color": NEUTRAL, "dash": "dot"},
        name=_("Breaks even"),
        hoverinfo="skip",
    )
    told = _(
        "{name} asks {asked}; a post carries {fee} ({low} to {high})",
        name="<b>%{text}</b>",
        asked="%{y:,.0f}",
        fee="%{customdata[0]:,.0f}",
        low="%{customdata[1]:,.0f}",
        high="%{customdata[2]:,.0f}",
    )
    told += "<extra></extra>"
    names = {"over": _("Asks more"), "fair": _("Pays back"), "under": _("Beats the target")}
    for verdict, (colour, symbol) in _LOOK.items():
        part = fees[fees["verdict"] == verdict]
        if part.empty:
            continue
        chart.add_scatter(
            x=part["break_even"].clip(lower=floor),
            y=part["asked"],
            mode="markers",
            name=names[verdict],
            text=[safe(text) for text in part["label"]],
            customdata=part[["break_even", "break_even_low", "break_even_high"]],
            cliponaxis=False,
            hovertemplate=told,
            marker={"color": colour, "symbol": symbol, "size": 9, "opacity": 0.85},
        )
    span = [float(np.log10(floor)), float(np.log10(top))]
    chart.update_xaxes(type="log", range=span, dtick=1, tickformat="~s")
    chart.update_yaxes(type="log", range=span, dtick=1, tickformat="~s")
    return settled(chart, left=56, bottom=52)


def _bounds(fees: pd.DataFrame) -> tuple[float, float]:
    """Return the ends of both axes; break-even fees at or below 0 stand at the lower end."""
    asked = fees.loc[fees["asked"] > 0, "asked"]
    return float(asked.min()) * 0.5, max(float(asked.max()), float(fees["break_even"].max())) * 1.8


def models(table: pd.DataFrame, currency: str) -> go.Figure:
    """Draw per partnership model the fee paid against the break-even fee with its 90 % interval.

    ``table``: label, fee, break_even, low, high; most to gain first.
    """
    chart = figure(x=_("Per partnership, {currency}", currency=currency), height=120 + 38 * len(table))
    labels = [safe(label) for label in table["label"]]
    chart.add_scatter(
        x=table["break_even"],
        y=labels,
        mode="markers",
        name=_("Break-even fee, 90% range"),
        marker={"color": ACCENT, "size": 11},
        error_x=whiskers(table["break_even"], table["low"], table["high"], ACCENT),
        hovertemplate="%{y}: %{x:,.0f}<extra></extra>",
    )
    chart.add_scatter(
        x=table["fee"],
        y=labels,
        mode="markers",
        name=_("Fee paid"),
        hovertemplate="%{y}: %{x:,.0f}<extra></extra>",
        marker={"symbol": "line-ns", "size": 16, "line": {"color": CATEGORICAL[1], "width": 3}},
    )
    chart.update_yaxes(autorange="reversed", showgrid=False, type="category")
    chart.update_xaxes(tickformat="~s", zeroline=True, zerolinecolor=NEUTRAL)
    return chart


def ladder(tiers: pd.DataFrame) -> go.Figure:
    """Draw how many creators stand in each programme tier now and after the moves, over the published size.

    ``tiers``: label, now, then, low, high; tier 1 first.
    """
    chart = figure(x=_("Creators"), height=280)
    labels = [safe(label) for label in tiers["label"]]
    chart.add_bar(
        x=tiers["high"] - tiers["low"],
        base=tiers["low"],
        y=labels,
        orientation="h",
        width=0.8,
        name=_("Published size"),
        hoverinfo="skip",
        marker={"color": BAND, "line": {"color": ACCENT, "width": 1}},
    )
    for column, name, colour, symbol in (
        ("now", _("Now"), NEUTRAL, "circle-open"),
        ("then", _("After the moves"), ACCENT, "circle"),
    ):
        chart.add_scatter(
            x=tiers[column],
            y=labels,
            mode="markers",
            name=name,
            marker={"color": colour, "symbol": symbol, "size": 13, "line": {"width": 2}},
            hovertemplate="%{y}: %{x:,.0f}<extra>" + name + "</extra>",
        )
    chart.update_yaxes(autorange="reversed", showgrid=False, type="category")
    chart.update_xaxes(rangemode="tozero")
    return chart


def repeats(curve: pd.DataFrame) -> go.Figure:
    """Draw results per post by repeat, relative to a first booking, with the fitted line and its 90 % band.

    ``curve``: repeat (0 = first), n, measured, expected, low, high.
    """
    chart = figure(x=_("Partnership with the same creator"), y=_("Value per post, first partnership = 100%"), height=360)
    step = curve["repeat"] + 1
    band = {"mode": "lines", "line": {"width": 0}, "hoverinfo": "skip"}
    chart.add_scatter(x=step, y=curve["high"], showlegend=False, **band)
    chart.add_scatter(x=step, y=curve["low"], fill="tonexty", fillcolor=BAND, name=_("90% range"), **band)
    chart.add_scatter(
        x=step, y=curve["expected"], mode="lines", line={"color": ACCENT, "width": 2.5}, name=_("Expected"), hoverinfo="skip"
    )
    sizes = 7 + 14 * np.sqrt(curve["n"] / curve["n"].max())
    chart.add_scatter(
        x=step,
        y=curve["measured"],
        mode="markers",
        name=_("As measured, creators made comparable"),
        customdata=curve["n"],
        marker={"color": CATEGORICAL[1], "size": sizes, "opacity": 0.8},
        hovertemplate=_("Partnership {x}: {y}, n = {n}", x="%{x}", y="%{y:.0%}", n="%{customdata}") + "<extra></extra>",
    )
    chart.update_yaxes(tickformat=".0%", rangemode="tozero")
    chart.update_xaxes(dtick=1, showgrid=False)
    return settled(chart, left=60, bottom=52)


def customer_value(curve: pd.DataFrame, currency: str) -> go.Figure:
    """Draw money per customer by days since the first order with its 90 % band (columns day, revenue, low, high, at_risk)."""
    chart = figure(x=_("Days since the first order"), y=_("Net sales per customer, {currency}", currency=currency), height=360)
    band = {"mode": "lines", "line": {"width": 0}, "hoverinfo": "skip"}
    chart.add_scatter(x=curve["day"], y=curve["high"], showlegend=False, **band)
    chart.add_scatter(x=curve["day"], y=curve["low"], fill="tonexty", fillcolor=BAND, name=_("90% range"), **band)
    chart.add_scatter(
        x=curve["day"],
        y=curve["revenue"],
        mode="lines",
        line={"color": ACCENT, "width": 2.5},
        name=_("Per customer"),
        customdata=curve["at_risk"],
        hovertemplate=_("Day {x}: {y}, {n} customers still observed", x="%{x}", y="%{y:,.0f}", n="%{customdata:,.0f}")
        + "<extra></extra>",
    )
    for day in (30, 60, 90):
        chart.add_vline(x=day, line={"color": NEUTRAL, "dash": "dot", "width": 1})
    chart.update_yaxes(rangemode="tozero", tickformat="~s")
    chart.update_xaxes(tickvals=[0, 30, 60, 90, 120, 150, 180], showgrid=False)
    return settled(chart, left=60, bottom=52)


def costs(table: pd.DataFrame, usual: float, currency: str) -> go.Figure:
    """Draw cost per 1,000 engagements per creator with its 90 % range on a logarithmic axis, cheapest on top.

    ``table``: label, estimate, low, high, n; ``usual``: the average, a dotted line.
    """
    chart = figure(x=_("Cost per 1,000 engagements, {currency}", currency=currency), height=110 + 24 * len(table))
    chart.add_scatter(
        x=table["estimate"],
        y=[safe(label) for label in table["label"]],
        mode="markers",
        marker={
            "color": [
                GAIN if high < usual else LOSS if low > usual else NEUTRAL
                for low, high in zip(table["low"], table["high"], strict=True)
            ],
            "size": 10,
        },
        error_x=whiskers(table["estimate"], table["low"], table["high"], NEUTRAL, 1.5, 0),
        customdata=table[["low", "high", "n"]],
        hovertemplate=_(
            "{name}: {amount} ({low} to {high}), n = {n}",
            name="%{y}",
            amount="%{x:,.2f}",
            low="%{customdata[0]:,.2f}",
            high="%{customdata[1]:,.2f}",
            n="%{customdata[2]}",
        )
        + "<extra></extra>",
        showlegend=False,
    )
    chart.add_vline(x=usual, line={"color": NEUTRAL, "dash": "dot", "width": 1.5})  # no text: Plotly misplaces it on such an axis
    span = [np.log10(table["low"].min() * 0.8), np.log10(table["high"].max() * 1.25)]
    chart.update_xaxes(type="log", tickformat="~s", dtick="D2", range=span)
    chart.update_yaxes(autorange="reversed", showgrid=False, type="category", dtick=1)
    return chart
