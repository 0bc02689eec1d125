"""Nothing is read that was not looked over, nothing is dropped, and nothing is removed that a run did not write."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.dataset as ds
import pyarrow.parquet as pq
import pytest

from riskframe import load_rubric
from riskframe.cli.portfolios import assess_many
from riskframe.cli.usage import WrongUsage
from riskframe.diagnostics import InvalidInput
from riskframe.gate.codes import ExitCode
from riskframe.portfolio.assessing import Total, assess_portfolio, in_processes, one_by_one
from riskframe.portfolio.codes import WrongTable
from riskframe.portfolio.judge import Judge
from riskframe.portfolio.shards import Run, read_portfolio
from riskframe.portfolio.synthetic import profiles
from riskframe.portfolio.work import Settings
from riskframe.rubric.resolve import Rubric

EXAMPLES = Path(__file__).parents[2] / "examples"


def lines(rubric: Rubric, number: int, seed: int = 9) -> str:
    return "".join(line + "\n" for line in profiles(rubric, number, seed=seed))


@pytest.fixture
def source(seger: Rubric, tmp_path: Path) -> Path:
    path = tmp_path / "models.jsonl"
    path.write_text(lines(seger, 12), encoding="utf-8")
    return path


def run(path: Path, rubric: Rubric, folder: Path, rows: int = 4, **how: Any) -> Total:
    restart = how.pop("restart", False)
    portfolio = read_portfolio(str(path), rows=rows)
    return assess_portfolio(portfolio, Settings(rubric, Run(folder), **how), one_by_one, restart=restart)


def refused(folder: Path) -> dict[str, str]:
    parts = sorted((folder / "refused").glob("*.jsonl"))
    found = [json.loads(line) for part in parts for line in part.read_text(encoding="utf-8").splitlines()]
    return {row["id"]: row["message"] for row in found}


# -- the organisation's changes


@pytest.mark.parametrize(
    ("setting", "message"),
    [
        ('overrides = "limits.yaml"', "takes a rubric as it stands, and overrides are set"),
        ('crosswalk = "none"', "takes the bundled crosswalk, and another is set"),
    ],
)
def test_settings_are_not_left_out_silently(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, setting: str, message: str
) -> None:
    (tmp_path / "riskframe.toml").write_text(setting + "\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(WrongUsage, match=message):
        assess_many(str(source), "out", None, shares=False, jobs=1, scheduler=None, rows=10, restart=False, pack=False)
    assert not (tmp_path / "out").exists()


def test_nothing_assessed_is_no_success(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)

    def code(content: str, output: str) -> ExitCode:
        (tmp_path / "m.jsonl").write_text(content, encoding="utf-8")
        return assess_many(
            "m.jsonl", output, None, shares=False, jobs=1, scheduler=None, rows=10, restart=False, pack=False
        )

    assert code("{}\n{}\n", "a") is ExitCode.INVALID
    assert code("{}\n" + lines(load_rubric("seger-2023"), 1), "b") is ExitCode.OK
    assert code("", "c") is ExitCode.OK


def test_a_worker_of_another_version_refuses(source: Path, seger: Rubric, tmp_path: Path) -> None:
    settings = Settings(seger, Run(tmp_path / "out"), version="0.0.1")
    with pytest.raises(InvalidInput, match=r"was begun by riskframe 0\.0\.1, this process has"):
        assess_portfolio(read_portfolio(str(source)), settings, one_by_one)


# -- the input


def rewritten(path: Path) -> None:
    path.write_bytes(path.read_bytes().replace(b"model", b"modem", 1))


def shortened(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-400])


@pytest.mark.parametrize("change", [rewritten, shortened])
def test_lines_that_changed_since_they_were_looked_over(
    source: Path, seger: Rubric, tmp_path: Path, change: Callable[[Path], None]
) -> None:
    portfolio = read_portfolio(str(source), rows=4)
    change(source)
    with pytest.raises(InvalidInput, match="is not what it was when the run began"):
        assess_portfolio(portfolio, Settings(seger, Run(tmp_path / "out")), one_by_one)
    assert not (tmp_path / "out" / "summary.csv").exists()


def test_files_and_tables_that_changed(source: Path, seger: Rubric, tmp_path: Path) -> None:
    folder = tmp_path / "profiles"
    folder.mkdir()
    shutil.copy(EXAMPLES / "gpt-2.yaml", folder)
    portfolio = read_portfolio(str(folder))
    with (folder / "gpt-2.yaml").open("a", encoding="utf-8") as file:
        file.write("# later\n")
    with pytest.raises(InvalidInput, match="is not what it was"):
        assess_portfolio(portfolio, Settings(seger, Run(tmp_path / "a")), one_by_one)
    run(source, seger, tmp_path / "packed", pack_only=True)
    codes = tmp_path / "packed" / "codes" / "part-00000.parquet"
    portfolio = read_portfolio(str(codes))
    shutil.copy(tmp_path / "packed" / "codes" / "part-00001.parquet", codes)
    with pytest.raises(InvalidInput, match="is not what it was"):
        assess_portfolio(portfolio, Settings(seger, Run(tmp_path / "b")), one_by_one)


def test_pieces_know_where_they_lie(source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A process elsewhere has another working folder."""
    monkeypatch.chdir(tmp_path)
    assert {piece.path for piece in read_portfolio("models.jsonl").pieces} == {str(source)}


def test_a_folder_drops_nothing(seger: Rubric, tmp_path: Path) -> None:
    folder = tmp_path / "profiles"
    (folder / "inside").mkdir(parents=True)
    (tmp_path / "elsewhere").mkdir()
    text = (EXAMPLES / "gpt-2.yaml").read_bytes()
    (folder / "UPPER.YAML").write_bytes(text)
    (folder / "inside" / "plain.yml").write_bytes(text)
    (folder / ".hidden.yaml").write_bytes(text)
    (folder / "dangling.yaml").symlink_to(folder / "nowhere")
    (folder / "linked").symlink_to(tmp_path / "elsewhere")
    total = run(folder, seger, tmp_path / "out")
    assert (total.rows, total.refused) == (2, 2)
    assert set(refused(tmp_path / "out")) == {"dangling.yaml", "linked"}
    assert "not followed" in refused(tmp_path / "out")["linked"]


def test_a_name_that_is_no_text(seger: Rubric, tmp_path: Path) -> None:
    folder = tmp_path / "profiles"
    folder.mkdir()
    name = os.fsencode(folder) + b"/m\xff.yaml"
    try:
        Path(os.fsdecode(name)).write_text("riskframe: 2\n", encoding="utf-8")
    except OSError:
        pytest.skip("this file system takes no such name")
    assert run(folder, seger, tmp_path / "out").refused == 1
    assert list(refused(tmp_path / "out")) == ["m\N{REPLACEMENT CHARACTER}.yaml"]


def test_kinds_are_not_mixed(source: Path, seger: Rubric, tmp_path: Path) -> None:
    run(source, seger, tmp_path / "packed", pack_only=True)
    folder = tmp_path / "packed" / "codes"
    shutil.copy(EXAMPLES / "gpt-2.yaml", folder)
    with pytest.raises(InvalidInput, match=r"holds Parquet and other profiles \(gpt-2.yaml\)"):
        read_portfolio(str(folder))
    with pytest.raises(InvalidInput, match="is the folder of a run"):
        read_portfolio(str(tmp_path / "packed"))
    two = pa.table([["{}"], ["{}"]], names=["profile", "profile"])
    pq.write_table(two, tmp_path / "two.parquet")
    with pytest.raises(InvalidInput, match="has not one column `profile`"):
        read_portfolio(str(tmp_path / "two.parquet"))


def test_a_damaged_page_is_said(source: Path, seger: Rubric, tmp_path: Path) -> None:
    run(source, seger, tmp_path / "packed", pack_only=True)
    codes = tmp_path / "packed" / "codes" / "part-00000.parquet"
    rows = tmp_path / "rows.parquet"
    pq.write_table(pa.table({"profile": source.read_text(encoding="utf-8").splitlines()}), rows)
    for path in (codes, rows):
        content = bytearray(path.read_bytes())
        content[4:200] = bytes(196)
        path.write_bytes(content)
        with pytest.raises(InvalidInput, match="cannot be read"):
            run(path, seger, tmp_path / f"of-{path.stem}")


def test_what_differs_is_named_as_it_was_asked(source: Path, seger: Rubric, tmp_path: Path) -> None:
    run(source, seger, tmp_path / "out")
    with pytest.raises(InvalidInput, match="a run over something else: --rows differ"):
        run(source, seger, tmp_path / "out", rows=5)
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(InvalidInput, match="is no folder"):
        run(source, seger, tmp_path / "file")


@pytest.mark.parametrize("name", ["severities", "id"])
def test_a_null_is_nothing_that_codes_say(source: Path, seger: Rubric, tmp_path: Path, name: str) -> None:
    run(source, seger, tmp_path / "packed", pack_only=True)
    table = ds.dataset(tmp_path / "packed" / "codes", format="parquet").to_table()
    values = [None, *table.column(name).to_pylist()[1:]]
    at = table.column_names.index(name)
    with pytest.raises(WrongTable, match=f"column {name} lacks 1 values"):
        Judge(seger)(table.set_column(at, name, pa.array(values, pa.string())))


# -- the folder of a run


def snapshot(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def test_a_part_that_is_lost_or_altered_is_made_again(source: Path, seger: Rubric, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run(source, seger, out)
    whole = snapshot(out)
    (out / "verdicts" / "part-00000.parquet").unlink()
    shutil.copy(out / "verdicts" / "part-00002.parquet", out / "verdicts" / "part-00001.parquet")
    (out / "done" / "part-00002.json").write_text("{}", encoding="utf-8")
    assert run(source, seger, out).fresh == 3
    assert snapshot(out) == whole
    assert run(source, seger, out).fresh == 0


def test_restart_removes_what_a_run_wrote_and_nothing_else(source: Path, seger: Rubric, tmp_path: Path) -> None:
    mine = tmp_path / "mine"
    (mine / "codes").mkdir(parents=True)
    (mine / "codes" / "thesis.txt").write_text("years of work", encoding="utf-8")
    (mine / "summary.csv").write_text("mine", encoding="utf-8")
    before = snapshot(mine)
    with pytest.raises(InvalidInput, match="is not empty and holds no run"):
        run(source, seger, mine, restart=True)
    (mine / "manifest.json").write_text('{"version": 3}', encoding="utf-8")  # of somebody else's program
    with pytest.raises(InvalidInput):
        run(source, seger, mine, restart=True)
    (mine / "manifest.json").unlink()
    assert snapshot(mine) == before


def test_restart_leaves_what_lies_among_the_parts(source: Path, seger: Rubric, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run(source, seger, out)
    (out / "codes" / "thesis.txt").write_text("years of work", encoding="utf-8")
    assert run(source, seger, out, rows=6, restart=True).fresh == 2
    assert (out / "codes" / "thesis.txt").read_text(encoding="utf-8") == "years of work"
    assert len(list((out / "verdicts").iterdir())) == 2


def test_restart_keeps_a_run_until_the_new_one_can_begin(source: Path, seger: Rubric, tmp_path: Path) -> None:
    packed, out = tmp_path / "packed", tmp_path / "out"
    run(source, seger, packed, pack_only=True)
    run(source, seger, out)
    before = snapshot(tmp_path)
    shorn = tmp_path / "shorn.parquet"
    pq.write_table(pq.read_table(packed / "codes" / "part-00000.parquet").replace_schema_metadata(None), shorn)
    portfolio = read_portfolio(str(packed / "codes"))
    pieces = tuple(replace(piece, path=str(shorn)) for piece in portfolio.pieces)
    with pytest.raises(WrongTable, match="holds no codes"):
        assess_portfolio(replace(portfolio, pieces=pieces), Settings(seger, Run(out)), one_by_one, restart=True)
    shorn.unlink()
    with pytest.raises(InvalidInput, match="lie in each other"):
        run(packed / "codes", seger, packed, restart=True)
    with pytest.raises(InvalidInput, match="lie in each other"):
        run(packed / "codes", seger, packed / "codes" / "out")
    assert snapshot(tmp_path) == before


def test_what_a_killed_process_left_of_a_manifest_is_no_run(source: Path, seger: Rubric, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / ".manifest.json.0a1b2c3d.tmp").write_text("{", encoding="utf-8")
    assert run(source, seger, out).rows == 12


# -- processes


def test_an_interrupted_pool_begins_nothing_more(source: Path, seger: Rubric, tmp_path: Path) -> None:
    settings = Settings(seger, Run(tmp_path / "out"))
    pieces = read_portfolio(str(source), rows=1).pieces
    assert len(pieces) == 12
    doing = in_processes(2)(pieces, settings)
    next(doing)
    doing.close()  # type: ignore[attr-defined]
    assert 1 <= len(list((tmp_path / "out" / "done").glob("*.json"))) < 12


def test_a_pool_that_is_killed_again_and_again(
    source: Path, seger: Rubric, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started = []

    class Killed:
        def __init__(self, *_: Any, **__: Any) -> None:
            started.append(self)

        def submit(self, *_: Any) -> Future[Any]:
            future: Future[Any] = Future()
            future.set_exception(BrokenProcessPool("killed"))
            return future

        def shutdown(self, **_: Any) -> None:
            pass

    monkeypatch.setattr("concurrent.futures.ProcessPoolExecutor", Killed)
    portfolio = read_portfolio(str(source), rows=4)
    with pytest.raises(InvalidInput, match="processes were killed 3 times before any finished a piece"):
        assess_portfolio(portfolio, Settings(seger, Run(tmp_path / "out")), in_processes(2))
    assert len(started) == 3


@pytest.mark.parametrize("address", ["nonsense", "foo://x"])
def test_no_scheduler_answers(source: Path, tmp_path: Path, address: str) -> None:
    """In a process of its own: a client that fails leaves a loop behind that others in the process would stumble on."""
    pytest.importorskip("distributed")
    command = [sys.executable, "-m", "riskframe", "portfolio", "run", str(source), "-o", "out", "--scheduler", address]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == ExitCode.INVALID
    assert f"no scheduler answers at {address}" in done.stderr
    assert "Traceback" not in done.stderr
