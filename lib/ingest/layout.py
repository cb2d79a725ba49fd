"""Rows to tables: what is header, what is data, what is neither."""

from lib.ingest.model import Grid, SetAside


def tables(rows: list[list[str]], name: str = "", hidden: bool = False) -> list[Grid]:
    """Return the tables found in ``rows``."""
    filled = [(number, row) for number, row in enumerate(rows, 1) if any(cell.strip() for cell in row)]
    if not filled:
        return []
    aside = [SetAside(n, "blank", []) for n, row in enumerate(rows, 1) if not any(cell.strip() for cell in row)]
    body = [row for _, row in filled]
    return [Grid(name, body, numbers=[n for n, _ in filled], aside=aside, hidden=hidden)]
