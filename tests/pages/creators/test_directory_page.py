"""The directory: filters narrow it, the shortlist is kept across pages, downloads are built on demand."""

from dataclasses import replace
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from lib.dataset import Settings, build_dataset
from lib.ui.state import Workspace

ROOT = Path(__file__).resolve().parents[3]
PAGE = "pages/creators/directory.py"


@pytest.fixture
def at() -> AppTest:
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()
    return app.switch_page(PAGE).run()


def shown(at: AppTest) -> int:
    return len(at.dataframe[0].value)


def test_every_creator_is_there(at: AppTest) -> None:
    assert not at.exception and not at.error
    assert shown(at) == 400
    assert at.title[0].value.endswith("need verifying")


def test_search_and_filters_narrow(at: AppTest) -> None:
    at.text_input(key="directory_search").input("esme").run()
    assert 0 < shown(at) < 20
    at.text_input(key="directory_search").input("").run()
    at.multiselect(key="directory_platform").set_value(["TikTok"]).run()
    assert set(at.dataframe[0].value["platform"]) == {"TikTok"}
    at.multiselect(key="directory_tier").set_value(["nano"]).run()
    assert set(at.dataframe[0].value["tier"]) == {"Nano"}
    at.number_input(key="directory_price").set_value(50.0).run()
    assert at.dataframe[0].value["price"].max() <= 50
    assert not at.exception and not at.error


def test_shortlist_survives_pages_and_clears(at: AppTest) -> None:
    workspace = at.session_state["workspace"]
    three = frozenset(workspace.dataset.creators["creator_key"].iloc[:3])
    at.session_state["workspace"] = replace(workspace, shortlist=three)
    at.switch_page("pages/data/overview.py").run()
    at.switch_page(PAGE).run()
    assert any("3 on your shortlist" in caption.value for caption in at.caption)
    at.toggle(key="directory_mine").set_value(True).run()
    assert shown(at) == 3
    at.button(key="directory_clear").click().run()
    assert at.session_state["workspace"].shortlist == frozenset()
    assert not at.exception and not at.error


def test_filters_survive_pages(at: AppTest) -> None:
    at.multiselect(key="directory_band").set_value(["suspicious"]).run()
    narrowed = shown(at)
    at.switch_page("pages/data/overview.py").run()
    at.switch_page(PAGE).run()
    assert shown(at) == narrowed < 400


def test_downloads_are_offered(at: AppTest) -> None:
    assert [button.label for button in at.get("download_button")][:2] == ["Shown as XLSX", "Shown as CSV"]


def test_empty_workspace_teaches() -> None:
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    app.session_state["workspace"] = Workspace((), Settings(), build_dataset([], Settings()), is_sample=False)
    app.run().switch_page(PAGE).run()
    assert not app.exception and not app.error
    assert app.title[0].value == "Your creators will stand here"
