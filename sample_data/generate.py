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

COLUMNS = {
    "creators": "creator_id handle name platform url followers following posts avg_likes avg_comments avg_views country category "
    "language price currency verified joined sponsored_share",
    "campaigns": "campaign_id campaign creator_id handle platform objective partnership_model content_type start_date end_date "
    "post_date fee product_cost shipping_cost agency_cost internal_cost tool_cost commission impressions reach views likes "
    "comments shares saves clicks content_value search_lift_value discount_code utm_campaign currency status",
    "posts": "post_id creator_id platform campaign post_date content_type caption sponsored impressions reach views likes comments "
    "shares saves",
    "orders": "order_id order_date discount_code utm_source utm_medium utm_campaign revenue discount refunds currency customer "
    "new_customer survey_answer cancelled_at",
    "payouts": "creator_id campaign basis amount due_date paid_date status currency",
    "followers": "creator_id date followers",
    "comments": "creator_id post_id author text date",
    "audience": "creator_id dimension value share",
    "traffic": "date utm_source utm_medium channel sessions engaged_sessions users",
    "brand_searches": "date brand_searches",
    "media_mix": "date revenue influencer_spend influencer_impressions paid_social_spend paid_social_impressions paid_search_spend "
    "paid_search_impressions",
}
HEADERS = {  # as a marketer would write them, where capitals and spaces alone do not do it
    "creator_id": "Creator ID", "campaign_id": "Campaign ID", "post_id": "Post ID", "order_id": "Order ID", "url": "Profile link",
    "avg_likes": "Avg. likes", "avg_comments": "Avg. comments", "avg_views": "Avg. views", "price": "Price per post",
    "agency_cost": "Agency fee", "internal_cost": "Internal time", "utm_source": "UTM source", "utm_medium": "UTM medium",
    "utm_campaign": "UTM campaign", "text": "Comment",
}  # fmt: skip


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
        "creators": _listed(stage(9), accounts),
        "campaigns": parts,
        "posts": _answered(published, "sponsored"),
        "orders": _answered(sold, "new_customer"),
        "payouts": shop.payouts(stage(10), parts),
        "followers": history,
        "comments": evidence.comments(stage(11), accounts, published),
        "audience": evidence.audiences(stage(12), accounts),
        "traffic": traffic,
        "brand_searches": shop.searches(stage(13), published),
        "media_mix": mix,
    }
    files = {name: _headed(frame.assign(currency="USD"), COLUMNS[name].split()) for name, frame in tables.items()}
    return files, {"sample_truth": _truth(accounts), "sample_leaks": pd.DataFrame({"discount_code": leaked})}


def _headed(frame: pd.DataFrame, columns: list[str]) -> pd.DataFrame:
    return frame[columns].set_axis([HEADERS.get(name, name.replace("_", " ").capitalize()) for name in columns], axis=1)


def _answered(frame: pd.DataFrame, column: str) -> pd.DataFrame:
    return frame.assign(**{column: frame[column].map({True: "yes", False: "no"})})


def _listed(rng: np.random.Generator, accounts: pd.DataFrame) -> pd.DataFrame:
    """Return the accounts as the brand's list shows them: figures per recent post, some unknown."""
    count = len(accounts)
    likes = accounts["followers"] * accounts["er"] / (1 + accounts["comment_ratio"]) * np.exp(rng.normal(0, 0.07, count))
    photos = (accounts["platform"].isin(["instagram", "facebook"])) & (rng.random(count) < 0.15)
    host = {"instagram": "instagram.com/", "tiktok": "tiktok.com/@", "youtube": "youtube.com/@", "facebook": "facebook.com/"}
    return _answered(accounts, "verified").assign(
        url="https://" + accounts["platform"].map(host) + accounts["handle"],
        avg_likes=np.round(likes),
        avg_comments=np.round(likes * accounts["comment_ratio"], 1),
        avg_views=np.round(accounts["views"] * np.exp(rng.normal(0, 0.07, count))).where(~photos),
        price=accounts["price"].where(rng.random(count) > 0.18),
        sponsored_share=accounts["sponsored_share"].round(2).where(rng.random(count) > 0.3),
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
