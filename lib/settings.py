"""The choices of one workspace that change figures; a frozen value that every computation receives."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Settings:
    """Everything besides the rows that a figure depends on.

    Money settings are in ``currency`` per hour or as fractions; ``rates`` pairs a currency code with the units of
    ``currency`` that one unit buys at present, ``dated_rates`` adds the first day each rate holds (``lib.roi.rates``).
    ``as_of`` None means the newest date in the data.
    """

    currency: str = "USD"
    rates: tuple[tuple[str, float], ...] = ()
    dated_rates: tuple[tuple[str, date, float], ...] = ()
    rates_date: date | None = None
    tier_scheme: str = "guide_1"
    benchmark_source: str = "organicmediabuying_2025"
    engagement_basis: str = "followers"  # 'followers', 'views', 'reach' or 'impressions'
    gross_margin: float = 1.0  # share of net revenue kept; 1.0 = not set: profit counts revenue in full
    internal_hourly_cost: float = 0.0
    target_roi: float = 2.0  # 200 %, Guide 1
    as_of: date | None = None
    seed: int = 7
    locale: str = "en_US"
