"""`riskframe assess`: what is printed, what is written, and where."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import SMALL, Run, changed

SUMMARY = """\
Staged release, starting at API or hosted use
aim: weights to vetted recipients · proposed open_weights: insufficient evidence
held at 2 by as_released and bypass; 2 ratings unknown

Sample 2 (Sample Lab), rubric small 1.0.0, assessed 2026-01-31, valid until
2026-07-31

                                                gated    open
                                 closed  api    weights  weights
Cyber offence                    A1      A2     T3       T3
Biological and chemical weapons  A1      A2     I4→A2    I4→A2
                                         start  aim      asked
A acceptable, T tolerable, I intolerable; risk level 1 to 5, conservative →
central.

Every domain is acceptable at API or hosted use; what holds the highest
  - Cyber offence, acceptable at level 2: what it gives as released
    (capability.cyber.as_released) and get past the safeguards (route on_query)
  - Biological and chemical weapons, acceptable at level 2: get past the
    safeguards (route on_query)

What stops weights to vetted recipients
  - Biological and chemical weapons: risk level 4 is intolerable at severity 5

At Open weights, 1 condition would have to be met before release.
Signed by: owner of the model (every release decision).

To get to weights to vetted recipients
  - narrow: Biology, as modified
  - An uplift study with a tuned model.

"""


def test_the_decision_is_printed_and_nothing_is_written(rf: Run, small: Path) -> None:
    before = set(small.parent.iterdir())
    done = rf("assess", small)
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith(SUMMARY)
    assert done.out.endswith(f"More: riskframe explain why-not open_weights {small}\n")
    assert set(small.parent.iterdir()) == before


def test_a_pipe_gets_no_colour_and_no_line_wider_than_80(rf: Run, small: Path) -> None:
    out = rf("assess", small).out.replace(str(small), "model.yaml")
    assert "\x1b" not in out
    assert max(map(len, out.splitlines())) <= 80


def test_colour_is_an_extra(rf: Run, small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without its colours the coloured text is the plain one."""
    import re

    plain = rf("assess", small).out
    monkeypatch.setenv("FORCE_COLOR", "1")
    painted = rf("assess", small).out
    assert painted != plain
    assert re.sub(r"\x1b\[[0-9;]*m", "", painted) == plain
    monkeypatch.setenv("NO_COLOR", "1")
    assert rf("assess", small).out == plain


def test_a_single_format_goes_to_standard_output_and_nothing_else_does(rf: Run, small: Path) -> None:
    done = rf("assess", small, "-f", "json")
    assert done.code == 0
    assert json.loads(done.out)["decision"]["recommendation"]["start"] == "api"
    assert done.err == ""
    assert rf("assess", small, "-o", "-").out == rf("assess", small).out


def test_standard_input(rf: Run, small: Path) -> None:
    text = small.read_text(encoding="utf-8")
    assert json.loads(rf("assess", "-", "-f", "json", stdin=text).out) == json.loads(
        rf("assess", small, "-f", "json").out
    )
    done = rf("assess", "-", "-f", "json", "-o", "out/", stdin=text)
    assert done.err == "wrote out/model.json\n"


def test_a_folder_gets_every_format_that_is_asked_for(rf: Run, small: Path) -> None:
    done = rf("assess", small, "-f", "json", "-f", "md", "-f", "text", "-o", "out")
    assert done.code == 0
    assert sorted(p.name for p in Path("out").iterdir()) == ["model.json", "model.md", "model.txt"]
    assert sorted(done.err.splitlines()) == ["wrote out/model.json", "wrote out/model.md", "wrote out/model.txt"]
    assert done.out.startswith("Staged release")
    assert rf("assess", small, "-f", "json", "-o", "out", "--quiet").out == ""


def test_the_ending_of_a_file_names_its_format(rf: Run, small: Path) -> None:
    assert rf("assess", small, "-o", "board.json").code == 0
    assert json.loads(Path("board.json").read_text(encoding="utf-8"))["model"]["name"] == "Sample"
    assert rf("assess", small, "-o", "board.json", "-f", "json").code == 0


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["-f", "jsn"], 'did you mean "json"?'),
        (["-f", "json", "-f", "markdown"], "cannot share standard output"),
        (["-f", "html", "-o", "board.json"], "one file of format json"),
        (["-o", "riskframe.toml"], "its ending names no format"),
        (["-f", "pdf", "-f", "pdf", "-f", "html"], "cannot share standard output"),
    ],
)
def test_what_cannot_be_written_is_refused_before_anything_is_read(
    rf: Run, small: Path, arguments: list[str], says: str
) -> None:  # fmt: skip
    done = rf("assess", "not-there.yaml", *arguments)
    assert done.code == 2
    assert says in done.err
    assert "not-there" not in done.err
    assert done.out == ""


def test_several_files(rf: Run, small: Path) -> None:
    other = small.with_name("other.yaml")
    other.write_text(small.read_text(encoding="utf-8").replace("name: Sample", "name: Other"), encoding="utf-8")
    done = rf("assess", small, other, "-f", "json")
    assert [one["model"]["name"] for one in json.loads(done.out)] == ["Sample", "Other"]
    done = rf("assess", small, other)
    assert done.out.count("Staged release, starting at") == 2
    assert rf("assess", small, other, "-f", "json", "-o", "out").code == 0
    assert sorted(p.name for p in Path("out").iterdir()) == ["model.json", "other.json"]
    assert rf("assess", small, other, "-o", "one.json").code == 2
    assert rf("assess", small, other, "-f", "html").code == 2


def test_files_of_one_name_do_not_overwrite_each_other(rf: Run, small: Path) -> None:
    below = small.parent / "below"
    below.mkdir()
    (below / "model.yaml").write_text(small.read_text(encoding="utf-8"), encoding="utf-8")
    (small.parent / "model-2.yaml").write_text(small.read_text(encoding="utf-8"), encoding="utf-8")
    assert rf("assess", small, below / "model.yaml", small.parent / "model-2.yaml", "-f", "json", "-o", "out").code == 0
    assert sorted(p.name for p in Path("out").iterdir()) == ["model-2-2.json", "model-2.json", "model.json"]


def test_one_broken_file_keeps_no_other_from_being_assessed(rf: Run, small: Path) -> None:
    broken = small.with_name("broken.yaml")
    broken.write_text("riskframe: 1\n", encoding="utf-8")
    done = rf("assess", broken, small, "not-there.yaml", "-f", "json", "-o", "out")
    assert done.code == 3
    assert [p.name for p in Path("out").iterdir()] == ["model.json"]
    assert "broken.yaml:1:1: error E302" in done.err
    assert "E101" in done.err


def test_warnings_are_told_beside_the_result(rf: Run, small: Path) -> None:
    changed(small, "date: 2026-01-12}", "date: 2026-01-12, status: superseded}")
    done = rf("assess", small, "-f", "json")
    assert done.code == 0
    assert "warning W420" in done.err
    assert json.loads(done.out)["unknown"]


def test_several_rubrics_each_read_what_they_know(rf: Run, small: Path) -> None:
    """Each profile is checked against all rubrics together, and every rubric is named in the files."""
    done = rf("assess", small, "-r", SMALL, "-r", "seger-2023", "-f", "json")
    assert done.code == 0, done.err
    both = json.loads(done.out)
    assert [one["rubric"]["id"] for one in both] == ["small", "seger-2023"]
    assert len({one["model"]["profile_digest"] for one in both}) == 1
    assert all(one.pop("disagreement")["start"] == "closed" for one in both)
    alone = json.loads(rf("assess", small, "-r", SMALL, "-f", "json").out)
    assert alone.pop("disagreement") is None
    assert both[0] == alone
    assert rf("assess", small, "-r", SMALL, "-r", "seger-2023", "-f", "json", "-o", "out").code == 0
    assert sorted(p.name for p in Path("out").iterdir()) == ["model.seger-2023.json", "model.small.json"]


def test_the_analysis_is_added_on_request(rf: Run, small: Path) -> None:
    assert json.loads(rf("assess", small, "-f", "json").out)["sensitivity"] is None
    with_it = json.loads(rf("assess", small, "-f", "json", "--analysis").out)
    assert with_it["sensitivity"] is not None
    assert with_it["decision"] == json.loads(rf("assess", small, "-f", "json").out)["decision"]


def test_a_pdf_without_its_libraries_is_one_sentence_and_the_rest_is_written(
    rf: Run, small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:  # fmt: skip
    import sys

    monkeypatch.setitem(sys.modules, "weasyprint", None)
    done = rf("assess", small, "-f", "json", "-f", "markdown", "-f", "pdf", "-o", "out")
    assert done.code == 5
    assert sorted(p.name for p in Path("out").iterdir()) == ["model.json", "model.md"]
    assert done.err.count("Pango") == 1
    assert "Traceback" not in done.err


def test_an_output_that_cannot_be_written(rf: Run, small: Path) -> None:
    Path("file").write_text("", encoding="utf-8")
    done = rf("assess", small, "-f", "json", "-o", "file/below/")
    assert done.code == 5
    assert "E151" in done.err


def test_a_hostile_name_cannot_steer_the_terminal(rf: Run, small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    changed(small, "name: Sample,", 'name: "Sample\u202egnp",')
    monkeypatch.setenv("FORCE_COLOR", "1")
    out = rf("assess", small).out
    assert "\u202e" not in out
    assert "Sample\\u202egnp" in out


def test_rubrics_that_advise_bind_nothing(rf: Run, small: Path, tmp_path: Path) -> None:
    """Adopted rubrics bind and the strictest wins; the others are shown beside."""
    import shutil

    folder = tmp_path / "strict"
    shutil.copytree(SMALL, folder)
    changed(folder / "rubric.yaml", "id: small", "id: strict")
    changed(folder / "rules.yaml", "cap: gated_weights", "cap: closed")
    changed(small, "proposed: open_weights", "proposed: api")
    changed(small, "  run_ease:", "  record: {level: 2, evidence: [market]}\n  run_ease:")
    both = rf("assess", small, "-r", SMALL, "--advise", folder)
    assert both.code == 0, both.err
    assert "Together: api is the most open option authorised, by small" in both.out
    lines = [line.rstrip() for line in both.out.splitlines()]
    assert "small   binds    S       S*   ?        N" in lines
    assert "strict  advises  S*      N    N        N" in lines
    assert "api: allowed by small, refused by strict\n  - strict (paper): No record of earlier stages" in both.out
    adopted = rf("assess", small, "-r", SMALL, "-r", folder)
    assert "Together: closed is the most open option authorised, by strict" in adopted.out
    day = ("--today", "2026-02-01")
    assert rf("gate", small, "-r", SMALL, *day).code == 0
    assert rf("gate", small, "-r", SMALL, "--advise", folder, *day).code == 0
    assert rf("gate", small, "-r", SMALL, "-r", folder, *day).code == 1
