"""A filter change on 100,000 orders against an empty rerun, side by side in one browser: Returns and Compare; aim 2.5 ×.

Creators, campaigns, posts and orders are uploaded as CSV files, then groups are switched on both pages. "seen" is the last
visible change, the figure in brackets counts the copy that a table keeps for screen readers. Run: python tests/bench/filters.py
[rounds]
"""

import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path
from statistics import median

import returns
from app_speed import EMPTY, FLAGS, SWITCH_AIM, find_chromium, opened, pressed, rest, running, switched, timed
from playwright.sync_api import Page, sync_playwright

ORDERS = 100_000
PARTS = ("Creators", "Campaigns", "Platforms", "Tiers", "Models")


def upload(page: Page, folder: Path) -> None:
    """Write the tables of the returns bench as CSV files and take them into the workspace."""
    returns.ORDERS, returns.POSTS, returns.CREATORS = ORDERS, 5_000, 1_000
    paths = []
    for name, table in returns.tables().items():
        paths.append(folder / f"{name}.csv")
        table.to_csv(paths[-1], index=False)
    switched(page, "Upload")
    page.get_by_test_id("stFileUploaderDropzoneInput").set_input_files([str(path) for path in paths])
    page.get_by_role("button", name="Use these tables").wait_for(timeout=300_000)
    rest(page)
    page.get_by_role("button", name="Use these tables").click()
    page.get_by_text("Next:").wait_for(timeout=300_000)
    rest(page)


def grouped(page: Page, name: str) -> tuple[float, float]:
    """Return the milliseconds until the table of returns stands by another group."""
    return timed(page, page.get_by_test_id("stButtonGroup").get_by_role("radio", name=name, exact=True).click)


def compared(page: Page, down: bool) -> tuple[float, float]:
    """Return the milliseconds until the comparison stands by another measure."""
    box = page.get_by_role("combobox", name="Compare", exact=False).first
    box.click()
    page.get_by_role("option", name="ROAS" if down else "CPM", exact=True).wait_for()
    return timed(page, page.get_by_role("option", name="ROAS" if down else "CPM", exact=True).click)


def main(rounds: int) -> int:
    """Measure in turns and print medians and ratios; return 1 when the aim is missed."""
    times: dict[str, list[tuple[float, float]]] = {"empty rerun": [], "Returns, show by": [], "Compare, measure": []}
    with ExitStack() as stack, sync_playwright() as playwright:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        (folder / "app.py").write_text(EMPTY, encoding="utf-8")
        urls = [stack.enter_context(running(folder / "app.py")), stack.enter_context(running())]
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=FLAGS)
        empty, app = (opened(browser, url) for url in urls)
        upload(app, folder)
        switched(app, "Returns")
        app.get_by_role("tab", name="Who returned what").click()
        rest(app)
        for name in (*PARTS[1:], PARTS[0]):
            grouped(app, name)  # first visits compute
        for i in range(rounds):
            times["empty rerun"].append(pressed(empty, "ArrowRight" if i % 2 else "ArrowLeft"))
            times["Returns, show by"].append(grouped(app, PARTS[(i + 1) % len(PARTS)]))
        switched(app, "Compare")
        for down in (True, False):
            compared(app, down)
        for i in range(rounds):
            times["empty rerun"].append(pressed(empty, "ArrowRight" if i % 2 else "ArrowLeft"))
            times["Compare, measure"].append(compared(app, i % 2 == 0))
    base = median(seen for seen, _settled in times["empty rerun"])
    for name, found in times.items():
        seen, settled = (median(column) for column in zip(*found, strict=True))
        print(f"{name:<20}{seen:8.0f} ms{seen / base:7.2f} x  ({settled / base:.2f} x)")
    return int(any(median(seen for seen, _ in found) > SWITCH_AIM * base for found in times.values()))


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 9))
