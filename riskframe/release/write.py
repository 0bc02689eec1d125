"""A release manifest from a folder. It states what can be seen; what was evaluated, somebody has to say."""

from __future__ import annotations

import json
from collections.abc import Sequence
from fnmatch import fnmatchcase
from typing import Any

from riskframe.release.folder import Folder
from riskframe.release.kinds import likely_role
from riskframe.release.manifest import WEIGHTS, PublishedFile, ReleaseManifest

_HEAD = """\
# The files of the release. `riskframe gate --weights FOLDER` holds the folder against this list.
# Roles are suggestions by name: correct them. Weights that say nothing under `assessed` keep the gate shut.
"""


def manifest_text(folder: Folder, *, evaluated: Sequence[str] = (), before: ReleaseManifest | None = None) -> str:
    """The manifest of a folder as YAML, files in the order of their paths' bytes.

    evaluated: patterns (`*.safetensors`) of the weight files that the evaluations were run on.
    before: an earlier manifest; a file of the same path keeps its role, and with the same digest what was said of it.
    """
    old = before.by_path if before is not None else {}
    entries = [_entry(f.path, f.size, f.sha256, old.get(f.path), evaluated) for f in folder.files]
    return _HEAD + "riskframe_release: 1\nfiles:\n" + "".join(f"  - {_flow(entry)}\n" for entry in entries)


def _flow(entry: dict[str, Any]) -> str:
    """One entry on a line. Text is quoted as JSON has it, so that no name of a file reads as a number or a date."""
    parts = []
    for key, value in entry.items():
        said = _flow(value) if isinstance(value, dict) else json.dumps(value, ensure_ascii=False)
        parts.append(f"{key}: {value if key in ('role', 'assessed') and _is_word(value) else said}")
    return "{" + ", ".join(parts) + "}"


def _is_word(value: Any) -> bool:
    return isinstance(value, str) and value.isalpha()


def _entry(path: str, size: int, sha256: str, old: PublishedFile | None, evaluated: Sequence[str]) -> dict[str, Any]:
    role = old.role if old is not None else likely_role(path)
    entry: dict[str, Any] = {"path": path, "size": size, "sha256": sha256, "role": role}
    kept = old is not None and old.sha256 == sha256
    if role in WEIGHTS and any(fnmatchcase(path, pattern) for pattern in evaluated):
        entry["assessed"] = "evaluated"
    elif kept and old is not None and old.assessed is not None:
        entry["assessed"] = old.assessed if isinstance(old.assessed, str) else old.assessed.model_dump(mode="json")
    if kept and old is not None and old.base is not None:
        entry["base"] = old.base.model_dump(mode="json")
    return entry
