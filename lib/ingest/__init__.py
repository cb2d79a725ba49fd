"""The door: upload bytes in, canonical tables with a ledger out."""

from lib.ingest.grid import read_grid

__all__ = ["read_grid"]
