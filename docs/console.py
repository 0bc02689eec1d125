"""Runs what the pages show: `./rf python -m docs.console [--write] [PAGE ...]`.

Blocks of a page run in order, in one temporary folder with the examples and the rubrics in it (an empty one where the page
says `<!-- runs in an empty folder -->`):

- ```console blocks: each line after `$ ` is a command, the lines below it are its output, stderr included. A line of
  `...` stands for any lines. A command that fails is followed by `$ echo $?`.
- ```yaml NAME, ```toml NAME and the like write a file; ```diff NAME changes one.
- ```python blocks are run; where they have prompts (`>>>`), their output is compared.

With --write the output shown is brought up to date; keep reading what changes.
"""

from __future__ import annotations

import contextlib
import doctest
import io
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
WIDTH = 90
"""Columns of the terminal that commands believe in."""
EMPTY = "<!-- runs in an empty folder -->"

_BLOCK = re.compile(r"^```(\w+)(?: +(\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block: its language, the file it names, its text, and the line it begins in."""

    language: str
    name: str | None
    text: str
    line: int

    @property
    def runs(self) -> bool:
        return self.language in ("console", "python") or self.name is not None


@dataclass
class Run:
    """One page being run."""

    folder: Path
    names: dict[str, object] = field(default_factory=dict)
    """What python blocks have defined."""
    code: int = 0
    """Exit code of the last command."""
    faults: list[str] = field(default_factory=list)


def blocks(text: str) -> list[Block]:
    """The fenced blocks of a page."""
    return [Block(m[1], m[2], m[3], text.count("\n", 0, m.start()) + 1) for m in _BLOCK.finditer(text)]


def run_page(text: str) -> tuple[str, list[str]]:
    """Run a page. Returns it with its output brought up to date, and what differed."""
    with tempfile.TemporaryDirectory() as place:
        run = Run(Path(place))
        if EMPTY not in text:
            for part in ("examples", "rubrics"):
                shutil.copytree(ROOT / part, run.folder / part)
        made = list(_made(text, run))
    return _with_blocks(text, made), run.faults


def _made(text: str, run: Run) -> Iterator[str]:
    for block in blocks(text):
        if block.language == "console":
            yield _console(block, run)
            continue
        if block.language == "python":
            _python(block, run)
        elif block.name is not None:
            _file(block, run)
        yield block.text


def _with_blocks(text: str, made: list[str]) -> str:
    texts = iter(made)
    return _BLOCK.sub(lambda m: m[0][: m.start(3) - m.start()] + next(texts) + "```", text)


# --- commands --------------------------------------------------------------------------------------------------------


def _console(block: Block, run: Run) -> str:
    made: list[str] = []
    listed = _commands(block.text)
    for i, (command, expected) in enumerate(listed):
        shown = expected
        found = _output(command, run)
        if run.code and not (i + 1 < len(listed) and listed[i + 1][0] == "echo $?"):
            run.faults.append(f"line {block.line}: `{command}` ends with {run.code}, and the page does not say so")
        if not matches(shown, found):
            run.faults.append(f"line {block.line}: `{command}` prints\n" + "\n".join(found))
            shown = _elided(shown, found)
        made += ["$ " + command.replace("\n", "\n> "), *shown]
    return "\n".join(made) + "\n"


def _commands(text: str) -> list[tuple[str, list[str]]]:
    found: list[tuple[str, list[str]]] = []
    for line in text.splitlines():
        if line.startswith("$ "):
            found.append((line[2:], []))
        elif line.startswith("> ") and found and not found[-1][1]:
            found[-1] = (f"{found[-1][0]}\n{line[2:]}", [])
        elif found:
            found[-1][1].append(line)
    return found


def _output(command: str, run: Run) -> list[str]:
    # `echo $?` asks for the command before, which ran in a shell of its own.
    script = f"(exit {run.code})\n{command}"
    done = subprocess.run(  # noqa: S603  the commands are those of our own pages
        ["/bin/sh", "-c", script], cwd=run.folder, env=_environment(run.folder), text=True, timeout=120,
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False,
    )  # fmt: skip
    run.code = 0 if command == "echo $?" else done.returncode
    return [line.rstrip() for line in done.stdout.splitlines()]


def _environment(folder: Path) -> dict[str, str]:
    scripts = sysconfig.get_path("scripts")
    tools = folder / ".tools"
    if not tools.exists():
        # `./rf` of a checkout sets an environment up and then starts riskframe; here it is set up already.
        tools.mkdir()
        launcher = folder / "rf"
        launcher.write_text('#!/bin/sh\nexec riskframe "$@"\n', encoding="utf-8")
        launcher.chmod(0o755)
    return {
        "PATH": f"{scripts}{os.pathsep}/usr/bin{os.pathsep}/bin", "HOME": str(tools), "COLUMNS": str(WIDTH),
        "NO_COLOR": "1", "LC_ALL": "C.UTF-8", "PYTHONUNBUFFERED": "1",
    }  # fmt: skip


def matches(shown: list[str], found: list[str]) -> bool:
    """Whether output is as shown; a line of `...` stands for any lines."""
    pattern = "".join(r"(?:.*\n)*?" if line.strip() == "..." else re.escape(line) + r"\n" for line in _trimmed(shown))
    return re.fullmatch(pattern, "".join(f"{line}\n" for line in _trimmed(found))) is not None


def _trimmed(lines: list[str]) -> list[str]:
    return "\n".join(lines).strip("\n").splitlines()


def _elided(shown: list[str], found: list[str]) -> list[str]:
    """The output found, cut where the output shown was cut."""
    cuts = [i for i, line in enumerate(shown) if line.strip() == "..."]
    if len(cuts) != 1:
        return found if not cuts else shown
    before, after = cuts[0], len(shown) - cuts[0] - 1
    return [*found[:before], "...", *(found[len(found) - after :] if after else [])]


# --- files and Python ------------------------------------------------------------------------------------------------


def _file(block: Block, run: Run) -> None:
    assert block.name is not None
    path = run.folder / block.name
    if block.language != "diff":
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(block.text, encoding="utf-8")
        return
    lines = block.text.splitlines()
    old = "".join(f"{line[1:]}\n" for line in lines if line[:1] != "+")
    new = "".join(f"{line[1:]}\n" for line in lines if line[:1] != "-")
    text = path.read_text(encoding="utf-8")
    if text.count(old) != 1:
        run.faults.append(f"line {block.line}: the lines to change stand {text.count(old)} times in {block.name}")
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def _python(block: Block, run: Run) -> None:
    said = io.StringIO()
    with contextlib.chdir(run.folder), contextlib.redirect_stdout(said):
        if ">>>" not in block.text:
            exec(compile(block.text, f"line {block.line}", "exec"), run.names)  # noqa: S102  our own pages
            return
        test = doctest.DocTestParser().get_doctest(block.text, run.names, "page", None, block.line)
        runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE)
        report = io.StringIO()
        runner.run(test, out=report.write, clear_globs=False)
        run.names.update(test.globs)
    if report.getvalue():
        run.faults.append(f"line {block.line}: {report.getvalue()}")


def main(arguments: list[str]) -> int:
    """Run the pages named, or all; with --write bring their output up to date."""
    from docs.generate import pages

    named = [Path(a).resolve() for a in arguments if not a.startswith("-")]
    failed = False
    for page in named or [p for p in pages() if any(b.runs for b in blocks(p.read_text(encoding="utf-8")))]:
        text = page.read_text(encoding="utf-8")
        fresh, faults = run_page(text)
        for fault in faults:
            sys.stdout.write(f"{page.relative_to(ROOT)} {fault}\n\n")
        failed = failed or bool(faults)
        if "--write" in arguments and fresh != text:
            page.write_text(fresh, encoding="utf-8")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
