"""Caches of what is dear: fitted models, keyed by the dataset's digest (never by frames)."""

import pandas as pd
import streamlit as st

from lib.authenticity import score_creators
from lib.dataset import Dataset


@st.cache_resource(show_spinner="Scoring creators …", max_entries=16)
def _scores(digest: str, _dataset: Dataset) -> pd.DataFrame:
    d = _dataset
    evidence = {"posts": d.posts, "followers": d.followers, "comments": d.comments, "audience": d.audience}
    return score_creators(d.creators, **evidence).set_index(d.creators["creator_key"])


def scores(dataset: Dataset) -> pd.DataFrame:
    """Return ``score_creators`` of the dataset, indexed by creator_key; shared, so never write to it."""
    return _scores(dataset.digest, dataset)
