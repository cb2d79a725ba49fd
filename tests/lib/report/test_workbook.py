"""Exports are safe to open and keep numbers as numbers; the template explains itself."""

from datetime import datetime
from io import BytesIO

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from lib.ingest import read_file
from lib.report import workbook
from lib.report.workbook import neutral, template_workbook, to_csv, to_xlsx
from lib.schema import PLATFORMS, TABLES

SIGNS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def cells(data: bytes, sheet: str) -> list[list[object]]:
    return [[cell.value for cell in row] for row in load_workbook(BytesIO(data))[sheet].iter_rows()]


@given(st.text(max_size=60))
def test_neutral_text_never_starts_a_formula_and_is_idempotent(text: str) -> None:
    shown = neutral(text)
    assert not shown.startswith(SIGNS)
    assert not shown.lstrip().startswith(SIGNS)
    assert neutral(shown) == shown


@pytest.mark.parametrize("sign", SIGNS)
def test_every_sign_is_neutralised_in_both_forms(sign: str) -> None:
    frame = pd.DataFrame({f"{sign}head": [f"{sign}cmd|' /C calc'!A0"]})
    assert to_csv(frame).decode("utf-8-sig").startswith(("'", "\"'"))
    head, row = cells(to_xlsx({"x": frame}), "x")
    assert head[0].startswith("'")
    assert row[0].startswith("'")


def test_formula_hidden_behind_spaces_or_control_characters() -> None:
    assert neutral("  =1+1") == "'  =1+1"
    assert neutral("\x00=1+1") == "'=1+1"
    assert neutral("\n@SUM(A1)").startswith("'")


def test_negative_numbers_stay_numbers() -> None:
    frame = pd.DataFrame({"profit": [-5.5, 2.0], "mixed": pd.Series([-3, "-3"], dtype=object)})
    assert to_csv(frame).decode("utf-8-sig").splitlines() == ["profit,mixed", "-5.5,-3", "2.0,'-3"]
    _head, first, second = cells(to_xlsx({"x": frame}), "x")
    assert first == [-5.5, -3]
    assert second == [2, "'-3"]


def test_missing_and_infinite_are_empty() -> None:
    frame = pd.DataFrame(
        {"a": [float("nan"), float("inf"), 1.5], "b": ["x", None, "y"], "c": pd.to_datetime(["2026-01-02", None, None])}
    )
    assert to_csv(frame).decode("utf-8-sig").splitlines() == ["a,b,c", ",x,2026-01-02", ",,", "1.5,y,"]
    rows = cells(to_xlsx({"x": frame}), "x")
    assert [row[0] for row in rows[1:]] == [None, None, 1.5]
    assert rows[2] == [None, None, None]


def test_illegal_characters_and_error_words_are_plain_text() -> None:
    book = load_workbook(BytesIO(to_xlsx({"x": pd.DataFrame({"t": ["a\x0bb\ud800", "#N/A", "#REF!"]}, dtype=object)})))
    assert [cell.value for cell in book["x"]["A"]] == ["t", "ab", "#N/A", "#REF!"]
    assert {cell.data_type for cell in book["x"]["A"]} == {"s"}


@given(st.lists(st.text(max_size=45), min_size=1, max_size=6, unique=True))
def test_sheet_names_are_legal_and_unique(names: list[str]) -> None:
    book = load_workbook(BytesIO(to_xlsx({name: pd.DataFrame({"a": [1]}) for name in names})))
    assert len({name.lower() for name in book.sheetnames}) == len(names)
    assert all(0 < len(name) <= 31 and not set(name) & set("[]:*?/\\") for name in book.sheetnames)


def test_number_formats_follow_the_schema() -> None:
    frame = pd.DataFrame(
        {"engagement_rate": [0.032], "Fee": [1200.0], "followers": [1e6], "roi": [2.1], "own": [0.5], "share": [0.25]}
    )
    sheet = load_workbook(BytesIO(to_xlsx({"x": frame}, types={"own": "times"})))["x"]
    assert [cell.number_format for cell in sheet[2]] == ["0.0%", "#,##0.00", "#,##0", "0.0%", '0.00"×"', "0.0%"]
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:F2"
    assert sheet["A1"].font.bold


def test_title_and_notes_stand_on_their_own_sheet() -> None:
    data = to_xlsx({"Notes": pd.DataFrame({"a": [1]})}, title="Shortlist", notes=["=evil", "Rates are by followers."])
    assert load_workbook(BytesIO(data)).sheetnames == ["Notes", "Notes (2)"]
    assert cells(data, "Notes (2)") == [["Shortlist"], ["'=evil"], ["Rates are by followers."]]


def test_long_frames_continue_on_the_next_sheet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "_MAX_ROWS", 2)
    data = to_xlsx({"x": pd.DataFrame({"a": [1, 2, 3]})})
    assert load_workbook(BytesIO(data)).sheetnames == ["x", "x (2)"]
    assert cells(data, "x (2)") == [["a"], [3]]


def test_odd_frames() -> None:
    twice = pd.DataFrame([["=a", 1]], columns=["n", "n"])
    assert cells(to_xlsx({"x": twice}), "x") == [["n", "n"], ["'=a", 1]]
    lists = pd.DataFrame({"flags": [["=a", "b"], ("c",), []], 3: [True, False, True]})
    assert cells(to_xlsx({"x": lists}), "x")[1:] == [["'=a; b", True], ["c", False], [None, True]]
    assert load_workbook(BytesIO(to_xlsx({}))).sheetnames == ["Notes"]
    assert to_csv(pd.DataFrame({"a": []})).decode("utf-8-sig").strip() == "a"


def test_the_frame_is_left_alone() -> None:
    frame = pd.DataFrame({"=a": ["=1", None], "b": [float("inf"), 1.0]})
    before = frame.copy(deep=True)
    to_csv(frame)
    to_xlsx({"x": frame})
    pd.testing.assert_frame_equal(frame, before)


def test_template_has_every_table_and_column_explained() -> None:
    book = load_workbook(BytesIO(template_workbook()))
    assert book.sheetnames == ["Instructions", *(table.title for table in TABLES.values())]
    for table in TABLES.values():
        sheet = book[table.title]
        labels = [column.label for column in table.columns.values()]
        assert [cell.value for cell in sheet[1]][: len(labels)] == labels
        assert all(cell.comment and cell.comment.text for cell in sheet[1])


def test_a_filled_template_is_read_back_whole() -> None:
    book = load_workbook(BytesIO(template_workbook()))
    book["Creators"].append(["1", "zoe", "Zoë", "tiktok", "https://tiktok.com/@zoe", 2000, 300, 40, 120, 9])
    book["Campaigns"].append(["c1", "Spring", "1", "zoe", "tiktok", "Brand", "sales", "gifting", "video", datetime(2026, 3, 1)])
    book["Media mix"].append([datetime(2026, 3, 2), "US", 900.5, 100, 5000])
    buffer = BytesIO()
    book.save(buffer)
    tables = {table.kind: table for table in read_file(buffer.getvalue(), "template.xlsx").tables}
    assert tables["creators"].frame.iloc[0][["handle", "followers", "avg_likes"]].tolist() == ["zoe", 2000, 120]
    assert tables["campaigns"].frame["partnership_model"].tolist() == ["gifting"]
    assert tables["campaigns"].frame["start_date"].tolist() == [pd.Timestamp("2026-03-01")]
    assert tables["media_mix"].frame["influencer_spend"].tolist() == [100]


def test_template_checks_platforms_models_dates_and_signs() -> None:
    sheet = load_workbook(BytesIO(template_workbook()))["Campaigns"]
    checks = {str(check.sqref).split(":")[0][:-1]: check for check in sheet.data_validations.dataValidation}
    letter = {cell.value: cell.column_letter for cell in sheet[1]}
    assert checks[letter["Platform"]].formula1 == f'"{",".join(PLATFORMS)}"'
    assert "gifting" in checks[letter["Partnership model"]].formula1
    assert checks[letter["Start"]].type == "date"
    assert (checks[letter["Fee"]].operator, checks[letter["Fee"]].formula1) == ("greaterThanOrEqual", "0")
    assert letter["Refunds"] not in checks  # refunds are written as negative numbers in some files
