"""SARIF 2.1.0: findings at the lines of model.yaml, with fingerprints that outlast edits, and waivers as suppressions."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote

from riskframe.codes import CODES
from riskframe.codes import page as code_page
from riskframe.gate.codes import TITLES, ExitCode
from riskframe.gate.formats.told import GateRun, Item
from riskframe.gate.reasons import BY_ID
from riskframe.gate.reasons import page as reason_page
from riskframe.version import __version__

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_FINGERPRINT = "riskframeFinding/v1"


def sarif(run: GateRun) -> bytes:
    """One run of one tool. `invocations[0].exitCode` is the exit code of the process."""
    rules = list(dict.fromkeys(item.code for item in run.items))
    made = {
        "$schema": _SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "riskframe",
                        "version": __version__,
                        "semanticVersion": __version__,
                        "rules": [_rule(code) for code in rules],
                    }
                },
                "automationDetails": {"id": "riskframe/gate/"},
                "invocations": [_invocation(run.code)],
                "columnKind": "unicodeCodePoints",
                "originalUriBaseIds": {"%SRCROOT%": {"description": {"text": "The root of the sources."}}},
                "results": [_result(item, rules.index(item.code)) for item in run.items],
            }
        ],
    }
    return (json.dumps(made, ensure_ascii=False, indent=2) + "\n").encode()


def _invocation(code: ExitCode) -> dict[str, Any]:
    # The tool did its work unless a file was invalid or something broke: a shut gate is a result.
    done = code not in (ExitCode.USAGE, ExitCode.INVALID, ExitCode.INTERNAL)
    return {"executionSuccessful": done, "exitCode": int(code), "exitCodeDescription": TITLES[code]}


def _rule(code: str) -> dict[str, Any]:
    reason = BY_ID.get(code)
    if reason is not None:
        name, title, means, fix, text = str(reason.kind), reason.title, reason.means, reason.fix, reason_page(reason)
    else:
        known = CODES[code]
        name, title, means, fix, text = code, known.title, known.means, known.fix, code_page(known)
    return {
        "id": code,
        "name": "".join(part.capitalize() for part in name.split("_")),
        "shortDescription": {"text": title},
        "fullDescription": {"text": means},
        "help": {"text": fix, "markdown": text},
        "defaultConfiguration": {"level": "warning" if code.startswith("W") else "error"},
    }


def _result(item: Item, place: int) -> dict[str, Any]:
    at = item.position
    properties = {"subject": item.subject, "rubric": item.rubric, "scope": item.scope}
    made: dict[str, Any] = {
        "ruleId": item.code,
        "ruleIndex": place,
        "level": item.level,
        "message": {"text": f"{item.text}\n{item.remedy}".strip()},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": quote(at.file), "uriBaseId": "%SRCROOT%"},
                    "region": {
                        "startLine": at.line, "startColumn": at.column, "endColumn": at.column + max(1, at.width),
                    },
                }
            }
        ],
        "partialFingerprints": {_FINGERPRINT: item.fingerprint},
        "properties": {
            "exitCode": int(item.exit_code), **{name: text for name, text in properties.items() if text},
        },
    }  # fmt: skip
    by = item.waived_by
    if by is not None:
        made["suppressions"] = [
            {
                "kind": "external",
                "status": "accepted",
                "justification": f"{by.reason} (waiver {by.id}, {by.owner}, until {by.expires})",
                "properties": {"waiver": by.id, "owner": by.owner, "expires": by.expires},
            }
        ]
    return made
