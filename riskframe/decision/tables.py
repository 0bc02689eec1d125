"""The tables of a decision: options, benefits, safeguards, ratings."""

from __future__ import annotations

from riskframe.decision.conditions import sign_off_for
from riskframe.decision.recommend import benefit_size, blockers, verdict_at, worst_zone
from riskframe.decision.records import (
    BenefitUnderOptions,
    ComparatorNamed,
    DomainSeverity,
    OptionAssessment,
    RatingUsed,
    ReleaseCondition,
    SafeguardUnderOptions,
)
from riskframe.decision.trace import SHOWN
from riskframe.decision.weights import weighed
from riskframe.engine.evaluate import Evaluation
from riskframe.engine.slots import RatingSlot
from riskframe.engine.truths import kind_state
from riskframe.ratings import Rating
from riskframe.rubric.schema import GrantedUnless
from riskframe.scales import Amount, Polarity


def option_table(found: Evaluation, conditions: tuple[ReleaseCondition, ...]) -> tuple[OptionAssessment, ...]:
    """Every option in the order of the chain, with what stands in its way."""
    listed = []
    weights = weighed(found)
    for place, option in enumerate(found.rubric.options):
        signer = sign_off_for(found, place)
        listed.append(
            OptionAssessment(
                option=option.id,
                name=option.title,
                headline=option.headline,
                irreversible=option.irreversible,
                reachable={r: found.reachable(place, r) for r in SHOWN},
                capped={r: found.blocked(place, r) for r in SHOWN},
                worst_zone={r: worst_zone(found, place, r) for r in SHOWN},
                blockers=blockers(found, place, "conservative"),
                central_blockers=blockers(found, place, "central"),
                sign_off=signer.level if signer else "",
                verdict=verdict_at(found, place, tuple(c.id for c in conditions if option.id in c.options)),
                benefit_kept=None if weights is None else weights.kept[place],
            )
        )
    return tuple(listed)


def benefit_table(found: Evaluation, place: int) -> tuple[BenefitUnderOptions, ...]:
    """Benefits, stated goals and larger ones first; alternatives are those that go with the recommended option."""
    rubric, goals, given = found.rubric, found.bound.profile.release.goals, found.bound.profile.benefits
    rows = []
    for benefit in rubric.benefits:
        keeps = {o.id: benefit.keeps[o.id] for o in rubric.options}
        shares = list(keeps.values())
        others = [
            (a.id, a.recovers[benefit.id])
            for a in rubric.alternatives
            if benefit.id in a.recovers
            and rubric.option_place[a.up_to] >= place
            and a.recovers[benefit.id] > shares[place]
        ]
        rows.append(
            BenefitUnderOptions(
                benefit=benefit.id,
                title=benefit.title,
                size=benefit_size(found, benefit.id),
                is_goal=benefit.id in goals,
                keeps=keeps,
                # Differences of two-decimal shares, rounded so that the same rubric prints the same digits.
                premium={o: round(s - p, 4) for o, s, p in zip(keeps, shares, [0.0, *shares], strict=False)},
                alternatives=tuple(sorted(others, key=lambda x: (-x[1], x[0]))),
                weight=given[benefit.id].weight if benefit.id in given else None,
            )
        )
    return tuple(sorted(rows, key=lambda r: (not r.is_goal, -(r.size or 0))))


def safeguard_table(found: Evaluation) -> tuple[SafeguardUnderOptions, ...]:
    """Every safeguard and what each option leaves of it."""
    rubric, bound = found.rubric, found.bound
    tests = {r.id: r.test for r in rubric.file.routes}
    amounts: dict[str, dict[str, Amount]] = {}
    for option in rubric.options:
        amounts[option.id] = {
            name: (g.then if bound.facts.holds(rubric.unless[option.id, name], "conservative") else g.amount)
            if isinstance(g, GrantedUnless)
            else g
            for name, g in option.affordances.items()
        }
    rows = []
    for item in bound.profile.safeguards:
        routes = rubric.safeguard_kinds[item.kind].routes
        strength = bound.strengths[item.id]
        rows.append(
            SafeguardUnderOptions(
                safeguard=item.id,
                kind=item.kind,
                lives_in=item.lives_in,
                strength=strength.point("conservative") if strength.known else None,
                tested=tuple(sorted(bound.facts.tests[item.id])),
                state={o.id: kind_state(rubric, item.kind, amounts[o.id]) for o in rubric.options},
                routes=routes,
                domains=item.domains,
                untested_routes=tuple(r for r in routes if tests[r] not in bound.facts.tests[item.id]),
            )
        )
    return tuple(rows)


def _comparators(given: Rating | None) -> tuple[ComparatorNamed, ...]:
    return tuple(ComparatorNamed(c.name, c.date.isoformat(), c.result) for c in given.comparators) if given else ()


def domain_severities(found: Evaluation) -> tuple[DomainSeverity, ...]:
    """How bad each domain's worst credible outcome is for this model."""
    raised = found.bound.profile.severities
    return tuple(
        DomainSeverity(d, level, level > spec.severity, raised[d].reason if level > spec.severity else None)
        for d, spec in found.rubric.domains.items()
        for level in (found.compiled.severities[d],)
    )


def _crossed_from(found: Evaluation, path: str) -> str | None:
    crossing = found.bound.crossed.get(path)
    return f"{crossing.rubric} {crossing.source}" if crossing else None


def rating_table(found: Evaluation) -> tuple[RatingUsed, ...]:
    """Every rating of the rubric as it was read, in the rubric's order."""
    read = {slot.path for slot in found.compiled.slots if isinstance(slot, RatingSlot)}
    rows = []
    for path, r in found.bound.ratings.items():
        levels = r.rating.criterion.levels
        covered = levels[r.lo - 1 : r.hi] if r.lo is not None and r.hi is not None else ()
        rows.append(
            RatingUsed(
                path=path,
                title=found.rubric.rating_title(path),
                polarity=Polarity(r.rating.polarity).value,
                lo=r.lo,
                best=r.best,
                hi=r.hi,
                why_unknown=r.why_unknown,
                not_applicable=r.not_applicable,
                rests_on=r.rests_on,
                widened=r.widened,
                confidence=r.confidence,
                evidence=r.cited,
                rationale=r.rationale,
                by_assessor=dict(r.by_assessor),
                words=" / ".join(level.text for level in covered),
                comparators=_comparators(r.source),
                read=path in read,
                crossed_from=_crossed_from(found, path),
            )
        )
    return tuple(rows)
