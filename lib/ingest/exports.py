"""Exports known at sight: their fixed columns, and what each needs before its rows are rows of a table."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
import pandas as pd

from lib.ingest.codes import words_of
from lib.ingest.headers import Header, fold
from lib.ingest.model import SetAside

_FILE = Path(__file__).parent / "exports.toml"
_PERIOD = re.compile(r"(?:start date|date de d[ée]but|startdatum|fecha de inicio|data de in[íi]cio)\D{0,4}(\d{8})", re.I)


@dataclass(frozen=True)
class Export:
    """One known export: its kind, fixed columns (canonical -> place), places that stay unmapped, and its steps."""

    name: str
    kind: str
    places: dict[str, int]
    ignored: frozenset[int]
    steps: tuple[str, ...]


@lru_cache(maxsize=1)
def _known() -> list[dict]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))["export"]


def known_export(headers: Sequence[Header]) -> Export | None:
    """Return the export whose headers these are; None when it is none that is known."""
    places: dict[str, int] = {}
    for place, header in enumerate(headers):
        places.setdefault(header.words, place)
        places.setdefault(header.full, place)
    for rule in _known():
        if all(word in places for word in rule["headers"]):
            fixed = {name: places[word] for name, words in rule["columns"].items() for word in reversed(words) if word in places}
            ignored = frozenset(
                places[word] for word in rule.get("ignore", []) if word in places and places[word] not in fixed.values()
            )
            return Export(rule["name"], rule["kind"], fixed, ignored, tuple(rule.get("steps", ())))
    return None


def order_lines(cells: pd.DataFrame, export: Export) -> tuple[pd.DataFrame, list[SetAside]]:
    """Return one row per order: further lines of an order (same number, no total of their own) are set aside.

    Order-level fields stand on an order's first line only; the lines set aside carry none of its money.
    """
    number, total = cells[export.places["order_id"]], cells[export.places["revenue"]]
    further = number.duplicated() & total.str.strip().eq("") | number.str.strip().eq("") & total.str.strip().eq("")
    aside = [SetAside(int(row), "order line", cells.loc[row].astype(str).tolist()) for row in cells.index[further]]
    return cells[~further], aside


def metric_title(names: list[str], title: str, sheet: str) -> list[str]:
    """Return the headers of a one-metric export with 'Primary' replaced by the metric that its title line names."""
    words = title.strip().strip('"') or sheet
    named = next((name for name, known in words_of("terms")["metrics"].items() if fold(words) in known), words)
    return [named if fold(name) == "primary" and named else name for name in names]


def source_medium(frame: pd.DataFrame, header: str) -> pd.DataFrame:
    """Return traffic rows with 'instagram / social' split into source and medium; other frames as they are."""
    if "utm_source" not in frame or "utm_medium" in frame or "medium" not in fold(header):
        return frame
    parts = frame["utm_source"].str.split("/", n=1, expand=True)
    if parts.shape[1] < 2:
        return frame
    blank = {"(none)": np.nan, "(not set)": np.nan}
    return frame.assign(utm_source=parts[0].str.strip(), utm_medium=parts[1].str.strip().replace(blank))


def period_start(title: str) -> pd.Timestamp | None:
    """Return the first day of the period that a report's preamble states; None when it states none."""
    found = _PERIOD.search(title)
    return pd.Timestamp(found[1]) if found else None


def dimension_of(header: str) -> str:
    """Return which audience dimension a value column's header names ('Top territories' -> 'country'); '' when none."""
    words = fold(header)
    starts = [(part, name) for name, parts in words_of("terms")["dimensions"].items() for part in parts]
    return next((name for part, name in starts if re.search(rf"(?:^|\s){part}", words)), "")


def fixed_columns(export: Export, mapping: Mapping[str, int]) -> dict[str, int]:
    """Return the automatic mapping with the export's own columns in their place and its ignored ones left out."""
    taken = set(export.places.values()) | export.ignored
    rest = {name: place for name, place in mapping.items() if place not in taken and name not in export.places}
    return {**export.places, **rest}
