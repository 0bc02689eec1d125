"""Edges of runs: malformed rows, raised severities, spreads by hand, empty inputs, wide row groups, broken columns."""

from __future__ import annotations

import csv
import json
import pickle
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.dataset as ds
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskframe import assess
from riskframe.cli.portfolios import _needs
from riskframe.cli.usage import WrongUsage
from riskframe.diagnostics import Diagnostic
from riskframe.engine.compile import compile_rubric
from riskframe.loading.atomic import CannotWrite
from riskframe.loading.source import Source
from riskframe.portfolio.assessing import Total, assess_portfolio, one_by_one
from riskframe.portfolio.codes import WrongTable
from riskframe.portfolio.judge import Judge
from riskframe.portfolio.reading import read_row
from riskframe.portfolio.shards import Run, read_portfolio
from riskframe.portfolio.synthetic import profiles
from riskframe.portfolio.work import Settings
from riskframe.rubric.resolve import Rubric
from riskframe.sensitivity.shares import BOUNDS
from tests.strategies import POOL
from tests.strategies import rubric as drawn_rubric


def run(path: Path, rubric: Rubric, folder: Path, rows: int = 50_000, **how: Any) -> Total:
    return assess_portfolio(read_portfolio(str(path), rows=rows), Settings(rubric, Run(folder), **how), one_by_one)


def verdicts(folder: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = ds.dataset(folder / "verdicts", format="parquet").to_table().to_pylist()
    return found


def refusals(folder: Path) -> list[dict[str, str]]:
    with (folder / "refused.csv").open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


def good_rows(rubric: Rubric, count: int, seed: int = 2) -> list[str]:
    return list(profiles(rubric, count, seed=seed))


def test_one_malformed_row_in_a_hundred_is_told_and_the_others_do_not_notice(seger: Rubric, tmp_path: Path) -> None:
    lines = good_rows(seger, 100)
    whole, spoilt = tmp_path / "whole.jsonl", tmp_path / "spoilt.jsonl"
    whole.write_text("\n".join(lines) + "\n", encoding="utf-8")
    raw = json.loads(lines[41])
    raw["assessment"]["valid_months"] = "six"
    spoilt.write_text("\n".join([*lines[:41], json.dumps(raw), *lines[42:]]) + "\n", encoding="utf-8")
    run(whole, seger, tmp_path / "a")
    total = run(spoilt, seger, tmp_path / "b", rows=30)
    (refused,) = refusals(tmp_path / "b")
    assert (refused["row"], refused["id"], refused["faults"]) == ("41", "spoilt.jsonl:42", "1")
    assert refused["field"] == "assessment.valid_months"
    assert "six" in refused["message"]
    assert total.rows == 99
    kept = {r["row"]: {k: v for k, v in r.items() if k != "id"} for r in verdicts(tmp_path / "a")}
    del kept[41]
    assert {r["row"]: {k: v for k, v in r.items() if k != "id"} for r in verdicts(tmp_path / "b")} == kept


def test_raised_severities_and_spreads_by_hand(seger: Rubric, tmp_path: Path) -> None:
    raws = [json.loads(line) for line in good_rows(seger, 12, seed=9)]
    domain = next(d for d, s in seger.vocabulary.domains.items() if s < 5)
    for raw in raws[::2]:
        raw["severities"] = {domain: {"level": 5, "reason": "worse here"}}
    by_hand = 0
    for raw in raws:
        for entry in raw.get("context", {}).values():
            if "lo" in entry and entry["lo"] < entry["hi"]:
                entry["shares"] = {str(entry["lo"]): 0.3, str(entry["hi"]): 0.7}
                by_hand += 1
    assert by_hand
    path = tmp_path / "models.jsonl"
    path.write_text("".join(json.dumps(raw) + "\n" for raw in raws), encoding="utf-8")
    run(path, seger, tmp_path / "out", shares=True)
    found = verdicts(tmp_path / "out")
    assert len(found) == 12
    codes = pq.read_table(tmp_path / "out" / "codes" / "part-00000.parquet")
    assert sum(bool(s) for s in codes.column("severities").to_pylist()) == 6
    assert any(s is not None for s in codes.column(f"share.{next(iter(BOUNDS))}").to_pylist())
    for row in found:
        one = assess(read_row(Source("row.json", json.dumps(raws[row["row"]]))), seger)
        assert (row["start"], row["aim"], row["verdict"]) == (one.start, one.aim, one.verdict)
        for bound in BOUNDS:
            assert sum(row[f"share.{o.id}.{bound}"] for o in seger.options) == pytest.approx(1)
    assert Judge(seger, shares=True)(codes).to_pylist() == found


def test_codes_that_were_kept_without_shares_are_not_asked_for_them(seger: Rubric, assessed: Path) -> None:
    codes = pq.read_table(assessed / "codes" / "part-00000.parquet")
    assert Judge(seger)(codes).equals(pq.read_table(assessed / "verdicts" / "part-00000.parquet"))
    with pytest.raises(WrongTable, match="a run without shares kept its codes"):
        Judge(seger, shares=True)(codes)


def test_nothing_in_nothing_out(seger: Rubric, tmp_path: Path) -> None:
    empty, column = tmp_path / "empty.jsonl", tmp_path / "empty.parquet"
    empty.write_bytes(b"")
    pq.write_table(pa.table({"profile": pa.array([], pa.string())}), column)
    for path in (empty, column):
        total = run(path, seger, tmp_path / f"out-{path.suffix}")
        assert (total.rows, total.refused) == (0, 0)
        assert refusals(tmp_path / f"out-{path.suffix}") == []
    blank = tmp_path / "blank.jsonl"
    blank.write_bytes(b"\n \n\n")
    assert run(blank, seger, tmp_path / "blank").rows == 0


def test_a_row_group_that_is_larger_than_a_piece(seger: Rubric, tmp_path: Path) -> None:
    path = tmp_path / "models.parquet"
    pq.write_table(pa.table({"profile": good_rows(seger, 30)}), path, row_group_size=20)
    portfolio = read_portfolio(str(path), rows=4)
    assert [(p.first, p.start, p.end) for p in portfolio.pieces] == [(0, 0, 1), (20, 1, 2)]
    assert run(path, seger, tmp_path / "out", rows=4).rows == 30
    assert [r["row"] for r in verdicts(tmp_path / "out")] == list(range(30))


def test_a_column_that_is_not_utf_8_costs_its_row_only(seger: Rubric, tmp_path: Path) -> None:
    (line,) = good_rows(seger, 1)
    texts = pa.array([line.encode(), b'{"riskframe": "\xff"}', None], pa.binary()).view(pa.binary())
    strings = pa.Array.from_buffers(pa.string(), 3, texts.buffers())
    path = tmp_path / "models.parquet"
    pq.write_table(pa.table({"profile": strings, "id": pa.array([1, 2, 3])}), path)
    assert run(path, seger, tmp_path / "out").rows == 1
    assert [(r["id"], r["code"]) for r in refusals(tmp_path / "out")] == [("2", "E106"), ("3", "E108")]


def test_a_missing_extra_is_named() -> None:
    with pytest.raises(WrongUsage, match="no_such_module is not installed"):
        _needs("no_such_module", "portfolio")


def test_no_codes_where_they_are_not_wanted(seger: Rubric, models: Path, tmp_path: Path) -> None:
    run(models, seger, tmp_path / "out", keep_codes=False)
    assert not (tmp_path / "out" / "codes").exists()


def test_codes_of_another_rubric_leave_no_trace(seger: Rubric, assessed: Path, tmp_path: Path) -> None:
    with pytest.raises(WrongTable, match="pack the profiles again"):
        run(assessed / "codes", replace(seger, digest="0" * 64), tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_shares_that_hang_together_too_much_are_refused_in_words(
    seger: Rubric, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "models.jsonl"
    path.write_text("\n".join(good_rows(seger, 20)) + "\n", encoding="utf-8")
    run(path, seger, tmp_path / "packed", pack_only=True)
    table = ds.dataset(tmp_path / "packed" / "codes", format="parquet").to_table()
    monkeypatch.setattr("riskframe.portfolio.shares.LARGEST", 1)
    with pytest.raises(WrongTable, match="too many uncertain ratings hang together under seger-2023"):
        Judge(seger, shares=True)(table)
    assert Judge(seger)(table).num_rows == 20


@given(st.integers(0, POOL - 1), st.data())
def test_raised_severities_leave_every_column_what_it_is(seed: int, data: st.DataObject) -> None:
    """Rows of all severities stand in one table, so the program may not read other things, or in another order."""
    rubric = drawn_rubric(seed).rubric
    domains = rubric.vocabulary.domains
    raised = {name: data.draw(st.integers(level, 5), label=name) for name, level in domains.items()}
    assert compile_rubric(rubric, raised).slots == compile_rubric(rubric).slots


def test_what_cannot_be_written_is_said_across_processes() -> None:
    fault = CannotWrite(Diagnostic("E151", "the disk is full"))
    there = pickle.loads(pickle.dumps(fault))  # noqa: S301 - what was written just now
    assert (there.diagnostic, str(there)) == (fault.diagnostic, "the disk is full")
