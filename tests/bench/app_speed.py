"""Speed of the running app on the sample workspace, as ratios to an empty Streamlit app on the same machine at the same time.

For every page: from the click in the navigation until the page has changed for the last time; aim 2.5 × an empty rerun. For
the what-if slider: from the key press until the chart is redrawn; aim 2 ×. The empty app writes its slider's value. Both apps
run side by side and are measured in turns, so that a busy machine slows both. A table's canvas holds a copy of its cells for
screen readers, which a timer of Streamlit's writes 0.2 s after the table stands and nobody sees; the first figure is the last
visible change, the figure in brackets counts that copy too. Run: python tests/bench/app_speed.py [rounds]
"""

import sys
import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from statistics import median

from playwright.sync_api import Page, sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "browser"))

from driving import FLAGS, IDLE, running
from install_chromium import find_chromium

EMPTY = "import streamlit as st\nst.text(st.slider('Empty', 0, 100, 50))\n"
PAGES = ("Upload", "Authenticity", "Directory", "Compare", "Returns", "What-if", "Budget", "Overview")
SWITCH_AIM, SLIDER_AIM = 2.5, 2.0
WATCH = """() => {
  window.begun = window.changed = window.seen = 0;
  const begin = () => { window.begun = window.changed = window.seen = performance.now(); };
  const visible = change => !(change.type === 'childList' && change.target.closest && change.target.closest('canvas'));
  document.addEventListener('keydown', begin, true);
  document.addEventListener('click', begin, true);
  new MutationObserver(changes => {
    window.changed = performance.now();
    if (changes.some(visible)) window.seen = window.changed;
  })
    .observe(document.body, {attributes: true, childList: true, characterData: true, subtree: true});
}"""
QUIET = """() => { const app = document.querySelector('[data-testid=stApp]');
  return performance.now() - window.changed > 500 && app.dataset.testScriptState === 'notRunning' }"""


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


def timed(page: Page, act: Callable[[], None]) -> tuple[float, float]:
    """Return the milliseconds from an action to the last visible and to the last change before half a second without any."""
    act()
    page.wait_for_timeout(250)
    page.wait_for_function(QUIET, timeout=120_000, polling=50)
    return tuple(page.evaluate("() => [window.seen - window.begun, window.changed - window.begun]"))


def pressed(page: Page, key: str) -> tuple[float, float]:
    """Return the milliseconds one step of the first slider takes."""
    slider = page.get_by_role("slider").first
    slider.focus()
    return timed(page, lambda: slider.press(key))


def switched(page: Page, name: str) -> tuple[float, float]:
    """Return the milliseconds a page switch takes."""
    link = page.get_by_test_id("stSidebarNavLink").filter(has_text=name).first
    return timed(page, link.click)


def main(rounds: int) -> int:
    """Measure in turns and print medians and ratios; return 1 when an aim is missed."""
    empty_times: list[float] = []
    times: dict[str, list[tuple[float, float]]] = {name: [] for name in (*PAGES, "what-if slider")}
    chromium = find_chromium()
    if chromium is None:
        raise SystemExit("No Chromium here: python tests/browser/install_chromium.py")
    with ExitStack() as stack, sync_playwright() as playwright:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        (folder / "app.py").write_text(EMPTY, encoding="utf-8")
        urls = [stack.enter_context(running(folder / "app.py")), stack.enter_context(running())]
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        empty, app = (opened(browser, url) for url in urls)
        for name in PAGES:
            switched(app, name)  # first visits load and score
        for i in range(rounds):
            key = "ArrowRight" if i % 2 else "ArrowLeft"
            for name in PAGES:
                empty_times.append(pressed(empty, key)[0])
                times[name].append(switched(app, name))
                if name == "What-if":
                    times["what-if slider"] += [pressed(app, key), pressed(app, key)]
    base = median(empty_times)
    print(f"{'empty rerun':<24}{base:8.0f} ms")
    missed = False
    for name, found in times.items():
        seen, settled = (median(column) for column in zip(*found, strict=True))
        aim = SLIDER_AIM if name == "what-if slider" else SWITCH_AIM
        missed |= seen > aim * base
        verdict = "ok" if seen <= aim * base else f"above {aim}"
        print(f"{name:<24}{seen:8.0f} ms{seen / base:7.2f} x  ({settled / base:.2f} x)  {verdict}")
    return int(missed)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 7))
