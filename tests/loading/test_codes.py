"""The table of codes is complete, and every code is in use."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import riskframe
from riskframe.codes import _ALL, CODES, Code, page
from riskframe.codes.syntax import SYNTAX
from riskframe.diagnostics import InvalidInput
from riskframe.loading.tree import Source, parse

PACKAGE = Path(riskframe.__file__).parent
WRITTEN = re.compile(r"""["']([EW][1-9][0-9]{2})["']""")


def used() -> dict[str, set[str]]:
    """The codes that stand in the package's sources, with the files they stand in."""
    found: dict[str, set[str]] = {}
    for path in PACKAGE.rglob("*.py"):
        if (PACKAGE / "codes") not in path.parents:
            for code in WRITTEN.findall(path.read_text(encoding="utf-8")):
                found.setdefault(code, set()).add(path.relative_to(PACKAGE).as_posix())
    return found


def test_every_code_in_use_is_explained() -> None:
    assert {code: files for code, files in used().items() if code not in CODES} == {}


def test_every_explained_code_is_in_use() -> None:
    assert CODES.keys() - used().keys() == set()


@pytest.mark.parametrize("code", CODES.values(), ids=CODES.keys())
def test_every_code_answers_the_same_questions(code: Code) -> None:
    assert CODES[code.id] is code
    assert all((code.title, code.means, code.fix, code.example))
    assert not code.title.endswith(".")
    assert code.means.endswith(".")
    assert code.fix.endswith(".")
    assert re.findall("^#+ (.+)$", page(code).split("\n```")[0], re.MULTILINE) == [
        f"{code.id}: {code.title}",
        "What it means",
        "How to fix it",
        "Example",
    ]


def test_no_code_is_given_to_two_things() -> None:
    assert [code.id for code in _ALL] == list(CODES)


def test_codes_stand_in_order() -> None:
    assert list(CODES) == sorted(CODES, key=lambda code: (code[0] == "W", code))


@pytest.mark.parametrize(
    "code", [code for code in SYNTAX if not code.example.startswith("riskframe ")], ids=lambda c: c.id
)
def test_an_example_of_syntax_gives_its_code(code: Code) -> None:
    example = code.example.replace("[ ... ]", "[" * 60 + "]" * 60)
    with pytest.raises(InvalidInput) as caught:
        parse(Source("f.json" if code.id == "E206" else "f.yaml", example))
    assert code.id in {diagnostic.code for diagnostic in caught.value.diagnostics}
