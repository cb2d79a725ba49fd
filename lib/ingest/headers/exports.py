"""Exports known at sight: their fixed columns, and what each needs before its rows are rows of a table."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
import pandas as pd

from lib.ingest.cells.codes import words_of
from lib.ingest.headers.header import Header, fold

_FILE = Path(__file__).parent / "exports.toml"
_DAY = re.compile(r"(?<!\d)20\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?!\d)")


@dataclass(frozen=True)
class Export:
    """One known export: its kind, fixed columns (canonical -> place), places that stay unmapped, and its steps."""

    name: str
    kind: str
    places: dict[str, int]
    ignored: frozenset[int]
    steps: tuple[str, ...]
    platform: str = ""  # the platform whose own tool writes it


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
        if all(any(word in places for word in words.split("|")) for words in rule["headers"]):
            fixed = {name: places[word] for name, words in rule["columns"].items() for word in reversed(words) if word in places}
            ignored = frozenset(
                places[word] for word in rule.get("ignore", []) if word in places and places[word] not in fixed.values()
            )
            return Export(rule["name"], rule["kind"], fixed, ignored, tuple(rule.get("steps", ())), rule.get("platform", ""))
    return None


def metric_title(names: list[str], title: str, sheet: str) -> list[str]:
    """Return the headers of a one-metric export with 'Primary' replaced by the metric that its title line names."""
    words = title.strip().strip('"') or sheet
    named = next((name for name, known in words_of("terms")["metrics"].items() if fold(words) in known), words)
    return [named if fold(name) == "primary" and named else name for name in names]


def source_medium(frame: pd.DataFrame, header: str) -> pd.DataFrame:
    """Return traffic rows with 'instagram / social' split into source and medium; other frames as they are."""
    if "utm_source" not in frame or "utm_medium" in frame or not ("/" in header or "medium" in fold(header)):
        return frame
    parts = frame["utm_source"].str.split("/", n=1, expand=True)
    if parts.shape[1] < 2:
        return frame
    blank = {"(none)": np.nan, "(not set)": np.nan}
    return frame.assign(utm_source=parts[0].str.strip(), utm_medium=parts[1].str.strip().replace(blank))


def period_start(title: str) -> pd.Timestamp | None:
    """Return the first of the two days (20260701) between which a report's preamble, in any language, says its period lies."""
    days = sorted({found for found in map(_timestamp, _DAY.findall(title)) if pd.notna(found)})
    return days[0] if len(days) == 2 else None


def _timestamp(digits: str) -> pd.Timestamp:
    return pd.to_datetime(digits, format="%Y%m%d", errors="coerce")


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
