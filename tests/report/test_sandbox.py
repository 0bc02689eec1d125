"""Templates that mean harm: no code, no file, no network, and no end to time or memory."""

from __future__ import annotations

from pathlib import Path

import pytest

from riskframe.bundled import bundled_dir
from riskframe.report import sandbox, templating
from riskframe.report.render import render
from riskframe.report.templating import TemplateRefused
from tests.report.small import PROFILE, small_assessment, small_rubric

PART = "parts/people.html.j2"


def with_part(folder: Path, text: str, name: str = PART) -> str:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return render(small_assessment(), small_rubric(), ["html"], templates=folder)["html"].decode()


ENDLESS = {
    "nested loops": "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}",
    "a huge range": "{% for a in range(10**9) %}{% endfor %}",
    "a list of ranges": "{% for a in range(99999)|list %}{% for b in range(99999)|list %}{% endfor %}{% endfor %}",
    "a macro that calls itself twice": "{% macro f(n) %}{{ f(n-1) }}{{ f(n-1) }}{% endmacro %}{{ f(60) }}",
    "a loop within itself": "{% for a in (1,2,3) recursive %}{{ loop((1,2,3)) }}{% endfor %}",
    "itself included": "{% include 'parts/people.html.j2' %}{% include 'parts/people.html.j2' %}",
}
HUGE = {
    "times": "{{ 'x' * 10**10 }}",
    "times turned round": "{{ 10**10 * 'x' }}",
    "a list": "{{ ([1] * 10**10)|length }}",
    "a power": "{{ 9**(9**9) }}",
    "powers of powers": "{{ (((9**64)**64)**64)|string|length }}",
    "doubling": "{% macro f(s, n) %}{{ f(s ~ s, n - 1) if n else s|length }}{% endmacro %}{{ f('x' * 1000, 40) }}",
    "adding": "{% macro f(s, n) %}{{ f(s + s, n - 1) if n else s|length }}{% endmacro %}{{ f('x' * 1000, 40) }}",
    "printing": "{% macro f(n) %}{% for a in range(100) %}{{ 'x' * 1000000 }}{% endfor %}{% endmacro %}{{ f(1)|length }}",
    "a width": "{{ '%1000000000d'|format(1) }}",
    "a width with %": "{{ '%1000000000d' % 1 }}",
    "a width in braces": "{{ '{:1000000000}'.format(1) }}",
    "ljust": "{{ 'x'.ljust(10**10) }}",
    "center": "{{ 'x'.center(10**10) }}",
    "zfill": "{{ 'x'.zfill(10**10) }}",
    "expandtabs": "{{ '\\t'.expandtabs(10**10) }}",
    "replace": "{{ ('x' * 1000000)|replace('', 'y' * 1000000) }}",
    "the method replace": "{{ ('x' * 1000000).replace('', 'y' * 1000000) }}",
    "join": "{{ range(99999)|join('y' * 1000000) }}",
    "the method join": "{{ ('y' * 1000000).join(['a'] * 99999) }}",
    "indent": "{{ 'x\\ny'|indent(10**10) }}",
    "batch": "{{ [1]|batch(10**10, 'x')|list|length }}",
    "lipsum": "{{ lipsum(10**8) }}",
    "long filters in a loop": "{% set s = 'x' * 1000000 %}{% for a in range(99999) %}{% set b = s|upper %}{% endfor %}",
    "long methods in a loop": "{% set s = 'x' * 1000000 %}{% for a in range(99999) %}{% set b = s.upper() %}{% endfor %}",
}
REACHING = {
    "a class": "{{ view.__class__ }}",
    "a class by filter": "{{ view|attr('__class__') }}",
    "a class by subscript": "{{ view['__class__'] }}",
    "a class by map": "{{ [view]|map(attribute='__class__')|first }}",
    "globals of a function": "{{ t.number.__globals__ }}",
    "globals of a macro": "{% macro f() %}{% endmacro %}{{ f.__call__.__globals__ }}",
    "a frame": "{{ (view.people|map('string')).gi_frame }}",
    "format": "{{ '{0.__class__}'.format(view) }}",
    "format_map": "{{ '{a.__class__}'.format_map({'a': view}) }}",
    "the environment": "{{ self.environment }}",
    "an import": "{% import 'os' as os %}{{ os }}",
    "a file above": "{% include '../../../pyproject.toml' %}",
    "a file anywhere": "{% include '/etc/hostname' %}",
    "a file by import": "{% from '/etc/hostname' import x %}",
    "a file by extends": "{% extends '../../secret' %}",
    "a changed record": "{{ view.people.append(1) }}",
    "escaping turned off": "{% autoescape false %}{{ view.developer }}{% endautoescape %}",
    "safe": "{{ view.developer|safe }}",
    "an extension": "{% do view %}",
}


@pytest.mark.parametrize(
    "text", [*ENDLESS.values(), *HUGE.values(), *REACHING.values()], ids=[*ENDLESS, *HUGE, *REACHING]
)
def test_it_is_refused(tmp_path: Path, text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox, "STEPS", 60_000)  # the same with all of them, only later
    with pytest.raises(TemplateRefused):
        with_part(tmp_path, text)


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("<p>{{ view.developer|upper }}</p>", "<p>EXAMPLE LAB</p>"),
        ("{{ [1, 2, 3]|map('string')|join(', ') }}", "1, 2, 3"),
        ("{{ 'a' ~ 1 ~ '<b>' }}", "a1&lt;b&gt;"),
        ("{{ 'method.%d.title'|format(1) }}", "method.1.title"),
        (
            "{% for a in (1, 2) %}{{ loop.index }}/{{ loop.length }}{{ ',' if not loop.last }}{% else %}none{% endfor %}",
            "1/2,2/2",
        ),
        ("{% for a in () %}{% else %}none{% endfor %}", "none"),
        ("{{ 2 * 3 + 2 ** 10 }} {{ 7 % 4 }} {{ 'x' * 3 }}", "1030 3 xxx"),
        ("{{ 'a-b'|replace('-', '+') }} {{ 'a b'.split()|length }}", "a+b 2"),
        ("{% macro f(x) %}<i>{{ x }}</i>{% endmacro %}{{ f('<') }}", "<i>&lt;</i>"),
        ("{{ t('contents') }}", "Contents"),
    ],
)
def test_what_a_template_needs_works_as_ever(tmp_path: Path, text: str, printed: str) -> None:
    assert f"[[{printed}]]" in with_part(tmp_path, f"[[{text}]]")


def test_the_bundled_templates_are_the_same_in_it_and_far_from_its_limits(tmp_path: Path) -> None:
    folder = bundled_dir("templates") / "report"
    plain = render(small_assessment(), small_rubric(), ["html"])["html"].decode()
    assert with_part(tmp_path, (folder / PART).read_text(encoding="utf-8")) == plain
    for path in folder.rglob("*.j2"):
        own = tmp_path / path.relative_to(folder)
        own.parent.mkdir(exist_ok=True)
        own.write_text(path.read_text(encoding="utf-8"), encoding="utf-8")
    assert render(small_assessment(), small_rubric(), ["html"], templates=tmp_path)["html"].decode() == plain


def test_a_profile_in_a_hostile_report_costs_no_more_than_the_budget(tmp_path: Path) -> None:
    changes = {"evidence": [{**e, "source": "x" * 20_000} for e in PROFILE["evidence"]]}
    (tmp_path / "parts").mkdir()
    (tmp_path / PART).write_text("<p>ours</p>", encoding="utf-8")
    assert b"<p>ours</p>" in render(small_assessment(**changes), small_rubric(), ["html"], templates=tmp_path)["html"]


def test_a_template_too_large_to_be_one_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TemplateRefused, match="is larger than"):
        with_part(tmp_path, "x" * (templating.LARGEST + 1))
