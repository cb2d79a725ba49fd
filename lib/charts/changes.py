"""The charts of two compared files: how a sum came from before to after, and who moved most."""

import pandas as pd
import plotly.graph_objects as go

from lib.charts.base import figure, safe
from lib.charts.palette import ACCENT, CATEGORICAL, NEUTRAL
from lib.text import _

_FALL = CATEGORICAL[1]
NOTHING = "\u200b"  # tells equal names apart and is not seen


def way(sums: pd.Series, unit: str) -> go.Figure:
    """Draw how a sum came from the older file to the newer (index before, added, gone, changed, after)."""
    names = {
        "before": _("Before"), "added": _("Rows added"), "gone": _("Rows gone"), "changed": _("Rows changed"), "after": _("After"),
    }  # fmt: skip
    steps = {**sums[list(names)].to_dict(), "gone": -sums["gone"]}
    chart = figure(x=unit, height=240)
    reached = 0.0
    for step, amount in steps.items():
        whole = step in ("before", "after")
        colour = NEUTRAL if step == "before" else ACCENT if whole or amount >= 0 else _FALL
        chart.add_bar(
            y=[names[step]], x=[amount], base=[0.0 if whole else reached], orientation="h", showlegend=False,
            marker={"color": colour, "line": {"width": 0}}, hovertemplate="%{y}: %{x:,.2~f}<extra></extra>",
        )  # fmt: skip
        reached = amount if step == "before" else reached + amount
    chart.update_layout(barmode="overlay", bargap=0.3)
    chart.update_yaxes(categoryorder="array", categoryarray=list(names.values())[::-1], showgrid=False)
    chart.update_xaxes(tickformat="~s", zeroline=True, zerolinecolor=NEUTRAL)
    return chart


def largest_moves(rows: pd.DataFrame, title: str, tickformat: str) -> go.Figure:
    """Draw the largest changes, first on top (columns label, before, after, difference); rises and falls differ in colour."""
    chart = figure(x=title, height=90 + 26 * len(rows))
    labels = [f"{safe(label)}{NOTHING * i}" for i, label in enumerate(rows["label"])]  # equal names keep bars of their own
    for up, colour, name in ((True, ACCENT, _("Rose")), (False, _FALL, _("Fell"))):
        here = (rows["difference"] > 0).to_numpy() == up
        if here.any():
            chart.add_bar(
                y=[label for label, shown in zip(labels, here, strict=True) if shown], x=rows.loc[here, "difference"],
                orientation="h", name=name, marker={"color": colour, "line": {"width": 0}},
                customdata=rows.loc[here, ["before", "after"]],
                hovertemplate="%{y}: %{customdata[0]:,.6~g} → %{customdata[1]:,.6~g}<extra></extra>",
            )  # fmt: skip
    chart.update_yaxes(categoryorder="array", categoryarray=labels[::-1], showgrid=False)
    chart.update_xaxes(tickformat=tickformat, zeroline=True, zerolinecolor=NEUTRAL)
    chart.update_layout(barmode="overlay", bargap=0.3)
    return chart
