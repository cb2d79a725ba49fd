"""Customers won through creators: how many order again, and what one brings in 30, 60 and 90 days, observed long enough or not."""

import warnings
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.stats import CensoredData, ecdf, norm

from lib.roi.sales import counted_sales
from lib.shrink import ratio_posterior

HORIZONS = (30, 60, 90)  # days
LAST = 180  # days of the curve
FEWEST = 10  # customers still observed, below which a figure is not shown
_LEVEL = 0.90


@dataclass(frozen=True, eq=False)
class Customers:
    """What is known of customers whose first order came through a creator; money in the reporting currency.

    ``people`` (one row per customer): creator_key, campaign_key (of the first order), first (day), observed (days until the file
    ends), again (days to the second order, NaN: none yet), by_30, by_60, by_90 (net revenue up to that day); within 90 days:
    orders, revenue, later (net revenue after the first order), uncredited (of it in orders that no creator is credited with:
    beside direct sales, never inside).
    ``value``: day, at_risk, revenue (mean per customer so far), low, high. ``again``: day, at_risk, rate, low, high.
    ``stated``: the file says which orders are a customer's first; else the first in the file is taken for it.
    """

    people: pd.DataFrame
    value: pd.DataFrame
    again: pd.DataFrame
    stated: bool


def customers(orders: pd.DataFrame, factors: np.ndarray) -> Customers | None:
    """Return the customers won through creators; None when no order names a customer and a creator.

    ``orders``: the dataset's table, ``factors`` what one unit of each row's money is worth. Cancelled and repeated orders are
    left out. Money per customer by day is the mean cumulative function (Nelson 1988, robust variance of Lawless & Nadeau 1995),
    the share who order again Kaplan & Meier's: both use every customer for as long as the file observes them.
    """
    kept = _counted(orders, factors)
    if kept.empty:
        return None
    people, later = _people(kept)
    if people.empty:
        return None
    days = np.arange(LAST + 1)
    observed = people["observed"].to_numpy()
    enough = days <= np.sort(observed)[::-1][min(FEWEST, len(observed)) - 1] if len(observed) >= FEWEST else days < 0
    value = _mean_cumulative(later, observed, days[enough])
    return Customers(people, value, _ordering_again(people, days[enough]), bool(kept["new_customer"].notna().any()))


def _counted(orders: pd.DataFrame, factors: np.ndarray) -> pd.DataFrame:
    """Return the sales of named customers, each customer's earliest first."""
    sold = counted_sales(orders, factors)
    names = ["customer", "order_id", "new_customer", "creator_key", "campaign_key", "net", "day", "order_date"]
    return sold.loc[sold["customer"].notna(), names].sort_values(
        ["customer", "order_date", "order_id", "net"], kind="stable", ignore_index=True
    )


def _people(kept: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the customers won through creators, and their orders (person, since: days after the first, net)."""
    start = np.flatnonzero(~kept["customer"].duplicated().to_numpy())
    person = np.repeat(np.arange(len(start)), np.diff([*start, len(kept)]))
    first = kept.iloc[start]
    won = (first["creator_key"].notna() & first["new_customer"].fillna(True).astype(bool)).to_numpy()
    since = (kept["day"].to_numpy() - first["day"].to_numpy()[person]).astype("timedelta64[D]").astype(int)
    frame = pd.DataFrame({"person": person, "since": since, "net": kept["net"].to_numpy()})
    frame["further"] = np.arange(len(kept)) - start[person]
    frame["uncredited"] = kept["creator_key"].isna().to_numpy()
    mine = frame[won[person]]
    within = mine[mine["since"] <= HORIZONS[-1]]
    after = within[within["further"] > 0]
    people = first[["customer", "creator_key", "campaign_key"]].assign(first=first["day"]).reset_index(drop=True)[won]
    sums = {
        "again": mine[mine["further"] == 1].set_index("person")["since"].astype(float),
        "orders": within.groupby("person").size(),
        "revenue": within.groupby("person")["net"].sum(),
        **{f"by_{day}": mine[mine["since"] <= day].groupby("person")["net"].sum() for day in HORIZONS},
        "later": after.groupby("person")["net"].sum(),
        "uncredited": after[after["uncredited"]].groupby("person")["net"].sum(),
    }
    people = people.assign(
        observed=(kept["day"].max() - people["first"]).dt.days, **{k: v.reindex(people.index) for k, v in sums.items()}
    )
    people[["later", "uncredited"]] = people[["later", "uncredited"]].fillna(0.0)
    place = pd.Series(np.arange(len(people)), people.index)
    return people.reset_index(drop=True), mine.assign(person=mine["person"].map(place).to_numpy())


def _mean_cumulative(orders: pd.DataFrame, observed: np.ndarray, days: np.ndarray) -> pd.DataFrame:
    """Return money per customer up to each day, with its 90 % interval."""
    if not len(days):
        return pd.DataFrame(columns=["day", "at_risk", "revenue", "low", "high"], dtype=float)
    at_risk = len(observed) - np.searchsorted(np.sort(observed), days, side="left")
    inside = orders[orders["since"] <= days[-1]]
    since, person = inside["since"].to_numpy(), inside["person"].to_numpy()
    share = inside["net"].to_numpy() / at_risk[since]
    step = np.bincount(since, share, len(days))
    hazard = np.cumsum(step / at_risk)
    mean = np.cumsum(step)
    shown = np.unique([*range(0, len(days), 5), *(h for h in HORIZONS if h < len(days)), len(days) - 1])
    error = np.array([_robust_error(person[since <= d], share[since <= d], hazard[np.minimum(observed, d)]) for d in shown])
    half = norm.ppf(0.5 + _LEVEL / 2) * error / np.where(mean[shown] > 0, mean[shown], np.nan)  # in logs: sums of money are skew
    return pd.DataFrame(
        {
            "day": shown,
            "at_risk": at_risk[shown],
            "revenue": mean[shown],
            "low": mean[shown] * np.exp(-half),
            "high": mean[shown] * np.exp(half),
        }
    )


def _robust_error(person: np.ndarray, share: np.ndarray, expected: np.ndarray) -> float:
    """Return the standard error from each customer's own deviation from what was expected while observed."""
    return float(np.sqrt(np.square(np.bincount(person, share, len(expected)) - expected).sum()))


def _ordering_again(people: pd.DataFrame, days: np.ndarray) -> pd.DataFrame:
    """Return the share who ordered again by each day, with its 90 % interval."""
    again, observed = people["again"].to_numpy(dtype=float), people["observed"].to_numpy(dtype=float)
    seen = np.isfinite(again)
    if not seen.any() or not len(days):
        return pd.DataFrame(columns=["day", "at_risk", "rate", "low", "high"], dtype=float)
    curve = ecdf(CensoredData(uncensored=again[seen], right=observed[~seen]))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # no interval is defined before the first event; it is missing there
        span = curve.cdf.confidence_interval(_LEVEL, method="log-log")
    at_risk = len(observed) - np.searchsorted(np.sort(observed), days, side="left")
    told = {"rate": curve.cdf, "low": span.low, "high": span.high}
    return pd.DataFrame({"day": days, "at_risk": at_risk, **{name: found.evaluate(days) for name, found in told.items()}})


def horizons(found: Customers) -> pd.DataFrame:
    """Return per horizon of ``HORIZONS`` that is observed: day, at_risk, revenue, low, high, rate, rate_low, rate_high (90 %)."""
    names = {"rate": "rate", "low": "rate_low", "high": "rate_high"}
    again = found.again[["day", *names]].rename(columns=names)
    return found.value[found.value["day"].isin(HORIZONS)].merge(again, on="day", how="left", validate="one_to_one")


def by_creator(found: Customers, horizon: int = HORIZONS[-1], seed: int = 7) -> pd.DataFrame:
    """Return per acquiring creator (index creator_key) what a customer brings within ``horizon`` days, most first.

    Columns: customers, observed (as long as that: only these count), revenue (per customer, shrunk), low, high (90 %), raw,
    again (share of the observed who ordered once more by then) with again_low, again_high (Wilson's 90 % interval), later and
    uncredited (sums over 90 days, see `Customers`). Raises ValueError for another horizon than those of ``HORIZONS``.
    """
    if horizon not in HORIZONS:
        raise ValueError(f"horizon must be one of {HORIZONS}, not {horizon!r}")
    people = found.people
    sums = people.groupby("creator_key").agg(customers=("first", "size"), later=("later", "sum"), uncredited=("uncredited", "sum"))
    long = people[people["observed"] >= horizon].assign(one=1.0, repeated=lambda rows: rows["again"] <= horizon)
    if long.empty:
        return sums.assign(
            observed=0, **dict.fromkeys(("revenue", "low", "high", "raw", "again", "again_low", "again_high"), np.nan)
        )
    cells = ratio_posterior(long, f"by_{horizon}", "one", ["creator_key"], seed=seed).cells.set_index("creator_key")
    shown = cells.rename(columns={"n": "observed", "estimate": "revenue"})[["observed", "revenue", "low", "high", "raw"]]
    again = long.groupby("creator_key")["repeated"].mean().rename("again")
    table = sums.join(shown).join(again)
    table["observed"] = table["observed"].fillna(0).astype(int)
    table["again_low"], table["again_high"] = _wilson(table["again"], table["observed"])
    return table.sort_values(["revenue", "customers"], ascending=False, kind="stable")


def _wilson(share: pd.Series, n: pd.Series) -> tuple[pd.Series, pd.Series]:
    """Return the ends of Wilson's 90 % interval of a share of ``n``."""
    z, n = norm.ppf(0.5 + _LEVEL / 2), n.where(n > 0)
    middle = (share + z**2 / (2 * n)) / (1 + z**2 / n)
    half = z / (1 + z**2 / n) * np.sqrt(share * (1 - share) / n + z**2 / (4 * n**2))
    return middle - half, middle + half
