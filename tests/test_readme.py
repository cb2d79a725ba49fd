"""The README keeps its promises: pictures are there and small, commands and folders exist, nothing points at one machine."""

import re
from pathlib import Path

from PIL import Image

ROOT = Path(__file__).resolve().parents[1]
TEXT = (ROOT / "README.md").read_text(encoding="utf-8")


def test_every_picture_is_there_and_small() -> None:
    pictures = re.findall(r"!\[[^\]]+\]\(([^)]+)\)", TEXT)
    assert len(pictures) >= 8
    for name in pictures:
        path = ROOT / name
        assert path.stat().st_size < 200_000
        with Image.open(path) as picture:
            assert picture.width <= 1440


def test_every_link_leads_somewhere() -> None:
    links = [link for link in re.findall(r"(?<!!)\[[^\]]+\]\(([^)]+)\)", TEXT) if not link.startswith("http")]
    assert all((ROOT / link).exists() for link in links)


def test_commands_and_folders_exist() -> None:
    targets = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in re.findall(r"`?make (\w+)", TEXT):
        assert f"\n{target}:" in targets
    for path in re.findall(r"`(lib/[\w/.]+|pages/[\w/]*|tests/[\w/]*|app\.py)`", TEXT):
        assert (ROOT / path).exists(), path


def test_no_path_of_one_machine() -> None:
    assert not re.search(r"(/home/|/Users/|/work/|C:\\)", TEXT)
