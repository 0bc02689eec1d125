"""The files of a model folder: regular files inside it only, each hashed, in a fixed order; roles told by the name.

Finding and hashing is the release manifest's (`riskframe.release.folder`), so that both speak of the same bytes.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from riskframe.diagnostics import Diagnostic, InvalidInput
from riskframe.release.folder import FoundFile, read_folder
from riskframe.release.kinds import likely_role
from riskframe.release.manifest import WEIGHTS


@dataclass(frozen=True, slots=True)
class Listing:
    """The files that may be read, and what was passed over."""

    root: Path
    found: tuple[FoundFile, ...]
    remarks: tuple[str, ...]

    @property
    def files(self) -> tuple[str, ...]:
        """Paths inside the folder, with `/`."""
        return tuple(file.path for file in self.found)

    def path(self, name: str) -> Path:
        return self.root / name

    def first(self, *names: str) -> str | None:
        """The first of these names at the top of the folder, upper and lower case alike."""
        by_name = {file.lower(): file for file in reversed(self.files)}
        return next((by_name[name] for name in names if name in by_name), None)

    @property
    def weights(self) -> tuple[FoundFile, ...]:
        """Files that are weights or an adapter by their name."""
        return tuple(file for file in self.found if likely_role(file.path) in WEIGHTS)


def list_folder(folder: str | os.PathLike[str]) -> Listing:
    """Every regular file below a folder. Links that lead out of it are passed over, with the reason.

    Raises InvalidInput where the folder cannot be listed (E101, E103).
    """
    name = os.fspath(folder)
    top = Path(name)
    if not top.is_dir():
        what = "is a file, not a folder" if top.exists() else "is not there"
        raise InvalidInput([Diagnostic("E101", f'the model folder "{name}" {what}')])
    try:
        found = read_folder(top)
    except OSError as error:
        reason = str(error.strerror or error).lower()
        raise InvalidInput([Diagnostic("E103", f'"{name}" cannot be listed: {reason}')]) from None
    return Listing(top.resolve(), found.files, tuple(f"{odd.path}: {odd.text}; not read" for odd in found.odd))
