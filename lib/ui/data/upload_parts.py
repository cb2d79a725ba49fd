"""How the upload page shows a file: its tables as cards with kind, mapping, questions, preview and ledger."""

import pandas as pd
import streamlit as st

from lib.format import number
from lib.ingest.headers.header import unique_headers
from lib.ingest.headers.recognise import UNKNOWN
from lib.ingest.model import Problem, Question, Table
from lib.report.workbook import XLSX, to_xlsx
from lib.schema import MEDIA_MIX_SUFFIXES, TABLES, column
from lib.text import _
from lib.ui.data.upload import File, correct, edited_mapping, paste, read_afresh, remove, twin
from lib.ui.parts import safe_markdown

_SURE = 0.6  # a mapping below this is shown opened
_PREVIEW = 5
_NAMED = 8
_TOLD = 5  # sentences of one kind shown per file
_CLICKS = 3  # more readings than this are a list to choose from
_READINGS = {
    "percent": _("percent"),
    "fraction": _("fractions"),
    "dmy": _("day first"),
    "mdy": _("month first"),
    ".": _("point is the decimal sign"),
    ",": _("comma is the decimal sign"),
}


def file_card(place: int, file: File, locale: str) -> None:
    """Draw one file: name, problems, and a card per table."""
    source = file.source
    with st.container(border=True):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f":material/description: **{safe_markdown(source.name or _('Pasted table'))}**", width="stretch")
            st.button(
                _("Remove"), key=f"remove_{file.key}", type="tertiary", icon=":material/close:", on_click=remove, args=(place,)
            )
        if same := twin(place):
            st.warning(_("Same content as “{name}”: its rows count once. Remove one of the two.", name=safe_markdown(same)))
        _problems(source.problems)
        for index, table in enumerate(source.tables):
            _table(place, index, table, file, locale)


def paste_panel() -> None:
    """Draw the way in for a table copied from a spreadsheet, a web page or a message."""
    with st.popover(_("Paste a table"), icon=":material/content_paste:", type="tertiary"), st.form("paste", clear_on_submit=True):
        text = st.text_area(_("Table, with its header row"), height=180, placeholder=_("Copy cells and paste them here"))
        if st.form_submit_button(_("Read it")) and text.strip():
            paste(text)
            st.rerun()


def _problems(problems: list[Problem]) -> None:
    """Draw errors and warnings as one box each, and what is good to know about single cells and rows in small print."""
    for severity, show in (("error", st.error), ("warning", st.warning)):
        if told := [problem.message for problem in problems if problem.severity == severity]:
            show("  \n".join(safe_markdown(message) for message in [*told[:_TOLD], *_more(told)]))
    if noted := [problem.message for problem in problems if problem.severity == "info" and problem.row is not None]:
        st.caption("  \n".join(safe_markdown(message) for message in [*noted[:_TOLD], *_more(noted)]))


def _more(messages: list[str]) -> list[str]:
    return [_("{more} more are in the ledger.", more=len(messages) - _TOLD)] if len(messages) > _TOLD else []


def _table(place: int, index: int, table: Table, file: File, locale: str) -> None:
    key = f"{file.key}_{index}"
    with st.container(border=len(file.source.tables) > 1):
        left, right = st.columns([2, 3], vertical_alignment="center")
        with left:
            _kind(place, index, table, key)
        right.markdown(_summary(table, locale, file.answers.get(index, {})))
        if index in file.recalled:
            with st.container(horizontal=True, vertical_alignment="center"):
                st.caption(_(":material/history: Read as you corrected a table with these headers before."), width="content")
                afresh = {"on_click": read_afresh, "args": (place, index), "key": f"afresh_{key}"}
                st.button(_("Read it afresh"), type="tertiary", icon=":material/restart_alt:", **afresh)
        for question in table.questions:
            _question(place, index, question, key)
        if table.kind != UNKNOWN:
            st.caption(safe_markdown(_pairs(table)))
            doubtful = any(sure < _SURE for name, sure in table.confidence.items() if name in table.mapping)
            with st.expander(_columns_title(table, locale), expanded=doubtful, key=f"columns_{key}"):
                _mapping(place, index, table, key)
        with st.expander(_("First rows and ledger"), key=f"rows_{key}"):
            _preview(table, key, locale)


def _kind(place: int, index: int, table: Table, key: str) -> None:
    kinds = [*TABLES, UNKNOWN]
    title = _("What is “{sheet}”?", sheet=table.sheet) if table.sheet else _("What is this table?")
    chosen = st.selectbox(safe_markdown(title), kinds, index=kinds.index(table.kind), format_func=kind_label, key=f"kind_{key}")
    if chosen != table.kind:
        correct(place, index, kind=chosen)
        st.rerun()


def kind_label(kind: str) -> str:
    """Return what a marketer calls a table kind."""
    return TABLES[kind].title if kind in TABLES else _("Leave out")


def _summary(table: Table, locale: str, answers: dict[str, str]) -> str:
    rows = number(table.ledger.rows_kept, locale)
    if table.kind == UNKNOWN:
        return _(":material/help: {rows} rows, not recognised. Choose what they are, or leave them out.", rows=rows)
    aside = table.ledger.rows_read - table.ledger.rows_kept
    asked = any(question.column not in answers for question in table.questions)
    icon = ":material/help:" if asked else ":material/check_circle:"
    if not aside:
        return _("{icon} {rows} rows; one row is {row}.", icon=icon, rows=rows, row=TABLES[table.kind].row)
    return _(
        "{icon} {rows} rows kept, {aside} set aside; one row is {row}.",
        icon=icon, rows=rows, aside=number(aside, locale), row=TABLES[table.kind].row,
    )  # fmt: skip


def _pairs(table: Table) -> str:
    """Return the mapping as one line: "Followers ← Subscribers count · Price ← Rate"."""
    pairs = [f"{column(table.kind, name).label} ← {header}" for name, header in table.mapping.items()]
    more = _(" · and {more} more", more=len(pairs) - _NAMED) if len(pairs) > _NAMED else ""
    return " · ".join(pairs[:_NAMED]) + more


def _columns_title(table: Table, locale: str) -> str:
    named, every = len(table.mapping), len(table.mapping) + len(table.unmapped)
    return _("{named} of {every} columns understood", named=number(named, locale), every=number(every, locale))


def _question(place: int, index: int, question: Question, key: str) -> None:
    given = question.chosen
    if len(question.options) > _CLICKS:
        codes = list(question.options)
        chosen = st.selectbox(
            safe_markdown(question.text),
            codes,
            index=codes.index(given) if given in codes else None,
            placeholder=_("Not said in the file"),
            key=f"ask_{key}_{question.column}",
        )
    else:
        chosen = st.segmented_control(
            safe_markdown(question.text), list(question.options), default=given,
            format_func=lambda code: _reading(question, code), key=f"ask_{key}_{question.column}", required=True,
        )  # fmt: skip
    if chosen and chosen != given:
        correct(place, index, answer=(question.column, chosen))
        st.rerun()


def _reading(question: Question, code: str) -> str:
    return f"{_READINGS.get(code, code)}: {', '.join(question.options[code][:3])}"


def _mapping(place: int, index: int, table: Table, key: str) -> None:
    """Draw the editable list of headers and what each stands for."""
    labels = _labels(table)
    headers = list(table.mapping.values()) + table.unmapped
    means = [labels[name] for name in table.mapping] + [None] * len(table.unmapped)
    sure = [table.confidence.get(name) for name in table.mapping] + [None] * len(table.unmapped)
    examples = [_examples(table, header) for header in headers]
    shown = pd.DataFrame({"header": headers, "examples": examples, "means": means, "sure": sure})
    edited = st.data_editor(
        shown, hide_index=True, width="stretch", key=f"mapping_{key}", disabled=["header", "examples", "sure"],
        column_config={
            "header": st.column_config.TextColumn(_("Column in the file")),
            "examples": st.column_config.TextColumn(_("First values")),
            "means": st.column_config.SelectboxColumn(
                _("Stands for"), options=sorted(labels.values()), help=_("Empty: kept under its own name.")
            ),
            "sure": st.column_config.ProgressColumn(_("How sure"), min_value=0, max_value=1, format="percent"),
        },
    )  # fmt: skip
    names = {label: name for name, label in labels.items()}
    pairs = enumerate(zip(means, edited["means"], strict=True))
    changed = {i: names.get(new) for i, (old, new) in pairs if _text(old) != _text(new)}
    if changed:
        correct(place, index, mapping=edited_mapping(table, changed))
        st.rerun()


def _text(value: object) -> str:
    return "" if pd.isna(value) else str(value)


def _labels(table: Table) -> dict[str, str]:
    """Return canonical column -> label for a table's kind, media-mix channels included."""
    names = list(TABLES[table.kind].columns)
    if table.kind == "media_mix":
        free = [header.lower().replace(" ", "_") + suffix for header in table.unmapped for suffix in MEDIA_MIX_SUFFIXES]
        names += [name for name in [*table.mapping, *free] if name not in names]
    return {name: column(table.kind, name).label for name in names}


def _examples(table: Table, header: str) -> str:
    """Return the first filled cells under a header, as written in the file."""
    grid = table.grid
    names = unique_headers(list(grid.header) or [""] * len(grid.rows[0])) if grid else []
    if header not in names:
        return ""
    at, first = names.index(header), int(grid.has_header)
    cells = [cell for row in grid.rows[first : first + 20] if (cell := str(row[at]).strip())]
    return " · ".join(cells[:3])[:80]


def _preview(table: Table, key: str, locale: str) -> None:
    alt = _("The first rows as they were understood.")
    st.dataframe(table.frame.head(_PREVIEW), hide_index=True, key=f"preview_{key}", column_config=_shown(table), alt=alt)
    ledger = table.ledger
    st.caption(
        _("{read} rows read = {kept} kept + {aside} set aside.", read=number(ledger.rows_read, locale),
          kept=number(ledger.rows_kept, locale), aside=number(len(ledger.set_aside), locale))
    )  # fmt: skip
    if ledger.set_aside:
        st.dataframe(ledger_rows(table).head(50), hide_index=True, key=f"aside_{key}", alt=_("Rows set aside, with the reason."))
    st.download_button(
        _("Download the ledger"), data=lambda: ledger_workbook(table), file_name=f"ledger_{table.sheet or table.kind}.xlsx",
        mime=XLSX, key=f"ledger_{key}", icon=":material/download:", type="tertiary", on_click="ignore",
    )  # fmt: skip


def _shown(table: Table) -> dict[str, object]:
    """Return how each canonical column is shown: its label, numbers as the reader's locale writes them."""
    specs = {} if table.kind == UNKNOWN else {name: spec for name in table.frame if (spec := column(table.kind, name))}
    formats = {"count": "localized", "money": "localized", "seconds": "localized", "rate": "percent"}
    kinds = {"date": st.column_config.DateColumn, "flag": st.column_config.CheckboxColumn, "text": st.column_config.TextColumn}
    return {
        name: st.column_config.NumberColumn(spec.label, format=formats[spec.type])
        if spec.type in formats
        else kinds[spec.type](spec.label)
        for name, spec in specs.items()
    }


def ledger_rows(table: Table) -> pd.DataFrame:
    """Return the rows set aside: row in the file, reason, and the row's text."""
    rows = [(row.row, row.reason, " | ".join(cell for cell in row.cells if cell)) for row in table.ledger.set_aside]
    return pd.DataFrame(rows, columns=[_("Row"), _("Reason"), _("As written")])


def cell_rows(table: Table) -> pd.DataFrame:
    """Return the cells that need a look: row in the file, column, the cell's text, and what became of it."""
    became = {"unreadable": _("could not be read, left empty"), "range": _("a range, its middle taken")}
    cells = table.ledger.cells
    return cells.assign(mark=cells["mark"].map(became)).set_axis(
        [_("Row"), _("Column"), _("As written"), _("What happened")], axis=1
    )


def ledger_workbook(table: Table) -> bytes:
    """Return the ledger as a workbook: sums, every source row with the reason beside it, and the cells that need a look."""
    words = {"measure": _("Measure"), "in_file": _("In the file"), "kept": _("Kept"), "set_aside": _("Set aside")}
    again = table.frame.index.isin(table.ledger.repaired)
    reasons = pd.Series(again, table.frame.index).map({True: _("kept, cut anew"), False: _("kept")})
    kept = table.frame.assign(**{_("Row"): table.frame.index, _("Reason"): reasons})
    kept = kept[[_("Row"), _("Reason"), *table.frame.columns]]
    sheets = {
        _("Sums"): table.ledger.sums.rename(columns=words),
        _("Set aside"): ledger_rows(table),
        _("Cells"): cell_rows(table),
        _("Kept"): kept,
    }
    return to_xlsx(sheets, title=_("Ledger of {name}", name=table.name or table.kind))
