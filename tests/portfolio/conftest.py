"""A small portfolio and a finished run over it, made once."""

from __future__ import annotations

from pathlib import Path

import pytest

from riskframe import load_rubric
from riskframe.portfolio.assessing import assess_portfolio, one_by_one
from riskframe.portfolio.shards import Run, read_portfolio
from riskframe.portfolio.synthetic import profiles
from riskframe.portfolio.work import Settings
from riskframe.rubric.resolve import Rubric


@pytest.fixture(scope="session")
def seger() -> Rubric:
    return load_rubric("seger-2023")


@pytest.fixture(scope="session")
def models(seger: Rubric, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("models") / "models.jsonl"
    path.write_text("".join(line + "\n" for line in profiles(seger, 24, seed=5, wrong=0.15)), encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def assessed(seger: Rubric, models: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("assessed") / "out"
    assess_portfolio(read_portfolio(str(models), rows=10), Settings(seger, Run(folder)), one_by_one)
    return folder
