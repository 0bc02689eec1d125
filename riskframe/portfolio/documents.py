"""The documents of a piece: each row's text, by which its diagnostics are placed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from riskframe.diagnostics import Diagnostic, InvalidInput
from riskframe.loading.source import DEFAULT_LIMIT, Source, decoded, read_source
from riskframe.portfolio.shards import Piece, changed, footer_digest, readable, unreadable

if TYPE_CHECKING:
    import pyarrow as pa

LONGEST_LINE = DEFAULT_LIMIT
"""Bytes of one row; the same limit as a profile file has."""


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
    name, digest = readable(Path(piece.path).name), hashlib.sha256()
    with Path(piece.path).open("rb") as stream:
        stream.seek(piece.start)
        row = piece.first
        while stream.tell() < piece.end:
            line = stream.readline(LONGEST_LINE + 1)
            digest.update(line)
            id_ = f"{name}:{row + 1}"
            if len(line) > LONGEST_LINE:
                while line and not line.endswith(b"\n"):
                    line = stream.readline(LONGEST_LINE)
                    digest.update(line)
                yield row, id_, Diagnostic("E105", f"{id_} is longer than {LONGEST_LINE // 2**20} MiB")
            elif line.strip():
                yield _document(row, id_, line.rstrip(b"\r\n"))
            elif not line:  # it ends earlier than it did
                break
            row += 1
    if (digest.hexdigest(),) != piece.digests:
        raise changed(piece.path)


def _documents_of_files(piece: Piece) -> Iterator[Document | tuple[int, str, Diagnostic]]:
    for row, (name, digest) in enumerate(zip(piece.names, piece.digests, strict=True), piece.first):
        path, id_ = Path(piece.path) / name, readable(name)
        if path.is_dir():
            yield row, id_, Diagnostic("E102", f"{id_} is a link to a folder, which is not followed")
            continue
        try:
            read = read_source(path)
        except InvalidInput as error:
            yield row, id_, error.diagnostics[0]
        else:
            if read.sha256 != digest:
                raise changed(str(path))
            yield Document(row, id_, replace(read, name=id_))


def _documents_of_column(piece: Piece) -> Iterator[Document | tuple[int, str, Diagnostic]]:
    import pyarrow.parquet as pq

    name = readable(Path(piece.path).name)
    if (footer_digest(Path(piece.path)),) != piece.digests:
        raise changed(piece.path)
    with pq.ParquetFile(piece.path) as file:
        wanted = [c for c in ("id", "profile") if c in file.schema_arrow.names]
        row = piece.first
        batches = file.iter_batches(1_000, row_groups=list(range(piece.start, piece.end)), columns=wanted)
        for batch in whole(batches, piece.path):
            contents = _contents(batch.column("profile"))
            ids = _contents(batch.column("id")) if "id" in wanted else [None] * len(contents)
            for content, given in zip(contents, ids, strict=True):
                id_ = f"{name}:{row}" if given is None else given.decode(errors="replace")
                if content is None:
                    yield row, id_, Diagnostic("E108", "the row holds no profile")
                else:
                    yield _document(row, id_, content)
                row += 1


def whole(batches: Iterator[pa.RecordBatch], path: str) -> Iterator[pa.RecordBatch]:
    """Batches of a Parquet file. Raises InvalidInput where a page of it is damaged."""
    import pyarrow as pa

    while True:
        try:
            batch = next(batches, None)
        except (pa.ArrowException, OSError) as error:
            raise unreadable(path, error) from None
        if batch is None:
            return
        yield batch


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
