"""What is wrong with a command line, beyond what its grammar can say."""

from __future__ import annotations

from collections.abc import Iterable

from riskframe.diagnostics import Diagnostic


class WrongUsage(Exception):
    """Ends the run with exit code 2; carries what to tell: a sentence (E160), or faults of a settings file."""

    def __init__(self, told: str | Iterable[Diagnostic], hint: str | None = None) -> None:
        self.diagnostics = (Diagnostic("E160", told, hint=hint),) if isinstance(told, str) else tuple(told)
        super().__init__("; ".join(d.message for d in self.diagnostics))
