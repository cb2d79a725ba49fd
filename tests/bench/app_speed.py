"""Speed of the running app on the sample workspace, as ratios to an empty Streamlit app on the same machine at the same time.

For every page: from the click in the navigation until the page has changed for the last time; aim 2.5 × an empty rerun. For
the what-if slider: from the key press until the chart is redrawn; aim 2 ×. The empty app writes its slider's value. Both apps
run side by side and are measured in turns, so that a busy machine slows both. Run: python tests/bench/app_speed.py [rounds]
"""

import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from statistics import median

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = "/usr/bin/chromium"
EMPTY = "import streamlit as st\nst.text(st.slider('Empty', 0, 100, 50))\n"
PAGES = ("Upload", "Authenticity", "Directory", "Compare", "Returns", "What-if", "Budget", "Overview")
SWITCH_AIM, SLIDER_AIM = 2.5, 2.0
IDLE = """() => { const app = document.querySelector('[data-testid=stApp]');
  return app && app.dataset.testScriptState === 'notRunning' && !document.querySelector('[data-testid=stSkeleton]') }"""
WATCH = """() => {
  window.begun = window.changed = 0;
  const begin = () => { window.begun = window.changed = performance.now(); };
  document.addEventListener('keydown', begin, true);
  document.addEventListener('click', begin, true);
  new MutationObserver(() => { window.changed = performance.now(); })
    .observe(document.body, {attributes: true, childList: true, characterData: true, subtree: true});
}"""
QUIET = """() => { const app = document.querySelector('[data-testid=stApp]');
  return performance.now() - window.changed > 500 && app.dataset.testScriptState === 'notRunning' }"""


def started(app: Path, stack: ExitStack) -> str:
    """Start a Streamlit app on a free port; stopped with ``stack``."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", str(app), "--server.headless=true", f"--server.port={port}",
               "--server.address=127.0.0.1", "--browser.gatherUsageStats=false", "--server.fileWatcherType=none"]  # fmt: skip
    process = subprocess.Popen(command, cwd=app.parent, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    stack.callback(process.wait)
    stack.callback(process.terminate)
    for _ in range(240):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return f"http://127.0.0.1:{port}"
        time.sleep(0.25)
    raise SystemExit(f"{app} did not answer within a minute")


def opened(browser: object, url: str) -> Page:
    """Open an app and wait until it rests."""
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.goto(url)
    rest(page)
    page.evaluate(WATCH)
    return page


def rest(page: Page) -> None:
    """Wait until the app has been idle for a moment."""
    for _ in range(2):
        page.wait_for_function(IDLE, timeout=120_000)
        page.wait_for_timeout(400)


def timed(page: Page, act: Callable[[], None]) -> float:
    """Return the milliseconds from an action to the last change of the page before it stays as it is for half a second."""
    act()
    page.wait_for_timeout(250)
    page.wait_for_function(QUIET, timeout=120_000, polling=50)
    return page.evaluate("() => window.changed - window.begun")


def pressed(page: Page, key: str) -> float:
    """Return the milliseconds one step of the first slider takes."""
    slider = page.get_by_role("slider").first
    slider.focus()
    return timed(page, lambda: slider.press(key))


def switched(page: Page, name: str) -> float:
    """Return the milliseconds a page switch takes."""
    link = page.get_by_test_id("stSidebarNavLink").filter(has_text=name).first
    return timed(page, link.click)


def main(rounds: int) -> int:
    """Measure in turns and print medians and ratios; return 1 when an aim is missed."""
    empty_times: list[float] = []
    times: dict[str, list[float]] = {name: [] for name in (*PAGES, "what-if slider")}
    with ExitStack() as stack, sync_playwright() as playwright:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        (folder / "app.py").write_text(EMPTY, encoding="utf-8")
        urls = [started(folder / "app.py", stack), started(ROOT / "app.py", stack)]
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        empty, app = (opened(browser, url) for url in urls)
        for name in PAGES:
            switched(app, name)  # first visits load and score
        for i in range(rounds):
            key = "ArrowRight" if i % 2 else "ArrowLeft"
            for name in PAGES:
                empty_times.append(pressed(empty, key))
                times[name].append(switched(app, name))
                if name == "What-if":
                    times["what-if slider"] += [pressed(app, key), pressed(app, key)]
    base = median(empty_times)
    print(f"{'empty rerun':<24}{base:8.0f} ms")
    ratios = {name: median(found) / base for name, found in times.items()}
    for name, ratio in ratios.items():
        aim = SLIDER_AIM if name == "what-if slider" else SWITCH_AIM
        print(f"{name:<24}{median(times[name]):8.0f} ms{ratio:7.2f} x  {'ok' if ratio <= aim else f'above {aim}'}")
    return int(any(ratio > (SLIDER_AIM if name == "what-if slider" else SWITCH_AIM) for name, ratio in ratios.items()))


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 7))
