"""Digests of earlier runs, so that `assess` and `check` need not read terabytes again. A gate does not trust it."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from riskframe.release.folder import Remembered

_FORMAT = 1
_MOST = 64 * 1024 * 1024
"""Bytes; about 200,000 files."""


def cache_file(environ: Mapping[str, str], home: Path) -> Path:
    """Where digests are kept: RISKFRAME_CACHE, else the user's cache folder."""
    said = environ.get("RISKFRAME_CACHE")
    if said:
        return Path(said) / "digests.json"
    return Path(environ.get("XDG_CACHE_HOME") or home / ".cache") / "riskframe" / "digests.json"


def load_cache(path: Path) -> dict[str, Remembered]:
    """What is remembered; nothing where the file is not there or is not one of ours. A cache is never a reason to fail."""
    try:
        if path.stat().st_size > _MOST:
            return {}
        raw: Any = json.loads(path.read_text(encoding="utf-8"))
        if raw["format"] != _FORMAT:
            return {}
        return {
            str(name): Remembered(tuple(int(part) for part in entry[0]), str(entry[1]), entry[2])  # type: ignore[arg-type]
            for name, entry in raw["files"].items()
            if len(entry[0]) == 5 and len(entry[1]) == 64
        }
    except (OSError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError):
        return {}


def save_cache(path: Path, remembered: Mapping[str, Remembered]) -> None:
    """Write what is remembered, whole or not at all. Raises OSError."""
    said = {name: [list(one.stamp), one.sha256, one.content] for name, one in sorted(remembered.items())}
    path.parent.mkdir(parents=True, exist_ok=True)
    waiting = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        waiting.write_text(json.dumps({"format": _FORMAT, "files": said}) + "\n", encoding="utf-8")
        waiting.replace(path)
    finally:
        waiting.unlink(missing_ok=True)
