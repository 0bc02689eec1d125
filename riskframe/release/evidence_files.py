"""The files that evidence items name, hashed: an item with a digest is bound to the bytes that were measured."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from pathlib import Path

from riskframe.profile import Profile

_LIKE_A_FILE = re.compile(r"[\w.@+-]+(/[\w.@+-]+)*\.[A-Za-z]\w{0,9}\Z")
"""A path with an ending; anything else may be a citation, and is a file only where it is there."""


def evidence_digests(profile: Profile, root: Path) -> dict[str, str | None]:
    """Evidence id -> SHA-256 of the file that its `source` names, None where that cannot be read.

    Only items that state a digest, and only files below `root`: a path that leads out of it counts as unreadable.
    Addresses and citations are left out.
    """
    return digests_of([(item.id, item.source, item.sha256) for item in profile.evidence], root)


def digests_of(stated: Iterable[tuple[str, str | None, str | None]], root: Path) -> dict[str, str | None]:
    """The same for (id, source, digest) of any register."""
    base = root.resolve()
    found: dict[str, str | None] = {}
    for name, source, sha256 in stated:
        if sha256 is None or source is None or "://" in source or "\n" in source:
            continue
        try:
            path = (base / source).resolve()
            if not path.is_relative_to(base):
                found[name] = None
            elif path.is_file():
                with path.open("rb") as stream:
                    found[name] = hashlib.file_digest(stream, "sha256").hexdigest()
            elif _LIKE_A_FILE.match(source):
                found[name] = None
        except (OSError, ValueError, RuntimeError):
            found[name] = None
    return found
