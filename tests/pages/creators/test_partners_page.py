"""The partners page on the sample, on parts of a workspace, and what it teaches when something is missing."""

from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from lib.dataset import Settings, build_dataset
from lib.ui.state import Workspace

APP = Path(__file__).resolve().parents[3] / "app.py"
PARTS = ["Fees", "Cost of results", "Models", "Programme", "Repeats", "Customers"]


def opened(part: str = "Fees", tables: dict[str, pd.DataFrame] | None = None) -> AppTest:
    at = AppTest.from_file(str(APP), default_timeout=60)
    if tables is not None:
        at.session_state["workspace"] = Workspace((), Settings(), build_dataset(tables), is_sample=False)
    at.session_state["partners_part"] = part
    at = at.run().switch_page("pages/creators/partners.py").run()
    assert not at.exception and not at.error
    return at


@pytest.mark.parametrize("part", PARTS)
def test_every_part_of_the_sample_states_a_finding_and_lists_rows(part):
    at = opened(part)
    assert "ask clearly more" in at.title[0].value
    assert [each.value for each in at.subheader[:1]] != [at.title[0].value]  # said once
    assert (at.subheader or part == PARTS[0]) and len(at.dataframe[0].value)
    assert [tab.label for tab in at.tabs] == PARTS


def test_everybody_or_only_those_booked():
    at = opened()
    booked = len(at.dataframe[0].value)
    at.toggle(key="partners_booked").set_value(False).run()
    assert not at.exception and not at.error
    assert booked < len(at.dataframe[0].value) == 400


def test_who_stays_is_shown_when_asked():
    at = opened("Programme")
    moving = len(at.dataframe[0].value)
    at.toggle(key="partners_stay").set_value(True).run()
    assert len(at.dataframe[0].value) > moving


CAMPAIGNS = pd.DataFrame(
    {"campaign": ["x", "y", "x"], "handle": ["<b>anna", "<b>anna", "bob"], "fee": [10.0, 20.0, 30.0], "revenue": [50.0, 90.0, 5.0]}
)


def test_without_prices_and_models_it_says_what_to_add():
    at = opened("Fees", {"campaigns": CAMPAIGNS})
    assert "asked prices" in " ".join(caption.value for caption in at.caption)
    assert "partnership model" in opened("Models", {"campaigns": CAMPAIGNS}).info[0].value


def test_without_results_it_says_what_to_add():
    costs = CAMPAIGNS.drop(columns="revenue").assign(likes=[10.0, 400.0, 20.0])
    for part in ("Fees", "Models", "Programme"):
        assert "No sales or value" in opened(part, {"campaigns": costs}).info[0].value
    at = opened("Cost of results", {"campaigns": costs})
    assert at.title[0].value.replace("\\", "").startswith("1,000 engagements cost $140;")
    assert len(at.dataframe[0].value) == 2


def test_money_without_creators_says_what_to_add():
    nameless = {"campaigns": CAMPAIGNS.drop(columns="handle"), "creators": pd.DataFrame({"handle": ["x"]})}
    assert "names a creator" in opened(tables=nameless).info[0].value
    assert "Nothing to show yet" in [each.value for each in opened(tables={}).subheader]


def test_orders_and_payments_do_without_campaigns():
    people = pd.DataFrame({"creator_id": ["a", "b"], "followers": [5_000.0, 9_000.0], "platform": "tiktok"})
    orders = pd.DataFrame(
        {"order_id": ["1", "2", "3"], "creator_id": ["a", "a", "b"], "revenue": [50.0, 70.0, 9.0], "order_date": "2026-01-05"}
    )
    payouts = pd.DataFrame({"creator_id": ["a", "b"], "amount": [40.0, 30.0], "basis": "post"})
    tables = {"creators": people, "orders": orders.astype({"order_date": "datetime64[us]"}), "payouts": payouts}
    at = opened("Fees", tables)
    assert at.dataframe[0].value["deals"].tolist() == [1, 1]


def test_money_without_a_rate_is_pointed_out():
    at = opened("Fees", {"campaigns": CAMPAIGNS.assign(currency="XTS")})
    assert any("XTS" in each.value for each in at.markdown)
