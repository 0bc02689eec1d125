"""How fast, and in how much memory, a large garak report is imported: `python benchmarks/garak_report.py [--size MB]`.

Writes a report of harmless text, shaped like those of garak 0.17 (attempts written twice, five outputs each), and reads it
in two processes: with `json.loads` on each line alone, and with the importer, digest included. Prints the ratio of the two
times and the peak of the importer's memory. The bar: at least a third of the speed, below 200 MB.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SLOWEST, MOST = 1 / 3, 200
"""Speed against json.loads alone; megabytes."""

WORDS = [
    "the",
    "model",
    "was",
    "asked",
    "to",
    "repeat",
    "a",
    "list",
    "of",
    "plain",
    "words",
    "and",
    "to",
    "say",
    "nothing",
    "else",
    "about",
    "them",
    "at",
    "all",
]


def attempt(chance: random.Random, number: int, status: int) -> dict[str, object]:
    text = " ".join(chance.choices(WORDS, k=60))
    turn = {"role": "user", "content": {"text": text, "lang": "en", "data_path": None, "notes": {}}}
    outputs = [{"text": " ".join(chance.choices(WORDS, k=90)), "lang": "en", "notes": {}} for _ in range(5)]
    return {
        "entry_type": "attempt", "uuid": f"{number:032x}", "seq": number, "status": status,
        "probe_classname": f"family{number // 500 % 40}.Probe", "probe_params": {}, "targets": [],
        "prompt": {"turns": [turn], "notes": None}, "outputs": outputs,
        "detector_results": {"word.List": [0.0] * 5} if status == 2 else {}, "notes": {}, "goal": "repeat words",
        "conversations": [{"turns": [turn, {"role": "assistant", "content": output}]} for output in outputs],
    }  # fmt: skip


def write(path: Path, size: int) -> None:
    """A report of at least so many bytes."""
    chance = random.Random(7)  # noqa: S311 - the same file on every run
    written = 0
    with path.open("w", encoding="utf-8") as stream:

        def put(entry: dict[str, object]) -> int:
            return stream.write(json.dumps(entry) + "\n")

        put({"entry_type": "start_run setup", "_config.version": "0.17.1", "plugins.target_type": "test.Repeat"})
        put({"entry_type": "init", "garak_version": "0.17.1", "start_time": "2026-01-02T03:04:05", "run": "benchmark"})
        # The same hundred attempts again and again: making random text would take longer than reading it.
        lines = [
            json.dumps(attempt(chance, n, 1)) + "\n" + json.dumps(attempt(chance, n, 2)) + "\n" for n in range(100)
        ]
        while written < size:
            written += sum(map(stream.write, lines))
        for family in range(40):
            put({"entry_type": "eval", "probe": f"family{family}.Probe", "detector": "word.List", "passed": 2400,
                 "fails": 100, "nones": 0, "total_evaluated": 2500, "total_processed": 2500})  # fmt: skip
        put({"entry_type": "completion", "end_time": "2026-01-02T04:04:05", "run": "benchmark"})


def alone(path: Path) -> None:
    with path.open("rb") as stream:
        for line in stream:
            json.loads(line)


def imported(path: Path) -> None:
    from riskframe.intake.file import InputFile
    from riskframe.intake.reading import take
    from riskframe.intake.registry import importers

    found = take(InputFile.at(path), importers())
    assert len(found.measurements) == 40
    assert found.sha256 is not None


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--size", type=int, default=1024, help="megabytes (default 1024)")
    arguments.add_argument("--one", nargs=2, help=argparse.SUPPRESS)
    given = arguments.parse_args()
    if given.one:
        start = time.perf_counter()
        {"alone": alone, "imported": imported}[given.one[0]](Path(given.one[1]))
        seconds = time.perf_counter() - start
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform == "linux" else 1024**2)
        print(json.dumps([seconds, peak]))
        return 0
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "large.report.jsonl"
        write(path, given.size * 1024**2)
        found = {}
        for way in ("alone", "imported"):
            done = subprocess.run([sys.executable, __file__, "--one", way, str(path)], capture_output=True, check=True)
            found[way] = json.loads(done.stdout)
        size = path.stat().st_size / 1024**2
    (plain, _), (taken, peak) = found["alone"], found["imported"]
    print(f"report {size:,.0f} MB; json.loads alone {plain:.1f} s; importer {taken:.1f} s")
    print(f"speed against json.loads alone: {plain / taken:.2f} (at least {SLOWEST:.2f})")
    print(f"peak memory: {peak:.0f} MB (below {MOST})")
    return 0 if plain / taken >= SLOWEST and peak < MOST else 1


if __name__ == "__main__":
    sys.exit(main())
