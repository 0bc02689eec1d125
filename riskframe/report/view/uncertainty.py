"""How sure the answer is: the three readings, what alone could break it, and what the other school would say."""

from __future__ import annotations

from riskframe.decision.records import Decision, DomainUnderOption
from riskframe.report.view.decision import date_words
from riskframe.report.view.names import Names, anchor
from riskframe.report.view.options import READINGS, level_words, zone_mark
from riskframe.report.view.records import HeatMap, Link, Statement
from riskframe.report.view.registers import OtherSchoolRow, ReadingAnswer, Uncertainty
from riskframe.scales import Zone


def uncertainty(decision: Decision, names: Names) -> Uncertainty:
    """Where each reading leads, and what alone would take the start out of reach."""
    words, advice = names.words, decision.recommendation
    answers = tuple(
        ReadingAnswer(
            reading=r,
            title=words(f"reading.{r}"),
            means=words(f"reading.{r}.means"),
            option=Link(names.option(advice.answers[r]), anchor("option", advice.answers[r])),
            place=names.rubric.option_place[advice.answers[r]],
        )
        for r in READINGS
    )
    fallen = words.listed([names.option(o) for o in advice.goal_falls])
    spread = answers[-1].place - answers[0].place
    sentence = (
        words.number("readings.apart", spread) if spread else words("readings.agree", option=answers[0].option.label)
    )
    if fallen:
        sentence += " " + words("readings.goal", options=fallen, start=names.option(advice.start))
    return Uncertainty(
        answers=answers,
        start_place=names.rubric.option_place[advice.start],
        sentence=Statement(sentence, tuple(dict.fromkeys(a.option for a in answers))),
        single_points=tuple(
            names.link(f"rating:{p.what}") or Link(p.text, "") for p in decision.single_points
        ),
    )  # fmt: skip


def other_school(decision: Decision, heat: HeatMap, shown: str, names: Names) -> tuple[OtherSchoolRow, ...]:
    """Each domain with the marginal-risk step and without it, under the start and under the option that is drawn."""
    picked = tuple(dict.fromkeys((decision.recommendation.start, shown)))
    severity = {row.id: row.severity for row in heat.rows}
    cells = {(c.domain, c.option): c for c in decision.domains}
    return tuple(
        _other(cells[row.id, option], severity[row.id], option == shown, decision, names)
        for row in heat.rows
        for option in picked
    )


def school_sentence(rows: tuple[OtherSchoolRow, ...], names: Names) -> Statement | None:
    """What the marginal step does to the zones under the option that is drawn, in a sentence."""
    shown = [r for r in rows if r.shown]
    if not shown:
        return None
    moved = [r for r in shown if r.rests]
    if not moved:
        text = names.words("other.none", option=shown[0].option)
        return names.statement(text, ["part:pathways"])
    listed = names.words.listed([r.domain.label for r in moved])
    return Statement(
        names.words.number("other.moved", len(moved), option=shown[0].option, domains=listed),
        tuple(r.domain for r in moved),
    )


def _other(cell: DomainUnderOption, severity: int, shown: bool, decision: Decision, names: Names) -> OtherSchoolRow:
    tolerance = names.rubric.tolerance
    assert tolerance is not None
    zone: Zone = tolerance.table[severity][cell.absolute_level]
    return OtherSchoolRow(
        domain=Link(names.domain(cell.domain), anchor("domain", cell.domain)),
        option=names.option(cell.option),
        level=level_words(cell.level["conservative"], names),
        zone=zone_mark(cell.zone["conservative"], names),
        absolute=level_words(cell.absolute_level, names),
        absolute_zone=zone_mark(zone, names),
        rests=cell.rests_on_novelty,
        shown=shown,
        comparators=_comparators(cell.domain, decision, names),
    )


def _comparators(domain: str, decision: Decision, names: Names) -> str:
    """The comparators that the profile names for the marginal step of a domain."""
    ratings = {r.path: r for r in decision.ratings}
    for step in (s for path in names.rubric.paths_of(domain) for _, s in path.steps if s.marginal):
        read = names.rubric.rating_of_step(step, domain)
        given = ratings[read.path].comparators if read else ()
        if given:
            return names.words.listed(
                [names.words("comparator", name=c.name, day=date_words(c.since, names.words)) for c in given]
            )
    return names.words("none")
