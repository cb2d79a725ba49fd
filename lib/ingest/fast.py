"""Large delimited files in good order, read straight into columns; anything out of order is left to the careful way."""

import re
from dataclasses import replace

import numpy as np
import pyarrow as pa
from pyarrow import csv as arrow_csv

from lib.ingest.columns import ColumnRows
from lib.ingest.decode import decode
from lib.ingest.dialect import Dialect, sniff
from lib.ingest.model import Grid
from lib.ingest.plain import plain

WORTH_IT = 400_000  # bytes; below, the careful way is as quick
HEAD_BYTES = 60_000
STRANGE = (rb"\x00", rb"\xc2[\x80-\x9f]", rb"\xe2\x80[\xaa-\xae]", rb"\xe2\x81[\xa6-\xa9]", rb"\n\r?\n", rb"\r(?!\n)", rb"\x1f")
UTF8_MARK = b"\xef\xbb\xbf"


def read_fast(data: bytes, name: str) -> Grid | None:
    """Return the table of a large UTF-8 text whose every row is well formed and of one width, else None."""
    body = memoryview(data)[3 if data.startswith(UTF8_MARK) else 0 :]
    if len(data) < WORTH_IT or data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return None
    while len(body) and body[-1] in b"\r\n":
        body = body[:-1]
    dialect = _sniffed(bytes(body[:HEAD_BYTES]))
    if dialect is None or any(re.search(one, body) for one in STRANGE):
        return None
    quote = dialect.quote if dialect.quote.encode() in data else ""
    if quote and not _wrapped_properly(body, dialect):
        return None
    table = _table(body, dialect, quote)
    return plain(ColumnRows(table), name) if table is not None else None


def _sniffed(head: bytes) -> Dialect | None:
    """Return the dialect of the first lines when it is one the columnar reader speaks."""
    text = decode(head[: head.rfind(b"\n") + 1]).replace("\r\n", "\n")
    if text[:8].lower().lstrip("\"'").startswith("sep="):
        return None
    dialect = sniff(text)
    simple = not dialect.long and not dialect.escape and dialect.delimiter.isascii() and dialect.delimiter != " "
    return replace(dialect, score=0.0) if simple and dialect.width > 1 else None


def _wrapped_properly(body: memoryview, dialect: Dialect) -> bool:
    """Say whether every quote opens at the start of a cell, closes at its end, or is doubled inside."""
    text = np.frombuffer(body, dtype=np.uint8)
    quote, delimiter = ord(dialect.quote), ord(dialect.delimiter)
    places = np.flatnonzero(text == quote)
    if len(places) % 2:
        return False
    edge = np.zeros(256, dtype=bool)
    edge[[quote, delimiter, ord("\n"), ord("\r")]] = True
    opening, closing = places[::2], places[1::2]
    before = edge[text[np.maximum(opening - 1, 0)]] | (opening == 0)
    after = edge[text[np.minimum(closing + 1, len(text) - 1)]]
    return bool(before.all() and after.all())


def _table(body: memoryview, dialect: Dialect, quote: str) -> pa.Table | None:
    names = [str(i) for i in range(dialect.width)]
    try:
        return arrow_csv.read_csv(
            pa.py_buffer(body),
            read_options=arrow_csv.ReadOptions(column_names=names, block_size=1 << 23),
            parse_options=arrow_csv.ParseOptions(
                delimiter=dialect.delimiter, quote_char=quote or False, newlines_in_values=bool(quote), ignore_empty_lines=False
            ),
            convert_options=arrow_csv.ConvertOptions(column_types=dict.fromkeys(names, pa.large_string()), strings_can_be_null=False),
        )
    except (pa.ArrowInvalid, UnicodeDecodeError):
        return None
