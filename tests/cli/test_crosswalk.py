"""`--crosswalk`, and several rubrics on one profile, from the command line."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest

import riskframe
from riskframe.bundled import bundled_dir
from riskframe.loading.rubric_folder import rubric_names
from tests.cli.conftest import SMALL, Run, changed

EXAMPLE = Path(__file__).parents[2] / "examples" / "gpt-oss-120b.yaml"
OWN = """\
riskframe_crosswalk: 1
title: Ours
basis: design
rubrics: {{small: 1.0.0, openness: 1.0.0}}
criteria:
  - a: {{rubric: small, path: context.run_ease}}
    b: {{rubric: openness, path: {path}}}
    relation: same
    reason: Because.
"""


def test_a_full_profile_can_be_assessed_by_any_bundled_rubric_alone(rf: Run) -> None:
    for name in rubric_names():
        done = rf("assess", EXAMPLE, "-r", name, "-f", "json")
        assert (done.code, done.err) == (0, "")
        assert json.loads(done.out)["rubric"]["id"] == name


def test_the_profile_is_opened_and_parsed_once(rf: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the number of rubrics. Counted, not timed."""
    from riskframe.loading import profile_file, tree

    opened: list[str] = []
    parsed: list[str] = []

    def spy(real: Any, seen: list[str]) -> Any:
        def call(first: Any, *rest: Any, **more: Any) -> Any:
            name = str(getattr(first, "name", first))
            if name.endswith(EXAMPLE.name):
                seen.append(name)
            return real(first, *rest, **more)

        return call

    for place in ("builtins.open", "io.open", "os.open"):
        module, _, name = place.partition(".")
        monkeypatch.setattr(place, spy(getattr(sys.modules[module], name), opened))
    monkeypatch.setattr(profile_file, "parse_leniently", spy(tree.parse_leniently, parsed))
    rubrics = [part for name in rubric_names() for part in ("-r", name)]
    done = rf("assess", EXAMPLE, *rubrics, "-f", "json")
    assert done.code == 0
    assert len(json.loads(done.out)) == len(rubric_names())
    assert len(opened) == 1, opened
    assert len(parsed) == 1


def test_a_crosswalk_with_faults_is_refused_with_their_places(rf: Run, clean: Path) -> None:
    file = clean / "own.yaml"
    file.write_text(OWN.format(path="work.nowhere"), encoding="utf-8")
    done = rf("assess", SMALL / "model.yaml", "-r", SMALL, "--crosswalk", file)
    assert done.code == 3
    assert f"{file.name}:7:" in done.err
    assert "error E481" in done.err


def test_a_crosswalk_names_rubrics_of_the_run_or_bundled_ones(rf: Run, clean: Path) -> None:
    file = clean / "own.yaml"
    file.write_text(OWN.format(path="facts.x").replace("small: 1.0.0", "small: 1.0.0, other: 1.0.0"), encoding="utf-8")
    done = rf("assess", EXAMPLE, "-r", "openness", "--crosswalk", file)
    assert done.code == 3
    assert done.err.count("error E480") == 2


def test_none_switches_it_off_and_a_setting_can_too(rf: Run, clean: Path) -> None:
    assert json.loads(rf("assess", EXAMPLE, "-r", "nist-800-1", "-f", "json").out)["crosswalk"]["leads"]
    assert (
        json.loads(rf("assess", EXAMPLE, "-r", "nist-800-1", "--crosswalk", "none", "-f", "json").out)["crosswalk"]
        is None
    )
    (clean / "riskframe.toml").write_text('crosswalk = "none"\n', encoding="utf-8")
    assert json.loads(rf("assess", EXAMPLE, "-r", "nist-800-1", "-f", "json").out)["crosswalk"] is None


def test_two_names_that_say_different_things_are_told(rf: Run, clean: Path) -> None:
    model = clean / "model.yaml"
    model.write_text(EXAMPLE.read_text(encoding="utf-8"), encoding="utf-8")
    changed(model, "release:\n", "release:\n  components: {weights: closed, model_parameters_final: open}\n")
    done = rf("assess", model, "-r", "openness", "-f", "json")
    assert done.code == 0
    assert "model.yaml:" in done.err
    assert "warning W485: components.model_parameters_final of openness" in done.err
    assert json.loads(done.out)["crosswalk"]["differing"][0]["stands"] == "open"
    assert "warning W485" in rf("check", model, "-r", "openness").out


def test_a_rubric_without_options_prints_its_notes(rf: Run) -> None:
    out = rf("assess", EXAMPLE, "-r", "eu-gpai-code").out
    assert "Notes\n  - What the relief does not reach" in out
    assert "From other rubrics" in out


def test_why_not_says_where_a_rating_came_from(rf: Run, clean: Path) -> None:
    """A user's own crosswalk, with a level for each level, from a rubric that is bundled to one that is not."""
    file = clean / "own.yaml"
    file.write_text(
        OWN.format(path="x")
        .replace("openness", "seger-2023")
        .replace("path: context.run_ease", "path: context.record")
        .replace("path: x", "path: context.staged_record"),
        encoding="utf-8",
    )
    model = clean / "model.yaml"
    model.write_text((SMALL / "model.yaml").read_text(encoding="utf-8"), encoding="utf-8")
    changed(model, "  run_ease:", "  staged_record: {level: 2, evidence: [market]}\n  run_ease:")
    out = rf("explain", "why-not", "open_weights", model, "-r", SMALL, "--crosswalk", file).out
    assert "context.record: 2 (stated as context.staged_record of seger-2023)" in " ".join(out.split())
    found = json.loads(rf("assess", model, "-r", SMALL, "--crosswalk", file, "-f", "json").out)
    crossed = {r["path"]: r["crossed_from"] for r in found["decision"]["ratings"] if r["crossed_from"]}
    assert crossed == {"context.record": "seger-2023 context.staged_record"}
    assert len(found["crosswalk"]["digest"]) == 64


def copied(name: str, folder: Path, *changes: tuple[str, str, str]) -> Path:
    """A copy of a bundled rubric with pieces of its files replaced: (file, old, new)."""
    copytree(bundled_dir("rubrics") / name, folder)
    for file, old, new in changes:
        changed(folder / file, old, new)
    return folder


def test_a_rubric_that_the_bundled_crosswalk_was_not_written_for_is_told_once(rf: Run, clean: Path) -> None:
    own = copied("openness", clean / "openness", ("rubric.yaml", "version: 1.0.0", "version: 2.0.0"))
    for command in ("assess", "check"):
        done = rf(command, EXAMPLE, EXAMPLE.with_name("gpt-2.yaml"), "-r", own, "-r", "seger-2023")
        assert done.err.count("warning W487") == 1, command
        assert "the entries were written for openness 1.0.0, and this is 2.0.0" in " ".join(done.err.split())
    assert "W487" not in rf("assess", EXAMPLE, "-r", own, "-r", "seger-2023", "--crosswalk", "none").err
    found = json.loads(rf("assess", EXAMPLE, "-r", own, "-r", "seger-2023", "-f", "json").out)
    assert [one["crosswalk"] for one in found] == [None, None]


def test_the_library_warns_of_it_too(clean: Path) -> None:
    own = copied("openness", clean / "openness", ("rubric.yaml", "version: 1.0.0", "version: 2.0.0"))
    rubrics = [riskframe.load_rubric(str(own)), riskframe.load_rubric("seger-2023")]
    with pytest.warns(UserWarning, match="W487: the bundled crosswalk does not fit"):
        found = riskframe.assess_together(riskframe.load_profile(EXAMPLE), rubrics)
    assert [a.crosswalk for a in found.assessments] == [None, None]


def test_rubrics_of_one_id_are_not_read_together(rf: Run, clean: Path) -> None:
    own = copied("openness", clean / "openness")
    done = rf("assess", EXAMPLE, "-r", own, "-r", "openness")
    assert done.code == 3
    assert "error E486: two of the rubrics have the id openness" in done.err
    assert done.out == ""


def test_one_rubric_with_options_beside_one_without_differs_on_nothing(rf: Run) -> None:
    out = " ".join(rf("assess", EXAMPLE, "-r", "nist-800-1", "--advise", "openness").out.split())
    assert "openness (advises): Class of openness: unclassified They differ on no option that two of them know." in out
