"""The charts of the authenticity page: how scores are spread, who stands out from peers, and why one creator scores so."""

from textwrap import wrap

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from lib.charts.base import figure, safe, settled
from lib.charts.palette import ACCENT, BAND, BAND_COLOURS, CATEGORICAL, DOUBTFUL, FAINT, LOSS, NEUTRAL, SUSPICIOUS
from lib.text import _

BIN = 5
SYMBOLS = {"genuine": "circle", "mostly genuine": "diamond", "doubtful": "square", "suspicious": "x", "no score": "circle-open"}
LABEL_WIDTH = 20  # letters
LABELS_ROOM = 140  # pixels such a label takes
DRAWN = 4000  # points a scatter draws at most; the most suspicious first


def distribution(scores: pd.DataFrame) -> go.Figure:
    """Draw how many creators score how much, coloured by band (columns authenticity, band)."""
    chart = figure(x=_("Authenticity score, 0 to 100"), y=_("Creators (logarithmic)"), height=340)
    edges = np.arange(0, 100 + BIN, BIN)
    for band in ("suspicious", "doubtful", "mostly genuine", "genuine"):
        values = scores.loc[scores["band"] == band, "authenticity"]
        counts = np.histogram(values, edges)[0]
        texts = [_("{low} to {high}: {n} creators", low=low, high=low + BIN, n=n) for low, n in zip(edges, counts, strict=False)]
        chart.add_bar(
            x=edges[:-1] + BIN / 2, y=counts, width=BIN * 0.92, name=_("{band} ({n})", band=band.capitalize(), n=len(values)),
            marker={"color": BAND_COLOURS[band]}, hovertext=texts, hoverinfo="text",
        )  # fmt: skip
    chart.update_layout(barmode="stack", bargap=0.08, legend={"traceorder": "normal", "x": 0, "xanchor": "left"})
    chart.update_xaxes(range=[0, 100], dtick=20, showgrid=False)
    chart.update_yaxes(type="log", tickvals=[1, 3, 10, 30, 100, 300, 1e3, 3e3, 1e4, 1e5, 1e6], tickformat="~s", rangemode="tozero")
    return settled(chart, left=56)


def engagement(creators: pd.DataFrame, peers: pd.DataFrame, chosen: str | None = None) -> go.Figure:
    """Draw engagement rate over followers with the range of 8 in 10 ordinary accounts of that size.

    ``creators``: label, followers, engagement_rate (fraction), band, authenticity, indexed by creator_key, which is the
    points' customdata; ``peers``: followers, low, middle, high.
    """
    chart = figure(x=_("Followers (logarithmic)"), y=_("Engagement rate (logarithmic)"), height=380)
    chart.add_scatter(x=peers["followers"], y=peers["high"], mode="lines", line={"width": 0}, hoverinfo="skip", showlegend=False)
    chart.add_scatter(
        x=peers["followers"], y=peers["low"], mode="lines", line={"width": 0}, fill="tonexty", fillcolor=BAND, hoverinfo="skip",
        name=_("8 in 10 ordinary accounts"),
    )  # fmt: skip
    chart.add_scatter(
        x=peers["followers"], y=peers["middle"], mode="lines", line={"color": ACCENT, "width": 1, "dash": "dot"},
        hoverinfo="skip", name=_("Typical"),
    )  # fmt: skip
    shown = creators[(creators["followers"] > 0) & (creators["engagement_rate"] > 0)].sort_values("authenticity").head(DRAWN)
    for band in ("genuine", "mostly genuine", "doubtful", "suspicious", "no score"):
        part = shown[shown["band"] == band]
        if part.empty:
            continue
        chart.add_scatter(
            x=part["followers"], y=part["engagement_rate"], mode="markers", name=band.capitalize(),
            customdata=part.index.to_numpy(), text=[safe(label) for label in part["label"]],
            marker={"color": BAND_COLOURS[band], "symbol": SYMBOLS[band], "size": 8, "opacity": 0.8},
            hovertemplate="%{text}<br>%{x:,.0f} · %{y:.2%}<extra>" + band.capitalize() + "</extra>",
        )  # fmt: skip
    if chosen in shown.index:
        point = shown.loc[chosen]
        chart.add_scatter(
            x=[point["followers"]], y=[point["engagement_rate"]], mode="markers", hoverinfo="skip", showlegend=False,
            marker={"color": "rgba(0,0,0,0)", "size": 17, "line": {"color": NEUTRAL, "width": 2}},
        )  # fmt: skip
    chart.update_xaxes(type="log", dtick=1, tickformat="~s")
    chart.update_yaxes(type="log", tickformat="~%", dtick=1)
    return settled(chart)


def contributions(signs: pd.DataFrame, typical: float, score: float, kept: int = 8) -> go.Figure:
    """Draw the way from a typical peer's score to this one, one step per sign (columns label, text, points); the steps add up."""
    moved = signs[signs["points"].abs() >= 0.05]
    head, rest = moved.head(kept), signs["points"].sum() - moved.head(kept)["points"].sum()
    labels = [_("A typical peer"), *(_sentence(label) for label in head["label"])]
    values, kinds = [typical, *head["points"]], ["absolute", *["relative"] * len(head)]
    hover = [_("A peer at the norm in everything"), *(safe(text) for text in head["text"])]
    if abs(rest) >= 0.05:
        labels, values, kinds = [*labels, _("Everything else")], [*values, rest], [*kinds, "relative"]
        hover.append(_("All smaller signs together"))
    labels, values, kinds = [*labels, _("This creator")], [*values, score], [*kinds, "total"]
    chart = figure(x=_("Score, 0 to 100"), height=90 + 38 * len(labels))
    chart.add_waterfall(
        orientation="h", y=labels, x=values, measure=kinds, text=_signed(values, kinds), textposition="outside", cliponaxis=False,
        hovertext=[*hover, _("Score of this creator")], hoverinfo="text", connector={"line": {"color": NEUTRAL, "width": 1}},
        decreasing={"marker": {"color": LOSS}}, increasing={"marker": {"color": ACCENT}}, totals={"marker": {"color": ACCENT}},
    )  # fmt: skip
    chart.update_yaxes(autorange="reversed", showgrid=False)
    chart.update_xaxes(range=[0, 112], tickvals=[0, 50, 100])
    chart.update_layout(showlegend=False)
    return settled(chart, left=LABELS_ROOM)


def _signed(values: list[float], kinds: list[str]) -> list[str]:
    pairs = zip(values, kinds, strict=True)
    return [f"{value:+.1f}".replace("-", "−") if kind == "relative" else f"{value:.0f}" for value, kind in pairs]


def _sentence(label: str) -> str:
    """Return a sign's label as a short block, so that it leaves room on a narrow screen."""
    return "<br>".join(wrap(label[:1].upper() + label[1:], LABEL_WIDTH))


def against_peers(signs: pd.DataFrame) -> go.Figure:
    """Draw each sign's value against the range of 8 in 10 peers, one bar per sign, in peer spreads.

    ``signs``: label, side, severity (peer spreads toward the suspicious side), shown, low_shown, high_shown.
    """
    rows = signs.iloc[::-1]
    labels = [_sentence(label) for label in rows["label"]]
    chart = figure(x=_("Distance from peers, further right is worse"), height=130 + 32 * len(rows))
    chart.add_bar(
        y=labels, x=[2.56] * len(rows), base=[-1.28] * len(rows), orientation="h", width=0.62, marker={"color": FAINT},
        hoverinfo="skip", name=_("8 in 10 peers"),
    )  # fmt: skip
    beyond = rows["severity"] > 1.28
    for part, colour, symbol, name in (
        (rows[~beyond], ACCENT, "circle", _("Within or better than peers")),
        (rows[beyond & (rows["severity"] <= 2.5)], DOUBTFUL, "square", _("Unusual")),
        (rows[rows["severity"] > 2.5], SUSPICIOUS, "x", _("Very unusual")),
    ):
        if part.empty:
            continue
        chart.add_scatter(
            y=[_sentence(label) for label in part["label"]], x=part["severity"].clip(-2, 6), mode="markers", name=name,
            text=[safe(text) for text in part["text"]], hovertemplate="%{text}<extra></extra>",
            marker={"color": colour, "symbol": symbol, "size": 11},
        )  # fmt: skip
    most = max(3.0, float(rows["severity"].clip(upper=6).max()) + 0.3)
    chart.update_xaxes(range=[-2.2, most], tickvals=[-1.28, 0, 1.28, 2.5], ticktext=["", _("typical"), "", _("rare")])
    chart.update_yaxes(showgrid=False, categoryorder="array", categoryarray=labels)
    chart.update_layout(legend={"x": 0, "xanchor": "left"})
    return chart


def follower_history(history: pd.DataFrame, events: pd.DataFrame) -> go.Figure:
    """Draw an account's followers over time with its jumps marked (events: date, followers, gain, posted)."""
    chart = figure(x=_("Date"), y=_("Followers"), height=300)
    chart.add_scatter(
        x=history["date"], y=history["followers"], mode="lines", line={"color": ACCENT, "width": 2}, name=_("Followers"),
        hovertemplate="%{x|%d %b %Y}: %{y:,.0f}<extra></extra>",
    )  # fmt: skip
    kinds = ((True, DOUBTFUL, "circle", _("Jump after a post")), (False, SUSPICIOUS, "x", _("Jump without a post")))
    for posted, colour, symbol, name in kinds:
        part = events[events["posted"] == posted] if len(events) else events
        if part.empty:
            continue
        chart.add_scatter(
            x=part["date"], y=part["followers"], mode="markers+text", name=name, text=[f"+{gain:,.0f}" for gain in part["gain"]],
            textposition="top left", marker={"color": colour, "symbol": symbol, "size": 11},
            hovertemplate="%{x|%d %b %Y}: %{text}<extra>" + name + "</extra>",
        )  # fmt: skip
    chart.update_yaxes(tickformat="~s", rangemode="normal")
    return chart


def post_strip(posts: pd.DataFrame) -> go.Figure:
    """Draw the engagement of each post over time, ads apart (columns post_date, engagement, sponsored)."""
    chart = figure(x=_("Date"), y=_("Likes and comments per post"), height=260)
    kinds = ((False, CATEGORICAL[0], "circle", _("Own post")), (True, CATEGORICAL[1], "diamond", _("Ad")))
    for sponsored, colour, symbol, name in kinds:
        part = posts[posts["sponsored"] == sponsored]
        if len(part):
            chart.add_scatter(
                x=part["post_date"], y=part["engagement"], mode="markers", name=name,
                marker={"color": colour, "symbol": symbol, "size": 9},
                hovertemplate="%{x|%d %b %Y}: %{y:,.0f}<extra>" + name + "</extra>",
            )  # fmt: skip
    chart.update_yaxes(tickformat="~s", rangemode="tozero")
    return chart
