"""Money items as arrays: what one component of one table says, row by row, before anything is decided about counting."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from lib.dataset import Dataset
from lib.roi.currency import factors
from lib.text import _

TABLES_WITH_MONEY = ("campaigns", "orders", "posts", "payouts", "traffic")

COUNTED, NO_RATE, CANCELLED, NOT_CREDITED, REPEATED, HAS_PARTS, DISCOUNT, TAX, BUDGET, TWICE, ZERO, PART_OF_WHOLE = range(12)
NOTES = {
    COUNTED: "",
    NO_RATE: _("No exchange rate from its currency is set, so it is shown apart and not added."),
    CANCELLED: _("Cancelled: nothing was sold or paid."),
    NOT_CREDITED: _("No creator or campaign goes with it, so it is not a return of your creators."),
    REPEATED: _("The same row stands in your files twice; it counts once."),
    HAS_PARTS: _("The all-in cost of a row that also gives its parts; the parts count."),
    DISCOUNT: _("The sales are already after the discount; adding it to the cost would count it twice."),
    TAX: _("Tax inside the sales; the profit takes it off."),
    BUDGET: _("A plan, not a cost."),
    TWICE: _("Another table reports the same money in more detail; that one counts."),
    ZERO: _("Its code or link brought no order in the orders file."),
    PART_OF_WHOLE: _("The whole campaign's figure; its creators' figures count instead."),
}


@dataclass(frozen=True)
class Keys:
    """The creators and campaigns of a dataset as numbers: positions in ``creators`` and ``campaigns``; the last = unknown."""

    creators: pd.Index
    campaigns: pd.Index
    rows: dict[str, tuple[np.ndarray, np.ndarray]]  # table → (creator, campaign) position per row

    def pair(self, creator: np.ndarray, campaign: np.ndarray) -> np.ndarray:
        """Return one number per creator × campaign."""
        return creator * (len(self.campaigns) + 1) + campaign


@dataclass(frozen=True)
class Entry:
    """One component of one table: parallel arrays over the rows that state it."""

    table: str
    side: str  # 'cost' or 'value'
    component: str
    basis: str  # 'given' or 'estimated'
    row: np.ndarray  # positions in the table
    amount: np.ndarray  # reporting currency; NaN without a rate
    own: np.ndarray  # as the file states it
    status: np.ndarray  # COUNTED or why not
    creator: np.ndarray
    campaign: np.ndarray

    @property
    def counted(self) -> np.ndarray:
        """Which rows count; a measured nothing counts as 0."""
        return (self.status == COUNTED) | (self.status == ZERO)


def keys_of(dataset: Dataset) -> Keys:
    """Return the numbers that stand for creators and campaigns in every table with money."""
    creators = pd.Index(dataset.creators["creator_key"])
    coded = {kind: pd.factorize(getattr(dataset, kind)["campaign_key"]) for kind in TABLES_WITH_MONEY}
    campaigns = pd.Index(pd.unique(np.concatenate([np.asarray(found, dtype=object) for _codes, found in coded.values()])))
    rows = {}
    for kind, (codes, found) in coded.items():
        who_codes, who = pd.factorize(getattr(dataset, kind)["creator_key"])
        creator = np.append(creators.get_indexer(who), len(creators))[who_codes]
        rows[kind] = (creator, np.append(campaigns.get_indexer(found), len(campaigns))[codes])
    return Keys(creators, campaigns, rows)


class Reader:
    """Makes entries of one table: converts, and notes what can never count."""

    def __init__(self, dataset: Dataset, kind: str, keys: Keys) -> None:
        self.kind = kind
        self.table: pd.DataFrame = getattr(dataset, kind)
        self.factor = factors(self.table, dataset.settings)
        self.creator, self.campaign = keys.rows[kind]
        unknown = (self.creator == len(keys.creators)) & (self.campaign == len(keys.campaigns))
        self.status = np.full(len(self.table), COUNTED, dtype=np.int8)
        if kind in ("orders", "traffic"):
            self.status[unknown] = NOT_CREDITED
        self.status[_cancelled(self.table, kind)] = CANCELLED
        self.status[_repeated(self.table, kind)] = REPEATED

    def entry(
        self, side: str, component: str, amounts: pd.Series | np.ndarray, basis: str = "given", where: np.ndarray | None = None,
        status: int | None = None,
    ) -> Entry:  # fmt: skip
        """Return the entry of ``amounts`` (in the rows' currencies); missing amounts are no items."""
        values = np.asarray(amounts, dtype=float)
        row = np.flatnonzero(~np.isnan(values) if where is None else ~np.isnan(values) & where)
        amount = values[row] * self.factor[row]
        why = self.status[row].copy()
        if status is not None:
            why[why == COUNTED] = status
        why[np.isnan(amount)] = NO_RATE
        return Entry(self.kind, side, component, basis, row, amount, values[row], why, self.creator[row], self.campaign[row])


def _cancelled(table: pd.DataFrame, kind: str) -> np.ndarray:
    if kind == "orders":
        return table["cancelled_at"].notna().to_numpy()
    if kind == "payouts":
        words = r"cancel|reject|declin|refus|fail|void|storn"
        return table["status"].str.contains(words, case=False, na=False).to_numpy(dtype=bool)
    return np.zeros(len(table), dtype=bool)


def _repeated(table: pd.DataFrame, kind: str) -> np.ndarray:
    """A row counts once when its whole table was given before, or when it repeats a row that bears its own identifier."""
    own = {"orders": "order_id", "posts": "post_id"}.get(kind)
    twice = table["duplicate"] & table[own].notna() if own else pd.Series(False, table.index)
    return (twice | table["repeated_table"]).to_numpy(dtype=bool)
