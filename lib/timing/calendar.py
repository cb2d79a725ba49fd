"""Weekdays, months and quarters: ratios of sums, drawn toward each other, and no winner from noise."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from lib.shrink import RatioPosterior, probability_greater, ratio_posterior

WEEKDAY, MONTH = "weekday", "month"
SURE = 0.9  # probability from which a best one is named


@dataclass(frozen=True, eq=False)
class Effect:
    """A figure by weekday or month.

    ``cells``: label (0–6 from Monday, or 1–12), n (rows behind), raw, estimate, low, high (90 %). ``overall``: ratio of all sums.
    ``best``, ``worst``: labels, with ``sure`` and ``sure_worst``: the probability of being the highest, the lowest.
    """

    cells: pd.DataFrame
    overall: float
    best: int
    sure: float
    worst: int
    sure_worst: float


def effects(rows: pd.DataFrame, by: str, seed: int = 7) -> Effect | None:
    """Return top / bottom by weekday or month of ``day``; None with fewer than two of them.

    ``rows``: day, top, bottom – for rates per day give one row per day (weekday) or week (month) with its days as bottom.
    """
    known = rows[rows["day"].notna() & rows["top"].notna() & (rows["bottom"] > 0)]
    label = known["day"].dt.day_of_week if by == WEEKDAY else known["day"].dt.month
    known = known.assign(label=label)
    if known["label"].nunique() < 2:
        return None
    posterior = ratio_posterior(known, "top", "bottom", ["label"], seed=seed)
    order = np.argsort(posterior.cells["label"].to_numpy(dtype=int))
    cells = posterior.cells.iloc[order].reset_index(drop=True)[["label", "n", "raw", "estimate", "low", "high"]]
    draws = posterior.draws[:, order]
    labels = cells["label"].astype(int).to_numpy()
    highest, lowest = (
        np.bincount(which, minlength=len(labels)) / len(draws) for which in (draws.argmax(axis=1), draws.argmin(axis=1))
    )
    top, last = int(highest.argmax()), int(lowest.argmax())
    if np.ptp(draws) == 0:
        highest = lowest = np.full(len(labels), 1 / len(labels))
    overall = float(known["top"].sum() / known["bottom"].sum())
    return Effect(cells, overall, int(labels[top]), float(highest[top]), int(labels[last]), float(lowest[last]))


def per_day(sales: pd.Series, by: str) -> pd.DataFrame:
    """Return net sales per day (gapless Series) as rows for `effects`: days for weekdays, whole weeks within a month for months."""
    frame = pd.DataFrame({"day": sales.index, "top": sales.to_numpy(), "bottom": 1.0})
    if by == WEEKDAY or frame.empty:
        return frame
    week = frame["day"].dt.to_period("M").astype("str") + "-" + ((frame["day"].dt.day - 1) // 7).astype("str")
    return frame.groupby(week, as_index=False).agg(day=("day", "min"), top=("top", "sum"), bottom=("bottom", "sum"))


def per_post(posts: pd.DataFrame, measure: str) -> pd.DataFrame:
    """Return posts as rows for `effects`: ``measure`` per post ('views', 'engagements' or another count)."""
    counts = posts[~posts["repeated_table"] & ~(posts["duplicate"] & posts["repeated_id"])]
    parts = ["likes", "comments", "shares", "saves"] if measure == "engagements" else [measure]
    top = counts[parts].sum(axis=1, min_count=1)
    return pd.DataFrame({"day": counts["post_date"], "top": top, "bottom": 1.0})


def per_partnership(deals: pd.DataFrame) -> pd.DataFrame:
    """Return partnerships as rows for `effects`: value each, by the day they start; ``deals`` from `lib.roi.deals`."""
    return pd.DataFrame({"day": deals["start"], "top": deals["value"], "bottom": 1.0})


def quarters(deals: pd.DataFrame, seed: int = 7) -> pd.DataFrame:
    """Return per quarter of the start: quarter, n, cost, value, roi (ratio of sums), estimate, low, high (ROI, shrunk, 90 %),
    change (estimate against the quarter before), better (probability that ROI rose). ``deals``: start, cost, value.
    """
    known = deals[deals["start"].notna() & (deals["cost"] > 0)].assign(quarter=lambda t: t["start"].dt.to_period("Q").astype("str"))
    if known.empty:
        return pd.DataFrame(columns=["quarter", "n", "cost", "value", "roi", "estimate", "low", "high", "change", "better"])
    posterior = ratio_posterior(known, "value", "cost", ["quarter"], seed=seed)
    cells = posterior.cells.set_index("quarter")
    sums = known.groupby("quarter").agg(n=("cost", "size"), cost=("cost", "sum"), value=("value", "sum"))
    table = sums.assign(roi=sums["value"] / sums["cost"] - 1).join(cells[["estimate", "low", "high"]] - 1)
    return table.assign(change=table["estimate"].diff(), better=_better(posterior, list(table.index))).reset_index()


def _better(posterior: RatioPosterior, order: list[str]) -> list[float]:
    draws = {name: posterior.draws[:, posterior.position(name)] for name in order}
    pairs = zip(order[1:], order[:-1], strict=True)
    return [np.nan, *(probability_greater(draws[now], draws[before]) for now, before in pairs)]
