"""A running app and a real Chromium for the journeys."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from install_chromium import find_chromium
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
IDLE = """() => { const app = document.querySelector('[data-testid=stApp]');
  return app && app.dataset.testScriptState === 'notRunning' && !document.querySelector('[data-testid=stSkeleton]') }"""


def free_port() -> int:
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


@pytest.fixture(scope="session")
def app_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    port = free_port()
    log = (tmp_path_factory.mktemp("app") / "server.log").open("wb")
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.headless=true", f"--server.port={port}"]
    environment = {**os.environ, "STREAMLIT_SERVER_ADDRESS": "127.0.0.1"}
    server = subprocess.Popen(command, cwd=ROOT, stdout=log, stderr=log, env=environment)
    for _ in range(240):
        with socket.socket() as s:
            if s.connect_ex(("127.0.0.1", port)) == 0:
                break
        time.sleep(0.25)
    yield f"http://127.0.0.1:{port}"
    server.terminate()
    server.wait(10)


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


def idle(page: Page, timeout: int = 60_000) -> None:
    """Wait until the app has finished drawing."""
    page.wait_for_function(IDLE, timeout=timeout)
    page.wait_for_timeout(250)
    page.wait_for_function(IDLE, timeout=timeout)


def healthy(page: Page) -> None:
    """Assert that neither an exception nor the apology for one is on the page."""
    assert page.locator("[data-testid=stException]").count() == 0
    assert page.get_by_text("could not be drawn").count() == 0
