"""The one palette: every colour a chart may use, readable on light and dark and told apart by colour-blind eyes."""

from typing import NamedTuple

ACCENT = "#0B6E6E"
NEUTRAL = "#7C8A8A"
FAINT = "rgba(124, 138, 138, 0.28)"
BAND = "rgba(11, 110, 110, 0.14)"  # interval or peer range


class Surface(NamedTuple):
    """A page's own colours, those of the theme; ``muted`` stays legible when the page turns from light to dark unasked."""

    page: str
    text: str
    muted: str
    border: str


LIGHT = Surface("#FFFFFF", "#1B2424", "#5A6868", "#DDE4E4")
DARK = Surface("#121818", "#E8EDED", "#93A1A1", "#2F3A3A")

GENUINE = "#1F8A8A"
DOUBTFUL = "#D9A021"
SUSPICIOUS = "#C4532E"
GAIN = "#1F8A8A"
LOSS = "#C4532E"

CATEGORICAL = ("#0B6E6E", "#D9822B", "#3B6FB6", "#A8456B", "#6B7F2A", "#7A5BA6", "#2A9FBC", "#B5651D", "#5F6B6B", "#C9A227")
SEQUENTIAL = ("#E6F2F1", "#CCE5E3", "#ACD4D1", "#88C1BE", "#63ACA9", "#3F9694", "#218080", "#0B6E6E", "#075656", "#043F3F")
DIVERGING = ("#A34400", "#C4661F", "#DC8C4B", "#EDB384", "#F7DBC2", "#CCE5E3", "#88C1BE", "#3F9694", "#0B6E6E", "#043F3F")

BAND_COLOURS = {
    "genuine": GENUINE,
    "mostly genuine": "#6BB3A5",
    "doubtful": DOUBTFUL,
    "suspicious": SUSPICIOUS,
    "no score": NEUTRAL,
}


def scale(colours: tuple[str, ...]) -> list[tuple[float, str]]:
    """Return ``colours`` as a Plotly colour scale from 0 to 1."""
    return [(i / (len(colours) - 1), colour) for i, colour in enumerate(colours)]
