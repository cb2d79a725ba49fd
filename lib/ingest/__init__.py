"""The door: upload bytes in, canonical tables with a ledger out."""

from lib.ingest.grid import read_grid
from lib.ingest.read import read_file, remap

__all__ = ["read_file", "read_grid", "remap"]
