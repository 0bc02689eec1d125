"""CycloneDX 1.6: the model as a component, and the decision as declarations: requirements, claims, evidence."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from riskframe.assessment import EvidenceUsed
from riskframe.gate.attest.attested import Attested, UnderRubric, as_json
from riskframe.gate.codes import TITLES, ExitCode
from riskframe.version import __version__

_MODEL = "model"


def cyclonedx(of: Attested) -> bytes:
    """Conformance is 1 or 0: met or not. riskframe has no number between."""
    a = of.assessment
    files = [{"type": "file", "name": name, "hashes": _hashes(digest)} for name, digest in of.subjects]
    developer = {"name": a.model.developer}
    model: dict[str, Any] = {
        "type": "machine-learning-model",
        "bom-ref": _MODEL,
        "name": a.model.name,
        **({"version": a.model.version} if a.model.version else {}),
        "supplier": developer,
        "modelCard": {"considerations": {"technicalLimitations": list(a.limits)}},
        **({"components": files} if files else {}),
    }
    asked = [_asked(one, of) for one in of.under]
    made = {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{of.uuid('cyclonedx')}",
        "version": 1,
        "metadata": {
            "timestamp": of.moment,
            "tools": {"components": [{"type": "application", "name": "riskframe", "version": __version__}]},
            "component": model,
        },
        "declarations": {
            "assessors": [{"bom-ref": "assessor", "organization": {"name": a.organisation or "not stated"}}],
            "attestations": [
                {
                    "summary": f"gate {'open' if of.code is ExitCode.OK else 'shut'}, exit code {int(of.code)}: "
                    f"{TITLES[of.code]}; {of.option} on {of.day.isoformat()}",
                    "assessor": "assessor",
                    "map": [entry for part in asked for entry in part["map"]],
                }
            ],
            "claims": [claim for part in asked for claim in part["claims"]],
            "evidence": [_evidence(item) for item in a.evidence],
        },
        "definitions": {
            "standards": [
                {
                    "bom-ref": f"rubric:{one.assessment.rubric.id}",
                    "name": one.assessment.rubric.title,
                    "version": one.assessment.rubric.version,
                    "requirements": part["requirements"],
                }
                for one, part in zip(of.under, asked, strict=True)
            ]
        },
    }
    return as_json(made)


def _asked(one: UnderRubric, of: Attested) -> dict[str, list[dict[str, Any]]]:
    """What a rubric asks of the release, whether it is met, and what is claimed for it."""
    found: dict[str, list[dict[str, Any]]] = {"requirements": [], "map": [], "claims": []}
    accepted = [f"evidence:{item.id}" for item in one.assessment.evidence if item.accepted and item.cited_by]
    for ref, text, met, why in _points(one, of):
        own = f"{one.assessment.rubric.id}:{ref}"
        found["requirements"].append({"bom-ref": f"requirement:{own}", "identifier": ref, "text": text})
        found["claims"].append(
            {
                "bom-ref": f"claim:{own}", "target": _MODEL, "predicate": text, "reasoning": why,
                **({"evidence" if met else "counterEvidence": accepted} if accepted and ref == "gate" else {}),
            }
        )  # fmt: skip
        claims = {"claims" if met else "counterClaims": [f"claim:{own}"]}
        found["map"].append(
            {"requirement": f"requirement:{own}", **claims, "conformance": {"score": int(met), "rationale": why}}
        )
    return found


def _points(one: UnderRubric, of: Attested) -> Iterator[tuple[str, str, bool, str]]:
    judged = one.judgement
    text = f"The gate is open for {judged.option} on {of.day.isoformat()}."
    why = "; ".join(f"{f.reason.id} {f.text}" for f in judged.shutting) or TITLES[judged.code]
    yield "gate", text, judged.code is ExitCode.OK, why
    decision = one.assessment.decision
    for asked in decision.conditions if decision is not None else ():
        if judged.option in asked.options and asked.stage == "precedent":
            yield asked.id, asked.text, asked.met, asked.because


def _evidence(item: EvidenceUsed) -> dict[str, Any]:
    said = item.title if item.accepted else f"{item.title} (does not count: {item.why_not})"
    made: dict[str, Any] = {"bom-ref": f"evidence:{item.id}", "propertyName": item.kind, "description": said}
    if item.date:
        made["created"] = f"{item.date}T00:00:00Z"
    if item.valid_until:
        made["expires"] = f"{item.valid_until}T00:00:00Z"
    return made


def _hashes(digest: str) -> list[dict[str, str]]:
    return [{"alg": "SHA-256", "content": digest}]
