from __future__ import annotations

import re
from dataclasses import replace

import pytest

from riskframe.report.markdown import LONGEST, escaped
from riskframe.report.render import render
from tests.report.small import PROFILE, small_assessment, small_rubric


def markdown(**changes: object) -> str:
    made = render(small_assessment(**changes), small_rubric(), ["markdown"])
    return made["markdown"].decode()


def test_the_decision_comes_first() -> None:
    lines = markdown().splitlines()
    assert lines[0] == "## Example-7B: Staged release, starting at Hosted use"
    assert "Only Hosted use is authorised." in lines[2]


def test_the_table_has_a_row_a_domain_and_a_column_an_option() -> None:
    rows = [line for line in markdown().splitlines() if line.startswith("| Biological weapons")]
    assert rows == ["| Biological weapons (5) | ○ 1 acceptable | ○ 2 acceptable | ■ 4 intolerable | ■ 4 intolerable |"]


def test_conditions_are_a_task_list() -> None:
    text = markdown()
    assert "- [ ] **open**, before release: The risk that remains" in text
    assert "- [x] **met**, before release: A stated goal" in text


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("# heading", "\\# heading"),
        ("- item", "\\- item"),
        ("1. item", "1\\. item"),
        ("a | b", "a \\| b"),
        ("<script>x</script>", "\\<script\\>x\\</script\\>"),
        ("[x](http://y)", "\\[x\\](http\u200b://y)"),
        ("![x](y)", "\\!\\[x\\](y)"),
        ("`code` *b* _i_ ~s~", "\\`code\\` \\*b\\* \\_i\\_ \\~s\\~"),
        ("@maintainers", "@\u200bmaintainers"),
        ("one\n\ntwo\r\nthree", "one two three"),
        ("&lt;", "\\&lt;"),
        ("$x$", "\\$x\\$"),
    ],
)
def test_text_from_outside_is_shown_as_it_is_written(given: str, shown: str) -> None:
    assert escaped(given) == shown


def test_long_texts_are_cut_and_say_so() -> None:
    assert len(escaped("word " * 5000)) <= LONGEST
    assert escaped("word " * 5000).endswith("…")


def test_a_hostile_name_stays_in_its_place() -> None:
    name = "x | y\n\n# Approved <img src=x onerror=alert(1)> [click](http://example.org) @everybody"
    text = markdown(model={**PROFILE["model"], "name": name[:190]})
    assert text.splitlines()[0].startswith("## x \\| y \\# Approved \\<img")
    assert "\n# " not in text
    assert "<img" not in text.replace("\\<img", "")
    assert "@everybody" not in text


def test_a_report_too_long_for_a_comment_is_cut_at_a_line_and_says_so() -> None:
    from riskframe.report.markdown import MOST, to_markdown
    from riskframe.report.view.build import view_of
    from riskframe.report.words import words

    view = view_of(small_assessment(), small_rubric(), words())
    assert view.decision is not None
    many = view.decision._replace(precedent=view.decision.precedent * 2000)
    text = to_markdown(replace(view, decision=many), small_assessment()).decode()
    assert MOST - 1000 < len(text) <= MOST
    assert re.search(r"\n\d+ lines are left out here, because", text)
    assert text.splitlines()[-1].startswith("<sub>riskframe")
    whole = to_markdown(view, small_assessment()).decode()
    assert "left out here" not in whole
