"""Comparisons against hand-computed figures: each measure, each basis, verdicts, who is behind a cell."""

import numpy as np
import pandas as pd
import pytest

from lib.compare import MEASURES, compare, comparison
from lib.dataset import Settings, build_dataset
from lib.roi import deals, returns

CREATORS = pd.DataFrame(
    {
        "creator_id": list("abcdef"),
        "platform": ["instagram", "instagram", "tiktok", "tiktok", "tiktok", "instagram"],
        "followers": [5_000.0, 8_000.0, 50_000.0, 60_000.0, 2_000_000.0, np.nan],
        "avg_likes": [400.0, 560.0, 3_900.0, 4_700.0, 90_000.0, 10.0],
        "avg_comments": [100.0, 40.0, 100.0, 100.0, 10_000.0, 1.0],
        "avg_views": [np.nan, np.nan, 40_000.0, 60_000.0, 1_000_000.0, np.nan],
        "category": ["beauty", "beauty", "food", "food", "food", "beauty"],
    }
)
CAMPAIGNS = pd.DataFrame(
    {
        "campaign": ["Spring"] * 5,
        "creator_id": list("abcde"),
        "platform": ["instagram", "instagram", "tiktok", "tiktok", "tiktok"],
        "partnership_model": ["gifting", "gifting", "sponsored", "sponsored", "sponsored"],
        "start_date": pd.to_datetime(["2026-01-05", "2026-01-20", "2026-02-01", "2026-02-02", "2026-02-03"]),
        "cost": [100.0, 300.0, 1_000.0, 500.0, 10_000.0],
        "revenue": [400.0, np.nan, 5_000.0, 1_000.0, 9_000.0],
        "impressions": [10_000.0, 30_000.0, 200_000.0, 100_000.0, 3_000_000.0],
        "reach": [8_000.0, 20_000.0, np.nan, 80_000.0, 2_000_000.0],
        "clicks": [100.0, 0.0, 2_000.0, 1_000.0, 5_000.0],
        "engagements": [500.0, 700.0, 4_000.0, 4_800.0, 100_000.0],
        "new_customers": [4.0, 0.0, 50.0, 10.0, 60.0],
    }
)


@pytest.fixture(scope="module")
def dataset():
    return build_dataset({"creators": CREATORS, "campaigns": CAMPAIGNS})


@pytest.fixture(scope="module")
def table(dataset):
    return deals(dataset)


def raw(cells, by="platform"):
    return cells.set_index(by)["raw"].to_dict()


@pytest.mark.parametrize(
    ("metric", "instagram", "tiktok"),
    [
        ("roi", (400 - 400) / 400, (15_000 - 11_500) / 11_500),
        ("roas", 400 / 400, 15_000 / 11_500),
        ("cpm", 400 / 40_000 * 1000, 11_500 / 3_300_000 * 1000),
        ("cpe", 400 / 1_200, 11_500 / 108_800),
        ("cpc", 400 / 100, 11_500 / 8_000),
        ("cac", 400 / 4, 11_500 / 120),
        ("reach", 28_000 / 2, 2_080_000 / 2),
    ],
)
def test_raw_figures_are_ratios_of_sums(dataset, table, metric, instagram, tiktok):
    cells = compare(dataset, table, by=["platform"], metric=metric)
    assert raw(cells) == pytest.approx({"instagram": instagram, "tiktok": tiktok})


def test_money_agrees_with_the_returns_page(dataset, table):
    there = returns(dataset, "tier")
    for metric in ("roi", "roi_direct", "roas", "cpm", "cpe", "cpc", "cac"):
        here = compare(dataset, table, by=["tier"], metric=metric).set_index("tier")["raw"]
        np.testing.assert_allclose(here, there[metric].reindex(here.index), err_msg=metric)


def test_engagement_by_followers_divides_sums(dataset, table):
    cells = compare(dataset, table, by=["tier", "platform"], metric="engagement_rate").set_index(["tier", "platform"])
    assert cells.loc[("nano", "instagram"), "raw"] == pytest.approx((500 + 600) / 13_000)
    assert cells.loc[("micro", "tiktok"), "raw"] == pytest.approx((4_000 + 4_800) / 110_000)
    assert cells.loc[("mega", "tiktok"), "n"] == 1


def test_bases_are_never_mixed(dataset, table):
    by_views = comparison(dataset, table, by=["platform"], metric="engagement_rate", engagement_basis="views")
    assert by_views.basis == "views"
    assert raw(by_views.cells) == pytest.approx({"tiktok": 108_800 / 1_100_000})
    assert by_views.cells["benchmark_low"].isna().all()  # published rates divide by followers


def test_posts_count_with_their_median_not_their_mean():
    posts = pd.DataFrame(
        {"creator_id": ["a"] * 3, "platform": "instagram", "likes": [90.0, 100.0, 9_000.0], "comments": [10.0, 0.0, 1_000.0]}
    )
    dataset = build_dataset({"creators": CREATORS.iloc[:1], "posts": posts})
    cells = compare(dataset, deals(dataset), by=["tier"], metric="engagement_rate")
    assert cells["raw"].tolist() == [pytest.approx(100 / 5_000)]


def test_other_groupings_take_partnerships(dataset, table):
    result = comparison(dataset, table, by=["model"], metric="roi")
    assert result.unit == "partnerships"
    assert raw(result.cells, "model") == pytest.approx({"gifting": 0.0, "sponsored": 3_500 / 11_500})
    months = compare(dataset, table, by=["month"], metric="roi")
    assert months["month"].tolist() == ["2026-01", "2026-02"]


def test_a_scheme_recuts_the_tiers(dataset, table):
    guide = compare(dataset, table, by=["tier"], metric="roi")
    hype = compare(dataset, table, by=["tier"], metric="roi", tier_scheme="hypeauditor")
    assert guide["tier"].tolist() == ["nano", "micro", "mega"]
    assert hype["tier"].tolist() == ["micro", "mid", "mega"]  # 5K is micro there, 50K mid
    assert hype.set_index("tier").loc["mid", "raw"] == pytest.approx(4_500 / 1_500)


def test_authentic_share_weighs_by_followers(dataset, table):
    scores = pd.DataFrame({"authenticity": [90.0, 50.0, 80.0, 60.0, 95.0, np.nan]}, index=dataset.creators["creator_key"])
    cells = compare(dataset, table, scores, by=["platform"], metric="authentic_share")
    assert raw(cells)["instagram"] == pytest.approx((0.9 * 5_000 + 0.5 * 8_000) / 13_000)
    by_model = compare(dataset, table, scores, by=["model"], metric="authentic_share")
    assert raw(by_model, "model")["gifting"] == pytest.approx((0.9 * 5_000 + 0.5 * 8_000) / 13_000)


def test_without_scores_there_is_no_authentic_share(dataset, table):
    assert compare(dataset, table, by=["platform"], metric="authentic_share").empty


def test_a_cost_without_any_result_counts_against_the_group(dataset, table):
    cells = compare(dataset, table, by=["platform"], metric="cpc").set_index("platform")
    assert cells.loc["instagram", "n"] == 2  # 300 spent, no click
    assert cells.loc["instagram", "estimate"] > 0


def test_lower_is_better_turns_intervals_and_ranks(dataset, table):
    result = comparison(dataset, table, by=["platform"], metric="cpm")
    assert (result.cells["low"] < result.cells["high"]).all()
    assert result.ranked()["platform"].tolist() == ["tiktok", "instagram"]
    assert result.probability_better(("tiktok",), ("instagram",)) > 0.5


def test_benchmarks_stand_beside(dataset, table):
    cells = compare(dataset, table, by=["tier", "platform"], metric="engagement_rate").set_index(["tier", "platform"])
    assert cells.loc[("nano", "instagram"), ["benchmark_low", "benchmark_high"]].tolist() == [0.048, 0.048]
    assert cells["benchmark_source"].eq("organicmediabuying 2025").all()
    other = compare(dataset, table, by=["platform"], metric="engagement_rate", benchmark_source="socialinsider_2026")
    assert other.set_index("platform")["benchmark_low"].to_dict() == {"instagram": 0.0048, "tiktok": 0.037}


def test_a_mixed_group_is_held_against_its_own_mix(dataset, table):
    cells = compare(dataset, table, by=["category"], metric="engagement_rate").set_index("category")
    weights = {0.081: 110_000, 0.049: 2_000_000}  # micro and mega on TikTok, by followers
    expected = sum(rate * followers for rate, followers in weights.items()) / 2_110_000
    assert cells.loc["food", "benchmark_low"] == pytest.approx(expected)


def test_benchmarks_are_converted_or_left_out():
    tables = {"creators": CREATORS, "campaigns": CAMPAIGNS.assign(currency="EUR")}
    for rates, expected in (((("USD", 0.9),), [4.5, 13.5]), ((), [np.nan, np.nan])):
        dataset = build_dataset(tables, Settings(currency="EUR", rates=rates))
        cells = compare(dataset, deals(dataset), by=["platform"], metric="cpm").set_index("platform")
        np.testing.assert_allclose(cells.loc["instagram", ["benchmark_low", "benchmark_high"]].astype(float), expected)


def many(rate: float, n: int = 40) -> pd.DataFrame:
    rng = np.random.default_rng(3)
    followers = rng.integers(2_000, 9_000, n).astype(float)
    likes = followers * rate * rng.uniform(0.8, 1.2, n)
    names = [f"c{i}" for i in range(n)]
    return pd.DataFrame(
        {"creator_id": names, "platform": "instagram", "followers": followers, "avg_likes": likes, "avg_comments": 0.0}
    )


@pytest.mark.parametrize(("rate", "verdict"), [(0.10, "above"), (0.048, "in line"), (0.02, "below")])
def test_verdicts_and_the_sources_that_disagree(rate, verdict):
    dataset = build_dataset({"creators": many(rate)})
    cell = compare(dataset, deals(dataset), by=["tier"], metric="engagement_rate").iloc[0]
    assert cell["verdict"] == verdict
    says_so = "Socialinsider 2026" in cell["disagreeing"]
    assert says_so == (verdict != "above")  # 0.48 %: above it in every case


def test_thin_groups_get_no_firm_verdict():
    dataset = build_dataset({"creators": many(0.048, 2).assign(avg_likes=[20.0, 900.0])})
    assert compare(dataset, deals(dataset), by=["tier"], metric="engagement_rate")["verdict"].tolist() == ["unclear"]


def test_who_is_behind_a_cell(dataset, table):
    result = comparison(dataset, table, by=["tier", "platform"], metric="roi")
    rows = result.behind(("micro", "tiktok"))
    assert rows["base"].tolist() == [1_000.0, 500.0]
    assert rows["figure"].tolist() == pytest.approx([4.0, 1.0])
    assert rows["gain"].sum() == 6_000


def test_rows_behind_all_cells_are_all_rows(dataset, table):
    result = comparison(dataset, table, by=["tier", "model"], metric="roi")
    cells = result.posterior.cells[["tier", "model"]].itertuples(index=False, name=None)
    assert sum(len(result.behind(cell)) for cell in cells) == len(table)


def test_a_group_of_one_is_never_the_winner():
    campaigns = pd.concat([CAMPAIGNS] * 4, ignore_index=True).assign(campaign=[f"k{i}" for i in range(20)])
    lucky = campaigns.iloc[[0]].assign(partnership_model="ambassador", revenue=90_000.0, campaign="lucky")
    dataset = build_dataset({"creators": CREATORS, "campaigns": pd.concat([campaigns, lucky], ignore_index=True)})
    result = comparison(dataset, deals(dataset), by=["model"], metric="roi")
    assert result.cells.set_index("model")["raw"].idxmax() == "ambassador"
    assert result.ranked()["model"].iloc[0] != "ambassador"
    assert result.cells.set_index("model")["estimate"].idxmax() != "ambassador"


def test_cost_and_sales_in_different_rows_are_joined_per_creator():
    """Payments without a campaign, sales with one: 100 + 200 paid, 450 + 900 sold."""
    creators = CREATORS.iloc[:2]
    campaigns = pd.DataFrame({"creator_id": ["a", "b"], "platform": "instagram", "campaign": "Spring", "revenue": [450.0, 900.0]})
    payouts = pd.DataFrame({"creator_id": ["a", "b"], "amount": [100.0, 200.0]})
    dataset = build_dataset({"creators": creators, "campaigns": campaigns, "payouts": payouts})
    table = deals(dataset)
    assert len(table) == 4
    result = comparison(dataset, table, by=["platform"], metric="roas")
    cell = result.cells.iloc[0]
    assert cell["raw"] == pytest.approx(1_350 / 300)
    assert cell["estimate"] == pytest.approx(4.5)  # both creators returned exactly 4.5
    assert cell["n"] == 2
    assert result.behind(("instagram",))["gain"].sum() == 1_350


def test_order_of_rows_is_irrelevant(dataset, table):
    first = compare(dataset, table, metric="roi")
    second = compare(dataset, table.sample(frac=1, random_state=1).reset_index(drop=True), metric="roi")
    pd.testing.assert_frame_equal(first, second)


def test_nothing_is_written_to_the_input(dataset, table):
    before = table.copy()
    compare(dataset, table, metric="cpm")
    pd.testing.assert_frame_equal(table, before)


@pytest.mark.parametrize("metric", MEASURES)
@pytest.mark.parametrize("by", [["tier"], ["model", "month"], ["tier", "platform", "category"], ["content_type"]])
def test_every_measure_in_every_grouping(dataset, table, metric, by):
    scores = pd.DataFrame({"authenticity": 80.0}, index=dataset.creators["creator_key"])
    cells = compare(dataset, table, scores, by=by, metric=metric)
    assert (cells["n"] > 0).all()
    assert cells["estimate"].notna().all()


def test_an_empty_workspace():
    dataset = build_dataset({})
    for metric in MEASURES:
        assert compare(dataset, deals(dataset), metric=metric).empty


@pytest.mark.parametrize(
    ("choice", "named"),
    [({"metric": "fame"}, "roas"), ({"by": ["colour"]}, "content_type"), ({"engagement_basis": "hope"}, "impressions"),
     ({"tier_scheme": "ours"}, "guide_2"), ({"by": []}, "one to three"), ({"by": ["tier", "tier"]}, "different")],
)  # fmt: skip
def test_unknown_choices_say_what_exists(dataset, table, choice, named):
    with pytest.raises(ValueError, match=named):
        compare(dataset, table, **{"metric": "engagement_rate", **choice})
