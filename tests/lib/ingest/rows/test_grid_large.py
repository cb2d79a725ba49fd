"""Large files: what is clean stays in columns, what is not costs only its own part."""

import io

import pandas as pd
import pytest

from lib.ingest import read_grid
from lib.ingest.columns import ColumnRows
from lib.ingest.rows.fast import WORTH_IT

ROWS = [
    f'@creator{i},{("tiktok", "youtube")[i % 2]},{1000 + i},"caption, number {i}",2026-01-{1 + i % 28:02d}' for i in range(40_000)
]
HEADER = "handle,platform,followers,caption,posted"


def text(lines: list[str]) -> str:
    return "\n".join([HEADER, *lines]) + "\n"


def test_a_clean_file_stays_in_columns_and_equals_pandas() -> None:
    data = text(ROWS).encode()
    assert len(data) > WORTH_IT
    (grid,) = read_grid(data, "posts.csv")
    told = pd.read_csv(io.BytesIO(data), dtype=str, keep_default_na=False)
    assert isinstance(grid.rows, ColumnRows) and grid.header == list(told.columns)
    assert grid.frame().to_numpy().tolist() == told.to_numpy().tolist()
    assert list(grid.frame().index[[0, -1]]) == [2, 40_001]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_encodings_and_line_ends(encoding: str, end: str) -> None:
    lines = [*ROWS[:20_000], "@café,tiktok,5,crème brûlée à gogo,2026-01-01"]
    (grid,) = read_grid(text(lines).replace("\n", end).encode(encoding), "posts.csv")
    assert len(grid.rows) == 20_002 and grid.rows[-1][3] == "crème brûlée à gogo"


def test_odd_rows_are_cut_again_and_keep_their_numbers() -> None:
    lines = list(ROWS)
    lines[20_000] = lines[20_000].replace(",", "", 1)
    lines[30_000] = lines[30_000].replace(",", ",,", 1)
    (grid,) = read_grid(text(lines).encode(), "posts.csv")
    assert grid.repaired == [20_001, 30_001]
    assert (
        grid.rows[20_001] == ["@creator20000", "tiktok", "21000", "caption, number 20000", "2026-01-09"]
        and len(grid.rows) == 40_001
    )
    assert grid.numbers[20_001] == 20_002


def test_blank_rows_and_a_note_at_the_end() -> None:
    (grid,) = read_grid((text([*ROWS[:15_000], "", *ROWS[15_000:]]) + "\n* exported by the agency\n").encode(), "posts.csv")
    assert len(grid.rows) == 40_001
    assert {row.row: row.reason for row in grid.aside} == {15_002: "blank", 40_003: "blank", 40_004: "note"}


def test_cells_over_several_lines() -> None:
    lines = [line.replace("caption, ", "caption,\n\n") for line in ROWS]
    (grid,) = read_grid(text(lines).encode(), "posts.csv")
    assert len(grid.rows) == 40_001 and grid.rows[7][3] == "caption,\n\nnumber 6"


def test_rows_are_a_read_only_sequence() -> None:
    (grid,) = read_grid(text(ROWS).encode(), "posts.csv")
    rows = grid.rows
    assert rows[0] == HEADER.split(",") and rows[-1] == rows[40_000] and rows[1:3] == [rows[1], rows[2]]
    assert rows[::20_000] == [rows[0], rows[20_000], rows[40_000]] and sum(1 for _ in rows) == 40_001
    with pytest.raises(IndexError):
        rows[40_001]
