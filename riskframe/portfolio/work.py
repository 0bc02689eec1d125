"""One piece of a portfolio, start to end: what a process or a cluster's worker runs."""

from __future__ import annotations

import hashlib
import json
import threading
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from riskframe.diagnostics import Diagnostic, InvalidInput, KeyPath
from riskframe.loading.atomic import write_files
from riskframe.loading.quote import short
from riskframe.portfolio.codes import Placed, codes_table
from riskframe.portfolio.documents import Document, documents, whole
from riskframe.portfolio.judge import CHUNK, Judge
from riskframe.portfolio.packing import Packed, Packer
from riskframe.portfolio.reading import first_problem, read_row
from riskframe.portfolio.shards import Piece, Run, changed, footer_digest, json_bytes
from riskframe.rubric.resolve import Rubric
from riskframe.version import __version__

if TYPE_CHECKING:
    import pyarrow as pa

ROWS_AT_ONCE = 4_096
"""Profiles packed before they are decided; a packed row takes some kilobytes."""


COUNTED = ["start", "aim", "verdict"]
"""Columns of decisions that the summary counts by."""


@dataclass(frozen=True)
class Settings:
    """What to do with each piece. `pack_only`: write codes and decide nothing; `keep_codes`: write the codes of profiles too."""

    rubric: Rubric
    folder: Run
    shares: bool = False
    pack_only: bool = False
    keep_codes: bool = True
    version: str = __version__
    """Of the riskframe that began the run; a worker with another refuses."""


@dataclass(frozen=True)
class Refused:
    """A row that is not assessed, and why: the first fault of it, and how many there are."""

    row: int
    id: str
    code: str
    field: str
    message: str
    faults: int


@dataclass(frozen=True)
class Done:
    """A finished piece."""

    index: int
    rows: int
    refused: int
    counts: dict[str, int]
    """start, aim and verdict joined by `|` -> rows."""


_HERE = threading.local()
"""Judges of this thread: they remember what they have worked out, and threads of a cluster's worker must not share that. And the
footer of the file at hand."""


def work(piece: Piece, settings: Settings) -> Done:
    """Assess one piece and write what came of it; the marker that it is done is written last.

    Doing a piece again gives the same bytes, so it does not matter if two workers do it.
    """
    if settings.version != __version__:
        message = f"the run was begun by riskframe {settings.version}, this process has {__version__}"
        raise InvalidInput([Diagnostic("E151", message, hint="install the same version on every machine")])
    run, judge = settings.folder, _judge(settings)
    codes, decided, refused = _Sheets(), _Sheets(), []
    counts: Counter[str] = Counter()
    rows = 0
    for table, wrong in _tables(piece, settings):
        refused += wrong
        rows += table.num_rows
        if settings.pack_only or (settings.keep_codes and piece.kind != "codes"):
            codes.add(table)
        if settings.pack_only:
            continue
        found = judge(table)
        decided.add(found)
        for row in found.group_by(COUNTED, use_threads=False).aggregate([([], "count_all")]).to_pylist():
            counts["|".join(row[name] or "" for name in COUNTED)] += row["count_all"]
    files: dict[str, str] = {}

    def write(kind: str, suffix: str, content: bytes) -> None:
        path = run.part(kind, piece.index, suffix)
        write_files({path: content})
        files[path.relative_to(run.folder).as_posix()] = hashlib.sha256(content).hexdigest()

    for sheets, kind in ((codes, "codes"), (decided, "verdicts")):
        if sheets.written:
            write(kind, ".parquet", sheets.content())
    lines = [json.dumps(vars(r), ensure_ascii=False, sort_keys=True) + "\n" for r in refused]
    write("refused", ".jsonl", "".join(lines).encode())
    done = Done(piece.index, rows, len(refused), dict(sorted(counts.items())))
    write_files({run.part("done", piece.index, ".json"): json_bytes({**vars(done), "files": files})})
    return done


def _judge(settings: Settings) -> Judge:
    key = (settings.rubric.digest, settings.shares)
    judges: dict[tuple[str, bool], Judge] = _HERE.__dict__.setdefault("judges", {})
    if key not in judges:
        judges[key] = Judge(settings.rubric, shares=settings.shares)
    return judges[key]


class _Sheets:
    """Tables of one schema, written as they come into one Parquet file in memory."""

    def __init__(self) -> None:
        self._stream = BytesIO()
        self._writer: Any = None

    @property
    def written(self) -> bool:
        return self._writer is not None

    def add(self, table: pa.Table) -> None:
        import pyarrow.parquet as pq

        if self._writer is None:
            self._writer = pq.ParquetWriter(self._stream, table.schema, compression="zstd")
        self._writer.write_table(table)

    def content(self) -> bytes:
        self._writer.close()
        return self._stream.getvalue()


def _tables(piece: Piece, settings: Settings) -> Iterator[tuple[pa.Table, list[Refused]]]:
    if piece.kind == "codes":
        yield from _tables_of_codes(piece)
        return
    shares = settings.shares or settings.pack_only
    packer = Packer(settings.rubric, shares=shares)
    rows: list[Placed] = []
    refused: list[Refused] = []
    for document in documents(piece):
        found = _packed(document, packer)
        if isinstance(found, Refused):
            refused.append(found)
        else:
            rows.append(found)
        if len(rows) >= ROWS_AT_ONCE:
            yield codes_table(rows, packer.layout(""), shares=shares), refused
            rows, refused = [], []
    yield codes_table(rows, packer.layout(""), shares=shares), refused


def _tables_of_codes(piece: Piece) -> Iterator[tuple[pa.Table, list[Refused]]]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    with pq.ParquetFile(piece.path, metadata=_footer(piece)) as file:
        groups = list(range(piece.start, piece.end))
        batches = file.iter_batches(CHUNK, row_groups=groups, use_threads=False)  # as many cores as processes
        for batch in whole(batches, piece.path):
            yield pa.Table.from_batches([batch], schema=file.schema_arrow), []


def _footer(piece: Piece) -> Any:
    """A Parquet file's metadata. It speaks of every piece and takes as long to read as a tenth of one, so the last is kept.

    Raises InvalidInput where the file is not the one that was looked over.
    """
    import pyarrow.parquet as pq

    path = Path(piece.path)
    there = path.stat()
    key = (piece.path, piece.digests, there.st_mtime_ns, there.st_size)
    if _HERE.__dict__.get("footer", (None,))[0] != key:
        if (footer_digest(path),) != piece.digests:
            raise changed(piece.path)
        _HERE.footer = (key, pq.read_metadata(path))
    return _HERE.footer[1]


def _packed(document: Document | tuple[int, str, Diagnostic], packer: Packer) -> Placed | Refused:
    if not isinstance(document, Document):
        row, id_, fault = document
        return _refused(row, id_, fault, 1)
    try:
        profile = read_row(document.source)
    except InvalidInput as error:
        return _refused(document.row, document.id, first_problem(error), sum(d.is_error for d in error.diagnostics))
    packed = packer.pack(profile)
    if isinstance(packed, Packed):
        return Placed(document.row, document.id, packed)
    first = packed[0]
    return Refused(document.row, document.id, first.code, _dotted(first.path), first.message, len(packed))


def _refused(row: int, id_: str, fault: Diagnostic, faults: int) -> Refused:
    """The place is a key path; where the text itself is at fault there is none, and line and column have to do."""
    place = f"line {fault.position.line}, column {fault.position.column}" if fault.position else ""
    at = _dotted(fault.path) if fault.path else place
    return Refused(row, id_, fault.code, at, fault.message, faults)


def _dotted(path: KeyPath) -> str:
    """A key path as people write it; keys are as long as somebody made them, and are cut."""
    return ".".join(short(key) for key in path)
