"""Several partnerships of one creator in one campaign, or of a campaign without creators: told apart by how they are paid."""

from collections import defaultdict
from dataclasses import dataclass

import numpy as np
import pandas as pd

from lib.dataset import Dataset
from lib.dataset.names import codes_of


@dataclass(frozen=True)
class Kinds:
    """A number below ``count`` per row of each table that tells partnerships of equal creator and campaign apart, 0 = only one.

    ``models``: the partnership model of each number, missing where creators do not need one.
    """

    rows: dict[str, np.ndarray]
    count: int
    models: np.ndarray


def kinds_of(dataset: Dataset, both: dict[str, np.ndarray], named: np.ndarray) -> Kinds:
    """Return the kinds of all rows with money.

    ``both``: per table the number of each row's creator × campaign; ``named``: which rows of campaigns name a creator. Every
    row of campaigns keeps its own model. Other rows name none: orders go to the model whose row bears their code, the rest
    to the model of most rows (ties: the first in the alphabet), as do rows of campaigns without a model beside others.
    """
    table, number = dataset.campaigns, both["campaigns"]
    model, models = pd.factorize(table["partnership_model"], sort=True)
    platform, _platforms = pd.factorize(table["platform"], sort=True)
    size = len(models) + 1
    kind = np.where(named, model + 1, (platform + 1) * size + model + 1)
    kind = np.where(_several(number, np.where(named & (model < 0), np.nan, kind)), kind, 0)
    usual = _usual(number[named], kind[named])
    kind = np.where(named & (kind == 0), usual.reindex(number, fill_value=0).to_numpy(), kind)
    rows = {name: usual.reindex(found, fill_value=0).to_numpy() if len(usual) else found * 0 for name, found in both.items()}
    rows["campaigns"] = kind
    if len(usual) and "orders" in both:
        rows["orders"] = _by_code(dataset, both, kind, rows["orders"])
    names = np.append(np.array([None], dtype=object), models.to_numpy(dtype=object))
    count = int(kind.max(initial=0)) + 1
    return Kinds(rows, count, np.append(names, np.full(max(0, count - size), None))[:count])


def _several(number: np.ndarray, kind: np.ndarray) -> np.ndarray:
    """Return which rows stand beside rows of another kind of the same creator × campaign."""
    return (pd.Series(kind).groupby(number).transform("nunique") > 1).to_numpy(dtype=bool)


def _usual(number: np.ndarray, kind: np.ndarray) -> pd.Series:
    """Return the kind of most rows per creator × campaign that has several."""
    counted = pd.DataFrame({"number": number, "kind": kind})[kind > 0].value_counts().rename("n").reset_index()
    ordered = counted.sort_values(["n", "kind"], ascending=[False, True]).drop_duplicates("number")
    return ordered.set_index("number")["kind"]


def _by_code(dataset: Dataset, both: dict[str, np.ndarray], kind: np.ndarray, otherwise: np.ndarray) -> np.ndarray:
    """Return the kinds of orders: of the one kind of campaigns rows that bears the order's code."""
    owners: dict[tuple[int, str], set[int]] = defaultdict(set)
    stated, number = dataset.campaigns["discount_code"], both["campaigns"]
    for row in np.flatnonzero((kind > 0) & dataset.campaigns["creator_key"].notna().to_numpy() & stated.notna().to_numpy()):
        for code in codes_of(stated.iloc[row]):
            owners[number[row], code].add(int(kind[row]))
    only = {key: kinds.pop() for key, kinds in owners.items() if len(kinds) == 1}
    asked = np.flatnonzero(otherwise > 0)
    used, cells = pd.factorize(dataset.orders["discount_code"].iloc[asked])
    distinct, which = np.unique(np.column_stack([both["orders"][asked], used]), axis=0, return_inverse=True)
    known = [next((only[n, code] for code in codes_of(cells[u]) if (n, code) in only), 0) if u >= 0 else 0 for n, u in distinct]
    found = otherwise.copy()
    mine = np.array([*known, 0])[which]
    found[asked] = np.where(mine > 0, mine, otherwise[asked])
    return found
