"""ZIP and gzip: their members, unpacked in memory within limits; nothing is ever written to a path an archive names."""

import gzip
import io
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath

from lib.ingest.model import IngestError
from lib.ingest.rows.limits import MEGABYTE, MOST_BYTES, check_archive
from lib.text import _

GZIP = b"\x1f\x8b"
NOT_TABLES = frozenset(
    [".pdf", ".png", ".jpg", ".jpeg", ".gif", ".webp", ".mp4", ".mov", ".doc", ".docx", ".ppt", ".pptx", ".exe", ".dll", ".md"]
)
BROKEN = "This archive is damaged or only partly uploaded: it cannot be opened. Pack it again, or upload the files one by one."
LOCKED = "This archive is protected by a password. Unpack it and upload the files one by one."


def members(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield (file name, bytes) of each file of a ZIP that could hold a table; folders in names are dropped."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        check_archive(archive)
        for info in archive.infolist():
            path = PurePosixPath(info.filename.replace("\\", "/"))
            hidden = any(part.startswith((".", "__MACOSX")) and part != ".." for part in path.parts)
            if info.is_dir() or hidden or path.suffix.lower() in NOT_TABLES:
                continue
            if info.flag_bits & 1:
                raise IngestError(_(LOCKED))
            yield path.name, _limited(archive.open(info))
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError, OSError):
        raise IngestError(_(BROKEN)) from None


def gunzip(data: bytes) -> bytes:
    """Return the bytes packed in a gzip file."""
    try:
        return _limited(gzip.GzipFile(fileobj=io.BytesIO(data)))
    except (OSError, EOFError, zlib.error):
        raise IngestError(_(BROKEN)) from None


def _limited(stream: io.BufferedIOBase | gzip.GzipFile) -> bytes:
    """Return what ``stream`` holds, whatever size its header claims."""
    unpacked = stream.read(MOST_BYTES + 1)
    if len(unpacked) > MOST_BYTES:
        raise IngestError(_("This file unpacks to more than {most} MB, so it was not read. Split it.", most=MOST_BYTES // MEGABYTE))
    return unpacked
