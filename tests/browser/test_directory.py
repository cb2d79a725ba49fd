"""The directory in a real browser: tick rows, change page, find them ticked, download them."""

from pathlib import Path

import pytest
from driving import healthy, idle
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

ROW, HEAD = 33, 40  # pixels of a table row; from the table's top to the middle of the first one


@pytest.mark.browser
def test_shortlist_is_kept_across_pages_and_downloaded(page: Page, app_url: str, tmp_path: Path) -> None:
    page.goto(app_url)
    idle(page)
    page.get_by_role("link", name="Directory").click()
    idle(page)
    page.locator("[data-testid=stDataFrame] canvas").first.wait_for()
    page.wait_for_timeout(1_000)
    table = page.locator("[data-testid=stDataFrame]").bounding_box()
    for ticked, row in enumerate((0, 2), start=1):
        page.mouse.click(table["x"] + 20, table["y"] + HEAD + 15 + row * ROW)
        expect(page.get_by_text(f"{ticked} on your shortlist")).to_be_visible(timeout=15_000)
    page.get_by_role("link", name="Compare").click()
    idle(page)
    page.get_by_role("link", name="Directory").click()
    idle(page)
    expect(page.get_by_text("2 on your shortlist")).to_be_visible()
    page.get_by_placeholder("Name or handle").fill("nobody is called this")
    page.keyboard.press("Enter")
    expect(page.get_by_text("0 of 400 creators shown, 2 on your shortlist")).to_be_visible()
    idle(page)
    with page.expect_download() as download:
        page.get_by_role("button", name="Shortlist as XLSX").click()
    download.value.save_as(tmp_path / "shortlist.xlsx")
    sheet = load_workbook(tmp_path / "shortlist.xlsx")["Creators"]
    assert sheet.max_row == 3
    assert sheet["A1"].value == "Handle"
    healthy(page)
