"""Durations as people write them, in seconds: 0:12, 1:02:03, 12s, 1m 30s, PT1M30S."""

import re

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from lib.ingest.cells.cleaning import uniques
from lib.ingest.cells.numbers import read_numbers

_CLOCK = re.compile(r"^(?:(\d+):)?(\d{1,3}):(\d{2}(?:[.,]\d+)?)$")
_UNITS = re.compile(
    r"(\d+(?:[.,]\d+)?)\s*(h|hr|hrs|hours?|std|m|min|mins|minutes?|minuten|s|sec|secs|seconds?|sek|с|сек|мин|ч|秒|分|時間|小时|分钟)\b\.?",
    re.I,
)
_SECONDS = {"h": 3600, "std": 3600, "ч": 3600, "時": 3600, "小": 3600, "m": 60, "мин": 60, "分": 60, "s": 1, "с": 1, "秒": 1}


def seconds_of(text: str) -> float | None:
    """Return the seconds of one written duration; None when it is none (a bare number included)."""
    clock = _CLOCK.match(text.strip())
    if clock:
        return int(clock[1] or 0) * 3600 + int(clock[2]) * 60 + float(clock[3].replace(",", "."))
    text = re.sub(r"^P?T", "", text.strip(), flags=re.I)
    spaced = re.sub(r"(?<=[a-zA-Z])(?=\d)", " ", text)
    found = _UNITS.findall(spaced)
    if not found or _UNITS.sub("", spaced).strip(" ,"):
        return None
    return sum(float(amount.replace(",", ".")) * _unit(unit.lower()) for amount, unit in found)


def _unit(unit: str) -> int:
    return next((seconds for name, seconds in _SECONDS.items() if unit.startswith(name)), 1)


def read_seconds(cells: pa.Array, unit: float = 1.0) -> tuple[np.ndarray, np.ndarray]:
    """Return seconds per cell (NaN when missing) and the mask of unreadable cells; bare numbers count ``unit`` seconds each."""
    numbers = read_numbers(cells)
    values = numbers.array * unit
    if not numbers.unreadable.any():
        return values, numbers.unreadable
    texts, places = uniques(cells)
    known = [seconds_of(text) for text in texts]
    found = np.array([np.nan if value is None else value for value in known] + [np.nan])
    at = pc.fill_null(places, len(texts)).to_numpy(zero_copy_only=False)
    values = np.where(np.isfinite(found[at]), found[at], values)
    return values, pc.is_valid(cells).to_numpy(zero_copy_only=False) & np.isnan(values)
