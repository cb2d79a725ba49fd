"""Touches: every contact with a creator (or another channel) that came before a sale, from whatever file knows of it."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from lib.attribution.sales import NO_DAY, Sales, days
from lib.dataset import Dataset

LOOKBACK = 30  # days before the order that a contact counts
EARLIER = 10  # earlier orders of one customer that are looked at
OTHER = -1  # a channel that is no creator
DAY = 86_400  # seconds
_STEPS = {"landing": 0, "utm": 0, "link": 0, "creator": 1, "code": 2}  # a link is clicked before a code is typed


@dataclass(frozen=True)
class Touches:
    """Parallel arrays, one entry per touch; only sales that a creator touched.

    ``sale``: position in Sales; ``creator``: position in its creators (OTHER: another channel); ``age``: days before the
    order; ``rank``: 0 for the earliest of its sale, equal for touches that nothing orders; ``last``: the sale's highest rank.
    """

    sale: np.ndarray
    creator: np.ndarray
    age: np.ndarray
    rank: np.ndarray
    last: np.ndarray


def touches(dataset: Dataset, sales: Sales, lookback: int = LOOKBACK) -> Touches:
    """Return the touches of every sale within ``lookback`` days before it.

    What an order itself carries (tags, link, landing page, then what it states, then its code), rows of the touches table
    (by order, else by customer), and earlier orders of the same customer that a creator brought.
    """
    found = pd.concat([_of_orders(sales), _of_table(dataset, sales), _earlier_orders(dataset, sales)], ignore_index=True)
    found = found[found["age"].between(0, lookback)]
    touched = np.bincount(found["sale"], found["creator"] >= 0, len(sales.row)) > 0
    return _ranked(found[touched[found["sale"].to_numpy()]])


def days_since_click(dataset: Dataset, sales: Sales) -> np.ndarray:
    """Return the days since the last click of each sale's creator in the touches table, NaN where none is known."""
    found = _of_table(dataset, sales)
    found = found[(found["creator"] >= 0) & (found["creator"] == sales.creator[found["sale"]]) & (found["age"] >= 0)]
    return found.groupby("sale")["age"].min().reindex(range(len(sales.row))).to_numpy(dtype=float)


def _frame(sale: np.ndarray, creator: np.ndarray, age: np.ndarray | int, moment: np.ndarray | int) -> pd.DataFrame:
    """Return touches; ``moment``: second of the day where the file states one, from DAY on what the order itself carries."""
    columns = {"sale": sale, "creator": creator, "age": age, "moment": moment}
    return pd.DataFrame({name: np.broadcast_to(np.asarray(values, dtype=np.int64), len(sale)) for name, values in columns.items()})


def _of_orders(sales: Sales) -> pd.DataFrame:
    """What each order itself says; a creator that several of its marks name is one touch, the latest of them."""
    rival = np.zeros(len(sales.row), dtype=bool)
    for found in sales.named.values():
        rival |= (found >= 0) & (found != sales.creator)
    alone = np.flatnonzero((sales.creator >= 0) & ~rival)
    frames = [_frame(alone, sales.creator[alone], 0, DAY + max(_STEPS.values()))]
    for name, found in sales.named.items():
        here = np.flatnonzero(rival & (found >= 0))
        frames.append(_frame(here, found[here], 0, DAY + _STEPS[name]))
    several = pd.concat(frames[1:]).groupby(["sale", "creator"], as_index=False).max()
    return pd.concat([frames[0], several[list(frames[0])]])


def _of_table(dataset: Dataset, sales: Sales) -> pd.DataFrame:
    """The rows of the touches table, at the order they name, else at their customer's next order; by their own time."""
    table = dataset.touches[~dataset.touches["repeated_table"]]
    sale = _named_order(dataset, sales, table["order_id"])
    sale = np.where(sale < 0, _next_order(dataset, sales, table), sale)
    row = np.flatnonzero(sale >= 0)
    creator = sales.creators.get_indexer(table["creator_key"].iloc[row])
    day, order_day = days(table["date"])[row], sales.day[sale[row]]
    moment = _seconds(table["date"])[row]
    age = np.where((day == NO_DAY) | (order_day == NO_DAY), 0, order_day - day)
    ordered_at = _seconds(dataset.orders["order_date"])[sales.row[sale[row]]]
    after = (age == 0) & (ordered_at > 0) & (moment > ordered_at)
    return _frame(sale[row], creator, np.where(after, -1, age), moment)


def _seconds(dates: pd.Series) -> np.ndarray:
    """Return the second of the day, 0 where only a day or nothing is stated."""
    return (dates.dt.hour * 3600 + dates.dt.minute * 60 + dates.dt.second).fillna(0).to_numpy(dtype=np.int64)


def _named_order(dataset: Dataset, sales: Sales, ids: pd.Series) -> np.ndarray:
    numbers = pd.Index(dataset.orders["order_id"].iloc[sales.row] if len(ids) else [])
    first = ~numbers.duplicated() & numbers.notna()
    position = np.append(np.flatnonzero(first), -1)
    return position[numbers[first].get_indexer(ids)]


def _next_order(dataset: Dataset, sales: Sales, table: pd.DataFrame) -> np.ndarray:
    """Return the customer's first sale after each touch (of the same day, where the order states no time), −1 for none."""
    asked = np.flatnonzero(table["order_id"].isna() & table["customer"].notna() & table["date"].notna())
    found = np.full(len(table), -1)
    if not len(asked):
        return found
    buyers = _buyers(dataset, sales)
    clicks = table[["customer", "date"]].iloc[asked].assign(row=asked)
    joined = pd.merge_asof(clicks.sort_values("date"), buyers, on="date", by="customer", direction="forward")
    known = joined["sale"].notna()
    found[joined.loc[known, "row"]] = joined.loc[known, "sale"].astype(np.int64)
    return found


def _buyers(dataset: Dataset, sales: Sales) -> pd.DataFrame:
    """Return the dated sales of known customers by date (the end of the day where no time is stated): customer, date, sale."""
    frame = dataset.orders[["customer", "order_date"]].iloc[sales.row].assign(sale=np.arange(len(sales.row)))
    frame = frame.rename(columns={"order_date": "date"}).dropna()
    whole_day = _seconds(frame["date"]) == 0
    frame["date"] = frame["date"].where(~whole_day, frame["date"] + pd.Timedelta(days=1) - pd.Timedelta(microseconds=1))
    return frame.sort_values("date", kind="stable")


def _earlier_orders(dataset: Dataset, sales: Sales) -> pd.DataFrame:
    """Earlier orders of the same customer that a creator brought, at most EARLIER back; orders of one day have no order."""
    if dataset.orders["customer"].isna().all():
        return _frame(np.empty(0), np.empty(0), 0, 0)
    codes, _names = pd.factorize(dataset.orders["customer"])
    codes, moment = codes[sales.row], _seconds(dataset.orders["order_date"])[sales.row]
    known = np.flatnonzero((codes >= 0) & (sales.day != NO_DAY))
    order = known[np.lexsort((sales.creator[known], sales.day[known], codes[known]))]
    frames = []
    for back in range(1, EARLIER + 1):
        later, earlier = order[back:], order[:-back]
        same = codes[later] == codes[earlier]
        if not same.any():
            break
        here = same & (sales.day[earlier] < sales.day[later]) & (sales.creator[earlier] >= 0)
        age = sales.day[later[here]] - sales.day[earlier[here]]
        frames.append(_frame(later[here], sales.creator[earlier[here]], age, moment[earlier[here]]))
    return pd.concat(frames) if frames else _frame(np.empty(0), np.empty(0), 0, 0)


def _ranked(found: pd.DataFrame) -> Touches:
    """Order the touches of each sale by day and moment; most sales have one."""
    single = np.bincount(found["sale"])[found["sale"].to_numpy()] == 1 if len(found) else np.zeros(0, dtype=bool)
    alone, several = found[single], found[~single]
    several = _each_once(several).sort_values(["sale", "age", "moment", "creator"], ascending=[True, False, True, True])
    rank, last = _ranks(*(several[name].to_numpy() for name in ("sale", "age", "moment")))
    whole = pd.concat([alone, several])
    nothing = np.zeros(len(alone), dtype=np.int64)
    columns = (whole[name].to_numpy() for name in ("sale", "creator", "age"))
    return Touches(*columns, np.append(nothing, rank), np.append(nothing, last))


def _each_once(found: pd.DataFrame) -> pd.DataFrame:
    """Drop what two files know of one contact: the same creator at the same moment, or on the order's day and in the order."""
    own = found["moment"] >= DAY
    pair = found["sale"] * (int(found["creator"].max()) + 2 if len(found) else 1) + found["creator"]
    known = ~own & (found["age"] == 0) & pair.isin(pair[own])
    again = found.duplicated(["sale", "creator", "age", "moment"])
    return found[~(known | again) | (found["creator"] == OTHER)]


def _ranks(sale: np.ndarray, age: np.ndarray, moment: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return (rank, highest rank of its sale) of touches in order."""
    if not len(sale):
        return sale, sale
    new_sale = np.append(True, sale[1:] != sale[:-1])
    new_rank = new_sale | np.append(True, (age[1:] != age[:-1]) | (moment[1:] != moment[:-1]))
    running, start = np.cumsum(new_rank), np.flatnonzero(new_sale)
    sizes = np.diff(np.append(start, len(sale)))
    rank = running - np.repeat(running[start], sizes)
    return rank, np.repeat(np.maximum.reduceat(rank, start), sizes)
