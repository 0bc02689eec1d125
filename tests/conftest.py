"""Settings for every test: how hard hypothesis looks, and which tests wait for the nightly run."""

from __future__ import annotations

import os

import pytest
from hypothesis import settings

# ci: the same examples on every machine and in every run; a red run can be repeated anywhere.
settings.register_profile("ci", max_examples=100, derandomize=True, deadline=None)
# nightly: new examples every night, ten times as many; a failure prints the blob that repeats it.
settings.register_profile("nightly", max_examples=1000, deadline=None, print_blob=True)
# dev: quick, and random, while writing.
settings.register_profile("dev", max_examples=25, deadline=None)

PROFILE = os.environ.get("HYPOTHESIS_PROFILE") or ("ci" if os.environ.get("CI") else "dev")
settings.load_profile(PROFILE)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if PROFILE == "nightly":
        return
    waits = pytest.mark.skip(reason="runs at night (./rf test --nightly)")
    for item in items:
        if item.get_closest_marker("nightly"):
            item.add_marker(waits)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say above the closing line what failed before the tests began; otherwise all green could end in exit code 1."""
    failed = os.environ.get("RISKFRAME_FAILED_CHECKS")
    if failed:
        terminalreporter.write_line(f"FAILED before the tests: {failed}", red=True, bold=True)
