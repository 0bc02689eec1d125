"""The gate: against `assess` without files, and its hashing against `sha256sum` run in parallel over the same files.

    ./rf python benchmarks/gate.py [--runs 15] [--profile MODEL.yaml] [--megabytes 768]

Both sides of a pair are run interleaved in one session; only the ratios of the medians mean anything on another machine.
Hashing is wall time, since threads are what is measured: whole files in the file cache, as many as make the size, none of
them sparse. `sha256sum` is run by `xargs -P` with as many processes as there are processors. Exit code 1 if a bar is missed.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

SLOWEST = 1.2
"""gate : assess --format json, processor time of whole processes."""
LEAST_SPEED = 0.8
"""Bytes a second of the gate's hashing : of parallel sha256sum."""


def alternated(ours: Callable[[], float], theirs: Callable[[], float], runs: int) -> tuple[float, float]:
    ours()
    theirs()  # byte code and file cache
    pairs = [(ours(), theirs()) for _ in range(runs)]
    return statistics.median(a for a, _ in pairs), statistics.median(b for _, b in pairs)


def whole_gate(profile: str, runs: int) -> float:
    from benchmarks.startup import ENVIRONMENT  # the environment without what would slow Python down
    from benchmarks.startup import seconds as of_success

    def seconds(command: list[str]) -> float:
        return of_success(["sh", "-c", f"{' '.join(command)} || [ $? -ne 5 ]"])

    with tempfile.TemporaryDirectory() as folder:
        ENVIRONMENT["PYTHONPYCACHEPREFIX"] = str(Path(folder) / "byte-code")
        riskframe = [sys.executable, "-m", "riskframe"]
        gate, assess = alternated(
            lambda: seconds([*riskframe, "gate", profile, "--today", "2026-09-02", "-f", "json"]),
            lambda: seconds([*riskframe, "assess", profile, "-f", "json"]),
            runs,
        )
    print(
        f"gate {gate * 1000:.0f} ms : assess --format json {assess * 1000:.0f} ms = {gate / assess:.2f} (at most {SLOWEST})"
    )
    return gate / assess


def hashing(megabytes: int, runs: int) -> float:
    from riskframe.release.folder import read_folder

    with tempfile.TemporaryDirectory() as name:
        folder, size = Path(name), megabytes << 20
        block = os.urandom(1 << 20)
        shares = (8, 4, 2, 1, 1)  # shards of unlike size, and a few small files
        for number, share in enumerate(shares):
            with (folder / f"model-{number}.safetensors").open("wb") as stream:
                for _ in range(max(1, size * share // sum(shares) >> 20)):
                    stream.write(block)
        for number in range(20):
            (folder / f"file-{number}.json").write_bytes(block[: 1000 * number])
        total = sum(path.stat().st_size for path in folder.iterdir())

        def ours() -> float:
            started = time.perf_counter()
            read_folder(folder)
            return time.perf_counter() - started

        def by(tool: str) -> float:
            started = time.perf_counter()
            command = ["/bin/sh", "-c", f"ls -S | xargs -P {os.cpu_count()} -n 1 {tool}"]
            subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)
            return time.perf_counter() - started

        if shutil.which("openssl") is not None:
            again, openssl = alternated(ours, lambda: by("openssl dgst -sha256"), max(3, runs // 2))
            print(f"hashing, told only: openssl dgst in {os.cpu_count()} processes = {openssl / again:.2f}")
        mine, other = alternated(ours, lambda: by("sha256sum"), runs)
    speed = other / mine
    print(
        f"hashing {total / 1e6:.0f} MB: {total / mine / 1e6:.0f} MB/s, sha256sum in {os.cpu_count()} processes "
        f"{total / other / 1e6:.0f} MB/s = {speed:.2f} (at least {LEAST_SPEED})"
    )
    return speed


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=15, help="runs of each side")
    parser.add_argument("--profile", default="examples/minimal.yaml")
    parser.add_argument("--megabytes", type=int, default=768, help="how much is hashed")
    asked = parser.parse_args()
    slow = whole_gate(asked.profile, asked.runs) > SLOWEST
    if shutil.which("sha256sum") is None:
        print("sha256sum is not there, so hashing is held against nothing")
        return int(slow)
    return int(hashing(asked.megabytes, max(3, asked.runs // 3)) < LEAST_SPEED or slow)


if __name__ == "__main__":
    raise SystemExit(main())
