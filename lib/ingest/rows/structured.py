"""Tables written as JSON records, to rows of text."""

import json
from collections.abc import Iterable

from lib.ingest.model import IngestError
from lib.ingest.rows.limits import MOST_CELLS, MOST_COLUMNS, timed
from lib.ingest.rows.worker import text as text_of
from lib.text import _


def json_tables(text: str) -> dict[str, list[list[str]]] | None:
    """Return name -> rows of each list of records in a JSON text, None when it holds none; the first row has the names."""
    if text.lstrip()[:1] not in ("[", "{"):
        return None
    try:
        data = json.loads(text)
    except RecursionError:
        return None
    except ValueError:
        data = _json_lines(text)
    found = dict(_record_lists(data, ""))
    return {name: _rows(records) for name, records in found.items()} or None


def _json_lines(text: str) -> list | None:
    try:
        return [json.loads(line) for line in text.split("\n") if line.strip()]
    except (ValueError, RecursionError):
        return None


def _record_lists(data: object, name: str) -> Iterable[tuple[str, list[dict]]]:
    """Yield the lists of records in ``data``, at the top or one or two names below."""
    if isinstance(data, list):
        records = [one for one in data if isinstance(one, dict)]
        if records and len(records) * 2 >= len(data):
            yield name, records
        elif data and all(isinstance(one, list) for one in data):
            names = [_cell(cell) or f"column {i + 1}" for i, cell in enumerate(data[0])]
            yield name, [dict(zip(names, one, strict=False)) for one in data[1:]]
    elif isinstance(data, dict):
        if _columnar(data):
            yield name, [dict(zip(data, values, strict=True)) for values in zip(*data.values(), strict=True)]
            return
        nested = [(key, one) for key, one in data.items() if isinstance(one, list | dict)]
        found = [pair for key, one in nested if name.count(".") < 2 for pair in _record_lists(one, f"{name}.{key}".lstrip("."))]
        yield from found if found or name else [("", [data])]


def _columnar(data: dict) -> bool:
    """Say whether a JSON object is a table by columns: several lists of plain values, equally long."""
    columns = [one for one in data.values() if isinstance(one, list)]
    even = len(columns) == len(data) > 1 and len({len(one) for one in columns}) == 1
    return even and not any(isinstance(value, dict | list) for value in columns[0])


def _rows(records: list[dict]) -> list[list[str]]:
    flat = [_flat(record) for record in timed(records)]
    names = list(dict.fromkeys(name for record in flat for name in record))
    if len(names) > MOST_COLUMNS or len(names) * len(records) > MOST_CELLS:
        message = "The records of this file have {count} different fields, more than can be read. Export fewer fields or records."
        raise IngestError(_(message, count=len(names)))
    return [names, *([record.get(name, "") for name in names] for record in flat)]


def _flat(record: dict, prefix: str = "", depth: int = 0) -> dict[str, str]:
    """Return a record with names of names joined by a point."""
    found: dict[str, str] = {}
    for key, value in record.items():
        if isinstance(value, dict) and depth < 4:
            found |= _flat(value, f"{prefix}{key}.", depth + 1)
        else:
            found[f"{prefix}{key}"] = _cell(value)
    return found


def _cell(value: object) -> str:
    if isinstance(value, list) and not any(isinstance(one, dict | list) for one in value):
        return ", ".join(_cell(one) for one in value)
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list) else text_of(value)
