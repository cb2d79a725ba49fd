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
    found = candidates(deals, creators, score(creators), {})
    assert found.index.tolist() == creators["creator_key"].tolist()
    assert (found["low"] < found["value"]).all() and (found["value"] < found["high"]).all()
    assert np.corrcoef(np.log(found["value"]), np.log(creators["avg_likes"]))[0, 1] > 0.5
    assert found["tested"].tolist() == ["known"] * 15 + ["new"] * 15
    own = deals["value"].sum() / found["value"].head(15).sum()
    assert 0.7 < own < 1.4


def test_fake_engagement_is_worth_nothing(creators, deals):
    honest = candidates(deals, creators, score(creators), {})
    fake = score(creators)
    fake["c20"] = 10.0
    assert candidates(deals, creators, fake, {}).loc["c20", "value"] < 0.5 * honest.loc["c20", "value"]


def test_where_a_price_comes_from(creators, deals):
    creators.loc[0, "price"] = np.nan
    creators.loc[20, "price"] = np.nan
    elsewhere = creators.loc[[1, 2]].assign(creator_key=["p1", "p2"], platform=["youtube", "blog"], price=np.nan)
    everyone = pd.concat([creators, elsewhere], ignore_index=True)
    found = candidates(deals, everyone, score(everyone), {("youtube", "micro"): 500.0}, posts=2)
    assert found.loc[["c0", "c1", "c20", "p1", "p2"], "basis"].tolist() == [PAID, ASKED, USUAL, PUBLISHED, UNKNOWN]
    assert found.loc["c0", "cost"] == pytest.approx(240)
    assert found.loc["c1", "cost"] == pytest.approx(2 * creators.loc[1, "price"])
    assert found.loc["c20", "cost"] == pytest.approx(2 * 0.01 * creators.loc[20, "followers"], rel=0.15)
    assert found.loc["p1", "cost"] == 1000 and np.isnan(found.loc["p2", "cost"])


def test_without_deals_or_figures_values_are_missing_not_zero(creators, deals):
    assert candidates(deals.iloc[:0], creators, score(creators), {})["value"].isna().all()
    blank = creators.assign(avg_likes=np.nan)
    assert candidates(deals, blank, score(creators), {})["value"].isna().all()


def test_input_unchanged(creators, deals):
    before = creators.copy(), deals.copy()
    candidates(deals, creators, score(creators), {})
    pd.testing.assert_frame_equal(creators, before[0])
    pd.testing.assert_frame_equal(deals, before[1])
