"""What the tables say: hand-made posts, histories, comments and audiences with known answers."""

import numpy as np
import pandas as pd
import pytest

from lib.authenticity.activity import from_posts
from lib.authenticity.evidence import collect, digit_share, platforms, profile
from lib.authenticity.history import from_history, marked_events
from lib.authenticity.linking import owners
from lib.authenticity.listeners import from_audience
from lib.authenticity.talk import from_comments, is_generic

CREATORS = pd.DataFrame(
    {"creator_id": ["A", "B"], "handle": ["ana", "bo"], "platform": ["instagram", "youtube"], "country": ["DE", None]}
)


def weekly(counts: list[float], who: str = "A") -> pd.DataFrame:
    days = pd.date_range("2026-01-05", periods=len(counts), freq="7D")
    return pd.DataFrame({"creator_id": who, "date": days, "followers": counts})


def test_rows_find_their_creator_by_key_then_id_then_handle() -> None:
    table = pd.DataFrame({"creator_id": ["B", "C", None], "handle": ["ana", "x", "ana"]})
    groups, rows = owners(CREATORS, table)
    assert rows.tolist() == [groups[1], -1, -1]
    groups, rows = owners(CREATORS, pd.DataFrame({"handle": ["@Ana", "bo", "nobody"]}))
    assert rows.tolist() == [groups[0], groups[1], -1]


def test_a_handle_on_another_platform_is_somebody_else() -> None:
    table = pd.DataFrame({"handle": ["ana", "ana"], "platform": ["tiktok", "instagram"]})
    groups, rows = owners(CREATORS, table)
    assert rows.tolist() == [-1, groups[0]]


def test_medians_over_posts_not_means() -> None:
    posts = pd.DataFrame({"creator_id": "A", "likes": [10, 12, 14, 11, 9000.0], "comments": [1, 2, 3, 2, 50.0]})
    found = from_posts(CREATORS, posts)
    assert found["avg_likes"][0] == 12
    assert found["avg_comments"][0] == 2
    assert np.isnan(found["avg_likes"][1])


def test_ads_never_replace_what_the_file_says_of_own_posts() -> None:
    ads = pd.DataFrame({"creator_id": "A", "likes": [10.0] * 6, "sponsored": True})
    given = collect(CREATORS.assign(avg_likes=[90.0, np.nan]), {"posts": ads})
    assert given.get("avg_likes")[0] == 90
    assert collect(CREATORS, {"posts": ads}).get("avg_likes")[0] == 10
    own = collect(CREATORS.assign(avg_likes=[90.0, np.nan]), {"posts": ads.assign(sponsored=False)})
    assert own.get("avg_likes")[0] == 10


def test_spread_rhythm_ads_and_captions() -> None:
    likes = [100.0, 200.0] * 5
    days = pd.to_datetime("2026-01-01") + pd.to_timedelta(np.arange(10) * 7, unit="D")
    sponsored = [False, True] * 5
    posts = pd.DataFrame(
        {"creator_id": "A", "likes": likes, "post_date": days, "sponsored": sponsored, "caption": ["same"] * 9 + ["other"]}
    )
    found = from_posts(CREATORS, posts)
    assert found["post_spread"][0] == pytest.approx(50 / 150)
    assert found["post_rhythm"][0] == 0
    assert found["sponsored_drop"][0] == pytest.approx(101 / 201)
    assert found["caption_similarity"][0] == pytest.approx(0.8)


def test_a_jump_is_measured_against_the_accounts_own_past() -> None:
    found = from_history(CREATORS, weekly([10_000, 10_100, 10_200, 10_300, 10_400, 15_400, 15_500, 15_600]), None)
    assert found["jump_gain"][0] == 5_000
    assert found["round_jump"][0] == 0  # these counts are all round
    assert found["largest_jump"][0] == pytest.approx(5_000 / 10_400 - 4 * found["jump_usual"][0])
    assert np.isnan(found["largest_jump"][1])


def test_exact_thousands_among_crooked_counts_are_bought_lots() -> None:
    counts = [10_013, 10_121, 10_207, 10_318, 10_409, 15_409, 15_513, 15_604]
    assert from_history(CREATORS, weekly(counts), None)["round_jump"][0] == 1


def test_youtube_counts_rise_in_steps_without_suspicion() -> None:
    steps = [101_000, 101_000, 101_000, 102_000, 102_000, 102_000, 103_000, 103_000]
    assert from_history(CREATORS, weekly(steps, "B"), None)["largest_jump"][1] == 0
    assert from_history(CREATORS, weekly(steps, "A"), None)["largest_jump"][0] >= 0


def test_growth_without_posts() -> None:
    history = weekly([10_013, 10_121, 10_207, 10_318, 10_409, 15_409, 15_513, 15_604])
    jump = pd.Timestamp("2026-02-09")
    near = pd.DataFrame({"creator_id": ["A"], "post_date": [jump - pd.Timedelta(days=2)]})
    far = pd.DataFrame({"creator_id": ["A"], "post_date": [jump - pd.Timedelta(days=60)]})
    assert from_history(CREATORS, history, near)["unposted_jump"][0] == 0
    assert from_history(CREATORS, history, far)["unposted_jump"][0] > 0.3
    (event,) = marked_events(history[["date", "followers"]], "instagram", far["post_date"]).itertuples()
    assert event.date == jump
    assert event.gain == 5_000
    assert not event.posted


def test_follow_and_unfollow_shows_as_see_saw() -> None:
    calm = from_history(CREATORS, weekly([1_000 + 10 * i for i in range(12)]), None)["reversals"][0]
    rocking = from_history(CREATORS, weekly([1_000 + (150 if i % 2 else 0) for i in range(12)]), None)["reversals"][0]
    assert calm == 0
    assert rocking > 0.2


def test_short_or_broken_histories_say_nothing() -> None:
    assert np.isnan(from_history(CREATORS, weekly([1, 2, 3]), None).get("largest_jump", np.array([np.nan]))[0])
    assert from_history(CREATORS, pd.DataFrame({"creator_id": ["A"], "followers": [3]}), None) == {}


@pytest.mark.parametrize("text", ["Nice!", "🔥🔥🔥", "Great post!", "wow 😍", "так красиво"[4:], "harika", "好看", "!!!"])
def test_generic_comments_in_any_script(text: str) -> None:
    assert is_generic(text)


@pytest.mark.parametrize(
    "text", ["Which size do you wear in the first look?", "nice to see the blue one again", "我昨天也买了这个面霜"]
)
def test_comments_about_the_post_are_not_generic(text: str) -> None:
    assert not is_generic(text)


def test_shares_of_generic_and_repeated_comments() -> None:
    text = ["Nice!"] * 5 + [f"where did you film part {i}?" for i in range(5)]
    found = from_comments(CREATORS, pd.DataFrame({"creator_id": "A", "text": text}))
    assert found["comments_generic_share"][0] == 0.5
    assert found["comments_repeated_share"][0] == pytest.approx(1 - 6 / 10)
    assert np.isnan(found["comments_generic_share"][1])


def test_audience_from_elsewhere_needs_a_known_home() -> None:
    audience = pd.DataFrame(
        {"creator_id": ["A", "A", "B"], "dimension": "country", "value": ["DE", "IN", "US"], "share": [0.3, 0.5, 0.9]}
    )
    found = from_audience(CREATORS, audience)
    assert found["audience_foreign"][0] == pytest.approx(0.7)
    assert np.isnan(found["audience_foreign"][1])


def test_profile_columns_of_account_lists() -> None:
    frame = pd.DataFrame({"Profile pic": [1, 0], "description length": [44, 0], "nums/length username": [0.0, 0.5]})
    found = profile(frame)
    assert found["profile_picture"].tolist() == [1, 0]
    assert found["bio_length"].tolist() == [44, 0]
    assert found["digits_in_handle"].tolist() == [0.0, 0.5]
    assert profile(pd.DataFrame({"bio": ["hello", None], "profile_pic": ["yes", "No"]}))["bio_length"][0] == 5
    assert digit_share(pd.Series(["ana77", None]))[0] == pytest.approx(0.4)


def test_nonsense_is_missing_not_zero() -> None:
    frame = pd.DataFrame({"followers": [np.inf, -5, "x", None, 10], "platform": [None, " TikTok ", "", 3, "x"]})
    evidence = collect(frame, {})
    assert np.isnan(evidence.get("followers")[:4]).all()
    assert evidence.get("followers")[4] == 10
    names, place = platforms(frame)
    assert [names[i] for i in place][:3] == ["any", "tiktok", "any"]


def test_the_index_of_a_history_says_nothing() -> None:
    history = weekly([10_013, 10_121, 10_207, 10_318, 10_409, 15_409, 15_513, 15_604])
    repeated = history.set_axis([0] * len(history), axis=0)
    assert from_history(CREATORS, repeated, None)["round_jump"][0] == 1


def test_profiles_stated_in_another_way() -> None:
    frame = pd.DataFrame(
        {"default_profile_image": ["True", "False", None], "usernameDigitCount": [3, 0, 2], "usernameLength": [12, 8, 0]}
    )
    found = profile(frame)
    assert found["profile_picture"][:2].tolist() == [0.0, 1.0]
    assert np.isnan(found["profile_picture"][2])
    assert found["digits_in_handle"][:2].tolist() == [0.25, 0.0]
    assert np.isnan(found["digits_in_handle"][2])


def test_growth_that_a_list_states_counts_where_no_history_is_given() -> None:
    from lib.authenticity.measures import measures

    found = measures(collect(CREATORS.assign(follower_growth_30d=[0.4, None]), {}))
    assert found["monthly_growth"][0] == 0.4
    assert np.isnan(found["monthly_growth"][1])


def test_daily_changes_alone_make_a_history_that_ends_at_the_accounts_size() -> None:
    changes = [0, 100, 100, 100, 100, 5_003, 100, 100]
    days = pd.date_range("2026-01-05", periods=8, freq="7D")
    history = pd.DataFrame({"creator_id": "A", "date": days, "follower_change": changes}).iloc[::-1]
    counts = [10_000, 10_100, 10_200, 10_300, 10_400, 15_403, 15_503, 15_603]
    told = from_history(CREATORS.assign(followers=[15_603.0, 900.0]), history, None)
    counted = from_history(CREATORS, weekly(counts), None)
    for name, values in counted.items():
        assert told[name][0] == pytest.approx(values[0], nan_ok=True), name
    assert from_history(CREATORS, history, None) == {}
