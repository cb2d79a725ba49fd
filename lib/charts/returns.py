"""The charts of the returns page: the way from sales to profit, and who returned what."""

import pandas as pd
import plotly.graph_objects as go

from lib.charts.base import figure, safe, settled, whiskers
from lib.charts.palette import ACCENT, DOUBTFUL, GAIN, LOSS, NEUTRAL
from lib.text import _

LETTER = 7  # pixels that a letter of an axis takes at most on average
_ESTIMATED = {"shape": "/", "fillmode": "overlay", "fgcolor": "white", "fgopacity": 0.6, "solidity": 0.25}


def waterfall(steps: pd.DataFrame, currency: str) -> go.Figure:
    """Draw the way from sales to profit, top to bottom (columns step, amount, kind, estimated; money in ``currency``).

    Estimated steps are hatched; what is added, taken off and left differs in colour and direction.
    """
    chart = figure(x=_("{currency}", currency=currency), height=110 + 30 * len(steps))
    start = steps["amount"].cumsum().shift(fill_value=0).where(steps["kind"] != "total", 0)
    colours = {"value": GAIN, "cost": LOSS, "total": ACCENT}
    names = {"value": _("Came back"), "cost": _("Was spent or given back"), "total": _("Profit")}
    for kind, estimated in steps[["kind", "estimated"]].drop_duplicates().itertuples(index=False):
        rows = (steps["kind"] == kind) & (steps["estimated"] == estimated)
        name = _("{name}, estimated", name=names[kind]) if estimated else names[kind]
        chart.add_bar(
            y=steps.loc[rows, "step"],
            x=steps.loc[rows, "amount"],
            base=start[rows],
            orientation="h",
            name=name,
            marker={"color": colours[kind], "pattern": _ESTIMATED if estimated else {}, "line": {"width": 0}},
            hovertemplate=f"%{{y}}: %{{x:,.0f}} {currency}<extra>{name}</extra>",
        )
    chart.update_layout(barmode="overlay", bargap=0.3)
    chart.update_yaxes(categoryorder="array", categoryarray=steps["step"].tolist()[::-1], showgrid=False)
    chart.update_xaxes(tickformat="~s", zeroline=True, zerolinecolor=NEUTRAL, zerolinewidth=1)
    widest = max((len(str(step)) for step in steps["step"]), default=0)
    return settled(chart, left=16 + LETTER * widest)


def ranking(groups: pd.DataFrame, metric: str, title: str, target: float | None = None) -> go.Figure:
    """Draw one bar per group, with the steady estimate and its 90 % interval (columns label, <metric>, estimate, low, high).

    ``title`` is the axis title with its unit; ROI is drawn in percent, ROAS in times; ``target`` is a line to reach.
    """
    percent = metric != "roas"
    chart = figure(x=title, height=max(260, 64 + 24 * len(groups)))
    rows = groups.iloc[::-1]
    labels = [safe(label) for label in rows["label"]]
    unit = "%{x:.0%}" if percent else "%{x:.2f}×"
    chart.add_bar(
        y=labels,
        x=rows[metric],
        orientation="h",
        name=_("As reported"),
        marker={"color": [GAIN if value >= (0 if percent else 1) else LOSS for value in rows[metric]], "line": {"width": 0}},
        hovertemplate=f"%{{y}}: {unit}<extra></extra>",
    )
    known = rows["estimate"].notna()
    chart.add_scatter(
        y=[label for label, keep in zip(labels, known, strict=True) if keep],
        x=rows.loc[known, "estimate"],
        mode="markers",
        name=_("Steady estimate, 90% interval"),
        marker={"color": DOUBTFUL, "symbol": "diamond", "size": 8, "line": {"color": "#FFFFFF", "width": 1}},
        error_x=whiskers(rows.loc[known, "estimate"], rows.loc[known, "low"], rows.loc[known, "high"], DOUBTFUL, 1.5, 3),
        hovertemplate=f"%{{y}}: {unit}<extra>{_('Steady estimate')}</extra>",
    )
    if target is not None:
        chart.add_vline(
            x=target, line={"color": NEUTRAL, "dash": "dot", "width": 1.5}, annotation_text=_("target"), annotation_position="top"
        )
    chart.update_xaxes(
        tickformat=".0%" if percent else None, ticksuffix="" if percent else "×", zeroline=True, zerolinecolor=NEUTRAL
    )
    chart.update_yaxes(showgrid=False, categoryorder="array", categoryarray=labels)
    chart.update_layout(bargap=0.35)
    return chart
