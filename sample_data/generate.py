"""Write the sample brand's year: ``python sample_data/generate.py`` (same seed, same bytes).

The CSV files beside this script are what the app opens on; they are read like any upload. What was planted in them
goes to tests/sample_truth.csv and tests/sample_leaks.csv, which only tests read.
"""

import argparse
from pathlib import Path

import numpy as np
import pandas as pd
from brand import creators, evidence, shop, work

HERE = Path(__file__).resolve().parent
SEED = 20_260_831

# Column in the script -> header in the file, as a marketer would write it.
CREATORS = {
    "creator_id": "Creator ID", "handle": "Handle", "name": "Name", "platform": "Platform", "url": "Profile link", "followers": "Followers",
    "following": "Following", "posts": "Posts", "avg_likes": "Avg. likes", "avg_comments": "Avg. comments", "avg_views": "Avg. views",
    "country": "Country", "category": "Category", "language": "Language", "price": "Price per post", "currency": "Currency",
    "verified": "Verified", "joined": "Joined", "sponsored_share": "Sponsored share",
}  # fmt: skip
CAMPAIGNS = {
    "campaign_id": "Campaign ID", "campaign": "Campaign", "creator_id": "Creator ID", "handle": "Handle", "platform": "Platform",
    "objective": "Objective", "partnership_model": "Partnership model", "content_type": "Content type", "start_date": "Start date",
    "end_date": "End date", "post_date": "Post date", "fee": "Fee", "product_cost": "Product cost", "shipping_cost": "Shipping cost",
    "agency_cost": "Agency fee", "internal_cost": "Internal time cost", "tool_cost": "Tool cost", "commission": "Commission",
    "impressions": "Impressions", "reach": "Reach", "views": "Views", "likes": "Likes", "comments": "Comments", "shares": "Shares",
    "saves": "Saves", "clicks": "Clicks", "content_value": "Content value", "search_lift_value": "Search lift value",
    "discount_code": "Discount code", "utm_campaign": "UTM campaign", "currency": "Currency", "status": "Status",
}  # fmt: skip
POSTS = {
    "post_id": "Post ID", "creator_id": "Creator ID", "platform": "Platform", "campaign": "Campaign", "post_date": "Post date",
    "content_type": "Content type", "caption": "Caption", "sponsored": "Sponsored", "impressions": "Impressions", "reach": "Reach",
    "views": "Views", "likes": "Likes", "comments": "Comments", "shares": "Shares", "saves": "Saves",
}  # fmt: skip
ORDERS = {
    "order_id": "Order ID", "order_date": "Order date", "discount_code": "Discount code", "utm_source": "UTM source",
    "utm_medium": "UTM medium", "utm_campaign": "UTM campaign", "revenue": "Revenue", "discount": "Discount", "refunds": "Refunds",
    "currency": "Currency", "customer": "Customer", "new_customer": "New customer", "survey_answer": "Survey answer",
    "cancelled_at": "Cancelled at",
}  # fmt: skip
PAYOUTS = {
    "creator_id": "Creator ID", "campaign": "Campaign", "basis": "Basis", "amount": "Amount", "due_date": "Due date",
    "paid_date": "Paid date", "status": "Status", "currency": "Currency",
}  # fmt: skip
FOLLOWERS = {"creator_id": "Creator ID", "date": "Date", "followers": "Followers"}
COMMENTS = {"creator_id": "Creator ID", "post_id": "Post ID", "author": "Author", "text": "Comment", "date": "Date"}
AUDIENCE = {"creator_id": "Creator ID", "dimension": "Dimension", "value": "Value", "share": "Share"}
TRAFFIC = {
    "date": "Date", "utm_source": "UTM source", "utm_medium": "UTM medium", "channel": "Channel", "sessions": "Sessions",
    "engaged_sessions": "Engaged sessions", "users": "Users", "brand_searches": "Brand searches",
}  # fmt: skip
MEDIA_MIX = {"date": "Date", "revenue": "Revenue"} | {
    f"{channel}_{measure}": f"{channel}_{measure}"
    for channel in ("influencer", "paid_social", "paid_search")
    for measure in ("spend", "impressions")
}


def stage(number: int) -> np.random.Generator:
    """Return the generator of one stage; a change in one stage leaves the draws of the others alone."""
    return np.random.default_rng([SEED, number])


def build() -> tuple[dict[str, pd.DataFrame], dict[str, pd.DataFrame]]:
    """Return the workspace's tables (file stem -> frame with file headers) and the truth tables of the tests."""
    accounts = creators.accounts(stage(1))
    history, spikes = evidence.histories(stage(2), accounts)
    accounts["followers"] = accounts["creator_id"].map(history.groupby("creator_id")["followers"].last())
    parts = work.parts(stage(3), accounts)
    published = work.posts(stage(4), accounts, parts, spikes)
    parts = work.traffic_of(stage(5), parts, published)
    sold, leaked = shop.orders(stage(6), parts)
    parts = shop.estimates(stage(7), shop.commissions(parts, sold))
    parts["content_type"] = published[published["part"] >= 0].groupby("part")["content_type"].first()
    traffic, mix = shop.weekly(stage(8), parts, sold)
    tables = {
        "creators": (CREATORS, _listed(stage(9), accounts)),
        "campaigns": (CAMPAIGNS, parts),
        "posts": (POSTS, published.assign(sponsored=published["sponsored"].map({True: "yes", False: "no"}))),
        "orders": (ORDERS, sold.assign(new_customer=sold["new_customer"].map({True: "yes", False: "no"}))),
        "payouts": (PAYOUTS, shop.payouts(stage(10), parts)),
        "followers": (FOLLOWERS, history),
        "comments": (COMMENTS, evidence.comments(stage(11), accounts, published)),
        "audience": (AUDIENCE, evidence.audiences(stage(12), accounts)),
        "traffic": (TRAFFIC, traffic),
        "media_mix": (MEDIA_MIX, mix),
    }
    files = {name: frame.assign(currency="USD")[list(headers)].rename(columns=headers) for name, (headers, frame) in tables.items()}
    return files, {"sample_truth": _truth(accounts), "sample_leaks": pd.DataFrame({"discount_code": leaked})}


def _listed(rng: np.random.Generator, accounts: pd.DataFrame) -> pd.DataFrame:
    """Return the accounts as the brand's list shows them: figures per recent post, some unknown."""
    count = len(accounts)
    likes = accounts["followers"] * accounts["er"] / (1 + accounts["comment_ratio"]) * np.exp(rng.normal(0, 0.07, count))
    photos = (accounts["platform"].isin(["instagram", "facebook"])) & (rng.random(count) < 0.15)
    host = {"instagram": "instagram.com/", "tiktok": "tiktok.com/@", "youtube": "youtube.com/@", "facebook": "facebook.com/"}
    return accounts.assign(
        url="https://" + accounts["platform"].map(host) + accounts["handle"],
        avg_likes=np.round(likes),
        avg_comments=np.round(likes * accounts["comment_ratio"], 1),
        avg_views=np.round(accounts["views"] * np.exp(rng.normal(0, 0.07, count))).where(~photos),
        price=accounts["price"].where(rng.random(count) > 0.18),
        sponsored_share=accounts["sponsored_share"].round(2).where(rng.random(count) > 0.3),
        verified=accounts["verified"].map({True: "yes", False: "no"}),
    )


def _truth(accounts: pd.DataFrame) -> pd.DataFrame:
    planted = (accounts["kind"] != "").astype(int)
    kind = accounts["kind"].where(planted == 1, accounts["innocent"])
    return accounts[["creator_id", "handle"]].assign(fraud=planted, kind=kind, intensity=accounts["intensity"])


def write(tables: dict[str, pd.DataFrame], folder: Path) -> None:
    """Write each table as UTF-8 CSV: whole numbers without a point, dates as 2026-03-31."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, frame in tables.items():
        text = frame.to_csv(index=False, date_format="%Y-%m-%d", float_format="%.10g", lineterminator="\n")
        (folder / f"{name}.csv").write_bytes(text.encode())


if __name__ == "__main__":
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--out", type=Path, default=HERE, help="folder of the CSV files")
    options.add_argument("--truth", type=Path, default=HERE.parent / "tests", help="folder of what was planted")
    chosen = options.parse_args()
    year, truth = build()
    write(year, chosen.out)
    write(truth, chosen.truth)
