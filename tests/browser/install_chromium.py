"""Make sure a Chromium is there for the browser tests: an installed one, Playwright's own, or the system's package."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright


def find_chromium() -> str | None:
    """Return the path of a usable Chromium, or None."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if found := shutil.which(name):
            return found
    with sync_playwright() as playwright:
        own = playwright.chromium.executable_path
    return own if Path(own).exists() else None


def install() -> None:
    """Install Chromium by Playwright's download where reachable, else by the system's package manager."""
    try:
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], timeout=300, check=False)
    except subprocess.TimeoutExpired:
        print("Playwright's download did not answer; trying the system's package.", flush=True)
    if find_chromium():
        return
    sudo = [] if os.name != "posix" or os.geteuid() == 0 else ["sudo"]
    subprocess.run([*sudo, "apt-get", "update", "-q"], check=False)
    subprocess.run([*sudo, "apt-get", "install", "-y", "-q", "chromium"], check=False)


if __name__ == "__main__":
    if not find_chromium():
        install()
    if not find_chromium():
        sys.exit("No Chromium could be installed: install one by hand (for example: apt-get install chromium).")
