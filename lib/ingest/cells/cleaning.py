"""Cells as text: trimmed, freed of markup, with every way of writing "nothing" made missing."""

import tomllib
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

_SPACES = (b" ", b"\t", b"\n", b"\r", b"\x0b", b"\x0c", b"\x1c", b"\x1d", b"\x1e", b"\x1f")
_TAG = r"</?[A-Za-z][^<>]{0,200}>"
_INVISIBLE = "[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]"


_WORDS = tomllib.loads((Path(__file__).parents[1] / "words" / "missing.toml").read_text(encoding="utf-8"))
_MISSING = pa.array(sorted({*_WORDS["anywhere"], *_WORDS["in_measures"]}), pa.large_string())
_MISSING_TEXT = pa.array(sorted({*_WORDS["anywhere"], "none", "na"}), pa.large_string())


def to_arrow(cells: pd.Series | pa.Array) -> pa.Array:
    """Return a text column as one Arrow array of large strings."""
    if isinstance(cells, pa.Array):
        return cells
    found = pa.array(cells, type=pa.large_string(), from_pandas=True)
    return found.combine_chunks() if isinstance(found, pa.ChunkedArray) else found


def cleaned(cells: pd.Series | pa.Array, *, text: bool = False) -> pa.Array:
    """Return the cells trimmed, tags and invisible characters removed, missing tokens null.

    ``text`` True keeps words that mean something in a text column although they mean "nothing" among numbers.
    """
    trimmed = to_arrow(cells)
    signs = letters(trimmed)
    if signs.isdigit() and pc.min(pc.binary_length(trimmed)).as_py():
        return trimmed
    plain = signs.isascii()
    if not plain or any(sign in signs for sign in _SPACES):
        trimmed = pc.utf8_trim_whitespace(trimmed)
    if b"<" in signs:
        trimmed = pc.utf8_trim_whitespace(pc.replace_substring_regex(trimmed, _TAG, ""))
    if not plain:
        trimmed = pc.utf8_trim_whitespace(pc.replace_substring_regex(trimmed, _INVISIBLE, ""))
    low = pc.ascii_lower(trimmed) if plain else pc.utf8_lower(trimmed)
    missing = pc.is_in(low, value_set=_MISSING_TEXT if text else _MISSING)
    return pc.if_else(missing, pa.scalar(None, pa.large_string()), trimmed) if pc.any(missing).as_py() else trimmed


def letters(cells: pa.Array) -> bytes:
    """Return all cells' bytes run together, to ask quickly whether a sign occurs in any of them."""
    buffer = cells.buffers()[2]
    return b"" if buffer is None else buffer.to_pybytes()


def bare(cells: pd.Series, to: pa.DataType) -> pa.Array | None:
    """Return the cells cast at once to numbers or ISO timestamps, empty ones null; None when any needs a closer look."""
    raw = to_arrow(cells)
    try:
        return pc.cast(raw, to)
    except pa.ArrowInvalid:
        pass
    try:
        return pc.cast(pc.if_else(pc.equal(raw, ""), pa.scalar(None, pa.large_string()), raw), to)
    except pa.ArrowInvalid:
        return None


def uniques(cells: pa.Array) -> tuple[list[str], pa.Array]:
    """Return the distinct non-missing cells in order of appearance and, per cell, the index of its value."""
    encoded = cells.dictionary_encode()
    return encoded.dictionary.to_pylist(), encoded.indices


def repeats(cells: pa.Array) -> bool:
    """Return whether a long column holds few distinct values, judged by its beginning."""
    head = cells[:2000]
    return len(cells) > len(head) and pc.count_distinct(head).as_py() < 200
