"""The visitor's workspace: what replaces it keeps or takes over which settings."""

from pathlib import Path

from streamlit.testing.v1 import AppTest

APP = str(Path(__file__).resolve().parents[3] / "app.py")


def own_file() -> None:
    from lib.ingest import read_file
    from lib.settings import Settings
    from lib.ui.state import load_imports

    text = b"campaign,handle,fee,revenue,currency\nSpring,anna,100,400,EUR\nSpring,bob,50,90,EUR\n"
    load_imports((read_file(text, "campaigns.csv"),), Settings(locale="de_DE"))


def test_files_in_one_currency_are_reported_in_it() -> None:
    page = AppTest.from_function(own_file).run()
    assert not page.exception
    now = page.session_state["workspace"]
    assert now.settings.currency == "EUR"
    assert now.dataset.settings == now.settings
    assert now.settings.locale == "de_DE"


def test_clearing_the_sample_keeps_the_settings() -> None:
    page = AppTest.from_file(APP, default_timeout=60).run()
    before = page.session_state["workspace"].settings
    page.button(key="clear_sample").click().run()
    assert page.session_state["workspace"].settings == before
