"""A ZIP archive read member by member into memory, zstd members (method 93) included; nothing is unpacked to disk."""

from __future__ import annotations

import struct
import sys
import zipfile
import zlib
from collections.abc import Mapping
from types import TracebackType
from typing import Any

from riskframe.intake.file import InputFile
from riskframe.intake.records import Refused

MEMBER = 64 * 1024 * 1024
"""Bytes of one unpacked member."""

_ZSTD = 93
_HEADER = struct.Struct("<4s22xHH")
_DAMAGED = (
    zipfile.BadZipFile, OSError, EOFError, zlib.error, RuntimeError, struct.error, ValueError, NotImplementedError,
)  # fmt: skip


class Archive:
    """An open archive. Raises Refused where it is damaged or has too many members."""

    def __init__(self, file: InputFile, most: int) -> None:
        self._stream = file.stream()
        try:
            self._zip = zipfile.ZipFile(self._stream)
        except _DAMAGED:
            self._stream.close()
            raise Refused("the archive is damaged or incomplete", "copy the file again") from None
        # Inspect appends to its archive: of members with the same name the last one counts, as ZIP has it.
        self.parts: Mapping[str, zipfile.ZipInfo] = {info.filename: info for info in self._zip.infolist()}
        if len(self._zip.infolist()) > most:
            self._stream.close()
            raise Refused(f"the archive has more than {most:,} members")

    @staticmethod
    def names(file: InputFile) -> tuple[str, ...]:
        """The members' names; none where the archive cannot be read."""
        try:
            with file.stream() as stream, zipfile.ZipFile(stream) as archive:
                return tuple(archive.namelist())
        except _DAMAGED:
            # A damaged Inspect log is still recognised: its first member's name stands at a fixed place.
            return _first_name(file.head)

    def __enter__(self) -> Archive:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._zip.close()
        self._stream.close()

    def read(self, name: str) -> bytes:
        """One member, unpacked. Raises Refused above the limit, where it is damaged, or where zstd is not installed."""
        info = self.parts[name]
        if info.flag_bits & 1:
            raise Refused("the archive is encrypted", "export the log without a password")
        try:
            if info.compress_type == _ZSTD:
                found = self._zstd(info)
            else:
                with self._zip.open(info) as stream:
                    found = stream.read(MEMBER + 1)
        except _DAMAGED:
            raise Refused(f"the archive's {name} is damaged", "copy the file again") from None
        if len(found) > MEMBER:
            raise Refused(f"the archive's {name} unpacks to more than {MEMBER:,} bytes")
        return found

    def _zstd(self, info: zipfile.ZipInfo) -> bytes:
        zstd = _zstd()
        stream: Any = self._zip.fp
        stream.seek(info.header_offset)
        mark, name, extra = _HEADER.unpack(stream.read(_HEADER.size))
        if mark != b"PK\x03\x04" or info.compress_size > MEMBER:
            raise ValueError
        stream.seek(name + extra, 1)
        made = zstd.ZstdDecompressor()
        try:
            found: bytes = made.decompress(stream.read(info.compress_size), MEMBER + 1)
        except zstd.ZstdError:
            raise ValueError from None
        if len(found) <= MEMBER and (not made.eof or zlib.crc32(found) != info.CRC):
            raise ValueError
        return found


def _zstd() -> Any:
    # In the standard library since Python 3.14 (PEP 784); before, the same module under another name.
    try:
        if sys.version_info >= (3, 14):
            from compression import zstd
        else:
            from backports import zstd
    except ImportError:
        raise Refused(
            "it is compressed with zstd, which this Python cannot unpack", "pip install backports-zstd"
        ) from None
    return zstd


def _first_name(head: bytes) -> tuple[str, ...]:
    try:
        _, length, _ = _HEADER.unpack(head[: _HEADER.size])
    except struct.error:
        return ()
    return (head[_HEADER.size : _HEADER.size + length].decode("utf-8", "replace"),)
