"""The overview's one chart: what each month's partnerships cost and brought back."""

import pandas as pd
import plotly.graph_objects as go

from lib.charts.base import figure, settled
from lib.charts.palette import ACCENT, NEUTRAL
from lib.text import _

HATCHED = {"shape": "/", "fillmode": "overlay", "fgcolor": "white", "fgopacity": 0.6, "solidity": 0.25}


def cost_and_value(months: pd.DataFrame, currency: str) -> go.Figure:
    """Draw cost beside value per month (columns month, cost, value, n; money in ``currency``)."""
    chart = figure(x=_("Month in which the partnerships began"), y=_("{currency} per month", currency=currency), height=320)
    counted = _("{count} partnerships", count="%{customdata}")
    hover = f"%{{x|%b %Y}}<br>%{{y:,.0f}} {currency}<br>{counted}<extra>%{{fullData.name}}</extra>"
    for name, column, colour, texture in ((_("Cost"), "cost", NEUTRAL, HATCHED), (_("Value brought back"), "value", ACCENT, {})):
        marker = {"color": colour, "pattern": texture, "line": {"width": 0}}
        money = months[column]
        chart.add_bar(x=months["month"], y=money, name=name, customdata=months["n"], hovertemplate=hover, marker=marker)
    months_apart = "M1" if len(months) <= 6 else "M3"
    chart.update_layout(
        barmode="group", bargap=0.3, bargroupgap=0.08,
        xaxis={"showgrid": False, "tickformat": "%b\n%Y", "dtick": months_apart}, yaxis={"rangemode": "tozero", "tickformat": "~s"},
    )  # fmt: skip
    return settled(chart, bottom=64)
