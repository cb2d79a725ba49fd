"""The ledger proves itself: what the file holds is summed apart from what was kept and what was set aside."""

from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.ingest import read as reading
from lib.ingest import read_file, remap
from lib.ingest.model import Import, Table
from lib.ingest.problems import with_tables


def read(text: str, name: str = "file.csv") -> Import:
    return read_file(text.encode(), name)


def table(text: str) -> Table:
    return read(text).tables[0]


CAMPAIGNS = "Campaign,Cost,Revenue\nSpring,100,300\nAutumn,50,200\nTotal,150,500\n"


def test_sums_of_the_file_are_read_apart_from_those_kept_and_set_aside() -> None:
    ledger = table(CAMPAIGNS).ledger
    assert ledger.sums.set_index("measure").loc["cost"].tolist() == [300.0, 150.0, 150.0]
    assert (ledger.rows_read, ledger.rows_kept, len(ledger.set_aside)) == (3, 2, 1)
    assert ledger.balanced


@pytest.mark.parametrize("text", [CAMPAIGNS, CAMPAIGNS.replace("Total,150,500\n", "")])
def test_a_lost_row_shows(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    complete = reading.completed

    def careless(*given: object) -> tuple:
        frame, *rest = complete(*given)
        return frame.iloc[1:], *rest

    monkeypatch.setattr(reading, "completed", careless)
    found = read(text)
    ledger = found.tables[0].ledger
    assert not ledger.balanced
    assert ledger.rows_read == ledger.rows_kept + len(ledger.set_aside) + 1
    sums = ledger.sums.set_index("measure")
    assert sums.loc["cost", "in_file"] == sums.loc["cost", ["kept", "set_aside"]].sum() + 100.0
    assert [problem.severity for problem in found.problems] == ["error"]


def test_totals_are_summed_with_the_decimal_sign_of_their_column() -> None:
    found = table("Kampagne;Kosten;Umsatz\nA;1.234,50;2.000,00\nB;765,50;3.000,00\nSumme;2.000;5.000\n").ledger
    assert found.sums.set_index("measure").loc["cost"].tolist() == [4000.0, 2000.0, 2000.0]
    assert found.balanced


def test_cells_that_could_not_be_read_are_told_and_listed() -> None:
    found = read("Handle,Platform,Followers\na,tiktok,100\nb,tiktok,soon\nc,tiktok,300\nd,tiktok,ask\ne,tiktok,5\n")
    (problem,) = found.problems
    assert problem.severity == "warning"
    assert (problem.column, problem.row) == ("Followers", 3)
    assert "2 of 5 cells" in problem.message
    assert "“soon”" in problem.message
    cells = found.tables[0].ledger.cells
    assert cells.to_numpy().tolist() == [[3, "Followers", "soon", "unreadable"], [5, "Followers", "ask", "unreadable"]]


def test_dates_that_could_not_be_read_are_told() -> None:
    (problem,) = read("Order ID,Order date,Revenue\n1,2026-03-01,5\n2,2026-03-02,6\n3,whenever,7\n4,2026-03-04,8\n").problems
    assert "dates" in problem.message
    assert problem.row == 4


def test_ranges_are_marked_with_their_row() -> None:
    found = read("Handle,Platform,Followers,Price\na,tiktok,100,$50\nb,tiktok,200,$50–60\nc,tiktok,300,$70\n")
    ledger = found.tables[0].ledger
    assert ledger.cells.to_numpy().tolist() == [[3, "Price", "$50–60", "range"]]
    (problem,) = found.problems
    assert problem.severity == "info"
    assert "middle" in problem.message


def test_rows_that_were_put_right_are_listed() -> None:
    rows = "".join(f'"user {i}",tiktok,{i}00,"a, b"\n' for i in range(1, 20))
    found = read("Handle,Platform,Followers,Category\n" + rows + "user 20,tiktok,2000,a, b\n")
    assert found.tables[0].ledger.repaired == [21]
    assert any(problem.severity == "info" and "21" in problem.message for problem in found.problems)


def test_a_corrected_mapping_tells_its_own_problems() -> None:
    found = read("Handle,Platform,Followers,Reach\na,tiktok,100,1\nb,tiktok,soon,2\nc,tiktok,300,3\n")
    corrected = remap(found.tables[0], mapping={"handle": "Handle", "platform": "Platform", "followers": "Reach"})
    assert with_tables(found, [corrected]).problems == []
    file_level = replace(found.problems[0], message="The second sheet is damaged.")
    kept = with_tables(replace(found, problems=[file_level, *found.problems]), [corrected])
    assert kept.problems == [file_level]


CELLS = st.sampled_from(["1", "2.5", "30", "", "n/a", "x", "4-6", "1,200", "(7)", "$8", "total"])


@given(st.lists(st.tuples(st.sampled_from(["Spring", "Autumn", "Total", "", "Sum"]), CELLS, CELLS), min_size=1, max_size=12))
@settings(deadline=None, max_examples=60)
def test_every_table_is_balanced(rows: list[tuple[str, str, str]]) -> None:
    frame = pd.DataFrame(rows, columns=["Campaign", "Cost", "Revenue"])
    for found in read(frame.to_csv(index=False)).tables:
        assert found.ledger.balanced
        assert found.ledger.rows_kept == len(found.frame)
