"""The files of a folder: found without leaving it, and hashed in threads."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Literal

from riskframe.release.kinds import HEAD, Content, content_of
from riskframe.release.manifest import FILE_NAME

BLOCK = 1 << 20
"""Bytes read at a time: large enough that a thread spends its time hashing, which holds no interpreter lock."""

MOST_FILES = 100_000
"""Files looked at; a model has a few hundred at most."""

_LEFT_OUT = frozenset((".git", ".cache", ".huggingface"))
"""Folders that tools keep beside a model and that no upload takes along."""

Oddity = Literal["link_outside", "link_to_folder", "special_file", "unreadable", "changed_meanwhile", "strange_name", "too_many"]  # fmt: skip


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file as it lies there."""

    path: str
    """Below the folder, with `/`."""
    size: int
    sha256: str
    content: Content
    cached: bool = False
    """Whether the digest was remembered rather than computed now."""


@dataclass(frozen=True, slots=True)
class Odd:
    """Something that is no plain file inside the folder."""

    path: str
    kind: Oddity
    text: str


@dataclass(frozen=True, slots=True)
class Folder:
    """What lies in a folder that is about to be published, without the manifest itself."""

    files: tuple[FoundFile, ...]
    odd: tuple[Odd, ...] = ()

    @property
    def cached(self) -> bool:
        """Whether any digest was remembered."""
        return any(file.cached for file in self.files)


Stamp = tuple[int, int, int, int, int]
"""Device, inode, size, and times of the last change in ns: by these a file counts as untouched."""


@dataclass(frozen=True, slots=True)
class Remembered:
    """A digest from an earlier run, and the state of the file that it is of."""

    stamp: Stamp
    sha256: str
    content: Content


@dataclass(frozen=True, slots=True)
class _Candidate:
    path: str
    real: Path
    status: os.stat_result


Progress = Callable[[int, int], None]
"""Called with bytes done and bytes in all."""


def read_folder(
    folder: Path, *, manifest: Path | None = None, progress: Progress | None = None,
    remembered: Mapping[str, Remembered] | None = None, remember: dict[str, Remembered] | None = None,
) -> Folder:  # fmt: skip
    """Find and hash every file of a folder, in the order of the paths' bytes.

    Symbolic links are followed to files inside the folder only; a link that leads out, or to a folder, is an oddity and
    not read. `manifest` is left out. `remembered` maps absolute paths to digests of earlier runs, used where the file is
    untouched by its stamp; `remember` receives those of this run. Raises OSError where the folder itself cannot be read.
    """
    root = folder.resolve(strict=True)
    if not root.is_dir():
        raise NotADirectoryError(20, "not a folder", str(folder))
    own = (manifest or folder / FILE_NAME).resolve()
    candidates, odd = _walk(root, own)
    known: dict[str, FoundFile] = {}
    for one in candidates:
        entry = (remembered or {}).get(str(one.real))
        if entry is not None and entry.stamp == _stamp(one.status):
            known[one.path] = FoundFile(one.path, one.status.st_size, entry.sha256, entry.content, cached=True)
    todo = [one for one in candidates if one.path not in known]
    for one, found in zip(todo, _hashed(todo, progress), strict=True):
        if isinstance(found, Odd):
            odd.append(found)
            continue
        known[one.path] = found
        if remember is not None:
            remember[str(one.real)] = Remembered(_stamp(one.status), found.sha256, found.content)
    files = sorted(known.values(), key=lambda file: file.path.encode("utf-8", "surrogateescape"))
    return Folder(tuple(files), tuple(sorted(odd, key=lambda one: one.path)))


def _walk(root: Path, own: Path) -> tuple[list[_Candidate], list[Odd]]:
    found: list[_Candidate] = []
    odd: list[Odd] = []
    waiting = [(root, "")]
    while waiting:
        folder, prefix = waiting.pop()
        try:
            entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
        except OSError as error:
            odd.append(Odd(prefix.rstrip("/") or ".", "unreadable", f"the folder cannot be read: {_reason(error)}"))
            continue
        for entry in entries:
            path = prefix + entry.name
            if not _plain(entry.name):
                odd.append(Odd(_shown(path), "strange_name", "its name cannot be written in a manifest"))
            elif entry.is_dir(follow_symlinks=False):
                if prefix or entry.name not in _LEFT_OUT:
                    waiting.append((Path(entry.path), path + "/"))
            elif (one := _candidate(path, Path(entry.path), root)) is None or isinstance(one, Odd):
                odd += [one] if one is not None else []
            elif one.real != own:
                found.append(one)
            if len(found) > MOST_FILES:
                return [], [Odd(".", "too_many", f"the folder holds more than {MOST_FILES:,} files")]
    return found, odd


def _candidate(path: str, place: Path, root: Path) -> _Candidate | Odd | None:
    try:
        real = place.resolve(strict=True)
        status = real.stat()
    except (OSError, RuntimeError) as error:
        return Odd(path, "unreadable", f"it leads nowhere: {_reason(error)}")
    if not real.is_relative_to(root):
        return Odd(path, "link_outside", f"it is a link that leads out of the folder, to {real.name}")
    if stat.S_ISDIR(status.st_mode):
        return Odd(path, "link_to_folder", "it is a link to a folder")
    if not stat.S_ISREG(status.st_mode):
        return Odd(path, "special_file", "it is a device, pipe or socket")
    return _Candidate(path, real, status)


def _hashed(todo: Iterable[_Candidate], progress: Progress | None) -> list[FoundFile | Odd]:
    from concurrent.futures import ThreadPoolExecutor  # it imports logging; a gate without files has no use for it

    listed = list(todo)
    total = sum(one.status.st_size for one in listed)
    done, lock = 0, Lock()

    def advance(count: int) -> None:
        nonlocal done
        if progress is not None:
            with lock:
                done += count
                progress(done, total)

    # The largest first: the last thread to finish then has little left.
    order = sorted(range(len(listed)), key=lambda i: -listed[i].status.st_size)
    workers = min(len(listed), max(2, os.cpu_count() or 2), 16)
    if not listed:
        return []
    with ThreadPoolExecutor(workers) as pool:
        made = dict(zip(order, pool.map(lambda i: _hash(listed[i], advance), order), strict=True))
    return [made[i] for i in range(len(listed))]


def _hash(one: _Candidate, advance: Callable[[int], None]) -> FoundFile | Odd:
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0)
    digest = hashlib.sha256()
    head, size = b"", 0
    try:
        with os.fdopen(os.open(one.real, flags | getattr(os, "O_BINARY", 0)), "rb", buffering=0) as stream:
            if hasattr(os, "posix_fadvise"):
                os.posix_fadvise(stream.fileno(), 0, 0, os.POSIX_FADV_SEQUENTIAL)
            buffer = memoryview(bytearray(min(BLOCK, max(one.status.st_size, HEAD) + 1)))
            while count := stream.readinto(buffer):
                head = head or bytes(buffer[: min(count, HEAD)])
                digest.update(buffer[:count])
                size += count
                advance(count)
            after = os.fstat(stream.fileno())
    except OSError as error:
        return Odd(one.path, "unreadable", f"it cannot be read: {_reason(error)}")
    if size != one.status.st_size or _stamp(after) != _stamp(one.status):
        return Odd(one.path, "changed_meanwhile", "it changed while it was read")
    return FoundFile(one.path, size, digest.hexdigest(), content_of(head, size))


def _stamp(status: os.stat_result) -> Stamp:
    return (status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns)


def _plain(name: str) -> bool:
    return not any(
        ord(c) < 0x20 or 0x7F <= ord(c) < 0xA0 or c in "\\\ufffe\uffff" or 0xD800 <= ord(c) < 0xE000 for c in name
    )


def _shown(path: str) -> str:
    return path.encode("ascii", "backslashreplace").decode()


def _reason(error: Exception) -> str:
    return str(getattr(error, "strerror", None) or error).lower()
