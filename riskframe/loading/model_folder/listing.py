"""The files of a model folder: regular files inside it only, in a fixed order, each kind told by its name."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from pathlib import Path

from riskframe.diagnostics import Diagnostic, InvalidInput

MAX_FILES = 20_000
_WEIGHTS = frozenset({
    ".safetensors", ".bin", ".pt", ".pth", ".ckpt", ".gguf", ".ggml", ".onnx", ".h5", ".keras", ".msgpack", ".npz",
    ".pdparams", ".tflite", ".mlmodel", ".nemo", ".pkl", ".distcp",
})  # fmt: skip
_NOT_WEIGHTS = frozenset({"training_args.bin", "optimizer.pt", "scheduler.pt", "optimizer.bin", "scheduler.bin"})
"""Left-overs of training that carry one of these endings and are no part of the model."""


@dataclass(frozen=True, slots=True)
class Listing:
    """The files that may be read, by their path inside the folder (with `/`), and what was passed over."""

    root: Path
    files: tuple[str, ...]
    remarks: tuple[str, ...]

    def path(self, name: str) -> Path:
        return self.root / name

    def first(self, *names: str) -> str | None:
        """The first of these names at the top of the folder, upper and lower case alike."""
        by_name = {file.lower(): file for file in reversed(self.files)}
        return next((by_name[name] for name in names if name in by_name), None)

    @property
    def weights(self) -> tuple[str, ...]:
        """Files whose name ends as files of weights do."""
        return tuple(f for f in self.files if Path(f).suffix.lower() in _WEIGHTS and Path(f).name not in _NOT_WEIGHTS)


def list_folder(folder: str | os.PathLike[str]) -> Listing:
    """Every regular file below a folder. Links that lead out of it, and hidden folders, are passed over.

    Raises InvalidInput where the folder cannot be listed (E101, E103) or holds too many files (E103).
    """
    name = os.fspath(folder)
    top = Path(name)
    if not top.is_dir():
        what = "is a file, not a folder" if top.exists() else "is not there"
        raise InvalidInput([Diagnostic("E101", f'the model folder "{name}" {what}')])
    root = top.resolve()
    files: list[str] = []
    remarks: list[str] = []
    try:
        for at, folders, names in os.walk(root, onerror=_raise):
            folders[:] = sorted(f for f in folders if not f.startswith(".") and not (Path(at) / f).is_symlink())
            for file in sorted(names):
                path = Path(at) / file
                inside = path.relative_to(root).as_posix()
                if _readable(path, root):
                    files.append(inside)
                elif path.is_symlink():
                    remarks.append(f"{inside}: a link that leads out of the folder; not read")
                if len(files) > MAX_FILES:
                    raise InvalidInput([Diagnostic("E103", f'"{name}" holds more than {MAX_FILES:,} files')])
    except OSError as error:
        reason = str(error.strerror or error).lower()
        raise InvalidInput([Diagnostic("E103", f'"{name}" cannot be listed: {reason}')]) from None
    return Listing(root, tuple(files), tuple(remarks))


def _readable(path: Path, root: Path) -> bool:
    # A link is followed only to a place inside; what it leads to must be an ordinary file (no pipe, no device).
    try:
        if path.is_symlink() and not path.resolve().is_relative_to(root):
            return False
        return stat.S_ISREG(path.stat().st_mode)
    except (OSError, RuntimeError):
        return False


def _raise(error: OSError) -> None:
    raise error
