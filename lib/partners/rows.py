"""One row per partnership with what it brought and what it cost besides the fee: what fees are judged on."""

import numpy as np
import pandas as pd

from lib.roi import paired

KEYS = ["creator_key", "campaign_key", "tier", "platform", "model", "start"]
AMOUNTS = ["value", "gain", "fees", "other", "commission", "posts", "one"]


def partner_rows(deals: pd.DataFrame, booked: pd.DataFrame) -> pd.DataFrame:
    """Return one row per partnership of a named creator, cost and results of one creator brought together.

    ``deals`` as from `lib.roi.deals` with ``gain`` (value that counts toward profit), ``booked`` as from `lib.roi.bookings`, row
    by row the same partnerships. Columns: ``KEYS`` and ``AMOUNTS`` – fees (all-in costs where only these are known), other
    (product, shipping, handling), commission; posts (1 where none is listed but something happened); one = 1.
    In files that know results at all, a partnership with cost and no result brought 0.
    """
    parts = booked[["fees", "commission", "posts"]].set_axis(deals.index)
    other = booked[["product", "handling"]].sum(axis=1, min_count=1).set_axis(deals.index)
    rows = pd.concat([deals[[*KEYS, "value", "gain", "cost"]], parts], axis=1).assign(other=other, one=1.0)
    whole = paired(rows[rows["creator_key"].notna()].reset_index(drop=True), [])
    silent = (whole["value"] == 0) & whole["gain"].isna()
    return whole.assign(gain=whole["gain"].mask(silent, 0.0), one=1.0, posts=np.maximum(whole["posts"], 0.0))[[*KEYS, *AMOUNTS]]
