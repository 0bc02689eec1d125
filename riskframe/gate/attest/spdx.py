"""SPDX 3.0.1 with its AI profile: the model as an AI package with its files, limits and what the gate said."""

from __future__ import annotations

from typing import Any

from riskframe.assessment import Assessment
from riskframe.gate.attest.attested import Attested, as_json
from riskframe.gate.attest.vector import vector_of
from riskframe.scales import Zone
from riskframe.version import __version__

_CONTEXT = "https://spdx.org/rdf/3.0.1/spdx-context.jsonld"


def spdx(of: Attested) -> bytes:
    """Names are `urn:uuid:` of version 5: the same run, the same bytes."""
    a, info = of.assessment, "_:creation"
    developer, tool, package = _own(of, "developer"), _own(of, "tool"), _own(of, "model")
    graph: list[dict[str, Any]] = [
        {
            "type": "CreationInfo", "@id": info, "specVersion": "3.0.1", "created": of.moment, "createdBy": [developer],
            "createdUsing": [tool],
        },
        _element("Organization", developer, name=a.model.developer),
        _element("Tool", tool, name=f"riskframe {__version__}"),
        _element(
            "ai_AIPackage", package, name=a.model.name,
            **({"software_packageVersion": a.model.version} if a.model.version else {}),
            suppliedBy=developer, software_primaryPurpose="model",
            ai_limitation=" ".join(a.limits),
            ai_informationAboutApplication="; ".join(vector_of(one, of) for one in of.under),
            ai_metric=[{"type": "DictionaryEntry", "key": k, "value": v} for k, v in _metrics(a, of.option).items()],
            **_risk(a, of.option),
        ),
    ]  # fmt: skip
    files = []
    for name, digest in of.subjects:
        own = _own(of, "file", name)
        files.append(own)
        graph.append(
            _element("software_File", own, name=name, software_primaryPurpose="model",
                     verifiedUsing=[{"type": "Hash", "algorithm": "sha256", "hashValue": digest}])
        )  # fmt: skip
    if files:
        contains = {"from": package, "relationshipType": "contains", "to": files}
        graph.append(_element("Relationship", _own(of, "contains"), **contains))
    elements = [one["spdxId"] for one in graph if "spdxId" in one]
    document = _element("SpdxDocument", _own(of, "document"), name=f"riskframe gate: {a.model.name}",
                        profileConformance=["core", "software", "ai"], rootElement=[package], element=elements)  # fmt: skip
    return as_json({"@context": _CONTEXT, "@graph": [*graph, document]})


def _own(of: Attested, *parts: str) -> str:
    return f"urn:uuid:{of.uuid('spdx', *parts)}"


def _element(kind: str, own: str, **fields: Any) -> dict[str, Any]:
    return {"type": kind, "spdxId": own, "creationInfo": "_:creation", **fields}


def _metrics(a: Assessment, option: str) -> dict[str, str]:
    """The conservative level of each domain under the option."""
    domains = a.decision.domains if a.decision is not None else ()
    return {f"riskframe:{d.domain}": str(d.level["conservative"]) for d in domains if d.option == option}


def _risk(a: Assessment, option: str) -> dict[str, str]:
    """One of SPDX's four words; the mapping is ours and documented. Nothing is said where no domain is rated."""
    decision = a.decision
    under = [d for d in decision.domains if d.option == option] if decision is not None else []
    if decision is None or not under:
        return {}
    severity = {one.domain: one.severity for one in decision.severities}
    zones = {d.domain: d.zone["conservative"] for d in under}
    intolerable = [severity[name] for name, zone in zones.items() if zone is Zone.INTOLERABLE]
    if intolerable:
        word = "serious" if max(intolerable) >= 4 else "high"
    else:
        word = "medium" if Zone.TOLERABLE in zones.values() else "low"
    return {"ai_safetyRiskAssessment": word}
