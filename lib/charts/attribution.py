"""The charts of the attribution page: floor and full estimate, overlaps, windows, touch models, one code, branded search."""

import numpy as np
import pandas as pd
import plotly.graph_objects as go
from plotly.subplots import make_subplots

from lib.charts.base import figure, safe
from lib.charts.palette import ACCENT, BAND, CATEGORICAL, DOUBTFUL, FAINT, NEUTRAL, SUSPICIOUS
from lib.text import _

_HATCHED = {"shape": "/", "fillmode": "overlay", "fgcolor": "white", "fgopacity": 0.6, "solidity": 0.25}
_PIECES = {  # colour, hatched (an estimate or in doubt)
    "direct": (ACCENT, False), "doubt": (SUSPICIOUS, True), "outside": (DOUBTFUL, False), "survey": (CATEGORICAL[2], False),
    "search": (CATEGORICAL[3], True),
}  # fmt: skip
_SYMBOLS = ("circle", "square", "diamond", "triangle-up", "x")


def floor_and_full(pieces: pd.DataFrame, names: dict[str, str], currency: str) -> go.Figure:
    """Draw the conservative floor above the full estimate and the pieces between (columns piece, revenue, level)."""
    chart = figure(x=_("Net sales, {currency}", currency=currency), height=270)
    full, floor = _("Full estimate"), _("Cautious floor")
    for row in pieces[pieces["revenue"] != 0].itertuples():
        colour, hatched = _PIECES[row.piece]
        bars = [full, floor] if row.level == "floor" else [full]
        chart.add_bar(
            y=bars, x=[row.revenue] * len(bars), orientation="h", name=names[row.piece],
            marker={"color": colour, "pattern": _HATCHED if hatched else {}, "line": {"width": 0}},
            hovertemplate=f"%{{x:,.0f}} {currency}<extra>{names[row.piece]}</extra>",
        )  # fmt: skip
    chart.update_layout(barmode="relative", bargap=0.35, legend={"y": -0.55, "yanchor": "top", "x": 0, "xanchor": "left"})
    chart.update_yaxes(showgrid=False, categoryorder="array", categoryarray=[full, floor])
    chart.update_xaxes(tickformat="~s")
    return chart


def upset(combinations: pd.DataFrame, methods: dict[str, str], currency: str) -> go.Figure:
    """Draw net sales per combination of methods as bars over a matrix of dots; hatched: not counted.

    Columns: a flag per key of ``methods`` (method → what to call it), methods (text), revenue, orders, counted.
    """
    used = {name: label for name, label in methods.items() if combinations[name].any()}
    chart = make_subplots(rows=2, cols=1, shared_xaxes=True, row_heights=[0.62, 0.38], vertical_spacing=0.03)
    chart.update_layout(figure(height=250 + 32 * len(used)).layout)
    place = np.arange(len(combinations))
    hover = f"%{{customdata[0]}}<br>%{{y:,.0f}} {currency}, %{{customdata[1]:,.0f}} {_('orders')}"
    for counted, name in ((True, _("Counted")), (False, _("Not counted"))):
        rows = (combinations["counted"] == counted).to_numpy()
        if rows.any():
            chart.add_bar(
                x=place[rows], y=combinations["revenue"][rows], name=name, row=1, col=1,
                customdata=combinations[["methods", "orders"]][rows], hovertemplate=hover + f"<extra>{name}</extra>",
                marker={"color": ACCENT if counted else NEUTRAL, "pattern": {} if counted else _HATCHED, "line": {"width": 0}},
            )  # fmt: skip
    _matrix(chart, combinations, used, place)
    title = _("Net sales, {currency}", currency=currency)
    chart.update_yaxes(title={"text": title}, tickformat="~s", gridcolor=FAINT, row=1, col=1)
    chart.update_layout(bargap=0.35, margin={"l": 8, "r": 8, "t": 12, "b": 8})
    return chart


def _matrix(chart: go.Figure, combinations: pd.DataFrame, used: dict[str, str], place: np.ndarray) -> None:
    order = list(used)[::-1]
    for level, name in enumerate(order):
        on = combinations[name].to_numpy(dtype=bool)
        colours = np.where(on, ACCENT, FAINT)
        chart.add_scatter(
            x=place, y=np.full(len(place), level), mode="markers", marker={"size": 12, "color": colours.tolist()}, showlegend=False,
            hovertext=combinations["methods"], hoverinfo="text", row=2, col=1,
        )  # fmt: skip
    for column, row in enumerate(combinations[order].to_numpy(dtype=bool)):
        levels = np.flatnonzero(row)
        if len(levels) > 1:
            chart.add_scatter(
                x=[column, column], y=[levels[0], levels[-1]], mode="lines", line={"color": ACCENT, "width": 3}, showlegend=False,
                hoverinfo="skip", row=2, col=1,
            )  # fmt: skip
    labels = [used[name] for name in order]
    ticks = {"tickvals": list(range(len(order))), "ticktext": labels, "range": [-0.6, len(order) - 0.4]}
    chart.update_yaxes(**ticks, showgrid=False, zeroline=False, row=2, col=1)
    chart.update_xaxes(showticklabels=False, showgrid=False, zeroline=False)


def days_after(by_day: pd.DataFrame, window: int | None, currency: str) -> go.Figure:
    """Draw net sales by days since the last post or click (columns day, revenue); those outside the window in another colour."""
    chart = figure(x=_("Days since the last post or click"), y=_("Net sales, {currency}", currency=currency), height=300)
    inside = np.ones(len(by_day), dtype=bool) if window is None else (by_day["day"] <= window).to_numpy()
    for here, name, colour in ((inside, _("Inside the window"), ACCENT), (~inside, _("Outside"), DOUBTFUL)):
        if here.any():
            chart.add_bar(
                x=by_day["day"][here], y=by_day["revenue"][here], name=name, marker={"color": colour, "line": {"width": 0}},
                hovertemplate=f"%{{x}} {_('days')}: %{{y:,.0f}} {currency}<extra></extra>",
            )  # fmt: skip
    if window is not None:
        chart.add_vline(x=window + 0.5, line={"color": NEUTRAL, "dash": "dot", "width": 1.5})
    chart.update_yaxes(tickformat="~s")
    return chart.update_layout(bargap=0.15)


def by_model(table: pd.DataFrame, models: dict[str, str], currency: str) -> go.Figure:
    """Draw what each touch model credits to each creator beyond the last touch (columns label and one per key of ``models``)."""
    rows = table.iloc[::-1]
    chart = figure(x=_("More or less than by last touch, {currency}", currency=currency), height=110 + 30 * len(rows))
    labels = [safe(label) for label in rows["label"]]
    shares = rows[list(models)].sub(rows["last"], axis=0)
    for label, low, high in zip(labels, shares.min(axis=1), shares.max(axis=1), strict=True):
        chart.add_scatter(
            x=[low, high], y=[label, label], mode="lines", line={"color": FAINT, "width": 6}, showlegend=False, hoverinfo="skip"
        )
    for position, (name, title) in enumerate(models.items()):
        chart.add_scatter(
            x=shares[name], y=labels, mode="markers", name=title,
            marker={"symbol": _SYMBOLS[position % len(_SYMBOLS)], "size": 9, "color": CATEGORICAL[position]},
            customdata=rows[name], hovertemplate=f"%{{y}}: %{{customdata:,.0f}} {currency} (%{{x:+,.0f}})<extra>{title}</extra>",
        )  # fmt: skip
    chart.update_yaxes(showgrid=False, categoryorder="array", categoryarray=labels)
    chart.update_xaxes(tickformat="~s", zeroline=True, zerolinecolor=NEUTRAL)
    return chart


def redemptions_by_day(by_day: pd.DataFrame, posts: list[pd.Timestamp], every: str) -> go.Figure:
    """Draw a code's uses per period (columns date, kept, doubt; ``every`` names it) with the days of its posts as lines."""
    chart = figure(y=_("Uses per {period}", period=every), height=300)
    for column, name, colour, hatched in (("kept", _("Ordinary"), ACCENT, False), ("doubt", _("In doubt"), SUSPICIOUS, True)):
        chart.add_bar(
            x=by_day["date"], y=by_day[column], name=name,
            marker={"color": colour, "pattern": _HATCHED if hatched else {}, "line": {"width": 0}},
            hovertemplate=f"%{{x|%Y-%m-%d}}: %{{y:.1f}}<extra>{name}</extra>",
        )  # fmt: skip
    for day in posts:
        chart.add_vline(x=day.timestamp() * 1000, line={"color": NEUTRAL, "dash": "dot", "width": 1.5})
    if posts:
        first = min(posts).timestamp() * 1000
        chart.add_annotation(x=first, y=1, yref="paper", text=_("post"), showarrow=False, xanchor="left", yanchor="bottom")
    return chart.update_layout(barmode="stack", bargap=0.1)


def search_baseline(days: pd.DataFrame, start: pd.Timestamp, end: pd.Timestamp) -> go.Figure:
    """Draw searches against the baseline and its range (columns date, searches, expected, low, high); the campaign shaded."""
    chart = figure(y=_("Brand searches per period"), height=340)
    edge = {"mode": "lines", "line": {"width": 0}, "hoverinfo": "skip", "showlegend": False}
    chart.add_scatter(x=days["date"], y=days["high"], **edge)
    chart.add_scatter(
        x=days["date"], y=days["low"], mode="lines", line={"width": 0}, fill="tonexty", fillcolor=BAND, hoverinfo="skip",
        name=_("90% range of a day"),
    )  # fmt: skip
    chart.add_scatter(
        x=days["date"], y=days["expected"], mode="lines", name=_("Baseline"), line={"color": NEUTRAL, "dash": "dash", "width": 2},
        hovertemplate="%{x|%Y-%m-%d}: %{y:,.0f}<extra></extra>",
    )  # fmt: skip
    chart.add_scatter(
        x=days["date"], y=days["searches"], mode="lines+markers", name=_("Searches"), line={"color": ACCENT, "width": 2},
        marker={"size": 4}, hovertemplate="%{x|%Y-%m-%d}: %{y:,.0f}<extra></extra>",
    )  # fmt: skip
    chart.add_vrect(x0=start, x1=end + pd.Timedelta(days=1), fillcolor=DOUBTFUL, opacity=0.12, line_width=0, layer="below")
    return chart.update_yaxes(rangemode="tozero", tickformat="~s")
