"""What results cost per creator: cost per 1,000 engagements, drawn toward creators of the same size and platform."""

import numpy as np
import pandas as pd

from lib.roi import paired
from lib.shrink import ratio_posterior


def engagement_costs(deals: pd.DataFrame, people: pd.DataFrame, seed: int = 7) -> pd.DataFrame:
    """Return per creator (index creator_key) with both known: n, cost, engagements, raw, estimate, low, high; cheapest first.

    ``deals`` as from `lib.roi.deals`, ``people``: creator_key, tier, platform. Figures are cost per 1,000 engagements; estimated as
    engagements per cost, so that partnerships that cost and brought none count; low and high are the 90 % interval.
    """
    labels = people[["creator_key", "tier", "platform"]].astype("str").drop_duplicates("creator_key")
    rows = paired(deals[deals["creator_key"].notna()], [], ("engagements", "cost"))
    rows = (
        rows[rows["cost"] > 0][["creator_key", "cost", "engagements"]]
        .astype({"creator_key": "str"})
        .merge(labels, on="creator_key")
    )
    if rows["engagements"].notna().sum() < 2:
        return pd.DataFrame(columns=["n", "cost", "engagements", "raw", "estimate", "low", "high"], dtype=float)
    cells = ratio_posterior(rows, "engagements", "cost", ["tier", "platform", "creator_key"], seed=seed).cells
    cells = cells[cells["n"] > 0].set_index("creator_key").rename_axis(None)
    per = {"raw": cells["raw"], "estimate": cells["estimate"], "low": cells["high"], "high": cells["low"]}
    told = {name: 1000 / ratio.where(ratio > 0) for name, ratio in per.items()}
    sums = {"n": cells["n"], "cost": cells["denominator"], "engagements": cells["numerator"]}
    return pd.DataFrame({**sums, **told}).replace(np.inf, np.nan).sort_values("estimate", kind="stable")
