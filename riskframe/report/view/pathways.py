"""Each domain's paths from a threat actor to the harm, as they stand under one option."""

from __future__ import annotations

from riskframe.decision.records import Decision, DomainUnderOption, PathUnderOption, SafeguardUnderOptions, StepOnPath
from riskframe.report.view.names import Names, anchor
from riskframe.report.view.options import level_words, zone_mark
from riskframe.report.view.records import (
    Cell,
    DomainRow,
    Fact,
    HeatMap,
    Lane,
    Link,
    Mark,
    PathwayPicture,
    PathwaySection,
    SafeguardOnStep,
    Standing,
    Statement,
    StepView,
)


def shown_option(decision: Decision, names: Names) -> str:
    """The option whose paths are drawn: the proposed one, or else the aim, whichever is beyond the start."""
    place, advice = names.rubric.option_place, decision.recommendation
    wanted = decision.proposed.option if decision.proposed else advice.aim
    return max((wanted, advice.start), key=lambda o: place[o])


def pathway_sections(decision: Decision, heat: HeatMap, names: Names) -> tuple[PathwaySection, ...]:
    """One section per domain, in the rubric's order."""
    shown = shown_option(decision, names)
    return tuple(_section(row, shown, decision, names) for row in heat.rows)


def _section(row: DomainRow, shown: str, decision: Decision, names: Names) -> PathwaySection:
    cells = {c.option: c for c in row.cells}
    found = {c.option: c for c in decision.domains if c.domain == row.id}
    start, picked = cells[decision.recommendation.start], cells[shown]
    paths = [p for p in decision.paths if p.domain == row.id and not p.standing and p.option == shown]
    standing = [p for p in decision.paths if p.domain == row.id and p.standing]
    safeguards = _standing_in(row.id, decision)
    return PathwaySection(
        row=row,
        start=start,
        shown=picked,
        picture=_picture(paths, found[shown], picked, safeguards, names) if paths else None,
        standing=_standing_picture(standing, row, decision, safeguards, names) if standing else None,
        said=_said(found[shown], picked, start, names),
        by_actor=tuple(
            Fact(names.of("actor", actor), level_words(level, names)) for actor, level in found[shown].by_actor.items()
        ),
    )


def _standing_in(domain: str, decision: Decision) -> tuple[SafeguardUnderOptions, ...]:
    """The safeguards that stand in a domain."""
    return tuple(s for s in decision.safeguards if s.domains is None or domain in s.domains)


def _said(found: DomainUnderOption, shown: Cell, start: Cell, names: Names) -> Statement:
    words = names.words
    said = [shown.sentence]
    if shown.option != start.option:
        said.append(start.short)
    said.append(words.number("pathway.widest", found.widest_paths))
    if found.absolute_level != found.level["conservative"]:
        said.append(words("pathway.absolute", level=level_words(found.absolute_level, names)))
    if found.rests_on_novelty:
        said.append(words("pathway.rests"))
    refs = [f"option:{o}" for o in dict.fromkeys((shown.option, start.option))]
    refs += [f"rating:{b.reads}" for b in found.binding if " " not in b.reads and "." in b.reads]
    return names.statement(" ".join(said), refs)


def _picture(
    paths: list[PathUnderOption], found: DomainUnderOption, cell: Cell,
    safeguards: tuple[SafeguardUnderOptions, ...], names: Names,
) -> PathwayPicture:  # fmt: skip
    binding, level = {b.step for b in found.binding}, found.level["conservative"]
    lanes = [_lane(p, level, binding, found.option, safeguards, names) for p in paths]
    lanes.sort(key=lambda lane: -lane.level)  # stable: equals stay in the rubric's order
    return PathwayPicture(
        domain=found.domain, option=found.option, option_title=names.option(found.option), zone=cell.zone, level=level,
        lanes=tuple(lanes), sentence=cell.sentence,
    )  # fmt: skip


def _standing_picture(
    paths: list[PathUnderOption], row: DomainRow, decision: Decision, safeguards: tuple[SafeguardUnderOptions, ...],
    names: Names,
) -> PathwayPicture:  # fmt: skip
    level = decision.standing[row.id]
    zone = standing_zone(row, level, names)
    lanes = []
    for path in paths:
        hardest = min(s.ease for s in path.steps)
        binding = {s.step for s in path.steps if s.ease == hardest and hardest < 5}
        lanes.append(_lane(path, level, binding, "", safeguards, names))
    sentence = names.words("standing.sentence", domain=row.title, level=level_words(level, names), zone=zone.word)
    return PathwayPicture(row.id, "", names.words("standing.any"), zone, level, tuple(lanes), sentence)


def _lane(
    path: PathUnderOption, level: int, binding: set[str], option: str,
    safeguards: tuple[SafeguardUnderOptions, ...], names: Names,
) -> Lane:  # fmt: skip
    widest = path.level == level
    return Lane(
        path=path.path.partition(":")[2],
        actor=names.of("actor", path.actor),
        level=path.level,
        level_word=names.words(f"level.{path.level}"),
        widest=widest,
        steps=tuple(
            _step(s, widest and s.step in binding and s.ease == level, option, safeguards, names) for s in path.steps
        ),
    )


def _step(
    step: StepOnPath, binding: bool, option: str, safeguards: tuple[SafeguardUnderOptions, ...], names: Names,
) -> StepView:  # fmt: skip
    kind, _, route = step.reads.partition(" ")
    standing = [s for s in safeguards if kind == "route" and route in s.routes]
    rating = names.link(f"rating:{step.reads}") if "." in step.reads and " " not in step.reads else None
    return StepView(
        id=step.step,
        title=step.title,
        ease=step.ease,
        ease_word=names.words(f"level.{step.ease}"),
        reads=names.reads(step.reads),
        link=rating,
        binding=binding,
        safeguards=tuple(SafeguardOnStep(s.safeguard, safeguard_state(s, route, option, names)) for s in standing),
    )


def safeguard_state(safeguard: SafeguardUnderOptions, route: str, option: str, names: Names) -> Mark:
    """What is left of a safeguard on a route under an option; once weights are taken, as under the most open one."""
    if route in safeguard.untested_routes:
        return Mark("untested", names.words("state.untested"))
    if safeguard.strength is None:
        return Mark("unknown", names.words("state.unknown"))
    state = safeguard.state.get(option) or list(safeguard.state.values())[-1]
    return Mark(state, names.words(f"state.{state}"))


def standing_zone(row: DomainRow, level: int, names: Names) -> Mark:
    """The zone that a standing risk of that level has in a domain."""
    assert names.rubric.tolerance is not None
    return zone_mark(names.rubric.tolerance.table[row.severity][level], names)


def standing_risks(decision: Decision, heat: HeatMap, names: Names) -> tuple[Standing, ...]:
    """What remains in each domain even if nothing is released, the highest first."""
    rows = {r.id: r for r in heat.rows}
    found = [
        (level, Standing(Link(rows[d].title, anchor("domain", d)), level_words(level, names),
                         standing_zone(rows[d], level, names)))
        for d, level in decision.standing.items()
    ]  # fmt: skip
    return tuple(s for _, s in sorted(found, key=lambda x: -x[0]))
