"""The choices of one workspace that change figures; a frozen value that every computation receives."""

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True)
class Goals:
    """What the programme should reach: targets by KPI (`lib.goals.KPIS`), within ``first`` to ``last`` (None: the data's quarter).

    ``hashtag``: the brand's own, without #; posts of others that carry it count as passed on.
    """

    targets: tuple[tuple[str, float], ...] = ()
    first: date | None = None
    last: date | None = None
    hashtag: str = ""


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
    hours_per_partnership: float = 0.0  # own hours where the files state none
    product_value: float = 0.0  # of a gift, where the files state none
    commission_rate: float = 0.0  # share of direct sales, where a model pays on sales and the files state no commission
    tools_total: float = 0.0  # paid for tools over the time of the files, beside the tool costs they state
    tools_shared: str = "partnerships"  # by 'cost', equally over 'partnerships', or evenly over 'campaigns'
    content_value_per_post: float = 0.0  # where the files value no content
    vat_rate: float = 0.0  # on top of the net price, where a sale states no tax
    prices_include_vat: bool = True  # False: tax is on top of the sales that the files state, so none is taken off
    discount_is_cost: bool = False  # then sales count at list price, so that profit stays the same
    later_orders_count: bool = False  # orders that customers won by a creator placed later, credited to nobody
    search_conversion: float | None = None  # orders per branded search
    search_order_value: float | None = None  # money of such an order
    search_source: str = ""  # where these two come from, in the reader's words
    target_roi: float = 2.0  # 200 %, Guide 1
    audience_target: tuple[tuple[str, tuple[str, ...]], ...] = ()  # dimension of the audience (country, gender …), values wanted
    as_of: date | None = None
    seed: int = 7
    locale: str = "en_US"
    goals: Goals = field(default=Goals(), repr=False)  # not in the name of a dataset: no figure but the goals depends on them
