"""Marks every sentence a user reads, so that one tool can collect and translate them."""


def _(message: str, /, **values: object) -> str:
    """Return ``message`` with its named placeholders filled; always a whole sentence, never glued pieces."""
    return message.format(**values) if values else message
