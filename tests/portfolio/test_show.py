"""Views of a finished run: counts against the rows, levers against one profile at a time, drift, page and sheet."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

import pyarrow.dataset as ds
import pytest

from riskframe import assess
from riskframe.assessment import Assessment
from riskframe.diagnostics import InvalidInput
from riskframe.engine.bind import bind
from riskframe.engine.compile import compile_rubric
from riskframe.engine.evaluate import evaluate
from riskframe.loading.source import Source
from riskframe.portfolio.assessing import assess_portfolio, one_by_one
from riskframe.portfolio.drift import drift
from riskframe.portfolio.leverage import Levers, levers
from riskframe.portfolio.overview import finished_run, look_over
from riskframe.portfolio.reading import read_row
from riskframe.portfolio.shards import Run, read_portfolio
from riskframe.portfolio.showing import Shown, render_run
from riskframe.portfolio.work import Settings
from riskframe.profile import Profile
from riskframe.rubric.resolve import Rubric
from riskframe.sensitivity.rubric_steps import rubric_sensitivity
from tests.report.browser import axe, running


def good(models: Path) -> dict[int, Profile]:
    found = {}
    for row, line in enumerate(models.read_text(encoding="utf-8").splitlines()):
        try:
            found[row] = read_row(Source("row.json", line))
        except InvalidInput:
            continue
    return found


def alone(models: Path, rubric: Rubric) -> dict[int, Assessment]:
    found = {}
    for row, profile in good(models).items():
        try:
            found[row] = assess(profile, rubric)
        except InvalidInput:
            continue
    return found


@pytest.fixture(scope="module")
def tried(seger: Rubric, assessed: Path) -> Levers:
    return levers(seger, assessed / "codes", of=look_over(Run(assessed), seger).rows)


def test_counts_are_those_of_the_rows(seger: Rubric, models: Path, assessed: Path) -> None:
    found = look_over(Run(assessed), seger, lines=10)
    one = alone(models, seger)
    assert found.rows == len(one)
    assert found.rows + found.refused == 24
    assert sum(found.faults.values()) == found.refused > 0
    assert found.starts == Counter(a.start for a in one.values())
    assert sum(found.verdicts.values()) == found.rows
    table = ds.dataset(assessed / "verdicts", format="parquet").to_table().to_pylist()
    assert found.holders == Counter(h for row in table for h in row["held_by"])
    assert found.alone == Counter(row["held_by"][0] for row in table if len(row["held_by"]) == 1)
    assert found.steps == Counter(s for row in table for s in row["binding_steps"])
    assert 0 < len(found.lines) <= 10
    assert {line.start for line in found.lines} == set(found.starts)


def test_changes_of_the_rubric_are_those_of_one_profile_at_a_time(seger: Rubric, models: Path, assessed: Path) -> None:
    place, expected = seger.option_place, Counter[tuple[str, bool]]()
    compiled, rows = compile_rubric(seger), list(alone(models, seger))[::4]  # one at a time is slow
    profiles = good(models)
    for row in rows:
        found = evaluate(bind(profiles[row], compiled))
        base = str(assess(profiles[row], seger).start)
        for step in rubric_sensitivity(found).moved:
            if "share of" not in step.what and step.start != base:
                expected[f"{step.what}: {step.was} -> {step.to}", place[step.start] > place[base]] += 1
    assert expected
    tried = levers(seger, assessed / "codes", of=4 * len(rows), rows=len(rows))
    assert tried.plain == tried.rows == len(rows)
    given = {(c.name, up): n for c in tried.changes for up, n in ((True, c.more_open), (False, c.more_closed)) if n}
    assert given == expected


def test_an_evaluation_that_turns_out_well_is_a_profile_that_says_so(
    seger: Rubric, models: Path, assessed: Path, tried: Levers
) -> None:
    """Every rating of the group `context` that is uncertain, rewritten in the profile and assessed alone."""
    place, moved, opened = seger.option_place, Counter[str](), Counter[str]()
    for profile in list(good(models).values())[::2]:
        raw = profile.model_dump(mode="json", exclude_unset=True)
        for name, entry in raw.get("context", {}).items():
            if "lo" not in entry or entry["lo"] == entry["hi"]:
                continue
            path = f"context.{name}"
            end = entry["lo"] if seger.ratings[path].polarity.value == "risk" else entry["hi"]
            better = json.loads(json.dumps(raw))
            better["context"][name] |= {"lo": end, "best": end, "hi": end}
            before, after = (str(assess(Profile.model_validate(r), seger).start) for r in (raw, better))
            opened[path] += 1
            moved[path] += place[after] > place[before]
            assert place[after] >= place[before]
    assert opened
    given = {lever.name: lever for lever in tried.evaluations}
    for path, rows in moved.items():
        # Unknown ones, and the other rows, count there besides.
        assert (given[path].more_open if path in given else 0) >= rows
    assert all(lever.more_closed == 0 for lever in tried.evaluations)


def test_fewer_rows_are_evenly_spaced(seger: Rubric, assessed: Path) -> None:
    found = levers(seger, assessed / "codes", of=look_over(Run(assessed), seger).rows, rows=8)
    assert 4 < found.rows <= 8 < found.of


def test_drift(seger: Rubric, models: Path, assessed: Path, tmp_path: Path) -> None:
    lines = models.read_text(encoding="utf-8").splitlines()
    rows = sorted(alone(models, seger))
    raw = {row: json.loads(lines[row]) for row in rows}
    before = {row: a.start for row, a in alone(models, seger).items()}
    down = next(row for row in rows if before[row] != seger.options[0].id)
    raw[down] = {
        k: v for k, v in raw[down].items() if k not in ("capabilities", "ratings", "context", "evidence", "benefits")
    }
    del raw[rows[1]]["assessment"]
    later = tmp_path / "models.jsonl"
    kept = [json.dumps(raw[row]) if row in raw else lines[row] for row in range(len(lines) - 1)]
    later.write_text(
        "\n".join([*kept, "", lines[rows[2]].replace('"name":"', '"name":"another-', 1)]) + "\n", encoding="utf-8"
    )
    now = tmp_path / "out"
    assess_portfolio(read_portfolio(str(later)), Settings(seger, Run(now)), one_by_one)
    found = drift(Run(assessed), Run(now), seger, moves=10)
    last_row = {len(lines) - 1} & set(rows)
    assert found.counts == Counter(
        {"more_closed": 1, "newly_refused": 1, "new": 1, **({"gone": 1} if last_row else {})}
    )
    assert found.same == len(rows) - 2 - len(last_row)
    assert [m.id for m in found.moves if m.kind == "more_closed"] == [f"models.jsonl:{down + 1}"]
    by_model = drift(Run(assessed), Run(now), seger, by="model")
    assert by_model.counts["more_closed"] == 1
    assert by_model.counts["gone"] == 1 + len(last_row)  # a refused row has no name
    elsewhere = tmp_path / "others.jsonl"
    elsewhere.write_text(lines[rows[0]] + "\n", encoding="utf-8")
    assess_portfolio(read_portfolio(str(elsewhere)), Settings(seger, Run(tmp_path / "o2")), one_by_one)
    with pytest.raises(InvalidInput, match="no model in common"):
        drift(Run(assessed), Run(tmp_path / "o2"), seger)
    assert drift(Run(assessed), Run(tmp_path / "o2"), seger, by="model").same == 1


def test_what_is_no_finished_run_is_refused(seger: Rubric, assessed: Path, tmp_path: Path) -> None:
    from dataclasses import replace

    with pytest.raises(InvalidInput, match="holds no assessed portfolio"):
        finished_run(Run(tmp_path), seger)
    with pytest.raises(InvalidInput, match="the rubric at hand is"):
        finished_run(Run(assessed), replace(seger, digest="0" * 64))
    manifest = json.loads((assessed / "manifest.json").read_text(encoding="utf-8"))
    del manifest["rows"]
    (tmp_path / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    with pytest.raises(InvalidInput, match="is not finished"):
        finished_run(Run(tmp_path), seger)


def shown(rubric: Rubric, folder: Path, tried: Levers | None = None) -> Shown:
    run = Run(folder)
    changed = drift(run, run, rubric, moves=3)
    return Shown(rubric, finished_run(run, rubric), look_over(run, rubric, lines=30), tried, changed)


def test_text_json_and_page_say_the_same(seger: Rubric, assessed: Path, tried: Levers) -> None:
    view = shown(seger, assessed, tried)
    data = json.loads(render_run(view, "json"))
    text, page = render_run(view, "text").decode(), render_run(view, "html").decode()
    for option in data["options"]:
        assert option["title"] in text
        assert option["title"] in page
    assert f"{data['assessed']:,} assessed, {data['refused']:,} refused" in text
    assert tried.evaluations[0].what in text
    assert render_run(shown(seger, assessed, tried), "html") == page.encode()
    assert page.count("<tr data-start=") == len(data["models"])
    assert "http" not in re.sub(r'<meta http-equiv="Content-Security-Policy"', "", page)


def test_names_of_models_are_text_on_the_page(seger: Rubric, models: Path, tmp_path: Path) -> None:
    raw = json.loads(models.read_text(encoding="utf-8").splitlines()[min(good(models))])
    raw["model"] |= {"name": "</script><img src=x onerror=alert(1)>", "developer": '"><b>'}
    path = tmp_path / "models.jsonl"
    path.write_text(json.dumps(raw) + "\n", encoding="utf-8")
    assess_portfolio(read_portfolio(str(path)), Settings(seger, Run(tmp_path / "out")), one_by_one)
    page = render_run(shown(seger, tmp_path / "out"), "html").decode()
    assert "<img" not in page
    assert "&lt;img src=x" in page


def test_no_name_can_reorder_what_stands_beside_it(seger: Rubric, models: Path, tmp_path: Path) -> None:
    raw = json.loads(models.read_text(encoding="utf-8").splitlines()[min(good(models))])
    raw["model"] |= {"name": "left\u202eright", "developer": "Other\u202e"}
    path = tmp_path / "models.jsonl"
    path.write_text(json.dumps(raw) + "\n", encoding="utf-8")
    assess_portfolio(read_portfolio(str(path)), Settings(seger, Run(tmp_path / "out")), one_by_one)
    view = shown(seger, tmp_path / "out")
    page = render_run(view, "html").decode()
    for name in (view.overview.lines[0].model, view.overview.lines[0].developer, "models.jsonl:1", "models.jsonl"):
        assert f"<bdi>{name}</bdi>" in page
    assert "\u202e" in view.overview.lines[0].developer


@pytest.mark.pdf
def test_the_sheet_is_one_page(seger: Rubric, assessed: Path, tried: Levers) -> None:
    import pypdfium2

    made = render_run(shown(seger, assessed, tried), "pdf")
    paper = pypdfium2.PdfDocument(made)
    assert len(paper) == 1
    printed = " ".join(paper[0].get_textpage().get_text_range().split())
    looked = shown(seger, assessed, tried).overview
    number = sum(n for (_, verdict), n in looked.verdicts.items() if verdict == "insufficient_evidence")
    assert number
    assert f"insufficient evidence {number}," in printed
    assert render_run(shown(seger, assessed, tried), "pdf") == made


@pytest.mark.browser
def test_the_page_in_a_browser(seger: Rubric, assessed: Path, tried: Levers, tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_bytes(render_run(shown(seger, assessed, tried), "html"))
    with running() as tab:
        for dark in (False, True):
            tab.show(path, dark=dark)
            assert tab.errors == []
            assert tab.asked == [path.as_uri()]
            tab.run(axe())
            found = tab.run("axe.run(document, {resultTypes: ['violations']}).then(r => r.violations.map(v => v.id))")
            assert found == []
        count = "Array.from(document.querySelectorAll('#models tbody tr')).filter(r => !r.hidden).length"
        every = tab.run(count)
        first = tab.run("document.querySelector('#models tbody tr').dataset.start")
        tab.run(
            "var s = document.querySelector('#filters select'); "
            f"s.value = '{first}'; s.dispatchEvent(new Event('input'))"
        )
        assert 0 < tab.run(count) < every
        tab.show(path, scripts=False)
        assert tab.run(count) == every
