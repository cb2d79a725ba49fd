"""Starting the app, waiting for it, and looking whether it is healthy: for the journeys, the pictures and the benches."""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page

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


@contextmanager
def running(app: Path = ROOT / "app.py") -> Iterator[str]:
    """Start a Streamlit app on a free port, give its address, and stop it."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    options = ["--server.headless=true", f"--server.port={port}", "--server.address=127.0.0.1", "--server.fileWatcherType=none"]
    command = [sys.executable, "-m", "streamlit", "run", str(app), *options]
    server = subprocess.Popen(command, cwd=app.parent, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(240):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.25)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(10)


def idle(page: Page, timeout: int = 60_000) -> None:
    """Wait until the app has finished drawing."""
    page.wait_for_function(IDLE, timeout=timeout)
    page.wait_for_timeout(250)
    page.wait_for_function(IDLE, timeout=timeout)


def healthy(page: Page) -> None:
    """Assert that neither an exception nor the apology for one is on the page."""
    assert page.locator("[data-testid=stException]").count() == 0
    assert page.get_by_text("could not be drawn").count() == 0
