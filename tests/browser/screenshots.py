"""Take the README's pictures of the sample workspace: ``make screenshots`` writes docs/images/*.png."""

from pathlib import Path

from driving import FLAGS, ROOT, healthy, idle, running
from install_chromium import find_chromium
from PIL import Image
from playwright.sync_api import Page, sync_playwright

IMAGES = ROOT / "docs" / "images"
WIDTH, HEIGHT = 1440, 1000
COLOURS = 128  # of the palette each picture is reduced to
# Address of the page -> picture. The upload page is shown with two files in it.
PAGES = {
    "": "overview",
    "upload": "upload",
    "authenticity": "authenticity",
    "directory": "directory",
    "compare": "compare",
    "returns": "returns",
    "attribution": "attribution",
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


def main() -> None:
    """Visit every page of the sample workspace and save its picture."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    with running() as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=FLAGS)
        page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT}, locale="en-US", color_scheme="light")
        for address, name in PAGES.items():
            page.goto(f"{url}/{address}")
            settle(page)
            if name == "upload":
                files = [ROOT / "sample_data" / f"{kind}.csv" for kind in ("creators", "campaigns")]
                page.locator("input[type=file]").first.set_input_files(files)
                settle(page)
            save(page, IMAGES / f"{name}.png")
            print(f"{name}.png {(IMAGES / f'{name}.png').stat().st_size / 1000:.0f} kB")
        browser.close()


if __name__ == "__main__":
    main()
