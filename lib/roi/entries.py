"""Money items as arrays: what one component of one table says, row by row, before anything is decided about counting."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from lib.dataset import Dataset
from lib.roi.currency import factors
from lib.roi.kinds import kinds_of
from lib.text import _

_CANCELLED_WORDS = r"cancel|reject|declin|refus|fail|void|storn|annul"
_RESULTS = (
    "impressions", "reach", "views", "likes", "comments", "engagements", "clicks", "orders", "new_customers", "revenue",
)  # fmt: skip
TABLES_WITH_MONEY = ("campaigns", "orders", "posts", "payouts", "traffic")

(
    COUNTED, NO_RATE, CANCELLED, NOT_CREDITED, REPEATED, HAS_PARTS, DISCOUNT, TAX, BUDGET, TWICE, ZERO, PART_OF_WHOLE, LATER,
    ON_TOP,
) = range(14)  # fmt: skip
NOTES = {
    COUNTED: "",
    NO_RATE: _("No exchange rate from its currency is set, so it is shown apart and not added."),
    CANCELLED: _("Cancelled: nothing was sold or paid."),
    NOT_CREDITED: _("No creator or campaign goes with it, so it is not a return of your creators."),
    REPEATED: _("The same row, or a newer state of it, stands elsewhere in your files; it counts once."),
    HAS_PARTS: _("The all-in cost of a row that also gives its parts; the parts count."),
    DISCOUNT: _("The sales are already after the discount; adding it to the cost would count it twice."),
    TAX: _("Tax inside the sales; the profit takes it off."),
    BUDGET: _("A plan, not a cost."),
    TWICE: _("Another table reports the same money in more detail; that one counts."),
    ZERO: _("Its code or link brought no order in the orders file."),
    LATER: _("Later orders of customers whom a creator won; the settings decide whether they count."),
    ON_TOP: _("Tax on top of the sales, as the settings say; nothing is taken off."),
    PART_OF_WHOLE: _("The whole campaign's figure; its creators' figures count instead."),
}


@dataclass(frozen=True)
class Keys:
    """The creators, campaigns and pairs of both that occur, as numbers; position len(creators) or len(campaigns) = unknown.

    A creator paid in several ways in one campaign is one pair per partnership model; rows of a campaign without a creator are
    one per platform and model. ``same`` numbers the pairs of equal creator and campaign alike, for these speak of the same money.
    """

    creators: pd.Index
    campaigns: pd.Index
    creator: np.ndarray  # per pair: position of its creator
    campaign: np.ndarray  # per pair: position of its campaign
    same: np.ndarray  # per pair: its number without platform and model
    model: np.ndarray  # per pair: the model that tells it from others of its creator and campaign, None where it is the only one
    rows: dict[str, np.ndarray]  # table → pair of each row

    @property
    def has_creator(self) -> np.ndarray:
        """Which pairs name a creator."""
        return self.creator < len(self.creators)

    @property
    def has_campaign(self) -> np.ndarray:
        """Which pairs name a campaign."""
        return self.campaign < len(self.campaigns)


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
    pair: np.ndarray  # creator × campaign

    def totals(self, pairs: int) -> np.ndarray:
        """Return the sum per pair of the rows that may count, NaN where there is none."""
        counts = (self.status == COUNTED) | (self.status == ZERO)
        return sums_of(self.pair[counts], self.amount[counts], pairs)


def sums_of(groups: np.ndarray, values: np.ndarray, size: int) -> np.ndarray:
    """Return the sum of ``values`` per group number, NaN for groups without a known value."""
    known = ~np.isnan(values)
    if not known.all():
        groups, values = groups[known], values[known]
    sums = np.bincount(groups, values, size)
    return np.where(np.bincount(groups, minlength=size) > 0, sums, np.nan)


def keys_of(dataset: Dataset) -> Keys:
    """Return the numbers that stand for creators and campaigns in every table with money."""
    creators = pd.Index(dataset.creators["creator_key"])
    coded = {kind: pd.factorize(getattr(dataset, kind)["campaign_key"]) for kind in TABLES_WITH_MONEY}
    campaigns = pd.Index(pd.unique(np.concatenate([np.asarray(found, dtype=object) for _codes, found in coded.values()])))
    both = {}
    for kind, (codes, found) in coded.items():
        who_codes, who = pd.factorize(getattr(dataset, kind)["creator_key"])
        creator = np.append(creators.get_indexer(who), len(creators))[who_codes]
        campaign = np.append(campaigns.get_indexer(found), len(campaigns))[codes]
        both[kind] = creator * (len(campaigns) + 1) + campaign
    kinds = kinds_of(dataset, both, dataset.campaigns["creator_key"].notna().to_numpy())
    numbers, distinct = zip(*(pd.factorize(number * kinds.count + kinds.rows[kind]) for kind, number in both.items()), strict=True)
    pairs = np.unique(np.concatenate(distinct)).astype(np.int64)
    rows = {kind: np.searchsorted(pairs, found)[number] for kind, found, number in zip(both, distinct, numbers, strict=True)}
    pair, kind = np.divmod(pairs, kinds.count)
    same = np.unique(pair, return_inverse=True)[1]
    return Keys(creators, campaigns, *np.divmod(pair, len(campaigns) + 1), same, kinds.models[kind], rows)


class Reader:
    """Makes entries of one table: converts, and notes what can never count."""

    def __init__(self, dataset: Dataset, kind: str, keys: Keys) -> None:
        self.kind = kind
        self.table: pd.DataFrame = getattr(dataset, kind)
        self.factor = factors(self.table, dataset.settings)
        self.pair = keys.rows[kind]
        self.status = np.full(len(self.table), COUNTED, dtype=np.int8)
        if kind in ("orders", "traffic"):
            self.status[~(keys.has_creator | keys.has_campaign)[self.pair]] = NOT_CREDITED
        self.status[cancelled(self.table, kind)] = CANCELLED
        self.status[repeated(self.table, kind)] = REPEATED

    def entry(
        self, side: str, component: str, amounts: pd.Series | np.ndarray, basis: str = "given", where: np.ndarray | None = None,
        status: int | None = None,
    ) -> Entry:  # fmt: skip
        """Return the entry of ``amounts`` (in the rows' currencies); missing and infinite amounts are no items."""
        values = np.asarray(amounts, dtype=float)
        row = np.flatnonzero(np.isfinite(values) if where is None else np.isfinite(values) & where)
        amount = values[row] * self.factor[row]
        why = self.status[row].copy()
        if status is not None:
            why[why == COUNTED] = status
        why[np.isnan(amount)] = NO_RATE
        return Entry(self.kind, side, component, basis, row, amount, values[row], why, self.pair[row])


def cancelled(table: pd.DataFrame, kind: str) -> np.ndarray:
    """Return which rows were cancelled: nothing was sold or paid."""
    if kind == "orders":
        return table["cancelled_at"].notna().to_numpy()
    return _says_cancelled(table) if kind == "payouts" else np.zeros(len(table), dtype=bool)


def called_off(dataset: Dataset, keys: Keys) -> np.ndarray:
    """Return which rows of campaigns never took place: cancelled by their status, without result, post or order."""
    table, pair = dataset.campaigns, keys.rows["campaigns"]
    happened = np.isin(pair, np.concatenate([keys.rows["posts"], keys.rows["orders"]])) & keys.has_creator[pair]
    return _says_cancelled(table) & ~happened & ~(table[[*_RESULTS]].fillna(0) != 0).any(axis=1).to_numpy()


def _says_cancelled(table: pd.DataFrame) -> np.ndarray:
    return table["status"].str.contains(_CANCELLED_WORDS, case=False, na=False).to_numpy(dtype=bool)


def repeated(table: pd.DataFrame, kind: str) -> np.ndarray:
    """Return which rows count elsewhere: their whole table was given before, or they repeat a row that bears their identifier."""
    twice = table["duplicate"] & table["repeated_id"] if kind in ("orders", "posts") else False
    return (table["repeated_table"] | twice).to_numpy(dtype=bool)
