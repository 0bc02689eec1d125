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
    skip(items, "nightly", None if PROFILE == "nightly" else "runs at night (./rf test --nightly)")
    if any(item.get_closest_marker("pdf") for item in items):
        skip(items, "pdf", no_pdf())
    if any(item.get_closest_marker("browser") for item in items):
        skip(items, "browser", no_browser())


def no_browser() -> str | None:
    """Why no browser can be started here. Where one is, nothing is skipped; hosted runners have one, so there is no excuse."""
    from tests.report.browser import browser

    if os.environ.get("GITHUB_ACTIONS") or browser():
        return None
    return "HTML in a browser needs Chromium or Chrome (RISKFRAME_BROWSER names another): apt-get install chromium"


def skip(items: list[pytest.Item], marker: str, reason: str | None) -> None:
    for item in items:
        if reason and item.get_closest_marker(marker):
            item.add_marker(pytest.mark.skip(reason=reason))


def no_pdf() -> str | None:
    """Why no PDF can be made on this machine. In CI there is no excuse: ./rf installs what is missing."""
    if os.environ.get("CI"):
        return None
    try:
        import weasyprint  # noqa: F401 - whether it can be imported is the question
    except OSError as missing:
        return f"PDF needs Pango: {missing}".splitlines()[0]
    return None


@pytest.hookimpl(trylast=True)
def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say above the closing line what failed before the tests began; otherwise all green could end in exit code 1."""
    failed = os.environ.get("RISKFRAME_FAILED_CHECKS")
    if failed:
        terminalreporter.write_line(f"FAILED before the tests: {failed}", red=True, bold=True)
