"""The main journeys in a real browser: files in, every page drawn, figures out."""

from pathlib import Path

import pandas as pd
import pytest
from driving import healthy, idle
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

ROOT = Path(__file__).resolve().parents[2]
PAGES = ("Overview", "Upload", "Changes", "Authenticity", "Directory", "Compare", "Returns", "Attribution", "What-if", "Budget")

pytestmark = pytest.mark.browser


def go(page: Page, name: str) -> None:
    page.get_by_test_id("stSidebarNavLink").filter(has_text=name).first.click()
    idle(page)
    healthy(page)


def drop(page: Page, *files: Path) -> None:
    page.get_by_test_id("stFileUploaderDropzoneInput").set_input_files([str(file) for file in files])
    idle(page)
    expect(page.get_by_role("button", name="Use these tables")).to_be_enabled()


def confirm(page: Page) -> None:
    page.get_by_role("button", name="Use these tables").click()
    expect(page.get_by_role("heading", name="Your files are in")).to_be_visible(timeout=60_000)
    idle(page)
    healthy(page)


def test_every_page_opens_on_the_sample(page: Page, app_url: str) -> None:
    page.goto(app_url)
    idle(page)
    expect(page.get_by_text("Sample workspace")).to_be_visible()
    for name in PAGES:
        go(page, name)
        expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_clear_leads_to_an_empty_state_that_teaches(page: Page, app_url: str) -> None:
    page.goto(app_url)
    idle(page)
    page.get_by_role("button", name="Clear and use my files").click()
    expect(page.get_by_role("heading", name="Drop in the spreadsheets you have")).to_be_visible()
    for name in PAGES:
        go(page, name)
    expect(page.get_by_role("heading", name="Nothing to show yet")).to_be_visible()


def test_own_files_from_upload_to_download(page: Page, app_url: str, tmp_path: Path) -> None:
    brand = ROOT / "sample_data"
    files = []
    for name, rows in (("creators", 60), ("campaigns", 200), ("orders", 1500)):
        copy = tmp_path / f"my_{name}.csv"
        pd.read_csv(brand / f"{name}.csv", dtype=str).head(rows).to_csv(copy, index=False)
        files.append(copy)
    page.goto(f"{app_url}/upload")
    idle(page)
    drop(page, *files)
    confirm(page)
    for name in ("Authenticity", "Compare", "What-if", "Budget", "Directory"):
        go(page, name)
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Shown as XLSX").click()
    got = tmp_path / "directory.xlsx"
    waiting.value.save_as(got)
    sheet = load_workbook(got).worksheets[0]
    assert sheet.max_row >= 61


def test_bad_files_cost_a_sentence_each_and_nothing_else(page: Page, app_url: str, tmp_path: Path) -> None:
    bad = {
        "empty.csv": b"",
        "header_only.csv": b"handle,followers,platform\n",
        "picture.csv": b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20,
        "truncated.xlsx": b"PK\x03\x04" + bytes(400),
    }
    files = [tmp_path / name for name in bad]
    for file, content in zip(files, bad.values(), strict=True):
        file.write_bytes(content)
    good = tmp_path / "good.csv"
    rows = "".join(f"c{i},instagram,{1000 + i},50,4\n" for i in range(30))
    good.write_text("handle,platform,followers,avg likes,avg comments\n" + rows)
    page.goto(f"{app_url}/upload")
    idle(page)
    drop(page, *files, good)
    for file in files:
        expect(page.get_by_text(file.name).first).to_be_visible()
    assert page.get_by_test_id("stAlert").count() >= len(bad)
    confirm(page)
    go(page, "Directory")
    expect(page.get_by_text("30 of 30 creators shown")).to_be_visible()


def test_real_exports_lead_through_every_page(page: Page, app_url: str, shared: Path) -> None:
    names = ("healthkart_posts", "healthkart_tracking_data", "healthkart_payouts")
    page.goto(f"{app_url}/upload")
    idle(page)
    drop(page, shared / "creators" / "hypeauditor_instagram.csv", *(shared / "campaigns" / f"{name}.xlsx" for name in names))
    confirm(page)
    for name in PAGES:
        go(page, name)
