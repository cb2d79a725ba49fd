"""Caches of what is dear: settled money and fitted models, keyed by the dataset's digest (never by frames)."""

from collections.abc import Callable, Hashable

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from lib import roi
from lib.authenticity import recalibrate, score_creators
from lib.dataset import Dataset
from lib.dataset.proof import unmarked
from lib.overview import Findings, findings, monthly
from lib.roi.returns import summarise
from lib.shrink import ratio_posterior
from lib.ui.state import workspace


@st.cache_resource(show_spinner="Scoring creators …", max_entries=16)
def _scores(digest: str, _dataset: Dataset) -> pd.DataFrame:
    d = _dataset
    evidence = {"posts": d.posts, "followers": d.followers, "comments": d.comments, "audience": d.audience}
    scored = score_creators(d.creators, target=dict(d.settings.audience_target), **evidence)
    return scored.set_index(d.creators["creator_key"])


def unmarked_scores(dataset: Dataset) -> pd.DataFrame:
    """Return ``score_creators`` of the dataset, indexed by creator_key; shared, so never write to it."""
    return _scores(unmarked(dataset.digest), dataset)


@st.cache_resource(show_spinner=False, max_entries=16)
def _marked_scores(digest: str, marks: tuple[tuple[str, bool], ...], _dataset: Dataset) -> pd.DataFrame:
    return recalibrate(unmarked_scores(_dataset), dict(marks))


def scores(dataset: Dataset) -> pd.DataFrame:
    """Return ``unmarked_scores`` under what this visitor confirmed (``lib.authenticity.recalibrate``); never write to it."""
    return _marked_scores(dataset.digest, workspace().marks, dataset)


@st.cache_resource(show_spinner=False, max_entries=16)
def _deals(digest: str, _dataset: Dataset) -> pd.DataFrame:
    return roi.deals(_dataset)


def deals(dataset: Dataset) -> pd.DataFrame:
    """Return ``lib.roi.deals`` of the dataset; shared, so never write to it."""
    return _deals(unmarked(dataset.digest), dataset)


@st.cache_resource(show_spinner=False, max_entries=16)
def _overview(digest: str, _dataset: Dataset) -> Findings:
    d, table = _dataset, deals(_dataset)
    total, by_segment = summarise(table, None, d.settings).iloc[0], roi.paired(table, ["platform", "tier"])
    paid = ratio_posterior(by_segment[by_segment["cost"] > 0], "value", "cost", ["platform", "tier"], seed=d.settings.seed)
    return findings(d.creators, scores(d), roi.paired(table, []), monthly(table), total, paid, d.unmatched, d.settings)


def overview(dataset: Dataset) -> Findings:
    """Return the overview's findings on the dataset; shared, so never write to its frame."""
    return _overview(dataset.digest, dataset)


@st.cache_resource(show_spinner=False, max_entries=128)
def _drawn(digest: str, name: str, choices: tuple[Hashable, ...], _build: Callable[[], go.Figure]) -> go.Figure:
    return _build()


def drawn(dataset: Dataset, name: str, build: Callable[[], go.Figure], *choices: Hashable) -> go.Figure:
    """Return the figure ``name`` of the dataset, built once per ``choices`` (all it depends on); never write to it."""
    return _drawn(dataset.digest, name, choices, build)
