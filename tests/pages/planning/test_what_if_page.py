"""The what-if page in the sample workspace: levers, reset, views, saved scenarios, links, an empty workspace, a plan."""

from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from lib.allocation.response import segment_name
from lib.dataset import Settings, build_dataset
from lib.ui.state import Workspace

APP = str(Path(__file__).resolve().parents[3] / "app.py")
PAGE = "pages/planning/what_if.py"


def opened() -> AppTest:
    at = AppTest.from_file(APP, default_timeout=60).run()
    return at.switch_page(PAGE).run()


def sound(at: AppTest) -> AppTest:
    assert not at.exception
    assert not at.error
    return at


@pytest.fixture(scope="module")
def first() -> AppTest:
    return sound(opened())


def test_it_opens_on_today(first):
    assert "ROI" in first.title[0].value
    assert [m.label for m in first.metric][:3] == ["Profit", "ROI", "Chance of profit"]
    assert all("today" in s.label for s in first.slider)


def test_a_lever_changes_the_result_and_reset_undoes_it():
    at = opened()
    before = at.metric[0].value
    fee = at.slider(key="lever:fee")
    sound(fee.set_value(fee.min).run())
    assert at.metric[0].value != before
    assert at.metric[0].delta.startswith("+")
    assert "moved" in at.slider(key="lever:fee").label
    assert "fee" in at.query_params
    sound(at.button(key="what_if_reset").click().run())
    assert at.metric[0].value == before
    assert "fee" not in at.query_params


def test_undo_goes_back_move_by_move_even_over_a_reset():
    at = opened()
    assert at.button(key="what_if_undo").disabled
    today = at.metric[0].value
    fee = at.slider(key="lever:fee")
    sound(fee.set_value(fee.min).run())
    once = at.metric[0].value
    sound(at.slider(key="lever:commission_rate").set_value(0.0).run())
    twice = at.metric[0].value
    sound(at.button(key="what_if_reset").click().run())
    for expected in (twice, once, today):
        sound(at.button(key="what_if_undo").click().run())
        assert at.metric[0].value == expected
    assert at.button(key="what_if_undo").disabled
    assert at.slider(key="lever:fee").value != fee.min


def test_two_saved_scenarios_are_compared_step_by_step():
    at = opened()
    sound(at.segmented_control(key="what_if_view").set_value("saved").run())
    fee = at.slider(key="lever:fee")
    for name, value in (("dear", fee.max), ("cheap", fee.min)):
        sound(at.slider(key="lever:fee").set_value(value).run())
        at.text_input(key="what_if_name").set_value(name)
        sound(at.button(key="what_if_save").click().run())
    at.selectbox(key="what_if_from").set_value("dear")
    sound(at.selectbox(key="what_if_to").set_value("cheap").run())
    assert any("**Fee per post** makes the largest difference: +" in m.value.replace("\\", "") for m in at.markdown)
    sound(at.selectbox(key="what_if_to").set_value("dear").run())
    assert any("Both are the same." in c.value for c in at.caption)


def test_any_target_can_be_asked_for():
    at = opened()
    sound(at.segmented_control(key="what_if_view").set_value("target").run())
    sound(at.number_input(key="what_if_target_roi").set_value(90.0).run())
    assert any("ROI is 90%" in m.value for m in at.markdown)
    sound(at.segmented_control(key="what_if_goal").set_value("profit").run())
    assert any("profit is $0" in m.value.replace("\\", "") for m in at.markdown)
    sound(at.segmented_control(key="what_if_goal").set_value("roas").run())
    assert any("ROAS is 3" in m.value.replace("\\", "") for m in at.markdown)


def test_terms_of_a_partnership_model_can_be_typed_over():
    at = opened()
    at.session_state["what_if_terms"] = {"commission": {"commission_rate": 0.9}}
    sound(at.segmented_control(key="what_if_view").set_value("models").run())
    table = next(frame.value for frame in at.dataframe if "Risk is with" in frame.value)
    row = table.set_index("Model").loc["commission"]
    assert "90" in row["Pays"] and row["Terms from"] == "typed here"
    sound(at.button(key="what_if_terms_reset").click().run())
    assert at.session_state["what_if_terms"] == {}


def test_every_view_draws_with_and_without_changes():
    at = opened()
    for fee in (None, 0.0):
        if fee is not None:
            at.slider(key="lever:fee").set_value(fee)
        for view in ("table", "why", "tornado", "target", "surface", "models", "saved"):
            sound(at.segmented_control(key="what_if_view").set_value(view).run())


def test_every_group_of_levers_draws_and_moves():
    at = opened()
    for group in ("programme", "price", "response", "money", "quality", "mix"):
        sound(at.pills(key="what_if_group").set_value(group).run())
        slider = at.slider[0]
        slider.set_value(slider.min if slider.value != slider.min else slider.max)
    sound(at.run())
    assert len(at.session_state["what_if"]) == 6


def test_moves_survive_another_group_and_another_page():
    at = opened()
    fee = at.slider(key="lever:fee")
    sound(fee.set_value(fee.max).run())
    profit = at.metric[0].value
    sound(at.pills(key="what_if_group").set_value("mix").run())
    assert at.metric[0].value == profit
    sound(at.switch_page("pages/results/returns.py").run().switch_page(PAGE).run())
    assert at.metric[0].value == profit


def test_scenarios_are_saved_and_loaded():
    at = opened()
    sound(at.segmented_control(key="what_if_view").set_value("saved").run())
    fee = at.slider(key="lever:fee")
    sound(fee.set_value(fee.max).run())
    profit = at.metric[0].value
    at.text_input(key="what_if_name").set_value("=Dear | creators")
    sound(at.button(key="what_if_save").click().run())
    assert list(at.session_state["scenarios"]) == ["=Dear | creators"]
    sound(at.button(key="what_if_reset").click().run())
    assert at.metric[0].value != profit
    sound(at.button(key="what_if_load").click().run())
    assert at.metric[0].value == profit
    sound(at.button(key="what_if_delete").click().run())
    assert not at.session_state["scenarios"]


def test_a_link_carries_a_scenario_and_ignores_nonsense():
    at = AppTest.from_file(APP, default_timeout=60)
    at.query_params.update({"fee": "0", "authenticity_cutoff": "60", "posts": "nan", "magic": "3", "mix:tier:nano": "9"})
    at.run()
    sound(at.switch_page(PAGE).run())
    assert dict(at.session_state["what_if"]) == {"fee": 0.0, "authenticity_cutoff": 60.0, "mix:tier:nano": 1.0}


def test_the_link_of_a_scenario_opens_it_again():
    at = opened()
    sound(at.segmented_control(key="what_if_view").set_value("saved").run())
    assert not at.code
    sound(at.slider(key="lever:fee").set_value(at.slider(key="lever:fee").max).run())
    sound(at.pills(key="what_if_group").set_value("mix").run())
    share = at.slider(key="lever:mix:tier:nano")
    sound(share.set_value(90 if share.value != 90 else 10).run())
    written = parse_qs(urlsplit(at.code[0].value).query)
    other = AppTest.from_file(APP, default_timeout=60)
    other.query_params.update({key: values[0] for key, values in written.items()})
    sound(other.run().switch_page(PAGE).run())
    assert dict(other.session_state["what_if"]) == pytest.approx(dict(at.session_state["what_if"]), rel=1e-5)
    assert other.title[0].value == at.title[0].value


def test_usage_rights_raise_the_cost_and_organic_drops_content_value():
    at = opened()
    sound(at.selectbox(key="lever:usage_rights").set_value("full").run())
    assert at.session_state["what_if"]["usage_rights"] == 1.0
    sound(at.selectbox(key="lever:usage_rights").set_value("organic").run())
    assert at.session_state["what_if"] == {"usage_rights": 0.0, "content_value": 0.0}


def test_an_empty_workspace_teaches():
    at = AppTest.from_file(APP, default_timeout=60).run()
    at.button(key="clear_sample").click().run()
    sound(at.switch_page(PAGE).run())
    assert "Nothing to show yet" in [s.value for s in at.subheader]


SPARSE = {
    "no sales": {"creator_id": ["a", "b"], "partnership_model": ["sponsored"] * 2, "fee": [100.0, 200.0]},
    "no cost": {"creator_id": ["a", "b"], "revenue": [100.0, 200.0], "orders": [2.0, 4.0]},
    "gifts": {"creator_id": list("abc"), "partnership_model": ["gifting"] * 3, "fee": [0.0] * 3, "revenue": [0.0, 50.0, 20.0]},
    "refunds": {"creator_id": ["a", "b"], "fee": [10.0, 20.0], "revenue": [100.0, 50.0], "refunds": [200.0, 90.0]},
    "signs turned": {"creator_id": ["a", "b"], "fee": [-10.0, -20.0], "revenue": [100.0, 50.0]},
    "one booking": {"creator_id": ["a"], "fee": [100.0], "revenue": [300.0]},
}


@pytest.mark.parametrize("case", SPARSE)
def test_sparse_workspaces_say_what_is_missing_and_draw(case):
    at = AppTest.from_file(APP, default_timeout=60).run()
    dataset = build_dataset({"campaigns": pd.DataFrame(SPARSE[case]).assign(campaign="Spring")})
    at.session_state["workspace"] = Workspace((), dataset.settings, dataset, is_sample=False)
    sound(at.switch_page(PAGE).run())
    assert bool(at.warning) == (case != "one booking")
    assert not any("– and –" in caption.value for caption in at.caption)
    for view in ("why", "tornado", "target", "surface", "models", "saved"):
        sound(at.segmented_control(key="what_if_view").set_value(view).run())


def test_one_booking_promises_no_certainty():
    at = AppTest.from_file(APP, default_timeout=60).run()
    dataset = build_dataset({"campaigns": pd.DataFrame(SPARSE["one booking"]).assign(campaign="Spring")})
    at.session_state["workspace"] = Workspace((), dataset.settings, dataset, is_sample=False)
    sound(at.switch_page(PAGE).run())
    chances = {m.label: m.value for m in at.metric if m.label.startswith("Chance")}
    assert chances and not any("over 99%" in chance for chance in chances.values())


def test_a_budget_plan_becomes_the_scenario():
    at = AppTest.from_file(APP, default_timeout=60).run()
    at.session_state["budget_by"], at.session_state["budget_months"] = "platform", 3
    at.session_state["plan"] = {segment_name({"platform": "tiktok"}): 0.0}
    sound(at.switch_page(PAGE).run())
    assert at.session_state["what_if"]["spend::tiktok:"] == 0.0
    assert "Budget plan" in at.session_state["scenarios"]
    assert at.metric[0].delta


def test_budget_and_what_if_tell_the_same_of_a_plan():
    at = AppTest.from_file(APP, default_timeout=60).run()
    sound(at.switch_page("pages/planning/budget.py").run())
    promised = next(m.delta for m in at.metric if m.label == "Expected profit")
    chance = next(c.value for c in at.caption if "probability" in c.value).split("with ")[1].split("%")[0]
    sound(at.button(key="budget_to_what_if").click().run())
    assert at.metric[0].delta == promised
    assert "a quarter than today's split" in at.title[0].value
    assert f"chance of {chance}%" in " ".join(c.value for c in at.caption)
    sound(at.switch_page(PAGE).run())
    assert at.metric[0].delta == promised
    for view in ("table", "why", "tornado", "target", "surface", "models", "saved"):
        sound(at.segmented_control(key="what_if_view").set_value(view).run())
    sound(at.button(key="what_if_reset").click().run())
    assert "quarter" not in at.title[0].value


@pytest.mark.parametrize(
    ("chosen", "said"),
    [({"discount_is_cost": True}, "discounts as a cost"), ({"later_orders_count": True}, "later orders"), ({}, "")],
)
def test_settings_of_returns_that_a_what_if_leaves_aside_are_named(chosen, said):
    tables = {"campaigns": pd.DataFrame({"handle": ["anna"], "campaign": ["S"], "fee": [100.0], "revenue": [300.0]})}
    settings = Settings(**chosen)
    at = AppTest.from_file(APP, default_timeout=60)
    at.session_state["workspace"] = Workspace((), settings, build_dataset(tables, settings), is_sample=False)
    at = sound(at.run().switch_page(PAGE).run())
    told = [info.value for info in at.info if "Returns" in info.value]
    assert bool(told) == bool(said)
    assert not told or said in told[0]
