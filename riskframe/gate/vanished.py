"""What a previous result holds and this one no longer does. One file cannot show that adverse evidence was deleted."""

from __future__ import annotations

from collections.abc import Iterator

from riskframe.assessment import Assessment, AssessorShown, EvidenceUsed
from riskframe.gate.findings import Finding, Place

_AT = Place("previous")


def vanished_findings(before: Assessment, now: Assessment) -> tuple[Finding, ...]:
    """Evidence, assessors, their ratings and dissents that are gone, and evidence that is not what it was.

    Ratings are compared only where both results are under the same rubric; the rest does not depend on it. None of it
    can be waived.
    """
    if before.model.name != now.model.name:
        text = f'the previous result is about "{before.model.name}", and this is "{now.model.name}"'
        return (Finding("previous_other_model", before.model.name, text, place=_AT),)
    return (
        *_evidence(before, now),
        *_assessors(before, now),
        *(_ratings(before, now) if before.rubric.id == now.rubric.id else ()),
    )


def vanished_ids(
    evidence: tuple[str, ...], assessors: tuple[str, ...], now: Assessment, since: str
) -> Iterator[Finding]:
    """The same from a list of ids, as a lock holds it. `since` says in words where the list comes from."""
    items, people = {item.id for item in now.evidence}, {who.id for who in now.assessors}
    for name in evidence:
        if name not in items:
            yield Finding("evidence_vanished", name, f'evidence "{name}" has vanished since {since}',
                          "Put it back; mark it rejected or superseded if it no longer counts.", Place("lock"))  # fmt: skip
    for name in assessors:
        if name not in people:
            yield Finding("assessor_vanished", name, f'assessor "{name}" has vanished since {since}',
                          "Put them back.", Place("lock"))  # fmt: skip


def _evidence(before: Assessment, now: Assessment) -> Iterator[Finding]:
    here = {item.id: item for item in now.evidence}
    index = {item.id: i for i, item in enumerate(now.evidence)}
    for was in before.evidence:
        item = here.get(was.id)
        if item is None:
            cited = f"; it was cited by {', '.join(was.cited_by[:3])}" if was.cited_by else ""
            text = f'evidence "{was.id}" ({was.title}) has vanished since {before.validity.assessed_on}{cited}'
            yield Finding("evidence_vanished", was.id, text,
                          "Put it back; mark it rejected or superseded if it no longer counts.", _AT)  # fmt: skip
            continue
        for what in _edits(was, item):
            yield Finding("evidence_edited", was.id, f'evidence "{was.id}": {what}',
                          place=Place("profile", ("evidence", index[was.id])), severity="warning")  # fmt: skip


def _edits(was: EvidenceUsed, item: EvidenceUsed) -> Iterator[str]:
    if was.accepted and not item.accepted:
        yield f"it counted, and no longer does: {item.why_not}"
    for name in ("sha256", "date", "valid_until", "source", "kind", "voice", "elicitation"):
        old, new = getattr(was, name), getattr(item, name)
        if old != new:
            yield f"{name} was {old or 'not stated'} and is {new or 'not stated'}"
    gone = [path for path in was.cited_by if path not in item.cited_by]
    if gone:
        yield f"no longer cited by {', '.join(gone[:3])}"


def _assessors(before: Assessment, now: Assessment) -> Iterator[Finding]:
    here: dict[str, AssessorShown] = {who.id: who for who in now.assessors}
    for was in before.assessors:
        who = here.get(was.id)
        if who is None:
            text = f'assessor "{was.id}" ({was.role}) has vanished since {before.validity.assessed_on}'
            yield Finding("assessor_vanished", was.id, text, "Put them back, with their ratings and dissent.", _AT)
        elif was.dissent and not who.dissent:
            text = f'the dissent of assessor "{was.id}" has vanished: {was.dissent}'
            yield Finding("rating_vanished", was.id, text, "Put it back; whoever changed their mind says so.", _AT)


def _ratings(before: Assessment, now: Assessment) -> Iterator[Finding]:
    if before.decision is None or now.decision is None:
        return
    here = {rating.path: rating for rating in now.decision.ratings}
    for was in before.decision.ratings:
        rating = here.get(was.path)
        for who in was.by_assessor:
            if rating is None or who not in rating.by_assessor:
                text = f'the rating of {was.path} by assessor "{who}" has vanished'
                yield Finding("rating_vanished", was.path, text, "Put it back.", _AT)
