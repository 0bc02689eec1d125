"""Kept byte code of templates: the same report as without, never older than its source, and never in the way."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from riskframe.bundled import bundled_dir
from riskframe.report import templating
from riskframe.report.compiled import kept_beside
from riskframe.report.render import render
from tests.report.small import small_assessment, small_rubric


@pytest.fixture(autouse=True)
def fresh(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(sys, "pycache_prefix", None)
    templating._bundled.cache_clear()
    yield
    templating._bundled.cache_clear()


@pytest.fixture
def templates(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the bundled templates, without what was kept beside the originals."""
    copy = tmp_path / "templates"
    shutil.copytree(bundled_dir("templates") / "report", copy / "report", ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(templating, "bundled_dir", lambda name: tmp_path / name)
    return copy / "report"


def html() -> bytes:
    templating._bundled.cache_clear()
    return render(small_assessment(), small_rubric(), ["html"])["html"]


def test_a_report_from_kept_byte_code_is_the_same_and_nothing_is_compiled(
    templates: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from jinja2 import Environment

    first = html()
    assert len(list((templates / "__pycache__").iterdir())) > 20

    def compiles(*_: Any, **__: Any) -> None:
        raise AssertionError("a bundled template was compiled again")

    monkeypatch.setattr(Environment, "compile", compiles)
    assert html() == first


def test_kept_byte_code_is_what_compiling_gives(templates: Path) -> None:
    html()
    made = templating.environment()
    assert made.bytecode_cache is not None
    names = [p.relative_to(templates).as_posix() for p in templates.rglob("*") if p.suffix in (".j2", ".css", ".js")]
    kept = 0
    for name in names:
        source = (templates / name).read_text(encoding="utf-8")
        bucket = made.bytecode_cache.get_bucket(made, name, str(templates / name), source)
        if bucket.code is not None:
            kept += 1
            assert bucket.code == made.compile(source, name, str(templates / name)), name
    assert kept > 20


def test_a_changed_template_is_compiled_anew_even_with_the_same_times(templates: Path) -> None:
    html()
    path = templates / "parts" / "people.html.j2"
    import os

    before = path.stat()
    path.write_text(path.read_text(encoding="utf-8") + "<p>changed</p>", encoding="utf-8")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert b"<p>changed</p>" in html()


@pytest.mark.parametrize("spoilt", [b"", b"j2", b"not byte code at all"])
def test_a_spoilt_file_counts_as_none(templates: Path, spoilt: bytes) -> None:
    first = html()
    for path in (templates / "__pycache__").iterdir():
        path.write_bytes(spoilt or path.read_bytes()[:30])
    assert html() == first


def test_nothing_is_written_where_python_may_not(templates: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    first = html()
    assert not (templates / "__pycache__").exists()
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    (templates / "__pycache__").write_text("a file where the folder would be", encoding="utf-8")
    assert html() == first


def test_other_versions_keep_their_own(templates: Path) -> None:
    from jinja2 import __version__

    html()
    assert all(f"jinja-{__version__}" in p.name for p in (templates / "__pycache__").iterdir())
    assert all(sys.implementation.cache_tag in p.name for p in (templates / "__pycache__").iterdir())


def test_a_users_own_templates_are_never_kept(tmp_path: Path) -> None:
    (tmp_path / "parts").mkdir()
    (tmp_path / "parts" / "people.html.j2").write_text("<p>ours</p>", encoding="utf-8")
    assert b"<p>ours</p>" in render(small_assessment(), small_rubric(), ["html"], templates=tmp_path)["html"]
    assert sorted(p.name for p in tmp_path.rglob("*")) == ["parts", "people.html.j2"]
    assert templating.environment(tmp_path).bytecode_cache is None


def test_the_prefix_for_byte_code_is_followed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "pycache_prefix", str(tmp_path / "elsewhere"))
    cache: Any = kept_beside(tmp_path / "templates")
    assert Path(cache.directory).is_relative_to(tmp_path / "elsewhere")
