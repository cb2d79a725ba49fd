"""Proof that linking kept every sum, and the name of these rows and settings."""

import hashlib

import numpy as np
import pandas as pd
import pyarrow as pa

from lib.schema import TABLES, column
from lib.settings import Settings


class SumsChangedError(AssertionError):
    """Linking changed a sum; the message names table and measure."""


def measures(frame: pd.DataFrame, kind: str) -> pd.Series:
    """Return the sum of every money and count column of a canonical table, and its number of rows as ``rows``."""
    names = [name for name in frame if (known := column(kind, name)) and known.type in ("money", "count")]
    return pd.concat([pd.Series({"rows": float(len(frame))}), frame[names].sum()])


def prove(before: dict[str, pd.DataFrame], after: dict[str, pd.DataFrame], merged: pd.DataFrame) -> pd.DataFrame:
    """Return one row per table and measure: table, measure, before, after, merged; raise SumsChangedError when they differ.

    ``merged`` is what repeated rows of a creator held besides the row that was kept; before = after + merged.
    """
    rows = []
    for kind in TABLES:
        known = measures(merged, kind) if kind == "creators" else 0.0
        sums = pd.DataFrame({"before": measures(before[kind], kind), "after": measures(after[kind], kind), "merged": known})
        rows.append(sums.rename_axis("measure").reset_index().assign(table=kind))
    checks = pd.concat(rows, ignore_index=True)[["table", "measure", "before", "after", "merged"]]
    wrong = checks[~np.isclose(checks["before"], checks["after"] + checks["merged"], rtol=1e-12, atol=1e-6)]
    if len(wrong):
        raise SumsChangedError(f"linking changed {wrong['table'].iloc[0]}.{wrong['measure'].iloc[0]}")
    return checks


class _Digest:
    """A file-like object that hashes what is written to it."""

    def __init__(self) -> None:
        self.hash = hashlib.blake2b(digest_size=16)
        self.closed = False

    def write(self, data: object) -> int:
        self.hash.update(data)
        return memoryview(data).nbytes

    def flush(self) -> None: ...

    def close(self) -> None: ...


def digest(frames: dict[str, pd.DataFrame]) -> str:
    """Return a text that changes when any value or the order of rows changes."""
    sink = _Digest()
    for kind, frame in frames.items():
        sink.write(kind.encode())
        table = pa.Table.from_pandas(frame, preserve_index=False).replace_schema_metadata(None)
        with pa.ipc.new_stream(pa.PythonFile(sink, mode="w"), table.schema) as stream:
            stream.write_table(table)
    return sink.hash.hexdigest()


def named(rows: str, settings: Settings) -> str:
    """Return the digest of rows (by their digest) and settings together."""
    return f"{rows}.{hashlib.blake2b(repr(settings).encode(), digest_size=8).hexdigest()}"


def rows_digest(digest: str) -> str:
    """Return the rows' part of a dataset's digest."""
    return digest.partition(".")[0]


def marked(digest: str, marks: tuple[tuple[str, bool], ...]) -> str:
    """Return a dataset's digest with the visitor's marks named in it; as it was before when there are none."""
    name = unmarked(digest)
    return f"{name}.{hashlib.blake2b(repr(marks).encode(), digest_size=8).hexdigest()}" if marks else name


def unmarked(digest: str) -> str:
    """Return a dataset's digest without marks: what depends on rows and settings alone may be kept under it."""
    return ".".join(digest.split(".")[:2])
