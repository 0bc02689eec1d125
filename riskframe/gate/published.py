"""The files of a release against their manifest and the profile. Pure: the folder was read by somebody else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from riskframe.assessment import EvidenceUsed
from riskframe.gate.findings import Finding, Place
from riskframe.profile import Profile
from riskframe.release.folder import Folder
from riskframe.release.kinds import why_unsafe
from riskframe.release.manifest import WEIGHTS, Derived, PublishedFile, ReleaseManifest

_JUDGED = ("judgement", "screen", "literature")
"""Kinds that show nothing about two files' behaviour: equivalence is observed."""


@dataclass(frozen=True, slots=True)
class Published:
    """A manifest and the folder that it is about."""

    manifest: ReleaseManifest
    folder: Folder
    manifest_sha256: str
    """Of the manifest's own bytes."""


def published_findings(
    published: Published, profile: Profile, evidence: tuple[EvidenceUsed, ...], today: date, *, weights_out: bool
) -> tuple[Finding, ...]:
    """Everything that is wrong with the files about to be published.

    evidence: the assessment's register, which says what is accepted. weights_out: whether the option publishes weights.
    """
    return (
        *_against_the_list(published),
        *_unsafe(published),
        *_binding(published.manifest, profile),
        *_assessed(published.manifest, profile, evidence, today),
        *_adapters(published.manifest, profile),
        *_others(published, weights_out),
    )


def folder_only(published: Published) -> tuple[Finding, ...]:
    """What is wrong with the files by themselves: against the list, and unsafe ones. No profile is asked."""
    return (*_against_the_list(published), *_unsafe(published))


def _place(index: int, *more: str) -> Place:
    return Place("manifest", ("files", index, *more))


def _against_the_list(published: Published) -> Iterator[Finding]:
    listed, there = published.manifest.by_path, {file.path: file for file in published.folder.files}
    odd = {one.path for one in published.folder.odd}
    for one in published.folder.odd:
        yield Finding("file_odd", one.path, f"{one.path}: {one.text}", "Put a plain file in its place, or take it out.",
                      Place("weights", name=one.path))  # fmt: skip
    for index, file in enumerate(published.manifest.files):
        found = there.get(file.path)
        if found is None:
            if file.path not in odd:
                yield Finding("file_missing", file.path, f"{file.path} is listed and not there", place=_place(index))
        elif found.sha256 != file.sha256:
            text = f"{file.path} has the digest {found.sha256}; listed is {file.sha256}"
            yield Finding("file_changed", file.path, text, "Publish the listed file, or assess this one.",
                          _place(index, "sha256"))  # fmt: skip
        elif found.size != file.size:
            text = f"{file.path} has {found.size} bytes; listed are {file.size}"
            yield Finding("file_changed", file.path, text, place=_place(index, "size"))
    for path in there:
        if path not in listed:
            yield Finding("file_unlisted", path, f"{path} is not in the release manifest",
                          "Take it out, or list it with its role.", Place("weights", name=path))  # fmt: skip


def _unsafe(published: Published) -> Iterator[Finding]:
    listed = published.manifest.by_path
    for found in published.folder.files:
        file = listed.get(found.path)
        why = why_unsafe(found.path, file.role if file is not None else "weights", found.content)
        if file is None and found.content not in ("pickle", "executable"):
            continue  # reported as unlisted, whatever it is
        if why is not None:
            index = published.manifest.files.index(file) if file is not None else None
            yield Finding(
                "file_unsafe", found.path, f"{found.path}: {why}", "Convert it, for example to safetensors.",
                _place(index) if index is not None else Place("weights", name=found.path),
                scope=f"file:{found.path}", waivable=file is not None, facts=found.sha256,
            )  # fmt: skip


def _binding(manifest: ReleaseManifest, profile: Profile) -> Iterator[Finding]:
    stated = profile.model.weights.sha256 if profile.model.weights else None
    digest = manifest.evaluated_sha256
    if stated is None and manifest.weights:
        claim = f": {digest}" if digest else ""
        yield Finding("weights_unbound", "model.weights",
                      "the profile states no `model.weights.sha256`, so nothing ties the assessment to these weights",
                      f"State it, if they were assessed{claim}", Place("profile", ("model", "weights")))  # fmt: skip
    elif stated is not None and digest is not None and digest != stated:
        text = f"the evaluated weights have the digest {digest}; assessed were those with {stated}"
        yield Finding("weights_differ", digest, text, "Release the assessed weights, or assess these.",
                      Place("profile", ("model", "weights", "sha256")))  # fmt: skip


def _assessed(
    manifest: ReleaseManifest, profile: Profile, evidence: tuple[EvidenceUsed, ...], today: date
) -> Iterator[Finding]:
    stated = profile.model.weights.sha256 if profile.model.weights else None
    roots = {d for d in (stated, manifest.evaluated_sha256) if d} | {file.sha256 for file in manifest.evaluated}
    made_from = {f.sha256: f.assessed.derived_from for f in manifest.weights if isinstance(f.assessed, Derived)}
    claimed: dict[str, tuple[str, str]] = {}
    known = {item.id: item for item in evidence}
    for index, file in enumerate(manifest.files):
        if file.role not in WEIGHTS:
            continue
        if file.assessed is None:
            text = f"{file.path}: nobody says whether it was evaluated, or what it was derived from"
            yield Finding("weights_unassessed", file.path, text, "Say which, if it is so.", _place(index))
        elif isinstance(file.assessed, Derived):
            if not _reaches(file.assessed.derived_from, made_from, roots):
                text = f"{file.path} is derived from {file.assessed.derived_from}, which nobody assessed"
                yield Finding("derived_from_unknown", file.path, text, place=_place(index, "assessed", "derived_from"))
            yield from _equivalence(file, file.assessed, index, known, claimed, today)


def _reaches(digest: str, made_from: dict[str, str], roots: set[str]) -> bool:
    """Whether a chain of conversions ends at something assessed."""
    seen: set[str] = set()
    while digest not in roots:
        if digest in seen or digest not in made_from:
            return False
        seen.add(digest)
        digest = made_from[digest]
    return True


def _equivalence(
    file: PublishedFile, derived: Derived, index: int, known: dict[str, EvidenceUsed],
    claimed: dict[str, tuple[str, str]], today: date,
) -> Iterator[Finding]:  # fmt: skip
    conversion = (derived.derived_from, derived.by)
    place = _place(index, "assessed")
    remedy = "Compare it with what it was made from, and cite the evidence."
    if not derived.equivalence:
        text = f"{file.path} ({derived.by}): no evidence that it behaves as what it was made from"
        yield Finding("equivalence_missing", file.path, text, remedy, place)
    for name in derived.equivalence:
        item = known.get(name)
        owner = claimed.setdefault(name, conversion)
        why = (
            "the profile has no such evidence" if item is None
            else item.why_not or "it does not count" if not item.accepted
            else f"it is {item.kind}, and equivalence is observed" if item.kind in _JUDGED
            else f"it was valid until {item.valid_until}"
            if item.valid_until and date.fromisoformat(item.valid_until) < today
            else f"it speaks for another conversion ({owner[1]})" if owner != conversion
            else None
        )  # fmt: skip
        if why is not None:
            text = f'{file.path} ({derived.by}): evidence "{name}" shows no equivalence: {why}'
            yield Finding("equivalence_missing", file.path, text, remedy, _place(index, "assessed", "equivalence"))


def _adapters(manifest: ReleaseManifest, profile: Profile) -> Iterator[Finding]:
    for index, file in enumerate(manifest.files):
        if file.role != "adapter":
            continue
        own, base = profile.model.base_model, file.base
        why = (
            "it names no base" if base is None
            else "the profile names no `model.base_model`" if own is None
            else f'its base is "{base.name}", and the profile is about "{own}"' if base.name != own
            else None
        )  # fmt: skip
        if why is not None:
            text = f"{file.path} is an adapter, which is assessed with its base: {why}"
            yield Finding("adapter_without_base", file.path, text, place=_place(index, "base"))


def _others(published: Published, weights_out: bool) -> Iterator[Finding]:
    if weights_out and not published.manifest.weights:
        yield Finding("no_weights", "weights", "the option publishes weights, and the manifest lists none",
                      place=Place("manifest", ("files",)))  # fmt: skip
    if published.folder.cached:
        yield Finding("cache_trusted", "cache", "digests of untouched files were taken from the cache",
                      severity="warning")  # fmt: skip
