"""Rubrics that hold nothing but what a crosswalk can lead between: criteria, facts, components and units."""

from __future__ import annotations

from typing import Any

from riskframe.engine.crossing import Crossed, crossed
from riskframe.profile import Profile
from riskframe.rubric.crosswalk import Crosswalk, resolve_crosswalk
from riskframe.rubric.resolve import Rubric, resolve
from riskframe.rubric.schema import RubricFolder
from riskframe.rubric.schema.crosswalk import CrosswalkFile
from tests.engine.toy import Raw, criterion, described

THREE = ("absent", "partial", "done")


def asked(
    name: str, *, group: str = "work", words: tuple[str, ...] = THREE, polarity: str = "protective", **more: Any
) -> Raw:
    """A criterion with a named scale; the scale's name is its words joined."""
    levels = [{"level": i, "text": word} for i, word in enumerate(words, 1)]
    return criterion(group, name, polarity, scale="-".join(words), levels=levels, **more)


def pack(name: str, *criteria: Raw, **more: Any) -> Rubric:
    """A rubric whose one classification is bad where some rating is not at its best or unknown."""
    file: Raw = {
        "riskframe_rubric": 1, "id": name, "version": "1.2.0", "title": name.capitalize(), "summary": "S.", "question": "Q?",
        "sources": {"ours": {"title": "Ours"}}, "validity": {"months": 6},
        "scales": {c["scale"]: {"levels": [level["text"] for level in c["levels"]]} for c in criteria if "scale" in c},
        "classifications": [described("all", values=["bad", "good"], otherwise="good")],
        **{key: value for key, value in more.items() if key != "rules"},
    }  # fmt: skip
    return resolve(
        RubricFolder.model_validate(
            {"rubric": file, "criteria": {"criteria": criteria}, "rules": {"rules": more.get("rules", ())}}
        )
    )


def walk(*rubrics: Rubric, **parts: Any) -> Crosswalk:
    """A crosswalk between these rubrics. Raises InvalidProblems."""
    file = CrosswalkFile.model_validate({
        "riskframe_crosswalk": 1, "title": "Toy", "basis": "design",
        "rubrics": {rubric.id: rubric.version for rubric in rubrics}, **parts,
    })  # fmt: skip
    return resolve_crosswalk(file, {rubric.id: rubric for rubric in rubrics})


def same(a: tuple[str, str], b: tuple[str, str], **more: Any) -> Raw:
    """An entry about two criteria or facts; `relation: same` unless said otherwise."""
    return {
        "a": {"rubric": a[0], "path": a[1]}, "b": {"rubric": b[0], "path": b[1]},
        "relation": "same", "reason": f"{a[1]} is {b[1]}.", **more,
    }  # fmt: skip


def named(a: tuple[str, str], b: tuple[str, str], **more: Any) -> Raw:
    """An entry about two components, domains or units."""
    return {
        "a": {"rubric": a[0], "id": a[1]}, "b": {"rubric": b[0], "id": b[1]},
        "relation": "same", "reason": f"{a[1]} is {b[1]}.", **more,
    }  # fmt: skip


def profile(**more: Any) -> Profile:
    """A profile with three items of evidence: `shown`, `judged` by somebody, and `old`, which is superseded."""
    return Profile.model_validate({
        "riskframe": 1, "model": {"name": "Sample", "developer": "Somebody", "modalities": ["text"]},
        "assessment": {"date": "2026-01-01"},
        "assessors": [{"id": "ann", "role": "Assessor"}, {"id": "bob", "role": "Assessor"}],
        "evidence": [
            {"id": "shown", "title": "Shown", "kind": "document", "voice": "developer"},
            {"id": "judged", "title": "Judged", "kind": "judgement", "role": "Assessor", "rationale": "Because."},
            {"id": "old", "title": "Old", "kind": "document", "voice": "developer", "status": "superseded"},
        ],
        **more,
    })  # fmt: skip


def across(given: Profile, rubric: Rubric, crosswalk: Crosswalk) -> Crossed:
    return crossed(given, rubric, crosswalk)
