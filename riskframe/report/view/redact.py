"""What a public report leaves out, and how much of it: shown as left out, never silently."""

from __future__ import annotations

from dataclasses import replace

from riskframe.report.view.build import View
from riskframe.report.view.records import PathwaySection as Section
from riskframe.report.view.records import Redaction, StepView


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
        "people": sum(bool(p.interests or p.dissent) for p in view.people),
    }
    found = tuple(Redaction(t(f"redacted.{what}"), n) for what, n in counts.items() if n)
    return replace(
        view,
        pathways=tuple(_section(s) for s in view.pathways),
        safeguards=tuple(
            replace(s, id=f"{gone} {i}", strength=gone, tested=gone, untested="") for i, s in enumerate(view.safeguards, 1)
        ),
        ratings=tuple(
            replace(r, rationale=gone if r.rationale else "", by_assessor=()) for r in view.ratings
        ),
        evidence=tuple(replace(e, source=gone if e.source else "", sha256="") for e in view.evidence),
        rules=tuple(
            replace(r, cases=tuple(replace(c, read=(gone,) if c.read else ()) for c in r.cases)) for r in view.rules
        ),
        people=tuple(
            replace(p, interests=gone if p.interests else "", dissent=t("redacted.dissent") if p.dissent else "")
            for p in view.people
        ),
        sign_off=replace(
            view.sign_off, interests=tuple(replace(f, value=gone) for f in view.sign_off.interests)
        ) if view.sign_off else None,
        redactions=found,
    )  # fmt: skip


def _section(section: Section) -> Section:
    def bare(step: StepView) -> StepView:
        return replace(step, safeguards=())

    pictures = {}
    for name in ("picture", "standing"):
        picture = getattr(section, name)
        if picture is not None:
            lanes = tuple(replace(lane, steps=tuple(map(bare, lane.steps))) for lane in picture.lanes)
            pictures[name] = replace(picture, lanes=lanes)
    return replace(section, **pictures)
