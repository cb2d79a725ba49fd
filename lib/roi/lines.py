"""The ledger: every money item of a workspace, what it is, and whether it counts."""

import numpy as np
import pandas as pd

from lib.dataset import Dataset
from lib.roi.cost import cost_entries
from lib.roi.currency import currencies
from lib.roi.entries import COUNTED, NOTES, ZERO, Entry, Keys, keys_of
from lib.roi.once import count_once
from lib.roi.value import value_entries


def settled_entries(dataset: Dataset) -> tuple[Keys, list[Entry]]:
    """Return the keys and all money items with their status: counted, or why not."""
    keys = keys_of(dataset)
    found = [*cost_entries(dataset, keys), *value_entries(dataset, keys)]
    return keys, count_once([entry for entry in found if len(entry.row)], keys)


def money_lines(dataset: Dataset) -> pd.DataFrame:
    """Return one row per money item, nothing left out.

    Columns: table, row (index in that table), creator_key, campaign_key, side ('cost' or 'value'), component,
    amount (reporting currency, NaN without a rate), basis ('given' or 'estimated'), counted, note (why not, or what it is),
    currency and own_amount (as the file states it).
    """
    keys, entries = settled_entries(dataset)
    sizes = [len(entry.row) for entry in entries]
    parts = {name: _together(entries, name) for name in ("row", "amount", "status", "creator", "campaign")}
    texts = ("table", "side", "component", "basis")
    frame = {name: _repeated([getattr(entry, name) for entry in entries], sizes) for name in texts}
    notes = pd.Categorical.from_codes(parts["status"], categories=pd.Index([NOTES[code] for code in sorted(NOTES)], dtype="str"))
    lines = pd.DataFrame(
        {
            "table": frame["table"],
            "row": parts["row"],
            "creator_key": _keys(parts["creator"], keys.creators),
            "campaign_key": _keys(parts["campaign"], keys.campaigns),
            "side": frame["side"],
            "component": frame["component"],
            "amount": parts["amount"],
            "basis": frame["basis"],
            "counted": np.isin(parts["status"], (COUNTED, ZERO)),
            "note": notes,
        }
    )
    return lines.assign(currency=_currencies(entries, dataset), own_amount=_together(entries, "own"))


def _together(entries: list[Entry], name: str) -> np.ndarray:
    kind = float if name in ("amount", "own") else np.int64
    return np.concatenate([getattr(entry, name) for entry in entries] or [np.empty(0)]).astype(kind)


def _repeated(names: list[str], sizes: list[int]) -> pd.Categorical:
    codes, distinct = pd.factorize(np.array(names, dtype=object))
    return pd.Categorical.from_codes(np.repeat(codes, sizes), categories=pd.Index(distinct, dtype="str"))


def _keys(positions: np.ndarray, names: pd.Index) -> pd.Categorical:
    return pd.Categorical.from_codes(np.where(positions < len(names), positions, -1), categories=pd.Index(names, dtype="str"))


def _currencies(entries: list[Entry], dataset: Dataset) -> pd.Categorical:
    """The currency each line is stated in."""
    kinds = {entry.table for entry in entries}
    coded = {kind: pd.factorize(currencies(getattr(dataset, kind), dataset.settings)) for kind in kinds}
    names = pd.Index(sorted({code for _codes, found in coded.values() for code in found}), dtype="str")
    position = {kind: names.get_indexer(found)[codes] for kind, (codes, found) in coded.items()}
    codes = np.concatenate([position[entry.table][entry.row] for entry in entries] or [np.empty(0)])
    return pd.Categorical.from_codes(codes.astype(np.int64), categories=names)
