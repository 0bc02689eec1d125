"""Start-up: whole processes against processes that only import what could not be done without.

    ./rf python benchmarks/startup.py [--runs 15] [--profile MODEL.yaml]

Each pair is run interleaved (A, B, A, B ...) in one session, so that a machine that slows down slows both; only the
ratios of the medians mean anything on another machine. Below each pair stands what dominates its first side, by
`python -X importtime` and by a profile of what is not import. Exit code 1 if a bar is missed.
"""

from __future__ import annotations

import argparse
import os
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]

MODELS = "".join(
    f"""
class M{n}(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    name: str
    title: str | None = None
    level: int = Field(default=1, ge=1, le=5)
    share: float = Field(default=0.0, ge=0, le=1)
    tags: tuple[str, ...] = ()
    values: dict[str, int] = {{}}
"""
    for n in range(30)
)
# Byte code is cached as in any installation, also where the caller's environment says otherwise.
ENVIRONMENT = {name: value for name, value in os.environ.items() if name not in ("PYTHONDONTWRITEBYTECODE", "COLUMNS")}

IMPORTS = "from pydantic import BaseModel, ConfigDict, Field\n"
TWO_COMMANDS = """
import typer
app = typer.Typer(rich_markup_mode=None)
@app.command()
def one(name: str, count: int = 1) -> None:
    "One."
@app.command()
def two(name: str) -> None:
    "Two."
app()
"""


PRINTED = """
import warnings
warnings.simplefilter("ignore")
import weasyprint
weasyprint.HTML({page!r}).write_pdf({out!r}, pdf_variant="pdf/a-3a")
"""


@dataclass(frozen=True)
class Pair:
    """A command of ours, what it is held against, and how many times as long it may take."""

    name: str
    ours: list[str]
    theirs: list[str]
    bar: float | None
    """None: told, not judged."""


def pairs(profile: str, scripts: Path) -> list[Pair]:
    def script(name: str, text: str) -> str:
        # As a module, so that both sides find their byte code cached.
        (scripts / f"{name}_module.py").write_text(text, encoding="utf-8")
        path = scripts / f"{name}.py"
        path.write_text(f"import {name}_module\n", encoding="utf-8")
        return str(path)

    python = sys.executable
    riskframe = [python, "-m", "riskframe"]
    imports = script("imports", f"import typer, yaml, numpy\n{IMPORTS}{MODELS}")
    two = script("two", TWO_COMMANDS)
    records = script("records", f"import yaml\n{IMPORTS}{MODELS}")
    front = script("front", "from riskframe import assess, load_profile, load_rubric\n")
    weasyprint = script("printed", PRINTED.format(page=str(scripts / "page.html"), out=str(scripts / "page.pdf")))
    three = f"assert assess(load_profile({profile!r}), load_rubric('seger-2023')).start\n"
    pipeline = script("pipeline", f"from riskframe import assess, load_profile, load_rubric\n{three}")
    return [
        Pair("assess --format json : typer, pydantic, yaml, numpy, 30 models", [*riskframe, "assess", profile, "-f", "json"],
             [python, imports], 1.8),
        Pair("assess -f html : assess -f json", [*riskframe, "assess", profile, "-f", "html"],
             [*riskframe, "assess", profile, "-f", "json"], 1.3),
        Pair("assess -f pdf : WeasyPrint alone, of the same HTML", [*riskframe, "assess", profile, "-o", str(scripts / "ours.pdf"), "-q"],
             [python, weasyprint], 1.5),
        Pair("--help : a two-command typer app's --help", [*riskframe, "--help"], [python, two, "--help"], 1.5),
        Pair("from riskframe import assess, load_profile, load_rubric : pydantic, yaml, 30 models", [python, front],
             [python, records], 1.3),
        Pair("a pipeline's three lines, to the verdict : pydantic, yaml, 30 models", [python, pipeline], [python, records], None),
    ]  # fmt: skip


def write_page(profile: str, path: Path) -> None:
    """The very HTML that the PDF is made of, as dense as page one needs it."""
    import riskframe.report.pdf as pdf
    from riskframe import assess, load_profile, load_rubric, render

    given: list[str] = []
    laid_out = pdf._laid_out  # noqa: SLF001 the last document that is laid out is the one that is printed

    def kept(weasyprint: Any, html: str, pictures: frozenset[str]) -> Any:
        given.append(html)
        return laid_out(weasyprint, html, pictures)

    pdf._laid_out = kept  # noqa: SLF001 as above
    rubric = load_rubric("seger-2023")
    render(assess(load_profile(profile), rubric), rubric, ["pdf"])
    path.write_text(given[-1], encoding="utf-8")


def seconds(command: list[str]) -> float:
    """Processor time of one whole process, children included."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, cwd=ROOT, env=ENVIRONMENT, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def measured(pair: Pair, runs: int) -> tuple[list[float], list[float]]:
    ours, theirs = [], []
    for command in (pair.ours, pair.theirs):
        seconds(command)  # byte code and file cache
    for _ in range(runs):
        ours.append(seconds(pair.ours))
        theirs.append(seconds(pair.theirs))
    return ours, theirs


def dominating(command: list[str], most: int = 8) -> list[str]:
    """The imports that cost most by themselves, summed by top-level package, and the rest of the time."""
    started = time.perf_counter()
    done = subprocess.run(
        [command[0], "-X", "importtime", *command[1:]],
        cwd=ROOT, env=ENVIRONMENT, check=True, capture_output=True, text=True,
    )  # fmt: skip
    wall = (time.perf_counter() - started) * 1000
    cost: dict[str, float] = {}
    for line in done.stderr.splitlines():
        found = re.match(r"import time:\s+(\d+) \|\s+\d+ \|\s+([\w.]+)", line)
        if found:
            top = found[2].split(".")[0]
            cost[top] = cost.get(top, 0.0) + int(found[1]) / 1000
    imports = sum(cost.values())
    shown = sorted(cost.items(), key=lambda item: -item[1])[:most]
    lines = [f"{wall:7.0f} ms wall with -X importtime, of which {imports:.0f} ms are {len(cost)} packages' imports:"]
    lines.append("        " + ", ".join(f"{name} {ms:.0f}" for name, ms in shown))
    return lines


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=15, help="runs of each side (at least 15 for a figure to quote)")
    parser.add_argument("--profile", default="examples/gpt-oss-120b.yaml")
    asked = parser.parse_args()
    missed = 0
    with tempfile.TemporaryDirectory() as folder:
        ENVIRONMENT["PYTHONPYCACHEPREFIX"] = str(Path(folder) / "byte-code")
        write_page(asked.profile, Path(folder) / "page.html")
        for pair in pairs(asked.profile, Path(folder)):
            ours, theirs = measured(pair, asked.runs)
            a, b = statistics.median(ours), statistics.median(theirs)
            met = pair.bar is None or a / b <= pair.bar
            missed += not met
            word = "told" if pair.bar is None else "met" if met else "MISSED"
            bar = f" (bar {pair.bar})" if pair.bar is not None else ""
            print(f"{word:6} {a / b:5.2f}{bar}  {pair.name}")
            print(f"        {a * 1000:.0f} ms (least {min(ours) * 1000:.0f}) : {b * 1000:.0f} ms (least {min(theirs) * 1000:.0f}), "
                  f"processor time, medians of {asked.runs}")  # fmt: skip
            for line in dominating(pair.ours):
                print(line)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
