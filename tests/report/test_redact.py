from __future__ import annotations

import re

import pytest

from riskframe.report.render import Format, render
from tests.report.small import PROFILE, small_assessment, small_rubric


def made(name: Format, audience: str = "public") -> str:
    return render(
        small_assessment(), small_rubric(), [name], audience=audience  # type: ignore[arg-type]
    )[name].decode("utf-8-sig")  # fmt: skip


@pytest.mark.parametrize("name", ["html", "markdown", "csv", "options_csv"])
def test_what_is_left_out_is_nowhere_in_a_public_report(name: Format) -> None:
    text = made(name)
    hidden = [
        "refusals", "reports/bio.pdf", "evals/cyber.json", "Expert help needed.", "Employed by the developer.",
        "should be one level higher", "b" * 64,
    ]  # fmt: skip
    for secret in hidden:
        assert secret not in text
    if name == "html":
        board = made(name, "board")
        assert all(secret in board for secret in hidden)


def test_it_says_that_something_is_left_out_and_how_much() -> None:
    cover = re.search(r"Left out of this public version</h2>(.*?)</div>", made("html"), re.DOTALL)
    assert cover is not None
    said = re.sub(r"<[^>]+>", "", cover[1])
    assert f"safeguards and how they were tested: {len(PROFILE['safeguards'])}" in said
    assert "rationales: 3" in said
    assert "where evidence is kept: 2" in said
    assert "interests and dissents of assessors: 2" in said


def test_the_decision_and_every_level_stay_as_they_are() -> None:
    def heat(text: str) -> str:
        found = re.search(r'<table class="heat">.*?</table>', text, re.DOTALL)
        assert found is not None
        return found[0]

    assert heat(made("html")) == heat(made("html", "board"))
    assert made("markdown").splitlines()[:3] == made("markdown", "board").splitlines()[:3]
    assert made("options_csv") == made("options_csv", "board")


def test_a_dissent_is_left_out_but_said_to_exist() -> None:
    assert "a dissent is recorded; its text is left out" in made("html")
