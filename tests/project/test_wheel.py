"""What people install: built from this checkout, installed elsewhere, and asked for its files there."""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from riskframe import bundled

ROOT = Path(__file__).resolve().parents[2]
BUNDLES = ["rubrics", "templates"]


def files_under(folder: Path) -> list[str]:
    found = (path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return sorted(str(path.relative_to(folder)) for path in found)


def build(target: str, source: Path, into: Path) -> Path:
    command = [sys.executable, "-m", "hatchling", "build", "-t", target, "-d", str(into)]
    subprocess.run(command, cwd=source, check=True, capture_output=True, text=True)
    [built] = into.iterdir()
    return built


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build("wheel", ROOT, tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("installed")
    command = [sys.executable, "-m", "pip", "install", "--no-deps", "--no-index", "--target", str(target), str(wheel)]
    subprocess.run(command, check=True, capture_output=True, text=True)
    return target


@pytest.mark.parametrize("name", BUNDLES)
def test_every_bundled_file_arrives_in_an_installed_wheel(installed: Path, tmp_path: Path, name: str) -> None:
    question = f"from riskframe.bundled import bundled_dir; print(bundled_dir({name!r}))"
    answer = subprocess.run(
        [sys.executable, "-c", question],
        env={**os.environ, "PYTHONPATH": str(installed)},
        cwd=tmp_path,
        check=True,
        capture_output=True,
        text=True,
    )
    folder = Path(answer.stdout.rstrip("\n"))
    assert folder == installed / "riskframe" / "_data" / name
    expected = files_under(ROOT / name)
    assert expected
    assert files_under(folder) == expected


def test_the_wheel_holds_the_package_and_its_licences_and_nothing_else(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert {name.split("/")[0] for name in names} == {"riskframe", "riskframe-0.1.0.dist-info"}
    inside = {name.partition("/licenses/")[2] for name in names if "/licenses/" in name}
    assert inside == {"LICENSE", "NOTICE", "templates/fonts/LICENSE-OFL.txt"}
    assert "riskframe/py.typed" in names
    entry_points = zipfile.ZipFile(wheel).read("riskframe-0.1.0.dist-info/entry_points.txt").decode()
    assert "riskframe = riskframe.cli.__main__:main" in entry_points


def test_a_wheel_built_from_the_source_archive_is_the_same(wheel: Path, tmp_path: Path) -> None:
    archive = build("sdist", ROOT, tmp_path / "sdist")
    with tarfile.open(archive) as tar:
        # Python 3.11.2, which Debian 12 has, knows no filters; 3.12 and later warn when none is named.
        tar.extraction_filter = getattr(tarfile, "data_filter", lambda member, _path: member)
        tar.extractall(tmp_path / "unpacked")
    [source] = (tmp_path / "unpacked").iterdir()
    again = build("wheel", source, tmp_path / "again")
    assert zipfile.ZipFile(again).namelist() == zipfile.ZipFile(wheel).namelist()


@pytest.mark.parametrize("name", BUNDLES)
def test_a_checkout_uses_its_own_top_level_folders(name: bundled.Bundle) -> None:
    assert bundled.bundled_dir(name) == ROOT / name


def test_a_strangers_folder_beside_the_package_is_not_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "templates").mkdir()
    (tmp_path / "riskframe").mkdir()
    monkeypatch.setattr(bundled, "_PACKAGE", tmp_path / "riskframe")
    monkeypatch.setattr(bundled, "_CHECKOUT", tmp_path)
    with pytest.raises(bundled.BundleMissing, match="installed without its templates"):
        bundled.bundled_dir("templates")
