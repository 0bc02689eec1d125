"""Several rubrics on one profile, held against one: whole processes, parsing included.

    ./rf python benchmarks/several_rubrics.py [--runs 11] [--profile MODEL.yaml]

`all` is one process with six rubrics; `one` is a process with one of them, for each in turn. They run interleaved in one
session, so that a machine that slows down slows all; only the ratios of the medians mean anything on another machine.
The bar: six rubrics cost less than six times one of them, whichever is the cheapest. Exit code 1 if it is missed.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
RUBRICS = ("seger-2023", "marginal-risk", "nist-800-1", "preparedness", "owm-evaluations", "openness")
# Byte code is cached as in any installation, also where the caller's environment says otherwise.
ENVIRONMENT = {name: value for name, value in os.environ.items() if name not in ("PYTHONDONTWRITEBYTECODE", "COLUMNS")}


def seconds(profile: str, rubrics: tuple[str, ...]) -> float:
    named = [part for rubric in rubrics for part in ("-r", rubric)]
    command = [sys.executable, "-m", "riskframe", "assess", profile, *named, "-f", "json"]
    start = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd=ROOT, env=ENVIRONMENT)
    return time.perf_counter() - start


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=11)
    parser.add_argument("--profile", default=str(ROOT / "examples" / "gpt-oss-120b.yaml"))
    given = parser.parse_args()
    sides = {"all": RUBRICS, **{name: (name,) for name in RUBRICS}}
    taken: dict[str, list[float]] = {name: [] for name in sides}
    for name, rubrics in sides.items():  # once unmeasured: byte code and file cache
        seconds(given.profile, rubrics)
        assert not taken[name]
    for _ in range(given.runs):
        for name, rubrics in sides.items():
            taken[name].append(seconds(given.profile, rubrics))
    medians = {name: statistics.median(values) for name, values in taken.items()}
    for name, median in medians.items():
        print(f"{name:16} {median * 1000:7.0f} ms  {medians['all'] / median:5.2f} times as long for all six")
    cheapest = min(median for name, median in medians.items() if name != "all")
    one_by_one = sum(median for name, median in medians.items() if name != "all")
    ratio = medians["all"] / cheapest
    print(f"\nsix rubrics / the cheapest one: {ratio:.2f} (bar: below {len(RUBRICS)})")
    print(f"six rubrics / one after another: {medians['all'] / one_by_one:.2f}")
    return int(ratio >= len(RUBRICS))


if __name__ == "__main__":
    sys.exit(main())
