"""Writes docs/reference/cli.md from the help texts: `./rf python -m docs.commands [--check]`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

PAGE = Path(__file__).resolve().parent / "reference" / "cli.md"

_HEAD = """\
# Command line

Made from the help texts by `python -m docs.commands`. Every command takes `--help`.

- Results go to standard output, everything else to standard error. A report in a pipe stays whole: `-f json | jq` works.
- `-` stands for standard input where a profile is asked for, and for standard output behind `-o`.
- Colour only where somebody looks: `NO_COLOR`, `FORCE_COLOR` and the setting `colour` decide otherwise. Level and zone are never colour alone.
- In CI (the variable `CI`) nothing is asked and no progress is shown.
- [Exit codes](exit-codes.md), [settings and variables](configuration.md), [diagnostic codes](diagnostics.md).
"""


def page() -> str:
    """The whole page."""
    from riskframe.cli.app import command

    parts = [_HEAD]
    for path, help_text in _commands(command(), ("riskframe",)):
        parts.append(f"## {' '.join(path)}\n\n```text\n{help_text.rstrip()}\n```\n")
    return "\n".join(parts)


def _commands(command: Any, path: tuple[str, ...], parent: Any = None) -> Iterator[tuple[tuple[str, ...], str]]:
    """Every command below this one, with its help as an 80-column terminal shows it."""
    context = command.context_class(
        command, info_name=path[-1], parent=parent, terminal_width=80, max_content_width=80,
        help_option_names=["-h", "--help"],
    )  # fmt: skip
    yield path, command.get_help(context)
    for name, below in getattr(command, "commands", {}).items():
        yield from _commands(below, (*path, name), context)


def main(arguments: list[str]) -> int:
    """Write the page, or with --check only say whether it is stale (exit code 1)."""
    fresh = page()
    stale = not PAGE.exists() or PAGE.read_text(encoding="utf-8") != fresh
    if stale and "--check" not in arguments:
        PAGE.write_text(fresh, encoding="utf-8")
    if stale:
        sys.stdout.write("docs/reference/cli.md\n")
    return int(stale and "--check" in arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
