"""The overview's own arithmetic: shares, intervals, months, and where money should move."""

from dataclasses import dataclass
from math import sqrt

import numpy as np
import pandas as pd
from scipy.stats import t as student

from lib.schema import PLATFORM_LABELS
from lib.text import _

LEVEL = 0.90  # coverage of the intervals
SURE = 0.90  # posterior probability from which one segment is called better than another
UNKNOWN = float("nan")


@dataclass(frozen=True)
class Shift:
    """The two segments between which money should move, and how sure that is (returns: value per unit of money, shrunk)."""

    worst: str
    best: str
    worst_return: float
    best_return: float
    worst_cost: float
    probability: float
    n: int


def authentic_share(creators: pd.DataFrame, scores: pd.DataFrame) -> tuple[float, float, float, int]:
    """Return the follower-weighted mean of authenticity / 100, its low and high end, and the number of scored creators.

    The ends take every score at the low or high end of its own range at once: errors of a model may all point one way.
    """
    scored = scores[scores["authenticity"].notna()]
    if scored.empty:
        return UNKNOWN, UNKNOWN, UNKNOWN, 0
    weight = creators.set_index("creator_key")["followers"].reindex(scored.index).fillna(0)
    weight = weight if weight.sum() > 0 else weight + 1
    low, share, high = (float((scored[name] * weight).sum() / weight.sum() / 100) for name in ("low", "authenticity", "high"))
    return share, low, high, len(scored)


def ratio_interval(above: pd.Series, below: pd.Series) -> tuple[float, float]:
    """Return the 90 % interval of Σ above / Σ below when its rows are a sample (Cochran, Sampling Techniques, 1977, §6.4).

    Missing with fewer than three rows or when ``below`` sums to 0; not below 0 when nothing in ``above`` is.
    """
    known = below.notna() & above.notna()
    y, x = above[known].to_numpy(dtype=float), below[known].to_numpy(dtype=float)
    if len(x) < 3 or x.sum() == 0:
        return UNKNOWN, UNKNOWN
    ratio = y.sum() / x.sum()
    error = sqrt(len(x) / (len(x) - 1) * float(((y - ratio * x) ** 2).sum())) / abs(x.sum())
    reach = float(student.ppf((1 + LEVEL) / 2, len(x) - 1)) * error
    low = ratio - reach if y.min() < 0 else max(ratio - reach, 0.0)
    return low, ratio + reach


def by_campaign(deals: pd.DataFrame) -> pd.DataFrame:
    """Return cost, revenue and value per campaign (per creator where a deal has none): the units whose results vary."""
    money = deals[deals["cost"].notna() | deals["value"].notna()]
    unit = money["campaign_key"].fillna(money["creator_key"]).fillna("")
    return money.groupby(unit)[["cost", "revenue", "value"]].sum()


def monthly(deals: pd.DataFrame) -> pd.DataFrame:
    """Return cost and value per month in which deals began: month, cost, value, n; empty when no deal has a date and money."""
    dated = deals[deals["start"].notna() & (deals["cost"].notna() | deals["value"].notna())]
    groups = dated.groupby(dated["start"].dt.to_period("M").dt.to_timestamp())
    return groups[["cost", "value"]].sum(min_count=1).assign(n=groups.size()).rename_axis("month").reset_index()


def segments(cells: pd.DataFrame) -> pd.DataFrame:
    """Return ``cells`` (platform, tier) with a ``label`` for people, such as "micro creators on TikTok"."""
    platform = cells["platform"].map(PLATFORM_LABELS).fillna(_("an unnamed platform"))
    tier = cells["tier"].fillna(_("unsized"))
    names = [_("{tier} creators on {platform}", tier=t, platform=p) for t, p in zip(tier, platform, strict=True)]
    return cells.assign(label=pd.Series(names, index=cells.index, dtype="str"))


def best_shift(cells: pd.DataFrame, draws: np.ndarray, minimum: int = 5) -> Shift | None:
    """Return the surest best segment and the clearly worse one that wastes most; None when no two can be compared.

    ``cells``: label, n, denominator (cost), estimate (value per unit of money); ``draws`` (draws, cells): their posterior.
    Only segments of at least ``minimum`` deals take part. Without a clearly worse one, the likeliest is returned.
    """
    able = np.flatnonzero((cells["n"] >= minimum).to_numpy() & cells["estimate"].notna().to_numpy())
    if len(able) < 2:
        return None
    best = max(able, key=lambda i: float(np.quantile(draws[:, i], 1 - SURE)))
    chance = {i: float((draws[:, best] > draws[:, i]).mean()) for i in able if i != best}
    lost = (cells["estimate"].iloc[best] - cells["estimate"]) * cells["denominator"]
    sure = [i for i, probability in chance.items() if probability >= SURE]
    worst = max(sure, key=lambda i: float(lost.iloc[i])) if sure else max(chance, key=chance.get)
    bad, good = cells.iloc[worst], cells.iloc[best]
    return Shift(
        bad["label"], good["label"], float(bad["estimate"]), float(good["estimate"]), float(bad["denominator"]),
        chance[worst], int(bad["n"] + good["n"]),
    )  # fmt: skip
