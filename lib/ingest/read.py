"""Rows to tables: the file's grids recognised, mapped, typed and accounted for."""

import logging
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import numpy as np
import pandas as pd

from lib.ingest.cancelled import with_states
from lib.ingest.cells.cleaning import to_arrow
from lib.ingest.columns import each
from lib.ingest.completed import completed
from lib.ingest.facts import counted_elsewhere, upright
from lib.ingest.headers.content import Profile, profile
from lib.ingest.headers.exports import (
    Export,
    fixed_columns,
    known_export,
    metric_title,
)
from lib.ingest.headers.header import Header, in_groups, parse_header, unique_headers
from lib.ingest.headers.mapping import Assignment, assign, candidates
from lib.ingest.headers.recognise import UNKNOWN, recognise
from lib.ingest.headers.synonyms_index import writing
from lib.ingest.headers.wide import per_platform
from lib.ingest.lines import kept_rows
from lib.ingest.model import Grid, Import, IngestError, Problem, Table
from lib.ingest.problems import table_problems
from lib.ingest.proof import Reading, ledger
from lib.ingest.rows.grid import read_grid
from lib.ingest.rows.limits import check_time, time_limit
from lib.ingest.rows.prose import is_prose
from lib.ingest.values import Context, Typed, as_text, text_series, typed
from lib.schema import DTYPES, TABLES, column
from lib.text import _

_LOG = logging.getLogger("true_reach")


def read_file(source: bytes | Path, name: str = "") -> Import:
    """Return every table of a file, typed and with its ledger; ``name`` is its file name.

    A file that cannot be read gives no tables and one problem of severity 'error'; nothing else is raised.
    """
    name = (name or (source.name if isinstance(source, Path) else "")).encode("utf-8", "replace").decode()
    try:
        data = source.read_bytes() if isinstance(source, Path) else bytes(source)
    except OSError:
        text = _("This file could not be opened: it may have been moved or locked by another program.")
        return Import([], [Problem(text, name, severity="error")], name)
    with ThreadPoolExecutor(1) as aside:
        digest = aside.submit(lambda: sha256(data).hexdigest()[:32])
        tables, problems = _read(data, name)
    return Import(tables, problems, name, digest.result())


def _read(data: bytes, name: str) -> tuple[list[Table], list[Problem]]:
    try:
        with time_limit():
            tables, problems = _read_tables(read_grid(data, name), name)
    except IngestError as error:
        return [], [Problem(str(error), name, severity="error")]
    except Exception:
        _LOG.exception("rows of %s", name)
        text = _("This file could not be read as a table; save it as CSV or XLSX from your spreadsheet program and try again.")
        return [], [Problem(text, name, severity="error")]
    if not tables and not problems:
        problems.append(Problem(_("This file holds no table: it is empty or has a header without rows."), name, severity="error"))
    return tables, problems


def _read_tables(grids: list[Grid], name: str) -> tuple[list[Table], list[Problem]]:
    """Return the tables that could be read, and a problem for each one that could not or that the user should look at."""
    tables, problems = [], []
    for grid in grids:
        if len(grid.rows) <= grid.has_header:
            continue
        check_time()
        try:
            tables += _accounts(read_table(upright(grid), name), grid)
        except Exception:
            _LOG.exception("table %s of %s", grid.name, name)
            text = _("The table “{sheet}” could not be read; the rest of the file was.", sheet=grid.name)
            problems.append(Problem(text, name, grid.name, severity="error"))
    if any(table.kind != UNKNOWN for table in tables):
        prose = [table for table in tables if table.kind == UNKNOWN and table.grid and is_prose(table.grid)]
        tables = [table for table in tables if not any(table is other for other in prose)]
        problems += [_left_out(table) for table in prose]
    tables, counted = _counted_once(tables)
    return tables, [*problems, *counted, *(problem for table in tables for problem in table_problems(table))]


def _counted_once(tables: list[Table]) -> tuple[list[Table], list[Problem]]:
    """Return the tables, without the measures that others of the file hold in detail, and a word about it."""
    kept, problems = [], []
    for table in tables:
        twice = counted_elsewhere(table, tables)
        if twice:
            facts = {"columns": ", ".join(f"“{table.mapping[key]}”" for key in twice), "sheet": table.sheet}
            text = _("{columns} in “{sheet}” sum up the other tables of this file, so they do not count a second time.", **facts)
            problems.append(Problem(text, table.name, table.sheet, severity="info"))
            table = remap(table, mapping={key: header for key, header in table.mapping.items() if key not in twice})
        kept.append(table)
    return kept, problems


def _accounts(table: Table, grid: Grid) -> list[Table]:
    """Return a creator list with columns for several platforms as one table per platform, any other table as it is."""
    parts = per_platform(grid) if table.kind == "creators" else [grid]
    return [read_table(part, table.name, "creators") for part in parts] if len(parts) > 1 else [table]


def _left_out(table: Table) -> Problem:
    text = _("“{sheet}” holds sentences and no table, so it was left out.", sheet=table.sheet)
    return Problem(text, table.name, table.sheet, row=1, severity="info")


def remap(
    table: Table, kind: str | None = None, mapping: Mapping[str, str] | None = None, answers: Mapping[str, str] | None = None
) -> Table:
    """Return ``table`` read again as ``kind`` (None: as it is), with ``mapping`` (canonical -> header; None: found anew when
    the kind changes) and ``answers`` to its questions (canonical column -> reading code)."""
    if table.grid is None:
        raise IngestError(_("This table's source is no longer at hand; upload the file again to change its mapping."))
    wanted = kind or table.kind
    if mapping is None and wanted == table.kind:
        mapping = table.mapping
    return read_table(table.grid, table.name, wanted, mapping, dict(answers or {}))


def read_table(
    grid: Grid, name: str, kind: str | None = None, mapping: Mapping[str, str] | None = None, answers: dict[str, str] | None = None
) -> Table:
    """Return one grid as a typed table; ``kind``, ``mapping`` and ``answers`` override what the grid itself suggests."""
    source = grid.frame()
    cells = pd.DataFrame({place: text_series(to_arrow(source.iloc[:, place]), source.index) for place in range(source.shape[1])})
    names = unique_headers(grid.header or [""] * cells.shape[1])
    headers = [parse_header(header) for header in grid.header or names]
    export = known_export(headers)
    if export and "metric_title" in export.steps:
        names = metric_title(names, grid.title, grid.name)
        headers = [parse_header(header) for header in names]
    headers = in_groups(headers, next((row.cells for row in grid.aside if row.reason == "header"), []))
    profiles = [profile(cells[place]) for place in cells]
    kind, chosen = _understood(headers, profiles, names, f"{Path(name).stem} {grid.name}", export, kind, mapping)
    cells, aside = kept_rows(cells, kind, chosen.places, headers)
    if kind == UNKNOWN:
        frame = _named(pd.DataFrame({place: as_text(cells[place]) for place in cells}), names, {}, ())
        proof = ledger(grid, frame, cells, aside, Reading(UNKNOWN, {}, names, {}))
        return Table(UNKNOWN, frame, {}, names, proof, name, grid.name, grid=grid)
    parts = _type_all(cells, kind, chosen, headers, answers or {})
    told = (export.platform, 0.95) if export and export.platform else None
    frame, confidence, questions = completed(parts, cells, kind, chosen, headers, grid, name, answers or {}, told)
    unmapped = [place for place in range(len(names)) if place not in chosen.places.values()]
    frame = with_states(frame, kind, cells[unmapped], headers)
    rest = pd.DataFrame({place: as_text(cells[place]) for place in unmapped}, index=cells.index)
    frame = _ordered(frame, _named(rest, names, frame, TABLES[kind].columns), kind)
    return Table(
        kind,
        frame,
        {key: names[place] for key, place in chosen.places.items()},
        [names[place] for place in unmapped],
        ledger(grid, frame, cells, aside, Reading(kind, chosen.places, names, parts)),
        name,
        grid.name,
        confidence,
        questions,
        grid,
    )


def _understood(
    headers: list[Header],
    profiles: list[Profile],
    names: list[str],
    title: str,
    export: Export | None,
    kind: str | None,
    mapping: Mapping[str, str] | None,
) -> tuple[str, Assignment]:
    """Return the kind and the mapping: the user's where given, else the known export's, else by evidence."""
    if kind is not None and (mapping is not None or kind == UNKNOWN):
        return kind, _given(mapping or {}, names, headers, profiles, kind)
    if export and export.kind and kind in (None, export.kind):
        if export.kind == UNKNOWN:
            return UNKNOWN, Assignment({}, {})
        found = assign(headers, profiles, export.kind)
        places = fixed_columns(export, found.places)
        return export.kind, Assignment(places, {key: 1.0 if key in export.places else found.confidence[key] for key in places})
    if kind is not None:
        return kind, assign(headers, profiles, kind)
    return recognise(headers, profiles, title)


def _given(mapping: Mapping[str, str], names: list[str], headers: list[Header], profiles: list[Profile], kind: str) -> Assignment:
    """Return the user's mapping as an assignment; unknown headers and columns are left out."""
    places = {
        key: names.index(header) for key, header in mapping.items() if header in names and kind != UNKNOWN and column(kind, key)
    }
    sure = {key: max(candidates(headers[place], profiles[place], kind).get(key, 0.0), 0.9) for key, place in places.items()}
    return Assignment(places, sure)


def _ordered(frame: pd.DataFrame, rest: pd.DataFrame, kind: str) -> pd.DataFrame:
    """Return canonical columns in schema order and dtype, the unmapped ones after them, without copying the cells."""
    names = [name for name in TABLES[kind].columns if name in frame] + [name for name in frame if name not in TABLES[kind].columns]
    typed_columns = {name: frame[name].astype(DTYPES[column(kind, name).type]) for name in names}
    return pd.DataFrame({**typed_columns, **{name: rest[name] for name in rest}}, index=frame.index, copy=False)


def _named(frame: pd.DataFrame, names: list[str], taken: object, reserved: object) -> pd.DataFrame:
    """Return unmapped columns under their own headers; one that bears a canonical name is marked '(file)'."""
    low = {str(key).casefold() for key in taken} | {str(key).casefold() for key in reserved}  # type: ignore[union-attr]
    return frame.set_axis([f"{names[place]} (file)" if names[place].casefold() in low else names[place] for place in frame], axis=1)


def _type_all(
    cells: pd.DataFrame, kind: str, chosen: Assignment, headers: list[Header], answers: dict[str, str]
) -> dict[str, Typed]:
    """Return the typed columns; what some columns prove about decimal signs and date order settles the doubtful ones."""
    words = [headers[place].words for place in chosen.places.values()]
    context = Context(answers=answers, thousand=writing(words, kind).get("thousand", ""))

    def read(key: str) -> Typed:
        place = chosen.places[key]
        return typed(cells[place], column(kind, key), headers[place], context)

    first = [key for key in chosen.places if column(kind, key).type != "rate"]
    parts = dict(zip(first, each(read, first, len(cells)), strict=True))
    context = replace(context, **_habits(parts, words, kind))
    for key, part in parts.items():
        if part.question and key not in answers and column(kind, key).type != "text":
            parts[key] = read(key)
    for key in chosen.places:
        if column(kind, key).type == "rate":
            context = replace(context, expected_rate=_expected_rate(parts) if key == "engagement_rate" else None)
            parts[key] = read(key)
    return {key: parts[key] for key in chosen.places}


def _habits(parts: dict[str, Typed], words: list[str], kind: str) -> dict[str, str]:
    """Return the table's decimal sign and date order: by the columns that prove one, else by its headers' language."""
    proofs = [part.proof for part in parts.values() if part.proof]
    habits = writing(words, kind)
    for name, signs in (("decimal", (".", ",")), ("order", ("dmy", "mdy"))):
        found = [proof for proof in proofs if proof in signs]
        if found:
            habits[name] = max(signs, key=found.count)
    return habits


def _expected_rate(parts: dict[str, Typed]) -> Callable[[np.ndarray], np.ndarray] | None:
    """Return what recomputes engagements per follower at given rows from other columns; None when they are not there."""
    if "followers" not in parts or not {"avg_engagements", "avg_likes"} & set(parts):
        return None
    names = ["avg_engagements"] if "avg_engagements" in parts else [name for name in ("avg_likes", "avg_comments") if name in parts]

    def at(rows: np.ndarray) -> np.ndarray:
        engagements, *comments = (parts[name].series.to_numpy()[rows] for name in names)
        followers = parts["followers"].series.to_numpy()[rows]
        whole = engagements + (np.nan_to_num(comments[0]) if comments else 0)
        return np.divide(whole, followers, out=np.full(len(rows), np.nan), where=followers > 0)

    return at
