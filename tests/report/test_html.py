from __future__ import annotations

import base64
import hashlib
import re
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from riskframe.report.html import mended
from riskframe.report.render import render
from riskframe.report.templating import TemplateRefused
from tests.report.outline import Outline, outline
from tests.report.small import small_assessment, small_rubric


def html(**how: Any) -> str:
    return render(small_assessment(), small_rubric(), ["html"], **how)["html"].decode()


@cache
def page() -> str:
    return html()


@cache
def read() -> Outline:
    return outline(page())


def test_it_is_one_file_that_loads_and_sends_nothing() -> None:
    for element in read().elements:
        assert element.tag not in {"img", "link", "iframe", "object", "embed", "form", "base", "video", "audio"}
        assert not {"src", "srcset", "action", "background", "ping"} & set(element.attributes)
    assert re.findall(r"url\(|@import", page()) == []
    # The only addresses are namespaces of the pictures and what the rubric and the profile cite as text.
    assert {e.attributes["href"][0] for e in read().all("a")} == {"#"}


def test_the_policy_allows_exactly_this_style_and_this_script() -> None:
    policy = next(e for e in read().all("meta") if e.attributes.get("http-equiv") == "Content-Security-Policy")
    content = policy.attributes["content"]
    assert content.startswith("default-src 'none'; ")
    for kind, tag in (("style", "style"), ("script", "script")):
        inline = re.search(rf"<{tag}>(.*?)</{tag}>", page(), re.DOTALL)
        assert inline is not None
        digest = base64.b64encode(hashlib.sha256(inline[1].encode()).digest()).decode()
        assert f"{kind}-src 'sha256-{digest}'" in content
    assert len(read().all("script")) == len(read().all("style")) == 1
    assert "unsafe" not in content


def test_nothing_is_styled_or_run_from_an_attribute() -> None:
    for element in read().elements:
        assert not [name for name in element.attributes if name == "style" or name.startswith("on")]


def test_headings_begin_at_one_and_skip_no_level() -> None:
    levels = [int(e.tag[1]) for e in read().all("h1", "h2", "h3", "h4")]
    assert levels.count(1) == 1
    from_first = levels[levels.index(1) :]
    assert all(b <= a + 1 for a, b in pairwise(from_first))


def test_landmarks_and_a_way_past_the_contents() -> None:
    assert [len(read().all(tag)) for tag in ("nav", "main", "header")] == [1, 1, 1]
    first = read().all("a")[0]
    assert (first.attributes["class"], first.attributes["href"]) == ("skip", "#main")
    assert read().all("html")[0].attributes["lang"] == "en"


def test_every_header_cell_says_what_it_heads() -> None:
    cells = read().all("th")
    assert len(cells) > 50
    assert [c.text for c in cells if c.attributes.get("scope") not in {"col", "row"}] == []


def test_every_link_leads_somewhere_and_every_id_stands_once() -> None:
    ids = [e.attributes["id"] for e in read().elements if "id" in e.attributes]
    assert len(ids) == len(set(ids))
    assert {e.attributes["href"][1:] for e in read().all("a")} <= set(ids)


def test_sentences_can_be_followed_to_what_they_rest_on() -> None:
    refs = [e for e in read().all("a") if "header" in e.inside and e.attributes["href"].startswith("#domain-")]
    assert {e.attributes["href"] for e in refs} >= {"#domain-scams", "#domain-bio", "#domain-cyber"}


def test_pictures_speak() -> None:
    pictures = read().all("svg")
    assert len(pictures) == 8
    assert all(e.attributes["role"] == "img" for e in pictures)
    assert len([e for e in read().all("title") if "svg" in e.inside]) == len(pictures)


def test_a_link_to_what_is_left_out_leads_to_its_section_or_is_none() -> None:
    given = '<p id="ratings"></p><a href="#rating-x" class="k">X</a> <a href="#option-y">Y</a> <a href="#ratings">R</a>'
    assert mended(given) == (
        '<p id="ratings"></p><a href="#ratings" class="k">X</a> Y <a href="#ratings">R</a>'
    )  # fmt: skip


def test_no_link_of_the_page_leads_nowhere_though_it_leaves_rows_out() -> None:
    from riskframe.report.html import to_html
    from riskframe.report.style import Style
    from riskframe.report.view.build import view_of
    from riskframe.report.words import words

    view = view_of(small_assessment(), small_rubric(), words())
    made = outline(to_html(view, Style(), "page"))
    ids = {e.attributes["id"] for e in made.elements if "id" in e.attributes}
    assert {e.attributes["href"][1:] for e in made.all("a")} <= ids


def test_it_reads_without_scripts() -> None:
    without = re.sub(r"<script>.*?</script>", "", page(), flags=re.DOTALL)
    tools = [e for e in outline(without).elements if e.attributes.get("class") == "tools"]
    assert tools
    assert all("hidden" in e.attributes for e in tools)


# --- templates of the user's own ------------------------------------------------------------------------------------


def own(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return folder


def test_a_template_of_the_users_own_stands_in_for_one_part(tmp_path: Path) -> None:
    folder = own(tmp_path, "parts/people.html.j2", "<p>Ask {{ view.developer }}.</p>")
    made = html(templates=folder)
    assert "<p>Ask Example Lab.</p>" in made
    assert "Options side by side" in made


def test_a_section_that_is_taken_out_takes_no_link_astray(tmp_path: Path) -> None:
    made = outline(html(templates=own(tmp_path, "parts/ratings.html.j2", "")))
    ids = {e.attributes["id"] for e in made.elements if "id" in e.attributes}
    assert "ratings" not in ids
    assert {e.attributes["href"][1:] for e in made.all("a")} <= ids


@pytest.mark.parametrize(
    "text",
    [
        "{{ ''.__class__.__mro__ }}",
        "{{ view.__class__ }}",
        "{{ view.words.__init__.__globals__ }}",
        "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
        "{{ self._TemplateReference__context }}",
        "{% for x in range(10**9) %}{% endfor %}",
        "{{ nothing_of_that_name }}",
        "{% if %}",
        "{% include '../../../pyproject.toml' %}",
        "{% include '/etc/hostname' %}",
        "{% import 'os' as os %}",
        "{{ view.people.append(1) }}",
    ],
)
def test_a_template_gets_no_code_no_file_and_no_silence(tmp_path: Path, text: str) -> None:
    folder = own(tmp_path, "parts/people.html.j2", text)
    with pytest.raises(TemplateRefused):
        html(templates=folder)


def test_a_link_out_of_the_folder_is_refused(tmp_path: Path) -> None:
    secret = own(tmp_path / "elsewhere", "secret.txt", "secret") / "secret.txt"
    inside = tmp_path / "own" / "parts"
    inside.mkdir(parents=True)
    (inside / "people.html.j2").symlink_to(secret)
    with pytest.raises(TemplateRefused, match="lies outside"):
        html(templates=tmp_path / "own")


def test_what_a_template_prints_is_escaped(tmp_path: Path) -> None:
    folder = own(tmp_path, "parts/people.html.j2", "{{ '<script>' }}{{ view.developer ~ '<b>' }}")
    assert "&lt;script&gt;Example Lab&lt;b&gt;" in html(templates=folder)
