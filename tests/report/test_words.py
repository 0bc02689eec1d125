from __future__ import annotations

import re
from pathlib import Path

import pytest

import riskframe.report
from riskframe.bundled import bundled_dir
from riskframe.report.words import NoSuchLanguage, words

CODE = Path(riskframe.report.__file__).parent
TEMPLATES = bundled_dir("templates") / "report"
# A key that is put together from parts: the fixed beginning tells which keys it may become.
QUOTED = re.compile(r"""(?<![\w.])f?["']([a-z_]+(?:\.[a-z_0-9{}%\[\].()']+)*)["']""")


def sources() -> str:
    files = [p for p in CODE.rglob("*.py") if "languages" not in p.parts] + list(TEMPLATES.rglob("*.j2"))
    return "\n".join(p.read_text(encoding="utf-8") for p in files)


def used_keys() -> set[str]:
    called = re.compile(r"""\b(?:t|words)(?:\.number)?\(\s*f?["']([^"']+)["']""")
    return set(QUOTED.findall(sources())) | set(called.findall(sources()))


def test_every_key_that_a_template_prints_is_in_the_catalogue() -> None:
    t = words()
    asked = set()
    for path in TEMPLATES.rglob("*.j2"):
        text = path.read_text(encoding="utf-8")
        asked |= set(re.findall(r"\bt\('([^']+)'\s*[,)]", text)) | set(re.findall(r"m\.section\('([^']+)'", text))
        asked |= {f"{key}.{n}" for key in re.findall(r"t\.number\('([^']+)'", text) for n in ("one", "other")}
    assert asked
    assert {key for key in asked if not t.has(key)} == set()


def test_no_text_of_the_catalogue_is_left_unused() -> None:
    exact = used_keys()
    beginnings = tuple(
        found for key in exact for found in [re.split(r"[{%\[]", key)[0]] if found != key and found.endswith((".", "_"))
    ) + tuple(re.findall(r"""["']([a-z_]+\.)["']\s*~""", sources()))

    def used(key: str) -> bool:
        stem = re.sub(r"\.(one|other)$", "", key)
        return key in exact or stem in exact or key.startswith(beginnings)

    assert sorted(key for key in words().catalogue if not used(key)) == []


def test_every_plural_has_both_forms() -> None:
    keys = set(words().catalogue)
    assert {k for k in keys if k.endswith(".one") and k[:-3] + "other" not in keys} == set()
    assert {k for k in keys if k.endswith(".other") and k[:-5] + "one" not in keys} == set()


def test_no_text_claims_safety_or_compliance_or_prints_a_percentage() -> None:
    claims = re.compile(r"\b(?:un)?safe\b|\bcompliant\b|\bcompliance\b|%", re.IGNORECASE)
    assert {key: text for key, text in words().catalogue.items() if claims.search(text)} == {}


def test_a_missing_key_or_value_is_an_error() -> None:
    t = words()
    with pytest.raises(KeyError):
        t("no.such.key")
    with pytest.raises(KeyError):
        t("lead.closed_aim", other="x")


def test_lists_read_as_sentences_do() -> None:
    t = words()
    assert [t.listed(["a"]), t.listed(["a", "b"]), t.listed(["a", "b", "c"])] == ["a", "a and b", "a, b and c"]
    assert t.listed(["a", "b", "c", "d"], most=2) == "a, b and 2 more"
    assert t.listed([]) == ""


def test_counts_choose_their_form() -> None:
    t = words()
    assert t.number("cover.more_reasons", 1) == "One more reason"
    assert t.number("cover.more_reasons", 3) == "3 more reasons"


def test_a_language_without_a_catalogue_is_named_with_those_that_there_are() -> None:
    with pytest.raises(NoSuchLanguage, match='no reports in "tlh"; there is en'):
        words("tlh")
