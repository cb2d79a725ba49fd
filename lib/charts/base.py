"""What every chart shares: an empty figure in the house style, its colours on light and dark, and text safe for Plotly."""

from collections.abc import Mapping
from html import escape

import numpy as np
import plotly.graph_objects as go

from lib.charts.palette import CATEGORICAL, DARK, FAINT, LIGHT, Surface


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


def whiskers(value: object, low: object, high: object, colour: str, thickness: float = 2, width: int = 0) -> dict[str, object]:
    """Return Plotly's error bars from ``low`` to ``high`` around ``value`` (Series or arrays of one length)."""
    spread = {"type": "data", "symmetric": False, "array": high - value, "arrayminus": value - low}
    return {**spread, "color": colour, "thickness": thickness, "width": width}


def settled(chart: go.Figure, left: int = 64, bottom: int = 48) -> go.Figure:
    """Give a chart's axes fixed room in pixels and return it: to find the room itself, Plotly lays a chart out twice."""
    axis = {"automargin": False, "title": {"standoff": 12}}
    return chart.update_layout(margin={"l": left, "r": 20, "t": 32, "b": bottom}, xaxis=axis, yaxis=axis)


def painted(chart: go.Figure, dark: bool) -> go.Figure:
    """Return ``chart`` as a browser draws it once: with the writing of the light or dark page, plain lists, and no template.

    Plotly compares what it is given with what it drew. A template, or numbers packed into typed arrays, never compare equal,
    and Streamlit hands every figure over twice; ``datarevision`` says that the data of one figure stay as they are.
    """
    layout = _under(chart.layout.to_plotly_json(), _writing(DARK if dark else LIGHT))
    layout.pop("template", None)
    sent = {"data": [_plain(trace.to_plotly_json()) for trace in chart.data], "layout": layout | {"datarevision": 1}}
    sent = go.Figure(sent, _validate=False)
    sent.layout.template = None
    return sent


def _writing(surface: Surface) -> dict[str, object]:
    """Return a layout's fonts and colours on a page."""
    axis = {"color": surface.muted, "ticks": "", "title": {"font": {"size": 13}}}
    return {
        "font": {"family": '"Source Sans", sans-serif', "size": 12, "color": surface.muted},
        "title": {"font": {"size": 15, "color": surface.text}},
        "legend": {"font": {"color": surface.text}},
        "hoverlabel": {"bgcolor": surface.page, "bordercolor": surface.border, "font": {"color": surface.text}},
        "margin": {"pad": 6},
        "autotypenumbers": "strict",
        "xaxis": axis | {"showgrid": False},
        "yaxis": axis,
    }


def _under(own: Mapping[str, object], default: Mapping[str, object]) -> dict[str, object]:
    """Return ``own`` with ``default`` wherever it says nothing."""
    merged = dict(own)
    for key, value in default.items():
        mine = own.get(key)
        merged[key] = _under(mine or {}, value) if isinstance(value, dict) else (value if mine is None else mine)
    return merged


def _plain(value: object) -> object:
    """Return ``value`` with every array of numbers inside it as a list."""
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value] if any(isinstance(item, (dict, np.ndarray)) for item in value) else value
    return value.tolist() if isinstance(value, np.ndarray) and value.dtype.kind in "iufb" else value
