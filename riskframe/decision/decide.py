"""decide(): one evaluated profile -> everything that is decided about it, in reading order."""

from __future__ import annotations

from riskframe.decision.conditions import release_conditions, sign_off_for
from riskframe.decision.plan import component_plan, stages
from riskframe.decision.recommend import recommend, verdict_on
from riskframe.decision.records import Decision, PathUnderOption, SinglePoint
from riskframe.decision.settling import describe, single_points
from riskframe.decision.tables import benefit_table, domain_severities, option_table, rating_table, safeguard_table
from riskframe.decision.trace import SHOWN, cell, hits, paths_under
from riskframe.engine.evaluate import Evaluation
from riskframe.scales import Reading


def decide(found: Evaluation) -> Decision:
    """Everything that follows from one evaluation of a rubric with options."""
    rubric = found.rubric
    recommendation = recommend(found)
    start, aim = rubric.option_place[recommendation.start], rubric.option_place[recommendation.aim]
    conditions = release_conditions(found)
    wanted = found.bound.profile.release.proposed
    proposed = None
    if wanted is not None:
        applies = tuple(c.id for c in conditions if wanted in c.options)
        proposed = verdict_on(found, wanted, applies)
    return Decision(
        recommendation=recommendation,
        proposed=proposed,
        options=option_table(found, conditions),
        severities=domain_severities(found),
        domains=tuple(cell(found, d, p) for d in rubric.domains for p in found.places),
        paths=_paths(found, {start, aim, *([rubric.option_place[wanted]] if wanted else [])}),
        standing={d: level for d in rubric.domains if (level := found.standing_level(d, "conservative")) is not None},
        hits=hits(found),
        conditions=conditions,
        sign_off=sign_off_for(found, start),
        stages=stages(found, start, aim),
        components=component_plan(found, start),
        benefits=benefit_table(found, start),
        safeguards=safeguard_table(found),
        ratings=rating_table(found),
        single_points=tuple(
            SinglePoint(name, text) for name in single_points(found, start) for text in describe(found, (name,))
        ),
        classes=class_table(found),
    )


def class_table(found: Evaluation) -> dict[str, dict[Reading, str]]:
    """classification (or classification.domain) -> its value in each reading that is shown."""
    return {
        f"{name}.{domain}" if domain else name: {r: found.class_value(name, domain, r) for r in SHOWN}
        for name, domain in found.compiled.classes
    }


def _paths(found: Evaluation, places: set[int]) -> tuple[PathUnderOption, ...]:
    shown = [path for place in sorted(places) for path in paths_under(found, place)]
    return (*shown, *paths_under(found, 0, standing=True))
