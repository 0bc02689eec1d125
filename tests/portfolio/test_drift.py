"""Drift between runs that cannot be, or can only partly be, compared."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from riskframe.diagnostics import InvalidInput
from riskframe.portfolio.assessing import assess_portfolio, one_by_one
from riskframe.portfolio.drift import Move, drift
from riskframe.portfolio.overview import finished_run, look_over
from riskframe.portfolio.shards import Run, read_portfolio
from riskframe.portfolio.showing import MOVES, Shown, render_run
from riskframe.portfolio.work import Settings
from riskframe.rubric.resolve import Rubric
from tests.portfolio.test_show import good


@pytest.fixture(scope="module")
def lines(models: Path) -> list[str]:
    every = models.read_text(encoding="utf-8").splitlines()
    return [every[row] for row in good(models)][:8]


def ran(rubric: Rubric, lines: list[str], folder: Path, *, pack: bool = False) -> Run:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "models.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    run = Run(folder / "out")
    settings = Settings(rubric, run, pack_only=pack)
    assess_portfolio(read_portfolio(str(folder / "models.jsonl")), settings, one_by_one)
    return run


def named(line: str, name: str) -> str:
    raw = json.loads(line)
    raw["model"]["name"] = name
    return json.dumps(raw)


def test_the_earlier_run_is_checked_as_the_later_one(seger: Rubric, lines: list[str], tmp_path: Path) -> None:
    now, packed = ran(seger, lines, tmp_path / "now"), ran(seger, lines, tmp_path / "packed", pack=True)
    with pytest.raises(InvalidInput, match="holds no assessed portfolio"):
        drift(packed, now, seger)
    with pytest.raises(InvalidInput, match="holds no assessed portfolio"):
        drift(Run(tmp_path / "nowhere"), now, seger)
    begun = ran(seger, lines, tmp_path / "begun")
    about = begun.manifest() or {}
    unfinished = {k: v for k, v in about.items() if k not in ("rows", "refused")}
    (begun.folder / "manifest.json").write_text(json.dumps(unfinished), encoding="utf-8")
    with pytest.raises(InvalidInput, match="is not finished"):
        drift(begun, now, seger)
    about["rubric"]["id"] = "another"
    (begun.folder / "manifest.json").write_text(json.dumps(about), encoding="utf-8")
    with pytest.raises(InvalidInput, match="is under another, not under seger-2023"):
        drift(begun, now, seger)


def test_an_id_that_was_another_models_is_no_move(seger: Rubric, lines: list[str], tmp_path: Path) -> None:
    before = ran(seger, lines, tmp_path / "before")
    now = ran(seger, [named(lines[0], "Somebody else"), *lines[1:]], tmp_path / "now")
    found = drift(before, now, seger, moves=10)
    rows = look_over(now, seger).rows
    assert (found.renamed, found.same, sum(found.counts.values())) == (1, rows - 1, 0)
    view = Shown(seger, finished_run(now, seger), look_over(now, seger), None, found)
    assert json.loads(render_run(view, "json"))["drift"]["renamed"] == 1
    assert "warning: left out, because their id was another model's: 1" in render_run(view, "text").decode()
    assert "1 ids were another model’s" in render_run(view, "html").decode()
    by_name = drift(before, now, seger, by="model")
    assert (by_name.renamed, by_name.counts["new"], by_name.counts["gone"]) == (0, 1, 1)


def test_a_line_in_between_shifts_every_id(seger: Rubric, lines: list[str], tmp_path: Path) -> None:
    before = ran(seger, lines, tmp_path / "before")
    now = ran(seger, [named(lines[0], "The first"), *lines], tmp_path / "now")
    with pytest.raises(InvalidInput, match="ids mean other models") as caught:
        drift(before, now, seger)
    assert "--by model" in str(caught.value.diagnostics[0].hint)
    assert drift(before, now, seger, by="model").counts == {"new": 1}


def test_the_text_names_the_other_rubric_and_lists_some_moves(seger: Rubric, lines: list[str], tmp_path: Path) -> None:
    run = ran(seger, lines, tmp_path)
    found = drift(run, run, seger)
    view = Shown(seger, finished_run(run, seger), look_over(run, seger), None, found)
    assert "another rubric" not in render_run(view, "text").decode()
    first, second = seger.options[:2]
    found.rubric_before = {**found.rubric_before, "version": "0.9.0", "sha256": "0" * 64}
    found.counts["more_closed"], found.counts["new"] = MOVES + 1_005, 1
    found.moves = [Move(f"m{n:03}", "more_closed", second.id, first.id) for n in range(MOVES + 5)]
    found.moves.append(Move("fresh", "new", None, first.id))
    text = render_run(replace(view, drift=found), "text").decode()
    assert "it used seger-2023 0.9.0, another rubric" in text
    assert text.count(f": {second.title} → {first.title} (more closed)") == MOVES
    assert "and 1,005 more (more closed; html or json lists them)" in text
    assert f"fresh: – → {first.title} (new)" in text
