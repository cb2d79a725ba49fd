"""A running app and a real Chromium for the journeys."""

from collections.abc import Iterator

import pytest
from driving import FLAGS, running
from install_chromium import find_chromium
from playwright.sync_api import Browser, Page, sync_playwright


@pytest.fixture(scope="session")
def app_url() -> Iterator[str]:
    with running() as url:
        yield url


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    chromium = find_chromium()
    if chromium is None:
        pytest.fail("no Chromium on this machine: run tests/browser/install_chromium.py")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield started
        started.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="en-US", accept_downloads=True)
    yield context.new_page()
    context.close()
