"""How a group's figure on the compare page came about, traced to the rows of the files where money stands behind it."""

import pandas as pd

from lib.benchmarks import tier_of
from lib.compare import Comparison, words
from lib.compare.measures import labelled
from lib.compare.trace import group_trace
from lib.dataset import Dataset
from lib.roi.trace import side_lines
from lib.trace import Trace
from lib.ui.results.compare import Choice
from lib.ui.results.compare_tables import people
from lib.ui.results.returns import book


def cell_trace(dataset: Dataset, choice: Choice, result: Comparison, place: int) -> Trace:
    """Return how the figure of the group at row ``place`` of the comparison's cells came about."""
    cell = words.cells_of(result, result.cells.loc[[place]])[0]
    who = people(result, cell, dataset).drop(columns=["gain", "base", "figure"])
    sources = _sources(dataset, result.behind(cell)).set_axis(who.index)
    return group_trace(result, cell, who.join(sources), dataset.settings, _lines(dataset, choice, result, cell))


def _sources(dataset: Dataset, rows: pd.DataFrame) -> pd.DataFrame:
    """Return file and line of what each row of a comparison is: a row of campaigns (its first), else of the creators table."""
    found = pd.DataFrame({"file": pd.Series(dtype="str"), "line": pd.Series(dtype="float64")}).reindex(range(len(rows)))
    for table, keys in ((dataset.campaigns, ["creator_key", "campaign_key"]), (dataset.creators, ["creator_key"])):
        first = table[[*keys, "source_file", "source_row"]].dropna(subset=keys).drop_duplicates(keys)
        own = rows[keys].reset_index(drop=True).merge(first, on=keys, how="left")
        found = found.fillna({"file": own["source_file"], "line": own["source_row"]})
    return found


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
