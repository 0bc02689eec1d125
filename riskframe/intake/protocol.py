"""What an importer is. One module per tool, with an object of this shape called `IMPORTER`.

riskframe finds the modules of `riskframe.importers` by themselves, and those of other packages by entry points:

    [project.entry-points."riskframe.importers"]
    mytool = "mypackage.riskframe_importer:IMPORTER"

Rules an importer keeps:

- It reads through `InputFile` only, which holds the limits on size, depth and rows, and opens no other file or address.
- It hands over counts, metrics, names, dates and digests. Prompts, completions, transcripts, system messages,
  credentials and free prose of a run never enter a measurement, a remark or a refusal. Every text passes `label`.
- What the file does not say stays absent. No default, no guess; an unreadable number is a remark or a caution.
- Nothing is dropped in silence: what has no place becomes a remark `unmapped`, what should be there and is not
  becomes `missing`, a part that cannot be used becomes `refused`.
- It raises `Refused` when the file as a whole cannot be used, with a reason that a user can act on.
- Same bytes, same measurements, in the same order.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol, runtime_checkable

from riskframe.intake.file import InputFile
from riskframe.intake.records import Item

CERTAIN, LIKELY, POSSIBLE, NO = 1.0, 0.7, 0.3, 0.0
"""Confidence: the format names itself; its keys fit; it has something in common; it is something else."""


@runtime_checkable
class Importer(Protocol):
    """Reads the files of one tool."""

    @property
    def name(self) -> str:
        """A short stable word, as in `--as garak`."""
        ...

    @property
    def title(self) -> str:
        """What it reads, for people: `garak reports and hitlogs`."""
        ...

    def recognise(self, file: InputFile) -> float:
        """How sure it is that this file is of its tool: 0 (no) to 1 (the file says so). Content decides, not the name.

        Looks at the head only (`file.head`, `file.keys`, `file.first_line`, `Archive.names`) and never raises.
        """
        ...

    def read(self, file: InputFile) -> Iterator[Item]:
        """The measurements, statements and remarks of a file, in file order. Raises Refused."""
        ...
