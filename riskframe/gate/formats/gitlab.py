"""The code quality report of GitLab, which stands in merge requests."""

from __future__ import annotations

import json

from riskframe.gate.formats.told import GateRun, Item

_SEVERITIES = {"error": "blocker", "warning": "minor", "note": "info"}


def gitlab(run: GateRun) -> bytes:
    """A list of issues. What was waived is `info` and says by whom."""
    return (json.dumps([_issue(item) for item in run.items], ensure_ascii=False, indent=2) + "\n").encode()


def _issue(item: Item) -> dict[str, object]:
    by = item.waived_by
    signed = f" (waived by {by.id}, {by.owner}, until {by.expires})" if by is not None else ""
    return {
        "description": f"{item.code}: {item.text}{signed}",
        "check_name": item.code,
        "fingerprint": item.fingerprint,
        "severity": "info" if by is not None else _SEVERITIES[item.level],
        "location": {"path": item.position.file, "lines": {"begin": item.position.line}},
    }
