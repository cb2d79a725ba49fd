"""The attribution page in Streamlit's own test driver: on the sample, and on workspaces that know little."""

from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from lib.dataset import Settings, build_dataset
from lib.ui.state import Workspace

APP = Path(__file__).resolve().parents[3] / "app.py"
PARTS = ["Methods and overlaps", "Creators", "Conversion windows", "Touch models", "Code leaks", "Branded search"]
CAMPAIGNS = pd.DataFrame({"creator_id": ["a"], "handle": ["=an$na"], "campaign": ["X"], "discount_code": ["A1"], "fee": [1.0]})
ORDERS = pd.DataFrame(
    {"discount_code": ["A1", None], "revenue": [100.0, 50], "survey_answer": [None, "an influencer"], "currency": "USD"}
)


def opened(tables: dict[str, pd.DataFrame] | None = None, part: str = PARTS[0], settings: Settings = Settings()) -> AppTest:  # noqa: B008
    """The page on hand-made tables, or on the sample, with the tab ``part`` open."""
    at = AppTest.from_file(str(APP), default_timeout=60)
    if tables is not None:
        at.session_state["workspace"] = Workspace((), settings, build_dataset(tables, settings), is_sample=False)
    at.session_state["attribution_part"] = part
    at = at.run().switch_page("pages/results/attribution.py").run()
    assert not at.exception and not at.error
    return at


def plain(texts: object) -> list[str]:
    return [element.value.replace("\\", "") for element in texts]


@pytest.fixture(scope="module")
def sample() -> AppTest:
    return opened()


def test_the_sample_shows_floor_and_full_side_by_side(sample):
    assert [metric.label for metric in sample.metric] == ["Cautious floor", "Direct", "Full estimate"]
    assert "at least" in sample.title[0].value and "up to" in sample.title[0].value
    assert [tab.label for tab in sample.tabs] == PARTS


@pytest.mark.parametrize("part", PARTS)
def test_every_part_states_its_finding(part):
    at = opened(part=part)
    assert at.subheader
    assert at.dataframe


def test_a_shorter_window_lowers_the_floor_alone(sample):
    before = plain(sample.metric)
    sample.segmented_control(key="attribution_window").set_value("7").run()
    assert not sample.exception and not sample.error
    after = plain(sample.metric)
    assert after[0] != before[0]
    assert after[1:] == before[1:]
    sample.segmented_control(key="attribution_window").set_value("None").run()


def test_figures_are_those_of_the_files():
    at = opened({"campaigns": CAMPAIGNS, "orders": ORDERS})
    assert plain(at.metric) == ["$100", "$100", "$150"]
    assert plain(at.title) == ["Creators brought at least $100, and up to $150 in full"]


def test_a_figure_opens_how_it_came_about():
    at = opened({"campaigns": CAMPAIGNS, "orders": ORDERS})
    at.button(key="attribution_full_trace").click().run()
    assert not at.exception and not at.error


def test_money_without_a_rate_stands_apart():
    at = opened({"campaigns": CAMPAIGNS, "orders": pd.concat([ORDERS, ORDERS.assign(currency="XXX")])})
    assert plain(at.metric)[1] == "$100"
    assert any(text.startswith("Apart, since no rate is set: 1 orders") for text in plain(at.caption))


def test_a_search_gets_its_worth_from_the_reader():
    settings = Settings(search_conversion=0.03, search_order_value=60.0, search_source="shop, 2026")
    at = opened(part="Branded search", settings=settings, tables=search_tables())
    assert any("3%" in text and "$60" in text and "shop, 2026" in text for text in plain(at.caption))
    without = opened(part="Branded search", tables=search_tables())
    full, searches_alone = (float(plain(page.metric)[2].replace("$", "").replace(",", "")) for page in (at, without))
    assert full - searches_alone == pytest.approx(28 * 40 * 1.8, rel=0.1)


def search_tables() -> dict[str, pd.DataFrame]:
    start = pd.Timestamp("2026-03-30")
    days = pd.date_range(start - pd.Timedelta(days=84), periods=112)
    searches = [100.0 + number % 3 + 40 * (date >= start) for number, date in enumerate(days)]
    traffic = pd.DataFrame({"date": days, "brand_searches": searches})
    campaigns = CAMPAIGNS.assign(start_date=start, end_date=start + pd.Timedelta(days=27))
    return {"campaigns": campaigns, "orders": ORDERS, "traffic": traffic}


@pytest.mark.parametrize(
    ("tables", "words"),
    [
        ({}, "Nothing to show yet"),
        ({"campaigns": CAMPAIGNS}, "Nothing to show yet"),
        ({"orders": ORDERS.drop(columns="survey_answer")}, "No series of brand searches yet"),
    ],
    ids=["nothing", "no orders", "orders of nobody"],
)
def test_an_empty_state_teaches(tables, words):
    assert words in plain(opened(tables).subheader)


@pytest.mark.parametrize(
    ("part", "words"),
    [
        ("Conversion windows", "No sale can be placed after a post yet"),
        ("Touch models", "One contact stands behind each of 1 orders, so all models agree"),
        ("Code leaks", "No code looks leaked"),
        ("Branded search", "No series of brand searches yet"),
    ],
)
def test_each_part_says_what_it_lacks(part, words):
    assert words in plain(opened({"campaigns": CAMPAIGNS, "orders": ORDERS}, part).subheader)
