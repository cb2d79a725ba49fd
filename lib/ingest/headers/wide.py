"""Wide creator lists, one row per person with columns for each platform, cut into one table of accounts per platform."""

from collections.abc import Sequence
from dataclasses import replace

from lib.ingest.cells.codes import platform_hint
from lib.ingest.headers.header import fold, parse_header
from lib.ingest.headers.wording import by_words
from lib.ingest.model import Grid, SetAside
from lib.schema import PLATFORM_LABELS

NO_ACCOUNT = "no account"  # reason: the row's person has no account on this platform
_ANCHORS = {"followers", "handle", "url"}  # what makes columns of a platform an account
_LINKING = {"account", "channel", "handle", "link", "page", "profile", "url", "user", "username"}


def per_platform(grid: Grid) -> list[Grid]:
    """Return one grid per platform that the headers of ``grid`` tell apart; ``grid`` alone when they tell no two apart.

    Each holds the columns that name no platform and those of its own, and the rows with an account there; the others are
    set aside as 'no account'.
    """
    header = grid.header
    own = _places(header)
    if len(own) < 2:
        return [grid]
    common = [place for place, text in enumerate(header) if not platform_hint(text)]
    rows = grid.frame().to_numpy(dtype=object)
    return [_part(grid, rows, sorted([*common, *places]), places, platform) for platform, places in own.items()]


def _places(header: Sequence[str]) -> dict[str, list[int]]:
    """Return platform -> places of its columns, where one of them makes an account; nothing when a column names platforms."""
    if any("platform" in dict(by_words(text, "creators", near=False)) for text in header if not platform_hint(text)):
        return {}
    named: dict[str, list[int]] = {}
    for place, text in enumerate(header):
        if platform := platform_hint(text):
            named.setdefault(platform, []).append(place)
    return {platform: places for platform, places in named.items() if any(_anchors(header[place]) for place in places)}


def _anchors(text: str) -> bool:
    rest = [word for word in fold(text).split() if not platform_hint(word)]
    return set(rest) <= _LINKING or bool(_ANCHORS & dict(by_words(parse_header(text).text, "creators", near=False)).keys())


def _part(grid: Grid, rows: Sequence[Sequence[str]], shown: list[int], own: list[int], platform: str) -> Grid:
    first = int(grid.has_header)
    kept, numbers, aside = [], [], list(grid.aside)
    for number, row in zip(list(grid.numbers)[first:], rows, strict=True):
        cells = [row[place] for place in shown]
        if any(str(row[place]).strip() for place in own):
            kept.append(cells)
            numbers.append(number)
        else:
            aside.append(SetAside(number, NO_ACCOUNT, cells))
    names = [grid.header[place] for place in shown]
    title = " – ".join(part for part in (grid.name, PLATFORM_LABELS[platform]) if part)
    head = list(grid.numbers)[:first]
    again = [i + first for i, number in enumerate(numbers) if number in {grid.numbers[row] for row in grid.repaired}]
    return replace(grid, name=title, rows=[names, *kept], numbers=[*head, *numbers], aside=aside, repaired=again, lead=0)
