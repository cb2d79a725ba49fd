"""A plan as figures: what is bought in each segment, what it brings, and the money that follows from it."""

from dataclasses import dataclass, field
from types import MappingProxyType

import numpy as np

PER_SEGMENT = (
    "creators", "posting_rate", "posts", "fee", "product_cost", "handling_cost", "commission_rate", "impressions",
    "click_rate", "conversion_rate", "order_value", "content_value", "authentic_share", "reference_posts",
    "response_error", "creator_spread",
)  # fmt: skip


@dataclass(frozen=True, eq=False)
class Scenario:
    """What one plan buys and brings; per-segment fields are arrays of length K or one number for all segments.

    Money is in the workspace's currency, rates are fractions. ``creators`` counts bookings (one creator in one campaign),
    ``posts`` per booking that posts, ``fee``, ``impressions`` and ``content_value`` are per post, ``product_cost`` (with
    shipping) and ``handling_cost`` (agency, own time, tools) per booking, ``commission_rate`` and ``search_lift`` are shares of
    net sales, ``order_value`` is what a customer pays at ``base_discount``, where ``gross_margin`` was measured.
    Sales grow with posts to the power ``elasticity`` from ``reference_posts`` on (missing reference: in proportion).
    ``response_error`` is the relative error of a segment's expected sales, ``creator_spread`` the coefficient of variation
    between bookings, ``common_error``, ``content_error`` and ``search_error`` are shared by all segments.
    ``response_draws`` (segments × draws), where given, are joint factors on sales and content and stand for all these errors.
    """

    name: str = "Scenario"
    segments: tuple[str, ...] = ("all",)
    groups: MappingProxyType[str, np.ndarray] = field(default_factory=lambda: MappingProxyType({}))  # dimension -> K labels
    creators: np.ndarray | float = 1.0
    posting_rate: np.ndarray | float = 1.0
    posts: np.ndarray | float = 1.0
    fee: np.ndarray | float = 0.0
    product_cost: np.ndarray | float = 0.0
    handling_cost: np.ndarray | float = 0.0
    commission_rate: np.ndarray | float = 0.0
    impressions: np.ndarray | float = 0.0
    click_rate: np.ndarray | float = 0.0
    conversion_rate: np.ndarray | float = 0.0
    order_value: np.ndarray | float = 0.0
    content_value: np.ndarray | float = 0.0
    authentic_share: np.ndarray | float = 1.0
    reference_posts: np.ndarray | float = float("nan")
    response_error: np.ndarray | float = 0.0
    creator_spread: np.ndarray | float = 0.0
    fixed_cost: float = 0.0
    usage_rights: float = 0.0  # surcharge on every fee, as a fraction
    refund_rate: float = 0.0
    tax_share: float = 0.0  # tax inside the sales
    discount: float = 0.0
    base_discount: float = 0.0
    gross_margin: float = 1.0
    search_lift: float = 0.0
    elasticity: float = 1.0
    common_error: float = 0.0
    content_error: float = 0.0
    search_error: float = 0.0
    response_draws: np.ndarray | None = None

    def __post_init__(self) -> None:
        """Spread single numbers over the segments; raises ValueError when lengths differ."""
        object.__setattr__(self, "segments", tuple(self.segments))
        size = len(self.segments)
        for name in PER_SEGMENT:
            values = np.asarray(getattr(self, name), dtype=float)
            object.__setattr__(self, name, np.full(size, values) if values.ndim == 0 else values)
            if getattr(self, name).shape != (size,):
                raise ValueError(f"{name} has {values.size} values for {size} segments")

    @property
    def kept_share(self) -> float:
        """Return the share of net sales kept after tax and the cost of goods, which a discount does not make cheaper."""
        if self.discount >= 1:
            return float("nan")
        margin = 1 - (1 - self.gross_margin) * (1 - self.base_discount) / (1 - self.discount)
        return margin * (1 - self.tax_share)


@dataclass(frozen=True, eq=False)
class Outcome:
    """What a scenario is expected to bring, per segment (arrays of length K); money in the workspace's currency."""

    posts: np.ndarray
    impressions: np.ndarray
    authentic_impressions: np.ndarray
    clicks: np.ndarray
    orders: np.ndarray
    revenue: np.ndarray  # direct sales, net of refunds
    search_value: np.ndarray
    content_value: np.ndarray
    fees: np.ndarray
    product: np.ndarray
    handling: np.ndarray
    commission: np.ndarray
    fixed_cost: float
    kept_share: float  # of direct sales, after tax and the cost of goods

    @property
    def spend(self) -> np.ndarray:
        """Return the cost of each segment: fees, product and shipping, handling, commission."""
        return self.fees + self.product + self.handling + self.commission

    @property
    def cost(self) -> float:
        """Return all cost, fixed cost included."""
        return float(self.spend.sum()) + self.fixed_cost

    @property
    def value(self) -> float:
        """Return all value: direct net sales, branded search and reusable content."""
        return float((self.revenue + self.search_value + self.content_value).sum())

    @property
    def profit(self) -> float:
        """Return direct sales × kept share + search and content value − cost; with margin 1 and no tax this is value − cost."""
        return self.value - (1 - self.kept_share) * float(self.revenue.sum()) - self.cost

    @property
    def roi(self) -> float:
        """Return (value − cost) / cost as a fraction (Guide 1); missing when there is no cost."""
        return (self.value - self.cost) / self.cost if self.cost > 0 else float("nan")

    @property
    def roi_direct(self) -> float:
        """Return (direct sales − cost) / cost; missing when there is no cost."""
        return (float(self.revenue.sum()) - self.cost) / self.cost if self.cost > 0 else float("nan")

    @property
    def roas(self) -> float:
        """Return direct sales / cost; missing when there is no cost."""
        return float(self.revenue.sum()) / self.cost if self.cost > 0 else float("nan")


def expected(scenario: Scenario) -> Outcome:
    """Return the expected outcome of ``scenario`` (no simulation): the chain posts → impressions → clicks → orders → money."""
    s = scenario
    posts = s.creators * s.posting_rate * s.posts
    impressions = posts * s.impressions * _saturation(s, posts)
    clicks = impressions * s.click_rate
    orders = clicks * s.conversion_rate
    price = s.order_value * (1 - s.discount) / (1 - s.base_discount)
    revenue = orders * price * (1 - s.refund_rate)
    return Outcome(
        posts=posts,
        impressions=impressions,
        authentic_impressions=impressions * s.authentic_share,
        clicks=clicks,
        orders=orders,
        revenue=revenue,
        search_value=revenue * s.search_lift,
        content_value=posts * s.content_value,
        fees=posts * s.fee * (1 + s.usage_rights),
        product=s.creators * s.product_cost,
        handling=s.creators * s.handling_cost,
        commission=revenue * s.commission_rate,
        fixed_cost=s.fixed_cost,
        kept_share=s.kept_share,
    )


def _saturation(scenario: Scenario, posts: np.ndarray) -> np.ndarray:
    """Return the yield per post relative to the reference volume: (posts / reference)^(elasticity − 1)."""
    known = (scenario.reference_posts > 0) & (posts > 0)
    relative = np.divide(posts, scenario.reference_posts, out=np.ones_like(posts), where=known)
    return relative ** (scenario.elasticity - 1)
