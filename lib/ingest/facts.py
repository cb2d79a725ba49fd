"""Facts written down a sheet, a name and its value in each row: a table of one row."""

from collections.abc import Sequence
from dataclasses import replace

from lib.ingest.headers.wording import by_words
from lib.ingest.model import Grid, Table
from lib.ingest.rows.kinds import kind
from lib.schema import column

_MOST = 60  # rows; more of them are a table
_SURE = 0.8  # a name is known when a header of these words would be mapped so surely
_WHO = frozenset({"handle", "creator_id"})
_SOURCE = frozenset({"utm_source", "utm_medium", "utm_campaign", "channel", "landing_page"})


def upright(grid: Grid) -> Grid:
    """Return a sheet of names with their values beside them as a table of one row, any other grid as it is.

    A sheet is one when three names or more, half of all, are columns of a campaign and two of those have a figure or a date.
    """
    if not 1 < grid.width <= 3 or len(grid.rows) > _MOST:
        return grid
    outside = [(row.row, row.cells) for row in grid.aside if row.reason in ("note", "header")]
    lines = sorted([*zip(grid.numbers, grid.rows, strict=True), *outside], key=lambda line: line[0])
    pairs = [[cell.strip() for cell in cells[:2]] for _, cells in lines if not any(map(str.strip, cells[2:]))]
    names, values = ([pair[at] if len(pair) > at else "" for pair in pairs] for at in (0, 1))
    if len(pairs) < len(lines) or len(set(names)) < len(names) or not _speak_of_a_campaign(names, values):
        return grid
    first, aside = lines[0][0], [row for row in grid.aside if row.reason not in ("note", "header")]
    return replace(grid, rows=[names, values], has_header=True, numbers=[first, first], aside=aside, repaired=[], lead=0)


def _speak_of_a_campaign(names: Sequence[str], values: Sequence[str]) -> bool:
    known = [at for at, name in enumerate(names) if max(dict(by_words(name, "campaigns", False)).values(), default=0.0) >= _SURE]
    return len(known) >= max(3, len(names) / 2) and sum(kind(values[at]) in ("number", "date") for at in known) >= 2


def counted_elsewhere(table: Table, others: Sequence[Table]) -> list[str]:
    """Return the counts and sums of money that other tables of a file hold in detail: those of a campaign's one row by creator
    or post, those of visits without a source by source."""
    if table.kind == "campaigns" and len(table.frame) == 1 and _WHO.isdisjoint(table.mapping):
        detailed = [other for other in others if other is not table]
    elif table.kind == "traffic" and _SOURCE.isdisjoint(table.mapping):
        detailed = [other for other in others if other.kind == "traffic" and not _SOURCE.isdisjoint(other.mapping)]
    else:
        return []
    held = {name for other in detailed for name in other.mapping}
    return [name for name in table.mapping if name in held and column(table.kind, name).type in ("count", "money")]
