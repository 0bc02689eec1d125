from __future__ import annotations

import tomllib
from pathlib import Path

from riskframe.intake.registry import GROUP, importers, ours

ROOT = Path(__file__).resolve().parents[2]


def test_every_importer_of_ours_is_announced_and_found() -> None:
    announced = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["entry-points"][GROUP]
    assert sorted(announced.values()) == list(ours())
    assert {importer.name for importer in importers()} >= set(announced)
