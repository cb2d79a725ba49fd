"""Text of cells to values."""
