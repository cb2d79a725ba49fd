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


def marked_then_more_files() -> None:
    from lib.ingest import read_file
    from lib.ui.state import load_imports, set_marks

    load_imports(())
    first = read_file(b"handle,platform,followers\nanna,instagram,900\nbob,instagram,800\n", "creators.csv")
    load_imports((first,))
    set_marks({"instagram:anna": True, "instagram:bob": False})
    load_imports((read_file(b"handle,platform,followers\nanna,instagram,950\ncem,instagram,700\n", "creators.csv"),))


def test_marks_stay_with_creators_that_other_files_still_hold() -> None:
    page = AppTest.from_function(marked_then_more_files).run()
    assert not page.exception
    now = page.session_state["workspace"]
    assert now.marks == (("instagram:anna", True),)
    assert now.dataset.digest.count(".") == 2
