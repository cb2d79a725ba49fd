"""How a campaign's money comes back day by day: cumulative return, the day it breaks even, and how long that usually takes."""

import warnings
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.stats import CensoredData, ecdf

from lib.roi.returns import NOT_ASSIGNED

_LEVEL = 0.90


@dataclass(frozen=True, eq=False)
class Payback:
    """Campaigns or creators by days since their start; money in the reporting currency.

    ``groups`` (index group): start, cost, gain (earned so far), observed (days), payback (days, missing: not yet).
    ``curve``: group, age, back (earned so far / cost) – one row per day with sales, and the last day of the data.
    ``usual``, ``low``, ``high``: days until half of them have paid back, with its 90 % interval (infinite: not by the
    last day; missing: unknown).
    """

    groups: pd.DataFrame
    curve: pd.DataFrame
    usual: float
    low: float
    high: float


def payback(earned: pd.DataFrame, paid: pd.DataFrame, end: pd.Timestamp) -> Payback:
    """Return how campaigns (or creators) paid back by ``end``, the last day of the data.

    ``earned`` from `lib.roi.payback.earned_by_day` by either, ``paid`` from `lib.roi.payback.payback` by the same: what dated
    sales left after tax and goods, against all cost from the first day on (cautious). Sales before the start count on day 0.
    The usual payback is Kaplan & Meier's median: those that have not paid back yet count for as long as they are observed.
    """
    known = paid[(paid["cost"] > 0) & paid["start"].notna() & (paid["start"] <= end) & (paid.index != NOT_ASSIGNED)]
    start = known["start"].dt.floor("D")
    table = pd.DataFrame(
        {"start": start, "cost": known["cost"], "gain": known["earned"].fillna(0.0), "observed": (end - start).dt.days,
         "payback": known["days"].astype(float)}, index=known.index.rename("group"),
    )  # fmt: skip
    dated = earned[earned["group"].isin(table.index)]
    age = (dated["day"] - pd.Series(start.reindex(dated["group"]).to_numpy(), dated.index)).dt.days.clip(lower=0)
    steps = pd.DataFrame({"group": dated["group"], "age": age, "gain": dated["amount"]})
    last = pd.DataFrame({"group": table.index, "age": table["observed"].to_numpy(), "gain": 0.0})
    steps = pd.concat([steps, last]).groupby(["group", "age"], as_index=False)["gain"].sum()
    steps["back"] = steps.groupby("group")["gain"].cumsum() / table["cost"].reindex(steps["group"]).to_numpy()
    return Payback(table, steps[["group", "age", "back"]], *_median(table))


def _median(table: pd.DataFrame) -> tuple[float, float, float]:
    """Return the day by which half of the campaigns have paid back, with its interval (Brookmeyer & Crowley 1982)."""
    done = table["payback"].notna()
    if done.sum() < 2:
        return np.nan, np.nan, np.nan
    open_ = table.loc[~done, "observed"].clip(lower=0)
    curve = ecdf(CensoredData(uncensored=table.loc[done, "payback"].to_numpy(), right=open_.to_numpy(dtype=float))).cdf
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # no interval is defined before the first payback; it is missing there
        span = curve.confidence_interval(_LEVEL, method="log-log")
    days = curve.quantiles
    return _first(days, curve.probabilities), _first(days, span.high.probabilities), _first(days, span.low.probabilities)


def _first(days: np.ndarray, share: np.ndarray) -> float:
    reached = np.flatnonzero(np.nan_to_num(share) >= 0.5)
    return float(days[reached[0]]) if len(reached) else float("inf")
