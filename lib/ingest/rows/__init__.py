"""Bytes to rows of text."""
