"""The release manifest: every published file with digest, size and role, and how each weight file was assessed.

A file that is not listed was not looked at. A weight file is either the one that was evaluated, or made from it by a named
conversion whose equivalence has evidence of its own: a quantised or merged model is another model until shown otherwise.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, StringConstraints, model_validator

from riskframe.diagnostics import InvalidProblems, Problem
from riskframe.records import Id, Name, Record, Sha256

FILE_NAME = "riskframe-release.yaml"
"""Where the manifest of a folder stands, in that folder, unless said otherwise. It does not list itself."""

Role = Literal[
    "weights", "adapter", "tokenizer", "configuration", "code", "data", "documentation", "licence", "signature", "other",
]  # fmt: skip
"""What a file is for. `weights` and `adapter` have to say how they were assessed."""

WEIGHTS: tuple[Role, ...] = ("weights", "adapter")

_STRANGE = re.compile(r"[\x00-\x1f\x7f\\]")


def _inside(path: str) -> str:
    """A path that stays inside the folder on every system. Raises ValueError for any other."""
    parts = path.split("/")
    if path.startswith("/") or (len(path) > 1 and path[1] == ":"):
        raise ValueError("a path is relative to the folder that is published")
    if any(part in ("", ".", "..") for part in parts) or _STRANGE.search(path):
        raise ValueError("a path names a file inside the folder: parts joined by /, none of them empty, `.` or `..`")
    return path


FilePath = Annotated[str, StringConstraints(min_length=1, max_length=1000), AfterValidator(_inside)]
"""A file below the published folder, with `/` between the parts."""


class Derived(Record):
    """A file that was made from an assessed one, and what shows that it behaves alike."""

    derived_from: Sha256
    """SHA-256 of the evaluated file, of all of them together (the weights digest), or of another listed file."""
    by: Name
    """The conversion: its tool, version and settings, for example `llama.cpp b4000, Q4_K_M`."""
    equivalence: tuple[Id, ...] = ()
    """Evidence of the profile that compares the two. Each conversion needs its own."""


class Base(Record):
    """The model that an adapter is loaded on. An adapter alone does nothing, and both together were assessed."""

    name: Name
    """As `model.base_model` of the profile says it."""
    sha256: Sha256
    """The base's weights digest."""


class PublishedFile(Record):
    """One file of the release."""

    path: FilePath
    size: Annotated[int, Field(ge=0)]
    """In bytes."""
    sha256: Sha256
    role: Role
    assessed: Literal["evaluated"] | Derived | None = None
    """Weights and adapters: `evaluated`, or what it was derived from. Left out, nothing is claimed and the gate stays shut."""
    base: Base | None = None
    """Adapters: what it is loaded on."""


class ReleaseManifest(Record):
    """Every file that a release publishes."""

    riskframe_release: Literal[1]
    """Version of the manifest format."""
    files: Annotated[tuple[PublishedFile, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _no_file_twice(self) -> ReleaseManifest:
        first: dict[str, int] = {}
        problems = []
        for place, file in enumerate(self.files):
            if file.path in first:
                message = f'"{file.path}" is listed twice'
                problems.append(Problem("E427", ("files", place, "path"), message))
            first.setdefault(file.path, place)
        if problems:
            raise InvalidProblems(problems)
        return self

    @property
    def by_path(self) -> dict[str, PublishedFile]:
        return {file.path: file for file in self.files}

    @property
    def weights(self) -> tuple[PublishedFile, ...]:
        """Files that hold parameters, adapters included."""
        return tuple(file for file in self.files if file.role in WEIGHTS)

    @property
    def evaluated(self) -> tuple[PublishedFile, ...]:
        """The weight files that the evaluations were run on."""
        return tuple(file for file in self.weights if file.assessed == "evaluated")

    @property
    def evaluated_sha256(self) -> str | None:
        """Weights digest of what was evaluated; None where only derived files are published."""
        return weights_digest((file.path, file.sha256) for file in self.evaluated)

    @property
    def files_sha256(self) -> str:
        """Digest of the listing of all files."""
        return listing_digest((file.path, file.sha256) for file in self.files)


def listing_digest(files: Iterable[tuple[str, str]]) -> str:
    """SHA-256 over `digest  path` lines in the order of the paths' bytes.

    The form is that of `sha256sum`, so that anybody can redo it:
    `LC_ALL=C sha256sum $(LC_ALL=C ls) | sha256sum` in a flat folder.
    """
    ordered = sorted(files, key=lambda file: file[0].encode())
    return hashlib.sha256("".join(f"{digest}  {path}\n" for path, digest in ordered).encode()).hexdigest()


def weights_digest(files: Iterable[tuple[str, str]]) -> str | None:
    """What `model.weights.sha256` states: one file's own digest, or the listing digest of several. None for no file."""
    listed = list(files)
    if not listed:
        return None
    return listed[0][1] if len(listed) == 1 else listing_digest(listed)
