"""Waivers against findings: which of them hold, and which are themselves a fault."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from riskframe.assessment import WaiverShown
from riskframe.gate.findings import Finding, Place, WaivedBy
from riskframe.release.waivers import Waiver


def facts_digest(*parts: str) -> str:
    """SHA-256 over what a finding rests on, part by part."""
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Waiving:
    """Findings with what was waived, and the faults of the waivers themselves."""

    findings: tuple[Finding, ...]
    faults: tuple[Finding, ...]
    shown: tuple[WaiverShown, ...]


def apply_waivers(
    findings: Sequence[Finding], waivers: Sequence[Waiver], *, option: str, weights: str | None, today: date
) -> Waiving:
    """Every waiver on the findings of one option. Each waiver either holds for some finding or is a fault.

    option: the option that is judged. weights: the weights digest that the profile states.
    """
    made = list(findings)
    faults: list[Finding] = []
    shown: list[WaiverShown] = []
    for index, waiver in enumerate(waivers):
        waived = [
            i for i, finding in enumerate(made)
            if finding.scope == waiver.scope and finding.severity == "error"
            and waiver.option == option and waiver.rubric in (None, "", finding.rubric)
        ]  # fmt: skip
        found = list(_faults(waiver, [made[i] for i in waived], index, weights, today))
        faults += found
        if found:
            continue
        by = WaivedBy(waiver.id, waiver.owner, waiver.reason, waiver.expires.isoformat())
        for i in waived:
            made[i] = replace(made[i], waived_by=by)
        shown.append(_shown(waiver, [made[i] for i in waived]))
    return Waiving(tuple(made), tuple(faults), tuple(shown))


def _shown(waiver: Waiver, findings: Iterable[Finding]) -> WaiverShown:
    return WaiverShown(waiver.id, waiver.scope, waiver.option, waiver.owner, waiver.reason, waiver.expires.isoformat(),
                       tuple(dict.fromkeys(f.text for f in findings)))  # fmt: skip


def _faults(
    waiver: Waiver, meant: Sequence[Finding], index: int, weights: str | None, today: date
) -> Iterator[Finding]:
    def fault(kind: str, text: str, key: str, remedy: str = "") -> Finding:
        place = Place("waivers", ("waivers", index, key))
        return Finding(kind, waiver.id, f'waiver "{waiver.id}" {text}', remedy, place)  # type: ignore[arg-type]

    if today > waiver.expires:
        yield fault("waiver_expired", f"expired on {waiver.expires.isoformat()}", "expires",
                    "Decide anew, or mend what it waived.")  # fmt: skip
    if not meant:
        yield fault("waiver_unused", f"waives nothing: {waiver.scope} under {waiver.option} keeps no gate shut here",
                    "scope", "Take it out.")  # fmt: skip
        return
    if not all(finding.waivable for finding in meant):
        yield fault("waiver_forbidden", f"is about {waiver.scope}, which cannot be waived", "scope",
                    "Take it out, and mend what it was to waive.")  # fmt: skip
        return
    if waiver.weights != (weights or "none"):
        yield fault("waiver_void", f"was signed for the weights {waiver.weights}; the profile states {weights or 'none'}",
                    "weights", "Decide anew on these weights.")  # fmt: skip
    elif any(finding.facts != waiver.facts for finding in meant):
        now = ", ".join(dict.fromkeys(finding.facts or "nothing" for finding in meant))
        yield fault("waiver_void", f"was signed for other facts: {waiver.facts}, and they are {now} today", "facts",
                    "Decide anew on what is there now.")  # fmt: skip
