"""Outputs that are either whole or not there, and a standard output that may close early."""

from __future__ import annotations

import contextlib
import os
import secrets
import stat
import sys
from collections.abc import Mapping
from pathlib import Path

from riskframe.diagnostics import Diagnostic

_LONGEST_NAME = 50
"""Characters of a target's name that its temporary name keeps, well below what file systems allow."""


class CannotWrite(OSError):
    """An output cannot be written; `diagnostic` says which and why (codes E151, E152)."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        self.diagnostic = diagnostic
        super().__init__(diagnostic.message)

    def __reduce__(self) -> tuple[type[CannotWrite], tuple[Diagnostic]]:
        """Comes whole out of another process; without this only its message would be handed to `__init__`."""
        return CannotWrite, (self.diagnostic,)


def write_files(files: Mapping[str | os.PathLike[str], bytes]) -> None:
    """Writes every file, or none.

    All contents are first written and synced under temporary names beside their targets, then renamed. Missing folders
    are made. A symbolic link stays and the file it points at is replaced; a file's permissions are kept; a device or
    pipe is written to directly, since renaming would replace it. Raises CannotWrite.
    """
    made: list[Path] = []
    waiting: dict[Path, Path] = {}
    try:
        targets = _targets(files)
        for target, content in targets.items():
            if not _is_stream(target):
                _make_folder(target.parent, made)
                waiting[target] = _write_beside(target, content)
        for target, content in targets.items():
            if target in waiting:
                waiting[target].replace(target)
                del waiting[target]
            else:
                _write_stream(target, content)
        made.clear()
        for folder in {target.parent for target in targets}:
            _sync_folder(folder)
    except (OSError, ValueError) as error:
        raise error if isinstance(error, CannotWrite) else _failed(error, next(iter(files), "")) from None
    finally:
        for temporary in waiting.values():
            temporary.unlink(missing_ok=True)
        for folder in reversed(made):
            with contextlib.suppress(OSError):
                folder.rmdir()


def write_stdout(content: bytes) -> None:
    """Writes to standard output at once. A reader that went away (`| head`) is no fault. Raises CannotWrite."""
    stream = sys.stdout
    if stream is None:
        raise CannotWrite(Diagnostic("E151", "standard output is closed, so nothing can be written to it"))
    try:
        stream.flush()
        stream.buffer.write(content)
        stream.flush()
    except BrokenPipeError:
        _silence_stdout()
    except (OSError, ValueError) as error:
        raise CannotWrite(Diagnostic("E151", f"standard output cannot be written: {_reason(error)}")) from None


def _silence_stdout() -> None:
    # Python flushes standard output once more on exit, and would complain about the pipe again.
    with contextlib.suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)


def _targets(files: Mapping[str | os.PathLike[str], bytes]) -> dict[Path, bytes]:
    """The files that will really be written, each once; devices and pipes keep their own name."""
    targets: dict[Path, bytes] = {}
    for name, content in files.items():
        path = Path(name)
        if path.is_dir() or os.fspath(name).endswith((os.sep, "/")):
            hint = "give a file name inside it"
            raise CannotWrite(Diagnostic("E152", f'"{os.fspath(name)}" is a folder, not a file', hint=hint))
        try:
            target = path if _is_stream(path) else path.resolve()
        except (OSError, RuntimeError, ValueError) as error:
            raise _failed(error, name) from None
        if target in targets:
            raise CannotWrite(
                Diagnostic("E151", f'"{os.fspath(name)}" would be written twice', hint="name each output once")
            )
        targets[target] = content
    return targets


def _is_stream(path: Path) -> bool:
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError):
        return False
    return not stat.S_ISREG(mode) and not stat.S_ISDIR(mode)


def _write_stream(path: Path, content: bytes) -> None:
    try:
        with path.open("wb", buffering=0) as stream:
            view = memoryview(content)
            while view:
                view = view[stream.write(view) or 0 :]
    except BrokenPipeError:
        pass
    except OSError as error:
        raise _failed(error, path) from None


def _make_folder(folder: Path, made: list[Path]) -> None:
    missing = []
    while not folder.exists():
        missing.append(folder)
        folder = folder.parent
    for path in reversed(missing):
        try:
            path.mkdir(exist_ok=True)
        except OSError as error:
            raise _failed(error, path) from None
        made.append(path)


def _write_beside(target: Path, content: bytes) -> Path:
    """Writes the content under a temporary name in the target's folder; nothing is left when that fails."""
    temporary = target.with_name(f".{target.name[:_LONGEST_NAME]}.{secrets.token_hex(4)}.tmp")
    try:
        # 0o666 leaves the permissions of a new file to the user's umask, as for any other program.
        handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(content)
                stream.flush()
                os.fsync(stream.fileno())
            with contextlib.suppress(FileNotFoundError):
                temporary.chmod(stat.S_IMODE(target.stat().st_mode))
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
    except OSError as error:
        raise _failed(error, target) from None
    return temporary


def _sync_folder(folder: Path) -> None:
    # Makes the new names last through a power cut, where the system can do it.
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _failed(error: Exception, name: str | os.PathLike[str]) -> CannotWrite:
    return CannotWrite(Diagnostic("E151", f'"{os.fspath(name)}" cannot be written: {_reason(error)}'))


def _reason(error: Exception) -> str:
    return str(getattr(error, "strerror", None) or error).lower()
