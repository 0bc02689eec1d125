"""`riskframe doctor`."""

from __future__ import annotations


def doctor() -> int:
    """Say what is missing, for PDF mostly.

    Exit code 0: everything works; 5: something is missing.

    \b
    Example:
      riskframe doctor
    """
    from riskframe.cli.health import check_up

    return int(check_up())
