"""Judges riskframe against history, and writes the page about it.

./rf python -m benchmarks.history            # prints the scores, writes docs/explanation/history.md
./rf python -m benchmarks.history --check    # says whether the page is up to date (exit code 1 if not)
"""

from __future__ import annotations

import argparse
import sys

from benchmarks.history import raters, score
from benchmarks.history.answers import answered, assessed
from benchmarks.history.bars import bars
from benchmarks.history.cases import ROOT, cases
from benchmarks.history.page import PAGE, page
from benchmarks.history.paragraphs import OutOfDate


def show() -> None:
    """The table and the scores, as text."""
    for c in cases():
        given = answered()[c.slug]
        far = score.distance(c, given)
        print(f"{c.slug:22} {given.start:18} {given.aim:18} {c.actual:18} {far:4.1f}  {assessed()[c.slug].verdict}")
    print()
    for s in score.scores():
        option, best = s.best_constant
        low, high = s.interval
        print(f"{s.name} ({s.number}): {s.macro:.2f} [{low:.2f}, {high:.2f}], best constant {option} {best:.2f}")
    print(f"bootstrap: {score.RESAMPLES} resamples, seed {score.SEED}")
    print(f"lenient match: {score.lenient()}")
    for name, found in score.outcomes().items():
        print(f"verdicts {name}: {dict(found)}")
    everything = raters.agreements()[0]
    print(
        f"raters: alpha {everything.alpha}, equal {everything.equal} of {everything.both_known}; see the page on what that is worth"
    )
    print()
    for bar in bars():
        print(f"{'holds' if bar.holds else 'FAILS'}  {bar.name}: {bar.found}")


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="benchmarks.history", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--check", action="store_true", help="write nothing; say whether the page is up to date")
    asked = parser.parse_args(arguments)
    try:
        text = page()
    except OutOfDate as problem:
        print(problem, file=sys.stderr)
        return 1
    if asked.check:
        fresh = PAGE.is_file() and PAGE.read_text(encoding="utf-8") == text
        print("up to date" if fresh else f"{PAGE.relative_to(ROOT)} is out of date: run python -m benchmarks.history")
        return 0 if fresh else 1
    show()
    PAGE.write_text(text, encoding="utf-8")
    print(f"\nwrote {PAGE.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
