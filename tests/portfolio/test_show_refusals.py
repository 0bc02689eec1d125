"""`portfolio show` of folders that are not, or no longer, what a run wrote, and of codes that are not the run's."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from riskframe.cli import console
from riskframe.cli.__main__ import main
from riskframe.gate.codes import ExitCode
from riskframe.portfolio.assessing import assess_portfolio, one_by_one
from riskframe.portfolio.shards import Run, read_portfolio
from riskframe.portfolio.work import Settings
from riskframe.rubric.resolve import Rubric


@pytest.fixture
def run(assessed: Path, tmp_path: Path) -> Path:
    """A run that a test may damage."""
    shutil.copytree(assessed, tmp_path / "run")
    return tmp_path / "run"


def show(capfd: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str]:
    code = main(["portfolio", "show", *map(str, arguments), "--rubric", "seger-2023"])
    return code, " ".join(capfd.readouterr().err.split())


def rewritten(part: Path, column: str, values: Any) -> None:
    table = pq.read_table(part)
    at = table.column_names.index(column)
    field = table.schema.field(at).with_nullable(True)
    array = pa.array(values(table.column(at).to_pylist()), field.type)
    pq.write_table(table.set_column(at, field, array).replace_schema_metadata(table.schema.metadata), part)


def test_a_whole_run_is_shown(run: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert show(capfd, run) == (0, "")
    assert show(capfd, run, "--codes", run / "codes", "-o", "-") == (0, "")


@pytest.mark.parametrize("kind", ["verdicts", "refused"])
def test_a_missing_part(
    run: Path, assessed: Path, models: Path, seger: Rubric, kind: str, capfd: pytest.CaptureFixture[str]
) -> None:
    next(iter(sorted((run / kind).iterdir()))).unlink()
    code, said = show(capfd, run, "--what-if", 0)
    assert code == ExitCode.INVALID
    assert f"{run} holds" in said
    assert "the run wrote" in said
    assert "the same `riskframe portfolio` command with this folder" in said
    code, said = show(capfd, assessed, "--since", run, "--what-if", 0)
    assert code == ExitCode.INVALID
    assert f"{run} holds" in said
    assess_portfolio(read_portfolio(str(models), rows=10), Settings(seger, Run(run)), one_by_one)
    assert show(capfd, run, "--since", assessed) == (0, "")


def test_a_part_of_another_run(run: Path, assessed: Path, capfd: pytest.CaptureFixture[str]) -> None:
    shutil.copy(assessed / "verdicts" / "part-00000.parquet", run / "verdicts" / "part-00077.parquet")
    assert "or not its own" in show(capfd, run)[1]
    rewritten(run / "verdicts" / "part-00077.parquet", "start", lambda old: ["elsewhere"] * len(old))
    assert "knows an option that the rubric at hand does not: elsewhere" in show(capfd, run)[1]
    pq.write_table(pa.table({"id": ["a"]}), run / "verdicts" / "part-00077.parquet")
    assert "a part lacks the column row" in show(capfd, run)[1]
    (run / "verdicts" / "part-00077.parquet").write_bytes(b"PAR1")
    assert "part-00077.parquet cannot be read" in show(capfd, run)[1]
    (run / "verdicts" / "part-00077.parquet").unlink()
    (run / "refused" / "part-00077.jsonl").write_text("{\n", encoding="utf-8")
    assert "part-00077.jsonl cannot be read" in show(capfd, run)[1]


def test_codes_of_another_portfolio(
    run: Path, models: Path, seger: Rubric, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    lines = models.read_text(encoding="utf-8").splitlines()
    for name, chosen in (
        ("fewer", lines[:-8]),
        ("more", [*lines, lines[0], lines[1], lines[2]]),
        ("others", lines[::-1]),
    ):
        other = tmp_path / f"{name}.jsonl"
        other.write_text("\n".join(chosen) + "\n", encoding="utf-8")
        settings = Settings(seger, Run(tmp_path / name), pack_only=True)
        assess_portfolio(read_portfolio(str(other)), settings, one_by_one)
        code, said = show(capfd, run, "--codes", tmp_path / name / "codes")
        assert code == ExitCode.USAGE
        expected = "is another profile than in the run" if name == "others" else f"holds {name} rows than the run"
        assert expected in said


def test_codes_that_were_changed(run: Path, capfd: pytest.CaptureFixture[str]) -> None:
    part = run / "codes" / "part-00001.parquet"
    row = pq.read_table(part).column("row")[0].as_py()
    kept = part.read_bytes()
    rewritten(part, "rating.capability.scams.as_modified", lambda old: [60_000, *old[1:]])
    code, said = show(capfd, run)
    assert code == ExitCode.USAGE
    assert f"row {row}, column rating.capability.scams.as_modified: 60000 is no code of it" in said
    part.write_bytes(kept)
    rewritten(part, "truth.200", lambda old: [5, *old[1:]])
    assert f"row {row}, column truth.200: 5 is no code of it" in show(capfd, run)[1]
    part.write_bytes(kept)
    rewritten(part, "severities", lambda old: [None, *old[1:]])
    assert "column severities lacks 1 values" in show(capfd, run)[1]


def test_a_sheet_is_not_written_to_a_terminal(
    run: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(console, "_is_terminal", lambda stream: True)
    for where in ((), ("-o", "-")):
        code = main(["portfolio", "show", str(run), "--rubric", "seger-2023", "-f", "pdf", *where])
        out, err = capfd.readouterr()
        assert code == ExitCode.USAGE
        assert out == ""
        assert "a PDF cannot be shown in a terminal" in err
