"""OSCAL assessment results: a result for each rubric, a finding for each of the gate's, observations for the evidence."""

from __future__ import annotations

from typing import Any

from riskframe.gate.attest.attested import Attested, UnderRubric, as_json
from riskframe.gate.codes import TITLES, ExitCode
from riskframe.gate.findings import Finding

_VERSION = "1.2.3"
_NS = "https://riskframe/oscal"


def oscal(of: Attested) -> bytes:
    """The gate itself is the first finding: satisfied where it is open."""
    a = of.assessment
    made = {
        "uuid": str(of.uuid("oscal")),
        "metadata": {
            "title": f"riskframe gate: {a.model.name}, {of.option}",
            "last-modified": of.moment,
            "version": of.day.isoformat(),
            "oscal-version": _VERSION,
        },
        "import-ap": {"href": "#", "remarks": "There is no assessment plan in OSCAL; the rubric stands for it."},
        "results": [_result(of, one) for one in of.under],
    }
    return as_json({"assessment-results": made})


def _result(of: Attested, one: UnderRubric) -> dict[str, Any]:
    a, said = one.assessment, one.judgement
    opened = said.code is ExitCode.OK
    text = f"gate {'open' if opened else 'shut'}, exit code {int(said.code)}: {TITLES[said.code]}"
    findings = [_finding(of, one, "gate", "The gate", text, met=opened, props={"exit-code": str(int(said.code))})]
    findings += [_told(of, one, number, found) for number, found in enumerate(said.findings)]
    made: dict[str, Any] = {
        "uuid": str(of.uuid("oscal", a.rubric.id)),
        "title": f"{a.rubric.title}, {a.rubric.version}",
        "description": f"{a.model.name} ({a.model.developer}), {said.option}",
        "start": f"{a.validity.assessed_on}T00:00:00Z",
        "end": f"{a.validity.expires_on}T00:00:00Z",
        "props": _props({"rubric-digest": a.rubric.digest, "result-digest": one.result_sha256}),
        "reviewed-controls": {"control-selections": [{"include-all": {}}]},
    }
    observations = [
        {
            "uuid": str(of.uuid("oscal", a.rubric.id, "evidence", item.id)),
            "title": item.title,
            "description": f"{item.kind}{'' if item.accepted else f'; does not count: {item.why_not}'}",
            "methods": ["EXAMINE"],
            "collected": f"{item.date or a.validity.assessed_on}T00:00:00Z",
            **({"expires": f"{item.valid_until}T00:00:00Z"} if item.valid_until else {}),
        }
        for item in a.evidence
    ]
    return {**made, **({"observations": observations} if observations else {}), "findings": findings}


def _told(of: Attested, one: UnderRubric, number: int, found: Finding) -> dict[str, Any]:
    props = {"reason": found.reason.id, "severity": found.severity}
    if found.waived_by is not None:
        props |= {"waiver": found.waived_by.id, "waiver-owner": found.waived_by.owner}
    return _finding(
        of, one, f"{found.reason.id}-{number}", found.reason.title, found.text, met=not found.shuts, props=props
    )


def _finding(
    of: Attested, one: UnderRubric, own: str, title: str, text: str, *, met: bool, props: dict[str, str]
) -> dict[str, Any]:
    return {
        "uuid": str(of.uuid("oscal", one.assessment.rubric.id, "finding", own)),
        "title": title,
        "description": text,
        "props": _props(props),
        "target": {
            "type": "objective-id",
            "target-id": f"riskframe-{own}",
            "status": {"state": "satisfied" if met else "not-satisfied"},
        },
    }


def _props(said: dict[str, str]) -> list[dict[str, str]]:
    return [{"name": name, "ns": _NS, "value": " ".join(value.split())} for name, value in said.items()]
