"""The chart of a roster: what each creator costs and is expected to bring, who is in and who is out."""

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from lib.charts.base import figure, safe, settled
from lib.charts.palette import FAINT, NEUTRAL

ORANGE = "#D9822B"
TEAL = "#1F8A8A"
_DEEPEST = 1e4  # times less than the best: creators expected to bring even less lie below the picture
DRAWN = 3_000  # points of those left out at most; the best first


def value_for_money(frame: pd.DataFrame, price: float, axes: tuple[str, str], names: tuple[str, str, str]) -> go.Figure:
    """Draw cost against expected value on logarithmic axes: filled in, open out; the line is where money is worth its while.

    ``frame`` has chosen, cost, value, text (hover); ``price`` is the value that the last unit of money returns (the line),
    ``names`` those of in, out and line.
    """
    chart = figure(x=axes[0], y=axes[1], height=380)
    known = frame[(frame["cost"] > 0) & (frame["value"] > 0)]
    out = known[~known["chosen"]].sort_values("value", ascending=False, kind="stable").head(DRAWN)
    looks = {
        names[1]: {"color": NEUTRAL, "symbol": "circle-open", "size": 6, "opacity": 0.6},
        names[0]: {"color": TEAL, "symbol": "circle", "size": 9, "line": {"width": 1, "color": "#FFFFFF"}},
    }
    for part, (name, look) in zip((out, known[known["chosen"]]), looks.items(), strict=True):
        chart.add_scatter(
            x=part["cost"].to_numpy(), y=part["value"].to_numpy(), mode="markers", name=name, marker=look,
            text=[safe(text) for text in part["text"]], hovertemplate="%{text}<extra></extra>",
        )  # fmt: skip
    if price > 0 and len(known):
        ends = np.array([known["cost"].min(), known["cost"].max()])
        line = {"color": ORANGE, "width": 2, "dash": "dash"}
        chart.add_scatter(x=ends, y=ends * price, mode="lines", name=names[2], line=line, hoverinfo="skip")
        low, high = known["value"].max() / _DEEPEST, max(known["value"].max(), ends[1] * price)
        chart.update_yaxes(range=np.log10([max(low, known["value"].min()) / 1.5, high * 1.5]).tolist())
    for axis in (chart.update_xaxes, chart.update_yaxes):
        axis(type="log", tickformat="~s", dtick=1 if len(known) and np.ptp(np.log10(known["cost"])) > 1 else None, gridcolor=FAINT)
    return settled(chart)
