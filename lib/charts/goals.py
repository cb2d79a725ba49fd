"""Charts of goals: progress against targets, the way from a goal to its creators, channels beside each other."""

import pandas as pd
import plotly.graph_objects as go

from lib.charts.base import figure, safe, settled
from lib.charts.palette import ACCENT, BAND, DOUBTFUL, GAIN, LOSS, NEUTRAL, SEQUENTIAL
from lib.text import _

_COLOURS = {"reached": GAIN, "on track": GAIN, "open": DOUBTFUL, "behind": LOSS}
_MOST = 2.0  # of the target, drawn


def progress(rows: pd.DataFrame, gone: float) -> go.Figure:
    """Draw each KPI's actual and expected end as shares of its target; a line marks the share of the time gone.

    ``rows``: label, actual, end, end_low, end_high (all as shares of the target), state, hover.
    """
    chart = figure(x=_("Share of the target"), height=max(220, 110 + 44 * len(rows)))
    labels = [safe(label) for label in rows["label"]]
    chart.add_bar(
        y=labels,
        x=rows["actual"].clip(upper=_MOST),
        orientation="h",
        width=0.5,
        name=_("So far"),
        text=rows["hover"].map(safe),
        marker={"color": [_COLOURS[state] for state in rows["state"]], "line": {"width": 0}},
        textposition="none",
        hovertemplate="%{text}<extra></extra>",
    )
    known = rows["end"].notna()
    ends = rows[known]
    chart.add_scatter(
        y=[label for label, keep in zip(labels, known, strict=True) if keep],
        x=ends["end"].clip(upper=_MOST),
        mode="markers",
        name=_("Expected end, 90% range"),
        marker={"symbol": "diamond", "size": 10, "color": NEUTRAL},
        hoverinfo="skip",
        error_x={
            "type": "data",
            "array": (ends["end_high"].clip(upper=_MOST) - ends["end"].clip(upper=_MOST)).clip(lower=0),
            "arrayminus": (ends["end"].clip(upper=_MOST) - ends["end_low"].clip(upper=_MOST)).clip(lower=0),
            "color": NEUTRAL,
            "thickness": 2,
            "width": 4,
        },
    )
    chart.add_vline(x=1, line={"color": NEUTRAL, "width": 1.5}, annotation_text=_("target"), annotation_position="top")
    if 0 < gone < 1:
        chart.add_vline(
            x=gone, line={"color": NEUTRAL, "dash": "dot", "width": 1.5}, annotation_text=_("today"), annotation_position="bottom"
        )
    chart.update_xaxes(tickformat=".0%", rangemode="tozero")
    chart.update_yaxes(autorange="reversed", showgrid=False, type="category")
    chart.update_layout(legend={"y": 1.12})
    return chart


def cascade(steps: pd.DataFrame) -> go.Figure:
    """Draw what a goal needs as a funnel from the goal down (columns label, text, hover; the goal first)."""
    count = len(steps)
    shades = [SEQUENTIAL[3 + round(5 * place / max(count - 1, 1))] for place in range(count)]
    widths = [1 - 0.55 * place / max(count - 1, 1) for place in range(count)]
    chart = figure(height=90 + 58 * count)
    chart.add_funnel(
        y=[safe(label) for label in steps["label"]],
        x=widths,
        text=[safe(text) for text in steps["text"]],
        textinfo="text",
        textposition="inside",
        marker={"color": shades, "line": {"width": 0}},
        connector={"line": {"width": 0}, "fillcolor": BAND},
        hovertext=[safe(text) for text in steps["hover"]],
        hoverinfo="text",
        showlegend=False,
        textfont={"color": ["#06302F" if place < count / 2 else "#FFFFFF" for place in range(count)], "size": 14},
    )
    chart.update_xaxes(visible=False)
    chart.update_yaxes(showgrid=False)
    return settled(chart, left=132, bottom=16)


def channels(table: pd.DataFrame, currency: str) -> go.Figure:
    """Draw the cost of a customer per channel as ranges; the own one with its estimate (columns label, low, high, middle)."""
    chart = figure(x=_("Cost of a new customer, {currency}", currency=currency), height=110 + 44 * len(table))
    labels, own = [safe(label) for label in table["label"]], table["middle"].notna()
    chart.add_bar(
        y=labels,
        x=table["high"] - table["low"],
        base=table["low"],
        orientation="h",
        width=0.42,
        showlegend=False,
        marker={
            "color": [ACCENT if mine else BAND for mine in own],
            "line": {"color": ACCENT, "width": 1},
            "opacity": [0.55 if mine else 1.0 for mine in own],
        },
        customdata=table[["low", "high"]],
        hovertemplate="%{y}: %{customdata[0]:,.0f}–%{customdata[1]:,.0f}<extra></extra>",
    )
    chart.add_scatter(
        y=[label for label, mine in zip(labels, own, strict=True) if mine],
        x=table.loc[own, "middle"],
        mode="markers",
        showlegend=False,
        marker={"color": ACCENT, "size": 13, "symbol": "diamond"},
        hovertemplate="%{x:,.2f}<extra></extra>",
    )
    chart.update_yaxes(autorange="reversed", showgrid=False, type="category")
    chart.update_xaxes(rangemode="tozero")
    return chart
