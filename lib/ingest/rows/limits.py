"""How much one file may cost, and the process in which a library that could hang or burst is run.

A limit of time holds for what is read inside ``time_limit``: a process of its own is killed when it is over, code of the
project's own asks ``check_time`` now and then.
"""

import subprocess
import sys
import threading
import time
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar, copy_context
from pathlib import Path
from typing import TypeVar

from lib.ingest.model import IngestError
from lib.text import _

Item = TypeVar("Item")
MEGABYTE = 1 << 20
MOST_BYTES = 150 * MEGABYTE  # of one upload: about three million short rows
MOST_UNPACKED = 1024 * MEGABYTE  # of one archive
MOST_RATIO, RATIO_MATTERS = 200, 50 * MEGABYTE  # unpacked to packed, above this size
MOST_MEMBERS = 2_000
MOST_COLUMNS = 16_384  # as many as a spreadsheet program can show
MOST_CELLS = 20_000_000  # of one sheet
MOST_ROWS = 5_000_000  # of one text, blank ones included
MOST_TABLES = 500  # of one sheet or text
MOST_RAGGED = 60_000_000  # cells of a text when every row is filled up to the widest
LONGEST_CELL = 1_000_000  # characters
SECONDS = 30
MEMORY = 4096 * MEGABYTE
POLL = 0.05  # seconds between looks at a process

_ends: ContextVar[tuple[float, float]] = ContextVar("ends", default=(float("inf"), SECONDS))  # (when, after so many seconds)
_stop: ContextVar[threading.Event | None] = ContextVar("stop", default=None)


@contextmanager
def time_limit(seconds: float = SECONDS) -> Iterator[None]:
    """Let what is read inside take at most so many seconds; the limit around another one holds for both."""
    mine = (time.monotonic() + seconds, seconds)
    token = _ends.set(min(mine, _ends.get()))
    try:
        yield
    finally:
        _ends.reset(token)


@contextmanager
def stopped_by(event: threading.Event) -> Iterator[None]:
    """Let another thread end what is read inside by setting ``event``: the reading then raises IngestError."""
    token = _stop.set(event)
    try:
        yield
    finally:
        _stop.reset(token)


def check_time() -> None:
    """Raise IngestError when the time for this file is over or its reading was stopped."""
    if (event := _stop.get()) and event.is_set():
        raise IngestError(_("Reading was stopped."))
    if time.monotonic() > _ends.get()[0]:
        message = "This file took longer than {seconds} seconds to read, so reading was stopped. Save the table you need as CSV."
        raise IngestError(_(message, seconds=round(_ends.get()[1])))


def timed(items: Iterable[Item]) -> Iterator[Item]:
    """Yield ``items``, asking now and then whether time is over."""
    for i, item in enumerate(items):
        if i % 500 == 0:
            check_time()
        yield item


def check_size(data: bytes) -> None:
    """Raise IngestError when a file is larger than the product reads."""
    if len(data) > MOST_BYTES:
        message = "This file has {size} MB; up to {most} MB can be read. Split it, or export fewer columns or a shorter period."
        raise IngestError(_(message, size=len(data) // MEGABYTE, most=MOST_BYTES // MEGABYTE))


def check_archive(archive: zipfile.ZipFile) -> None:
    """Raise IngestError when an archive would unpack to far more than it seems."""
    members = archive.infolist()
    unpacked, packed = sum(one.file_size for one in members), sum(one.compress_size for one in members)
    swollen = unpacked > RATIO_MATTERS and unpacked > MOST_RATIO * max(1, packed)
    if len(members) > MOST_MEMBERS:
        message = "This file packs {count} files; up to {most} can be read at once. Pack the tables you need into one of their own."
        raise IngestError(_(message, count=len(members), most=MOST_MEMBERS))
    if unpacked > MOST_UNPACKED or swollen:
        message = "This file would unpack to {size} MB, so it was not opened. Save the table you need as a file of its own."
        raise IngestError(_(message, size=unpacked // MEGABYTE))


def run_worker(script: Path, data: bytes, *arguments: str, seconds: float = SECONDS, memory: int = MEMORY) -> bytes:
    """Return what ``script`` writes for ``data`` within its limits of time and memory. Raises IngestError beyond them."""
    command = [sys.executable, "-I", str(script), str(memory), *arguments]
    done = threading.Event()
    with time_limit(seconds), subprocess.Popen(command, **dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.PIPE)) as worker:
        threading.Thread(target=copy_context().run, args=(_watch, worker, done), daemon=True).start()
        answer, _errors = worker.communicate(data)
        done.set()
        if worker.returncode:
            check_time()
            raise IngestError(_("This file needs more memory than one file may take. Save the table you need as CSV, or split it."))
        return answer


def _watch(worker: subprocess.Popen, done: threading.Event) -> None:
    """Kill a process when its time is over or the reading was stopped."""
    while not done.wait(POLL):
        try:
            check_time()
        except IngestError:
            worker.kill()
            return
