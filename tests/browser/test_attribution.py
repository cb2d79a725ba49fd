"""Attribution in a real browser: a window, a combination's orders, a code's uses, a download."""

import re
from pathlib import Path

import pandas as pd
import pytest
from driving import healthy, idle
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser


def opened(page: Page, app_url: str) -> None:
    page.goto(app_url)
    idle(page)
    page.get_by_test_id("stSidebarNavLink").filter(has_text="Attribution").first.click()
    idle(page)
    healthy(page)


def test_a_window_lowers_the_floor_and_its_orders_can_be_seen(page: Page, app_url: str) -> None:
    opened(page, app_url)
    floor = page.get_by_test_id("stMetricValue").first
    before = floor.inner_text()
    page.get_by_role("radio", name="7 days").or_(page.get_by_role("button", name="7 days")).first.click()
    idle(page)
    expect(floor).not_to_have_text(before)
    page.get_by_role("button", name="Show how").first.click()
    expect(page.get_by_role("dialog").get_by_text("What adds up to each number")).to_be_visible()
    healthy(page)


def test_codes_come_with_their_signs_and_can_be_taken_along(page: Page, app_url: str, tmp_path: Path) -> None:
    opened(page, app_url)
    page.get_by_role("tab", name="Code leaks").click()
    idle(page)
    expect(page.get_by_role("heading", name=re.compile("look leaked"))).to_be_visible()
    expect(page.get_by_role("listitem").filter(has_text="days after the last post")).to_be_visible()
    with page.expect_download() as waiting:
        page.get_by_role("button", name="CSV", exact=True).click()
    got = tmp_path / "codes.csv"
    waiting.value.save_as(got)
    assert pd.read_csv(got)["Verdict"].tolist()[0] == "Looks leaked"
