"""Up to five creators side by side: their scores with intervals, and their signs against the range of peers."""

from textwrap import wrap

import pandas as pd
import plotly.graph_objects as go

from lib.charts.base import figure, safe
from lib.charts.palette import CATEGORICAL, FAINT
from lib.text import _

MOST = 5
SYMBOLS = ("circle", "square", "diamond", "triangle-up", "x")
LABEL_WIDTH = 20  # letters
FURTHEST = (-2.0, 6.0)  # peer spreads drawn


def scores(creators: pd.DataFrame) -> go.Figure:
    """Draw each creator's score with its 80% interval (columns label, authenticity, low, high; in the order given)."""
    labels = [safe(label) for label in creators["label"]]
    chart = figure(x=_("Authenticity score, 0 to 100"), height=110 + 34 * len(labels))
    for place, (label, row) in enumerate(zip(labels, creators.to_dict("records"), strict=True)):
        spread = {"type": "data", "array": [row["high"] - row["authenticity"]], "arrayminus": [row["authenticity"] - row["low"]]}
        chart.add_scatter(
            x=[row["authenticity"]], y=[label], error_x={**spread, "thickness": 2, "width": 5}, mode="markers", name=label,
            marker={"color": CATEGORICAL[place], "symbol": SYMBOLS[place], "size": 12},
            hovertemplate="%{y}: %{x:.0f} (" + f"{row['low']:.0f}–{row['high']:.0f}" + ")<extra></extra>",
        )  # fmt: skip
    chart.update_xaxes(range=[0, 100], tickvals=[0, 20, 40, 60, 80, 100])
    chart.update_yaxes(showgrid=False, categoryorder="array", categoryarray=labels[::-1])
    chart.update_layout(showlegend=False)
    return chart


def against_peers(signs: pd.DataFrame) -> go.Figure:
    """Draw the signs of several creators against the range of 8 in 10 peers, one bar per sign, in peer spreads.

    ``signs``: creator (label), label (of the sign), text, severity (peer spreads toward the suspicious side); signs and
    creators stand in the order of their first row.
    """
    names = [_block(label) for label in signs["label"].drop_duplicates()]
    chart = figure(x=_("Distance from peers, further right is worse"), height=150 + 36 * len(names))
    chart.add_bar(
        y=names, x=[2.56] * len(names), base=[-1.28] * len(names), orientation="h", width=0.62, marker={"color": FAINT},
        hoverinfo="skip", name=_("8 in 10 peers"),
    )  # fmt: skip
    for place, (creator, part) in enumerate(signs.groupby("creator", sort=False)):
        chart.add_scatter(
            y=[_block(label) for label in part["label"]], x=part["severity"].clip(*FURTHEST), mode="markers", name=safe(creator),
            text=[safe(text) for text in part["text"]], hovertemplate="%{text}<extra>" + safe(creator) + "</extra>",
            marker={"color": CATEGORICAL[place], "symbol": SYMBOLS[place], "size": 11, "opacity": 0.9},
        )  # fmt: skip
    most = max(3.0, float(signs["severity"].clip(upper=FURTHEST[1]).max()) + 0.3) if len(signs) else 3.0
    chart.update_xaxes(range=[-2.2, most], tickvals=[-1.28, 0, 1.28, 2.5], ticktext=["", _("typical"), "", _("rare")])
    chart.update_yaxes(showgrid=False, categoryorder="array", categoryarray=names[::-1])
    chart.update_layout(legend={"x": 0, "xanchor": "left"})
    return chart


def _block(label: str) -> str:
    return "<br>".join(wrap(label[:1].upper() + label[1:], LABEL_WIDTH))
