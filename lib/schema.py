"""The product's one vocabulary: canonical tables and columns, platforms and partnership models.

Header synonyms, validation, templates, charts, exports and docs all derive from here.
Counts are numbers, money is in the row's currency, rates are fractions (0.032), dates are ``datetime64``,
missing is missing (never 0).
"""

from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

import pandas as pd

Type = Literal["text", "count", "money", "rate", "date", "flag", "seconds"]

PLATFORMS = (
    "instagram", "tiktok", "youtube", "facebook", "x", "twitch", "snapchat", "pinterest", "linkedin", "xiaohongshu",
    "douyin", "bilibili", "weibo", "rutube", "vk", "telegram", "blog", "other",
)  # fmt: skip
_SPELLED = {"tiktok": "TikTok", "youtube": "YouTube", "linkedin": "LinkedIn", "rutube": "RuTube", "vk": "VK"}
PLATFORM_LABELS = MappingProxyType({name: _SPELLED.get(name, name.capitalize()) for name in PLATFORMS})
PARTNERSHIP_MODELS = ("gifting", "sponsored", "affiliate", "hybrid", "ambassador", "commission")


@dataclass(frozen=True)
class Column:
    """One canonical column: its name, type and what a marketer calls it."""

    name: str
    type: Type
    label: str
    meaning: str


@dataclass(frozen=True)
class TableSchema:
    """One canonical table: what a row is, and its columns in order (``keys`` first)."""

    kind: str
    title: str
    row: str
    keys: tuple[str, ...]
    columns: MappingProxyType[str, Column]


def _column(spec: str) -> Column:
    name, kind, label, meaning = (part.strip() for part in spec.split("|"))
    return Column(name, kind, label, meaning)  # type: ignore[arg-type]


def _table(kind: str, title: str, row: str, keys: str, columns: str) -> TableSchema:
    parsed = [_column(line) for line in columns.strip().splitlines()]
    return TableSchema(kind, title, row, tuple(keys.split()), MappingProxyType({c.name: c for c in parsed}))


_CREATORS = """
creator_id | text | Creator ID | the identifier your files use for this creator
handle | text | Handle | account name on the platform, without @
name | text | Name | display name
platform | text | Platform | where the account lives
url | text | Profile link | address of the profile
followers | count | Followers | followers or subscribers of this account
following | count | Following | accounts this account follows
posts | count | Posts | posts ever published
avg_likes | count | Likes per post | mean or median likes per recent post
avg_comments | count | Comments per post | mean or median comments per recent post
avg_views | count | Views per post | mean or median views per recent post
avg_shares | count | Shares per post | mean or median shares per recent post
avg_saves | count | Saves per post | mean or median saves per recent post
avg_engagements | count | Engagements per post | likes, comments (and shares, saves) per recent post
authentic_engagements | count | Authentic engagements per post | engagements another tool judged real
engagement_rate | rate | Engagement rate | engagements per post / followers, unless another basis is stated
audience_quality | rate | Audience quality | share of real followers or quality score, by another tool
country | text | Country | the creator's or main audience's country, ISO code
city | text | City | the creator's city
category | text | Category | topic of the account
language | text | Language | main language, ISO code
price | money | Asked price | price asked per post
currency | text | Currency | currency of the price, ISO code
verified | flag | Verified | carries the platform's verified badge
joined | date | Joined | day the account or the partnership began
tier_given | text | Tier in file | tier as the file states it
sponsored_share | rate | Sponsored share | share of posts that are ads
generic_comment_share | rate | Generic comments | share of generic comments
follower_growth_30d | rate | Growth, 30 days | follower change over 30 days / followers
email | text | Email | contact address
"""
_CAMPAIGNS = """
campaign_id | text | Campaign ID | identifier of the campaign
campaign | text | Campaign | name of the campaign
creator_id | text | Creator ID | the creator whose part this row is
handle | text | Handle | the creator's account name
platform | text | Platform | platform of this part
brand | text | Brand | brand advertised
objective | text | Objective | goal of the campaign
partnership_model | text | Partnership model | gifting, sponsored, affiliate, hybrid, ambassador or commission
content_type | text | Content type | reel, story, video …
start_date | date | Start | first day
end_date | date | End | last day
post_date | date | Posted | day of publication
budget | money | Budget | planned spend
cost | money | Cost (all-in) | total cost when only one figure is given
fee | money | Fee | paid to the creator
product_cost | money | Product | cost of products sent
shipping_cost | money | Shipping | cost of shipping
agency_cost | money | Agency | agency or management fees
internal_cost | money | Internal time | own hours × hourly cost
internal_hours | count | Own hours | hours of own work, priced at your hourly cost
tool_cost | money | Tools | share of software cost
commission | money | Commission | paid on sales
impressions | count | Impressions | times shown
reach | count | Reach | people reached
views | count | Views | video views
likes | count | Likes | likes
comments | count | Comments | comments
shares | count | Shares | shares
saves | count | Saves | saves
engagements | count | Engagements | likes + comments (+ shares + saves)
clicks | count | Clicks | clicks on the link
orders | count | Orders | orders or conversions attributed
new_customers | count | New customers | first-time customers among them
revenue | money | Revenue | attributed sales before refunds
refunds | money | Refunds | money returned to customers
content_value | money | Content value | value of reusable content (estimate)
search_lift_value | money | Search lift | value of extra branded search (estimate)
discount_code | text | Discount code | code the creator shares
utm_campaign | text | UTM campaign | campaign tag in the link
tracking_link | text | Tracking link | link the creator shares: affiliate link, tagged link or own landing page
currency | text | Currency | currency of the row's money, ISO code
status | text | Status | state of the partnership
"""
_POSTS = """
post_id | text | Post ID | identifier of the post
creator_id | text | Creator ID | who posted
handle | text | Handle | account name of who posted
platform | text | Platform | where it was posted
campaign | text | Campaign | campaign it belongs to
url | text | Link | address of the post
post_date | date | Posted | time of publication
content_type | text | Content type | reel, story, video …
caption | text | Caption | text of the post
sponsored | flag | Sponsored | marked as an ad
impressions | count | Impressions | times shown
reach | count | Reach | people reached
views | count | Views | video views
likes | count | Likes | likes
comments | count | Comments | comments
shares | count | Shares | shares
saves | count | Saves | saves
follows | count | Follows | new followers it brought
watch_time | seconds | Watch time | average watch time in seconds
clicks | count | Clicks | clicks on the link
orders | count | Orders | orders attributed
revenue | money | Revenue | attributed sales
"""
_ORDERS = """
order_id | text | Order ID | identifier of the order
discount_code | text | Discount code | code used
utm_source | text | UTM source | where the visit came from
utm_medium | text | UTM medium | kind of link
utm_campaign | text | UTM campaign | campaign tag of the link
utm_content | text | UTM content | which creator, post or ad the link stood in
landing_page | text | Landing page | address of the visit's first page, with its tags
creator_id | text | Creator ID | creator credited in the file
campaign | text | Campaign | campaign credited in the file
order_date | date | Ordered | time of the order
orders | count | Orders | orders in this row (1 when each row is one order)
revenue | money | Revenue | order value before refunds, after discount
discount | money | Discount | discount given
refunds | money | Refunds | money returned
tax | money | Tax | tax included in the revenue
shipping | money | Shipping | shipping paid by the customer
currency | text | Currency | currency of the row's money, ISO code
customer | text | Customer | identifier of the customer
new_customer | flag | New customer | first order of this customer
survey_answer | text | Survey answer | answer to "How did you hear about us?"
cancelled_at | date | Cancelled | time of cancellation
"""
_TRAFFIC = """
utm_source | text | UTM source | where visits came from
utm_medium | text | UTM medium | kind of link
utm_campaign | text | UTM campaign | campaign tag of the link
utm_content | text | UTM content | which creator, post or ad the link stood in
landing_page | text | Landing page | address of the visit's first page, with its tags
channel | text | Channel | channel group
date | date | Date | day or start of the period
sessions | count | Sessions | visits
engaged_sessions | count | Engaged sessions | visits with engagement
users | count | Users | visitors
clicks | count | Clicks | clicks
orders | count | Orders | conversions
revenue | money | Revenue | sales
brand_searches | count | Brand searches | searches for the brand
"""
_PAYOUTS = """
creator_id | text | Creator ID | who was paid
handle | text | Handle | account name of who was paid
campaign | text | Campaign | campaign it was paid for
basis | text | Basis | what the pay depends on
rate | money | Rate | money per post or order
orders | count | Orders | orders the pay is for
amount | money | Amount | money paid
due_date | date | Due | day due
paid_date | date | Paid | day paid
status | text | Status | state of the payment
currency | text | Currency | currency of the amount, ISO code
"""
_FOLLOWERS = """
creator_id | text | Creator ID | whose account
handle | text | Handle | account name
platform | text | Platform | where the account lives
date | date | Date | day of the count
followers | count | Followers | followers on that day
follower_change | count | Change | change since the day before
"""
_COMMENTS = """
creator_id | text | Creator ID | under whose post
handle | text | Handle | account name of that creator
post_id | text | Post ID | under which post
text | text | Comment | the comment itself
author | text | Author | who wrote it
date | date | Date | when it was written
"""
_AUDIENCE = """
creator_id | text | Creator ID | whose audience
handle | text | Handle | account name
dimension | text | Dimension | country, gender, age …
value | text | Value | which country, gender, age …
share | rate | Share | share of the audience
"""
_MEDIA_MIX = """
date | date | Date | start of the period
geo | text | Region | region
revenue | money | Revenue | sales in the period
"""
_TOUCHES = """
order_id | text | Order ID | the order that followed
customer | text | Customer | identifier of the customer
date | date | Date | time of the contact
utm_source | text | UTM source | where the visit came from
utm_medium | text | UTM medium | kind of link
utm_campaign | text | UTM campaign | campaign tag of the link
utm_content | text | UTM content | which creator, post or ad the link stood in
landing_page | text | Landing page | address of the visit's first page, with its tags
discount_code | text | Discount code | code seen or used
channel | text | Channel | channel group
creator_id | text | Creator ID | creator behind the contact
handle | text | Handle | account name of that creator
campaign | text | Campaign | campaign behind the contact
"""

TABLES: MappingProxyType[str, TableSchema] = MappingProxyType(
    {
        table.kind: table
        for table in (
            _table("creators", "Creators", "a creator's account on one platform", "creator_id handle name platform url", _CREATORS),
            _table("campaigns", "Campaigns", "one creator's part in one campaign, or a whole campaign", "campaign_id campaign creator_id handle platform", _CAMPAIGNS),
            _table("posts", "Posts", "one piece of content", "post_id creator_id handle platform campaign url", _POSTS),
            _table("orders", "Orders", "one order", "order_id discount_code utm_source utm_medium utm_campaign creator_id campaign", _ORDERS),
            _table("traffic", "Traffic", "sessions of one source in one period", "utm_source utm_medium utm_campaign channel date", _TRAFFIC),
            _table("payouts", "Payouts", "one payment", "creator_id handle campaign", _PAYOUTS),
            _table("followers", "Follower history", "an account's size on one day", "creator_id handle platform date", _FOLLOWERS),
            _table("comments", "Comments", "one comment", "creator_id handle post_id", _COMMENTS),
            _table("audience", "Audience", "one share of an account's audience", "creator_id handle dimension value", _AUDIENCE),
            _table("media_mix", "Media mix", "all channels in one period", "date geo", _MEDIA_MIX),
            _table("touches", "Touches", "one contact of a customer before an order", "order_id customer utm_source utm_medium utm_campaign creator_id handle campaign", _TOUCHES),
        )
    }
)  # fmt: skip
MEDIA_MIX_SUFFIXES = ("_spend", "_impressions")  # media_mix also holds <channel>_spend and <channel>_impressions

DTYPES: MappingProxyType[str, str] = MappingProxyType(
    {"text": "str", "count": "float64", "money": "float64", "rate": "float64", "seconds": "float64",
     "date": "datetime64[us]", "flag": "boolean"}
)  # fmt: skip


def column(kind: str, name: str) -> Column | None:
    """Return the canonical column ``name`` of table ``kind``; media-mix channels included; None when there is none."""
    found = TABLES[kind].columns.get(name)
    if found is None and kind == "media_mix" and name.endswith(MEDIA_MIX_SUFFIXES):
        channel, _, measure = name.rpartition("_")
        return Column(name, "money" if measure == "spend" else "count", f"{channel} {measure}", f"{measure} of {channel}")
    return found


def conform(frame: pd.DataFrame, kind: str) -> pd.DataFrame:
    """Return ``frame`` with its canonical columns cast to their dtypes, in schema order, other columns after them.

    ``frame`` holds already parsed values (not file text). Raises ValueError or TypeError when a value cannot be cast.
    """
    canonical = [name for name in TABLES[kind].columns if name in frame]
    rest = [name for name in frame if name not in TABLES[kind].columns]
    types = {name: DTYPES[found.type] for name in frame if (found := column(kind, name))}
    return frame[canonical + rest].astype(types)
