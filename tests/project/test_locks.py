"""The lock files: complete, in step with pyproject.toml and with each other, and free of addresses."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
WANTED = {
    "requirements.lock": PYPROJECT["project"]["dependencies"],
    "requirements-build.lock": PYPROJECT["dependency-groups"]["build"],
    "requirements-dev.lock": PYPROJECT["dependency-groups"]["dev"],
}
LOCKS = pytest.mark.parametrize("lock", WANTED)


def text_of(lock: str) -> str:
    return (ROOT / lock).read_text(encoding="utf-8")


def pins(lock: str) -> dict[str, str]:
    found = re.findall(r"^([A-Za-z0-9._-]+)==([^ ;\\]+)", text_of(lock), flags=re.MULTILINE)
    return {canonicalize_name(name): version for name, version in found}


@LOCKS
def test_no_address_of_a_registry_is_locked_in(lock: str) -> None:
    assert "://" not in text_of(lock)
    assert not re.search(r"^\s*-", text_of(lock).replace("    --hash=", ""), flags=re.MULTILINE), "an option line"


@LOCKS
def test_every_package_is_pinned_and_hashed(lock: str) -> None:
    logical = text_of(lock).replace("\\\n", " ").splitlines()
    requirements = [line for line in logical if line.strip() and not line.lstrip().startswith("#")]
    assert len(requirements) == len(pins(lock)) > 0
    for line in requirements:
        assert re.search(r"--hash=sha256:[0-9a-f]{64}", line), line


@LOCKS
def test_what_the_project_asks_for_is_what_is_locked(lock: str) -> None:
    locked = pins(lock)
    for wanted in map(Requirement, WANTED[lock]):
        assert wanted.specifier.contains(locked[canonicalize_name(wanted.name)]), wanted


def test_the_locks_agree_so_that_they_can_be_installed_together() -> None:
    seen: dict[str, set[str]] = {}
    for lock in WANTED:
        for name, version in pins(lock).items():
            seen.setdefault(name, set()).add(version)
    assert {name: versions for name, versions in seen.items() if len(versions) > 1} == {}


def test_the_build_needs_nothing_that_is_not_locked() -> None:
    locked = pins("requirements-build.lock")
    for wanted in map(Requirement, PYPROJECT["build-system"]["requires"]):
        assert wanted.specifier.contains(locked[canonicalize_name(wanted.name)]), wanted


def test_files_that_uv_fills_with_addresses_stay_out() -> None:
    ignored = (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()
    assert {"uv.lock", "pylock*.toml"} <= set(ignored)
