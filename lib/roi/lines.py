"""The ledger: every money item of a workspace, what it is, and whether it counts."""

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from lib.dataset import Dataset
from lib.roi.cost import cost_entries
from lib.roi.currency import currencies
from lib.roi.entries import COUNTED, NOTES, TAX, ZERO, Entry, Keys, keys_of
from lib.roi.estimates import estimated_entries
from lib.roi.once import Report, count_once
from lib.roi.value import value_entries


@dataclass(frozen=True)
class Money:
    """All money items of a dataset and what became of them: entry and report stand side by side."""

    keys: Keys
    entries: list[Entry]
    reports: list[Report]


def settled_money(dataset: Dataset) -> Money:
    """Return all money items, each counted once, and the settings' estimates of what the files leave out."""
    keys = keys_of(dataset)
    found = [*cost_entries(dataset, keys), *value_entries(dataset, keys)]
    stated = [entry for entry in found if len(entry.row)]
    reports = count_once(stated, keys)
    estimated = estimated_entries(dataset, keys, stated, reports)
    return Money(keys, [*stated, *estimated], [*reports, *(Report(entry.totals(len(keys.creator))) for entry in estimated)])


def money_lines(dataset: Dataset, money: Money | None = None, pairs: np.ndarray | None = None) -> pd.DataFrame:
    """Return one row per money item, nothing left out.

    ``money`` saves settling the same dataset again; ``pairs`` (flag per pair of ``money.keys``) keeps only their lines.
    Columns: table, row (index in that table), creator_key, campaign_key, model (where it tells several partnerships of one
    creator in one campaign apart, else missing), side ('cost' or 'value'), component,
    amount (reporting currency, NaN without a rate), basis ('given' or 'estimated'), counted, note (why not, or what it is),
    currency and own_amount (as the file states it).
    """
    settled = money or settled_money(dataset)
    if pairs is not None:
        settled = Money(settled.keys, [_only(entry, pairs) for entry in settled.entries], settled.reports)
    keys, entries = settled.keys, settled.entries
    sizes = [len(entry.row) for entry in entries]
    status = _joined([_status(entry, report) for entry, report in zip(entries, settled.reports, strict=True)], np.int8)
    pair = _joined([entry.pair for entry in entries], np.int64)
    return pd.DataFrame(
        {
            "table": _repeated([entry.table for entry in entries], sizes),
            "row": _joined([entry.row for entry in entries], np.int64),
            "creator_key": _keys(keys.creator, keys.creators, pair),
            "campaign_key": _keys(keys.campaign, keys.campaigns, pair),
            "model": _models(keys, pair),
            "side": _repeated([entry.side for entry in entries], sizes),
            "component": _repeated([entry.component for entry in entries], sizes),
            "amount": _joined([entry.amount for entry in entries], float),
            "basis": _repeated([entry.basis for entry in entries], sizes),
            "counted": (status == COUNTED) | (status == ZERO),
            "note": _categorical(status, [NOTES[code] for code in sorted(NOTES)]),
            "currency": _currencies(entries, dataset),
            "own_amount": _joined([entry.own for entry in entries], float),
        },
        copy=False,
    )


def _only(entry: Entry, pairs: np.ndarray) -> Entry:
    kept = pairs[entry.pair]
    return replace(entry, **{name: getattr(entry, name)[kept] for name in ("row", "amount", "own", "status", "pair")})


def _status(entry: Entry, report: Report) -> np.ndarray:
    if not report.fate.any():
        return entry.status
    elsewhere = (entry.status == TAX) & (report.fate[entry.pair] != COUNTED)  # tax of sales that another table reports
    return np.where((entry.status == COUNTED) | elsewhere, report.fate[entry.pair], entry.status)


def _joined(arrays: list[np.ndarray], dtype: type) -> np.ndarray:
    return np.concatenate([*arrays, np.empty(0, dtype)]).astype(dtype, copy=False)


def _categorical(codes: np.ndarray, texts: list[str]) -> pd.Categorical:
    return pd.Categorical.from_codes(codes, categories=pd.Index(texts, dtype="str"), validate=False)


def _repeated(names: list[str], sizes: list[int]) -> pd.Categorical:
    codes, distinct = pd.factorize(np.array(names, dtype=object))
    return _categorical(np.repeat(codes.astype(np.int8), sizes), list(distinct))


def _keys(position: np.ndarray, names: pd.Index, pair: np.ndarray) -> pd.Categorical:
    codes = np.where(position < len(names), position, -1).astype(np.int32)
    return pd.Categorical.from_codes(codes[pair], categories=pd.Index(names, dtype="str"), validate=False)


def _models(keys: Keys, pair: np.ndarray) -> pd.Categorical:
    codes, names = pd.factorize(keys.model)
    return pd.Categorical.from_codes(codes.astype(np.int16)[pair], categories=pd.Index(names, dtype="str"), validate=False)


def _currencies(entries: list[Entry], dataset: Dataset) -> pd.Categorical:
    """The currency each line is stated in."""
    kinds = {entry.table for entry in entries}
    coded = {kind: pd.factorize(currencies(getattr(dataset, kind), dataset.settings)) for kind in kinds}
    names = pd.Index(sorted({code for _codes, found in coded.values() for code in found}), dtype="str")
    position = {kind: names.get_indexer(found).astype(np.int16)[codes] for kind, (codes, found) in coded.items()}
    return _categorical(_joined([position[entry.table][entry.row] for entry in entries], np.int16), list(names))
