"""The orders that count as sales, each with its net amount: what time, customers and goals are measured on."""

import numpy as np
import pandas as pd


def counted_sales(orders: pd.DataFrame, factors: np.ndarray) -> pd.DataFrame:
    """Return the dated orders that count, with ``net`` (revenue − refunds, reporting currency), ``number`` (of orders) and ``day``.

    Cancelled orders, repeated ones and those in a currency without a rate are left out. ``factors``: `lib.roi.currency.factors`.
    """
    counts = orders["cancelled_at"].isna() & ~orders["repeated_table"] & ~(orders["duplicate"] & orders["repeated_id"])
    net = (orders["revenue"] - orders["refunds"].abs().fillna(0)) * factors
    number = orders["orders"].fillna((~orders["repeated_id"]).astype("float64"))
    table = orders.assign(net=net, number=number, day=orders["order_date"].dt.floor("D"))
    return table[counts & net.notna() & table["day"].notna()]
