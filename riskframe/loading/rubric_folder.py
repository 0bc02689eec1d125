"""A rubric folder -> Rubric: files merged, references resolved, the static self-check passed, faults at their lines."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from os import PathLike
from pathlib import Path
from typing import Any

from riskframe.bundled import bundled_dir
from riskframe.diagnostics import Diagnostic, InvalidInput, InvalidProblems, KeyPath, Position, Problem
from riskframe.loading.tree import Tree, parse_leniently, read_source
from riskframe.rubric.resolve import Rubric, resolve
from riskframe.rubric.schema import (
    BenchmarksFile,
    BenefitsFile,
    CasesFile,
    CriteriaFile,
    IndicatorsFile,
    PathwaysFile,
    RubricFile,
    RubricFolder,
    RulesFile,
    ToleranceFile,
)

FILES: dict[str, type] = {
    "rubric": RubricFile,
    "pathways": PathwaysFile,
    "tolerance": ToleranceFile,
    "rules": RulesFile,
    "benefits": BenefitsFile,
    "indicators": IndicatorsFile,
}
_REQUIRED = ("rubric", "rules")
_MOST_FILES = 1000
FOLDERS: dict[str, type] = {"criteria": CriteriaFile, "cases": CasesFile}


@dataclass(frozen=True)
class ReadRubric:
    """A rubric with the documents that it was read from."""

    rubric: Rubric
    documents: Documents


class Documents:
    """The files of a rubric, and where each entry of a merged part came from."""

    def __init__(self) -> None:
        self.single: dict[str, Tree] = {}
        self.lists: dict[tuple[str, str], list[tuple[Tree, int]]] = {}
        self.maps: dict[tuple[str, str], dict[str, Tree]] = {}

    def place(self, path: KeyPath) -> tuple[Tree, KeyPath] | None:
        """The document and the path inside it for a path whose first key names the part."""
        part, rest = str(path[0]), path[1:]
        if part in self.single:
            return self.single[part], rest
        if len(rest) >= 2:
            merged = (part, str(rest[0]))
            if isinstance(rest[1], int) and merged in self.lists and rest[1] < len(self.lists[merged]):
                tree, index = self.lists[merged][rest[1]]
                return tree, (rest[0], index, *rest[2:])
            if merged in self.maps and rest[1] in self.maps[merged]:
                return self.maps[merged][str(rest[1])], rest
        return (self.single["rubric"], ()) if "rubric" in self.single else None

    def diagnostics(self, problems: Iterable[Problem]) -> list[Diagnostic]:
        from riskframe.loading.validate import to_diagnostics

        found: list[Diagnostic] = []
        for problem in problems:
            placed = self.place(problem.path)
            if placed is None:
                found.append(Diagnostic(problem.code, problem.message, severity=problem.severity))
            else:
                tree, path = placed
                found += to_diagnostics([replace(problem, path=path)], tree)
        return found


def rubric_names() -> tuple[str, ...]:
    """Ids of the bundled rubrics."""
    return tuple(sorted(p.name for p in bundled_dir("rubrics").iterdir() if (p / "rubric.yaml").is_file()))


def load_rubric(name: str | PathLike[str] = "seger-2023", *, benchmarks: bool = False) -> Rubric:
    """A bundled rubric by id, or the rubric in a folder; `benchmarks` reads what its benchmarks speak of as well.

    Raises InvalidInput with every fault of every file; a rubric with a fault is never used.
    """
    return read_rubric(name, benchmarks=benchmarks).rubric


def read_rubric(name: str | PathLike[str], *, cases: bool = False, benchmarks: bool = False) -> ReadRubric:
    """The rubric together with its documents.

    Cases and benchmarks are read only where asked for: a decision does not need them. Benchmarks are not part of the
    digest, so that it is the same either way.
    """
    folder = folder_of(name)
    documents = Documents()
    faults: list[Diagnostic] = []
    parts: dict[str, Any] = {}
    digest = hashlib.sha256()
    for part, model in FILES.items():
        path = folder / f"{part}.yaml"
        if path.is_file() or part in _REQUIRED:
            parts[part], tree = _read(path, model, digest, folder, faults)
            if tree is not None:
                documents.single[part] = tree
    path = folder / "benchmarks.yaml"
    if benchmarks and path.is_file():
        parts["benchmarks"], tree = _read(path, BenchmarksFile, hashlib.sha256(), folder, faults)
        if tree is not None:
            documents.single["benchmarks"] = tree
    for part, model in FOLDERS.items():
        if part == "cases" and not cases:
            continue
        files = sorted((folder / part).glob("*.yaml"))
        parts[part] = _merged(part, model, files, digest, folder, documents, faults)
    if faults:
        raise InvalidInput(faults)
    found = RubricFolder.model_construct(**{k: v for k, v in parts.items() if v is not None})
    try:
        rubric = resolve(found)
        problems = _self_check(rubric)
    except InvalidProblems as error:
        raise InvalidInput(documents.diagnostics(error.problems)) from None
    if any(p.severity == "error" for p in problems):
        raise InvalidInput(documents.diagnostics(problems))
    return ReadRubric(replace(rubric, digest=digest.hexdigest()), documents)


def rubric_files(name: str | PathLike[str]) -> dict[str, str]:
    """SHA-256 of every file in a rubric's folder, by path; it need not hold a rubric that can be read.

    Hidden files and links are left out. Raises InvalidInput where there is no such folder or a file cannot be read.
    """
    folder = folder_of(name)
    found = {}
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder)
        if path.is_symlink() or not path.is_file() or any(part.startswith((".", "__")) for part in inside.parts):
            continue
        try:
            found[inside.as_posix()] = hashlib.sha256(path.read_bytes()).hexdigest()
        except OSError as error:
            raise InvalidInput(
                [Diagnostic("E103", f'"{path}" cannot be read: {str(error.strerror).lower()}')]
            ) from None
        if len(found) > _MOST_FILES:
            raise InvalidInput([Diagnostic("E105", f'"{folder}" holds more than {_MOST_FILES} files')])
    return found


def _self_check(rubric: Rubric) -> list[Problem]:
    from riskframe.rubric.check import check_rubric

    return list(check_rubric(rubric))


def folder_of(name: str | PathLike[str]) -> Path:
    """The folder of a bundled rubric by id, or the one named. Raises InvalidInput where there is none."""
    given = Path(name)
    if isinstance(name, str) and "/" not in name and not given.exists():
        names = rubric_names()
        if name in names:
            return bundled_dir("rubrics") / name
        import difflib

        close = difflib.get_close_matches(name, names, 1)
        raise InvalidInput([
            Diagnostic("E111", f'"{name}" is neither a bundled rubric nor a folder', allowed=names,
                       hint=f'did you mean "{close[0]}"?' if close else None)
        ])  # fmt: skip
    if not (given / "rubric.yaml").is_file():
        raise InvalidInput([Diagnostic("E111", f"{given} holds no rubric.yaml, so it is no rubric folder",
                                       Position(str(given), 1, 1))])  # fmt: skip
    return given


def _read(path: Path, model: type, digest: Any, folder: Path, faults: list[Diagnostic]) -> tuple[Any, Tree | None]:
    from riskframe.loading.validate import validate

    try:
        source = read_source(path)
        tree = parse_leniently(source)
    except InvalidInput as error:
        faults += error.diagnostics
        return None, None
    # The digest is over names and texts, so a renamed or moved file is another rubric too.
    digest.update(f"{path.relative_to(folder).as_posix()}\0{source.text}\0".encode())
    record, found = validate(model, tree)
    faults += found
    return record, tree


def _merged(
    part: str, model: type, files: list[Path], digest: Any, folder: Path, documents: Documents,
    faults: list[Diagnostic],
) -> Any:  # fmt: skip
    lists: dict[str, list[Any]] = {}
    maps: dict[str, dict[str, Any]] = {}
    for path in files:
        record, tree = _read(path, model, digest, folder, faults)
        if record is None or tree is None:
            continue
        for name in model.model_fields:  # type: ignore[attr-defined]
            value = getattr(record, name)
            if isinstance(value, tuple):
                lists.setdefault(name, []).extend(value)
                documents.lists.setdefault((part, name), []).extend((tree, i) for i in range(len(value)))
            else:
                maps.setdefault(name, {}).update(value)
                documents.maps.setdefault((part, name), {}).update(dict.fromkeys(value, tree))
    merged: dict[str, Any] = {name: tuple(values) for name, values in lists.items()}
    if part == "criteria":
        merged.setdefault("criteria", ())
    return model.model_construct(**merged, **maps)  # type: ignore[attr-defined]
