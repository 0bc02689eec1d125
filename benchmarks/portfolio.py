"""What a portfolio costs, as ratios measured in one run: `python -m benchmarks.portfolio`.

Codes in Parquet to verdicts with exact shares in Parquet, against the same rows one profile at a time and against zen-engine on the
rules alone (CPU seconds of this process); two processes against one over millions of rows (wall seconds); the greatest memory.
"""

from __future__ import annotations

import argparse
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # before numpy: two threads cost more than they bring here

import numpy as np

from benchmarks.sensitivity import line, rules_in_zen, seconds
from riskframe import load_rubric
from riskframe.decision.conditions import release_conditions
from riskframe.decision.recommend import recommend, verdict_on
from riskframe.engine.bind import bind
from riskframe.engine.compile import compile_rubric
from riskframe.engine.evaluate import Evaluation, evaluate
from riskframe.loading.source import Source
from riskframe.portfolio.codes import Placed, codes_table
from riskframe.portfolio.factors import Factors
from riskframe.portfolio.inputs import Inputs
from riskframe.portfolio.layout import Layout
from riskframe.portfolio.packing import Packed, Packer
from riskframe.portfolio.reading import read_row
from riskframe.portfolio.shards import Run, read_portfolio
from riskframe.portfolio.synthetic import profiles
from riskframe.portfolio.work import Settings, work
from riskframe.profile import Profile
from riskframe.rubric.resolve import Rubric
from riskframe.sensitivity.shares import all_shares

MADE_UP = 2_000
"""Profiles that are generated and packed; further rows are mixed from their codes."""


def belonging(layout: Layout) -> list[list[str]]:
    """The columns that go together: what one group of constraints reads and no other."""
    factors = Factors(layout)
    read = [factors.slots_of(group) for group in factors.groups]
    return [
        [layout.columns[s] for s in sorted(mine) if sum(s in other for other in read) == 1 and s not in factors.shared]
        for mine in read
    ]


def mixed(rubric: Rubric, path: Path, rows: int) -> tuple[list[Profile], Layout]:
    """Writes `rows` rows of codes: the general columns of one made-up profile, each domain's of another. Hardly any two
    are alike."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    packer = Packer(rubric)
    read = [read_row(Source("row.json", text)) for text in profiles(rubric, MADE_UP, seed=1)]
    packed = [p for p in (packer.pack(profile) for profile in read) if isinstance(p, Packed)]
    layout = packer.layout("")
    table = codes_table([Placed(i, str(i), p) for i, p in enumerate(packed)], layout)
    random = np.random.Generator(np.random.PCG64(2))
    owned = belonging(layout)
    at_of = {name: i for i, name in enumerate(table.column_names)}
    with pq.ParquetWriter(path, table.schema, compression="zstd") as writer:
        for at in range(0, rows, 50_000):
            number = min(50_000, rows - at)
            columns = table.take(pa.array(random.integers(0, len(packed), number))).columns
            for names in owned:
                donors = pa.array(random.integers(0, len(packed), number))
                for name in names:
                    columns[at_of[name]] = table.column(name).take(donors)
            columns[at_of["row"]] = pa.array(range(at, at + number), pa.int64())
            columns[at_of["id"]] = pa.array(map(str, range(at, at + number)), pa.string())
            writer.write_table(pa.Table.from_arrays(columns, schema=table.schema))
    return read, layout


def one_at_a_time(rubric: Rubric, read: list[Profile]) -> float:
    """CPU seconds of a row: bound, evaluated, decided, shares of both bounds. The rubric is compiled once."""
    compiled = compile_rubric(rubric)

    def each() -> None:
        for profile in read:
            found = evaluate(bind(profile, compiled))
            recommend(found)
            wanted = profile.release.proposed
            if wanted is not None:
                verdict_on(found, wanted, tuple(c.id for c in release_conditions(found) if wanted in c.options))
            all_shares(found, couplings=("independent",))

    return seconds(each) / len(read)


def batch(rubric: Rubric, source: Path, rows: int, folder: Path) -> float:
    """CPU seconds of a row, from the file of codes to the file of verdicts."""
    settings = Settings(rubric, Run(folder), shares=True)
    pieces = read_portfolio(str(source)).pieces

    def run() -> None:
        for piece in pieces:
            work(piece, settings)

    return seconds(run) / rows


def whole(source: Path, folder: Path, jobs: int, *options: str) -> tuple[float, int]:
    """Wall seconds of the command, and the greatest memory of any of its processes in bytes."""
    begin = time.perf_counter()
    command = [
        sys.executable,
        "-m",
        "riskframe",
        "portfolio",
        "run",
        str(source),
        "-o",
        str(folder),
        "--jobs",
        str(jobs),
    ]
    subprocess.run([*command, *options], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.perf_counter() - begin, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--rows", type=int, default=1_000_000, help="rows of codes for the first two ratios")
    arguments.add_argument(
        "--many", type=int, default=5_000_000, help="rows for two processes against one; 0: leave out"
    )
    arguments.add_argument("--rounds", type=int, default=3, help="how often those run; medians are compared")
    chosen = arguments.parse_args()
    rubric = load_rubric("seger-2023")
    held = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        read, layout = mixed(rubric, folder / "codes.parquet", chosen.rows)
        found: Evaluation = evaluate(bind(read[0], layout.compiled))
        few = np.array([layout.encode(bind(p, layout.compiled)) for p in read[:500]], np.uint16).T
        zen, _ = rules_in_zen(found, Inputs(layout, few, "conservative").whole())
        zen()
        rounds = [seconds(zen) for _ in range(9)]
        ours = batch(rubric, folder / "codes.parquet", chosen.rows, folder / "out")
        rounds += [seconds(zen) for _ in range(9)]  # before and after: no machine is as quick at all times
        theirs = statistics.median(rounds) / few.shape[1]
        loop = one_at_a_time(rubric, read[:200])
        print(f"    codes to verdicts with shares: {1 / ours:,.0f} rows/s; one at a time: {1 / loop:,.0f} rows/s")
        held.append(
            line(
                "one at a time / codes to verdicts with exact shares, a row",
                loop / ours,
                ">= 30",
                held=loop / ours >= 30,
            )
        )
        held.append(
            line("zen-engine evaluate_batch, rules alone / the same", theirs / ours, ">= 10", held=theirs / ours >= 10)
        )
        if chosen.many:
            mixed(rubric, folder / "many.parquet", chosen.many)
            for what, options in (("verdicts alone", ()), ("with exact shares", ("--shares",))):
                took: dict[int, list[float]] = {1: [], 2: []}
                for _ in range(chosen.rounds):
                    for jobs, walls in took.items():
                        wall, memory = whole(folder / "many.parquet", folder / "run", jobs, "--restart", *options)
                        walls.append(wall)
                gained = statistics.median(took[1]) / statistics.median(took[2])
                title = f"one process / two, {chosen.many:,} rows, {what}, wall"
                held.append(line(title, gained, ">= 1.6", held=gained >= 1.6))
            held.append(line("greatest memory of a process, GB", memory / 1e9, "< 2", held=memory < 2e9))
    return 0 if all(held) else 1


if __name__ == "__main__":
    raise SystemExit(main())
