"""Rows with lost, doubled or foreign separators and stray quotes are cut as they were meant."""

import pytest

from lib.ingest.rows.records import read_records

NAMES = ["handle", "platform", "followers", "rate", "caption", "fee", "posted"]
PLATFORMS = ("tiktok", "instagram", "youtube")
CAPTIONS = [
    ("anna", "Morning routine, with serum"),
    ("bob", "Unboxing the summer box"),
    ("cara", 'My "honest" review'),
    ("dev", "Gift guide, part two"),
]
ROWS = [
    [f"@{who}{i}", PLATFORMS[i % 3], f"{1200 + 977 * i}", f"{2 + i % 7}.{10 + i}%", caption, f"€{50 + i}", f"2026-01-{10 + i}"]
    for i, (who, caption) in enumerate(CAPTIONS * 6)
]


def cell(value: str) -> str:
    return '"' + value.replace('"', '""') + '"' if "," in value or '"' in value else value


LINES = [",".join(map(cell, row)) for row in [NAMES, *ROWS]]


def read_with(at: int, line: str) -> list[list[str]]:
    return read_records("\n".join([*LINES[:at], line, *LINES[at + 1 :]]) + "\n").rows


@pytest.mark.parametrize("column", range(1, 7))
def test_a_lost_separator_costs_nothing(column: int) -> None:
    parts = [cell(value) for value in ROWS[9]]
    glued = ",".join([*parts[: column - 1], parts[column - 1] + parts[column], *parts[column + 1 :]])
    assert read_with(10, glued) == [NAMES, *ROWS]


@pytest.mark.parametrize("column", range(7))
@pytest.mark.parametrize("at", [0, 5, 24])
def test_a_doubled_separator_costs_nothing(at: int, column: int) -> None:
    parts = [cell(value) for value in [NAMES, *ROWS][at]]
    assert read_with(at, ",".join([*parts[:column], "", *parts[column:]])) == [NAMES, *ROWS]


@pytest.mark.parametrize("column", [0, 1, 2, 3, 5, 6])
@pytest.mark.parametrize("at", [0, 6, 23])
def test_a_stray_quote_is_a_character_of_its_cell(at: int, column: int) -> None:
    parts = [cell(value) for value in [NAMES, *ROWS][at]]
    rows = [list(row) for row in [NAMES, *ROWS]]
    rows[at][column] = '"' + rows[at][column]
    assert read_with(at, ",".join([*parts[:column], '"' + parts[column], *parts[column + 1 :]])) == rows


@pytest.mark.parametrize("separator", [" ", ";", "\t", "|"])
@pytest.mark.parametrize("at", [0, 7, 24])
def test_a_row_with_another_separator(at: int, separator: str) -> None:
    assert read_with(at, separator.join(cell(value) for value in [NAMES, *ROWS][at])) == [NAMES, *ROWS]


def test_an_unquoted_comma_belongs_to_its_caption() -> None:
    assert read_with(3, "@cara2,youtube,3154,4.12%,Winter sale, last days,€52,2026-03-12")[3][4] == "Winter sale, last days"


def test_repaired_rows_are_marked() -> None:
    found = read_records("\n".join([*LINES[:4], LINES[4].replace(",", ",,", 1), *LINES[5:]]))
    assert found.repaired == [4]


def test_a_line_of_prose_is_left_alone() -> None:
    prose = "Exported on Monday by the agency for internal use"
    assert read_with(12, prose)[12] == [prose]


def test_a_cell_over_several_lines_needs_no_repair() -> None:
    line = '@anna8,youtube,9016,3.18%,"First line\nsecond line, and ""more""",€58,2026-09-18'
    found = read_records("\n".join([*LINES[:9], line, *LINES[10:]]))
    assert found.rows[9][4] == 'First line\nsecond line, and "more"'
    assert not found.repaired


def test_a_whole_file_in_spaces() -> None:
    quoted = [[f'"{value}"' if " " in value else value for value in row] for row in [NAMES, *ROWS]]
    quoted[2] = ROWS[1]  # one row forgot its quotes
    assert read_records("\n".join(" ".join(row) for row in quoted)).rows[2] == ROWS[1]
