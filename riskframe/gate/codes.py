"""The exit codes. A code never changes its meaning, whatever flags are given."""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum


class ExitCode(IntEnum):
    """What a riskframe process says when it ends."""

    OK = 0
    """The work is done; from `gate`: the proposed option is supported and every condition precedent is met."""
    NOT_SUPPORTED = 1
    """The evidence in hand speaks against the proposed option."""
    USAGE = 2
    """The command line or the configuration is wrong; nothing was read or written."""
    INVALID = 3
    """A profile, rubric or evidence file is invalid."""
    INSUFFICIENT = 4
    """The evidence does not suffice for the proposed option."""
    INTERNAL = 5
    """riskframe could not do its work: a fault of its own, an output that cannot be written, a missing library."""
    UNMET = 6
    """The option is supported, and a condition precedent is not met."""
    STALE = 7
    """The assessment is expired, evidence it relied on is, or the weights are not the ones assessed."""


TITLES = {
    ExitCode.OK: "supported",
    ExitCode.NOT_SUPPORTED: "not supported",
    ExitCode.USAGE: "wrong command line",
    ExitCode.INVALID: "invalid file",
    ExitCode.INSUFFICIENT: "insufficient evidence",
    ExitCode.INTERNAL: "internal error",
    ExitCode.UNMET: "conditions precedent unmet",
    ExitCode.STALE: "expired, stale or digest mismatch",
}

WORST_FIRST = (
    ExitCode.INTERNAL,
    ExitCode.INVALID,
    ExitCode.STALE,
    ExitCode.NOT_SUPPORTED,
    ExitCode.INSUFFICIENT,
    ExitCode.UNMET,
    ExitCode.OK,
)
"""Several files return the first of these that occurs. USAGE is not among them: it ends the run before any file."""


def worst(codes: Iterable[ExitCode]) -> ExitCode:
    """The code that several results return together; OK where there is none."""
    return min(codes, key=WORST_FIRST.index, default=ExitCode.OK)
