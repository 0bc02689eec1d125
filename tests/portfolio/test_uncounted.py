"""Rows that bring shares of their own, and one that has too many cases to bring any."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path
from typing import Any

import pyarrow.dataset as ds
import pyarrow.parquet as pq
import pytest

from riskframe.portfolio.assessing import Total, assess_portfolio, one_by_one
from riskframe.portfolio.judge import Judge
from riskframe.portfolio.shards import Run, read_portfolio
from riskframe.portfolio.synthetic import profiles
from riskframe.portfolio.work import Settings
from riskframe.rubric.resolve import Rubric
from riskframe.sensitivity.shares import BOUNDS, all_shares


def run(path: Path, rubric: Rubric, folder: Path) -> Total:
    return assess_portfolio(read_portfolio(str(path)), Settings(rubric, Run(folder), shares=True), one_by_one)


def verdicts(folder: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = ds.dataset(folder / "verdicts", format="parquet").to_table().to_pylist()
    return found


def test_a_row_whose_shares_cannot_be_counted_has_none_and_stops_nothing(
    seger: Rubric, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    raws = [json.loads(line) for line in profiles(seger, 12, seed=9)]
    path = tmp_path / "models.jsonl"
    for entry in (e for raw in raws for e in raw.get("context", {}).values() if "lo" in e and e["lo"] < e["hi"]):
        entry["shares"] = {str(entry["lo"]): 0.3, str(entry["hi"]): 0.7}
    path.write_text("".join(json.dumps(raw) + "\n" for raw in raws), encoding="utf-8")
    run(path, seger, tmp_path / "counted")
    monkeypatch.setattr("riskframe.portfolio.packing.all_shares", partial(all_shares, limit=2))
    total = run(path, seger, tmp_path / "out")
    assert (total.rows, total.refused) == (12, 0)
    columns = [f"share.{o.id}.{bound}" for o in seger.options for bound in BOUNDS]
    table = pq.read_table(tmp_path / "out" / "codes" / "part-00000.parquet")
    brought = {}
    for bound in BOUNDS:
        nothing = [None] * len(seger.options)
        brought[bound] = [row for row, v in enumerate(table.column(f"share.{bound}").to_pylist()) if v == nothing]
    before, after = verdicts(tmp_path / "counted"), verdicts(tmp_path / "out")
    without = [row for row, found in enumerate(after) if all(found[name] is None for name in columns)]
    assert 0 < len(without) < 12
    assert all(rows == without for rows in brought.values())
    for row, (one, other) in enumerate(zip(before, after, strict=True)):
        assert all(one[name] is not None for name in columns)
        gone = dict.fromkeys(columns) if row in without else {}
        assert other == {**one, **gone}
    assert Judge(seger, shares=True)(table).to_pylist() == after
