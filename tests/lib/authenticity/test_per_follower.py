"""Likes and comments that a list states per follower, in percent or as fractions."""

import numpy as np
import pandas as pd

from lib.authenticity.evidence import collect

FRAME = pd.DataFrame({"followers": [1_000.0, 2_000.0, 400.0], "erl": [5.0, 10.0, np.nan], "erc": [0.2, 0.5, 0.1]})


def figures(frame: pd.DataFrame) -> tuple[list[float], list[float]]:
    found = collect(frame, {})
    return found.get("avg_likes").tolist(), found.get("avg_comments").tolist()


def test_percent() -> None:
    likes, comments = figures(FRAME)
    assert likes[:2] == [50.0, 200.0]
    assert np.isnan(likes[2])
    assert np.allclose(comments, [2.0, 10.0, 0.4])


def test_fractions_and_texts_mean_the_same() -> None:
    fractions = FRAME.assign(erl=FRAME["erl"] / 100, erc=FRAME["erc"] / 100)
    texts = FRAME.assign(erl=["5 %", "10%", None], erc=["0.2%", "0.5%", "0.1%"])
    texts = texts.rename(columns={"erl": "Like Rate", "erc": "Comment rate"})
    for other in (fractions, texts):
        for mine, theirs in zip(figures(FRAME), figures(other), strict=True):
            assert np.allclose(mine, theirs, equal_nan=True)


def test_counts_come_first() -> None:
    likes, _comments = figures(FRAME.assign(avg_likes=[7.0, 8.0, 9.0]))
    assert likes == [7.0, 8.0, 9.0]


def test_nothing_without_likes_or_followers() -> None:
    assert "avg_comments" not in collect(FRAME.drop(columns="erl"), {}).numbers
    assert "avg_likes" not in collect(FRAME.drop(columns="followers"), {}).numbers
