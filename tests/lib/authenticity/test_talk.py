"""Comments and audiences with known answers, in many scripts and languages."""

import tomllib

import numpy as np
import pandas as pd
import pytest

from lib.authenticity import score_creators
from lib.authenticity.evidence import collect
from lib.authenticity.listeners import from_audience
from lib.authenticity.talk import STOCK, from_comments, is_generic

CREATORS = pd.DataFrame({"creator_id": list("ABCD"), "country": ["DE", "FR", None, "US"]})


@pytest.mark.parametrize(
    "text",
    ["🔥🔥🔥", "!!!", "Niiiiice", "So beautiful 😍", "très belle photo", "sehr schön!", "Красотка", "çok güzel", "bahut sundar",
     "बहुत सुंदर", "رائع جدا", "かわいい", "好看好看", "太美了", "예뻐요", "น่ารักมาก", "đẹp quá", "מהממת"],
)  # fmt: skip
def test_what_fits_any_post_is_generic(text: str) -> None:
    assert is_generic(text)


@pytest.mark.parametrize(
    "text",
    ["Which lens did you use here?", "My daughter has the same pair", "Too salty for me", "Где купить такое платье?",
     "這個在哪裡買", "この店はどこですか", "이거 어디서 샀어요?", "ใช้กล้องอะไร", "क्या यह चावल के बिना बन सकता है",
     "wo gibt es die Schuhe"],
)  # fmt: skip
def test_what_speaks_of_the_post_is_not(text: str) -> None:
    assert not is_generic(text)


def test_stock_words_of_more_than_twenty_languages() -> None:
    lines = tomllib.loads(STOCK.read_text(encoding="utf-8"))
    assert len(lines) > 20
    assert all(is_generic(word) for words in lines.values() for word in words.split())


def comments(texts: dict[str, list[str]], authors: dict[str, list[str]] | None = None) -> pd.DataFrame:
    rows = [(who, text) for who, said in texts.items() for text in said]
    table = pd.DataFrame(rows, columns=["creator_id", "text"])
    return table.assign(author=[name for who in texts for name in authors[who]]) if authors else table


def test_a_short_phrase_under_many_creators_is_generic_in_any_language() -> None:
    own = [f"sagittis number {i} and more words" for i in range(7)]
    table = comments({who: ["Zubin rako", *own] for who in "ABC"})
    found = from_comments(CREATORS, table)["comments_generic_share"]
    assert found[:3].tolist() == [1 / 8] * 3  # the long ones are shared too, but speak of something
    assert from_comments(CREATORS, table[table["creator_id"] != "C"])["comments_generic_share"][0] == 0


def test_repeated_comments_and_returning_authors() -> None:
    texts = ["one thing here", "ONE THING HERE", *[f"thought {i} about it" for i in range(6)]]
    found = from_comments(CREATORS, comments({"A": texts}, {"A": ["x", "x", "x", "y", "z", "u", "v", "w"]}))
    assert found["comments_repeated_share"][0] == pytest.approx(1 / 8)
    assert found["comments_same_authors"][0] == pytest.approx(2 / 8)
    assert np.isnan(found["comments_same_authors"][1])


AUDIENCE = pd.DataFrame(
    {
        "creator_id": ["A", "A", "A", "A", "B", "B"],
        "dimension": ["country", "country", "gender", "gender", "country", "Gender"],
        "value": ["DE", "BR", "female", "male", "FR", "female"],
        "share": [0.6, 0.4, 0.3, 0.7, 0.9, 0.8],
    }
)


def test_followers_from_elsewhere() -> None:
    found = from_audience(CREATORS, AUDIENCE)
    assert found["audience_foreign"][:2] == pytest.approx([0.4, 0.1])
    assert np.isnan(found["audience_foreign"][2])
    assert "audience_off_target" not in found


def test_off_target_is_the_worst_stated_dimension() -> None:
    found = from_audience(CREATORS, AUDIENCE, {"country": ("de", "FR"), "gender": ("Female",), "age": ("18-24",)})
    assert found["audience_off_target"][:2] == pytest.approx([0.7, 0.2])
    assert np.isnan(found["audience_off_target"][2])


def test_a_missed_target_is_flagged_with_its_number() -> None:
    creators = CREATORS.assign(followers=20_000.0, avg_likes=700.0, avg_comments=25.0, platform="instagram")
    everyone = AUDIENCE.assign(share=[0.05, 0.95, 0.3, 0.7, 0.9, 0.8])
    scored = score_creators(creators, audience=everyone, target={"country": ("DE",)})
    found = {flag.code: flag.sentence for flag in scored["flags"].iloc[0]}
    assert "95" in found["AUDIENCE_OFF_TARGET"]
    assert not any(flag.code == "AUDIENCE_OFF_TARGET" for flag in score_creators(creators, audience=everyone)["flags"].iloc[0])


def test_what_other_tools_call_suspicious_lowers_the_audiences_quality() -> None:
    frame = CREATORS.assign(**{"Suspicious accounts": ["20%", "5", None, "0"], "Mass followers": [10.0, 5.0, None, 0.0]})
    found = collect(frame, {}).get("audience_quality")
    assert found[:2] == pytest.approx([0.7, 0.9])
    assert np.isnan(found[2])
    assert found[3] == 1.0
    given = collect(frame.assign(audience_quality=0.5), {}).get("audience_quality")
    assert (given == 0.5).all()
