"""The timing page on the sample, on parts of a workspace, and what it teaches when something is missing."""

from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from lib.dataset import Settings, build_dataset
from lib.ui.results import timing_calendar
from lib.ui.state import Workspace

APP = Path(__file__).resolve().parents[3] / "app.py"
PARTS = ["Payback", "Before and after", "After a post", "Weekdays and months", "Quarters"]


def opened(part: str = "Payback", tables: dict[str, pd.DataFrame] | None = None) -> AppTest:
    at = AppTest.from_file(str(APP), default_timeout=60)
    if tables is not None:
        at.session_state["workspace"] = Workspace((), Settings(), build_dataset(tables), is_sample=False)
    at.session_state["timing_part"] = part
    at = at.run().switch_page("pages/results/timing.py").run()
    assert not at.exception and not at.error
    return at


@pytest.mark.parametrize("part", PARTS)
def test_every_part_of_the_sample_states_a_finding(part):
    at = opened(part)
    assert at.title[0].value.startswith("Half of the campaigns pay back within")
    assert [each.value for each in at.subheader[:1]] != [at.title[0].value]  # said once
    assert (at.subheader or part == PARTS[0]) and len(at.dataframe[0].value)
    assert [tab.label for tab in at.tabs] == PARTS


def test_another_day_another_scope_and_window():
    at = opened("Before and after")
    at.selectbox(key="timing_scope").set_value("campaign").run()
    at.number_input(key="timing_window").set_value(7).run()
    assert not at.exception and not at.error
    at.selectbox(key="timing_campaign").set_value("").run()
    assert not at.exception and not at.error and at.subheader


def test_months_and_posts_switch():
    at = opened("Weekdays and months")
    at.segmented_control(key="timing_measure").set_value("engagements").run()
    at.segmented_control(key="timing_by").set_value("month").run()
    assert not at.exception and not at.error
    assert at.dataframe[0].value["name"].iloc[0] == "January"


def test_a_campaign_with_too_few_orders_is_refused_in_words():
    at = opened("After a post")
    at.selectbox(key="timing_fading").set_value("CMP-01").run()
    assert "orders came within 60 days" in at.info[0].value


CAMPAIGNS = pd.DataFrame({"campaign": ["x", "y"], "handle": ["anna", "bob"], "fee": [10.0, 30.0], "revenue": [50.0, 5.0]})


@pytest.mark.parametrize(
    ("part", "words"),
    [("Payback", "Payback needs"), ("Before and after", "need daily sales"), ("After a post", "dated orders"),
     ("Weekdays and months", "need dated orders, campaigns with a start"), ("Quarters", "need campaigns with a start date")],
)  # fmt: skip
def test_without_dates_it_says_what_to_add(part, words):
    assert words in opened(part, {"campaigns": CAMPAIGNS}).info[0].value


def test_an_empty_workspace_teaches():
    assert "Nothing to show yet" in [each.value for each in opened(tables={}).subheader]


def test_a_quarter_opens_its_partnerships(monkeypatch):
    """AppTest cannot select rows: the listing is told that the first row is chosen."""
    drawn = timing_calendar.listing

    def chosen(frame: pd.DataFrame, columns: dict, name: str, alt: str, **options: object) -> pd.Series | None:
        return frame.iloc[0] if name == "quarters" else drawn(frame, columns, name, alt, **options)

    monkeypatch.setattr(timing_calendar, "listing", chosen)
    at = opened("Quarters")
    assert at.subheader[1].value == "Q1 2025"
    assert len(at.dataframe[0].value) == 37
