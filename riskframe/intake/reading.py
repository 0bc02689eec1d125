"""A file read by the importer that knows it: its measurements, statements and remarks, or the reason why there are none."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from riskframe.intake.file import InputFile
from riskframe.intake.protocol import Importer
from riskframe.intake.records import Item, Measurement, Refused, Remark, Statement

MOST_ITEMS = 20_000
"""Measurements, statements and remarks of one file; the largest real one had 2,100."""

MOST_FILES = 10_000
DEEPEST = 16
"""Limits for a folder: files, and folders inside each other."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a file gave nothing, and what to do about it."""

    reason: str
    hint: str | None = None
    recognised: bool = True
    """Whether some importer knew the format."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What one file gave."""

    name: str
    sha256: str | None = None
    importer: str | None = None
    measurements: tuple[Measurement, ...] = ()
    statements: tuple[Statement, ...] = ()
    remarks: tuple[Remark, ...] = ()
    companions: tuple[str, ...] = field(default=())
    """Files beside it that were read along."""
    refusal: Refusal | None = None


def take(file: InputFile, importers: Sequence[Importer]) -> Taken:
    """Read a file with whichever importer is surest of it. Never raises for what the file holds."""
    return _take(file, lambda: chosen(file, importers))


def take_with(file: InputFile, importer: Importer) -> Taken:
    """Read a file with one importer, whether or not it knows the file. Never raises for what the file holds."""
    return _take(file, lambda: importer)


def _take(file: InputFile, choose: Callable[[], Importer]) -> Taken:
    if file.size == 0:
        return Taken(file.name, refusal=Refusal("it is empty", recognised=False))
    try:
        return _read(file, choose())
    except Refused as refused:
        return Taken(file.name, refusal=Refusal(refused.reason, refused.hint, recognised=False))
    except OSError as error:
        return Taken(file.name, refusal=Refusal(f"it cannot be read: {(error.strerror or 'error').lower()}"))


def chosen(file: InputFile, importers: Sequence[Importer]) -> Importer:
    """The importer that is surest of the file, the first by name among equals. Raises Refused where none knows it."""
    sure = [(importer.recognise(file), importer) for importer in importers]
    best = max((confidence for confidence, _ in sure), default=0.0)
    if best <= 0:
        known = "; ".join(importer.title for importer in importers)
        raise Refused("no importer knows this format", f"there are importers for: {known}")
    return next(importer for confidence, importer in sure if confidence == best)


def _read(file: InputFile, importer: Importer) -> Taken:
    try:
        items = _bounded(importer.read(file))
    except Refused as refused:
        refusal = Refusal(refused.reason, refused.hint)
    except (ValueError, TypeError, KeyError, AttributeError, LookupError, ArithmeticError, RecursionError) as error:
        # A file that an importer did not expect is a refusal, never a traceback; nothing of its content is repeated.
        refusal = Refusal(
            f"the importer {importer.name} does not understand it ({type(error).__name__})",
            "please report the file's tool and version",
        )
    else:
        return Taken(
            file.name, file.sha256, importer.name,
            tuple(item for item in items if isinstance(item, Measurement)),
            tuple(item for item in items if isinstance(item, Statement)),
            tuple(item for item in items if isinstance(item, Remark)),
            tuple(companion.name for companion in file.companions),
        )  # fmt: skip
    return Taken(file.name, file.sha256, importer.name, refusal=refusal)


def _bounded(items: Iterator[Item]) -> list[Item]:
    found = list(islice(items, MOST_ITEMS + 1))
    if len(found) > MOST_ITEMS:
        raise Refused(f"it holds more than {MOST_ITEMS:,} results", "import the files of single runs")
    if not found:
        raise Refused("it is of a known format and holds no result")
    return found


def files_under(folder: Path) -> Iterator[Path]:
    """Every plain file of a folder, in the order of the names; hidden ones and links are passed over.

    Raises Refused where there are too many or too many folders inside each other.
    """
    seen = 0
    for here, folders, names in os.walk(folder, followlinks=False):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        if len(Path(here).relative_to(folder).parts) >= DEEPEST and folders:
            raise Refused(f"folders are nested more than {DEEPEST} deep")
        for name in sorted(names):
            path = Path(here) / name
            if name.startswith(".") or path.is_symlink() or not path.is_file():
                continue
            seen += 1
            if seen > MOST_FILES:
                raise Refused(f"the folder holds more than {MOST_FILES:,} files", "name the files or a smaller folder")
            yield path
