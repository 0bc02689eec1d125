"""The files of a new rubric: the small one that teaches, or a copy of another under a new id."""

from __future__ import annotations

from pathlib import Path

from riskframe.bundled import bundled_dir
from riskframe.loading.edit import with_value
from riskframe.loading.rubric_folder import FILES, FOLDERS, folder_of, read_rubric
from riskframe.loading.source import read_source

CHANGELOG = "CHANGELOG.md"


def new_rubric(name: str, source: str | None = None) -> dict[str, str]:
    """Path inside the folder -> text, of a complete rubric with the id `name` that passes its own check.

    source: a bundled rubric by id or a rubric folder to copy (its cases too, its changelog not); None for the small one
    that teaches. Raises InvalidInput where the source is no rubric.
    """
    if source is None:
        folder = bundled_dir("templates") / "rubric"
        log = (folder / CHANGELOG).read_text(encoding="utf-8")
    else:
        rubric = read_rubric(source).rubric  # a copy of something broken teaches nobody
        folder = folder_of(source)
        log = f"# Changelog\n\nWhose assessments change, and how, newest first.\n\n## 0.1.0\n\n- Started from {rubric.id} {rubric.version}.\n"
    texts = {path.relative_to(folder).as_posix(): read_source(path).text for path in _parts(folder)}
    head = with_value(texts["rubric.yaml"], ("id",), name)
    texts["rubric.yaml"] = with_value(head, ("version",), "0.1.0")
    return {**texts, CHANGELOG: log}


def _parts(folder: Path) -> list[Path]:
    single = [folder / f"{part}.yaml" for part in (*FILES, "benchmarks")]
    inside = [path for part in FOLDERS for path in sorted((folder / part).glob("*.yaml"))]
    return [path for path in (*single, *inside) if path.is_file()]
