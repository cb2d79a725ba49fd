"""The solver without its stray lines: some HiGHS releases write a debug line straight to the process's output."""

import ctypes
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Lock

_ONE_AT_A_TIME = Lock()


@contextmanager
def quiet() -> Iterator[None]:
    """Send what compiled code writes to the standard output nowhere while the block runs."""
    with _ONE_AT_A_TIME:
        _flush()
        kept, nowhere = os.dup(1), os.open(os.devnull, os.O_WRONLY)
        try:
            os.dup2(nowhere, 1)
            yield
        finally:
            _flush()
            os.dup2(kept, 1)
            os.close(kept)
            os.close(nowhere)


def _flush() -> None:
    with suppress(ValueError, AttributeError):
        sys.stdout.flush()
    with suppress(OSError, TypeError, AttributeError):
        ctypes.CDLL(None).fflush(None)
