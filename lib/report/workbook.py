"""Tables as CSV and XLSX bytes that are safe to open: formulas neutralised, control characters removed, numbers as numbers."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from io import BytesIO
from numbers import Number
from types import MappingProxyType

import pandas as pd
from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from lib.charts.palette import ACCENT
from lib.schema import PARTNERSHIP_MODELS, PLATFORMS, TABLES, Column, TableSchema
from lib.text import _

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv"

NUMBER_FORMATS: MappingProxyType[str, str] = MappingProxyType(
    {
        "count": "#,##0",
        "money": "#,##0.00",
        "rate": "0.0%",
        "date": "yyyy-mm-dd",
        "seconds": "0.0",
        "score": "0",
        "times": '0.00"×"',
    }
)
_DERIVED = {
    "money": "value profit cpm cpe cpc cpv cac aov break_even_fee",
    "rate": "roi roi_direct conversion_rate authentic_share confidence growth",
    "score": "authenticity",
    "times": "roas",
    "count": "n",
}
_HEAD_FONT, _HEAD_FILL = Font(bold=True, color="FFFFFF"), PatternFill("solid", fgColor=ACCENT.lstrip("#"))
_HEAD_PLACE = Alignment(vertical="center", wrap_text=True)
_TEMPLATE_ROWS = 5_000  # rows under each header that carry the validation
_CHOICES = MappingProxyType({"platform": PLATFORMS, "partnership_model": PARTNERSHIP_MODELS})
_CHANNELS = tuple(  # examples of media-mix channels; any other name before "spend" and "impressions" does as well
    Column(
        f"{name}_{measure}",
        kind,
        f"{name.replace('_', ' ').capitalize()} {measure}",
        _("{measure} of this channel", measure=measure),
    )
    for name in ("influencer", "paid_social", "paid_search")
    for measure, kind in (("spend", "money"), ("impressions", "count"))
)
_MAY_FALL = ("follower_change", "follower_growth_30d", "amount", "refunds")  # counts and money that may be negative
_FORMULA_SIGNS = tuple("=+-@\t\r＝＋－＠")
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_SHEET_SIGNS = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_MAX_TEXT = 32_767  # characters Excel keeps in one cell
_MAX_ROWS = 1_048_575  # rows Excel keeps under one header
_WIDTH_SAMPLE = 200


def neutral(value: object) -> object:
    """Return text without illegal characters and unable to start a formula; lists joined; numbers, dates and missing unchanged."""
    if value is None or isinstance(value, Number | date) or value is pd.NA:
        return value
    parts = value if isinstance(value, list | tuple) else [value]
    text = _ILLEGAL.sub("", "; ".join(str(part) for part in parts))[: _MAX_TEXT - 1]
    return f"'{text}" if text.startswith(_FORMULA_SIGNS) or text.lstrip().startswith(_FORMULA_SIGNS) else text


def neutralised(frame: pd.DataFrame) -> pd.DataFrame:
    """Return ``frame`` with every header and text cell made safe and infinite numbers missing; the rest is untouched."""
    columns = [_safe_column(frame.iloc[:, i]) for i in range(frame.shape[1])]
    safe = pd.concat(columns, axis=1) if columns else frame
    return safe.set_axis([neutral(str(name)) for name in frame.columns], axis=1)


def _safe_column(values: pd.Series) -> pd.Series:
    if pd.api.types.is_float_dtype(values):
        return values.where(~values.isin([float("inf"), float("-inf")]))
    if pd.api.types.is_numeric_dtype(values) or pd.api.types.is_datetime64_any_dtype(values):
        return values
    return values.astype(object).map(neutral, na_action="ignore")


def to_csv(frame: pd.DataFrame) -> bytes:
    """Return ``frame`` without its index as UTF-8 CSV with a byte-order mark (spreadsheets then read accents rightly)."""
    return neutralised(frame).to_csv(index=False, lineterminator="\r\n").encode("utf-8-sig")


def to_xlsx(
    sheets: Mapping[str, pd.DataFrame],
    title: str = "",
    notes: Sequence[str] = (),
    types: Mapping[str, str] | None = None,
) -> bytes:
    """Return one workbook, one sheet per frame (without index), with a "Notes" sheet last when there is a title or a note.

    Number formats follow the column's canonical type (``lib.schema``, by name or label); ``types`` adds or overrides
    column -> key of ``NUMBER_FORMATS``. A frame longer than a sheet continues on the next one.
    """
    book = Workbook(write_only=True)
    book.properties.title = str(neutral(title)) or None
    taken: set[str] = set()
    for name, frame in sheets.items():
        for part in _parts(frame):
            _write_sheet(book.create_sheet(_sheet_name(name, taken)), part, {**_TYPES, **(types or {})})
    if title or notes or not sheets:
        _write_notes(book.create_sheet(_sheet_name(_("Notes"), taken)), title, notes)
    return saved(book)


def saved(book: Workbook) -> bytes:
    """Return the bytes of ``book``."""
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _types() -> dict[str, str]:
    derived = {name: kind for kind, names in _DERIVED.items() for name in names.split()}
    columns = [column for table in TABLES.values() for column in table.columns.values()]
    return derived | {c.label: c.type for c in columns} | {c.name: c.type for c in columns}


_TYPES = _types()


def _parts(frame: pd.DataFrame) -> Iterator[pd.DataFrame]:
    for start in range(0, max(len(frame), 1), _MAX_ROWS):
        yield frame.iloc[start : start + _MAX_ROWS]


def _sheet_name(asked: str, taken: set[str]) -> str:
    base = _SHEET_SIGNS.sub(" ", str(asked)).strip(" '")[:31] or "Sheet"
    base = "History_" if base.lower() == "history" else base  # a name Excel keeps for itself
    name, count = base, 1
    while name.lower() in taken:
        count += 1
        name = f"{base[: 31 - len(str(count)) - 3]} ({count})"
    taken.add(name.lower())
    return name


def _write_sheet(sheet: WriteOnlyWorksheet, frame: pd.DataFrame, types: Mapping[str, str]) -> None:
    formats = [_number_format(frame.iloc[:, i], types) for i in range(frame.shape[1])]
    safe = neutralised(frame)
    for i, width in enumerate(_widths(safe, formats), start=1):
        sheet.column_dimensions[get_column_letter(i)].width = width
    sheet.freeze_panes = "A2"
    if len(safe.columns):
        sheet.auto_filter.ref = f"A1:{get_column_letter(len(safe.columns))}{len(safe) + 1}"
    sheet.append([_head(sheet, name) for name in safe.columns])
    cells = [WriteOnlyCell(sheet) for _column in formats]  # written at once on append: one cell per column serves every row
    for cell, number_format in zip(cells, formats, strict=True):
        cell.number_format = number_format
    for row in zip(*(_values(safe.iloc[:, i]) for i in range(safe.shape[1])), strict=True):
        sheet.append([_filled(cell, value) for cell, value in zip(cells, row, strict=True)])


def _head(sheet: WriteOnlyWorksheet, text: object) -> Cell:
    cell = WriteOnlyCell(sheet, value=str(text))
    cell.data_type = "s"
    cell.font, cell.fill, cell.alignment = _HEAD_FONT, _HEAD_FILL, _HEAD_PLACE
    return cell


def _filled(cell: Cell, value: object) -> Cell | None:
    if value is None:
        return None  # an empty cell is not written at all
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"  # "#N/A" stays text, never an error value
    return cell


def _number_format(values: pd.Series, types: Mapping[str, str]) -> str:
    if pd.api.types.is_datetime64_any_dtype(values):
        dates = values.dropna()
        return "yyyy-mm-dd" if (dates == dates.dt.normalize()).all() else "yyyy-mm-dd hh:mm"
    if not pd.api.types.is_numeric_dtype(values) or pd.api.types.is_bool_dtype(values):
        return "General"
    if values.name in types and types[values.name] in NUMBER_FORMATS:
        return NUMBER_FORMATS[types[values.name]]
    known = values.dropna()
    return "#,##0" if (known % 1 == 0).all() else "#,##0.00"


def _values(values: pd.Series) -> Iterable[object]:
    """Return plain Python values, None where missing, dates without time zone."""
    if isinstance(values.dtype, pd.DatetimeTZDtype):
        values = values.dt.tz_localize(None)
    return values.astype(object).where(values.notna(), None).tolist()


def _widths(frame: pd.DataFrame, formats: Sequence[str]) -> list[float]:
    head = frame.head(_WIDTH_SAMPLE)
    widths = []
    for i, number_format in enumerate(formats):
        shown = head.iloc[:, i].dropna().astype(str).str.len()
        longest = 12 if number_format != "General" else int(shown.max()) if len(shown) else 8
        widths.append(float(min(max(longest, len(str(frame.columns[i])) + 4) + 2, 60)))
    return widths


def _write_notes(sheet: WriteOnlyWorksheet, title: str, notes: Sequence[str]) -> None:
    sheet.column_dimensions["A"].width = 110
    if title:
        cell = WriteOnlyCell(sheet, value=str(neutral(title)))
        cell.font = Font(bold=True, size=14)
        sheet.append([cell])
    for note in notes:
        cell = WriteOnlyCell(sheet, value=str(neutral(note)))
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        sheet.append([cell])


def template_workbook() -> bytes:
    """Return an empty workbook to fill in: instructions, then one sheet per table with explained headers and checked cells."""
    book = Workbook()
    book.properties.title = _("True Reach template")
    _write_instructions(book.active)
    for table in TABLES.values():
        _write_template(book.create_sheet(table.title), table)
    return saved(book)


def _write_instructions(sheet: Worksheet) -> None:
    sheet.title = _("Instructions")
    sheet.column_dimensions["A"].width = 110
    lines = [
        _("How to use this workbook"),
        _("Fill in the sheets you have figures for and leave the others empty; then drop the file on the Upload page."),
        _("Keep the header row. Point at a header to read what belongs in its column. No column is compulsory."),
        _("Leave a cell empty when you do not know the figure: 0 means a measured zero, empty means unknown."),
        _("Write rates as percent (3.2%), dates as 2026-03-31, and currencies as ISO codes (USD, EUR)."),
        _("Rows link by creator ID, else by handle and platform; by campaign ID, else by campaign name, code or UTM tag."),
        *(_("{title}: one row is {row}.", title=table.title, row=table.row) for table in TABLES.values()),
    ]
    for line in lines:
        sheet.append([line])
    sheet["A1"].font = Font(bold=True, size=14)


def _write_template(sheet: Worksheet, table: TableSchema) -> None:
    sheet.freeze_panes = "A2"
    columns = [*table.columns.values(), *(_CHANNELS if table.kind == "media_mix" else ())]
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}1"
    for i, column in enumerate(columns, start=1):
        letter = get_column_letter(i)
        head = sheet.cell(1, i, column.label)
        head.font, head.fill, head.alignment = _HEAD_FONT, _HEAD_FILL, _HEAD_PLACE
        head.comment = Comment(_explained(column), "True Reach", height=80, width=260)
        sheet.column_dimensions[letter].width = max(len(column.label) + 4, 12)
        sheet.column_dimensions[letter].number_format = NUMBER_FORMATS.get(column.type, "General")
        if check := _validation(column):
            sheet.add_data_validation(check)
            check.add(f"{letter}2:{letter}{_TEMPLATE_ROWS + 1}")


def _explained(column: Column) -> str:
    meaning = column.meaning[:1].upper() + column.meaning[1:]
    hints = {
        "money": _("Money, as a plain number in the row's currency."),
        "rate": _("A percentage, such as 3.2%."),
        "date": _("A date, such as 2026-03-31."),
        "flag": _("yes or no."),
        "count": _("A number."),
    }
    return f"{meaning}. {hints.get(column.type, '')}".strip()


def _validation(column: Column) -> DataValidation | None:
    """Return the check that fits the column; it warns rather than forbids, since files are never refused for a cell."""
    warn = {"allow_blank": True, "errorStyle": "warning", "errorTitle": column.label, "error": _explained(column)}
    choices = _CHOICES.get(column.name, ("yes", "no") if column.type == "flag" else ())
    if choices:
        return DataValidation(type="list", formula1=f'"{",".join(choices)}"', **warn)
    if column.type == "date":
        return DataValidation(type="date", operator="greaterThan", formula1="DATE(2000,1,1)", **warn)
    if column.name == "currency":
        return DataValidation(type="textLength", operator="equal", formula1="3", **warn)
    if column.type in ("count", "money", "rate", "seconds") and column.name not in _MAY_FALL:
        return DataValidation(type="decimal", operator="greaterThanOrEqual", formula1="0", **warn)
    return None
