"""Cells as text: trimmed, freed of markup, with every way of writing "nothing" made missing."""

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

_TOKENS = (
    "", "n/a", "n/a'", "na", "n.a.", "n.a", "#n/a", "#n/v", "#nv", "nan", "nan%", "null", "none", "nil", "(null)", "<na>", "nat", "-", "--", "---",
    "–", "—", "−", "‐", "…", "...", ".", "?", "??", "#value!", "#valor!", "#wert!", "#valeur!", "#ref!", "#div/0!", "#name?", "#num!", "#null!",
    "#error!", "#zahl!", "#bezug!", "#¡valor!", "#¡div/0!", "#¡ref!", "#знач!", "#дел/0!", "#н/д", "#сизн", "undefined", "unknown", "not available",
    "not set", "(not set)", "no data", "tbd", "tba", "k.a.", "s/d", "s.d.", "nd", "n.d.", "н/д", "нет", "нет данных", "无", "暂无", "没有", "なし", "없음", "🔒", "🔐", "locked",
    "x", "\\n", "missing", "empty", "blank", "n\\a", "inf", "-inf", "infinity", "%",
)  # fmt: skip
# Words that are a value in some text columns ("x" is a platform, "unknown" an answer): missing only where numbers or dates stand.
_ONLY_IN_MEASURES = {"x", "unknown", "nd", "tbd", "tba", "inf", "-inf", "infinity", "%", "blank", "empty", "missing", "locked", "нет", "没有", "无", "なし", "없음", ".", "?",
                     "??", "…", "...", "none", "nil", "na", "#name?"}  # fmt: skip


_TAG = r"</?[A-Za-z][^<>]{0,200}>"
_INVISIBLE = "[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]"


def _variants(tokens: set[str]) -> pa.Array:
    return pa.array(sorted({form for token in tokens for form in (token, token.upper(), token.capitalize(), token.title())}), pa.large_string())


_MISSING = _variants(set(_TOKENS))
_MISSING_TEXT = _variants((set(_TOKENS) - _ONLY_IN_MEASURES) | {"none", "na"})


def to_arrow(cells: pd.Series) -> pa.Array:
    """Return a text column as one Arrow array of large strings."""
    found = pa.array(cells, type=pa.large_string(), from_pandas=True)
    return found.combine_chunks() if isinstance(found, pa.ChunkedArray) else found


def cleaned(cells: pd.Series, *, text: bool = False) -> pa.Array:
    """Return the cells trimmed, tags and invisible characters removed, missing tokens null.

    ``text`` True keeps words that mean something in a text column although they mean "nothing" among numbers.
    """
    trimmed = pc.utf8_trim_whitespace(to_arrow(cells))
    if pc.any(pc.match_substring(trimmed, "<")).as_py():
        trimmed = pc.utf8_trim_whitespace(pc.replace_substring_regex(trimmed, _TAG, ""))
    if not pc.all(pc.string_is_ascii(trimmed)).as_py():
        trimmed = pc.utf8_trim_whitespace(pc.replace_substring_regex(trimmed, _INVISIBLE, ""))
    missing = pc.is_in(trimmed, value_set=_MISSING_TEXT if text else _MISSING)
    return pc.if_else(missing, pa.scalar(None, pa.large_string()), trimmed)


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
