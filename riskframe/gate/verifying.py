"""A result against what comes out today: everything that differs. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from riskframe.assessment import Assessment
from riskframe.gate.findings import Finding, Place
from riskframe.gate.published import Published
from riskframe.release.manifest import listing_digest, weights_digest

MOST = 20
"""Differences told one by one."""


def pin_findings(said: Assessment, *, profile_sha256: str | None, rubric_digest: str | None) -> Iterator[Finding]:
    """The bytes that a result pins against those that are there; they need not be readable.

    rubric_digest: None where the rubric cannot be loaded any more.
    """
    pinned = said.model.profile_sha256
    if pinned is not None and pinned != profile_sha256:
        text = f"the profile's file has the digest {profile_sha256}; assessed was {pinned}"
        yield Finding("profile_differs", pinned, text, place=Place("profile"))
    if rubric_digest != said.rubric.digest:
        now = f"has the digest {rubric_digest}" if rubric_digest else "cannot be loaded"
        text = f"the rubric {said.rubric.id} {now}; the result was made with {said.rubric.digest}"
        yield Finding("rubric_differs", said.rubric.id, text, place=Place("rubric"))


def recomputed_findings(said: Assessment, now: Assessment, plain: Any) -> Iterator[Finding]:
    """Every field that comes out differently. What only a gate adds is taken from the result.

    plain: turns an assessment into plain data (the report's own function, which the gate may not import).
    """
    model = replace(now.model, profile_sha256=said.model.profile_sha256)  # told by the pins
    again = replace(now, model=model, release=said.release, waivers=said.waivers, plan=said.plan, gate=said.gate)
    if now.disagreement is None:  # several rubrics were asked then, and one is now
        again = replace(again, disagreement=said.disagreement)
    found = list(_differing(plain(said), plain(again), ""))
    for path, was, is_now in found[:MOST]:
        text = f"{path}: the result says {_short(was)}, and today comes out {_short(is_now)}"
        yield Finding("recomputed_differs", path, text, place=Place("previous", tuple(path.split("."))))
    if len(found) > MOST:
        yield Finding("recomputed_differs", "more", f"{len(found) - MOST} more differences")


def release_findings(said: Assessment, published: Published) -> Iterator[Finding]:
    """The folder against what the result pinned: all files, the manifest, and the weights."""
    at = Place("weights")
    listing = listing_digest((f.path, f.sha256) for f in published.folder.files)
    if said.release is not None and said.release.files_sha256 != listing:
        text = f"the files of the folder have the listing digest {listing}; released were {said.release.files_sha256}"
        yield Finding("file_changed", "files", text, "Compare them with the release manifest, file by file.", at)
    if said.release is not None and said.release.manifest_sha256 != published.manifest_sha256:
        text = f"the manifest has the digest {published.manifest_sha256}; released was {said.release.manifest_sha256}"
        yield Finding("file_changed", "manifest", text, place=Place("manifest"))
    evaluated = {file.path for file in published.manifest.evaluated}
    digest = weights_digest((f.path, f.sha256) for f in published.folder.files if f.path in evaluated)
    if digest is not None and digest != said.model.weights_sha256:
        text = f"the evaluated weights have the digest {digest}; assessed were {said.model.weights_sha256 or 'none'}"
        yield Finding("weights_differ", digest, text, place=at)


def _differing(a: Any, b: Any, path: str) -> Iterator[tuple[str, Any, Any]]:
    if isinstance(a, dict) and isinstance(b, dict):
        for key in dict.fromkeys((*a, *b)):
            yield from _differing(a.get(key), b.get(key), f"{path}.{key}" if path else str(key))
    elif isinstance(a, list) and isinstance(b, list) and len(a) == len(b):
        for index, (one, other) in enumerate(zip(a, b, strict=True)):
            yield from _differing(one, other, f"{path}.{index}")
    elif a != b:
        yield path, a, b


def _short(value: Any) -> str:
    text = f"{len(value)} entries" if isinstance(value, (list, dict)) else "nothing" if value is None else str(value)
    return text if len(text) <= 80 else text[:77] + "..."
