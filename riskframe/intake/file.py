"""One input file, read through limits: the head for recognising it, then the whole, its lines, or single members.

Nothing here knows a tool. Every reader is bounded: in bytes, in depth, in the length of a line, in members of an archive.
"""

from __future__ import annotations

import hashlib
import io
import json
import sys
import tempfile
import weakref
from collections.abc import Callable, Iterator
from functools import cached_property
from pathlib import Path
from typing import Any, BinaryIO

from riskframe.intake.records import Refused

HEAD = 1024 * 1024
"""Bytes that importers see to recognise a file."""

WHOLE = 64 * 1024 * 1024
"""Bytes of a document that is read as one piece."""

LINE = 16 * 1024 * 1024
"""Bytes of one line; a longer one is not kept in memory."""

_BLOCK = 1024 * 1024
_SPOOL = 8 * 1024 * 1024
_BOMS = (
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)


class InputFile:
    """A file named by the user, or one beside it. `name` is what the user sees; the content is never trusted."""

    def __init__(self, name: str, opened: Callable[[], BinaryIO], size: int, path: Path | None = None) -> None:
        self.name, self.size, self.path = name, size, path
        self._open = opened
        self._digest: str | None = None
        self.companions: list[InputFile] = []
        """Files beside it that the importer read as well."""

    @classmethod
    def at(cls, path: Path, name: str | None = None) -> InputFile:
        """The file at a path. Raises OSError."""
        return cls(name or path.as_posix(), lambda: path.open("rb"), path.stat().st_size, path)

    @classmethod
    def of(cls, name: str, content: bytes) -> InputFile:
        """A file that is in memory."""
        return cls(name, lambda: io.BytesIO(content), len(content))

    @classmethod
    def standard_input(cls, stream: BinaryIO | None = None) -> InputFile:
        """Everything on standard input, kept on disk where it is long."""
        source = stream if stream is not None else sys.stdin.buffer
        spool = tempfile.SpooledTemporaryFile(max_size=_SPOOL)  # noqa: SIM115 - lives as long as this object
        size = 0
        while block := source.read(_BLOCK):
            size += spool.write(block)

        def opened() -> BinaryIO:
            spool.seek(0)
            return io.BufferedReader(_Unclosed(spool), _BLOCK)

        found = cls("<stdin>", opened, size)
        weakref.finalize(found, spool.close)
        return found

    # -- what recognising looks at

    @cached_property
    def head(self) -> bytes:
        """The first bytes, as UTF-8 without a byte order mark where a mark says what they are."""
        with self._open() as stream:
            start = stream.read(HEAD)
        encoding = _wide(start)
        if encoding is not None:
            return start.decode(encoding, "replace").lstrip("\ufeff").encode("utf-8", "replace")
        return start.removeprefix(b"\xef\xbb\xbf")

    @property
    def is_zip(self) -> bool:
        """Whether it is a ZIP archive."""
        return self.head.startswith(b"PK\x03\x04")

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """The keys of a JSON object's top level, as far as the head shows them; empty for anything else."""
        from riskframe.intake.json_scan import top_keys

        return top_keys(self.head)

    @cached_property
    def first_line(self) -> Any:
        """The first line as JSON, None where it is none, or where the whole file is one JSON value of several lines."""
        line = self.head.lstrip().split(b"\n", 1)[0]
        if len(line) >= HEAD:
            return None
        try:
            return json.loads(line)
        except (ValueError, RecursionError):
            return None

    # -- reading

    @property
    def sha256(self) -> str:
        """Digest of the bytes, in hexadecimal."""
        if self._digest is None:
            digest = hashlib.sha256()
            with self._open() as stream:
                while block := stream.read(_BLOCK):
                    digest.update(block)
            self._digest = digest.hexdigest()
        return self._digest

    def stream(self) -> BinaryIO:
        """The bytes from the start, seekable; the caller closes it."""
        return self._open()

    def content(self, limit: int = WHOLE) -> bytes:
        """All bytes. Raises Refused above the limit, and where the file cannot be read."""
        if self.size > limit:
            raise Refused(f"it has {self.size:,} bytes, and {limit:,} is the limit for this kind of file")
        try:
            with self._open() as stream:
                found = stream.read(limit + 1)
        except OSError as error:
            raise Refused(f"it cannot be read: {(error.strerror or 'error').lower()}") from None
        if len(found) > limit:
            raise Refused(f"it grew above {limit:,} bytes while it was read")
        return found

    def text(self, limit: int = WHOLE) -> str:
        """All text: UTF-8, or UTF-16 and UTF-32 with a byte order mark. Raises Refused naming the byte that does not fit."""
        return decoded(self.content(limit))

    def json(self, limit: int = WHOLE) -> Any:
        """The whole as JSON; `NaN` and `Infinity` are let through as floats. Raises Refused, also for a key given twice."""
        return parsed(self.text(limit))

    def lines(self) -> Iterator[tuple[int, bytes | None]]:
        """The lines with their numbers from 1, in constant memory; None stands for a line above the limit.

        Works out the digest on the way, so that a large file is read once. Raises Refused.
        """
        digest = hashlib.sha256()
        number = 0
        try:
            with self._open() as stream:
                if _wide(stream.read(4)) is not None:
                    raise Refused("it is UTF-16 or UTF-32", "save it as UTF-8")
                stream.seek(0)
                while line := stream.readline(LINE):
                    digest.update(line)
                    number += 1
                    if len(line) < LINE or line.endswith(b"\n"):
                        yield number, line
                        continue
                    while line and not line.endswith(b"\n"):
                        line = stream.readline(LINE)
                        digest.update(line)
                    yield number, None
        except OSError as error:
            raise Refused(f"it cannot be read: {(error.strerror or 'error').lower()}") from None
        self._digest = digest.hexdigest()

    def members(self, *keys: str) -> dict[str, Any]:
        """Some members of a JSON object's top level; the others are passed over without being read, however large.

        Raises Refused where the file is no JSON object or breaks off.
        """
        from riskframe.intake.json_scan import members

        if _wide(self.head) is not None or self.path is None:
            return members(self.text().encode(), keys)
        import mmap

        try:
            with self.path.open("rb") as stream, mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as view:
                return members(view, keys)
        except (OSError, ValueError) as error:
            raise Refused(f"it cannot be read: {error}") from None

    def beside(self, name: str) -> InputFile | None:
        """The file of that plain name in the same folder; None where there is none, or for standard input."""
        if self.path is None or name != Path(name).name or name in ("", ".", ".."):
            return None
        path = self.path.with_name(name)
        if not path.is_file():
            return None
        try:
            found = InputFile.at(path, (Path(self.name).parent / name).as_posix())
        except OSError:
            return None
        self.companions.append(found)
        return found


def decoded(content: bytes) -> str:
    """Bytes as text. Raises Refused with the offset of the first byte that does not fit."""
    encoding = _wide(content) or "utf-8-sig"
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        what = "UTF-8" if encoding == "utf-8-sig" else encoding.upper()
        raise Refused(f"the byte at offset {error.start} is not {what}", "save it as UTF-8") from None


def parsed(text: str | bytes) -> Any:
    """JSON out of a text. Raises Refused without repeating any of the text."""
    try:
        return json.loads(text, object_pairs_hook=_once)
    except json.JSONDecodeError as error:
        raise Refused(
            f"it is not valid JSON: {error.msg.lower()} at line {error.lineno}, column {error.colno}"
        ) from None
    except RecursionError:
        raise Refused("it is nested too deeply") from None
    except UnicodeDecodeError as error:
        raise Refused(f"the byte at offset {error.start} is not UTF-8", "save it as UTF-8") from None
    except ValueError:
        raise Refused("it is not valid JSON: a number has too many digits") from None


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise Refused("it is not sound JSON: the same key is given twice in one object")
    return found


def _wide(start: bytes) -> str | None:
    return next((encoding for mark, encoding in _BOMS if start.startswith(mark)), None)


class _Unclosed(io.RawIOBase):
    """A spooled stream that `with` does not close, so that it can be read again."""

    def __init__(self, stream: Any) -> None:
        self._stream = stream

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        found: bytes = self._stream.read(len(buffer))
        buffer[: len(found)] = found
        return len(found)

    def seek(self, offset: int, whence: int = 0) -> int:
        self._stream.seek(offset, whence)
        return int(self._stream.tell())
