"""What is wrong with an input, and where.

The core speaks of *key paths* (`Problem`); reading files turns them into *positions* (`Diagnostic`). That keeps every
rule pure and every message exact.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

Key = str | int
KeyPath = tuple[Key, ...]
Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Problem:
    """A fault at a key path of a document, before anybody knows the file.

    `at` says whether the key or the value under it is to blame; a path that does not exist points at its nearest
    existing parent. `code` is stable (documented by `riskframe explain CODE`).
    """

    code: str
    path: KeyPath
    message: str
    allowed: tuple[str, ...] = ()
    hint: str | None = None
    severity: Severity = "error"
    at: Literal["key", "value"] = "value"


@dataclass(frozen=True, slots=True)
class Position:
    """A place in a file; line and column count from 1, `width` is in characters."""

    file: str
    line: int
    column: int
    width: int = 1


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """A fault with its place: what a person sees as `file:line:col: error CODE: message`."""

    code: str
    message: str
    position: Position | None = None
    source_line: str | None = None
    allowed: tuple[str, ...] = ()
    hint: str | None = None
    severity: Severity = "error"
    path: KeyPath = field(default=(), compare=False)
    """Where in the document, for those who have no file to look into; empty where the text itself is at fault."""

    @property
    def is_error(self) -> bool:
        return self.severity == "error"


class InvalidProblems(ValueError):
    """Raised by the core when records contradict each other; carries every problem found, in path order."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(problems)
        super().__init__("; ".join(f"{_dotted(p.path)}: {p.message}" for p in self.problems))

    def __reduce__(self) -> tuple[type[InvalidProblems], tuple[tuple[Problem, ...]]]:
        """Comes whole out of another process; without this only its message would be handed to `__init__`."""
        return InvalidProblems, (self.problems,)


class InvalidInput(ValueError):
    """Raised by loading when a file cannot be accepted; carries every diagnostic found, in file order."""

    def __init__(self, diagnostics: Iterable[Diagnostic]) -> None:
        self.diagnostics: tuple[Diagnostic, ...] = tuple(diagnostics)
        super().__init__("; ".join(d.message for d in self.diagnostics))

    def __reduce__(self) -> tuple[type[InvalidInput], tuple[tuple[Diagnostic, ...]]]:
        """Comes whole out of another process; without this only its message would be handed to `__init__`."""
        return InvalidInput, (self.diagnostics,)


def _dotted(path: KeyPath) -> str:
    return ".".join(str(key) for key in path) or "(document)"
