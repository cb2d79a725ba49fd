"""Caches of what is dear: settled money and fitted models, keyed by the dataset's digest (never by frames)."""

import pandas as pd
import streamlit as st

from lib import roi
from lib.authenticity import score_creators
from lib.dataset import Dataset
from lib.shrink import RatioPosterior, ratio_posterior


@st.cache_resource(show_spinner="Scoring creators …", max_entries=16)
def _scores(digest: str, _dataset: Dataset) -> pd.DataFrame:
    d = _dataset
    evidence = {"posts": d.posts, "followers": d.followers, "comments": d.comments, "audience": d.audience}
    return score_creators(d.creators, **evidence).set_index(d.creators["creator_key"])


def scores(dataset: Dataset) -> pd.DataFrame:
    """Return ``score_creators`` of the dataset, indexed by creator_key; shared, so never write to it."""
    return _scores(dataset.digest, dataset)


@st.cache_resource(show_spinner=False, max_entries=16)
def _deals(digest: str, _dataset: Dataset) -> pd.DataFrame:
    return roi.deals(_dataset)


def deals(dataset: Dataset) -> pd.DataFrame:
    """Return ``lib.roi.deals`` of the dataset; shared, so never write to it."""
    return _deals(dataset.digest, dataset)


@st.cache_resource(show_spinner=False, max_entries=16)
def _paid_segments(digest: str, _dataset: Dataset) -> RatioPosterior:
    table = deals(_dataset)
    paid = table[table["cost"] > 0]
    return ratio_posterior(paid, "value", "cost", ["platform", "tier"], seed=_dataset.settings.seed)


def paid_segments(dataset: Dataset) -> RatioPosterior:
    """Return value per unit of cost by platform and tier, shrunk, with its posterior draws."""
    return _paid_segments(dataset.digest, dataset)
