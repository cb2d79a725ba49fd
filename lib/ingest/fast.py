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
UNSEEN = (rb"\xc2[\x80-\x9f]", rb"\xe2\x80[\xaa-\xae]", rb"\xe2\x81[\xa6-\xa9]")  # in UTF-8, what the careful way cleans
UTF8_MARK = b"\xef\xbb\xbf"


def read_fast(data: bytes, name: str) -> Grid | None:
    """Return the table of a large UTF-8 text whose every row is well formed and of one width, else None."""
    body = memoryview(data)[len(UTF8_MARK) if data.startswith(UTF8_MARK) else 0 :]
    if len(data) < WORTH_IT or data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return None
    while len(body) and body[-1] in b"\r\n":
        body = body[:-1]
    dialect = _sniffed(bytes(body[:HEAD_BYTES]))
    if dialect is None or _strange(data):
        return None
    quote = dialect.quote if dialect.quote.encode() in data else ""
    if quote and not _wrapped_properly(body, dialect):
        return None
    table = _table(body, dialect, quote, not data.isascii())
    if table is None or _lost_lines(data, len(body), table.num_rows, quote):
        return None
    return plain(ColumnRows(table), name)


def _strange(data: bytes) -> bool:
    """Say whether lone carriage returns, zero bytes or unseen characters stand in the text."""
    if b"\x00" in data or (b"\r" in data and data.count(b"\r") != data.count(b"\r\n")):
        return True
    return not data.isascii() and any(re.search(one, data) for one in UNSEEN)


def _lost_lines(data: bytes, length: int, rows: int, quote: str) -> bool:
    """Say whether the reader passed over blank lines, which matter: tables end there."""
    if quote:
        return data.find(b"\n\n", 0, length) >= 0 or data.find(b"\n\r\n", 0, length) >= 0
    return data.count(b"\n", 0, length) + 1 != rows


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


def _table(body: memoryview, dialect: Dialect, quote: str, check: bool) -> pa.Table | None:
    names = [str(i) for i in range(dialect.width)]
    types = dict.fromkeys(names, pa.large_string())
    read = arrow_csv.ReadOptions(column_names=names)
    parse = arrow_csv.ParseOptions(delimiter=dialect.delimiter, quote_char=quote or False, newlines_in_values=bool(quote))
    convert = arrow_csv.ConvertOptions(column_types=types, strings_can_be_null=False, check_utf8=check)
    try:
        return arrow_csv.read_csv(pa.py_buffer(body), read_options=read, parse_options=parse, convert_options=convert)
    except (pa.ArrowInvalid, UnicodeDecodeError):
        return None
