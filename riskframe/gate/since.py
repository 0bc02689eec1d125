"""Whether an earlier result still holds: still valid, stale, or to be assessed anew. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from riskframe.assessment import Assessment
from riskframe.gate.vanished import vanished_findings

Standing = Literal["still_valid", "stale", "must_reassess"]
ORDER: tuple[Standing, ...] = ("still_valid", "stale", "must_reassess")


@dataclass(frozen=True, slots=True)
class Change:
    """One difference that matters. `does` is what it makes of the earlier result."""

    kind: str
    text: str
    does: Standing


@dataclass(frozen=True, slots=True)
class Since:
    """What became of an earlier result."""

    standing: Standing
    changes: tuple[Change, ...]
    triggers: tuple[str, ...]
    """What the rubric says ends a result sooner; nobody but people can see whether it happened."""


def since(before: Assessment, now: Assessment, today: date) -> Since:
    """Hold an earlier result against the profile as it is today, assessed by today's rubric.

    Stale: nothing material changed, but time or the rubric's text moved on, so that assessing again is a formality.
    To be assessed anew: weights, safeguards, baselines, incidents, verdicts or the decision itself changed, or something
    vanished.
    """
    changes = tuple(_changes(before, now, today))
    standing = max((change.does for change in changes), key=ORDER.index, default=ORDER[0])
    return Since(standing, changes, before.validity.triggers)


def _changes(before: Assessment, now: Assessment, today: date) -> Iterator[Change]:
    yield from _time(before, today)
    yield from _what(before, now)
    yield from (
        Change(f.kind, f.text, "must_reassess") for f in vanished_findings(before, now) if f.severity == "error"
    )
    yield from _safeguards(before, now)
    yield from _baselines(before, now)
    yield from _evidence(before, now)
    yield from _answers(before, now)


def _time(before: Assessment, today: date) -> Iterator[Change]:
    if today > date.fromisoformat(before.validity.expires_on):
        yield Change("expired", f"it expired on {before.validity.expires_on}", "stale")
    if today < date.fromisoformat(before.validity.assessed_on):
        yield Change("not_yet_valid", f"it is dated {before.validity.assessed_on}, after {today.isoformat()}", "stale")
    for item in before.evidence:
        if item.accepted and item.cited_by and item.valid_until and today > date.fromisoformat(item.valid_until):
            yield Change("evidence_expired", f'evidence "{item.id}" was valid until {item.valid_until}', "stale")


def _what(before: Assessment, now: Assessment) -> Iterator[Change]:
    if (before.rubric.id, before.rubric.digest) != (now.rubric.id, now.rubric.digest):
        text = f"the rubric was {before.rubric.id} {before.rubric.version}, and is {now.rubric.id} {now.rubric.version}"
        yield Change(
            "rubric", text + ("" if before.rubric.version != now.rubric.version else ", with other files"), "stale"
        )
    old, new = before.model, now.model
    if old.weights_sha256 != new.weights_sha256:
        yield Change("weights", f"the weights were {old.weights_sha256 or 'not stated'} and are "
                     f"{new.weights_sha256 or 'not stated'}", "must_reassess")  # fmt: skip
    if old.version != new.version:
        yield Change("version", f"the model's version was {old.version} and is {new.version}", "must_reassess")


def _safeguards(before: Assessment, now: Assessment) -> Iterator[Change]:
    if before.decision is None or now.decision is None:
        return
    here = {s.safeguard: s for s in now.decision.safeguards}
    for was in before.decision.safeguards:
        one = here.get(was.safeguard)
        if one is None:
            yield Change("safeguard", f"the safeguard {was.safeguard} is gone", "must_reassess")
        elif (one.strength, one.state, one.tested) != (was.strength, was.state, was.tested):
            yield Change("safeguard", f"the safeguard {was.safeguard} is not what it was", "must_reassess")


def _baselines(before: Assessment, now: Assessment) -> Iterator[Change]:
    if before.decision is None or now.decision is None:
        return
    was = {(r.path, c.name) for r in before.decision.ratings for c in r.comparators}
    here = {(r.path, c.name) for r in now.decision.ratings for c in r.comparators}
    for path, name in sorted(was ^ here):
        how = "new" if (path, name) in here else "gone"
        yield Change("baseline", f"the baseline {name} of {path} is {how}", "must_reassess")


def _evidence(before: Assessment, now: Assessment) -> Iterator[Change]:
    known = {item.id for item in before.evidence}
    for item in now.evidence:
        if item.id not in known:
            incident = item.kind == "incident"
            does: Standing = "must_reassess" if incident else "stale"
            yield Change("incident" if incident else "evidence", f'new {item.kind}: "{item.id}" ({item.title})', does)


def _answers(before: Assessment, now: Assessment) -> Iterator[Change]:
    for name in ("start", "aim"):
        if getattr(before, name) != getattr(now, name):
            yield Change(
                "decision", f"the {name} was {getattr(before, name)} and is {getattr(now, name)}", "must_reassess"
            )
    old = before.decision.proposed if before.decision else None
    new = now.decision.proposed if now.decision else None
    if (old and (old.option, old.verdict)) != (new and (new.option, new.verdict)):
        said = [f"{p.option}: {p.verdict}" if p else "nothing proposed" for p in (old, new)]
        yield Change("decision", f"the verdict was {said[0]} and is {said[1]}", "must_reassess")
    if before.model.profile_digest != now.model.profile_digest:
        yield Change("profile", "the profile says something else than it did", "stale")
