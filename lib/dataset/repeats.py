"""What stands more than once in the files of a workspace."""

from collections.abc import Iterator

import numpy as np
import pandas as pd

from lib.dataset.model import Dataset
from lib.schema import TABLES

_LISTED = 8


def repeats(dataset: Dataset) -> pd.DataFrame:
    """Return one row per table and file that repeats something: table (kind), file, what, rows, places.

    ``what`` is 'table' when another table gives the rows too, or newer, else 'row' for rows that equal an earlier one throughout;
    ``places`` names the first of these rows by their number in the file.
    """
    names = ["table", "file", "what", "rows", "places"]
    return pd.DataFrame([found for kind in TABLES for found in _of_table(getattr(dataset, kind), kind)], columns=names)


def _of_table(frame: pd.DataFrame, kind: str) -> Iterator[tuple[str, str, str, int, str]]:
    if "duplicate" not in frame:
        return
    whole = frame["repeated_table"].to_numpy(dtype=bool)
    for what, mask in (("table", whole), ("row", frame["duplicate"].to_numpy(dtype=bool) & ~whole)):
        places = frame["source_row"].to_numpy()
        for file, at in frame.index[mask].groupby(frame["source_file"].to_numpy()[mask]).items():
            yield kind, file, what, len(at), _places(places[frame.index.get_indexer(at)])


def _places(rows: np.ndarray) -> str:
    return ", ".join(map(str, rows[:_LISTED])) + (" …" if len(rows) > _LISTED else "")


def disagreements(dataset: Dataset) -> pd.DataFrame:
    """Return the conflicts between files, readable: creator (label), column (canonical name), kept, other."""
    labels = dataset.creators.set_index("creator_key")["label"]
    found = dataset.conflicts
    return found.assign(creator=found["creator_key"].map(labels))[["creator", "column", "kept", "other"]]
