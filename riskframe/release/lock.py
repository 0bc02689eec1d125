"""A lock: what a rubric, its thresholds and the baselines were before results were there.

Whoever sees a result first and sets the bar afterwards can always pass. A lock does not keep anybody from changing the
bar; it makes a change after measuring visible, and the gate stays shut until it is taken back or locked anew with a reason.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any, Literal

from riskframe.profile import Profile
from riskframe.ratings import Rating
from riskframe.records import Day, Id, Name, Record, Sha256, Text
from riskframe.release.manifest import FilePath
from riskframe.rubric.resolve import Rubric

PARTS: Mapping[str, tuple[str, ...]] = {
    "options": ("rubric",),
    "thresholds": ("criteria", "indicators"),
    "tolerance": ("tolerance",),
    "pathways": ("pathways",),
    "rules": ("rules",),
    "benefits": ("benefits",),
}
"""Part of a lock -> parts of a rubric folder."""


class LockedRubric(Record):
    """The rubric as it was."""

    id: Id
    version: Name
    digest: Sha256
    """Of the texts that decide, as a result states it."""


class Earlier(Record):
    """A lock that this one takes the place of."""

    locked_on: Day
    sha256: Sha256
    """Of the earlier lock's file."""
    because: Text


class Lock(Record):
    """What `riskframe rubric lock` writes. Digests are SHA-256."""

    riskframe_lock: Literal[1]
    """Version of the format."""
    locked_on: Day
    rubric: LockedRubric
    files: dict[FilePath, Sha256]
    """Every file of the rubric folder, by its bytes."""
    parts: dict[Id, Sha256]
    """Options, thresholds, tolerance, pathways, rules and benefits by what they say."""
    overrides: Sha256 | None = None
    """The organisation's changes, by the bytes of their file; nothing where there were none."""
    model: Name | None = None
    """The model that baselines, evidence and assessors are of."""
    baselines: dict[str, Sha256] = {}
    """Comparators of the profile, by rating and name: what they are and which result stands for them."""
    evidence: tuple[Id, ...] = ()
    """Items that the profile held; none of them may vanish."""
    assessors: tuple[Id, ...] = ()
    """People that the profile named; none of them may vanish."""
    earlier: tuple[Earlier, ...] = ()
    """Locks before this one, the latest first, with the reason for each change."""


def lock_of(
    rubric: Rubric, files: Mapping[str, str], locked_on: Any, *, overrides: str | None = None,
    profile: Profile | None = None, earlier: tuple[Earlier, ...] = (),
) -> Lock:  # fmt: skip
    """The lock of a rubric, and of a profile's baselines where one is given. `files` are digests by path."""
    return Lock(
        riskframe_lock=1,
        locked_on=locked_on,
        rubric=LockedRubric(id=rubric.id, version=rubric.version, digest=rubric.digest),
        files=dict(sorted(files.items())),
        parts=part_digests(rubric),
        overrides=overrides,
        model=profile.model.name if profile is not None else None,
        baselines=baseline_digests(profile) if profile is not None else {},
        evidence=tuple(item.id for item in profile.evidence) if profile is not None else (),
        assessors=tuple(who.id for who in profile.assessors) if profile is not None else (),
        earlier=earlier,
    )


def part_digests(rubric: Rubric) -> dict[str, str]:
    """Each part of a rubric by what it says: order of keys, comments and layout do not matter."""
    said = rubric.folder.model_dump(mode="json", exclude={"cases"})
    return {part: _digest({name: said.get(name) for name in names}) for part, names in PARTS.items()}


def baseline_digests(profile: Profile) -> dict[str, str]:
    """Every comparator of a profile, with the evidence that its result is."""
    evidence = {item.id: item.model_dump(mode="json", exclude_defaults=True) for item in profile.evidence}
    found: dict[str, str] = {}
    for path, rating in _ratings(profile):
        for comparator in rating.comparators:
            said = comparator.model_dump(mode="json", exclude_defaults=True)
            found[f"{path}: {comparator.name}"] = _digest([said, evidence.get(comparator.result or "")])
    return found


def _ratings(profile: Profile) -> list[tuple[str, Rating]]:
    found: list[tuple[str, Rating]] = []
    for name, entry in profile.context.items():
        if isinstance(entry, dict):
            found += [(f"context.{name}.{key}", rating) for key, rating in entry.items()]
        else:
            found.append((f"context.{name}", entry))
    return found


def _digest(value: Any) -> str:
    return hashlib.sha256(json.dumps(value, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
