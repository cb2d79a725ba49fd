import numpy as np
import pandas as pd
import pytest

from lib.allocation.candidates import Candidates
from lib.allocation.offers import audience_of, offers, potentials


@pytest.fixture
def known():
    table = pd.DataFrame(
        {"value": [100.0, 50.0, np.nan], "cost": [30.0, 15.0, np.nan], "each": [20.0, 15.0, np.nan],
         "size": [10.0, 30.0, np.nan], "largest": [80.0, 40.0, 40.0]},
        index=pd.Index(["a", "b", "c"], name="creator_key"),
    )  # fmt: skip
    return Candidates(table, np.ones((4, 3)), 0.5)


def test_each_post_adds_less_up_to_the_largest_size_tried(known):
    found = offers(known, 4)
    a = found[found["creator_key"] == "a"]
    assert a["value"].tolist() == pytest.approx([100, 100 * 2**0.5, 100 * 3**0.5, 200])
    assert a["cost"].tolist() == [30, 50, 70, 90]
    b = found[found["creator_key"] == "b"]
    assert b["posts"].tolist() == [1, 2]  # a third post goes beyond what was tried and adds nothing
    assert b["value"].tolist() == pytest.approx([50, 50 * (40 / 30) ** 0.5])
    assert found[found["creator_key"] == "c"]["posts"].tolist() == [1]


def test_one_post_is_the_candidate_itself(known):
    found = offers(known, 1)
    assert found["value"].tolist()[:2] == [100, 50] and found["place"].tolist() == [0, 1, 2]


def test_audiences_are_country_category_and_platform():
    people = pd.DataFrame({"country": ["DE", None], "category": ["food", "food"], "platform": ["tiktok", "tiktok"]})
    assert audience_of(people).tolist() == ["DE · food · tiktok", "? · food · tiktok"]
    assert audience_of(people, pd.Series([None, "FR"])).tolist() == ["DE · food · tiktok", "FR · food · tiktok"]
    assert audience_of(people[["platform"]]).tolist() == ["? · ? · tiktok"] * 2
    assert audience_of(people.head(0)).empty


def test_two_typical_creators_share_the_overlap_asked():
    worth = potentials(["x", "x", "x", "y"], np.array([10.0, 20.0, 30.0, 5.0]), 0.1)
    assert worth == {"x": pytest.approx(200)}  # two of 20: 200 · (1 − 0.9²) = 38 of 40
    assert potentials(["x", "x"], np.array([10.0, 10.0]), 0.0) == {}
    assert potentials(["x", "x"], np.array([np.nan, -1.0]), 0.1) == {}
