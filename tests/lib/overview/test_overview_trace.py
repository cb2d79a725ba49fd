"""The overview's figures of creators add up to the rows shown behind them."""

import pandas as pd
import pytest

from lib.dataset import Settings, build_dataset
from lib.overview.estimates import authentic_share
from lib.overview.trace import authentic_trace, followers_trace

CREATORS = build_dataset(
    {"creators": pd.DataFrame({"creator_id": ["a", "b", "c"], "followers": [1_000.0, 3_000.0, None], "platform": "tiktok"})}
).creators
SCORES = pd.DataFrame({"authenticity": [90.0, 50.0, 70.0], "low": 0.0, "high": 100.0}, index=CREATORS["creator_key"])


def test_the_authentic_share_is_the_ratio_of_its_terms():
    trace = authentic_trace(CREATORS, SCORES, Settings())
    above, below = trace.terms()
    assert (above, below) == (2_400, 4_000)
    assert above / below == pytest.approx(authentic_share(CREATORS, SCORES)[0])
    assert trace.steps == ("Authentic audience = Σ followers × authenticity / Σ followers = 2,400 / 4,000 = 60%",)


def test_without_followers_every_account_weighs_the_same():
    bare = CREATORS.assign(followers=float("nan"))
    above, below = authentic_trace(bare, SCORES, Settings()).terms()
    assert above / below == pytest.approx(authentic_share(bare, SCORES)[0]) == pytest.approx(0.7)


def test_followers_are_listed_where_known():
    trace = followers_trace(CREATORS, Settings())
    assert trace.terms().tolist() == [4_000]
    assert trace.rows["line"].tolist() == [1, 2]
