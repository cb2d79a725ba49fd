"""Marks: the user's word counts, a few marks move little, the order stays, and the same marks give the same scores."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.authenticity.feedback import FEWEST, recalibrate, recalibration

KEYS = [f"c{i}" for i in range(12)]
VALUES = [2.0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 93, np.nan]


def scores(values: list[float] = VALUES) -> pd.DataFrame:
    known = np.array(values, dtype=float)
    return pd.DataFrame(
        {
            "authenticity": known, "low": known * 0.8, "high": np.minimum(known * 1.05, 100), "confidence": 0.5,
            "band": "doubtful", "flags": [[] for _ in values], "reasons": [[] for _ in values], "exceptional": True,
        },
        index=KEYS[: len(values)],
    )  # fmt: skip


def test_no_marks_change_nothing() -> None:
    result = recalibrate(scores(), {})
    pd.testing.assert_frame_equal(result[scores().columns], scores())
    assert result["mark"].isna().all()
    assert result["before"].equals(result["authenticity"])


def test_the_users_word_counts_even_without_a_score() -> None:
    result = recalibrate(scores(), {"c0": True, "c10": False, "c11": False})
    assert result.loc[["c0", "c10", "c11"], "authenticity"].tolist() == [100, 0, 0]
    assert result.loc["c0", ["low", "high", "confidence", "band"]].tolist() == [100, 100, 1, "genuine"]
    assert not result.loc["c10", "exceptional"]
    assert result.loc["c10", "before"] == 93


def test_fewer_than_a_handful_leave_the_others_alone() -> None:
    marks = {key: False for key in KEYS[7:11]}
    assert len(marks) == FEWEST - 1
    before, after = scores(), recalibrate(scores(), marks)
    assert np.array_equal(before["authenticity"][:7], after["authenticity"][:7])


def test_a_handful_moves_a_little_and_many_more() -> None:
    five = recalibrate(scores(), {key: False for key in KEYS[6:11]})
    assert 0.5 < 50 - five.loc["c5", "authenticity"] < 12.5
    wide = scores([50.0] + [90.0] * 11)
    few = recalibrate(wide, {key: False for key in KEYS[1:7]}).loc["c0", "authenticity"]
    many = recalibrate(wide, {key: False for key in KEYS[1:]}).loc["c0", "authenticity"]
    assert many < few < 50


def test_agreeing_marks_hardly_move_anybody() -> None:
    marks = {"c0": False, "c1": False, "c2": False, "c8": True, "c9": True, "c10": True}
    bend = recalibration(scores(), marks)
    assert bend.agreed == bend.marks == 6
    assert abs(recalibrate(scores(), marks).loc["c5", "authenticity"] - 50) < 2
    assert bend.slope > 1


def test_marks_on_both_wrong_sides_flatten_without_turning_over() -> None:
    bend = recalibration(scores(), {"c0": True, "c1": True, "c2": True, "c8": False, "c9": False, "c10": False})
    assert 0 < bend.slope < 1
    assert bend.agreed == 0


def test_input_unchanged_and_order_of_marks_is_nothing() -> None:
    before = scores()
    marks = {"c1": False, "c3": True, "c5": True, "c7": True, "c9": False, "c2": True}
    one, other = recalibrate(before, marks), recalibrate(before, dict(reversed(marks.items())))
    pd.testing.assert_frame_equal(one, other)
    pd.testing.assert_frame_equal(before, scores())


def test_marks_on_strangers_are_ignored() -> None:
    assert recalibration(scores(), {"nobody": True}).marks == 0


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(st.sampled_from(KEYS), st.booleans()))
def test_the_others_keep_their_order_and_their_bounds(marks: dict[str, bool]) -> None:
    result = recalibrate(scores(), marks)
    rest = result[result["mark"].isna()].dropna(subset="authenticity")
    assert rest["authenticity"].is_monotonic_increasing
    assert rest["authenticity"].between(0, 100).all()
    assert (rest["low"] <= rest["authenticity"] + 1e-9).all()
    assert (rest["authenticity"] <= rest["high"] + 1e-9).all()
    if len(marks) <= 10:
        assert (rest["authenticity"] - rest["before"]).abs().max() <= 45 or rest.empty


def test_a_mark_too_many_is_bounded() -> None:
    bend = recalibration(scores([90.0] * 11), {key: False for key in KEYS[:11]})
    assert bend.shift >= -2 * 11 / 26 - 1e-9
    assert bend(np.array([90.0]))[0] == pytest.approx(100 / (1 + np.exp(-(bend.slope * np.log(9) + bend.shift))))
