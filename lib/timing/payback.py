"""How a campaign's money comes back day by day: cumulative return, the day it breaks even, and how long that usually takes."""

import warnings
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.stats import CensoredData, ecdf

_LEVEL = 0.90
_SALES = ("direct sales", "refunds", "tax")
_DAYS = {
    "orders": ("order_date",),
    "campaigns": ("post_date", "end_date", "start_date"),
    "posts": ("post_date",),
    "traffic": ("date",),
}


@dataclass(frozen=True, eq=False)
class Payback:
    """Campaigns by days since their start; money in the reporting currency.

    ``campaigns`` (index campaign_key): start, cost, gain (so far), observed (days), payback (days, missing: not yet). ``curve``:
    campaign_key, age, back (gain so far / cost) – one row per day with money. ``usual``, ``low``, ``high``: days until half of the
    campaigns have paid back, with its 90 % interval (infinite: not by the last day; missing: unknown).
    """

    campaigns: pd.DataFrame
    curve: pd.DataFrame
    usual: float
    low: float
    high: float


def dated_gains(tables: dict[str, pd.DataFrame], lines: pd.DataFrame, margin: float) -> pd.DataFrame:
    """Return the value that counts toward profit with its day: campaign_key, day, gain.

    ``tables``: its tables by name, ``lines`` from `lib.roi.money_lines`. Net sales and the tax in them count × ``margin``,
    other value in full. Value without a day of its own stands on the campaign's post, end or start.
    """
    value = lines[(lines["side"] == "value") & lines["campaign_key"].notna()]
    sold = value["counted"] & (value["table"] == "orders") & (value["component"] == "direct sales")
    taxed = (value["component"] == "tax") & value["row"].isin(value.loc[sold, "row"])
    value = value[value["counted"] | taxed]
    day = pd.Series(pd.NaT, value.index, dtype="datetime64[us]")
    for kind, names in _DAYS.items():
        own = value["table"] == kind
        table = tables[kind]
        for name in names:
            day[own] = day[own].fillna(pd.Series(table[name].to_numpy()[value.loc[own, "row"]], value.index[own]))
    share = np.where(value["component"].isin(_SALES), margin, 1.0)
    return pd.DataFrame(
        {"campaign_key": value["campaign_key"].astype("str"), "day": day.dt.floor("D"), "gain": value["amount"] * share}
    )


def payback(gains: pd.DataFrame, deals: pd.DataFrame, campaigns: pd.DataFrame, end: pd.Timestamp) -> Payback:
    """Return how campaigns paid back; ``gains`` from `dated_gains`, ``deals`` from `lib.roi.deals`, ``end``: last day of the data.

    All cost counts from the first day (cautious); a gain before the start counts on day 0. The usual payback is
    Kaplan & Meier's median: campaigns that have not paid back yet count for as long as they are observed.
    """
    cost = deals.groupby("campaign_key")["cost"].sum(min_count=1)
    begun = campaigns.assign(begin=campaigns["start_date"].fillna(campaigns["post_date"])).groupby("campaign_key")["begin"].min()
    start = begun.reindex(cost.index).fillna(gains.groupby("campaign_key")["day"].min().reindex(cost.index)).dt.floor("D")
    known = pd.DataFrame({"start": start, "cost": cost})
    known = known[(known["cost"] > 0) & known["start"].notna() & (known["start"] <= end)]
    dated = gains[gains["campaign_key"].isin(known.index) & gains["gain"].notna()]
    first = pd.Series(known["start"].reindex(dated["campaign_key"]).to_numpy(), dated.index)
    age = (dated["day"].fillna(first) - first).dt.days.clip(lower=0)
    steps = dated.assign(age=age).groupby(["campaign_key", "age"], as_index=False)["gain"].sum()
    steps["so_far"] = steps.groupby("campaign_key")["gain"].cumsum()
    steps["back"] = steps["so_far"] / known["cost"].reindex(steps["campaign_key"]).to_numpy()
    reached = steps[steps["back"] >= 1].groupby("campaign_key")["age"].min()
    table = known.assign(
        gain=steps.groupby("campaign_key")["gain"].sum().reindex(known.index).fillna(0.0),
        observed=(end - known["start"]).dt.days,
        payback=reached.reindex(known.index).astype(float),
    )
    return Payback(table, steps[["campaign_key", "age", "back"]], *_median(table))


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
