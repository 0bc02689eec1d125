"""What a public report leaves out, and how much of it: shown as left out, never silently."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from riskframe.report.view.analysis_records import Analysis
from riskframe.report.view.build import View, mapped
from riskframe.report.view.records import PathwaySection as Section
from riskframe.report.view.records import StepView
from riskframe.report.view.registers import Redaction


def redacted(view: View) -> View:
    """The view without what could help somebody past a safeguard, and without the reasoning and names of assessors.

    Left out: which safeguard stands on which step and how it was tested; rationales; where evidence is kept; what
    rules read; interests and dissents in full (that there is dissent stays). Levels, zones, conditions, benefits and
    the decision stay as they are.
    """
    t = view.words
    gone = t("redacted")
    counts = {
        "safeguards": len(view.safeguards),
        "rationales": sum(bool(r.rationale) for r in view.ratings),
        "evidence": sum(bool(e.source) for e in view.evidence),
        "rules": sum(bool(c.read) for r in view.rules for c in r.cases),
        "waivers": len(view.decision.waived) if view.decision else 0,
        "people": sum(bool(p.interests or p.dissent) for p in view.people),
    }
    found = tuple(Redaction(t(f"redacted.{what}"), n) for what, n in counts.items() if n)
    bare = replace(
        view,
        pathways=tuple(_section(s) for s in view.pathways),
        safeguards=tuple(
            s._replace(id=f"{gone} {i}", strength=gone, tested=gone, untested="") for i, s in enumerate(view.safeguards, 1)
        ),
        ratings=tuple(
            r._replace(rationale=gone if r.rationale else "", by_assessor=()) for r in view.ratings
        ),
        evidence=tuple(e._replace(source=gone if e.source else "", sha256="") for e in view.evidence),
        rules=tuple(
            r._replace(cases=tuple(c._replace(read=(gone,) if c.read else ()) for c in r.cases)) for r in view.rules
        ),
        people=tuple(
            p._replace(interests=gone if p.interests else "", dissent=t("redacted.dissent") if p.dissent else "")
            for p in view.people
        ),
        decision=view.decision._replace(
            waived=tuple(w._replace(owner=gone, reason=gone) for w in view.decision.waived)
        ) if view.decision else None,
        sign_off=view.sign_off._replace(
            interests=tuple(f._replace(value=gone) for f in view.sign_off.interests)
        ) if view.sign_off else None,
        map=view.map._replace(
            differences=tuple(
                d._replace(causes=tuple(c._replace(read=(gone,) if c.read else ()) for c in d.causes))
                for d in view.map.differences
            )
        ) if view.map else None,
        analysis=_analysis(view.analysis, gone, t("redacted.dissent")) if view.analysis else None,
        redactions=found,
    )  # fmt: skip
    return mapped(bare, _nameless({s.id: i for i, s in enumerate(view.safeguards, 1)}, gone))


def _nameless(numbers: dict[str, int], gone: str) -> Callable[[str], str]:
    """Safeguards are named in links, anchors and sentences too: there a number stands for the name."""
    if not numbers:
        return lambda text: text
    names = "|".join(sorted(map(re.escape, numbers), key=len, reverse=True))
    whole = re.compile(rf"^(safeguard-)?({names})$|\bsafeguard ({names})(?![\w.-])")

    def change(text: str) -> str:
        def number(found: re.Match[str]) -> str:
            if found[3]:
                return f"safeguard {gone} {numbers[found[3]]}"
            return f"safeguard-{numbers[found[2]]}" if found[1] else f"{gone} {numbers[found[2]]}"

        return whole.sub(number, text)

    return change


def _analysis(found: Analysis, gone: str, dissent: str) -> Analysis:
    """Without who rated what, without the words of dissents, and without what evidence would cost its owner."""
    agreed = found.agreement
    if agreed is not None:
        agreed = agreed._replace(
            spreads=tuple(s._replace(best=gone) for s in agreed.spreads),
            alone=tuple(a._replace(dissent=dissent if a.dissent else "") for a in agreed.alone),
        )
    worth = found.worth
    if worth is not None:
        worth = worth._replace(rows=tuple(r._replace(cost=gone, by_cost=gone) for r in worth.rows))
    return found._replace(
        agreement=agreed, worth=worth, following=tuple(r._replace(cost=gone) for r in found.following)
    )


def _section(section: Section) -> Section:
    def bare(step: StepView) -> StepView:
        return step._replace(safeguards=())

    pictures = {}
    for name in ("picture", "standing"):
        picture = getattr(section, name)
        if picture is not None:
            lanes = tuple(lane._replace(steps=tuple(map(bare, lane.steps))) for lane in picture.lanes)
            pictures[name] = picture._replace(lanes=lanes)
    return section._replace(**pictures)
