"""What there is to say about one diagnostic code."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Code:
    """What `riskframe explain CODE` prints; all four texts are Markdown."""

    id: str
    title: str
    """What was found, never the cure."""
    means: str
    fix: str
    example: str
    """Input that gives this code, or the command line that does."""
