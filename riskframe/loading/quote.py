"""Values of an input, as far as they fit into a message."""

from __future__ import annotations


def short(value: object, longest: int = 60) -> str:
    """The value as text, cut to `longest` characters."""
    text = str(value)
    return text if len(text) <= longest else text[: longest - 1] + "…"
