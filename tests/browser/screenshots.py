"""Take the README's pictures of the sample workspace: ``make screenshots`` writes docs/images/*.png."""

import csv
import io
from pathlib import Path

from driving import FLAGS, ROOT, healthy, idle, running
from install_chromium import find_chromium
from PIL import Image
from playwright.sync_api import Page, sync_playwright

IMAGES = ROOT / "docs" / "images"
WIDTH, HEIGHT = 1440, 1000
COLOURS = 128  # of the palette each picture is reduced to
# Address of the page -> picture. The upload page is shown with two files in it, the page on changes with an older export.
PAGES = {
    "": "overview",
    "upload": "upload",
    "changes": "changes",
    "authenticity": "authenticity",
    "directory": "directory",
    "partners": "partners",
    "compare": "compare",
    "returns": "returns",
    "attribution": "attribution",
    "timing": "timing",
    "goals": "goals",
    "what_if": "what-if",
    "budget": "budget",
}


def settle(page: Page) -> None:
    """Wait until the page is drawn, charts included, and assert that nothing failed."""
    idle(page)
    page.wait_for_timeout(1_500)
    idle(page)
    healthy(page)


def save(page: Page, path: Path) -> None:
    """Write the visible page as a small palette PNG."""
    page.screenshot(path=path)
    with Image.open(path) as picture:
        small = picture.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    small.save(path, optimize=True)


def older_export() -> bytes:
    """Return the sample's creator list as it might have been a month ago: shorter, and with fewer followers."""
    with (ROOT / "sample_data" / "creators.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    text = io.StringIO()
    writer = csv.DictWriter(text, rows[0].keys())
    writer.writeheader()
    for place, row in enumerate(rows):
        if place % 40:  # the others joined since
            grown = 1 + (place % 7) / 50
            writer.writerow(row | {"Followers": round(int(row["Followers"] or 0) / grown)})
    return text.getvalue().encode()


def prepare(page: Page, name: str) -> None:
    """Give the pages that compare or read files something to show."""
    drop = page.locator("input[type=file]").first
    if name == "upload":
        drop.set_input_files([ROOT / "sample_data" / f"{kind}.csv" for kind in ("creators", "campaigns")])
    elif name == "changes":
        drop.set_input_files({"name": "creators_last_month.csv", "mimeType": "text/csv", "buffer": older_export()})
    else:
        return
    settle(page)


def main() -> None:
    """Visit every page of the sample workspace and save its picture."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    with running() as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=FLAGS)
        page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT}, locale="en-US", color_scheme="light")
        for address, name in PAGES.items():
            page.goto(f"{url}/{address}")
            settle(page)
            prepare(page, name)
            save(page, IMAGES / f"{name}.png")
            print(f"{name}.png {(IMAGES / f'{name}.png').stat().st_size / 1000:.0f} kB")
        browser.close()


if __name__ == "__main__":
    main()
