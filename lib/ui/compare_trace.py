"""How a group's figure on the compare page came about, traced to the rows of the files where money stands behind it."""

import pandas as pd

from lib.benchmarks import tier_of
from lib.compare import Comparison, words
from lib.compare.measures import labelled
from lib.compare.trace import group_trace
from lib.dataset import Dataset
from lib.roi.trace import side_lines
from lib.trace import Trace
from lib.ui.compare import Choice
from lib.ui.compare_tables import people
from lib.ui.returns import book


def cell_trace(dataset: Dataset, choice: Choice, result: Comparison, place: int) -> Trace:
    """Return how the figure of the group at row ``place`` of the comparison's cells came about."""
    cell = words.cells_of(result, result.cells.loc[[place]])[0]
    who = people(result, cell, dataset).drop(columns=["gain", "base", "figure"])
    return group_trace(result, cell, who, dataset.settings, _lines(dataset, choice, result, cell))


def _lines(dataset: Dataset, choice: Choice, result: Comparison, cell: tuple) -> pd.DataFrame | None:
    """Return the rows of files behind numerator and denominator; None where the measure is not made of money alone."""
    measure = result.measure
    if measure.base != "cost" or measure.gain not in ("value", "revenue"):
        return None
    found = book(dataset)
    tiers = tier_of(dataset.creators.set_index("creator_key")["followers"], choice.tier_scheme)
    rows = labelled(found.deals, tiers)
    here = pd.Series(True, index=rows.index)
    for column, label in zip(choice.by, cell, strict=True):
        here &= rows[column].isna() if pd.isna(label) else rows[column] == label
    pairs = pd.Series(False, index=range(len(found.money.keys.creator)))
    pairs[rows.index[here]] = True
    return side_lines(dataset, found.money, {"gain": measure.gain, "base": "cost"}, pairs.to_numpy())
