"""Today's programme, measured: from deals and money lines to a scenario, its uncertainty, and levers with their ranges.

Costs and volumes are ratios of sums, so that the baseline spends and sells what the Returns page shows. Sales per post are
shrunk between tiers, platforms and models (`lib.shrink`) and rescaled to the true total: small segments do not promise what
luck gave them. The chain impressions → clicks → orders is kept per segment as far as it was measured; the conversion closes it.
"""

from types import MappingProxyType

import numpy as np
import pandas as pd

from lib.roi.bookings import DIMENSIONS, authentic_share, bookings
from lib.roi.levers import Baseline
from lib.roi.ranges import measured_levers
from lib.roi.scenario import Scenario
from lib.settings import Settings
from lib.shrink import ROW_DOUBT, RatioPosterior, ratio_posterior

_Z90 = 1.6448536269514722  # half width of a 90 % interval in standard deviations


def baseline(
    deals: pd.DataFrame,
    lines: pd.DataFrame,
    scores: pd.DataFrame | None,
    settings: Settings,
    elasticity: tuple[float, float, float] = (1.0, 1.0, 1.0),
) -> Baseline:
    """Measure today's programme from ``lib.roi.deals``, ``lib.roi.money_lines`` and the creators' scores (index creator_key).

    ``elasticity`` (estimate, low, high) says how sales grow with posts beyond today's volume (1: in proportion).
    Raises ValueError without a deal.
    """
    if deals.empty:
        raise ValueError("There is no booking to measure a programme on.")
    rows = bookings(deals, lines, scores)
    scenario = _scenario(rows, settings, elasticity[0])
    starts = deals["start"].dropna()
    return Baseline(
        scenario=scenario,
        levers=MappingProxyType(measured_levers(rows, scenario, settings, elasticity)),
        bookings=rows,
        start=starts.min() if len(starts) else None,
        end=starts.max() if len(starts) else None,
    )


def _scenario(rows: pd.DataFrame, settings: Settings, elasticity: float) -> Scenario:
    total = _Totals(rows)
    posterior = ratio_posterior(rows, "revenue", "posts", list(DIMENSIONS), seed=settings.seed)
    per_post, error = _response(posterior, rows, total)
    chain = _chain(rows, total, per_post)
    posts, revenue = total("posts"), per_post * total("posts")
    fees_of_nobody = np.where(posts > 0, 0.0, total("fees"))  # paid, nothing posted
    unsold = np.where(revenue > 0, 0.0, total("commission"))
    sold = float(revenue.sum())
    return Scenario(
        name="Today",
        segments=total.labels,
        groups=MappingProxyType({name: total.first[name].to_numpy(dtype=object) for name in DIMENSIONS}),
        creators=total("one"),
        posts=_ratio(posts, total("one")),
        fee=_ratio(np.where(posts > 0, total("fees"), 0.0), posts),
        product_cost=_ratio(total("product"), total("one")),
        handling_cost=_ratio(total("handling") + fees_of_nobody + unsold, total("one")),
        commission_rate=_ratio(total("commission"), revenue),
        content_value=_ratio(total("content") + (0.0 if sold > 0 else total("search")), posts),
        authentic_share=authentic_share(rows, len(total.labels)),
        reference_posts=posts,
        elasticity=elasticity,
        response_error=error,
        creator_spread=_spread(rows, per_post),
        refund_rate=_overall(rows, "refunds", "gross"),
        tax_share=float(total("tax").sum()) / sold if sold > 0 else 0.0,
        discount=_overall(rows, "discount", "list_price"),
        base_discount=_overall(rows, "discount", "list_price"),
        gross_margin=settings.gross_margin,
        search_lift=float(total("search").sum()) / sold if sold > 0 else 0.0,
        common_error=_common(posterior, error, posts),
        content_error=_sampling_error(rows, "content", "posts"),
        search_error=_sampling_error(rows, "search", "revenue"),
        **chain,
    )


class _Totals:
    """Sums of the bookings per segment, in the order of the segments."""

    def __init__(self, rows: pd.DataFrame) -> None:
        by = rows.groupby("segment", sort=True)
        self.first = by[["label", *DIMENSIONS]].first()
        self.labels = tuple(self.first["label"])
        self.sums = by[[c for c in rows if rows[c].dtype == "float64"]].sum()

    def __call__(self, column: str) -> np.ndarray:
        return self.sums[column].to_numpy()


def _ratio(top: np.ndarray, bottom: np.ndarray, otherwise: float | np.ndarray = 0.0) -> np.ndarray:
    return np.where(bottom > 0, np.divide(top, bottom, out=np.zeros_like(top), where=bottom > 0), otherwise)


def _overall(rows: pd.DataFrame, top: str, bottom: str) -> float:
    """Return a ratio of sums over the bookings that report both; 0 when none does."""
    both = rows[top].notna() & rows[bottom].notna()
    below = float(rows.loc[both, bottom].sum())
    return float(rows.loc[both, top].sum()) / below if below > 0 else 0.0


def _response(posterior: RatioPosterior, rows: pd.DataFrame, total: _Totals) -> tuple[np.ndarray, np.ndarray]:
    """Return shrunk net sales per post, rescaled to the total sold, and their relative errors (at most 3)."""
    cells = posterior.cells.set_index(list(DIMENSIONS)).reindex(pd.MultiIndex.from_frame(total.first[list(DIMENSIONS)]))
    estimate = np.clip(np.nan_to_num(cells["estimate"].to_numpy(dtype=float)), 0, None)
    width = np.nan_to_num((cells["high"] - cells["low"]).to_numpy(dtype=float) / (2 * _Z90))
    error = np.divide(width, estimate, out=np.zeros_like(width), where=estimate > 0)
    promised = float((estimate * total("posts")).sum())
    sold = max(float(rows["revenue"].sum()), 0.0)
    return estimate * (sold / promised if promised > 0 else 0.0), np.clip(error, 0, 3)


def _chain(rows: pd.DataFrame, total: _Totals, per_post: np.ndarray) -> dict[str, np.ndarray]:
    """Return impressions per post, click and conversion rate and order value per segment; a stage nobody measured is 1."""
    impressions = _measured(rows, "impressions", "posts", len(per_post))
    clicks = _measured(rows, "clicks", "impressions" if rows["impressions"].sum() > 0 else "posts", len(per_post))
    value = _measured(rows, "gross", "orders", len(per_post))
    kept = 1 - _overall(rows, "refunds", "gross")
    before = impressions * clicks * value * kept
    return {"impressions": impressions, "click_rate": clicks, "order_value": value, "conversion_rate": _ratio(per_post, before)}


def _measured(rows: pd.DataFrame, top: str, bottom: str, size: int) -> np.ndarray:
    """Return a ratio of sums per segment over bookings that report both; the programme's where a segment has none; 1 if none."""
    both = (rows[top].notna() & (rows[bottom] > 0)).to_numpy()
    segment = rows["segment"].to_numpy()[both]
    above, below = (np.bincount(segment, rows[c].to_numpy()[both], size) for c in (top, bottom))
    if above.sum() <= 0:
        return np.ones(size)
    return _ratio(above, np.where(above > 0, below, 0.0), above.sum() / below.sum())


def _spread(rows: pd.DataFrame, per_post: np.ndarray) -> float:
    """Return the coefficient of variation of a booking's sales around what its segment leads to expect (at most 5).

    It is drawn toward one, as in ``lib.shrink``: one booking, or a few that agree, do not show that bookings never differ.
    """
    mean = per_post[rows["segment"].to_numpy()] * rows["posts"].to_numpy()
    seen = mean > 0
    n = int(seen.sum())
    if n == 0:
        return 0.0
    variance = ((rows["revenue"].to_numpy()[seen] - mean[seen]) ** 2 / mean[seen]).sum() / mean[seen].sum()
    return float(min(np.sqrt((n * variance + ROW_DOUBT) / (n + ROW_DOUBT)), 5.0))


def _common(posterior: RatioPosterior, error: np.ndarray, posts: np.ndarray) -> float:
    """Return the relative error of total sales that segments share: what their joint posterior shows beyond independent errors."""
    weight = posterior.cells["denominator"].to_numpy(dtype=float)
    total = posterior.draws @ weight
    mean = total.mean()
    if not np.isfinite(mean) or mean <= 0:
        return 0.0
    alone = (posterior.draws.std(axis=0) * weight / mean) ** 2
    return float(np.sqrt(max(0.0, total.var() / mean**2 - alone.sum())))


def _sampling_error(rows: pd.DataFrame, top: str, bottom: str) -> float:
    """Return the relative standard error of a ratio of sums over the bookings (at most 1); 0 when nothing was given."""
    above, below = rows[top].fillna(0).to_numpy(), rows[bottom].fillna(0).to_numpy()
    if above.sum() <= 0 or below.sum() <= 0:
        return 0.0
    residual = above - above.sum() / below.sum() * below
    return float(min(np.sqrt((residual**2).sum()) / above.sum(), 1.0))
