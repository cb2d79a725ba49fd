"""KPI families by goal (Guide 2): awareness, engagement, conversion, virality; what each KPI is and what it needs."""

from dataclasses import dataclass
from types import MappingProxyType

from lib.text import _


@dataclass(frozen=True)
class Kpi:
    """One figure to reach: a sum of ``top``, or the ratio of sums top / bottom × ``size``.

    ``unit``: 'count', 'money', 'rate', 'times' or 'seconds'. ``low_is_good``: the target is a ceiling. ``needs``: what to add when
    no row knows it.
    """

    key: str
    family: str
    label: str
    unit: str
    top: str
    needs: str
    bottom: str = ""
    size: float = 1.0
    low_is_good: bool = False


FAMILIES: MappingProxyType[str, str] = MappingProxyType(
    {"awareness": _("Awareness"), "engagement": _("Engagement"), "conversion": _("Conversion"), "virality": _("Virality")}
)
_POSTS = _("posts or campaigns with this count")
_RATED = _("posts with views and this figure")
_COST = _("campaigns with what they cost and what they brought")
_SOLD = _("orders with codes or links, or campaigns with their sales")
_NEW = _("orders that say whether the customer is new")
_CLICKED = _("campaigns with clicks and orders")
_TAGGED = _("your hashtag, and posts with captions")
_ALL = (
    Kpi("views", "awareness", _("Views"), "count", "views", _POSTS),
    Kpi("reach", "awareness", _("Reach"), "count", "reach", _POSTS),
    Kpi("impressions", "awareness", _("Impressions"), "count", "impressions", _POSTS),
    Kpi("cpm", "awareness", _("CPM"), "money", "cost", _COST, "impressions", 1000, low_is_good=True),
    Kpi("likes", "engagement", _("Likes"), "count", "likes", _POSTS),
    Kpi("comments", "engagement", _("Comments"), "count", "comments", _POSTS),
    Kpi("shares", "engagement", _("Shares"), "count", "shares", _POSTS),
    Kpi("saves", "engagement", _("Saves"), "count", "saves", _POSTS),
    Kpi("engagement_rate", "engagement", _("Engagement rate by views"), "rate", "engagements", _RATED, "views"),
    Kpi("watch_time", "engagement", _("Average watch time"), "seconds", "watched", _RATED, "watched_views"),
    Kpi("revenue", "conversion", _("Direct sales"), "money", "revenue", _SOLD),
    Kpi("orders", "conversion", _("Orders"), "count", "orders", _SOLD),
    Kpi("new_customers", "conversion", _("New customers"), "count", "new_customers", _NEW),
    Kpi("clicks", "conversion", _("Referral clicks"), "count", "clicks", _POSTS),
    Kpi("conversion_rate", "conversion", _("Conversion rate"), "rate", "clicked_orders", _CLICKED, "clicked"),
    Kpi("roas", "conversion", _("ROAS"), "times", "deal_revenue", _COST, "cost"),
    Kpi("roi", "conversion", _("ROI"), "rate", "gain", _COST, "cost"),
    Kpi("cac", "conversion", _("Cost per new customer"), "money", "customer_cost", _NEW, "customers", low_is_good=True),
    Kpi("user_videos", "virality", _("Posts of others with your hashtag"), "count", "user_videos", _TAGGED),
    Kpi("user_views", "virality", _("Views of posts of others with your hashtag"), "count", "user_views", _TAGGED),
    Kpi("share_rate", "virality", _("Shares per 1,000 views"), "count", "shared", _RATED, "shared_views", 1000),
    Kpi("follows", "virality", _("New followers"), "count", "follows", _POSTS),
)
KPIS: MappingProxyType[str, Kpi] = MappingProxyType({kpi.key: kpi for kpi in _ALL})
