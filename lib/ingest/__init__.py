"""The door: upload bytes in, canonical tables with a ledger out."""

from lib.ingest.read import read_file, remap
from lib.ingest.rows.grid import read_grid

__all__ = ["read_file", "read_grid", "remap"]
