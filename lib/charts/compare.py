"""Charts of a comparison: heatmap of two groupings, intervals of one, and size against result."""

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from lib.charts.base import figure, safe
from lib.charts.palette import ACCENT, BAND, CATEGORICAL, NEUTRAL, SEQUENTIAL, scale
from lib.text import _

_PALE = "rgba(124, 138, 138, 0.12)"
_DARK, _LIGHT = "#06302F", "#FFFFFF"
_BINS = 60
_SMOOTH = np.hanning(11)[1:-1] / np.hanning(11)[1:-1].sum()


def heatmap(cells: pd.DataFrame, row_title: str, column_title: str, lower_is_better: bool, dark: bool = False) -> go.Figure:
    """Draw cells as squares, better = further from the background, faint where n is small; each is a point to click.

    ``cells``: row, column (labels in order), estimate, text (figure as written), n, solid (bool), hover, position (customdata).
    """
    rows, columns = list(dict.fromkeys(cells["row"])), _in_order(cells)
    size, tall = (13, 62) if len(columns) <= 8 and len(rows) <= 8 else (10, 40)
    chart = figure(x=column_title, y=row_title, height=max(280, tall * len(rows) + 90))
    told = cells["text"].astype("str") + ("<br>" + cells["small"].astype("str") if size > 10 else "")
    cells = cells.assign(told=told if len(columns) <= 14 else "")
    cells = cells.assign(shade=_shade(cells["estimate"].where(cells["solid"]), lower_is_better))
    grid = cells.set_index(["row", "column"])["shade"].unstack("column").reindex(index=rows, columns=columns)  # noqa: PD010
    seen = pd.crosstab(cells["row"], cells["column"]).reindex(index=rows, columns=columns).to_numpy() > 0
    x, y = [safe(column) for column in columns], [safe(row) for row in rows]
    ramp = SEQUENTIAL[::-1] if dark else SEQUENTIAL
    common = {"x": x, "y": y, "showscale": False, "hoverinfo": "skip", "xgap": 3, "ygap": 3}
    chart.add_heatmap(z=np.where(seen & grid.isna(), 1.0, np.nan), colorscale=[(0, _PALE), (1, _PALE)], **common)
    chart.add_heatmap(z=grid.to_numpy(), colorscale=scale(ramp), zmin=0, zmax=1, **common)
    for part, colour in _by_contrast(cells, dark):
        chart.add_scatter(
            x=part["column"].map(safe), y=part["row"].map(safe), mode="markers+text", text=part["told"],
            textfont={"size": size} if colour is None else {"size": size, "color": colour}, customdata=part["position"],
            marker={"size": tall - 8, "symbol": "square", "color": "rgba(0,0,0,0)", "line": {"width": 0}},
            hovertext=part["hover"], hoverinfo="text", showlegend=False,
            selected={"marker": {"opacity": 1}}, unselected={"marker": {"opacity": 1}, "textfont": {"color": colour or NEUTRAL}},
        )  # fmt: skip
    chart.update_xaxes(side="top", showgrid=False, fixedrange=True, type="category", categoryarray=x)
    chart.update_yaxes(autorange="reversed", showgrid=False, fixedrange=True, type="category", categoryarray=y)
    chart.update_layout(dragmode=False, hovermode="closest", clickmode="event+select")
    return chart


def _in_order(cells: pd.DataFrame) -> list[str]:
    ranked = cells.drop_duplicates("column").sort_values("column_rank", kind="stable")
    return list(ranked["column"])


def _shade(estimate: pd.Series, lower_is_better: bool) -> pd.Series:
    """Return 0–1, 1 = best; on a logarithmic scale when the figures span more than five-fold."""
    known = estimate.dropna()
    if known.empty:
        return estimate
    if known.min() > 0 and known.max() > 5 * known.min():
        estimate = np.log(estimate)
    span = estimate.max() - estimate.min()
    shade = (estimate - estimate.min()) / span if span > 0 else estimate * 0 + 0.5
    return 1 - shade if lower_is_better else shade


def _by_contrast(cells: pd.DataFrame, dark: bool) -> list[tuple[pd.DataFrame, str | None]]:
    """Split cells by the text colour that reads on their shade; None = the theme's own (faint cells)."""
    deep = cells["shade"] < 0.55 if dark else cells["shade"] >= 0.45
    faint = cells["shade"].isna()
    parts = [(cells[faint], None), (cells[~deep & ~faint], _DARK), (cells[deep & ~faint], _LIGHT)]
    return [(part, colour) for part, colour in parts if len(part)]


def intervals(cells: pd.DataFrame, title: str, tickformat: str) -> go.Figure:
    """Draw each cell's estimate with its 90 % interval, raw figure and published range, in the order given (first on top).

    ``cells``: name, estimate, low, high, raw, benchmark_low, benchmark_high, n, solid, hover, position.
    """
    chart = figure(x=title, height=max(240, 34 * len(cells) + 100))
    labels = cells["name"].map(safe)
    ranges = cells[cells["benchmark_low"].notna()]
    if len(ranges):
        top = ranges["benchmark_high"].replace(np.inf, np.nan).fillna(cells[["high", "estimate"]].max(axis=1).max())
        chart.add_bar(
            x=(top - ranges["benchmark_low"]).clip(lower=0), base=ranges["benchmark_low"], y=ranges["name"].map(safe),
            marker={"color": BAND, "line": {"color": ACCENT, "width": 1}}, width=0.62, orientation="h", hoverinfo="skip",
            name=_("Published range"),
        )  # fmt: skip
    solid = cells["solid"]
    for part, colour, name in ((cells[solid], ACCENT, _("Estimate")), (cells[~solid], NEUTRAL, _("Estimate, few data"))):
        if part.empty:
            continue
        chart.add_scatter(
            x=part["estimate"], y=part["name"].map(safe), mode="markers", name=name, customdata=part["position"],
            marker={"color": colour, "size": 11}, hovertext=part["hover"], hoverinfo="text",
            error_x={"type": "data", "symmetric": False, "array": (part["high"] - part["estimate"]).fillna(0.0),
                     "arrayminus": (part["estimate"] - part["low"]).fillna(0.0), "color": colour, "thickness": 2, "width": 0},
        )  # fmt: skip
    raw = {"symbol": "line-ns", "size": 12, "line": {"color": CATEGORICAL[1], "width": 2}}
    chart.add_scatter(x=cells["raw"], y=labels, mode="markers", name=_("As measured"), marker=raw, hoverinfo="skip")
    chart.update_xaxes(tickformat=tickformat, fixedrange=True)
    chart.update_yaxes(autorange="reversed", type="category", categoryarray=list(labels), fixedrange=True, showgrid=False)
    chart.update_layout(dragmode=False, barmode="overlay", clickmode="event+select")
    return chart


def overlap(draws: dict[str, np.ndarray], title: str, tickformat: str) -> go.Figure:
    """Draw how likely each value is for two groups (name → draws of its figure): the less they overlap, the surer the difference.

    Ends beyond 99 % of the draws are left out.
    """
    known = {name: values[np.isfinite(values)] for name, values in draws.items()}
    together = np.concatenate(list(known.values()))
    low, high = np.quantile(together, [0.005, 0.995]) if len(together) else (0.0, 1.0)
    edges = np.linspace(low, high, _BINS + 1) if high > low else np.linspace(low - 1, low + 1, _BINS + 1)
    chart = figure(x=title, height=200)
    for (name, values), colour in zip(known.items(), (ACCENT, CATEGORICAL[1]), strict=False):
        density = np.convolve(np.histogram(values, edges)[0] / max(len(values), 1), _SMOOTH, mode="same")
        chart.add_scatter(
            x=(edges[:-1] + edges[1:]) / 2, y=density, mode="lines", name=safe(name), fill="tozeroy", hoverinfo="skip",
            line={"color": colour, "width": 2}, fillcolor=_faint(colour), opacity=0.9,
        )  # fmt: skip
    chart.update_xaxes(tickformat=tickformat, nticks=5, fixedrange=True)
    chart.update_yaxes(visible=False, fixedrange=True)
    chart.update_layout(dragmode=False, legend={"orientation": "h", "y": 1.0, "x": 0, "xanchor": "left"})
    return chart


def _faint(colour: str) -> str:
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return f"rgba({red}, {green}, {blue}, 0.22)"


def size_and_result(cells: pd.DataFrame, x_title: str, y_title: str, tickformat: str) -> go.Figure:
    """Draw each cell's size (logarithmic) against its estimate, area by n, colour by the first grouping.

    ``cells``: size, estimate, n, row (first label), name, hover, position.
    """
    chart = figure(x=x_title, y=y_title, height=380)
    shown = cells[cells["size"] > 0]
    biggest = max(float(shown["n"].max()), 1.0) if len(shown) else 1.0
    for i, (group, part) in enumerate(shown.groupby("row", sort=False)):
        chart.add_scatter(
            x=part["size"], y=part["estimate"], mode="markers", name=safe(group), customdata=part["position"],
            hovertext=part["hover"], hoverinfo="text",
            marker={"size": part["n"], "sizemode": "area", "sizeref": 2 * biggest / 38**2, "sizemin": 5, "opacity": 0.75,
                    "color": CATEGORICAL[i % len(CATEGORICAL)], "symbol": i % 8, "line": {"width": 0}},
        )  # fmt: skip
    chart.update_xaxes(type="log", tickformat="~s", nticks=5, fixedrange=True)
    chart.update_yaxes(tickformat=tickformat, fixedrange=True)
    chart.update_layout(dragmode=False, clickmode="event+select", legend_itemsizing="constant")
    return chart
