"""A portfolio cut into pieces, the manifest of a run, and what is left to do."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from riskframe.diagnostics import Diagnostic, InvalidInput
from riskframe.rubric.resolve import Rubric
from riskframe.version import __version__

Kind = Literal["jsonl", "folder", "profiles", "codes"]
"""JSON lines, a folder of profile files, a Parquet file with a column `profile` of JSON, or one of packed codes."""

FORMAT = 1
ROWS = 50_000
"""Rows of a piece: some seconds of work, so that little is lost when a worker is."""
BLOCK = 1 << 20
SUFFIXES = (".yaml", ".yml", ".json")


@dataclass(frozen=True)
class Piece:
    """A part of a portfolio that is done at once.

    `first` is the number of its first row in the whole. jsonl: bytes `start` to `end`; Parquet: row groups `start` to `end`; folder: the
    files in `names`. `path` is absolute, since processes and machines have working folders of their own.
    """

    index: int
    kind: Kind
    path: str
    first: int
    start: int = 0
    end: int = 0
    names: tuple[str, ...] = ()
    digests: tuple[str, ...] = ()
    """By which whoever reads it knows that it is what was looked over: jsonl: of the bytes; folder: of each file, empty for what is no
    file; Parquet: of the file's footer (`footer_digest`)."""


@dataclass(frozen=True)
class Portfolio:
    """What is to be assessed: where, its digest (of its bytes), and its pieces."""

    path: str
    kind: Kind
    sha256: str
    bytes: int
    pieces: tuple[Piece, ...]


def read_portfolio(path: str, *, rows: int = ROWS) -> Portfolio:
    """Look over a portfolio without assessing anything. Raises InvalidInput where it is none."""
    where = Path(path).absolute()
    if where.is_dir():
        return _in_folder(path, where, rows)
    if not where.is_file():
        raise _wrong(path, "is neither a file nor a folder", "give a .jsonl or .parquet file, or a folder of profiles")
    if where.suffix in (".jsonl", ".ndjson"):
        return _lines(path, where, rows)
    if where.suffix == ".parquet":
        return _parquet(path, [where], rows)
    raise _wrong(
        path, "is no portfolio", "its name has to end in .jsonl, .ndjson or .parquet, or it is a folder of profiles"
    )


def _wrong(path: str, what: str, hint: str) -> InvalidInput:
    return InvalidInput([Diagnostic("E101", f"{readable(path)} {what}", hint=hint)])


def unreadable(path: str, error: Exception) -> InvalidInput:
    """What is said of a file that is damaged further inside."""
    return _wrong(path, f"cannot be read: {str(error).partition(chr(10))[0]}", "write it again")


def changed(path: str) -> InvalidInput:
    """What is said of input that is no longer what was looked over, or is something else where this process runs."""
    hint = "leave the input alone during a run; on a cluster every machine has to see the same files"
    return _wrong(path, "is not what it was when the run began", hint)


def readable(name: str) -> str:
    """A file's name as text, whatever bytes it is made of."""
    return os.fsencode(name).decode("utf-8", "replace")


def _lines(path: str, where: Path, rows: int) -> Portfolio:
    whole, digest = hashlib.sha256(), hashlib.sha256()
    pieces: list[Piece] = []
    offset = start = line = first = 0

    def cut(end: int) -> None:
        pieces.append(Piece(len(pieces), "jsonl", str(where), first, start, end, digests=(digest.hexdigest(),)))

    with where.open("rb") as stream:
        while block := stream.read(BLOCK):
            whole.update(block)
            at = told = 0
            while (found := block.find(b"\n", at)) >= 0:
                line, at = line + 1, found + 1
                if line - first == rows:
                    digest.update(block[told:at])
                    cut(offset + at)
                    first, start, told, digest = line, offset + at, at, hashlib.sha256()
            digest.update(block[told:])
            offset += len(block)
    if start < offset:
        cut(offset)
    return Portfolio(path, "jsonl", whole.hexdigest(), offset, tuple(pieces))


def _in_folder(path: str, where: Path, rows: int) -> Portfolio:
    said = Run(where).manifest() if (where / "manifest.json").is_file() else None
    if said is not None and "purpose" in said:
        raise _wrong(path, "is the folder of a run", f"its codes are in {readable(path)}/codes, if it kept them")
    names = _names(where)
    tables = sorted(where.glob("*.parquet"))
    if tables and names:
        raise _wrong(path, f"holds Parquet and other profiles ({readable(names[0])})", "give one kind at a time")
    if tables:
        return _parquet(path, tables, rows)
    if not names:
        raise _wrong(path, "holds no profiles", f"profiles end in {', '.join(SUFFIXES)}")
    whole, size = hashlib.sha256(), 0
    digests: list[str] = []
    for name in names:
        content = (where / name).read_bytes() if (where / name).is_file() else None
        size += len(content or b"")
        digests.append(hashlib.sha256(content).hexdigest() if content is not None else "")
        whole.update(os.fsencode(name) + f"\0{digests[-1]}\n".encode())
    few = min(rows, 2_000)  # reading YAML is slow
    pieces = tuple(
        Piece(i, "folder", str(where), at, names=tuple(names[at : at + few]), digests=tuple(digests[at : at + few]))
        for i, at in enumerate(range(0, len(names), few))
    )
    return Portfolio(path, "folder", whole.hexdigest(), size, pieces)


def _names(where: Path) -> list[str]:
    """What a folder holds under a profile's name, and links to folders, which are not followed; hidden ones left out."""
    found = []
    for p in where.rglob("*"):
        inside = p.relative_to(where)
        if any(part.startswith(".") for part in inside.parts):
            continue
        if (p.suffix.lower() in SUFFIXES and not p.is_dir()) or (p.is_symlink() and p.is_dir()):
            found.append(inside.as_posix())
    return sorted(found)


def footer_digest(path: Path) -> str:
    """Of the end of a Parquet file, which says what is in it and where, and of its size."""
    with path.open("rb") as stream:
        size = stream.seek(0, os.SEEK_END)
        stream.seek(max(size - 8, 0))
        length = int.from_bytes(stream.read(8)[:4], "little")
        stream.seek(max(size - 8 - length, 0))
        return hashlib.sha256(stream.read() + str(size).encode()).hexdigest()


def _parquet(path: str, files: Sequence[Path], rows: int) -> Portfolio:
    import pyarrow as pa
    import pyarrow.parquet as pq

    pieces: list[Piece] = []
    kinds: set[Kind] = set()
    digest, size, first = hashlib.sha256(), 0, 0
    for file in files:
        try:
            with pq.ParquetFile(file) as opened:
                schema, groups = opened.schema_arrow, opened.metadata.num_row_groups
                sizes = [opened.metadata.row_group(i).num_rows for i in range(groups)]
        except (pa.ArrowInvalid, OSError) as error:
            raise _wrong(str(file), f"is no Parquet file: {error}", "write it again") from None
        kind, mark = _kind_of(file, schema), footer_digest(file)
        kinds.add(kind)
        start = held = 0
        for group, number in enumerate(sizes):
            held += number
            if held >= rows or group == len(sizes) - 1:
                pieces.append(Piece(len(pieces), kind, str(file), first, start, group + 1, digests=(mark,)))
                first, start, held = first + held, group + 1, 0
        with file.open("rb") as stream:
            digest.update(f"{file.name}\0{hashlib.file_digest(stream, 'sha256').hexdigest()}\n".encode())
        size += file.stat().st_size
    if len(kinds) > 1:
        raise _wrong(path, "mixes packed codes and profiles", "give one kind at a time")
    return Portfolio(path, kinds.pop(), digest.hexdigest(), size, tuple(pieces))


def _kind_of(file: Path, schema: Any) -> Kind:
    from riskframe.portfolio.codes import said_of

    said = said_of(schema.metadata)
    if said is not None and said.get("holds") == "codes":
        return "codes"
    if schema.names.count("profile") != 1:
        hint = "give the profiles as JSON in a column `profile`, or codes from `portfolio pack`"
        raise _wrong(str(file), "has not one column `profile`", hint)
    return "profiles"


# -- the run


@dataclass(frozen=True)
class Run:
    """A folder that a portfolio is assessed into. Everything in it is whole or not there."""

    folder: Path

    def manifest(self) -> dict[str, Any] | None:
        """What the folder is a run of; None for a new one. Raises InvalidInput for a manifest that cannot be read."""
        path = self.folder / "manifest.json"
        try:
            found = json.loads(path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return None
        except NotADirectoryError:
            raise _wrong(str(self.folder), "is no folder", "choose another name for what is written") from None
        except (OSError, ValueError) as error:
            raise _wrong(str(path), f"cannot be read: {error}", "choose another folder") from None
        return found if isinstance(found, dict) else None

    def part(self, kind: str, index: int, suffix: str) -> Path:
        return self.folder / kind / f"part-{index:05d}{suffix}"

    def finished(self, index: int) -> dict[str, Any] | None:
        """What a finished piece came to; None for one that is not done, or whose files are not those that were written."""
        try:
            found = json.loads(self.part("done", index, ".json").read_text(encoding="utf-8"))
            whole = found.pop("files")
            there = {name: hashlib.sha256((self.folder / name).read_bytes()).hexdigest() for name in whole}
        except (OSError, ValueError, KeyError, AttributeError, TypeError):
            return None
        return found if there == whole and {"index", "rows", "refused", "counts"} == found.keys() else None


def described(portfolio: Portfolio, rubric: Rubric, *, shares: bool, purpose: str) -> dict[str, Any]:
    """What makes two runs the same: input, rubric, version, what is asked. Paths are not part of it."""
    return {
        "format": FORMAT,
        "purpose": purpose,
        "riskframe": __version__,
        "input": {
            "name": readable(Path(portfolio.path).absolute().name),
            "kind": portfolio.kind,
            "sha256": portfolio.sha256,
            "bytes": portfolio.bytes,
        },
        "rubric": {"id": rubric.id, "version": rubric.version, "sha256": rubric.digest},
        "shares": shares,
        "pieces": len(portfolio.pieces),
        "firsts": [p.first for p in portfolio.pieces],
    }


def json_bytes(value: Any) -> bytes:
    """JSON that people can read and that is the same for the same value."""
    return (json.dumps(value, sort_keys=True, ensure_ascii=False, indent=1) + "\n").encode()
