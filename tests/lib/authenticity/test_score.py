"""The score's promises: same index, deterministic, order-free, additive, honest about what is missing, never raising."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.authenticity import BANDS, TYPICAL_PEER, Flag, in_brief, score_creators, signs
from lib.authenticity.calibration import PatternCalibration, authenticity_of

COLUMNS = ["authenticity", "low", "high", "confidence", "band", "flags", "reasons", "next_datum", "exceptional"]


def creators(**changes: object) -> pd.DataFrame:
    """Six Instagram accounts at the norm of their size, with changes to the first."""
    frame = pd.DataFrame(
        {
            "handle": [f"creator.{name}" for name in "abcdef"],
            "platform": "instagram",
            "followers": [12_800.0, 3_200.0, 6_400.0, 25_600.0, 51_200.0, 1_600.0],
            "following": [900.0, 900.0, 800.0, 700.0, 500.0, 700.0],
            "posts": [300.0, 200.0, 250.0, 400.0, 500.0, 120.0],
            "avg_likes": [540.0, 221.0, 327.0, 941.0, 1_534.0, 144.0],
            "avg_comments": [18.5, 7.8, 11.3, 29.1, 47.5, 5.6],
        }
    )
    for name, value in changes.items():
        frame.loc[0, name] = value
    return frame


def first(frame: pd.DataFrame, **tables: pd.DataFrame) -> pd.Series:
    return score_creators(frame, **tables).iloc[0]


def test_contract() -> None:
    frame = creators().set_index(pd.Index(list("uvwxyz")))
    before = frame.copy()
    result = score_creators(frame)
    assert list(result.columns) == COLUMNS
    assert result.index.equals(frame.index)
    assert frame.equals(before)
    assert result["authenticity"].between(0, 100).all()
    assert (result["low"] <= result["authenticity"]).all()
    assert (result["authenticity"] <= result["high"]).all()
    assert result["confidence"].between(0, 1).all()
    assert set(result["band"]) <= set(BANDS)
    assert all(isinstance(value, list) for name in ("flags", "reasons") for value in result[name])


def test_accounts_at_the_norm_look_genuine_without_flags() -> None:
    result = score_creators(creators())
    assert (result["band"] == "genuine").all()
    assert not any(len(flags) for flags in result["flags"])


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"followers": 400_000.0}, "ENGAGEMENT_LOW"),
        ({"avg_likes": 6_000.0, "avg_comments": 3.0}, "LIKES_UNBACKED"),
        ({"avg_comments": 400.0}, "COMMENTS_UNBACKED"),
        ({"following": 7_500.0, "followers": 700.0}, "FOLLOWS_MANY"),
    ],
)
def test_each_fraud_lowers_the_score_and_raises_its_flag(changes: dict, code: str) -> None:
    plain, changed = first(creators()), first(creators(**changes))
    assert changed["authenticity"] < min(65, plain["authenticity"] - 25)
    found = {flag.code: flag for flag in changed["flags"]}
    assert code in found
    flag = found[code]
    assert isinstance(flag, Flag)
    assert flag.severity in ("notable", "serious")
    assert any(letter.isdigit() for letter in flag.sentence)
    assert flag.innocent
    assert flag.source


def test_excellence_costs_nothing() -> None:
    excellent = first(creators(avg_likes=2_200.0, avg_comments=150.0))
    assert excellent["band"] == "genuine"
    assert not excellent["flags"]
    assert excellent["exceptional"]
    assert not score_creators(creators())["exceptional"].any()
    assert not first(creators(avg_likes=9_000.0))["exceptional"]


def test_reasons_add_up_exactly() -> None:
    result = score_creators(creators(followers=150_000.0, following=4_000.0))
    for score, reasons in zip(result["authenticity"], result["reasons"], strict=True):
        assert sum(points for _text, points in reasons) == pytest.approx(score - TYPICAL_PEER, abs=1e-9)


def test_signs_tell_the_same_story_as_the_reasons() -> None:
    result = score_creators(creators(followers=150_000.0))
    told = signs(result, 0)
    assert told["points"].sum() == pytest.approx(result["authenticity"].iloc[0] - TYPICAL_PEER, abs=1e-9)
    assert told["feature"].iloc[0] == "engagement_low"
    assert told["low"].iloc[0] < told["middle"].iloc[0] < told["high"].iloc[0]
    shuffled = result.iloc[::-1]
    assert signs(shuffled, 5).equals(told)


def test_same_input_same_output() -> None:
    pd.testing.assert_frame_equal(score_creators(creators()), score_creators(creators()))


def test_row_order_changes_nothing() -> None:
    frame = creators(followers=90_000.0)
    forward, backward = score_creators(frame), score_creators(frame.iloc[::-1])
    pd.testing.assert_frame_equal(forward, backward.iloc[::-1])


def test_duplicates_do_not_change_the_others() -> None:
    frame = creators(followers=90_000.0)
    twice = pd.concat([frame, frame.iloc[[0]].set_axis([99])])
    pd.testing.assert_frame_equal(score_creators(frame), score_creators(twice).iloc[:6])


@pytest.mark.parametrize("column", ["avg_likes", "avg_comments", "following", "posts"])
def test_missing_evidence_is_never_clean(column: str) -> None:
    full, less = first(creators()), first(creators().drop(columns=column))
    assert less["confidence"] < full["confidence"]
    assert less["high"] - less["low"] > full["high"] - full["low"]


def test_each_creator_keeps_their_own_gaps() -> None:
    frame = creators()
    frame.loc[0, "avg_comments"] = np.nan
    result = score_creators(frame)
    assert result["confidence"].iloc[0] < result["confidence"].iloc[1]


def test_too_little_evidence_is_no_score_with_a_reason() -> None:
    result = score_creators(pd.DataFrame({"handle": ["a", "b"], "followers": [5_000.0, np.nan]}))
    assert result["authenticity"].isna().all()
    assert (result["band"] == "no score").all()
    assert (result["confidence"] <= 0.3).all()
    for reasons in result["reasons"]:
        ((text, points),) = reasons
        assert "likes" in text
        assert points == 0.0


def test_the_next_datum_is_one_that_is_missing() -> None:
    assert first(pd.DataFrame({"followers": [5_000.0], "platform": ["instagram"]}))["next_datum"] == "likes per post"
    assert first(creators())["next_datum"] == "the follower history"


def test_empty_frames_keep_the_columns() -> None:
    for empty in (pd.DataFrame(), pd.DataFrame(columns=["followers", "platform"]), creators().iloc[:0]):
        assert list(score_creators(empty).columns) == COLUMNS
        assert len(score_creators(empty)) == 0


def test_the_scale_means_the_same_everywhere() -> None:
    assert authenticity_of(np.array(1.0)) == pytest.approx(93.75)
    assert authenticity_of(np.array(0.2)) > 80 > authenticity_of(np.array(0.15))
    reference = np.arange(1000.0)
    p = PatternCalibration(reference, 1.0).tail_probability(np.array([0.0, 500.0, 999.0, 1200.0, 1500.0]))
    assert p[0] == 1.0
    assert p[1] == pytest.approx(0.5, abs=0.01)
    assert (np.diff(p) < 0).all()


NASTY = st.one_of(
    st.none(), st.floats(allow_nan=True, allow_infinity=True), st.integers(-5, 10**12), st.text(max_size=5), st.booleans(),
    st.just(pd.NaT), st.dates(),
)  # fmt: skip


@settings(max_examples=20, deadline=None)
@given(st.data())
def test_never_raises(data: st.DataObject) -> None:
    columns = [*creators().columns, "engagement_rate", "audience_quality", "country", "Profile pic", "bio"]
    names = data.draw(st.lists(st.sampled_from(columns), unique=True))
    rows = data.draw(st.integers(0, 5))
    frame = pd.DataFrame(
        {name: pd.Series(data.draw(st.lists(NASTY, min_size=rows, max_size=rows)), dtype=object) for name in names}
    )
    result = score_creators(frame)
    assert len(result) == len(frame)
    assert result["authenticity"].dropna().between(0, 100).all()
    assert all(isinstance(reasons, list) for reasons in result["reasons"])


@settings(max_examples=12, deadline=None)
@given(st.data())
def test_never_raises_on_tables(data: st.DataObject) -> None:
    columns = {
        "posts": ["handle", "likes", "comments", "post_date", "sponsored", "caption", "views"],
        "followers": ["handle", "date", "followers"],
        "comments": ["handle", "text"],
        "audience": ["handle", "dimension", "value", "share"],
    }
    handles = st.sampled_from(["creator.a", "creator.b", "nobody", None])
    tables = {}
    for kind, names in columns.items():
        kept = data.draw(st.lists(st.sampled_from(names), unique=True))
        rows = data.draw(st.integers(0, 12))
        drawn = {name: data.draw(st.lists(handles if name == "handle" else NASTY, min_size=rows, max_size=rows)) for name in kept}
        tables[kind] = pd.DataFrame({name: pd.Series(values, dtype=object) for name, values in drawn.items()})
    result = score_creators(creators(), **tables)
    assert result["authenticity"].between(0, 100).all()
    assert all(isinstance(flags, list) for flags in result["flags"])


@pytest.mark.parametrize("likes, comments", [(5_000.0, 1.0), (300.0, 280.0)])
def test_without_followers_comments_per_like_tell_what_backs_what(likes: float, comments: float) -> None:
    frame = pd.DataFrame({"platform": "instagram", "avg_likes": [300.0, likes], "avg_comments": [10.0, comments]})
    scored = score_creators(frame)
    assert scored["authenticity"].notna().all()
    assert scored["authenticity"].iloc[1] < scored["authenticity"].iloc[0] - 20
    assert (scored["confidence"] < 0.5).all()
    assert "peers" in scored["reasons"].iloc[1][0][0]


def test_comments_alone_speak_for_engagement() -> None:
    frame = pd.DataFrame({"platform": "instagram", "followers": 12_800.0, "avg_comments": [18.0, 0.2]})
    scored = score_creators(frame)
    assert scored["authenticity"].iloc[1] < scored["authenticity"].iloc[0] - 20


def test_views_alone_are_judged_in_both_directions() -> None:
    frame = pd.DataFrame({"platform": "tiktok", "followers": 30_000.0, "avg_views": [18_000.0, 150.0, 5e6]})
    scored = score_creators(frame)["authenticity"]
    assert scored.iloc[1] < scored.iloc[0] - 20
    assert scored.iloc[2] < scored.iloc[0] - 5


def test_what_is_asked_next_would_narrow_the_range_most() -> None:
    given = creators().assign(avg_views=4_000.0)
    asked = score_creators(creators())["next_datum"].iloc[0]
    days = pd.date_range("2026-01-05", periods=12, freq="7D")
    history = pd.DataFrame({"handle": "creator.a", "date": days, "followers": 12_000 + 70 * np.arange(12) + np.arange(12) ** 2})
    with_history = first(creators(), followers=history)
    with_views = score_creators(given).iloc[0]
    assert asked == "the follower history"
    assert with_history["confidence"] > with_views["confidence"]


def test_a_list_says_in_brief_what_the_sheets_say() -> None:
    result = score_creators(creators(followers=150_000.0, following=9_000.0)).iloc[[3, 0, 2]]
    found = in_brief(result, [1, 0])
    assert [flags for _told, flags in found] == [result["flags"].iloc[1], result["flags"].iloc[0]]
    for told, (text, _points) in zip(found[0][0], result["reasons"].iloc[1], strict=False):
        assert text.startswith(told)
        assert len(told) < len(text)
    assert in_brief(score_creators(pd.DataFrame()), []) == []
