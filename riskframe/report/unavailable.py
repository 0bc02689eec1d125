"""Formats that need what is not installed."""

from __future__ import annotations


class FormatUnavailable(RuntimeError):
    """A format cannot be made here, the others can; the message says in one sentence what to install."""
