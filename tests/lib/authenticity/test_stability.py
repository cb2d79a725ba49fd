"""Verdicts under every benchmark source and tier scheme: which hold, which flip, and by whose figures."""

import numpy as np
import pandas as pd
import pytest

from lib.authenticity import score_creators
from lib.authenticity.stability import COLUMNS, holds, readings
from lib.benchmarks import SOURCES, engagement_benchmark


def creators(likes: list[float]) -> pd.DataFrame:
    return pd.DataFrame(
        {"platform": "instagram", "followers": 6_000.0, "avg_likes": likes, "avg_comments": [like * 0.035 for like in likes]}
    )


def test_every_source_that_speaks_of_the_creator_gives_a_reading() -> None:
    scored = score_creators(creators([300.0, 20.0]))
    found = readings(scored, np.array([1]))
    assert list(found.columns) == COLUMNS
    assert set(found["creator"]) == {1}
    one = found[(found["source"] == "organicmediabuying_2025") & (found["scheme"] == "guide_1")]
    assert one["engagement"].iloc[0] == engagement_benchmark("organicmediabuying_2025", "instagram", "nano").middle
    other = found[(found["source"] == "organicmediabuying_2025") & (found["scheme"] == "hypeauditor")]
    assert other["engagement"].iloc[0] == engagement_benchmark("organicmediabuying_2025", "instagram", "micro").middle
    assert not found.duplicated(["creator", "source", "engagement"]).any()


def test_a_lower_benchmark_never_makes_low_engagement_look_worse() -> None:
    found = readings(score_creators(creators([25.0])), np.array([0])).sort_values("engagement")
    assert found["authenticity"].is_monotonic_decreasing
    assert found["authenticity"].iloc[0] > found["authenticity"].iloc[-1] + 20


def test_a_verdict_between_the_benchmarks_flips_and_says_by_whose_figures() -> None:
    likes = [300.0, 60.0, 40.0, 25.0, 15.0]
    scored = score_creators(creators(likes))
    found = readings(scored, np.arange(5))
    table = holds(found)
    doubtful = (scored["authenticity"] < 60).to_numpy()
    assert table.loc[0, "flips"] == 0
    assert (table["flips"] > 0).any()
    for _, row in found[found["flips"]].iterrows():
        assert (row["authenticity"] < 60) != doubtful[row["creator"]]
        assert SOURCES[row["source"]].title in table.loc[row["creator"], "sources"]
    assert (table.loc[table["flips"] == 0, "sources"] == "").all()


def test_the_creators_own_norm_as_benchmark_changes_nothing(monkeypatch) -> None:
    from lib.authenticity import stability
    from lib.authenticity.norms import peer_range
    from lib.benchmarks import Benchmark

    middle = peer_range("engagement", "instagram", 6_000.0)[1]
    same = Benchmark("engagement_rate", "instagram", "", middle, middle, "fraction", SOURCES["rival_iq_2024"])
    monkeypatch.setattr(stability, "engagement_benchmark", lambda *_: same)
    scored = score_creators(creators([25.0, 300.0]))
    found = readings(scored, np.array([0, 1]))
    assert found["authenticity"].to_numpy() == pytest.approx(scored["authenticity"].to_numpy()[found["creator"]], abs=0.01)


@pytest.mark.parametrize("frame", [pd.DataFrame(), pd.DataFrame({"followers": [900.0]}), creators([]), creators([np.nan])])
def test_nothing_known_is_no_reading(frame: pd.DataFrame) -> None:
    found = readings(score_creators(frame), np.arange(len(frame)))
    assert found.empty
    assert holds(found).empty
