"""An in-toto Statement v1: the gate's decision about these weights. docs/reference/attestation.md describes the predicate."""

from __future__ import annotations

from typing import Any

from riskframe.gate.attest.attested import Attested, UnderRubric, as_json, root_digest
from riskframe.gate.attest.vector import vector_of
from riskframe.gate.codes import ExitCode
from riskframe.release.manifest import FILE_NAME
from riskframe.version import __version__

STATEMENT = "https://in-toto.io/Statement/v1"
PREDICATE = "https://riskframe/gate/v1"


def statement(of: Attested) -> bytes:
    """One subject for each weights file. A shut gate is stated as well: whoever relies on it asks for `gate: open`."""
    made = {
        "_type": STATEMENT,
        "subject": [{"name": name, "digest": {"sha256": digest}} for name, digest in of.subjects],
        "predicateType": PREDICATE,
        "predicate": _predicate(of),
    }
    return as_json(made)


def _predicate(of: Attested) -> dict[str, Any]:
    model = of.assessment.model
    made: dict[str, Any] = {
        "gate": "open" if of.code is ExitCode.OK else "shut",
        "exitCode": int(of.code),
        "judgedOn": of.day.isoformat(),
        "option": of.option,
        "model": {"name": model.name, "version": model.version, "developer": model.developer},
        "profile": {"digest": {"sha256": model.profile_sha256 or model.profile_digest}},
        "assessedBy": of.assessment.organisation,
        "rubrics": [_rubric(one) for one in of.under],
        "waivers": [
            {
                "id": w.id, "scope": w.scope, "option": w.option, "owner": w.owner, "reason": w.reason,
                "expires": w.expires,
            }
            for w in dict.fromkeys(w for one in of.under for w in one.judgement.waivers)
        ],
        "tool": {"name": "riskframe", "version": __version__, "seed": of.assessment.seed},
        "vectors": [vector_of(one, of) for one in of.under],
    }  # fmt: skip
    if of.published is not None:
        made["release"] = _release(of)
    return made


def _rubric(one: UnderRubric) -> dict[str, Any]:
    a = one.assessment
    return {
        "id": a.rubric.id,
        "version": a.rubric.version,
        "digest": {"sha256": a.rubric.digest},
        "verdict": a.verdict,
        "start": a.start,
        "aim": a.aim,
        "exitCode": int(one.judgement.code),
        "reasons": sorted({finding.reason.id for finding in one.judgement.shutting}),
        "weakened": a.weakened,
        "assessedOn": a.validity.assessed_on,
        "expiresOn": a.validity.expires_on,
        "result": {"digest": {"sha256": one.result_sha256}},
    }


def _release(of: Attested) -> dict[str, Any]:
    published = of.published
    assert published is not None
    files = [(file.path, file.sha256) for file in published.manifest.files]
    return {
        "files": len(files),
        "filesDigest": {"sha256": published.manifest.files_sha256},
        "manifestDigest": {"sha256": published.manifest_sha256},
        "fromCache": published.folder.cached,
        "modelSigning": {
            "rootDigest": {"sha256": root_digest(files)},
            "rootDigestWithManifest": {"sha256": root_digest([*files, (FILE_NAME, published.manifest_sha256)])},
        },
    }
