"""The levers of a programme: what each measures today and the range the data show."""

import numpy as np
import pandas as pd

from lib.roi.levers import CUTOFF, SCALED, Lever, averages
from lib.roi.scenario import Scenario
from lib.settings import Settings

_GROUP = {
    "creators": "programme", "posts": "programme", "fee": "price", "product_cost": "price", "handling_cost": "price",
    "commission_rate": "price", "impressions": "response", "click_rate": "response", "conversion_rate": "response",
    "order_value": "response", "content_value": "money",
}  # fmt: skip
_UNIT = {
    "creators": "count", "posts": "count", "fee": "money", "product_cost": "money", "handling_cost": "money",
    "commission_rate": "rate", "impressions": "count", "click_rate": "rate", "conversion_rate": "rate", "order_value": "money",
    "content_value": "money",
}  # fmt: skip
_RATIOS = {  # lever → the booking columns whose sums it is a ratio of
    "posts": ("posts", "one"), "fee": ("fees", "posts"), "product_cost": ("product", "one"), "handling_cost": ("handling", "one"),
    "commission_rate": ("commission", "revenue"), "impressions": ("impressions", "posts"), "click_rate": ("clicks", "impressions"),
    "conversion_rate": ("orders", "clicks"), "order_value": ("gross", "orders"), "content_value": ("content", "posts"),
    "refund_rate": ("refunds", "gross"), "search_lift": ("search", "revenue"), "discount": ("discount", "list_price"),
}  # fmt: skip


def measured_levers(
    rows: pd.DataFrame, scenario: Scenario, settings: Settings, elasticity: tuple[float, float, float]
) -> dict[str, Lever]:
    """Return the levers the data can speak about, in the order of the page."""
    base = averages(scenario)
    basis = _basis(rows)
    levers = {}
    for key in SCALED:
        if not base[key] >= 0 or key in basis["unmeasured"]:  # missing, or less than nothing: corrections exceed what was paid
            continue
        low, high, n, measured = _range(rows, key, base[key], basis)
        unit = "money" if key == "conversion_rate" and not basis["orders"] else _UNIT[key]
        levers[key] = Lever(key, _GROUP[key], unit, base[key], low, high, n, measured, basis.get(key, ""))
    for key in ("discount", "refund_rate", "search_lift"):
        value = getattr(scenario, key)
        low, high, n, measured = _range(rows, key, value, basis)
        levers[key] = Lever(key, "money", "rate", value, low, high, n, measured)
    margin = settings.gross_margin
    levers["gross_margin"] = Lever("gross_margin", "money", "rate", margin, margin, margin, 0, measured=False)
    levers["elasticity"] = Lever("elasticity", "programme", "power", *elasticity, len(rows))
    scored = int(rows["authenticity"].notna().sum())
    if scored:
        levers[CUTOFF] = Lever(CUTOFF, "quality", "score", 0.0, 0.0, 80.0, scored)
    return levers


def _basis(rows: pd.DataFrame) -> dict:
    """Return which stages of the chain are unmeasured, and what click rate and conversion are then per."""
    seen = {stage: bool(rows[stage].fillna(0).sum() > 0) for stage in ("impressions", "clicks", "orders")}
    before_click = "impression" if seen["impressions"] else "post"
    before_order = "click" if seen["clicks"] else before_click
    names = {"impressions": "impressions", "clicks": "click_rate", "orders": "order_value"}
    unmeasured = {lever for stage, lever in names.items() if not seen[stage]}
    return {"unmeasured": unmeasured, "orders": seen["orders"], "click_rate": before_click, "conversion_rate": before_order}


def _range(rows: pd.DataFrame, key: str, base: float, basis: dict) -> tuple[float, float, int, bool]:
    """Return the range in which four of five campaigns (weighted) lay, the bookings behind it, and whether that was measured.

    With fewer than four campaigns that report it: a quarter up and down, marked as assumed.
    """
    if key not in _RATIOS:
        return base * 0.75, base * 1.25, len(rows), False
    top, bottom = _RATIOS[key]
    if key == "conversion_rate":
        top = "orders" if basis["orders"] else "revenue"
        bottom = {"click": "clicks", "impression": "impressions", "post": "posts"}[basis["conversion_rate"]]
    if key == "click_rate" and basis["click_rate"] == "post":
        bottom = "posts"
    both = rows[top].notna() & (rows[bottom] > 0)
    sums = rows[both].groupby("campaign_key")[[top, bottom]].sum()
    n = int(both.sum())
    if len(sums) < 4 or base <= 0:
        return base * 0.75, base * 1.25, n, False
    ratio = (sums[top] / sums[bottom]).to_numpy()
    overall = sums[top].sum() / sums[bottom].sum()
    low, high = _weighted_quantiles(ratio, sums[bottom].to_numpy(), (0.1, 0.9)) * (base / overall if overall > 0 else 1.0)
    return float(min(low, base)), float(max(high, base)), n, True


def _weighted_quantiles(values: np.ndarray, weights: np.ndarray, levels: tuple[float, ...]) -> np.ndarray:
    order = np.argsort(values)
    share = (np.cumsum(weights[order]) - weights[order] / 2) / weights.sum()
    return np.interp(levels, share, values[order])
