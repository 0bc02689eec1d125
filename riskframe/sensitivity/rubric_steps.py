"""Does the answer hang on one of our numbers? Every tolerance cell, cap, floor and retention share moved by one step."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from riskframe.decision.recommend import recommend
from riskframe.engine.bind import bind
from riskframe.engine.compile import compile_rubric, compile_variants
from riskframe.engine.evaluate import Evaluation, evaluate
from riskframe.rubric.resolve import ResolvedRule, Rubric
from riskframe.scales import ZONES
from riskframe.sensitivity.records import RubricSensitivity, RubricStep

SHARE_STEP = 0.1
"""A retention share is moved by this much (shares are stated to one or two decimals)."""


def rubric_sensitivity(found: Evaluation) -> RubricSensitivity:
    """Re-run the decision with each number of the rubric moved by one step in either direction."""
    base = recommend(found)
    tried = list(_variants(found))
    moved = [
        RubricStep(v.what, v.refs, v.was, v.to, v.direction, result.start, result.aim, v.basis)
        for v, result in zip(tried, (recommend(e) for e in _evaluated(found, tried)), strict=True)
        if (result.start, result.aim) != (base.start, base.aim)
    ]
    return RubricSensitivity(len(tried), tuple(moved))


def _evaluated(found: Evaluation, tried: Sequence[Variant]) -> Iterator[Evaluation]:
    """Every variant evaluated: those with the same pathways share one program and one run."""
    severities, profile = found.compiled.severities, found.bound.profile
    shared = [v.rubric for v in tried if v.part == "choice"]
    compiled = compile_variants(shared, severities) if shared else ()
    values = evaluate(bind(profile, compiled[0])).values if compiled else {}
    waiting = iter(compiled)
    for variant in tried:
        if variant.part == "choice":
            yield Evaluation(replace(found.bound, compiled=next(waiting)), values)
        elif variant.part == "goals":
            # Retention shares are not in the program: only the goal condition reads another rubric.
            yield Evaluation(
                replace(found.bound, compiled=replace(found.compiled, rubric=variant.rubric)), found.values
            )
        else:
            yield evaluate(bind(profile, compile_rubric(variant.rubric, severities)))


@dataclass(frozen=True, slots=True)
class Variant:
    """A rubric with one number moved; `part` says what of the evaluation it touches."""

    what: str
    refs: tuple[str, ...]
    was: str
    to: str
    direction: Literal["stricter", "milder"]
    basis: str
    rubric: Rubric
    part: Literal["choice", "pathways", "goals"]


def _variants(found: Evaluation) -> Iterator[Variant]:
    return variants(found.rubric, found.compiled.severities, found.bound.profile.release.goals)


def variants(rubric: Rubric, severities: Mapping[str, int], goals: Collection[str]) -> Iterator[Variant]:
    """Every number of a rubric moved by one step either way: those that domains of these severities and these goals meet."""
    yield from _cells(severities, rubric)
    yield from _floors(severities, rubric)
    yield from _caps(rubric)
    yield from _shares(goals, rubric)


def _with_tolerance(rubric: Rubric, **changes: object) -> Rubric:
    assert rubric.tolerance is not None
    folder = rubric.folder.model_copy(update={"tolerance": rubric.tolerance.model_copy(update=changes)})
    return replace(rubric, folder=folder)


def _cells(severities: Mapping[str, int], rubric: Rubric) -> Iterator[Variant]:
    tolerance = rubric.tolerance
    if tolerance is None:
        return
    for severity in sorted(set(severities.values())):
        for level in range(1, 6):
            zone = ZONES.index(tolerance.table[severity][level])
            for to in (zone - 1, zone + 1):
                if not 0 <= to < len(ZONES):
                    continue
                row = {**tolerance.table[severity], level: ZONES[to]}
                changed = _with_tolerance(rubric, table={**tolerance.table, severity: row})
                yield Variant(
                    f"tolerance at severity {severity}, level {level}", (), ZONES[zone].value, ZONES[to].value,
                    "stricter" if to > zone else "milder", tolerance.source.basis, changed, "choice",
                )  # fmt: skip


def _floors(severities: Mapping[str, int], rubric: Rubric) -> Iterator[Variant]:
    tolerance = rubric.tolerance
    if tolerance is None:
        return
    for severity in sorted(set(severities.values())):
        floor = tolerance.floors[severity]
        for to in (floor - 1, floor + 1):
            if 1 <= to <= 5:
                changed = _with_tolerance(rubric, floors={**tolerance.floors, severity: to})
                yield Variant(
                    f"floor at severity {severity}", (), str(floor), str(to), "stricter" if to > floor else "milder",
                    tolerance.source.basis, changed, "pathways",
                )  # fmt: skip


def _caps(rubric: Rubric) -> Iterator[Variant]:
    options = [o.id for o in rubric.options]
    for rule_id in dict.fromkeys(r.id for r in rubric.rules if r.rule.cap is not None):
        rule = next(r.rule for r in rubric.rules if r.id == rule_id)
        assert rule.cap is not None
        place = options.index(rule.cap)
        for to in (place - 1, place + 1):
            if not 0 <= to < len(options):
                continue

            def moved(r: ResolvedRule, cap: str = options[to], wanted: str = rule_id) -> ResolvedRule:
                return replace(r, rule=r.rule.model_copy(update={"cap": cap})) if r.id == wanted else r

            changed = replace(rubric, rules=tuple(moved(r) for r in rubric.rules))
            yield Variant(
                f"cap of the rule “{rule.title}”", (f"rule:{rule_id}",), rule.cap, options[to], "stricter" if to < place else "milder",
                rule.source.basis, changed, "choice",
            )  # fmt: skip


def _shares(goals: Collection[str], rubric: Rubric) -> Iterator[Variant]:
    benefits = rubric.folder.benefits
    titles = {o.id: o.title for o in rubric.options}
    if benefits is None:
        return
    for i, benefit in enumerate(benefits.benefits):
        if benefit.id not in goals:
            continue
        for option, share in benefit.keeps.items():
            for step in (-SHARE_STEP, SHARE_STEP):
                to = round(share + step, 4)
                if not 0 <= to <= 1:
                    continue
                changed = benefit.model_copy(update={"keeps": {**benefit.keeps, option: to}})
                listed = (*benefits.benefits[:i], changed, *benefits.benefits[i + 1 :])
                folder = rubric.folder.model_copy(update={"benefits": benefits.model_copy(update={"benefits": listed})})
                yield Variant(
                    f"share of {benefit.title.lower()} that {titles[option]} keeps",
                    (f"benefit:{benefit.id}", f"option:{option}"), f"{share:g}", f"{to:g}",
                    "milder" if step > 0 else "stricter", benefit.source.basis, replace(rubric, folder=folder), "goals",
                )  # fmt: skip
