"""Two uploads of one kind compared: rows added, gone and changed, sums that reconcile, the largest moves, changed headers."""

from lib.changes.compare import Changes, compare
from lib.changes.headers import header_changes
from lib.changes.keys import key_columns
from lib.changes.moves import movable, moves

__all__ = ["Changes", "compare", "header_changes", "key_columns", "movable", "moves"]
