"""What money bought after the inauthentic share is taken off: authentic reach, authentic CPM and CPE, money at risk."""

import pandas as pd

from lib.authenticity.score import IN_DOUBT, IN_DOUBT_BELOW
from lib.metrics import ratio


def delivery(deals: pd.DataFrame, authenticity: pd.Series) -> pd.DataFrame:
    """Return per creator (index of ``authenticity``, 0–100) what their deals cost and delivered, whole and authentic.

    ``deals`` has creator_key, cost, reach, impressions and engagements; missing is missing. Columns: spent; at_risk = spent ×
    (1 - authenticity / 100); authentic_reach (people); cpm and cpe over the deals that know both sides, as ratios of sums;
    authentic_cpm and authentic_cpe: the same per authentic impression and engagement (missing where nothing is authentic).
    """
    share = authenticity / 100
    sums = _sums(deals, ["cost", "reach"]).reindex(authenticity.index)
    result = {"spent": sums["cost"], "at_risk": sums["cost"] * (1 - share), "authentic_reach": sums["reach"] * share}
    for name, unit, size in (("cpm", "impressions", 1000), ("cpe", "engagements", 1)):
        both = deals[deals["cost"].notna() & deals[unit].notna()]
        known = _sums(both, ["cost", unit]).reindex(authenticity.index)
        result[name] = ratio(known["cost"] * size, known[unit])
        result[f"authentic_{name}"] = ratio(known["cost"] * size, known[unit] * share)
    return pd.DataFrame(result)


def money_in_doubt(scores: pd.DataFrame, deals: pd.DataFrame) -> tuple[float, float, float, int]:
    """Return the cost paid to doubtful or suspicious creators, its surest and widest reading, and how many such creators.

    Surest: only creators whose whole range lies below the line; widest: also those whose range reaches below it.
    """
    spent = _sums(deals, ["cost"])["cost"].reindex(scores.index).fillna(0)
    doubtful = scores["band"].isin(IN_DOUBT)
    readings = (doubtful, doubtful & (scores["high"] < IN_DOUBT_BELOW), doubtful | (scores["low"] < IN_DOUBT_BELOW))
    amount, sure, wide = (float(spent[mask].sum()) for mask in readings)
    return amount, sure, wide, int((doubtful & (spent > 0)).sum())


def _sums(deals: pd.DataFrame, columns: list[str]) -> pd.DataFrame:
    return deals.groupby("creator_key")[columns].sum(min_count=1).astype(float)
