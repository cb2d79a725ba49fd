"""The goals page on the sample, targets that stay, and what it teaches when something is missing."""

from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from lib.dataset import Settings, build_dataset
from lib.ui.state import Workspace

APP = Path(__file__).resolve().parents[3] / "app.py"
PARTS = ["Targets and pace", "What a goal needs", "Other channels"]


def opened(part: str = PARTS[0], tables: dict[str, pd.DataFrame] | None = None) -> AppTest:
    at = AppTest.from_file(str(APP), default_timeout=60)
    if tables is not None:
        at.session_state["workspace"] = Workspace((), Settings(), build_dataset(tables), is_sample=False)
    at.session_state["goals_part"] = part
    at = at.run().switch_page("pages/results/goals.py").run()
    assert not at.exception and not at.error
    return at


@pytest.mark.parametrize("part", PARTS)
def test_every_part_of_the_sample_states_a_finding(part):
    at = opened(part)
    assert "targets are reached or on track" in at.title[0].value
    assert [each.value for each in at.subheader[:1]] != [at.title[0].value]  # said once
    assert (at.subheader or part == PARTS[0]) and len(at.dataframe[0].value)
    assert [tab.label for tab in at.tabs] == PARTS


@pytest.mark.parametrize("family", ["awareness", "engagement", "virality"])
def test_every_family_lists_its_kpis(family):
    at = opened()
    at.segmented_control(key="goals_family").set_value(family).run()
    assert not at.exception and not at.error
    assert "KPI" in str(at.dataframe[0].value["label"].tolist()) or len(at.dataframe[0].value) >= 4


def test_a_target_set_stays_in_the_workspace():
    at = opened()
    before = at.session_state["workspace"].dataset.digest
    at.number_input(key="goal_revenue").set_value(1000.0)
    next(button for button in at.button if button.label == "Apply").click().run()
    assert not at.exception and not at.error
    assert dict(at.session_state["workspace"].settings.goals.targets) == {"revenue": 1000.0}
    assert at.session_state["workspace"].dataset.digest == before
    assert at.title[0].value.startswith("1 of 3 targets")
    assert at.dataframe[0].value.set_index("label").loc["Direct sales", "state"] == "Reached"


def test_a_hashtag_counts_posts_of_others():
    at = opened()
    at.segmented_control(key="goals_family").set_value("virality").run()
    at.text_input(key="goals_hashtag").set_value("#ad")
    next(button for button in at.button if button.label == "Apply").click().run()
    assert not at.exception and not at.error
    assert at.session_state["workspace"].settings.goals.hashtag == "ad"


def test_sales_as_a_goal():
    at = opened("What a goal needs")
    at.selectbox(key="cascade_goal").set_value("revenue").run()
    at.number_input(key="cascade_amount").set_value(50_000.0).run()
    assert not at.exception and not at.error
    assert at.subheader[0].value.replace("\\", "").startswith("$50K more direct sales take about")


CAMPAIGNS = pd.DataFrame({"campaign": ["x", "y"], "handle": ["anna", "bob"], "fee": [10.0, 30.0]})


@pytest.mark.parametrize("part", PARTS)
def test_costs_alone_do_not_break_it(part):
    at = opened(part, {"campaigns": CAMPAIGNS})
    assert at.title[0].value and not at.exception and not at.error


def test_an_empty_workspace_teaches():
    assert "Nothing to show yet" in [each.value for each in opened(tables={}).subheader]
