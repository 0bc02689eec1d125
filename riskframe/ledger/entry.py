"""What the ledger keeps of a run: an assessment or a judgement in short, bound to the result by its digest. Pure."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from riskframe.assessment import Assessment
from riskframe.gate.judge import Judgement

Command = Literal["assess", "gate"]
FIRST = "0" * 64
"""What the first row names as the row before it."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row as it stands in the ledger."""

    number: int
    """From 1, without gaps."""
    entry: str
    """Canonical JSON of what was recorded."""
    previous: str
    """Digest of the row before."""
    digest: str

    @property
    def said(self) -> dict[str, Any]:
        """The entry as plain data."""
        made: dict[str, Any] = json.loads(self.entry)
        return made


def entry_of(
    command: Command, assessment: Assessment, day: date, result_sha256: str, judgement: Judgement | None = None
) -> dict[str, Any]:
    """What is recorded of one assessment. `judgement` is the gate's; without one nothing was judged."""
    a, decision = assessment, assessment.decision
    return {
        "riskframe_ledger": 1,
        "command": command,
        "day": day.isoformat(),
        "riskframe": a.riskframe_version,
        "model": a.model.name,
        "version": a.model.version,
        "developer": a.model.developer,
        "profile_sha256": a.model.profile_sha256,
        "weights_sha256": a.model.weights_sha256,
        "rubric": {"id": a.rubric.id, "version": a.rubric.version, "digest": a.rubric.digest},
        "options": [option.option for option in decision.options] if decision is not None else [],
        "option": decision.proposed.option if decision is not None and decision.proposed is not None else None,
        "verdict": a.verdict,
        "start": a.start,
        "aim": a.aim,
        "weakened": a.weakened,
        "assessed_on": a.validity.assessed_on,
        "expires_on": a.validity.expires_on,
        "exit_code": int(judgement.code) if judgement is not None else None,
        "reasons": sorted({f.reason.id for f in judgement.shutting}) if judgement is not None else [],
        "waivers": [
            {"id": w.id, "scope": w.scope, "owner": w.owner, "expires": w.expires}
            for w in (judgement.waivers if judgement is not None else ())
        ],
        "dissents": [{"id": w.id, "role": w.role, "dissent": w.dissent} for w in a.assessors if w.dissent],
        "baselines": [
            {"path": rating.path, "level": [rating.lo, rating.hi], "name": c.name, "since": c.since}
            for rating in (decision.ratings if decision is not None else ())
            for c in rating.comparators
        ],
        "result_sha256": result_sha256,
    }


def canonical(entry: dict[str, Any]) -> str:
    """JSON with sorted keys and no spaces: one text for one entry."""
    return json.dumps(entry, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def chained(number: int, previous: str, entry: str) -> Row:
    """The row that follows `previous`; its digest covers its number, its entry and all rows before."""
    text = f"{number}\n{previous}\n{entry}"
    return Row(number, entry, previous, hashlib.sha256(text.encode()).hexdigest())


def broken_at(rows: list[Row]) -> str | None:
    """The first row that is not as it was written, in words; None where the chain holds from the first to the last."""
    before = FIRST
    for place, row in enumerate(rows, 1):
        if row.number != place:
            return f"row {place} is missing"
        if row.previous != before or chained(row.number, before, row.entry).digest != row.digest:
            return f"row {place} is not as it was written"
        before = row.digest
    return None
