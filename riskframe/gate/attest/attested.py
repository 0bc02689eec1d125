"""One profile, judged: what every statement is made from."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from riskframe.assessment import Assessment
from riskframe.gate.codes import ExitCode
from riskframe.gate.judge import Judgement
from riskframe.gate.published import Published
from riskframe.release.manifest import FILE_NAME


@dataclass(frozen=True, slots=True)
class UnderRubric:
    """The assessment by one adopted rubric, and what the gate says of it."""

    assessment: Assessment
    judgement: Judgement
    result_sha256: str
    """SHA-256 of the JSON result, as `-f json` writes it."""


@dataclass(frozen=True, slots=True)
class Attested:
    """What a statement says, and of which bytes."""

    code: ExitCode
    day: date
    under: tuple[UnderRubric, ...]
    """At least one."""
    published: Published | None = None
    weights: tuple[str, str] | None = None
    """Name and SHA-256 of a single weights file."""

    @property
    def assessment(self) -> Assessment:
        return self.under[0].assessment

    @property
    def option(self) -> str:
        return self.under[0].judgement.option

    @property
    def subjects(self) -> tuple[tuple[str, str], ...]:
        """Path and SHA-256 of every weights file; of the manifest where a release has none. Empty where none was given."""
        if self.published is None:
            return (self.weights,) if self.weights is not None else ()
        found = tuple((file.path, file.sha256) for file in self.published.manifest.weights)
        return found or ((FILE_NAME, self.published.manifest_sha256),)

    def uuid(self, *parts: str) -> UUID:
        """A UUID that the same statement always gets (version 5)."""
        results = "/".join(one.result_sha256 for one in self.under)
        return uuid5(NAMESPACE_URL, "/".join(("riskframe", results, str(int(self.code)), self.day.isoformat(), *parts)))

    @property
    def moment(self) -> str:
        """The day of the gate as a moment."""
        return f"{self.day.isoformat()}T00:00:00Z"


def root_digest(files: Iterable[tuple[str, str]]) -> str:
    """The root digest as OpenSSF Model Signing (method `files`) has it, so that a decision meets a signature.

    SHA-256 over the raw SHA-256 digests of all files, in the order of their paths.
    """
    ordered = sorted(files)
    return hashlib.sha256(b"".join(bytes.fromhex(digest) for _, digest in ordered)).hexdigest()


def as_json(made: Any) -> bytes:
    """Indented JSON with one newline at the end."""
    return (json.dumps(made, ensure_ascii=False, indent=2) + "\n").encode()
