"""Which platform a table's accounts are on, when no column says so: link, header words, file or sheet name."""

from collections.abc import Sequence

import pandas as pd
import pyarrow as pa

from lib.ingest.cells.cleaning import letters, to_arrow, uniques
from lib.ingest.cells.codes import platform_hint, platform_of_url, platform_weak
from lib.ingest.headers.header import Header


def from_links(urls: pd.Series) -> pd.Series:
    """Return the platform of each link, missing where it belongs to none."""
    cells = to_arrow(urls)
    signs = letters(cells)
    if b"/" not in signs and b"." not in signs:
        return pd.Series(index=urls.index, dtype="str")
    texts, places = uniques(cells)
    codes = pa.array([platform_of_url(text) or None for text in texts], pa.large_string())
    found = codes.take(places) if len(codes) else pa.nulls(len(urls), pa.large_string())
    return pd.Series(found.to_pandas(), dtype="str").set_axis(urls.index)


def from_words(mapped: Sequence[Header], headers: Sequence[Header], name: str, sheet: str) -> tuple[str, float]:
    """Return the platform that headers (``mapped`` ones first), the sheet's or the file's name tell, and how surely.

    ('', 0) when they tell none.
    """
    for group in (mapped, headers):
        named = {found for header in group if (found := platform_hint(header.text))}
        if len(named) == 1:
            return named.pop(), 0.85
    for text, sure in ((sheet, 0.8), (name.rpartition(".")[0] or name, 0.8)):
        if found := platform_hint(text):
            return found, sure
    weak = {found for header in headers if (found := platform_weak(header.words))}
    return (weak.pop(), 0.6) if len(weak) == 1 else ("", 0.0)
