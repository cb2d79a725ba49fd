"""The changes page in Streamlit's own test driver."""

from pathlib import Path

import pytest
from openpyxl import load_workbook
from streamlit.testing.v1 import AppTest

from lib.changes import compare
from lib.dataset import Settings, build_dataset
from lib.ingest import read_file
from lib.ui.data import changes as show
from lib.ui.data.changes_sources import Source
from lib.ui.state import Workspace

APP = Path(__file__).resolve().parents[3] / "app.py"
OLD = "Handle,Platform,Followers,Fee per post,Currency\nanna,tiktok,1000,100,USD\nbob,tiktok,500,50,USD\n=carl,youtube,70,10,USD\n"
NEW = (
    "Creator,Handle,Platform,Followers,Price,Currency\n"
    "A,anna,tiktok,1500,90,USD\nD,dora,tiktok,300,30,USD\nC,=carl,youtube,70,10,USD\n"
)


def opened(*files: tuple[str, str]) -> AppTest:
    """The changes page on the sample, or on files of the visitor."""
    at = AppTest.from_file(str(APP), default_timeout=60).run()
    if files:
        imports = tuple(read_file(text.encode(), name) for name, text in files)
        at.session_state["workspace"] = Workspace(imports, Settings(), build_dataset(list(imports)), is_sample=False)
    at = at.switch_page("pages/data/changes.py").run()
    assert not at.exception
    return at


TWO = (("may.csv", OLD), ("june.csv", NEW))


def test_one_file_of_a_kind_teaches_what_to_do():
    at = opened(("june.csv", NEW))
    assert "Two files of one kind are needed" in [found.value for found in at.subheader]
    assert at.file_uploader


def test_two_files_of_the_workspace_are_compared():
    at = opened(*TWO)
    assert at.title[0].value == "Rows: 1 added, 1 gone, 1 changed"
    assert {metric.label: metric.value for metric in at.metric} == {
        "Rows before": "3", "Added": "1", "Gone": "1", "Changed": "1", "Unchanged": "1", "Rows after": "3",
    }  # fmt: skip
    sums = at.dataframe[0].value.set_index("name")
    assert sums.loc["Followers", ["before", "added", "gone", "changed", "after"]].tolist() == [1570, 300, 500, 500, 1870]


@pytest.mark.parametrize("part", ["Sums", "Largest moves", "Rows", "Headers"])
def test_every_part_opens(part):
    at = opened(*TWO)
    at.session_state["changes_part"] = part
    at.run()
    assert not at.exception
    assert at.dataframe


def test_an_older_export_dropped_here_stays_out_of_the_workspace():
    at = opened(("june.csv", NEW))
    rows = len(at.session_state["workspace"].dataset.creators)
    at.file_uploader[0].upload("may.csv", OLD.encode(), "text/csv").run()
    assert not at.exception
    assert at.title[0].value == "Rows: 1 added, 1 gone, 1 changed"
    assert at.selectbox(key="changes_before_creators_2").value == 0
    assert len(at.session_state["workspace"].dataset.creators) == rows


def test_the_visitor_says_by_what_rows_find_each_other():
    """By platform alone carl is himself and one of the two others is another's newer row."""
    at = opened(*TWO)
    chosen = next(box for box in at.multiselect if box.label == "Rows find each other by")
    assert chosen.value == ["handle", "platform"]
    chosen.set_value(["platform"]).run()
    assert not at.exception
    assert at.title[0].value == "Rows: 0 added, 0 gone, 2 changed"


def test_two_tables_of_one_kind_with_other_columns_are_no_versions_of_one_file():
    """The sample has visits and brand searches, both of the kind traffic."""
    assert "Two files of one kind are needed" in [found.value for found in opened().subheader]


def test_a_file_that_cannot_be_read_is_a_sentence():
    at = opened(("june.csv", NEW))
    at.file_uploader[0].upload("old.xlsx", b"not a workbook", "application/octet-stream").run()
    assert not at.exception
    assert at.error or at.warning


def test_the_workbook_holds_sums_rows_cells_and_headers(tmp_path):
    sources = [Source(name, name, read_file(text.encode(), name).tables[0]) for name, text in TWO]
    found = compare("creators", *(source.table.frame for source in sources))
    path = tmp_path / "changes.xlsx"
    path.write_bytes(show.workbook(found, *sources))
    book = load_workbook(path)
    assert book.sheetnames[:5] == ["Sums", "Changed cells", "Added", "Gone", "Headers"]
    headers = [[cell.value for cell in row] for row in book["Headers"].iter_rows(min_row=2)]
    assert ["Renamed", "Asked price", "Fee per post", "Price"] in headers
