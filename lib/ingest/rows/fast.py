"""Large delimited files, read straight into columns; where a part of one is out of order, that part alone is read with care."""

import csv
import re
from collections.abc import Iterator

import numpy as np
import pyarrow as pa
from pyarrow import csv as arrow_csv

from lib.ingest.columns import ColumnRows
from lib.ingest.model import Grid
from lib.ingest.rows.decode import decode
from lib.ingest.rows.dialect import LONGEST_RECORD, Dialect, sniff
from lib.ingest.rows.layout import tables
from lib.ingest.rows.limits import check_time
from lib.ingest.rows.plain import plain
from lib.ingest.rows.records import MOST_REPAIRED, cut_records

WORTH_IT = 400_000  # bytes; below, the careful way is as quick
HEAD_BYTES = 60_000
BLOCK = 1 << 20
MOST_WIDER = 20  # columns
LINES_TRIED = 200  # so many lines are tried as the beginning of a block
UNSEEN = (rb"\xc2[\x80-\x9f]", rb"\xe2\x80[\xaa-\xae]", rb"\xe2\x81[\xa6-\xa9]")  # in UTF-8, what the careful way cleans
UTF8_MARK = b"\xef\xbb\xbf"


def read_fast(data: bytes, name: str) -> list[Grid] | None:
    """Return the tables of a large text, None when it is small or not of a simple dialect."""
    if len(data) < WORTH_IT:
        return None
    data = _as_utf8(data)
    if data.endswith((b"\n\n", b"\n\r\n")):
        data = data.rstrip(b"\r\n")
    dialect = _sniffed(data[:HEAD_BYTES])
    if dialect is None:
        return None
    table, repaired = _table(data, dialect), []
    if table is None:
        table, repaired = _by_blocks(data, dialect)
    if table is None:
        return None
    held = [table]
    del table
    rows = ColumnRows(_in_one_piece(held))
    grid = plain(rows, name, repaired=repaired)
    return [grid] if grid else tables(list(rows), name, repaired=repaired)


def _in_one_piece(held: list[pa.Table]) -> pa.Table:
    """Return the one table of ``held`` with one piece of memory per column, so that nobody after copies a column to have it whole.

    The table is taken out of ``held``: the pieces of each column are freed as soon as it is whole.
    """
    table = held.pop()
    columns, names = [], table.column_names
    while table.num_columns:
        columns.append(table.column(0).combine_chunks())
        table = table.remove_column(0)
    return pa.table(columns, names=names)


def _as_utf8(data: bytes) -> bytes:
    if data.startswith(UTF8_MARK):
        return data[len(UTF8_MARK) :]
    if data.isascii():
        return data
    try:
        str(data, "utf-8")
        return data
    except UnicodeDecodeError:
        return decode(data).encode("utf-8", "replace")


def _sniffed(head: bytes) -> Dialect | None:
    """Return the dialect of the first lines when it is one the columnar reader speaks."""
    text = decode(head[: head.rfind(b"\n") + 1]).replace("\r\n", "\n")
    if text[:8].lower().lstrip("\"'").startswith("sep=") or text[:1] in ("<", "{", "["):
        return None
    dialect = sniff(text)
    simple = not dialect.long and not dialect.escape and dialect.delimiter.isascii() and dialect.delimiter != " "
    return dialect if simple and dialect.width > 1 else None


def _table(data: bytes, dialect: Dialect) -> pa.Table | None:
    """Return the rows when every one is well formed and of the usual width, else None."""
    if b"\x00" in data or (not data.isascii() and any(re.search(one, data) for one in UNSEEN)):
        return None
    quoted = dialect.quote.encode() in data
    if quoted and not _wrapped_properly(data, dialect):
        return None
    table = _parsed(data, dialect, quoted, over_lines=False)
    if table is not None and table.num_rows == _line_ends(data) + (not data.endswith(b"\n")):
        return table
    if not quoted or b"\n\n" in data or b"\r" in data.replace(b"\r\n", b""):
        return None  # blank lines end tables, and lone carriage returns end lines
    return _parsed(data, dialect, quoted, over_lines=True)


def _line_ends(data: bytes) -> int:
    text = np.frombuffer(data, dtype=np.uint8)
    return sum(int(np.count_nonzero(text[part : part + BLOCK] == ord("\n"))) for part in range(0, len(text), BLOCK))


def _parsed(data: bytes, dialect: Dialect, quoted: bool, over_lines: bool) -> pa.Table | None:
    names = [str(i) for i in range(dialect.width)]
    quote = dialect.quote if quoted else False
    read = arrow_csv.ReadOptions(column_names=names)
    parse = arrow_csv.ParseOptions(delimiter=dialect.delimiter, quote_char=quote, newlines_in_values=over_lines)
    types = dict.fromkeys(names, pa.large_string())
    convert = arrow_csv.ConvertOptions(column_types=types, strings_can_be_null=False, check_utf8=False)
    try:
        return arrow_csv.read_csv(pa.py_buffer(data), read, parse, convert)
    except pa.ArrowInvalid:
        return None


def _wrapped_properly(data: bytes, dialect: Dialect) -> bool:
    """Say whether every quote opens at the start of a cell, closes at its end, or is doubled inside."""
    text = np.frombuffer(data, dtype=np.uint8)
    quote, delimiter = ord(dialect.quote), ord(dialect.delimiter)
    parts = range(0, len(text), BLOCK)
    places = np.concatenate([np.flatnonzero(text[part : part + BLOCK] == quote) + part for part in parts])
    if len(places) % 2:
        return False
    edge = np.zeros(256, dtype=bool)
    edge[[quote, delimiter, ord("\n"), ord("\r")]] = True
    opening, closing = places[::2], places[1::2]
    before = edge[text[np.maximum(opening - 1, 0)]] | (opening == 0)
    after = edge[text[np.minimum(closing + 1, len(text) - 1)]]
    return bool(before.all() and after.all())


def _by_blocks(data: bytes, dialect: Dialect) -> tuple[pa.Table | None, list[int]]:
    """Return (rows, indices of repaired rows), None when a row is far wider than usual or the header narrower."""
    parts, repaired, done, width, left = [], [], 0, dialect.width, MOST_REPAIRED
    for block in _blocks(data, dialect):
        check_time()
        part = _table(block, dialect)
        if part is None:
            text = decode(block).replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
            found = cut_records(text.removesuffix("\n"), dialect, left)
            left -= found.spent
            width = max(width, *map(len, found.rows))
            if width > dialect.width + MOST_WIDER or (not done and len(found.rows[0]) < dialect.width):
                return None, []
            repaired += [done + i for i in found.repaired]
            part = _padded(found.rows, width)
        parts.append(part)
        done += part.num_rows
    return pa.concat_tables([_widened(part, width) for part in parts]), repaired


def _padded(rows: list[list[str]], width: int) -> pa.Table:
    columns = zip(*(row + [""] * (width - len(row)) for row in rows), strict=True)
    return pa.table([pa.array(column, pa.large_string()) for column in columns], names=[str(i) for i in range(width)])


def _widened(table: pa.Table, width: int) -> pa.Table:
    for i in range(table.num_columns, width):
        table = table.append_column(str(i), pa.repeat(pa.scalar("", pa.large_string()), table.num_rows))
    return table


def _blocks(data: bytes, dialect: Dialect) -> Iterator[bytes]:
    """Yield about a megabyte after the other, each beginning with a line that is a row of the usual width."""
    begin = 0
    while begin < len(data):
        end = _row_start(data, begin + BLOCK, dialect)
        yield data[begin:end]
        begin = end


def _row_start(data: bytes, at: int, dialect: Dialect) -> int:
    """Return the first place at or after ``at`` where a row of the usual width begins, or the end."""
    for _ in range(LINES_TRIED):
        at = data.find(b"\n", at) + 1
        if not at or data.find(b"\n", at) < 0:
            return len(data)
        lines = data[at : at + HEAD_BYTES].decode("utf-8", "replace").split("\n")[:LONGEST_RECORD]
        try:
            row = next(dialect.reader(line + "\n" for line in lines), [])
        except csv.Error:
            continue
        if len(row) == dialect.width:
            return at
    return at
