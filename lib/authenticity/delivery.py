"""What money bought after the inauthentic share is taken off: authentic reach, authentic CPM and CPE, money at risk."""

import pandas as pd

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


def _sums(deals: pd.DataFrame, columns: list[str]) -> pd.DataFrame:
    return deals.groupby("creator_key")[columns].sum(min_count=1).astype(float)
