"""The sample year is reproducible, small, and holds what the product claims to find."""

import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "sample_data"
KINDS = {
    "bought_followers", "bought_likes", "pods", "follow_unfollow", "bots", "bought_views", "mass_following", "generic_comments",
    "spikes", "sponsored_collapse", "audience_mismatch",
}  # fmt: skip


@pytest.fixture(scope="module")
def year() -> dict[str, pd.DataFrame]:
    return {path.stem: pd.read_csv(path) for path in SAMPLE.glob("*.csv")}


@pytest.fixture(scope="module")
def truth() -> pd.DataFrame:
    return pd.read_csv(ROOT / "tests" / "sample_truth.csv").set_index("creator_id")


def test_same_seed_same_bytes(tmp_path: Path) -> None:
    command = [sys.executable, str(SAMPLE / "generate.py"), "--out", str(tmp_path), "--truth", str(tmp_path)]
    subprocess.run(command, check=True, timeout=120)
    written = {path.name: path.read_bytes() for path in tmp_path.glob("*.csv")}
    kept = {path.name: path.read_bytes() for path in [*SAMPLE.glob("*.csv"), *(ROOT / "tests").glob("sample_*.csv")]}
    assert written == kept


def test_small_enough_to_open_at_once(year: dict[str, pd.DataFrame]) -> None:
    assert sum(path.stat().st_size for path in SAMPLE.glob("*.csv")) <= 3_000_000
    limits = {"orders": 8_000, "posts": 3_000, "followers": 25_000, "comments": 3_000}
    assert all(len(year[name]) <= limit for name, limit in limits.items())


def test_the_year_is_complete(year: dict[str, pd.DataFrame]) -> None:
    creators, work = year["creators"], year["campaigns"]
    assert len(creators) == 400
    assert creators["Creator ID"].is_unique
    assert creators["Handle"].is_unique
    assert creators["Platform"].nunique() == 4
    assert creators["Followers"].min() < 1_000
    assert creators["Followers"].max() > 1_000_000
    assert year["followers"].groupby("Creator ID").size().min() >= 52
    assert work["Campaign ID"].nunique() == work["Campaign"].nunique() == 40
    assert set(work["Partnership model"]) == {"gifting", "sponsored", "affiliate", "hybrid", "ambassador", "commission"}
    starts = pd.to_datetime(work["Start date"])
    assert 17 * 30 <= (starts.max() - starts.min()).days <= 18 * 31
    assert not work.duplicated(["Campaign ID", "Creator ID"]).any()
    assert work["Discount code"].is_unique


def test_tables_agree_with_each_other(year: dict[str, pd.DataFrame]) -> None:
    creators, work, posts = year["creators"], year["campaigns"], year["posts"]
    newest = year["followers"].groupby("Creator ID")["Followers"].last()
    assert (creators.set_index("Creator ID")["Followers"] == newest).all()
    assert set(work["Creator ID"]) <= set(creators["Creator ID"])
    assert posts.loc[posts["Campaign"].notna(), "Likes"].sum() == work["Likes"].sum()
    paid = year["payouts"]["Amount"].sum()
    assert paid == pytest.approx((work["Fee"] + work["Commission"]).sum(), abs=0.01)
    assert set(year["comments"]["Post ID"]) <= set(posts["Post ID"])


def test_returns_are_plausible_and_some_campaigns_lose(year: dict[str, pd.DataFrame]) -> None:
    work, orders = year["campaigns"], year["orders"]
    costs = ["Fee", "Product cost", "Shipping cost", "Agency fee", "Internal time", "Tool cost", "Commission"]
    cost = work[costs].sum(axis=1)
    kept = orders[orders["Cancelled at"].isna()]
    net = kept["Revenue"] - kept["Refunds"]
    by_code = net.groupby(kept["Discount code"]).sum()
    by_tag = net[kept["Discount code"].isna()].groupby(kept["UTM campaign"]).sum()
    sales = work["Discount code"].map(by_code).fillna(0) + work["UTM campaign"].map(by_tag).fillna(0)
    value = sales + work["Content value"].fillna(0) + work["Search lift value"].fillna(0)
    assert 1.5 <= value.sum() / cost.sum() - 1 <= 2.5
    profits = (value - cost).groupby(work["Campaign ID"]).sum()
    assert 3 <= (profits < 0).sum() <= 15


def test_orders_carry_codes_tags_refunds_and_survey(year: dict[str, pd.DataFrame]) -> None:
    orders = year["orders"]
    coded, tagged = orders["Discount code"].notna(), orders["UTM campaign"].notna()
    assert (coded & tagged).mean() > 0.3
    assert (coded & ~tagged).mean() > 0.15
    assert (~coded & tagged).mean() > 0.1
    assert orders["Cancelled at"].notna().sum() > 20
    assert (orders["Refunds"] > 0).sum() > 100
    assert orders["Survey answer"].notna().mean() > 0.15
    known = set(year["campaigns"]["Discount code"]) | set(year["campaigns"]["UTM campaign"])
    assert (coded & ~orders["Discount code"].isin(known)).sum() > 50  # the shop's own codes belong to nobody
    leaks = pd.read_csv(ROOT / "tests" / "sample_leaks.csv")["discount_code"]
    assert set(leaks) <= known


def test_every_kind_of_fraud_is_planted_and_visible(year: dict[str, pd.DataFrame], truth: pd.DataFrame) -> None:
    assert set(truth.loc[truth["fraud"] == 1, "kind"]) == KINDS
    assert 0.1 <= truth["fraud"].mean() <= 0.14
    assert {"giveaway", "press"} == set(truth.loc[truth["fraud"] == 0, "kind"].dropna())
    creators = year["creators"].set_index("Creator ID")
    kind = truth["kind"].reindex(creators.index)
    honest = truth["fraud"].reindex(creators.index) == 0
    comments_per_like = creators["Avg. comments"] / creators["Avg. likes"]
    assert comments_per_like[kind == "pods"].min() > comments_per_like[honest].quantile(0.95)
    views_per_like = creators["Avg. views"] / creators["Avg. likes"]
    assert views_per_like[kind == "bought_views"].min() > views_per_like[honest & creators["Platform"].ne("facebook")].quantile(0.9)
    follow_ratio = creators["Following"] / creators["Followers"]
    assert follow_ratio[kind == "mass_following"].min() > 1.5


def test_honest_engagement_falls_with_size(year: dict[str, pd.DataFrame], truth: pd.DataFrame) -> None:
    creators = year["creators"].set_index("Creator ID")
    honest = creators[truth["fraud"].reindex(creators.index) == 0]
    rate = (honest["Avg. likes"] + honest["Avg. comments"]) / honest["Followers"]
    size = pd.cut(honest["Followers"], [1_000, 10_000, 100_000, 1_000_000], labels=["nano", "micro", "macro"], right=False)
    medians = rate.groupby([honest["Platform"], size], observed=True).median().unstack()
    assert (medians["nano"] > medians["micro"]).all()
    assert (medians["micro"] > medians["macro"]).all()
