"""The upload page: drop, look, correct, confirm, undo."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from lib import store
from lib.ui.data import upload_memory

APP = Path(__file__).resolve().parents[3] / "app.py"
CREATORS = (
    b"Handle,Platform,Followers,Avg likes,Engagement rate\n@ana,Instagram,12K,600,5.2%\n@bo,TikTok,30K,2400,8.1%\nTotal,,42K,,\n"
)
ORDERS = b"Order ID,Order date,Discount code,Revenue\n1,2026-03-01,ANA15,100\n2,2026-03-02,,50\n"


@pytest.fixture
def page() -> AppTest:
    """The upload page of a fresh visit."""
    app = AppTest.from_file(str(APP), default_timeout=60).run()
    return app.switch_page("pages/data/upload.py").run()


def drop(page: AppTest, *files: tuple[str, bytes]) -> AppTest:
    page.file_uploader[0].set_value([(name, data, "text/csv") for name, data in files])
    return page.run()


def fine(page: AppTest) -> bool:
    return not page.exception and not page.error


def kinds(page: AppTest) -> list[str]:
    return [box.value for box in page.selectbox if box.key.startswith("kind_")]


def button(page: AppTest, key: str) -> object:
    return next(button for button in page.button if button.key == key or button.key.startswith(f"{key}_"))


def test_empty_page_teaches(page: AppTest) -> None:
    assert fine(page)
    assert "Drop in" in page.title[0].value


def test_good_files_need_one_click(page: AppTest) -> None:
    drop(page, ("creators.csv", CREATORS), ("orders.csv", ORDERS))
    assert fine(page)
    assert kinds(page) == ["creators", "orders"]
    assert page.session_state["workspace"].is_sample
    button(page, "confirm").click().run()
    assert fine(page)
    now = page.session_state["workspace"]
    assert not now.is_sample
    assert now.dataset.creators["followers"].tolist() == [12000.0, 30000.0]
    assert now.dataset.orders["revenue"].sum() == 150.0
    assert page.title[0].value == "Your files are in: 2 tables in the workspace"


def test_titles_count_in_words(page: AppTest) -> None:
    drop(page, ("empty.csv", b""))
    assert page.title[0].value == "None of these files can be used yet"
    drop(page, ("creators.csv", CREATORS))
    assert page.title[0].value.startswith("One table understood")


def test_undo_brings_the_sample_back(page: AppTest) -> None:
    drop(page, ("creators.csv", CREATORS))
    button(page, "confirm").click().run()
    button(page, "undo").click().run()
    assert fine(page)
    assert page.session_state["workspace"].is_sample


def test_bad_file_gets_a_sentence_and_the_rest_loads(page: AppTest) -> None:
    drop(page, ("empty.csv", b""), ("orders.csv", ORDERS))
    assert not page.exception
    assert len(page.error) == 1
    assert kinds(page) == ["orders"]


def test_kind_is_corrected_in_place(page: AppTest) -> None:
    drop(page, ("orders.csv", ORDERS))
    next(box for box in page.selectbox if box.key.startswith("kind_")).set_value("campaigns").run()
    assert fine(page)
    assert kinds(page) == ["campaigns"]
    next(box for box in page.selectbox if box.key.startswith("kind_")).set_value("unknown").run()
    assert button(page, "confirm").disabled


def test_replacing_one_file_keeps_the_others(page: AppTest) -> None:
    drop(page, ("creators.csv", CREATORS), ("orders.csv", ORDERS))
    drop(page, ("orders.csv", ORDERS + b"3,2026-03-04,,25\n"))
    files = page.session_state["upload_files"]
    assert [file.source.name for file in files] == ["creators.csv", "orders.csv"]
    assert files[1].source.tables[0].frame["revenue"].sum() == 175.0
    button(page, "remove").click().run()
    assert [file.source.name for file in page.session_state["upload_files"]] == ["orders.csv"]


def test_two_files_of_one_name_dropped_together_both_stay(page: AppTest) -> None:
    drop(page, ("orders.csv", ORDERS), ("orders.csv", b"Order ID,Order date,Discount code,Revenue\n9,2026-04-01,ANA15,30\n"))
    assert [file.source.name for file in page.session_state["upload_files"]] == ["orders.csv", "orders (2).csv"]
    button(page, "confirm").click().run()
    assert page.session_state["workspace"].dataset.orders["revenue"].sum() == 180.0


def test_question_is_answered_by_one_click(page: AppTest) -> None:
    drop(page, ("orders.csv", b"Order ID,Order date,Revenue\n1,03/04/2026,10\n2,05/06/2026,20\n"))
    asked = next(group for group in page.get("button_group") if group.key.startswith("ask_"))
    assert asked.value == "mdy"
    asked.set_value("dmy").run()
    table = page.session_state["upload_files"][0].source.tables[0]
    assert table.frame["order_date"].dt.month.tolist() == [4, 6]
    assert fine(page)


def test_corrections_are_remembered_for_the_same_headers(page: AppTest) -> None:
    drop(page, ("march.csv", ORDERS))
    next(box for box in page.selectbox if box.key.startswith("kind_")).set_value("campaigns").run()
    drop(page, ("april.csv", ORDERS))
    assert kinds(page) == ["campaigns", "campaigns"]


def correct_kind(page: AppTest, kind: str) -> None:
    next(box for box in page.selectbox if box.key.startswith("kind_")).set_value(kind).run()


def test_every_step_can_be_undone(page: AppTest) -> None:
    drop(page, ("creators.csv", CREATORS), ("orders.csv", ORDERS))
    correct_kind(page, "campaigns")
    button(page, "remove").click().run()
    assert kinds(page) == ["orders"]
    button(page, "undo").click().run()
    assert kinds(page) == ["campaigns", "orders"]
    button(page, "undo").click().run()
    assert kinds(page) == ["creators", "orders"]
    button(page, "undo").click().run()
    assert kinds(page) == []
    assert fine(page)
    assert not [one for one in page.button if one.key == "undo"]


def visit() -> AppTest:
    return AppTest.from_file(str(APP), default_timeout=60).run().switch_page("pages/data/upload.py").run()


def test_confirmed_corrections_outlast_the_visit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(upload_memory, "at_this_computer", lambda: True)
    first = visit()
    drop(first, ("march.csv", ORDERS))
    correct_kind(first, "campaigns")
    assert kinds(drop(visit(), ("april.csv", ORDERS))) == ["orders"]  # not confirmed yet
    button(first, "confirm").click().run()
    second = drop(visit(), ("april.csv", ORDERS))
    assert kinds(second) == ["campaigns"]
    button(second, "afresh").click().run()
    assert fine(second)
    assert kinds(second) == ["orders"]
    assert kinds(drop(visit(), ("may.csv", ORDERS))) == ["orders"]


def test_a_visitor_from_elsewhere_leaves_nothing_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(upload_memory, "at_this_computer", lambda: False)
    first = visit()
    drop(first, ("march.csv", ORDERS))
    correct_kind(first, "campaigns")
    button(first, "confirm").click().run()
    assert not list(store.home().iterdir())
    assert kinds(drop(visit(), ("april.csv", ORDERS))) == ["orders"]


def test_a_table_can_be_pasted(page: AppTest) -> None:
    page.text_area[0].set_value("Handle\tFollowers\tPlatform\n@ana\t12K\tInstagram\n@bo\t30K\tTikTok\n")
    next(one for one in page.button if one.label == "Read it").click().run()
    assert fine(page)
    assert kinds(page) == ["creators"]
    assert page.session_state["upload_files"][0].source.tables[0].frame["followers"].tolist() == [12000.0, 30000.0]


def test_sample_can_be_loaded_again(page: AppTest) -> None:
    drop(page, ("creators.csv", CREATORS))
    button(page, "confirm").click().run()
    button(page, "sample").click().run()
    assert fine(page)
    assert page.session_state["workspace"].is_sample


def test_edited_mapping_moves_a_column() -> None:
    from lib.ingest import read_file
    from lib.ui.data.upload import edited_mapping

    table = read_file(b"Handle,Followers,Audience 2\na,10,20\nb,20,30\n", "c.csv").tables[0]
    headers = list(table.mapping.values()) + table.unmapped
    moved = edited_mapping(table, {headers.index("Audience 2"): "followers"})
    assert moved == {"handle": "Handle", "followers": "Audience 2"}
    assert edited_mapping(table, {headers.index("Handle"): None}) == {"followers": "Followers"}


def test_ledger_workbook_puts_the_reason_beside_each_row() -> None:
    from io import BytesIO

    from openpyxl import load_workbook

    from lib.ingest import read_file
    from lib.ui.data.upload_parts import ledger_workbook

    book = load_workbook(BytesIO(ledger_workbook(read_file(CREATORS, "creators.csv").tables[0])))
    rows = list(book["Set aside"].iter_rows(values_only=True))
    assert rows[1][:2] == (4, "total")


def test_cells_that_could_not_be_read_are_told_and_in_the_ledger(page: AppTest) -> None:
    from io import BytesIO

    from openpyxl import load_workbook

    from lib.ingest import read_file
    from lib.ui.data.upload_parts import ledger_workbook

    data = b"Handle,Platform,Followers,Price\n@ana,Instagram,100,5-6\n@bo,TikTok,soon,7\n@cy,TikTok,300,9\n"
    drop(page, ("creators.csv", data))
    assert fine(page)
    assert any("1 of 3 cells" in warning.value for warning in page.warning)
    assert any("middle" in caption.value for caption in page.caption)
    book = load_workbook(BytesIO(ledger_workbook(read_file(data, "creators.csv").tables[0])))
    cells = [row[:3] for row in book["Cells"].iter_rows(min_row=2, values_only=True)]
    assert cells == [(2, "Price", "5-6"), (3, "Followers", "soon")]
    next(box for box in page.selectbox if box.key.startswith("kind_")).set_value("unknown").run()
    assert not page.warning


def test_what_stands_twice_is_shown_in_one_line(page: AppTest) -> None:
    drop(page, ("march.csv", ORDERS + b"2,2026-03-02,,50\n"), ("copy.csv", ORDERS + b"2,2026-03-02,,50\n"))
    assert any("march.csv" in warning.value.replace("\\", "") for warning in page.warning)
    assert not [box for box in page.expander if box.label.startswith("Seen")]
    button(page, "confirm").click().run()
    assert fine(page)
    (line,) = [box.label for box in page.expander if box.label.startswith("Seen")]
    assert "equal rows: 1" in line
    assert "tables given twice: 1" in line
