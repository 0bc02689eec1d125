"""Evidence entries out of what a file gave: plain values in the order in which a profile shows them."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from riskframe.evidence import Elicitation, Voice
from riskframe.intake.mapping import Mapped
from riskframe.intake.reading import Taken
from riskframe.intake.records import Measurement
from riskframe.intake.suggestion import WILSON, from_counts
from riskframe.measurement.gauges import plain_task
from riskframe.records import Record

LONGEST_ID = 80
_VOICES: Mapping[str | None, Voice] = {"first_party": "developer", "third_party": "third_party"}


@dataclass(frozen=True, slots=True)
class Said:
    """What the user says about all files of an import, because files do not say it. None: nothing is said."""

    tag: str | None = None
    """Put into every id, so that the same test of another model or run has another one."""
    voice: Voice | None = None
    elicitation: Elicitation | None = None
    checkpoint: str | None = None
    """SHA-256 of the weights that were measured."""


def entry(
    name: str, taken: Taken, source: str, measured: Measurement, found: Mapped | None, said: Said
) -> dict[str, Any]:
    """One measurement as an evidence entry. What neither the file nor the user says is left out."""
    result, checkpoint = measured.result, said.checkpoint
    direction = found.direction if found else None
    voice = said.voice or _VOICES.get(measured.evaluator.relationship if measured.evaluator else None)
    model = {**_plain(measured.model), **({"sha256": checkpoint} if checkpoint else {})}
    dropped = {"direction_unknown"} if direction else set()
    if checkpoint:
        dropped.add("model_unbound")
    made: dict[str, Any] = {
        "id": name,
        "title": _title(measured, found),
        "kind": measured.kind,
        "voice": voice,
        "domains": list(found.domains) if found else None,
        "date": measured.date.isoformat() if measured.date else None,
        "source": source,
        "locator": measured.locator,
        "sha256": taken.sha256,
        "elicitation": said.elicitation or measured.elicitation,
        "access": measured.access,
        "claim": measured.claim,
        "evaluator": _plain(measured.evaluator),
        "model": model,
        "library": measured.tool.name,
        "library_version": measured.tool.version,
        "run": _plain(measured.run),
        "contamination": measured.contamination,
        "cautions": [caution for caution in measured.cautions if caution not in dropped],
        "result": {**_plain(result), **_from_counts(measured), **({"direction": direction} if direction else {})},
    }
    return {key: value for key, value in made.items() if value not in (None, [], {}, ())}


def _from_counts(measured: Measurement) -> dict[str, Any]:
    """An interval where the file gives none and the counts do; its method says whose it is."""
    result = measured.result
    bounded = from_counts(result) if result.uncertainty is None and not result.aggregate else None
    if bounded is None:
        return {}
    low, high = (round(bound, 6) for bound in bounded)
    return {
        "uncertainty": "confidence_interval",
        "lower": low,
        "upper": high,
        "confidence_level": 0.95,
        "method": WILSON,
    }


def document_entry(name: str, taken: Taken, source: str, said: Said) -> dict[str, Any]:
    """The evidence entry of a file that states things without having measured them."""
    first = taken.statements[0]
    version = f" {first.tool.version}" if first.tool.version else ""
    made = {
        "id": name, "title": f"What {first.tool.name}{version} says about the model", "kind": first.kind,
        "voice": said.voice, "source": source, "sha256": taken.sha256, "library": first.tool.name,
        "library_version": first.tool.version,
    }  # fmt: skip
    return {key: value for key, value in made.items() if value is not None}


def names(taken: Taken, said: Said) -> Iterator[str]:
    """A stable id for each measurement of a file, from what was measured and when: the same file gives the same ids."""
    used: dict[str, int] = {}
    for measured in taken.measurements:
        result = measured.result
        day = measured.date.strftime("%Y%m%d") if measured.date else None
        parts = (said.tag, plain_task(result.task or "result").rpartition("/")[2], result.variant, result.metric, day)
        name = short_id("-".join(filter(None, parts)))
        used[name] = used.get(name, 0) + 1
        yield name if used[name] == 1 else short_id(f"{name}-{used[name]}")


def document_name(taken: Taken, said: Said) -> str:
    """A stable id for a document: its format and its file's name."""
    stem = taken.name.rpartition("/")[2].partition(".")[0]
    return short_id("-".join(filter(None, (said.tag, taken.importer, stem))))


def short_id(text: str) -> str:
    """The text as an id; a long one keeps its beginning and gets a digest, so that it stays its own."""
    made = re.sub(r"[^a-z0-9.]+", "-", text.lower()).strip("-.") or "result"
    if len(made) <= LONGEST_ID:
        return made
    return f"{made[: LONGEST_ID - 9].rstrip('-.')}-{hashlib.sha256(made.encode()).hexdigest()[:8]}"


def _title(measured: Measurement, found: Mapped | None) -> str:
    result = measured.result
    task = found.benchmark.title if found else result.task or "Result"
    variant = f" ({result.variant})" if result.variant else ""
    return f"{task}: {result.metric}{variant}"[:200]


def _plain(record: Record | None) -> dict[str, Any]:
    return record.model_dump(mode="json", exclude_none=True) if record is not None else {}
