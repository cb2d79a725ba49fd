"""Figures open the rows behind them, and an older export is compared, in a real browser."""

from pathlib import Path

import pandas as pd
import pytest
from driving import ROOT, healthy, idle
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser


def opened(page: Page, url: str, name: str) -> None:
    page.goto(url)
    idle(page)
    page.get_by_test_id("stSidebarNavLink").filter(has_text=name).first.click()
    idle(page)


@pytest.mark.parametrize(("name", "button"), [("Overview", "Show how"), ("Returns", "Show how"), ("Compare", "How it came about")])
def test_a_figure_opens_its_formula_and_rows_and_closes_again(page: Page, app_url: str, name: str, button: str) -> None:
    opened(page, app_url, name)
    page.get_by_role("button", name=button).first.click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_text("What adds up to each number")).to_be_visible()
    expect(dialog.get_by_text("The rows behind it")).to_be_visible()
    with page.expect_download() as taken:
        dialog.get_by_test_id("stDownloadButton").get_by_role("button", name="CSV").click()
    assert taken.value.suggested_filename == "figure.csv"
    dialog.get_by_role("button", name="Close").click()
    expect(dialog).not_to_be_visible()
    healthy(page)


def test_an_older_export_is_compared_and_counted_nowhere(page: Page, app_url: str, tmp_path: Path) -> None:
    older = pd.read_csv(ROOT / "sample_data" / "creators.csv", dtype=str).iloc[5:].sample(frac=1, random_state=1)
    older.assign(Followers="1000").to_csv(tmp_path / "older.csv", index=False)
    opened(page, app_url, "Changes")
    page.get_by_test_id("stFileUploaderDropzoneInput").set_input_files(str(tmp_path / "older.csv"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("5 added, 0 gone, 395 changed", timeout=60_000)
    page.get_by_role("tab", name="Largest moves").click()
    expect(page.get_by_text("moved most: Followers from 1,000")).to_be_visible()
    healthy(page)
    page.get_by_test_id("stSidebarNavLink").filter(has_text="Overview").first.click()
    idle(page)
    expect(page.get_by_text("Sample workspace")).to_be_visible()
