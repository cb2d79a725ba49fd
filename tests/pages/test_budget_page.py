from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from lib.dataset import Settings, build_dataset
from lib.ui.state import Workspace

APP = Path(__file__).resolve().parents[2] / "app.py"
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
    assert "expect" in page.subheader[0].value
    assert set(figures(page)) == {"Expected value", "Against an equal split", "Last \\$100 return", "Testing costs"}
    assert any("certified" in caption.value for caption in page.caption)
    page.session_state["budget_view"] = "Segments"
    clean(page.run())
    assert len(page.dataframe[0].value) >= 10


def test_every_view_draws(page):
    marks = {"Response": "budget_segment", "Creators": "roster_posts"}
    marks |= dict.fromkeys(("All budgets", "Limits", "Segments", "Plan"))
    for view, key in marks.items():
        page.session_state["budget_view"] = view
        clean(page.run())
        assert key is None or page.get_by_key(key) is not None


def test_controls_change_the_plan(page):
    before = figures(page)
    page.slider(key="budget_tests").set_value(20)
    clean(page.run())
    assert figures(page) != before
    page.number_input(key="budget_total_3").set_value(0.0)
    clean(page.run())
    page.number_input(key="budget_total_3").set_value(60_000.0)
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
    assert page.title[0].value == "What if"
    assert "plan" not in page.session_state  # taken over
    clean(page.switch_page(PAGE).run())


def test_no_data_teaches():
    at = clean(own({}))
    assert at.subheader[0].value == "Nothing to show yet"


def test_one_deal_and_deals_without_results():
    base = {"campaign": ["A"], "handle": ["x"], "platform": ["tiktok"], "fee": [100.0]}
    one = clean(own({"campaigns": pd.DataFrame(base | {"revenue": [300.0]})}))
    assert figures(one)["Expected value"].startswith("$")
    none = clean(own({"campaigns": pd.DataFrame(base)}))
    assert "both a cost and a value" in none.warning[0].value


def test_a_roster_states_its_range_and_what_past_deals_returned(page):
    page.session_state["budget_view"] = "Creators"
    clean(page.run())
    assert any("expected, between" in text.value for text in page.markdown)
    assert any("past deals returned" in caption.value for caption in page.caption)
