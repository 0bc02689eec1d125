"""The shape of the house: what the core may not touch, and what no file may become.

The order of the layers and who may import networkx and weasyprint are import-linter's (pyproject.toml); this file
checks what an import graph does not show: clocks, files, the environment and chance.
"""

from __future__ import annotations

import ast
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "riskframe"
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))

FORBIDDEN_MODULES = {
    **dict.fromkeys(["io", "os", "pathlib", "shutil", "tempfile", "glob", "importlib", "pkgutil"], "files"),
    **dict.fromkeys(["subprocess", "socket", "ssl", "urllib", "http", "asyncio", "threading"], "the outside world"),
    **dict.fromkeys(["time", "sched"], "the clock"),
    **dict.fromkeys(["random", "secrets", "uuid"], "chance"),
    **dict.fromkeys(["sys", "locale", "platform", "getpass"], "the environment"),
    **dict.fromkeys(["yaml", "jinja2", "typer", "click", "rich", "weasyprint", "pydyf"], "the outer layers"),
}
FORBIDDEN_CALLS = {
    **dict.fromkeys(["open", "input", "print"], "files and terminals"),
    **dict.fromkeys(["eval", "exec", "compile", "__import__", "breakpoint"], "code from data"),
    **dict.fromkeys(["hash", "id"], "values that differ from process to process"),
}
CLOCK_METHODS = {"now", "today", "utcnow", "fromtimestamp"}


def layers() -> list[str]:
    contract = next(c for c in PYPROJECT["tool"]["importlinter"]["contracts"] if c["id"] == "layers")
    return [part.strip().strip("()") for layer in contract["layers"] for part in layer.split("|")]


def core() -> list[str]:
    """The modules at and below `assessment`, as the layers contract orders them."""
    return layers()[layers().index("assessment") :]


def files_of(modules: list[str]) -> list[Path]:
    single = [PACKAGE / f"{module}.py" for module in modules]
    inside = [path for module in modules for path in sorted((PACKAGE / module).rglob("*.py"))]
    return [path for path in single if path.exists()] + inside


def names_called(node: ast.Call) -> tuple[str, str]:
    """(the name before the last dot, the last name) of what is called."""
    match node.func:
        case ast.Name(id=name):
            return "", name
        case ast.Attribute(value=ast.Name(id=owner) | ast.Attribute(attr=owner), attr=name):
            return owner, name
        case ast.Attribute(attr=name):
            return "", name
    return "", ""


def trespasses(source: str) -> Iterator[str]:
    """Every place where the source touches a file, the clock, the environment or unseeded chance."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import | ast.ImportFrom):
            named = [alias.name for alias in node.names] if isinstance(node, ast.Import) else [node.module or ""]
            for module in named:
                top = module.split(".")[0]
                if top in FORBIDDEN_MODULES:
                    yield f"line {node.lineno}: imports {module} ({FORBIDDEN_MODULES[top]})"
        if not isinstance(node, ast.Call):
            continue
        owner, name = names_called(node)
        if isinstance(node.func, ast.Name) and name in FORBIDDEN_CALLS:
            yield f"line {node.lineno}: calls {name}() ({FORBIDDEN_CALLS[name]})"
        if owner in {"date", "datetime"} and name in CLOCK_METHODS:
            yield f"line {node.lineno}: calls {owner}.{name}() (the clock)"
        if name == "default_rng" and not (node.args or node.keywords):
            yield f"line {node.lineno}: default_rng() without a seed (chance)"
        if owner == "random" and name != "default_rng":
            yield f"line {node.lineno}: calls random.{name}() (chance without a seed of its own)"


@pytest.mark.parametrize("path", files_of(core()), ids=lambda path: str(path.relative_to(ROOT)))
def test_the_core_touches_no_file_clock_environment_or_chance(path: Path) -> None:
    assert list(trespasses(path.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize(
    "source",
    [
        "import os",
        "import os.path",
        "from pathlib import Path",
        "def f():\n    import yaml",
        "from importlib import resources",
        "open('x')",
        "eval('1')",
        "from datetime import date\ndate.today()",
        "import datetime\ndatetime.datetime.now()",
        "import numpy as np\nnp.random.default_rng()",
        "import numpy as np\nnp.random.normal()",
        "key = hash('x')",
    ],
)
def test_the_check_sees_each_kind_of_trespass(source: str) -> None:
    assert len(list(trespasses(source))) == 1


@pytest.mark.parametrize(
    "source",
    [
        "from datetime import date\ndate(2026, 1, 1)",
        "import numpy as np\nnp.random.default_rng(7)",
        "import hashlib\nhashlib.sha256(b'x')",
        "self.open('x')\nrating.id",
    ],
)
def test_the_check_lets_pure_code_pass(source: str) -> None:
    assert list(trespasses(source)) == []


def test_the_coverage_bar_is_for_exactly_the_core() -> None:
    outer = layers()[: layers().index("assessment")]
    omitted = PYPROJECT["tool"]["coverage"]["report"]["omit"]
    named = {pattern.removeprefix("riskframe/").removesuffix("/*").removesuffix(".py") for pattern in omitted}
    assert named == {*outer, "__init__"}


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=lambda path: str(path.relative_to(ROOT)))
def test_files_stay_small_and_are_named_after_what_they_hold(path: Path) -> None:
    lines = len(path.read_text(encoding="utf-8").splitlines())
    assert lines <= 400
    assert not {part.removesuffix(".py") for part in path.parts} & {"utils", "helpers", "manager", "base", "common"}
