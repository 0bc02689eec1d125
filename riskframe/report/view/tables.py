"""The registers: safeguards, benefits, ratings, rules, evidence, and the people who rated."""

from __future__ import annotations

import re
from datetime import date
from itertools import groupby

from riskframe.assessment import Assessment, EvidenceUsed
from riskframe.decision.records import BenefitUnderOptions, Decision, RatingUsed, RuleHit
from riskframe.report.view.decision import date_words
from riskframe.report.view.names import Names, anchor
from riskframe.report.view.options import READINGS, capitalised, option_span
from riskframe.report.view.records import Fact, Link, Mark, Statement
from riskframe.report.view.registers import (
    BenefitRow,
    EvidenceRow,
    Person,
    RatingRow,
    RuleCase,
    RuleRow,
    SafeguardRow,
    Share,
)
from riskframe.scales import Polarity

_RATING = re.compile(r"\b[a-z_]+(?:\.[a-z_0-9-]+)+")
_ID = re.compile(r"\b[a-z]+(?:[_/][a-z]+)+\b")

EFFECTS = ("cap", "require", "escalate", "classify", "note")


def safeguard_rows(decision: Decision, names: Names) -> tuple[SafeguardRow, ...]:
    """Every safeguard with what each option leaves of it."""
    words = names.words
    return tuple(
        SafeguardRow(
            anchor=anchor("safeguard", s.safeguard),
            id=s.safeguard,
            kind=names.of("kind", s.kind),
            lives_in=s.lives_in,
            strength=words("of_five", n=s.strength) if s.strength is not None else words("unknown"),
            tested=words.listed([names.of("test", x) for x in s.tested]) or words("none"),
            untested=words.listed([names.of("route", x) for x in s.untested_routes]),
            states=tuple(Mark(state, words(f"state.{state}")) for state in s.state.values()),
        )
        for s in decision.safeguards
    )


def benefit_rows(decision: Decision, names: Names) -> tuple[BenefitRow, ...]:
    """Stated goals first, then the larger benefits."""
    return tuple(_benefit(b, decision, names) for b in decision.benefits)


def _benefit(benefit: BenefitUnderOptions, decision: Decision, names: Names) -> BenefitRow:
    words, spec = names.words, next(b for b in names.rubric.benefits if b.id == benefit.benefit)
    start = benefit.keeps[decision.recommendation.start]
    return BenefitRow(
        anchor=anchor("benefit", benefit.benefit),
        title=benefit.title,
        size=words("of_five", n=benefit.size) if benefit.size is not None else words("unknown"),
        goal=benefit.is_goal,
        known=benefit.size is not None,
        shares=tuple(Share(o, v, share_words(v)) for o, v in benefit.keeps.items()),
        at_start=share_words(start),
        alternatives=tuple(Fact(names.of("alternative", a), share_words(v)) for a, v in benefit.alternatives),
        source=names.source(spec.source),
        basis=words(f"basis.{spec.source.basis}"),
    )


def share_words(value: float) -> str:
    """A share of a benefit as the rubric gives it: 0.4. Never a percentage, which would look measured."""
    return f"{value:g}"


def rating_rows(decision: Decision, names: Names) -> tuple[RatingRow, ...]:
    """Every rating of the rubric, in its order."""
    return tuple(_rating(r, names) for r in decision.ratings)


def _rating(rating: RatingUsed, names: Names) -> RatingRow:
    words = names.words
    unknown = words("rating.unknown", why=rating.why_unknown) if rating.why_unknown else ""
    return RatingRow(
        anchor=anchor("rating", rating.path),
        path=rating.path,
        title=rating.title,
        interval=_interval(rating, names),
        lo=rating.lo,
        best=rating.best,
        hi=rating.hi,
        unknown=capitalised(unknown),
        why=rating.why_unknown or "",
        words=rating.words,
        rests_on=words(f"rests_on.{rating.rests_on}")
        + (words("rests_on.crossed", source=rating.crossed_from) if rating.crossed_from else ""),
        confidence=words(f"confidence.{rating.confidence}") if rating.confidence else "",
        evidence=tuple(Link(e, anchor("evidence", e)) for e in rating.evidence),
        rationale=rating.rationale or "",
        by_assessor=tuple(
            Fact(who, _levels(levels, names) if levels else words("unknown"))
            for who, levels in sorted(rating.by_assessor.items())
        ),
        widened=rating.widened,
        read=rating.read,
        top=len(names.rubric.ratings[rating.path].criterion.levels),
        protective=rating.polarity == Polarity.PROTECTIVE,
    )


def _interval(rating: RatingUsed, names: Names) -> str:
    if rating.not_applicable is not None:
        return names.words("rating.not_applicable")
    if rating.lo is None or rating.best is None or rating.hi is None:
        return names.words("unknown")
    return _levels((rating.lo, rating.best, rating.hi), names)


def _levels(levels: tuple[int, int, int], names: Names) -> str:
    lo, best, hi = levels
    return str(best) if lo == hi else names.words("rating.interval", lo=lo, best=best, hi=hi)


def rule_rows(hits: tuple[RuleHit, ...], names: Names) -> tuple[RuleRow, ...]:
    """Every rule that fired, caps first; a rule that stands for several domains is one row with a case for each."""
    # Hits come in the rubric's order; sorting by effect keeps it.
    listed = sorted(hits, key=lambda h: EFFECTS.index(h.effect))
    return tuple(_rule(list(same), names) for _, same in groupby(listed, key=lambda h: h.rule))


def _rule(same: list[RuleHit], names: Names) -> RuleRow:
    words, first = names.words, same[0]
    value = first.value
    if first.effect == "cap":
        value = names.option(value)
    elif first.effect == "escalate":
        value = names.of("sign_off", value)
    return RuleRow(
        anchor=anchor("rule", first.rule),
        rule=first.rule,
        title=first.title,
        effect=Mark(first.effect, words(f"effect.{first.effect}")),
        value=value,
        cases=tuple(_case(h, names) for h in same),
        because=first.because,
        remedy=first.remedy,
        hard=first.hard,
        basis=words(f"basis.{first.basis}"),
        source=first.source,
    )


def _case(hit: RuleHit, names: Names) -> RuleCase:
    words = names.words
    fired = [r for r in READINGS if hit.options.get(r)]
    options = hit.options[fired[0]] if fired else ()
    readings = [words(f"reading.{r}") for r in fired]
    return RuleCase(
        anchor=anchor("rule", hit.key),
        domain=names.domain(hit.domain) if hit.domain else "",
        options=option_span(options, names),
        readings=words.listed(readings),
        read=tuple(_read(text, names) for text in hit.read),
    )


def _read(text: str, names: Names) -> str:
    """What a condition read, in words: "capability.x.as_modified: 3" by the rating's title, counts without ids."""
    path, colon, value = text.partition(": ")
    if colon:
        return f"{names.fact(path) or names.rating(path)}{colon}{value}"
    counted = _RATING.sub(lambda found: f"“{names.rating(found[0])}”", text)
    return _ID.sub(lambda found: found[0].replace("_", " ").replace("/", names.words("list.or")), counted)


def evidence_rows(assessment: Assessment, names: Names) -> tuple[EvidenceRow, ...]:
    """The evidence register, in the profile's order."""
    return tuple(_evidence(e, assessment.validity.assessed_on, names) for e in assessment.evidence)


def _evidence(item: EvidenceUsed, assessed_on: str, names: Names) -> EvidenceRow:
    words, age = names.words, months_between(item.date, assessed_on)
    state = "accepted" if item.accepted else "refused"
    cited = tuple(link for path in item.cited_by if (link := names.link(_ref(path))))
    return EvidenceRow(
        anchor=anchor("evidence", item.id),
        id=item.id,
        title=item.title,
        kind=Mark(item.kind, words(f"kind.{item.kind}")),
        voice=words(f"voice.{item.voice}") if item.voice else words("voice.none"),
        voice_id=item.voice or "none",
        elicitation=words(f"elicitation.{item.elicitation}") if item.elicitation else "",
        date=date_words(item.date, words) if item.date else words("not_stated"),
        age_months=age,
        age=words.number("age", age) if age is not None else "",
        valid_until=date_words(item.valid_until, words) if item.valid_until else "",
        source=item.source or "",
        sha256=item.sha256 or "",
        state=Mark(state, words(f"evidence.{state}")),
        why_not=item.why_not or "",
        cited_by=cited,
    )


def _ref(cited_by: str) -> str:
    kind, _, name = cited_by.partition(" ")
    return f"{kind}:{name}" if name else f"rating:{cited_by}"


def months_between(earlier: str | None, later: str) -> int | None:
    """Whole months from one ISO day to another; None without a date, negative where it lies ahead."""
    if earlier is None:
        return None
    a, b = date.fromisoformat(earlier), date.fromisoformat(later)
    return (b.year - a.year) * 12 + b.month - a.month - (b.day < a.day)


def people(assessment: Assessment) -> tuple[Person, ...]:
    """Who rated, by role; dissents are kept."""
    return tuple(
        Person(a.id, a.role, a.organisation or "", a.interests or "", a.dissent or "") for a in assessment.assessors
    )


def gaps(decision: Decision, names: Names) -> tuple[Statement, ...]:
    """What the register does not hold: ratings that are read and unknown, or rest on opinion or a screen alone."""
    words, read = names.words, [r for r in decision.ratings if r.read]
    found = (
        ("gap.unknown", [r for r in read if r.why_unknown is not None]),
        ("gap.judgement", [r for r in read if r.why_unknown is None and r.rests_on == "judgement"]),
        ("gap.screen", [r for r in read if r.why_unknown is None and r.rests_on == "screen"]),
        ("gap.suggestion", [r for r in read if r.why_unknown is None and r.rests_on == "suggestion"]),
    )
    return tuple(
        names.statement(words(key, n=len(rows), all=len(read)), ["part:ratings"]) for key, rows in found if read
    )
