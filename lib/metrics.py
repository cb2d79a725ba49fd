"""Rates and costs per unit from summed columns: every aggregate is a ratio of sums, and missing where it has no sense."""

import numpy as np
import pandas as pd

BASES = ("followers", "views", "reach", "impressions")


def ratio(numerator: pd.Series | float, denominator: pd.Series | float) -> pd.Series | float:
    """Return numerator / denominator; missing where the denominator is 0 or missing."""
    if isinstance(numerator, pd.Series) or isinstance(denominator, pd.Series):
        below = pd.Series(denominator, index=getattr(numerator, "index", None)) if np.isscalar(denominator) else denominator
        return numerator / below.where(below != 0)
    return float(numerator) / float(denominator) if denominator and denominator == denominator else float("nan")


def roi(value: pd.Series | float, cost: pd.Series | float) -> pd.Series | float:
    """Return (value − cost) / cost as a fraction: 2.10 is 210 %."""
    return ratio(value - cost, cost)


def with_metrics(frame: pd.DataFrame) -> pd.DataFrame:
    """Return ``frame`` (summed columns) with the metrics that its columns allow.

    engagement_rate_<basis> = engagements / followers, views, reach or impressions; cpm = cost / impressions × 1000;
    cpv, cpe, cpc per view, engagement, click; cac = cost / new customers (orders where no row knows new customers);
    conversion_rate = orders / clicks; aov = revenue / orders; roas = revenue / cost; roi and roi_direct as fractions.
    """
    has = set(frame.columns)
    metrics: dict[str, pd.Series] = {}
    for basis in BASES:
        if {"engagements", basis} <= has:
            metrics[f"engagement_rate_{basis}"] = ratio(frame["engagements"], frame[basis])
    for name, unit, size in (("cpm", "impressions", 1000), ("cpv", "views", 1), ("cpe", "engagements", 1), ("cpc", "clicks", 1)):
        if {"cost", unit} <= has:
            metrics[name] = ratio(frame["cost"] * size, frame[unit])
    if "cost" in has and (customers := customer_column(frame)):
        metrics["cac"] = ratio(frame["cost"], frame[customers])
    pairs = {"conversion_rate": ("orders", "clicks"), "aov": ("revenue", "orders"), "roas": ("revenue", "cost")}
    metrics |= {name: ratio(frame[above], frame[below]) for name, (above, below) in pairs.items() if {above, below} <= has}
    for name, gain in (("roi", "value"), ("roi_direct", "revenue")):
        if {gain, "cost"} <= has:
            metrics[name] = roi(frame[gain], frame["cost"])
    return frame.assign(**metrics)


def customer_column(frame: pd.DataFrame) -> str | None:
    """Return what a customer is counted by: 'new_customers' when any row knows them, else 'orders', else None."""
    known = [name for name in ("new_customers", "orders") if name in frame and frame[name].notna().any()]
    return known[0] if known else None
