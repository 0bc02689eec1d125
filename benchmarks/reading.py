"""What reading a file with positions costs beside PyYAML's own reading: `python benchmarks/reading.py`.

A ratio of CPU seconds in this process, medians of interleaved rounds, over a rubric of 3,000 lines.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable

import yaml

from riskframe.loading.source import Source
from riskframe.loading.tree import parse

RULE = """- id: rule-{n}
  title: A rule
  source: {{ref: seger-2023, section: '5'}}
  when:
    any: [{{unknown: a.b}}]
  cap: api
"""
ROUNDS = 15


def main() -> None:
    """Print the two medians and their ratio."""
    text = "".join(RULE.format(n=n) for n in range(500))
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    works: dict[str, Callable[[], object]] = {
        "with positions": lambda: parse(Source("rules.yaml", text)).locate((250, "cap")),
        "PyYAML alone": lambda: yaml.load(text, loader),  # noqa: S506 - a safe loader
    }
    times: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(ROUNDS):
        for name, work in works.items():
            begin = time.process_time()
            work()
            times[name].append(time.process_time() - begin)
    medians = {name: statistics.median(t) for name, t in times.items()}
    for name, value in medians.items():
        print(f"{name}: {value * 1e3:.1f} ms")
    print(f"ratio {medians['with positions'] / medians['PyYAML alone']:.2f}")


if __name__ == "__main__":
    main()
