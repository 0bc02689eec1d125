"""A portfolio cut into pieces, the manifest of a run, and what is left to do."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

from riskframe.diagnostics import Diagnostic, InvalidInput
from riskframe.loading.source import DEFAULT_LIMIT, Source, decoded, read_source
from riskframe.rubric.resolve import Rubric
from riskframe.version import __version__

Kind = Literal["jsonl", "folder", "profiles", "codes"]
"""JSON lines, a folder of profile files, a Parquet file with a column `profile` of JSON, or one of packed codes."""

FORMAT = 1
ROWS = 50_000
"""Rows of a piece: some seconds of work, so that little is lost when a worker is."""
BLOCK = 1 << 20
SUFFIXES = (".yaml", ".yml", ".json")
LONGEST_LINE = DEFAULT_LIMIT
"""Bytes of one row; the same limit as a profile file has."""


@dataclass(frozen=True)
class Piece:
    """A part of a portfolio that is done at once.

    `first` is the number of its first row in the whole. jsonl: bytes `start` to `end`; Parquet: row groups `start` to `end`; folder: the
    files in `names`.
    """

    index: int
    kind: Kind
    path: str
    first: int
    start: int = 0
    end: int = 0
    names: tuple[str, ...] = ()


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
    where = Path(path)
    if where.is_dir():
        tables = sorted(where.glob("*.parquet"))
        return _parquet(path, tables, rows) if tables else _folder(path, where, rows)
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
    return InvalidInput([Diagnostic("E101", f"{path} {what}", hint=hint)])


def _lines(path: str, where: Path, rows: int) -> Portfolio:
    digest = hashlib.sha256()
    pieces: list[Piece] = []
    offset = start = line = first = size = 0
    with where.open("rb") as stream:
        while block := stream.read(BLOCK):
            digest.update(block)
            at = 0
            while (found := block.find(b"\n", at)) >= 0:
                line, at = line + 1, found + 1
                if line - first == rows:
                    pieces.append(Piece(len(pieces), "jsonl", path, first, start, offset + at))
                    first, start = line, offset + at
            offset += len(block)
            size = offset
    if start < size:
        pieces.append(Piece(len(pieces), "jsonl", path, first, start, size))
    return Portfolio(path, "jsonl", digest.hexdigest(), size, tuple(pieces))


def _folder(path: str, where: Path, rows: int) -> Portfolio:
    names = sorted(
        p.relative_to(where).as_posix()
        for p in where.rglob("*")
        if p.suffix in SUFFIXES and not any(part.startswith(".") for part in p.relative_to(where).parts) and p.is_file()
    )
    if not names:
        raise _wrong(path, "holds no profiles", f"profiles end in {', '.join(SUFFIXES)}")
    digest, size = hashlib.sha256(), 0
    for name in names:
        content = (where / name).read_bytes()
        size += len(content)
        digest.update(f"{name}\0{hashlib.sha256(content).hexdigest()}\n".encode())
    few = min(rows, 2_000)  # reading YAML is slow
    pieces = tuple(
        Piece(i, "folder", path, at, names=tuple(names[at : at + few]))
        for i, at in enumerate(range(0, len(names), few))
    )
    return Portfolio(path, "folder", digest.hexdigest(), size, pieces)


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
        kind = _kind_of(file, schema)
        kinds.add(kind)
        start = held = 0
        for group, number in enumerate(sizes):
            held += number
            if held >= rows or group == len(sizes) - 1:
                pieces.append(Piece(len(pieces), kind, str(file), first, start, group + 1))
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
    if "profile" not in schema.names:
        hint = "give the profiles as JSON in a column `profile`, or codes from `portfolio pack`"
        raise _wrong(str(file), "has no column `profile`", hint)
    return "profiles"


# -- the documents of a piece


@dataclass(frozen=True)
class Document:
    """One row's text; its name is what its diagnostics call it."""

    row: int
    id: str
    source: Source


def documents(piece: Piece) -> Iterator[Document | tuple[int, str, Diagnostic]]:
    """The documents of a piece in order; (row, id, diagnostic) for one that cannot even be read as text."""
    if piece.kind == "jsonl":
        yield from _documents_of_lines(piece)
    elif piece.kind == "folder":
        yield from _documents_of_files(piece)
    else:
        yield from _documents_of_column(piece)


def _documents_of_lines(piece: Piece) -> Iterator[Document | tuple[int, str, Diagnostic]]:
    name = Path(piece.path).name
    with Path(piece.path).open("rb") as stream:
        stream.seek(piece.start)
        row = piece.first
        while stream.tell() < piece.end:
            line = stream.readline(LONGEST_LINE + 1)
            id_ = f"{name}:{row + 1}"
            if len(line) > LONGEST_LINE:
                while line and not line.endswith(b"\n"):
                    line = stream.readline(LONGEST_LINE)
                yield row, id_, Diagnostic("E105", f"{id_} is longer than {LONGEST_LINE // 2**20} MiB")
            elif line.strip():
                yield _document(row, id_, line.rstrip(b"\r\n"))
            row += 1


def _documents_of_files(piece: Piece) -> Iterator[Document | tuple[int, str, Diagnostic]]:
    for row, name in enumerate(piece.names, piece.first):
        try:
            read = read_source(Path(piece.path) / name)
        except InvalidInput as error:
            yield row, name, error.diagnostics[0]
        else:
            yield Document(row, name, replace(read, name=name))


def _documents_of_column(piece: Piece) -> Iterator[Document | tuple[int, str, Diagnostic]]:
    import pyarrow.parquet as pq

    name = Path(piece.path).name
    with pq.ParquetFile(piece.path) as file:
        wanted = [c for c in ("id", "profile") if c in file.schema_arrow.names]
        row = piece.first
        for batch in file.iter_batches(1_000, row_groups=list(range(piece.start, piece.end)), columns=wanted):
            contents = _contents(batch.column("profile"))
            ids = _contents(batch.column("id")) if "id" in wanted else [None] * len(contents)
            for content, given in zip(contents, ids, strict=True):
                id_ = f"{name}:{row}" if given is None else given.decode(errors="replace")
                if content is None:
                    yield row, id_, Diagnostic("E108", "the row holds no profile")
                else:
                    yield _document(row, id_, content)
                row += 1


def _contents(column: Any) -> list[bytes | None]:
    """A column's texts as bytes, since nothing makes sure that they are UTF-8; numbers as they are written."""
    import pyarrow as pa

    if pa.types.is_dictionary(column.type):
        column = column.dictionary_decode()
    if pa.types.is_string(column.type) or pa.types.is_large_string(column.type):
        column = column.cast(pa.large_binary())
    return [v if v is None or isinstance(v, bytes) else str(v).encode() for v in column.to_pylist()]


def _document(row: int, id_: str, content: bytes) -> Document | tuple[int, str, Diagnostic]:
    try:
        return Document(row, id_, decoded(f"{id_}.json", content, LONGEST_LINE))
    except InvalidInput as error:
        return row, id_, error.diagnostics[0]


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
        except (OSError, ValueError) as error:
            raise _wrong(str(path), f"cannot be read: {error}", "choose another folder, or --restart") from None
        return found if isinstance(found, dict) else None

    def part(self, kind: str, index: int, suffix: str) -> Path:
        return self.folder / kind / f"part-{index:05d}{suffix}"

    def finished(self, index: int) -> dict[str, Any] | None:
        """What a finished piece came to; None for one that is not done."""
        try:
            found = json.loads(self.part("done", index, ".json").read_text(encoding="utf-8"))
        except (FileNotFoundError, ValueError):
            return None
        return found if isinstance(found, dict) else None


def described(portfolio: Portfolio, rubric: Rubric, *, shares: bool, purpose: str) -> dict[str, Any]:
    """What makes two runs the same: input, rubric, version, what is asked. Paths are not part of it."""
    return {
        "format": FORMAT,
        "purpose": purpose,
        "riskframe": __version__,
        "input": {
            "name": Path(portfolio.path).name,
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
