"""The returns page in Streamlit's own test driver."""

from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from lib.dataset import Settings, build_dataset
from lib.report.workbook import to_csv
from lib.ui.results.returns import book
from lib.ui.results.returns_groups import export, grouped
from lib.ui.state import Workspace

APP = Path(__file__).resolve().parents[3] / "app.py"


def opened(tables: dict[str, pd.DataFrame] | None = None, settings: Settings = Settings(), part: str = "") -> AppTest:  # noqa: B008
    """The returns page on hand-made tables, or on the sample, with the tab ``part`` open."""
    at = AppTest.from_file(str(APP), default_timeout=60)
    if tables is not None:
        at.session_state["workspace"] = Workspace((), settings, build_dataset(tables, settings), is_sample=False)
    at.session_state["returns_part"] = part or "Way to profit"
    at = at.run().switch_page("pages/results/returns.py").run()
    assert not at.exception
    return at


def shown(at: AppTest) -> list[str]:
    """The figures as a reader sees them."""
    return [metric.value.replace("\\", "") for metric in at.metric]


PARTS = pd.DataFrame(
    {
        "campaign": ["Spring", "Spring"],
        "creator_id": ["a", "b"],
        "handle": ["=anna", "bob"],
        "fee": [100.0, 300.0],
        "content_value": [50.0, None],
        "revenue": [400.0, 350.0],
    }
)


PARTS_SHOWN = ["Way to profit", "Who returned what", "Known and missing", "What did not count"]


@pytest.fixture(scope="module")
def sample() -> AppTest:
    return opened()


def test_the_sample_shows_total_and_direct_side_by_side(sample):
    assert not sample.error
    assert [metric.label for metric in sample.metric] == ["ROI", "ROI, direct only", "ROAS", "Profit", "Cost", "Value"]
    assert "brought back" in sample.title[0].value
    assert [tab.label for tab in sample.tabs][-len(PARTS_SHOWN) :] == PARTS_SHOWN


@pytest.mark.parametrize("part", PARTS_SHOWN)
def test_every_part_opens(part):
    at = opened(part=part)
    assert not at.error
    assert at.subheader


def test_figures_are_those_of_the_files():
    at = opened({"campaigns": PARTS}, part="Who returned what")
    assert not at.error
    assert shown(at)[:3] == ["100%", "88%", "1.88×"]
    assert "cost known for 2, value for 2. 6% of the value is estimated." in " ".join(caption.value for caption in at.caption)
    table = at.dataframe[0].value
    assert table["roi"].round(1).tolist() == [16.7, 350.0]
    assert table["break_even_fee"].tolist() == [350.0, 450.0]


def test_settings_estimate_what_the_files_leave_out():
    at = opened({"campaigns": PARTS}, part="Known and missing")
    assert "Nothing is known of products" in at.subheader[0].value
    inputs = {found.label: found for found in at.number_input}
    inputs["Tools and software in all, USD"].set_value(60.0)
    inputs["Gross margin, % of net sales"].set_value(50.0)
    next(button for button in at.button if button.label == "Apply").click().run()
    assert not at.exception
    assert shown(at)[3:5] == ["-$35", "$460"]  # 750 × 50 % + 50 − 460
    table = at.dataframe[0].value.set_index("part")
    assert table.loc["Tools", ["state", "estimated", "known"]].tolist() == ["◌ Estimated", 60, 2]


def test_whole_amounts_in_the_settings_are_amounts():
    at = opened({"campaigns": PARTS}, Settings(internal_hourly_cost=30, hours_per_partnership=1, tools_total=40, vat_rate=0))
    assert not at.error
    assert shown(at)[4] == "$500"  # 400 of fees, two hours, 40 of tools


def test_groups_and_measures_switch_without_error():
    sample = opened(part="Who returned what")
    for group in ("campaign", "platform", "tier", "model"):
        sample.segmented_control(key="returns_by").set_value(group).run()
        assert not sample.exception
        assert not sample.error
    sample.segmented_control(key="returns_metric").set_value("roas").run()
    assert not sample.exception
    assert not sample.error


def test_a_currency_without_a_rate_is_offered_as_reporting_currency():
    at = opened({"campaigns": PARTS.assign(currency="EUR")})
    at.button(key="report_in_EUR").click().run()
    assert not at.exception
    assert at.session_state["workspace"].settings.currency == "EUR"
    assert shown(at)[0] == "100%"


def test_an_empty_workspace_teaches():
    at = opened({})
    assert not at.error
    assert "Nothing to show yet" in [subheader.value for subheader in at.subheader]


def test_cost_without_value_does_not_pretend():
    at = opened({"campaigns": PARTS.drop(columns=["revenue", "content_value"])})
    assert not at.error
    assert shown(at)[0] == "–"


def test_sales_without_costs_claim_no_profit():
    at = opened({"campaigns": PARTS.drop(columns="fee")})
    assert not at.error
    assert at.title[0].value.replace("\\", "") == "Creators brought back $800; what they cost is in no file yet"
    assert shown(at) == ["–", "–", "–", "–", "–", "$800"]


def test_the_table_can_be_taken_along_under_its_headings():
    found = book(build_dataset({"campaigns": PARTS}))
    taken = export(grouped(found, "creator"), "creator", found.settings)
    assert taken.columns[:3].tolist() == ["Creators", "Partnerships", "Cost, USD"]
    assert {"Likely ROI, low", "Likely ROI, high", "CAC"} <= set(taken)
    assert taken["Creators"].tolist() == ["bob", "=anna"]
    assert taken["ROI"].round(3).tolist() == [0.167, 3.5]
    assert b"\n'=anna" in to_csv(taken)


def test_published_rates_are_taken_edited_and_applied():
    euros = PARTS.assign(currency=["EUR", "USD"], post_date=pd.Timestamp("2026-06-30"))
    at = opened({"campaigns": euros})
    at.button(key="use_reference_rates").click().run()
    assert not at.exception
    settings = at.session_state["workspace"].settings
    assert len(settings.dated_rates) > 24
    assert dict(settings.rates).keys() == {"EUR"}
    assert shown(at)[4] == "$414"  # 100 × 1.1394 + 300
    at.button(key="apply_rates").click().run()
    assert not at.exception
    assert at.session_state["workspace"].settings.dated_rates == settings.dated_rates


def test_a_margin_of_nothing_is_drawn():
    at = opened({"campaigns": PARTS}, Settings(gross_margin=0.0))
    assert not at.error
    assert shown(at)[3] == "-$350"  # content 50 − cost 400: the goods took all sales
