"""What this installation can do."""

from __future__ import annotations

import sys
from collections.abc import Iterator

from riskframe.cli.console import Console
from riskframe.gate.codes import ExitCode
from riskframe.version import __version__


def check_up() -> ExitCode:
    """One line a matter: what works, and the one command that mends what does not."""
    console = Console()
    style = console.style
    lacking = False
    for good, text, remedy in _matters():
        mark = style.paint("ok     ", "green") if good else style.paint("missing", "bold", "red")
        console.data(f"{mark} {style.plain(text)}\n")
        if not good:
            lacking = True
            console.data(style.wrap(remedy, first=" " * 8) + "\n")
    return ExitCode.INTERNAL if lacking else ExitCode.OK


def _matters() -> Iterator[tuple[bool, str, str]]:
    python = ".".join(map(str, sys.version_info[:3]))
    yield True, f"riskframe {__version__} on Python {python}, {sys.platform}", ""
    yield _yaml()
    yield _rubrics()
    yield _pdf()
    encoding = (getattr(sys.stdout, "encoding", None) or "none").lower()
    yield True, f"standard output is {encoding}", ""


def _yaml() -> tuple[bool, str, str]:
    import yaml

    fast = hasattr(yaml, "CSafeLoader")
    return (
        fast,
        f"PyYAML {yaml.__version__}{' with libyaml' if fast else ' without libyaml: reading is ten times slower'}",
        ("pip install --force-reinstall pyyaml (a wheel brings libyaml along)"),
    )


def _rubrics() -> tuple[bool, str, str]:
    from riskframe.diagnostics import InvalidInput
    from riskframe.loading.rubric_folder import load_rubric, rubric_names

    names = rubric_names()
    for name in names:
        try:
            load_rubric(name)
        except InvalidInput as error:
            return False, f"the bundled rubric {name} has faults: {error}", "Install riskframe again."
    return True, f"bundled rubrics: {', '.join(names)}", ""


def _pdf() -> tuple[bool, str, str]:
    from riskframe.report.pdf import PdfUnavailable, to_pdf

    page = "<!DOCTYPE html><html lang=en><title>Check-up</title><p>PDF</p></html>"
    try:
        # Loading the libraries is not enough: without any font Pango only fails when it draws.
        to_pdf(lambda *_: page, 0, (), "2026-01-01")
    except PdfUnavailable as error:
        return False, "PDF reports", str(error)
    return True, "PDF reports", ""
