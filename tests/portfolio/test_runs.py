"""Runs over a portfolio: nothing is dropped, the same however it is cut, resumed after a kill, refused for another rubric."""

from __future__ import annotations

import csv
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pyarrow.dataset as ds
import pyarrow.parquet as pq
import pytest

from riskframe import assess, load_rubric
from riskframe.diagnostics import InvalidInput
from riskframe.loading.source import Source
from riskframe.portfolio.assessing import assess_portfolio, in_processes, on_cluster, one_by_one
from riskframe.portfolio.codes import WrongTable
from riskframe.portfolio.judge import Judge
from riskframe.portfolio.reading import read_row
from riskframe.portfolio.shards import Piece, Run, read_portfolio
from riskframe.portfolio.synthetic import profiles
from riskframe.portfolio.work import Done, Settings
from riskframe.rubric.resolve import Rubric

COUNT, WRONG = 120, 0.1


@pytest.fixture(scope="module")
def rubric() -> Rubric:
    return load_rubric("seger-2023")


@pytest.fixture(scope="module")
def source(rubric: Rubric, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("portfolio") / "models.jsonl"
    path.write_text("".join(line + "\n" for line in profiles(rubric, COUNT, seed=3, wrong=WRONG)), encoding="utf-8")
    return path


def verdicts(folder: Path) -> dict[int, tuple[object, ...]]:
    table = ds.dataset(folder / "verdicts", format="parquet").to_table()
    rows = table.select(["row", "start", "aim", "verdict", "held_by", "binding_steps"]).to_pylist()
    assert len(rows) == len({r["row"] for r in rows}), "a row stands twice"
    return {
        r["row"]: (r["start"], r["aim"], r["verdict"], tuple(r["held_by"]), tuple(r["binding_steps"])) for r in rows
    }


def refused(folder: Path) -> dict[int, dict[str, str]]:
    with (folder / "refused.csv").open(encoding="utf-8-sig", newline="") as lines:
        return {int(row["row"]): row for row in csv.DictReader(lines)}


def test_every_row_is_decided_as_alone_or_refused_with_a_reason(rubric: Rubric, source: Path, tmp_path: Path) -> None:
    total = assess_portfolio(read_portfolio(str(source), rows=50), Settings(rubric, Run(tmp_path / "out")), one_by_one)
    good, bad = verdicts(tmp_path / "out"), refused(tmp_path / "out")
    assert set(good) | set(bad) == set(range(COUNT))
    assert not set(good) & set(bad)
    assert (total.rows, total.refused, total.pieces) == (len(good), len(bad), 3)
    assert len(bad) >= 5
    assert all(row["code"].startswith("E") and row["message"] for row in bad.values())
    lines = source.read_text(encoding="utf-8").splitlines()
    for row, (start, aim, verdict, held, _) in good.items():
        one = assess(read_row(Source("row.json", lines[row])), rubric)
        assert (start, aim, verdict) == (one.start, one.aim, one.verdict)
        assert held or start == rubric.options[-1].id
    for row in bad:
        with pytest.raises(InvalidInput):
            assess(read_row(Source("row.json", lines[row])), rubric)


@pytest.mark.parametrize("rows", [7, 1000])
def test_it_does_not_matter_how_it_is_cut_or_packed(rubric: Rubric, source: Path, tmp_path: Path, rows: int) -> None:
    whole, packed, again = (tmp_path / name for name in ("whole", "packed", "again"))
    assess_portfolio(read_portfolio(str(source), rows=50), Settings(rubric, Run(whole), shares=True), one_by_one)
    assess_portfolio(read_portfolio(str(source), rows=rows), Settings(rubric, Run(packed), pack_only=True), one_by_one)
    codes = read_portfolio(str(packed / "codes"), rows=rows)
    assess_portfolio(codes, Settings(rubric, Run(again), shares=True), one_by_one)
    tables = [ds.dataset(folder / "verdicts", format="parquet").to_table().sort_by("row") for folder in (whole, again)]
    assert tables[0].equals(tables[1])


def test_a_folder_of_files_and_a_column_read_alike(rubric: Rubric, source: Path, tmp_path: Path) -> None:
    import pyarrow as pa

    lines = source.read_text(encoding="utf-8").splitlines()[:30]
    folder, column = tmp_path / "files", tmp_path / "models.parquet"
    folder.mkdir()
    for number, line in enumerate(lines):
        (folder / f"{number:03d}.json").write_text(line, encoding="utf-8")
    pq.write_table(pa.table({"profile": lines, "id": [f"m{i}" for i in range(len(lines))]}), column, row_group_size=8)
    outs = []
    for name in (folder, column):
        out = tmp_path / f"out-{name.name}"
        assess_portfolio(read_portfolio(str(name), rows=16), Settings(rubric, Run(out)), one_by_one)
        outs.append((verdicts(out), {row: (f["code"], f["message"]) for row, f in refused(out).items()}))
    assert outs[0] == outs[1]


def test_codes_of_another_rubric_are_refused(rubric: Rubric, source: Path, tmp_path: Path) -> None:
    assess_portfolio(read_portfolio(str(source)), Settings(rubric, Run(tmp_path), pack_only=True), one_by_one)
    table = pq.read_table(tmp_path / "codes" / "part-00000.parquet")
    with pytest.raises(WrongTable, match="pack the profiles again"):
        Judge(replace(rubric, digest="0" * 64))(table)
    with pytest.raises(WrongTable, match="no codes"):
        Judge(rubric)(table.replace_schema_metadata(None))
    with pytest.raises(WrongTable, match=r"column rating\.context\.run_ease is missing"):
        Judge(rubric)(table.drop_columns(["rating.context.run_ease"]))
    import pyarrow as pa

    at = table.column_names.index("rating.context.run_ease")
    wild = pa.array([60_000] * table.num_rows, pa.uint16())
    with pytest.raises(WrongTable, match=r"row 0, column rating\.context\.run_ease: 60000 is no code of it"):
        Judge(rubric)(table.set_column(at, table.schema.field(at), wild))


def test_a_second_run_does_only_what_is_missing(rubric: Rubric, source: Path, tmp_path: Path) -> None:
    portfolio, settings = read_portfolio(str(source), rows=30), Settings(rubric, Run(tmp_path / "out"))

    def interrupted(pieces: Sequence[Piece], given: Settings) -> Iterator[Done]:
        for number, done in enumerate(one_by_one(pieces, given)):
            yield done
            if number == 1:
                raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        assess_portfolio(portfolio, settings, interrupted)
    assert not (tmp_path / "out" / "summary.csv").exists()
    left = tmp_path / "out" / "verdicts" / ".part-00003.parquet.99.tmp"
    left.write_bytes(b"half")
    total = assess_portfolio(portfolio, settings, one_by_one)
    assert (total.fresh, total.pieces) == (2, 4)
    assert not left.exists()
    assess_portfolio(portfolio, Settings(rubric, Run(tmp_path / "fresh")), one_by_one)
    assert verdicts(tmp_path / "out") == verdicts(tmp_path / "fresh")
    assert assess_portfolio(portfolio, settings, one_by_one).fresh == 0


def test_a_folder_that_holds_something_else_is_left_alone(rubric: Rubric, source: Path, tmp_path: Path) -> None:
    settings = Settings(rubric, Run(tmp_path / "out"))
    assess_portfolio(read_portfolio(str(source)), settings, one_by_one)
    with source.open(encoding="utf-8") as lines:
        (tmp_path / "other.jsonl").write_text("".join(list(lines)[:5]), encoding="utf-8")
    other = read_portfolio(str(tmp_path / "other.jsonl"))
    with pytest.raises(InvalidInput, match="holds a run over something else"):
        assess_portfolio(other, settings, one_by_one)
    assert assess_portfolio(other, settings, one_by_one, restart=True).rows == 5 - len(refused(tmp_path / "out"))
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.txt").write_text("years of work", encoding="utf-8")
    with pytest.raises(InvalidInput, match="not empty"):
        assess_portfolio(other, Settings(rubric, Run(tmp_path / "mine")), one_by_one)


def test_two_processes_give_what_one_gives(rubric: Rubric, source: Path, tmp_path: Path) -> None:
    portfolio = read_portfolio(str(source), rows=40)
    assess_portfolio(portfolio, Settings(rubric, Run(tmp_path / "one")), one_by_one)
    assess_portfolio(portfolio, Settings(rubric, Run(tmp_path / "two")), in_processes(2))
    for part in (tmp_path / "one" / "verdicts").iterdir():
        assert part.read_bytes() == (tmp_path / "two" / "verdicts" / part.name).read_bytes()


def test_a_killed_run_is_continued(rubric: Rubric, source: Path, tmp_path: Path) -> None:
    """SIGKILL in the middle; the same command again; every row once, as in a run that nobody killed."""
    out = tmp_path / "out"
    command = [
        sys.executable, "-m", "riskframe", "portfolio", str(source), "-o", str(out), "--jobs", "1", "--rows", "10",
    ]  # fmt: skip
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        deadline = time.monotonic() + 60
        while len(list((out / "done").glob("*.json"))) < 3 and time.monotonic() < deadline and process.poll() is None:
            time.sleep(0.005)
        os.kill(process.pid, signal.SIGKILL)
    done = len(list((out / "done").glob("*.json")))
    assert 0 < done < 12
    second = subprocess.run(command, capture_output=True, text=True, check=True)
    assert f"{done} of 12 pieces were there already" in second.stderr
    assess_portfolio(read_portfolio(str(source), rows=10), Settings(rubric, Run(tmp_path / "whole")), one_by_one)
    assert verdicts(out) == verdicts(tmp_path / "whole")


def test_killed_workers_of_a_cluster_lose_nothing(rubric: Rubric, source: Path, tmp_path: Path) -> None:
    """Two Dask workers, one killed mid-run and then another: every row once, decided as in one process."""
    distributed = pytest.importorskip("distributed")
    portfolio = read_portfolio(str(source), rows=5)
    with distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster:
        killed: list[int] = []

        def seen(done: int, _: int) -> None:
            if done in (3, 9) and len(killed) < 2:
                pid = next(w.pid for w in cluster.workers.values() if w.pid not in killed)
                killed.append(pid)
                os.kill(pid, signal.SIGKILL)

        doing = on_cluster(cluster.scheduler_address, 2)
        total = assess_portfolio(portfolio, Settings(rubric, Run(tmp_path / "out")), doing, seen=seen)
    assert len(killed) == 2
    assert total.rows + total.refused == COUNT
    assess_portfolio(portfolio, Settings(rubric, Run(tmp_path / "one")), one_by_one)
    assert verdicts(tmp_path / "out") == verdicts(tmp_path / "one")


def test_what_begins_like_a_formula_is_no_formula(rubric: Rubric, tmp_path: Path) -> None:
    path = tmp_path / "models.jsonl"
    path.write_text(json.dumps({"riskframe": 1, "model": {"name": "x"}, "=cmd()": 1}) + "\n", encoding="utf-8")
    assess_portfolio(read_portfolio(str(path)), Settings(rubric, Run(tmp_path / "out")), one_by_one)
    cells = [cell for row in refused(tmp_path / "out").values() for cell in row.values()]
    assert cells
    assert not any(cell.startswith(("=", "+", "@", "-")) for cell in cells)
