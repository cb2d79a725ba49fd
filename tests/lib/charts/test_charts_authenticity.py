"""Authenticity charts: what is drawn equals what was computed, and uploaded text stays text."""

import pandas as pd
import pytest

from lib.authenticity import TYPICAL_PEER, engagement_band, score_creators, signs
from lib.charts import authenticity as charts

CREATORS = pd.DataFrame(
    {
        "platform": "instagram",
        "followers": [150_000.0, 3_200.0, 6_400.0],
        "following": [4_000.0, 900.0, 800.0],
        "posts": [300.0, 200.0, 250.0],
        "avg_likes": [540.0, 221.0, 327.0],
        "avg_comments": [18.5, 7.8, 11.3],
    }
)


@pytest.fixture(scope="module")
def scored() -> pd.DataFrame:
    return score_creators(CREATORS)


def titled(figure) -> bool:
    return bool(figure.layout.xaxis.title.text)


def test_the_waterfall_ends_at_the_score(scored) -> None:
    score = scored["authenticity"].iloc[0]
    figure = charts.contributions(signs(scored, 0), TYPICAL_PEER, score)
    bars = figure.data[0]
    steps = [x for x, kind in zip(bars.x, bars.measure, strict=True) if kind != "total"]
    assert sum(steps) == pytest.approx(score, abs=0.4)
    assert bars.x[-1] == score
    assert titled(figure)


def test_every_scored_creator_is_in_the_distribution(scored) -> None:
    figure = charts.distribution(scored)
    assert sum(sum(bar.y) for bar in figure.data) == 3
    assert titled(figure)


def test_points_carry_their_creator_and_text_stays_text(scored) -> None:
    frame = CREATORS.assign(label="<b>x</b>", engagement_rate=0.03).join(scored[["authenticity", "band"]]).set_axis(list("abc"))
    figure = charts.engagement(frame, engagement_band("instagram", 1_000, 200_000), chosen="a")
    points = [key for trace in figure.data if trace.customdata is not None for key in trace.customdata]
    assert sorted(points) == ["a", "b", "c"]
    assert "<b>" not in figure.to_json()


def test_peers_history_and_posts(scored) -> None:
    assert titled(charts.against_peers(signs(scored, 0)))
    history = pd.DataFrame({"date": pd.date_range("2026-01-01", periods=3), "followers": [1.0, 2.0, 900.0]})
    events = pd.DataFrame({"date": history["date"].iloc[[2]], "followers": [900.0], "gain": [898.0], "posted": [False]})
    assert len(charts.follower_history(history, events).data) == 2
    assert len(charts.follower_history(history, events.iloc[:0]).data) == 1
    posts = pd.DataFrame({"post_date": history["date"], "engagement": [1.0, 2.0, 3.0], "sponsored": [True, False, False]})
    assert [len(trace.x) for trace in charts.post_strip(posts).data] == [2, 1]
