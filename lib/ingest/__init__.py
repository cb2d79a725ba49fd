"""The door: upload bytes in, canonical tables with a ledger out."""
