"""What differs between two assessments, of one model over time, of two models, or before and after a what-if."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from riskframe.assessment import Assessment
from riskframe.decision.records import RatingUsed, RuleHit
from riskframe.decision.trace import interval_words
from riskframe.inquiry.analyses import AnalysesCompared, analyses_compared


@dataclass(frozen=True, slots=True)
class Changed:
    """One thing that is not as it was. None: it was, or is, not there."""

    what: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class CellChanged:
    """A domain whose conservative level or zone is another under an option."""

    domain: str
    option: str
    before: tuple[int, str]
    """Risk level and zone."""
    after: tuple[int, str]


@dataclass(frozen=True, slots=True)
class Compared:
    """Which assessment this is."""

    model: str
    version: str | None
    rubric: str
    assessed_on: str
    profile_digest: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """Everything that differs; empty parts are the same on both sides. All of it in the conservative reading."""

    before: Compared
    after: Compared
    rubric: tuple[Changed, ...]
    """Id, version and digest: differences below may come from here rather than from the profiles."""
    answers: tuple[Changed, ...]
    """start, aim, recommendation, proposed, verdict, sign-off, classes."""
    cells: tuple[CellChanged, ...]
    rules: tuple[Changed, ...]
    """Rule key -> options under which it fires."""
    conditions: tuple[Changed, ...]
    """Condition -> met or unmet, with its options."""
    ratings: tuple[Changed, ...]
    evidence: tuple[Changed, ...]
    assessors: tuple[Changed, ...]
    unknown: tuple[int, int]
    """How many ratings that the rubric reads are unknown."""
    analysis: AnalysesCompared | None = None
    """What differs between the analyses; None where one side holds none, or nobody asked."""

    @property
    def same(self) -> bool:
        """Whether nothing differs but, perhaps, the names of the models and the digests of the files."""
        parts = (self.rubric, self.answers, self.cells, self.rules, self.conditions, self.ratings, self.evidence)
        plain = not any((*parts, self.assessors)) and self.unknown[0] == self.unknown[1]
        return plain and (self.analysis is None or self.analysis.same)

    @property
    def vanished(self) -> tuple[str, ...]:
        """Evidence and assessors of the first that the second no longer has."""
        return tuple(c.what for c in (*self.evidence, *self.assessors) if c.after is None)


def compared(before: Assessment, after: Assessment, *, analysis: bool = False) -> Comparison:
    """What differs between two assessments, in the order of the second (what only the first has comes last).

    analysis: also what differs between the analyses that they hold.
    """
    return Comparison(
        before=_which(before),
        after=_which(after),
        rubric=_rubric(before, after),
        answers=tuple(_changed(_answers(before), _answers(after))),
        cells=tuple(_cells(before, after)),
        rules=tuple(_changed(_rules(before), _rules(after))),
        conditions=tuple(_changed(_conditions(before), _conditions(after))),
        ratings=tuple(_changed(_ratings(before), _ratings(after))),
        evidence=tuple(_changed(_evidence(before), _evidence(after))),
        assessors=tuple(_changed(_assessors(before), _assessors(after))),
        unknown=(len(before.unknown), len(after.unknown)),
        analysis=analyses_compared(before, after) if analysis else None,
    )


def _which(one: Assessment) -> Compared:
    rubric = f"{one.rubric.id} {one.rubric.version}"
    return Compared(one.model.name, one.model.version, rubric, one.validity.assessed_on, one.model.profile_digest)


def _rubric(before: Assessment, after: Assessment) -> tuple[Changed, ...]:
    parts = (
        ("rubric", f"{before.rubric.id} {before.rubric.version}", f"{after.rubric.id} {after.rubric.version}"),
        ("rubric digest", before.rubric.digest, after.rubric.digest),
    )
    return tuple(Changed(what, a, b) for what, a, b in parts if a != b)


def _changed(before: Mapping[str, str], after: Mapping[str, str]) -> Iterator[Changed]:
    for what in dict.fromkeys((*after, *before)):
        if before.get(what) != after.get(what):
            yield Changed(what, before.get(what), after.get(what))


def _answers(one: Assessment) -> dict[str, str]:
    found: dict[str, str] = {}
    if one.decision is not None:
        found |= {"recommendation": one.decision.recommendation.text}
        found |= {"start": one.decision.recommendation.start, "aim": one.decision.recommendation.aim}
        if one.decision.proposed is not None:
            found |= {"proposed": one.decision.proposed.option, "verdict": one.decision.proposed.verdict}
        if one.decision.sign_off is not None:
            found["sign-off"] = one.decision.sign_off.level
    return found | {name: values["conservative"] for name, values in one.classes.items()}


def _cells(before: Assessment, after: Assessment) -> Iterator[CellChanged]:
    old = {(c.domain, c.option): c for c in (before.decision.domains if before.decision else ())}
    for new in after.decision.domains if after.decision else ():
        was = old.get((new.domain, new.option))
        if was is None:
            continue
        a = (was.level["conservative"], str(was.zone["conservative"]))
        b = (new.level["conservative"], str(new.zone["conservative"]))
        if a != b:
            yield CellChanged(new.domain, new.option, a, b)


def _rules(one: Assessment) -> dict[str, str]:
    chain = [o.option for o in one.decision.options] if one.decision else []
    return {hit.key: _effect(hit, chain) for hit in one.hits if hit.options["conservative"]}


def _effect(hit: RuleHit, chain: list[str]) -> str:
    where = _span(hit.options["conservative"], chain)
    if hit.effect == "cap":
        return f"caps at {hit.value}"
    if hit.effect in ("escalate", "classify"):
        return f"{hit.effect}: {hit.value}" + (f", {where}" if where else "")
    return f"{hit.effect}, {where}"


def _conditions(one: Assessment) -> dict[str, str]:
    chain = [o.option for o in one.decision.options] if one.decision else []
    found: dict[str, list[str]] = {}
    for asked in one.decision.conditions if one.decision else ():
        state = "met" if asked.met else "unmet"
        found.setdefault(asked.id, []).append(f"{state}: {_span(asked.options, chain)}")
    return {name: "; ".join(parts) for name, parts in found.items()}


def _span(options: tuple[str, ...], chain: list[str]) -> str:
    """Options in few words: all of them from one on, or a list."""
    if options and options == tuple(chain):
        return "every option"
    if len(options) > 1 and tuple(chain[-len(options) :]) == options:
        return f"{options[0]} and beyond"
    return ", ".join(options)


def _ratings(one: Assessment) -> dict[str, str]:
    return {r.path: _rating(r) for r in (one.decision.ratings if one.decision else ())}


def _rating(rating: RatingUsed) -> str:
    if rating.not_applicable is not None:
        return "does not apply"
    if rating.why_unknown is not None:
        return f"unknown ({rating.why_unknown})"
    return interval_words(rating.lo, rating.best, rating.hi)


def _evidence(one: Assessment) -> dict[str, str]:
    return {e.id: "counts" if e.accepted else f"does not count: {e.why_not}" for e in one.evidence}


def _assessors(one: Assessment) -> dict[str, str]:
    return {a.id: _listed((a.role, a.organisation, a.dissent and f"dissents: {a.dissent}")) for a in one.assessors}


def _listed(parts: Iterable[str | None]) -> str:
    return ", ".join(part for part in parts if part)
