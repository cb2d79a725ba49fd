"""What customers answered: which answers to "How did you hear about us?" name a creator."""

import numpy as np
import pandas as pd

from lib.dataset import Dataset

_CREATORS = r"influencer|creator|blogg?er|youtuber|tiktoker|instagrammer|streamer|ambassador|influenceur|créateur|créatrice"


def names_a_creator(dataset: Dataset) -> np.ndarray:
    """Return which orders' survey answers name a creator of the campaigns, or creators as such."""
    codes, answers = pd.factorize(dataset.orders["survey_answer"])
    taking_part = dataset.creators[dataset.creators["creator_key"].isin(dataset.campaigns["creator_key"].dropna())]
    handles = set(taking_part["handle"].dropna().str.casefold()) | set(taking_part["name"].dropna().str.casefold())
    texts = pd.Series(answers, dtype="str").str.casefold()
    named = texts.str.contains(_CREATORS, regex=True) | texts.isin(handles)
    named |= texts.str.split(r"[\s,;:/()]+").map(lambda words: any(word.strip("@.!?") in handles for word in words)).astype(bool)
    return np.append(named.to_numpy(dtype=bool), False)[codes]
