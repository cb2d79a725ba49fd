from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from lib.dataset import Settings, build_dataset
from lib.ui.state import Workspace

APP = Path(__file__).resolve().parents[3] / "app.py"
PAGE = "pages/planning/budget.py"


def clean(at):
    assert not at.exception and not at.error
    return at


@pytest.fixture(scope="module")
def page():
    at = AppTest.from_file(str(APP), default_timeout=60).run()
    return clean(at.switch_page(PAGE).run())


def figures(at):
    return {metric.label: metric.value for metric in at.metric}


def own(tables):
    at = AppTest.from_file(str(APP), default_timeout=60)
    dataset = build_dataset(tables, Settings())
    at.session_state["workspace"] = Workspace((), Settings(), dataset, is_sample=False)
    return at.run().switch_page(PAGE).run()


def test_the_sample_gets_a_plan(page):
    assert "expect" in page.title[0].value
    assert set(figures(page)) == {"Expected profit", "Return on the budget", "Last \\$100 return", "Testing costs"}
    assert any("certified" in caption.value for caption in page.caption)
    page.session_state["budget_view"] = "Segments"
    clean(page.run())
    assert len(page.get_by_key("budget_bounds_0").value) >= 10


def test_every_view_draws(page):
    marks = {"Response": "budget_segment", "Creators": "roster_posts"}
    marks |= dict.fromkeys(("All budgets", "Limits", "Segments", "Calendar", "Plan"))
    for view, key in marks.items():
        page.session_state["budget_view"] = view
        clean(page.run())
        assert key is None or page.get_by_key(key) is not None


def test_controls_change_the_plan(page):
    before = figures(page)
    page.slider(key="budget_tests").set_value(20)
    clean(page.run())
    assert figures(page) != before
    page.number_input(key="budget_total_3_33000").set_value(0.0)
    clean(page.run())
    page.number_input(key="budget_total_3_33000").set_value(60_000.0)
    page.selectbox(key="budget_by").set_value("model")
    clean(page.run())
    page.selectbox(key="budget_by").set_value("tier+platform")
    clean(page.run())


def test_impossible_limits_are_one_sentence(page):
    page.session_state["budget_bounds"] = {"Micro · TikTok": (9_000.0, 100.0)}
    clean(page.run())
    assert "The minimum of Micro · TikTok \\(9,000\\) is above its maximum \\(100\\)." in page.warning[0].value
    page.session_state["budget_bounds"] = {}
    clean(page.run())
    assert not page.warning


def test_a_hand_over_to_the_what_if(page):
    page.button(key="budget_to_what_if").click()
    clean(page.run())
    assert "than today's split" in page.title[0].value
    assert "plan" not in page.session_state  # taken over
    clean(page.switch_page(PAGE).run())


def test_no_data_teaches():
    at = clean(own({}))
    assert at.subheader[0].value == "Nothing to show yet"


def test_one_deal_and_deals_without_results():
    base = {"campaign": ["A"], "handle": ["x"], "platform": ["tiktok"], "fee": [100.0]}
    one = clean(own({"campaigns": pd.DataFrame(base | {"revenue": [300.0]})}))
    assert figures(one)["Expected profit"].startswith("$")
    none = clean(own({"campaigns": pd.DataFrame(base)}))
    assert "both a cost and a value" in none.warning[0].value


def test_a_roster_states_its_range_and_what_past_deals_returned(page):
    page.session_state["budget_view"] = "Creators"
    clean(page.run())
    assert any("expected, between" in text.value for text in page.markdown)
    assert any("past deals returned" in caption.value for caption in page.caption)


def fresh():
    return clean(AppTest.from_file(str(APP), default_timeout=60).run().switch_page(PAGE).run())


def test_every_aim_has_its_own_words():
    at = fresh()
    said = {"revenue": "Expected revenue", "new_customers": "New customers expected", "authentic_reach": "Authentic reach expected",
            "mix": "Expected net worth"}  # fmt: skip
    for aim, label in said.items():
        at.selectbox(key="budget_aim").set_value(aim)
        clean(at.run())
        assert label in figures(at)
        assert not figures(at)[label].startswith("$") or aim in ("revenue", "mix")
    assert at.number_input(key="budget_per_customer").value == 20


def test_a_range_and_targets_decide_the_total():
    at = fresh()
    at.segmented_control(key="budget_mode").set_value("range")
    clean(at.run())
    assert at.title[0].value.startswith("Between")
    at.segmented_control(key="budget_mode").set_value("target")
    clean(at.run())
    assert "keeps a return of" in at.title[0].value
    at.selectbox(key="budget_target_False").set_value("value")
    clean(at.run())
    assert "is the least that should bring" in at.title[0].value
    at.number_input(key="budget_value_profit_3_33000").set_value(1e9)
    clean(at.run())
    assert "at best, less than" in at.warning[0].value
    at.selectbox(key="budget_aim").set_value("new_customers")
    clean(at.run())
    assert "each costs" in at.title[0].value


def test_caution_changes_the_plan_and_says_so():
    at = fresh()
    at.selectbox(key="budget_risk").set_value("cvar")
    at.session_state["budget_view"] = "Plan"
    clean(at.run())
    assert any("worst tenth of outcomes it averages" in caption.value for caption in at.caption)
    assert any("no division averages more than" in caption.value for caption in at.caption)


def test_other_shapes_and_divisions_plan_as_well():
    at = fresh()
    for form in ("log", "exponential", "power"):
        at.selectbox(key="budget_form").set_value(form)
        clean(at.run())
        assert figures(at)["Expected profit"].startswith("$")
    at.selectbox(key="budget_by").set_value("category+platform")
    clean(at.run())
    assert figures(at)["Expected profit"].startswith("$") and not [b for b in at.button if b.key == "budget_to_what_if"]


def test_a_curve_set_by_hand_is_marked_and_can_be_undone():
    at = fresh()
    at.session_state["budget_view"] = "Response"
    clean(at.run())
    name = at.selectbox(key="budget_segment").value
    before = figures(at)
    at.slider(key=f"budget_level_budget_bent_{name}").set_value(200)
    clean(at.run())
    assert figures(at) != before and any("You set this curve by hand" in text.value for text in at.markdown)
    assert any("Curves set by you" in caption.value for caption in at.caption)
    assert at.session_state["budget_bent"][name][0] > 0
    at.button(key="budget_undo").click()
    clean(at.run())
    assert figures(at) == before and at.session_state["budget_bent"] == {}


def test_fixed_amounts_hold_and_clashes_keep_a_plan_in_view():
    at = fresh()
    at.session_state["budget_fixed"] = {"Micro · TikTok": 1_234.0}
    at.session_state["budget_view"] = "Segments"
    clean(at.run())
    table = at.get_by_key("budget_bounds_0").value.set_index("name")
    assert table.loc["Micro · TikTok", "plan"] == 1_234
    at.session_state["budget_fixed"] = {"Micro · TikTok": 1e9}
    clean(at.run())
    assert "above the budget of 33,000; the largest is Micro · TikTok with 1,000,000,000" in at.warning[0].value
    assert any("Without limits, the plan" in caption.value for caption in at.caption)


def test_limits_can_be_cleared_and_brought_back():
    at = fresh()
    at.session_state["budget_view"] = "Segments"
    at.session_state["budget_bounds"] = {"Micro · TikTok": (0.0, 2_000.0)}
    clean(at.run())
    assert at.get_by_key("budget_bounds_0").value.set_index("name").loc["Micro · TikTok", "plan"] <= 2_000
    at.button(key="budget_clear_segments").click()
    clean(at.run())
    assert at.session_state["budget_bounds"] == {}
    at.button(key="budget_limits_undo_segments").click()
    clean(at.run())
    assert at.session_state["budget_bounds"] == {"Micro · TikTok": (0.0, 2_000.0)}


def test_the_calendar_states_when_to_start():
    at = fresh()
    at.session_state["budget_view"] = "Calendar"
    clean(at.run())
    assert any("Start outreach by" in text.value for text in at.markdown)
    at.segmented_control(key="budget_pace").set_value("batches")
    clean(at.run())
    assert at.dataframe[0].value["bookings"].sum() > 0


def test_channels_of_a_media_mix_can_be_planned():
    random = np.random.default_rng(0)
    weeks = pd.date_range("2024-01-01", periods=80, freq="7D")
    tv, search = random.lognormal(4, 0.6, 80), random.lognormal(3, 0.6, 80)
    revenue = 1_000 + 300 * tv / (80 + tv) + 200 * search / (30 + search) + random.normal(0, 20, 80)
    mix = pd.DataFrame({"date": weeks, "revenue": revenue, "tv_spend": tv, "search_spend": search})
    at = clean(own({"media_mix": mix}))
    assert at.selectbox(key="budget_by").value == "channel"
    assert figures(at)["Expected profit"].startswith(("$", "-$"))
    at.session_state["budget_view"] = "Response"
    clean(at.run())
    assert any("attributed, not proven" in text.value for text in at.markdown)
    at.selectbox(key="budget_aim").set_value("new_customers")
    clean(at.run())
    assert "knows revenue only" in at.warning[0].value


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        ({"fee": [100.0, 100.0, 100.0], "revenue": [300.0, 300.0, 300.0]}, None),
        ({"fee": [100.0, -50.0, 0.0], "revenue": [300.0, 20.0, 40.0]}, None),
        ({"fee": [0.0, 0.0, 0.0], "revenue": [300.0, 20.0, 40.0]}, "Your partnerships state no cost yet"),
        ({"fee": [100.0, 80.0, 60.0], "revenue": [0.0, 0.0, 0.0]}, None),
        ({"fee": [100.0, 80.0, 60.0]}, "both a cost and a value"),
    ],
    ids=["all equal", "negative and zero spend", "no spend", "nothing came back", "no results"],
)
def test_odd_deals_never_break_the_page(columns, said):
    base = {"campaign": list("ABC"), "handle": list("xyz"), "platform": ["tiktok", "tiktok", "youtube"]}
    at = clean(own({"campaigns": pd.DataFrame(base | columns)}))
    shown = [*(w.value for w in at.warning), *(i.value for i in at.info)]
    assert figures(at)["Expected profit"] if said is None else any(said in text for text in shown)
