"""A lock against what is there today: everything that changed after it was made. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from riskframe.assessment import Assessment
from riskframe.gate.findings import Finding, Place
from riskframe.gate.vanished import vanished_ids
from riskframe.profile import Profile
from riskframe.release.lock import Lock, baseline_digests, part_digests
from riskframe.rubric.resolve import Rubric

_REMEDY = "Restore it, or see what `riskframe rubric diff` says of it and lock again with a reason before measuring."


def file_changes(lock: Lock, files: Mapping[str, str], overrides: str | None) -> tuple[Finding, ...]:
    """Files of the rubric folder and the organisation's file, by their bytes; they need not be readable as a rubric."""
    return tuple(_files(lock, files, overrides))


def _files(lock: Lock, files: Mapping[str, str], overrides: str | None) -> Iterator[Finding]:
    since = f"since the lock of {lock.locked_on.isoformat()}"
    for path in sorted({*lock.files, *files}):
        was, now = lock.files.get(path), files.get(path)
        if was != now:
            how = "is new" if was is None else "is gone" if now is None else "was changed"
            place = Place("lock", ("files", path) if was is not None else ("files",), path)
            yield _changed(path, f"{path} of the rubric {how} {since}", place, lock)
    if lock.overrides != overrides:
        how = (
            "are new" if lock.overrides is None else "are gone" if overrides is None else "were changed"
        )  # fmt: skip
        yield _changed("overrides", f"the organisation's changes {how} {since}", Place("lock", ("overrides",)), lock)


def lock_findings(lock: Lock, rubric: Rubric, profile: Profile, assessment: Assessment) -> tuple[Finding, ...]:
    """Parts of the rubric, baselines, evidence and assessors that are not what the lock recorded.

    rubric: without an organisation's changes, which have a digest of their own in the lock.
    """
    return tuple(_found(lock, rubric, profile, assessment))


def _found(lock: Lock, rubric: Rubric, profile: Profile, assessment: Assessment) -> Iterator[Finding]:
    since = f"the lock of {lock.locked_on.isoformat()}"
    now = part_digests(rubric)
    for part, digest in now.items():
        if lock.parts.get(part) != digest:
            yield _changed(part, f"the {part} of the rubric {_are(part)} not what {since} recorded",
                           Place("lock", ("parts", part)), lock)  # fmt: skip
    if lock.model is not None and lock.model != profile.model.name:
        text = f'the lock is about the model "{lock.model}", and this is "{profile.model.name}"'
        yield Finding("lock_other_rubric", lock.model, text, "Give this model's lock.", Place("lock", ("model",)))
        return
    if lock.model is not None:
        yield from _baselines(lock, profile, since)
        yield from vanished_ids(lock.evidence, lock.assessors, assessment, since)
    for index, item in enumerate(profile.evidence):
        if item.result is not None and item.status == "accepted" and item.date and item.date < lock.locked_on:
            text = (
                f'evidence "{item.id}" is dated {item.date.isoformat()}, before {since}: its result was there already'
            )
            yield Finding("measured_before_lock", item.id, text, severity="note",
                          place=Place("profile", ("evidence", index, "date")))  # fmt: skip


def _baselines(lock: Lock, profile: Profile, since: str) -> Iterator[Finding]:
    here = baseline_digests(profile)
    for name in sorted({*lock.baselines, *here}):
        was, now = lock.baselines.get(name), here.get(name)
        if was != now:
            how = "is new" if was is None else "is gone" if now is None else "is another"
            yield Finding("baseline_changed", name, f"the baseline {name} {how} since {since}", _REMEDY,
                          Place("lock", ("baselines", name) if was is not None else ("baselines",)))  # fmt: skip


def _changed(subject: str, text: str, place: Place, lock: Lock) -> Finding:
    return Finding("changed_after_measuring", subject, text, _REMEDY, place, rubric=lock.rubric.id)


def _are(part: str) -> str:
    return "are" if part.endswith("s") else "is"
