"""Files of tests/data/importers, read by whichever importer knows them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from riskframe.intake.file import InputFile
from riskframe.intake.reading import Taken, take
from riskframe.intake.records import Measurement
from riskframe.intake.registry import importers

DATA = Path(__file__).resolve().parents[1] / "data" / "importers"
FILES = sorted(path for path in DATA.iterdir() if path.suffix != ".md")


def taken(name: str) -> Taken:
    return take(InputFile.at(DATA / name, name), importers())


def taken_of(content: Any, name: str = "file.json") -> Taken:
    """What a document gives; text and bytes are taken as they are."""
    if isinstance(content, bytes):
        return take(InputFile.of(name, content), importers())
    text = content if isinstance(content, str) else json.dumps(content)
    return take(InputFile.of(name, text.encode()), importers())


def document(name: str) -> Any:
    return json.loads((DATA / name).read_text(encoding="utf-8"))


def values(found: Taken) -> dict[str, tuple[float | None, float | None]]:
    """`task/metric/variant` -> (value, standard error)."""
    return {key(m): (m.result.value, m.result.standard_error) for m in found.measurements}


def key(measured: Measurement) -> str:
    result = measured.result
    return "/".join(filter(None, (result.task, result.metric, result.variant)))


def one(found: Taken, name: str) -> Measurement:
    (measured,) = (m for m in found.measurements if key(m) == name)
    return measured


def remarks(found: Taken, kind: str) -> dict[str, str]:
    return {remark.about: remark.reason for remark in found.remarks if remark.kind == kind}
