"""How sales fade: exact on exact counts, a steady rate kept apart, late posts left out, too little refused."""

import numpy as np
import pandas as pd
import pytest

from lib.dataset import Settings
from lib.timing import TooFewError, ages, half_life
from lib.timing.words import fade_sentence, fade_title


def orders(half: float, count: int = 10_000, steady: float = 0.0, window: int = 60) -> pd.DataFrame:
    """As many orders per day as the decay expects, without any chance."""
    left = 0.5 ** (np.arange(window + 1) / half)
    chance = (1 - steady) * (left[:-1] - left[1:]) / (1 - left[-1]) + steady / window
    return pd.DataFrame({"creator_key": "c", "posted": 0, "age": np.arange(window), "number": count * chance})


@pytest.mark.parametrize(("half", "steady"), [(5.0, 0.0), (2.0, 0.0), (9.0, 0.2), (14.0, 0.0)])
def test_the_half_life_of_exact_counts(half, steady):
    found = half_life(orders(half, steady=steady))
    assert found.days_to_half == pytest.approx(half, rel=0.02)
    assert found.low < half < found.high
    assert found.steady == pytest.approx(steady, abs=0.02)
    assert found.days["expected"].sum() == pytest.approx(found.days["orders"].sum())
    assert (found.orders, found.posts) == (10_000, 1)


def test_more_orders_make_it_surer():
    wide, narrow = half_life(orders(5.0, 60)), half_life(orders(5.0, 6_000))
    assert wide.high / wide.low > 3 * (narrow.high / narrow.low - 1) + 1


def test_too_little_is_refused_with_a_reason():
    with pytest.raises(TooFewError, match="15 orders came within 60 days"):
        half_life(orders(5.0, 15))
    with pytest.raises(TooFewError, match="four different days"):
        half_life(orders(5.0).iloc[:3])
    with pytest.raises(TooFewError, match="do not clearly fall"):
        half_life(pd.DataFrame({"creator_key": "c", "posted": 0, "age": np.arange(60), "number": 5.0}))


DAY = pd.Timestamp("2026-01-10")
POSTED = pd.DataFrame(
    {
        "creator_key": ["a", "a", "b", None],
        "campaign_key": ["k", "k", "k", "k"],
        "post_date": [DAY + pd.Timedelta(hours=9), DAY + pd.Timedelta(days=3), DAY + pd.Timedelta(days=50), DAY],
    }
)


def test_orders_age_from_the_first_post_and_late_posts_do_not_count():
    days = [-1, 0, 5, 59, 60]
    sold = pd.DataFrame({"creator_key": "a", "campaign_key": "k", "day": [DAY + pd.Timedelta(days=d) for d in days], "number": 1.0})
    sold = pd.concat([sold, sold.assign(creator_key="b")], ignore_index=True)
    found = ages(sold, POSTED, DAY + pd.Timedelta(days=59))
    assert found["creator_key"].unique().tolist() == ["a"]  # b's post is not observed for sixty days
    assert found["age"].tolist() == [0, 5, 59]
    assert len(ages(sold, POSTED, DAY + pd.Timedelta(days=120))) == 3 + 2  # of b: those on days 59 and 60


def test_without_campaigns_orders_follow_the_last_post_if_no_other_comes_soon():
    days = [DAY, DAY + pd.Timedelta(days=5), DAY + pd.Timedelta(days=40)]
    posted = pd.DataFrame({"creator_key": "a", "campaign_key": pd.Series([None] * 3, dtype="str"), "post_date": days})
    sold = pd.DataFrame(
        {"creator_key": "a", "campaign_key": "k", "day": [DAY + pd.Timedelta(days=d) for d in (2, 6, 9, 42, 60)], "number": 1.0}
    )
    found = ages(sold, posted, DAY + pd.Timedelta(days=60), window=20)
    assert found["age"].tolist() == [1, 4, 2]  # day 2 follows a post with another after five days; day 60 is the twentieth day


def test_words_hold_the_numbers():
    found = half_life(orders(5.0))
    assert fade_title(found, Settings()) == "Half of what a post sells is sold after 5 days"
    assert "from 10,000 orders within 60 days of 1 posts" in fade_sentence(found, Settings())
