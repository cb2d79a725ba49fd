"""The parts of the authenticity page: who to look at, what it costs, and why one creator scores as they do."""

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from lib.authenticity import IN_DOUBT_BELOW, delivery, engagement_band
from lib.charts import authenticity as charts
from lib.dataset import Dataset
from lib.directory import account_engagement_rate
from lib.format import compact_money, number
from lib.settings import Settings
from lib.text import _
from lib.ui.cached import scores
from lib.ui.parts import safe_markdown
from lib.ui.results.returns import book


@st.cache_resource(show_spinner=False, max_entries=8)
def _everybody(digest: str, _dataset: Dataset) -> pd.DataFrame:
    creators = _dataset.creators.set_index("creator_key")
    known = creators[["label", "platform", "tier", "followers", "price", "currency"]]
    frame = known.assign(engagement_rate=account_engagement_rate(creators)).join(scores(_dataset))
    return frame.join(delivery(book(_dataset).deals, frame["authenticity"])).assign(position=range(len(frame)))


def everybody(dataset: Dataset) -> pd.DataFrame:
    """Return one row per creator, indexed by creator_key, with account, score and ``delivery``; never write to it.

    Money is in the workspace's currency, the asked ``price`` in its own; ``position`` is the row in ``scores``.
    """
    return _everybody(dataset.digest, dataset)


def to_act_on(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the doubtful and suspicious creators, most spend at risk first."""
    below = frame[frame["authenticity"] < IN_DOUBT_BELOW]
    return below.sort_values(["at_risk", "authenticity"], ascending=[False, True], na_position="last", kind="stable")


def engagement(frame: pd.DataFrame, platform: str) -> go.Figure:
    """Return engagement over followers on one platform, against ordinary accounts of each size."""
    here = frame[frame["platform"] == platform] if frame["platform"].notna().any() else frame
    sizes = here["followers"][here["followers"] > 0]
    band = engagement_band(platform, float(sizes.min()) if len(sizes) else 1e3, float(sizes.max()) if len(sizes) else 1e6)
    return charts.engagement(here, band)


def headline(frame: pd.DataFrame, settings: Settings) -> str:
    """Return the finding as one sentence."""
    scored, below = frame["authenticity"].notna().sum(), to_act_on(frame)
    counts = {"n": number(len(below), settings.locale), "all": number(scored, settings.locale)}
    if not scored:
        return _("Too little is known to score these creators")
    if below.empty:
        return _("All {all} scored creators look genuine", **counts)
    spent = below["spent"].sum()
    if spent > 0:
        shown = compact_money(spent, settings.currency, settings.locale)
        return _("{n} of {all} creators look doubtful or suspicious; {spent} went to them", spent=shown, **counts)
    return _("{n} of {all} creators look doubtful or suspicious", **counts)


def subtitle(frame: pd.DataFrame, settings: Settings) -> str:
    """Return what stands under the headline: how many were not scored, and what the score is."""
    unscored = int(frame["authenticity"].isna().sum())
    told = _("Scored against ordinary accounts of the same platform and size. A low score is a reason to look, not a verdict.")
    if unscored:
        told += " " + _("{n} creators have no score: too little is known.", n=number(unscored, settings.locale))
    return told


def exceptional(frame: pd.DataFrame, named: int = 5) -> str:
    """Return in words who draws far more engagement than peers with nothing against it; '' when nobody does."""
    best = frame[frame["exceptional"]].sort_values("engagement_rate", ascending=False)
    if best.empty:
        return ""
    labels = ", ".join(safe_markdown(label) for label in best["label"].head(named))
    if len(best) == 1:
        return _(":material/star: Exceptional: {labels} draws far more engagement than peers, and nothing speaks against it.",
                 labels=labels)  # fmt: skip
    said = _(":material/star: {n} creators are exceptional: far more engagement than peers, and nothing speaks against it. "
             "Foremost {labels}.", n=len(best), labels=labels)  # fmt: skip
    return said
