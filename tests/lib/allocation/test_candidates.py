import numpy as np
import pandas as pd
import pytest

from lib.allocation.candidates import ASKED, PAID, PUBLISHED, UNKNOWN, USUAL, candidates

COLUMNS = [
    "creator_key",
    "platform",
    "tier",
    "followers",
    "avg_likes",
    "avg_comments",
    "avg_engagements",
    "engagement_rate",
    "price",
]


@pytest.fixture
def creators():
    random = np.random.default_rng(4)
    followers = random.lognormal(9, 0.5, 30).round()
    frame = pd.DataFrame(
        {"creator_key": [f"c{i}" for i in range(30)], "platform": "tiktok", "tier": "micro", "followers": followers}
    )
    frame["avg_likes"] = (followers * random.uniform(0.03, 0.08, 30)).round()
    frame["avg_comments"] = np.nan
    return frame.assign(avg_engagements=np.nan, engagement_rate=np.nan, price=followers * 0.01)[COLUMNS]


@pytest.fixture
def deals(creators):
    random = np.random.default_rng(5)
    known = creators.head(15)
    value = known["avg_likes"] * 2.0 * random.lognormal(0, 0.4, 15)
    return pd.DataFrame({"creator_key": known["creator_key"], "cost": 120.0, "value": value, "posts": 1.0}).reset_index(drop=True)


def score(creators, value=90.0):
    return pd.Series(value, index=creators["creator_key"])


def test_values_follow_engagement_and_carry_intervals(creators, deals):
    found = candidates(deals, creators, score(creators), {}).table
    assert found.index.tolist() == creators["creator_key"].tolist()
    assert (found["low"] < found["value"]).all() and (found["value"] < found["high"]).all()
    assert np.corrcoef(np.log(found["value"]), np.log(creators["avg_likes"]))[0, 1] > 0.5
    assert found["tested"].tolist() == ["known"] * 15 + ["new"] * 15
    own = deals["value"].sum() / found["value"].head(15).sum()
    assert 0.7 < own < 1.4


def test_fake_engagement_is_worth_nothing(creators, deals):
    honest = candidates(deals, creators, score(creators), {}).table
    fake = score(creators)
    fake["c20"] = 10.0
    assert candidates(deals, creators, fake, {}).table.loc["c20", "value"] < 0.5 * honest.loc["c20", "value"]


def test_where_a_price_comes_from(creators, deals):
    creators.loc[0, "price"] = np.nan
    creators.loc[20, "price"] = np.nan
    elsewhere = creators.loc[[1, 2]].assign(creator_key=["p1", "p2"], platform=["youtube", "blog"], price=np.nan)
    everyone = pd.concat([creators, elsewhere], ignore_index=True)
    found = candidates(deals, everyone, score(everyone), {("youtube", "micro"): 500.0}, posts=2).table
    assert found.loc[["c0", "c1", "c20", "p1", "p2"], "basis"].tolist() == [PAID, ASKED, USUAL, PUBLISHED, UNKNOWN]
    assert found.loc["c0", "cost"] == pytest.approx(240)
    assert found.loc["c1", "cost"] == pytest.approx(2 * creators.loc[1, "price"])
    assert found.loc["c20", "cost"] == pytest.approx(2 * 0.01 * creators.loc[20, "followers"], rel=0.15)
    assert found.loc["p1", "cost"] == 1000 and np.isnan(found.loc["p2", "cost"])


def test_without_deals_or_figures_values_are_missing_not_zero(creators, deals):
    assert candidates(deals.iloc[:0], creators, score(creators), {}).table["value"].isna().all()
    blank = creators.assign(avg_likes=np.nan)
    assert candidates(deals, blank, score(creators), {}).table["value"].isna().all()


def test_input_unchanged(creators, deals):
    before = creators.copy(), deals.copy()
    candidates(deals, creators, score(creators), {})
    pd.testing.assert_frame_equal(creators, before[0])
    pd.testing.assert_frame_equal(deals, before[1])


def test_other_costs_of_a_booking_come_on_top_of_what_is_asked(creators, deals):
    creators.loc[0, "price"] = np.nan
    bare, whole = (candidates(deals, creators, score(creators), {}, posts=2, extra=extra).table["cost"] for extra in (0.0, 30.0))
    assert whole.drop("c0").to_numpy() == pytest.approx(bare.drop("c0").to_numpy() + 30)
    assert whole["c0"] == bare["c0"]  # paid before: product and shipping are in it


def test_prices_speak_as_far_as_past_deals_bear_them_out():
    """Same engagements, prices far apart: where value follows the price, so does what is expected; else it hardly does."""
    random = np.random.default_rng(3)
    price = np.repeat([10.0, 100.0], 30)
    people = pd.DataFrame({"creator_key": [f"c{i}" for i in range(60)], "platform": "tiktok", "tier": "micro", "followers": 1e4})
    people = people.assign(avg_likes=300.0 * random.lognormal(0, 0.3, 60), avg_comments=0.0, avg_engagements=np.nan,
                           engagement_rate=np.nan, price=price)  # fmt: skip
    past = pd.DataFrame({"creator_key": people["creator_key"], "cost": price, "posts": 1.0})[5:55]
    noise = random.lognormal(0, 0.3, 50)
    dear, alike = (
        candidates(past.assign(value=value * noise), people, score(people, 100.0), {}).table["value"]
        for value in (5 * price[5:55], 200.0)
    )
    assert dear.tail(5).mean() > 2 * dear.head(5).mean()
    assert alike.tail(5).mean() < 1.3 * alike.head(5).mean()
