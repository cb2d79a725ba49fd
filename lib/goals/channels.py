"""The cost of a new customer through creators beside the published ranges of other channels."""

import numpy as np
import pandas as pd
from scipy.stats import t

from lib.benchmarks import cac_channels
from lib.metrics import customer_column
from lib.roi import paired

OWN = "own"


def channels(deals: pd.DataFrame, dollar: float) -> pd.DataFrame:
    """Return one row per channel, the own figure first: channel, low, middle, high, n, per, source, year and the published traits.

    Own: ratio of sums over partnerships that know cost and customers, with its 90 % interval (of the ratio's logarithm, by
    campaign); ``per``: 'new_customers', or 'orders' where no file knows new customers. Published ranges are in US dollars,
    ``dollar``: what one is worth in the reporting currency; without a rate they are left out.
    """
    rows = cac_channels()
    published = pd.DataFrame(
        {
            "channel": rows["channel"],
            "low": rows["low"] * dollar,
            "middle": np.nan,
            "high": rows["high"] * dollar,
            "n": 0,
            "per": "",
            "source": rows["source_title"],
            "year": rows["data_year"],
            **{name: rows[name] for name in ("time_to_result", "upfront", "scalability", "reusable_content", "trust", "targeting")},
        }
    )
    own = _own(deals)
    known = published if dollar == dollar else published.iloc[:0]
    return pd.concat([pd.DataFrame([own]), known], ignore_index=True) if own else known.reset_index(drop=True)


def _own(deals: pd.DataFrame) -> dict[str, object] | None:
    per = customer_column(deals)
    if per is None:
        return None
    deals = paired(deals, [], (per, "cost"), silence_is_zero=False)
    both = deals[deals["cost"].notna() & deals[per].notna()]
    sums = both.groupby(both["campaign_key"].fillna(both["creator_key"]).astype("str"))[["cost", per]].sum()
    cost, customers = sums["cost"].sum(), sums[per].sum()
    if not (cost > 0 and customers > 0):
        return None
    value, n = cost / customers, len(sums)
    residual = (sums["cost"] - value * sums[per]).to_numpy()
    error = np.sqrt(residual @ residual * n / (n - 1)) / cost if n > 1 else np.nan
    half = t.ppf(0.95, max(n - 1, 1)) * error
    return {"channel": OWN, "low": value * np.exp(-half), "middle": value, "high": value * np.exp(half), "n": len(both), "per": per}
