"""How well the score works, as tests/bench/authenticity.py last measured it: against other detectors, and on planted fraud."""

from functools import lru_cache
from pathlib import Path

import pandas as pd

FOLDER = Path(__file__).parent / "reference"


@lru_cache(maxsize=1)
def rivals() -> pd.DataFrame:
    """Return the AUC of every detector (columns) on every set (index), the mean last; never write to it."""
    return pd.read_csv(FOLDER / "rivals.csv", index_col="set")


@lru_cache(maxsize=1)
def planted() -> pd.DataFrame:
    """Return what was found of fraud planted at four times the honest figure: list, fraud, auc, ceiling; never write to it."""
    return pd.read_csv(FOLDER / "planted.csv")
