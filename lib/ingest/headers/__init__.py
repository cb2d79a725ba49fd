"""Headers and columns to what they stand for."""
