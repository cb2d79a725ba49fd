"""The roster on the budget page: limits, rules, must-haves, overlap, and what clashes, each seen in the names chosen."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

APP = str(Path(__file__).resolve().parents[3] / "app.py")
PAGE = "pages/planning/budget.py"


@pytest.fixture(scope="module")
def opened():
    at = AppTest.from_file(APP, default_timeout=90).run().switch_page(PAGE).run()
    at.session_state["budget_view"] = "Creators"
    return clean(at.run())


@pytest.fixture
def page(opened):
    for key in ("roster_limits", "roster_rivals"):
        opened.session_state[key] = type(opened.session_state[key])() if key in opened.session_state else {}
    opened.session_state["roster_rivals"] = []
    return clean(opened.run())


def clean(at: AppTest) -> AppTest:
    assert not at.exception
    assert not at.error
    return at


def roster(at: AppTest):
    frame = at.session_state["budget_roster_frame"]
    return frame[frame["posts"] > 0]


def test_every_creator_in_has_one_to_three_posts_and_a_reason(page):
    chosen = roster(page)
    assert chosen["posts"].between(1, 3).all() and chosen["posts"].nunique() > 1
    assert chosen["reason"].str.startswith("In").all()
    assert chosen["creator"].is_unique
    assert any("Audiences reached twice take" in caption.value for caption in page.caption)


def test_limits_hold_and_show_their_number(page):
    page.session_state["roster_limits"] = {("platform", "tiktok"): (None, 4.0, None), ("tier", "nano"): (5.0, None, None)}
    chosen = roster(clean(page.run()))
    assert (chosen["platform"] == "TikTok").sum() <= 4
    assert (chosen["tier"] == "nano").sum() >= 5
    assert any("2 set" in expander.label for expander in page.expander)
    clean(page.button(key="roster_clear").click().run())
    assert page.session_state["roster_limits"] == {}


def test_a_share_of_the_roster_is_kept(page):
    page.session_state["roster_limits"] = {("platform", "tiktok"): (None, None, 50.0)}
    chosen = roster(clean(page.run()))
    assert (chosen["platform"] == "TikTok").mean() <= 0.5


def test_rules_and_must_haves(page):
    first, second = roster(page)["creator"].head(2)
    names = {name: key for key, name in zip(_keys(page), _names(page), strict=True)}
    page.multiselect(key="roster_together").set_value([names[first], names[second]])
    clean(page.run())
    clean(page.button(key="roster_rule").click().run())
    assert {first, second} - set(roster(page)["creator"])
    clean(page.button(key="roster_unrule").click().run())
    assert {first, second} <= set(roster(page)["creator"])
    out = page.session_state["budget_roster_frame"].query("posts == 0 and value > 100")["creator"].iloc[-1]
    page.multiselect(key="roster_include").set_value([names[out]])
    chosen = roster(clean(page.run()))
    assert chosen.loc[chosen["creator"] == out, "reason"].tolist() == ["In because you asked for it."]
    page.multiselect(key="roster_include").set_value([])
    clean(page.run())


def _keys(at: AppTest) -> list[str]:
    creators = at.session_state["workspace"].dataset.creators
    return creators["creator_key"].tolist()


def _names(at: AppTest) -> list[str]:
    creators = at.session_state["workspace"].dataset.creators
    return creators["handle"].fillna(creators["name"]).tolist()


def test_clashing_limits_are_one_sentence(page):
    page.session_state["roster_limits"] = {("tier", "mega"): (90.0, None, None)}
    clean(page.run())
    assert "at least 90 creators of tier mega" in page.warning[0].value
    page.session_state["roster_limits"] = {("tier", "mega"): (9.0, 2.0, None)}
    clean(page.run())
    assert "is above its maximum" in page.warning[0].value


def test_more_overlap_takes_more_off(page):
    def told(share: int) -> float:
        clean(page.slider(key="roster_overlap").set_value(share).run())
        caption = next(c.value for c in page.caption if "Audiences reached twice" in c.value)
        amount = caption.split("take ")[1].split(" off")[0].replace("\\", "")
        return float(amount.strip("$K").replace(",", "")) * (1000 if "K" in amount else 1)

    assert told(0) == 0 < told(20)
    clean(page.slider(key="roster_overlap").set_value(5).run())
