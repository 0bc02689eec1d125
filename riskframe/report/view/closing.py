"""The sign-off block, the sources with who stands behind what, and the change since a previous assessment."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from pydantic import BaseModel

from riskframe.assessment import Assessment
from riskframe.decision.records import Decision
from riskframe.report.view.names import Names, anchor
from riskframe.report.view.records import Fact, Mark, Statement
from riskframe.report.view.registers import Change, Reference, SignOffBlock
from riskframe.report.view.tables import share_words
from riskframe.rubric.schema import Source
from riskframe.scales import Basis

BASES: tuple[Basis, ...] = ("paper", "literature", "design")


def sign_off_block(assessment: Assessment, decision: Decision, names: Names) -> SignOffBlock:
    """What those who sign should have read last: who gains, the reversible step, what waiting costs, who stops what."""
    words, advice = names.words, decision.recommendation
    place = names.rubric.option_place
    reversible = [o for o in decision.options if not o.irreversible and place[o.option] <= place[advice.start]]
    step = reversible[-1].option if reversible else decision.options[0].option
    interests = tuple(
        Fact(f"{a.role} ({a.id})", a.interests or words("interests.none")) for a in assessment.assessors
    )  # fmt: skip
    start = next(o for o in names.rubric.options if o.id == advice.start)
    return SignOffBlock(
        who=decision.sign_off.title if decision.sign_off else "",
        interests=interests,
        least_regret=names.statement(
            words("regret.closed") if place[step] == 0 else words("regret.step", option=names.option(step)),
            [f"option:{step}"],
        ),
        waiting=tuple(_waiting(decision, names)),
        stops=(
            *(names.rubric.file.staging.stop_signals if names.rubric.file.staging else ()),
            *assessment.validity.triggers,
        ),
        way_back=start.way_back,
    )


def _waiting(decision: Decision, names: Names) -> Iterator[Statement]:
    """What the start leaves on the table against the most open option, for every benefit of known size."""
    words, start, last = names.words, decision.recommendation.start, decision.options[-1]
    known = [b for b in decision.benefits if b.size is not None]
    if not known:
        yield names.statement(words("waiting.unknown"), ["part:benefits"])
    for benefit in known:
        key = "waiting.nothing" if benefit.keeps[start] >= benefit.keeps[last.option] else "waiting.share"
        said = words(
            key, benefit=benefit.title, size=benefit.size, start=names.option(start), most=last.name,
            share=share_words(benefit.keeps[start]), all=share_words(benefit.keeps[last.option]),
        )  # fmt: skip
        yield names.statement(said, [f"benefit:{benefit.benefit}"])


def sources_in(record: object) -> Iterator[Source]:
    """Every source that a part of the rubric names, at any depth."""
    if isinstance(record, Source):
        yield record
    elif isinstance(record, BaseModel):
        for value in vars(record).values():
            yield from sources_in(value)
    elif isinstance(record, dict):
        for value in record.values():
            yield from sources_in(value)
    elif isinstance(record, tuple | list):
        for value in record:
            yield from sources_in(value)


def references(names: Names) -> tuple[Reference, ...]:
    """The works that the rubric cites, with how many items rest on each and in what way."""
    folder, words = names.rubric.folder, names.words
    count = Counter((s.ref, s.basis) for s in sources_in((folder.rubric, folder.criteria, folder.pathways,
                    folder.tolerance, folder.rules, folder.benefits, folder.indicators)))  # fmt: skip
    listed = []
    for name, work in names.rubric.file.sources.items():
        parts = (work.authors, str(work.year) if work.year else None, work.title, work.ref)
        items = [words("source.items", n=count[name, b], basis=words(f"basis.{b}")) for b in BASES if count[name, b]]
        listed.append(Reference(anchor("source", name), name, ". ".join(p for p in parts if p), words.listed(items)))
    return tuple(listed)


def basis_counts(names: Names) -> tuple[Fact, ...]:
    """How many items of the rubric rest on the paper, on other literature, and on our own design."""
    folder = names.rubric.folder
    count = Counter(s.basis for s in sources_in(tuple(getattr(folder, part) for part in type(folder).model_fields)))
    return tuple(Fact(names.words(f"basis.{b}"), str(count[b])) for b in BASES)


def changes(now: Assessment, before: Assessment, names: Names) -> tuple[Change, ...]:
    """What differs from a previous assessment of the same model, the decision first, then what vanished."""
    return tuple(
        Change(names.statement(text, refs), Mark(kind, names.words(f"change.{kind}")))
        for kind, text, refs in _changes(now, before, names)
    )


Differs = tuple[str, str, tuple[str, ...]]
"""The kind of a change, what it is in a sentence, and where it leads."""


def _changes(now: Assessment, before: Assessment, names: Names) -> Iterator[Differs]:
    words, place = names.words, names.rubric.option_place
    if now.rubric.digest != before.rubric.digest or now.rubric.version != before.rubric.version:
        yield "changed", words("change.rubric", old=before.rubric.version, new=now.rubric.version), ("part:document",)
    if now.decision is not None and before.decision is not None:
        for part in ("start", "aim"):
            a, b = getattr(before.decision.recommendation, part), getattr(now.decision.recommendation, part)
            if a != b:
                kind = "more_open" if place.get(b, 0) > place.get(a, 0) else "less_open"
                said = words(f"change.{part}", old=names.option(a), new=names.option(b))
                yield kind, said, (f"option:{a}", f"option:{b}")
        yield from _rating_changes(now.decision, before.decision, names)
    old, new = {e.id: e for e in before.evidence}, {e.id: e for e in now.evidence}
    for name in sorted(old.keys() - new.keys()):
        yield "gone", words("change.evidence_gone", title=old[name].title), ("part:evidence",)
    for name in sorted(new.keys() - old.keys()):
        yield "new", words("change.evidence_new", title=new[name].title), (f"evidence:{name}",)
    for name in sorted({a.id for a in before.assessors} - {a.id for a in now.assessors}):
        yield "gone", words("change.assessor_gone", id=name), ("part:people",)


def _rating_changes(now: Decision, before: Decision, names: Names) -> Iterator[Differs]:
    words = names.words
    cells = {(c.domain, c.option): c for c in before.domains}
    for cell in now.domains:
        was = cells.get((cell.domain, cell.option))
        if was is not None and was.zone["conservative"] != cell.zone["conservative"]:
            kind = "lower" if was.level["conservative"] > cell.level["conservative"] else "higher"
            said = words(
                "change.zone", domain=names.domain(cell.domain), option=names.option(cell.option),
                old=words(f"zone.{was.zone['conservative'].value}"), new=words(f"zone.{cell.zone['conservative'].value}"),
            )  # fmt: skip
            yield kind, said, (f"domain:{cell.domain}",)
    ratings = {r.path: r for r in before.ratings}
    for rating in now.ratings:
        old = ratings.get(rating.path)
        if old is not None and (old.lo, old.best, old.hi) != (rating.lo, rating.best, rating.hi):
            said = words(
                "change.rating", title=rating.title, old=_span(old.lo, old.best, old.hi, names),
                new=_span(rating.lo, rating.best, rating.hi, names),
            )  # fmt: skip
            yield "changed", said, (f"rating:{rating.path}",)


def _span(lo: int | None, best: int | None, hi: int | None, names: Names) -> str:
    if lo is None or best is None or hi is None:
        return names.words("unknown")
    return str(best) if lo == hi else names.words("rating.interval", lo=lo, best=best, hi=hi)
