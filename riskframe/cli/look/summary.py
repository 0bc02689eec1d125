"""An assessment in a terminal: the decision in three lines, the table, what holds it, what to do next."""

from __future__ import annotations

from collections.abc import Iterator

from riskframe.assessment import Assessment
from riskframe.cli.look.analysis import analysis_sections
from riskframe.cli.look.heatmap import heatmap
from riskframe.cli.look.measured import measured_sections
from riskframe.cli.look.style import Style, cells
from riskframe.decision.records import Decision, DomainUnderOption, OptionAssessment, ReleaseCondition, Stage
from riskframe.inquiry.whynot import common
from riskframe.rubric.resolve import Rubric
from riskframe.scales import Verdict, Zone

MOST = 6
"""Entries of a list before the rest is only counted."""

VERDICTS: dict[Verdict, tuple[str, str]] = {
    "supported": ("supported", "green"),
    "supported_with_conditions": ("supported with conditions", "green"),
    "insufficient_evidence": ("insufficient evidence", "yellow"),
    "not_supported": ("not supported", "red"),
}


def summary(assessment: Assessment, rubric: Rubric, style: Style, *, file: str = "model.yaml") -> str:
    """The whole text, ending with a newline. `file` is named in the commands that it suggests."""
    decision = assessment.decision
    parts = [_top(assessment, rubric, style), _about(assessment, style)]
    parts.append(_section("Loosened by the organisation", list(assessment.loosenings), style))
    if decision is not None:
        parts += [
            heatmap(assessment, rubric, style),
            _holds(decision, rubric, style),
            _stops(decision, style),
            _asked(decision, rubric, style),
            _next(decision, rubric, style),
        ]
    parts += [_section(title, entries, style) for title, entries in measured_sections(assessment.measured)]
    if assessment.sensitivity is not None:
        parts += [
            _section(title, entries, style) for title, entries in analysis_sections(assessment.sensitivity, decision)
        ]
    parts += [_classes(assessment, rubric, style), _notes(assessment, rubric, style), _crosswalk(assessment, style)]
    parts += [_against(assessment, style), _closing(decision, style, file)]
    return "\n\n".join(part for part in parts if part) + "\n"


# --- the first three lines -----------------------------------------------------------------------------------------


def _top(assessment: Assessment, rubric: Rubric, style: Style) -> str:
    decision = assessment.decision
    if decision is None:
        return style.wrap(f"{rubric.file.title}: {rubric.file.question}", looks=("bold",))
    recommendation = decision.recommendation
    text = recommendation.text[:1].upper() + recommendation.text[1:]
    lines = [style.wrap(text, looks=("bold",)), _aim(decision, rubric, style), _held(decision, rubric, style)]
    if assessment.weakened:
        lines.insert(1, _weakened(assessment, style))
    return "\n".join(lines)


def _weakened(assessment: Assessment, style: Style) -> str:
    count = len(assessment.loosenings)
    text = f"weakened by {count} loosening{'' if count == 1 else 's'} of the rubric"
    if assessment.unmodified_verdict is not None:
        text += f"; without {'it' if count == 1 else 'them'}: {VERDICTS[assessment.unmodified_verdict][0]}"
    return style.wrap(text, looks=("bold", "red"))


def _aim(decision: Decision, rubric: Rubric, style: Style) -> str:
    start, aim = decision.recommendation.start, decision.recommendation.aim
    title = "the same" if start == aim else _lower(_title(rubric, aim))
    if decision.proposed is None:
        return style.wrap(f"aim: {title} · nothing is proposed")
    words, colour = VERDICTS[decision.proposed.verdict]
    asked = f"proposed {decision.proposed.option}: "
    room = style.width - cells(f"aim:  · {asked}{words}")
    # The verdict is painted by itself, so a line that is too long is shortened, or parted where its halves meet.
    shown = title if cells(title) <= room else aim.replace("_", " ")
    joint = style.plain(" · ") if cells(shown) <= room else "\n"
    return style.paint(f"aim: {shown}") + joint + style.paint(asked) + style.paint(words, "bold", colour)


def _held(decision: Decision, rubric: Rubric, style: Style) -> str:
    unknown = sum(r.read and r.why_unknown is not None for r in decision.ratings)
    known = sum(r.read for r in decision.ratings) - unknown
    counted = f"{unknown} rating{'' if unknown == 1 else 's'} unknown" if unknown else f"all {known} ratings known"
    start = rubric.option_place[decision.recommendation.start]
    if start == 0:
        return style.wrap(f"{_floor_because(decision, rubric)}; {counted}")
    worst = _worst(decision, decision.recommendation.start)
    if not worst:
        return style.paint(counted)
    steps = dict.fromkeys(step.step for cell in worst for step in cell.binding)
    by = f"held at {worst[0].level['conservative']} by {_some(list(steps), 2)}" if steps else "no step holds it back"
    return style.wrap(f"{by}; {counted}")


def _floor_because(decision: Decision, rubric: Rubric) -> str:
    """What keeps it at the least open option, which is a floor and not a finding of safety."""
    if decision.recommendation.goal_falls:
        return f"no stated goal needs {_lower(_title(rubric, decision.recommendation.goal_falls[-1]))}, which is only tolerable"
    blocked = next((o for o in decision.options if o.blockers), None)
    return f"{_lower(blocked.name)} is stopped by {_stopped_by(blocked)}" if blocked else "nothing more open exists"


def _stopped_by(option: OptionAssessment) -> str:
    count = {kind: sum(b.kind == kind for b in option.blockers) for kind in ("domain", "cap", "class")}
    named = {"domain": "domain", "cap": "rule", "class": "class"}
    return _some([f"{n} {named[kind]}{'s' if n > 1 else ''}" for kind, n in count.items() if n], 3)


def _worst(decision: Decision, option: str) -> list[DomainUnderOption]:
    """The cells of an option at its highest conservative zone and level."""
    column = [c for c in decision.domains if c.option == option]
    order = list(Zone)
    top = max(((order.index(c.zone["conservative"]), c.level["conservative"]) for c in column), default=None)
    return [c for c in column if (order.index(c.zone["conservative"]), c.level["conservative"]) == top]


def _about(assessment: Assessment, style: Style) -> str:
    model = assessment.model
    version = f" {model.version}" if model.version else ""
    text = (
        f"{model.name}{version} ({model.developer}), rubric {assessment.rubric.id} {assessment.rubric.version}, "
        f"assessed {assessment.validity.assessed_on}, valid until {assessment.validity.expires_on}"
    )
    return style.wrap(text, looks=("faint",))


# --- sections ------------------------------------------------------------------------------------------------------


def _section(title: str, entries: list[str], style: Style, *, most: int = MOST) -> str:
    if not entries:
        return ""
    shown = entries if len(entries) <= most + 1 else [*entries[:most], f"and {len(entries) - most} more"]
    return f"{style.heading(title)}\n{style.entries(shown)}"


def _holds(decision: Decision, rubric: Rubric, style: Style) -> str:
    """The binding steps of the domains that are not acceptable at the start; where all are, of the highest ones."""
    start = decision.recommendation.start
    if rubric.option_place[start] == 0:
        return ""
    column = [c for c in decision.domains if c.option == start and c.zone["conservative"] is not Zone.ACCEPTABLE]
    if column:
        column.sort(key=lambda c: -c.level["conservative"])
        return _section(f"What holds it at {_title(rubric, start)}", [_cell(c, rubric) for c in column], style)
    lines = [_cell(c, rubric) for c in _worst(decision, start)]
    return _section(
        f"Every domain is acceptable at {_title(rubric, start)}; what holds the highest", lines, style, most=2
    )


def _cell(cell: DomainUnderOption, rubric: Rubric) -> str:
    text = f"{rubric.domains[cell.domain].title}, {cell.zone['conservative']} at level {cell.level['conservative']}: "
    text += (
        _some([f"{_lower(s.title)} ({s.reads})" for s in cell.binding], 3) if cell.binding else "no step holds it back"
    )
    return text + (f"; {cell.absolute_level} if nothing comparable were available" if cell.rests_on_novelty else "")


def _stops(decision: Decision, style: Style) -> str:
    """What keeps the conservative reading from the first option that it does not reach."""
    for option in decision.options:
        if not option.reachable["conservative"]:
            return _section(f"What stops {_lower(option.name)}", [b.text for b in option.blockers], style)
    return ""


def _asked(decision: Decision, rubric: Rubric, style: Style) -> str:
    start = decision.recommendation.start
    lines = []
    if rubric.option_place[start] > 0:
        lines.append(
            _section(f"Before release at {_title(rubric, start)}", _open_conditions(decision.conditions, start), style)
        )
    proposed = decision.proposed.option if decision.proposed else start
    if proposed != start:
        more = len(_open_conditions(decision.conditions, proposed))
        if more:
            asked = "1 condition" if more == 1 else f"{more} conditions"
            lines.append(style.wrap(f"At {_title(rubric, proposed)}, {asked} would have to be met before release."))
    if decision.sign_off is not None:
        because = _some(list(decision.sign_off.because), 2)
        lines.append(style.wrap(f"{style.plain('Signed by')}: {_lower(decision.sign_off.title)} ({because})."))
    return "\n".join(line for line in lines if line)


def _open_conditions(conditions: tuple[ReleaseCondition, ...], option: str) -> list[str]:
    """Conditions precedent that are not met; one line for a rule that is asked in several domains."""
    found: dict[str, list[str]] = {}
    for asked in conditions:
        if asked.stage == "precedent" and not asked.met and option in asked.options:
            found.setdefault(asked.text, []).extend([asked.domain] if asked.domain else [])
    return [f"{text} ({', '.join(domains)})" if domains else text for text, domains in found.items()]


def _next(decision: Decision, rubric: Rubric, style: Style) -> str:
    if not decision.stages:
        return ""
    stage = decision.stages[0]
    titles = {r.path: r.title for r in decision.ratings}
    return _section(f"To get to {_lower(_title(rubric, stage.option))}", list(_steps_to(stage, titles)), style, most=8)


def _steps_to(stage: Stage, titles: dict[str, str]) -> Iterator[str]:
    for rule in stage.rules_first:
        yield f"rule {rule} caps below it whatever the ratings; the facts it reads would have to be others"
    if stage.none_up_to is not None:
        yield f"more than {stage.none_up_to} ratings have to be settled together, for example these"
    if stage.goal_needed:
        yield "a stated goal of known size that needs this option (release.goals, benefits)"
    verb = "narrow" if stage.how == "narrowing" else "resolve"
    shared, rests = common(stage)
    if shared:
        yield f"{verb}: {_some([titles.get(c, c) for c in shared], 5)}"
    if len(rests) > 1 or (rests and not shared):
        either = [" with ".join(titles.get(c, c) for c in rest) for rest in rests]
        yield f"{verb} one of: {_some(either, 3)}" if len(either) > 1 else f"{verb}: {either[0]}"
    yield from dict.fromkeys(e for need in stage.needs[:1] for e in need.evaluations)
    if stage.how == "none" and not stage.needs and not stage.rules_first and not stage.goal_needed:
        yield "no set of ratings moves it: the ratings in hand speak against it"


def _classes(assessment: Assessment, rubric: Rubric, style: Style) -> str:
    """One line a classification and value, with the domains or units where it has that value."""
    found: dict[tuple[str, str], list[str]] = {}
    for name, values in assessment.classes.items():
        kind, _, subject = name.partition(".")
        value = values["conservative"]
        if values["central"] != value:
            value += f" (central: {values['central'].replace('_', ' ')})"
        found.setdefault((kind, value.replace("_", " ")), []).extend([rubric.title_of(subject)] if subject else [])
    lines = []
    for (kind, value), subjects in found.items():
        known = rubric.classifications.get(kind)
        where = f" in {_some(subjects, 6)}" if subjects else ""
        lines.append(f"{known.title if known else kind}: {value}{where}")
    return _section("Classes", lines, style, most=12)


def _notes(assessment: Assessment, rubric: Rubric, style: Style) -> str:
    """The notes that fired, for a rubric without options, which has nothing else to say."""
    if assessment.decision is not None:
        return ""
    found: dict[tuple[str, str], list[str]] = {}
    for hit in assessment.hits:
        if hit.effect == "note" and any(hit.options.values()):
            # What holds only while something is unknown is no finding about the model.
            text = hit.value if hit.options.get("optimistic") else f"{hit.value} (Rests on what is not stated.)"
            found.setdefault((hit.title, text), []).extend([rubric.title_of(hit.domain)] if hit.domain else [])
    lines = [f"{title}{f' ({_some(names, 4)})' if names else ''}: {text}" for (title, text), names in found.items()]
    return _section("Notes", lines, style, most=12)


def _crosswalk(assessment: Assessment, style: Style) -> str:
    """What came from other rubrics' names for the same things, what does not agree, and where evidence may be found."""
    used = assessment.crosswalk
    if used is None:
        return ""
    lines = [f"{c.place}: {c.said}, stated as {c.source} of {c.rubric}. {c.reason}" for c in used.taken]
    for odd in used.differing:
        others = "; ".join(f"{place} of {name} says {words}" for name, place, words in odd.others)
        lines.append(f"{odd.place}: {odd.stands} counts{' as its own' if odd.own else ''}, but {others}")
    if used.leads:
        named = dict.fromkeys(e for lead in used.leads for e in lead.evidence)
        count = f"{len(used.leads)} unknown rating{'' if len(used.leads) == 1 else 's'} and facts"
        lines.append(
            f"evidence in the profile that was given for other rubrics and speaks to {count}: {_some(list(named), 6)}"
        )
    return _section("From other rubrics", lines, style, most=8)


def _against(assessment: Assessment, style: Style) -> str:
    return _section("Strongest arguments against", [s.text for s in assessment.against], style)


def _closing(decision: Decision | None, style: Style, file: str) -> str:
    if decision is None:
        return ""
    asked = decision.proposed.option if decision.proposed else decision.options[-1].option
    if next(o for o in decision.options if o.option == asked).reachable["conservative"]:
        return ""
    return style.paint(f"More: riskframe explain why-not {asked} {file}", "faint")


def _title(rubric: Rubric, option: str) -> str:
    return rubric.options[rubric.option_place[option]].title


def _lower(title: str) -> str:
    """A title inside a sentence; abbreviations keep their capitals."""
    return title if title[1:2].isupper() else title[:1].lower() + title[1:]


def _some(names: list[str], most: int) -> str:
    if len(names) > most:
        names = [*names[:most], f"{len(names) - most} more"]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}" if names else ""
