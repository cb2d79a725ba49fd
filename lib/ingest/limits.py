"""How much one file may cost, and the process in which a library that could hang or burst is run."""

import subprocess
import sys
import zipfile
from pathlib import Path

from lib.ingest.model import IngestError
from lib.text import _

MEGABYTE = 1 << 20
MOST_BYTES = 150 * MEGABYTE  # of one upload: about three million short rows
MOST_UNPACKED = 1024 * MEGABYTE  # of one archive
MOST_RATIO, RATIO_MATTERS = 200, 50 * MEGABYTE  # unpacked to packed, above this size
MOST_MEMBERS = 2_000
MOST_COLUMNS = 16_384  # as many as a spreadsheet program can show
MOST_CELLS = 20_000_000  # of one sheet
LONGEST_CELL = 1_000_000  # characters
SECONDS = 30
MEMORY = 4096 * MEGABYTE


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
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=seconds, check=False)
    except subprocess.TimeoutExpired:
        message = "This file took longer than {seconds} seconds to read, so reading was stopped. Save the table you need as CSV."
        raise IngestError(_(message, seconds=round(seconds))) from None
    if done.returncode:
        raise IngestError(_("This file needs more memory than one file may take. Save the table you need as CSV, or split it."))
    return done.stdout
