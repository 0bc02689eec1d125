"""The two streams: data on standard output, everything else on standard error."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from riskframe.cli.look.style import Style
    from riskframe.cli.progress import Progress
    from riskframe.diagnostics import Diagnostic


class Console:
    """Where a command prints. A reader that goes away (`| head`) is no fault and changes no exit code."""

    def __init__(self, colour: str = "auto", environ: Mapping[str, str] | None = None) -> None:
        self._choice = colour
        self._environ = os.environ if environ is None else environ
        self._progress: Progress | None = None

    # -- what the streams are

    @property
    def interactive(self) -> bool:
        """Whether somebody is there to answer questions. In CI nobody is, whatever the streams are."""
        return _is_terminal(sys.stdin) and _is_terminal(sys.stdout) and not self._environ.get("CI")

    @property
    def stdout_is_terminal(self) -> bool:
        """Whether somebody looks at standard output."""
        return _is_terminal(sys.stdout)

    @property
    def style(self) -> Style:
        """How standard output looks."""
        return self._style(sys.stdout)

    @property
    def aside(self) -> Style:
        """How standard error looks."""
        return self._style(sys.stderr)

    def _style(self, stream: TextIO) -> Style:
        from riskframe.cli.look.style import NARROW, WIDEST, Style, wants_colour

        terminal = _is_terminal(stream)
        width = NARROW
        if terminal or self._environ.get("COLUMNS"):
            import shutil

            # One cell is left free: some terminals wrap a line that fills the last one.
            width = max(40, min(shutil.get_terminal_size((NARROW, 24)).columns - terminal, WIDEST))
        encoding = (getattr(stream, "encoding", None) or "ascii").lower().replace("-", "")
        return Style(wants_colour(self._choice, self._environ, terminal=terminal), width, encoding.startswith("utf"))

    # -- printing

    def data(self, text: str) -> None:
        """A result, on standard output."""
        self.raw(text.encode(getattr(sys.stdout, "encoding", None) or "utf-8", "backslashreplace"))

    def raw(self, content: bytes) -> None:
        """Bytes on standard output. Raises CannotWrite."""
        from riskframe.loading.atomic import write_stdout

        self._make_room()
        write_stdout(content)

    def say(self, text: str) -> None:
        """Something about the run, on standard error."""
        style = self.aside
        self._make_room()
        _to_stderr("".join(f"{style.plain(line)}\n" for line in text.split("\n")))

    def aside_text(self, text: str) -> None:
        """What would be a result if standard output were not taken; already laid out for standard error."""
        self._make_room()
        _to_stderr(text)

    def diagnostics(self, found: Iterable[Diagnostic], *, as_data: bool = False) -> None:
        """Faults of files: the result of `check`, an aside of every other command. A fault without a place stands alone."""
        from riskframe.loading.render import render

        listed = list(found)
        style = self.style if as_data else self.aside
        text = render(listed, style.colour)
        if len(listed) == 1 and listed[0].position is None:
            text = text.rpartition("\n\n")[0] + "\n"  # "1 error" would say nothing
        if text and as_data:
            self.data(text)
        elif text:
            self._make_room()
            _to_stderr(text)

    @contextmanager
    def progress(self, doing: str, steps: int = 0, after: float = 1.0) -> Iterator[Callable[[str], None]]:
        """Says on a terminal what takes longer than `after` seconds; the line goes away at the end, however it comes.

        What is given is called with a name as each of `steps` parts begins. Within another progress it says nothing.
        """
        with self._watched(doing, steps, after) as shown:
            yield _unseen if shown is None else shown.step

    @contextmanager
    def counted(self, doing: str, after: float = 1.0) -> Iterator[Callable[[int, int], None] | None]:
        """A function to be called with bytes done and bytes in all; on a terminal it says how far things are.

        None where nobody looks, so that counting costs nothing. It may be called from several threads, one at a time.
        """
        with self._watched(doing, 0, after) as shown:
            yield None if shown is None else shown.bytes_done

    @contextmanager
    def counting(self, doing: str, after: float = 1.0) -> Iterator[Callable[[int, int], None]]:
        """A function to be called with pieces done and pieces in all; on a terminal it says how far things are."""
        with self._watched(doing, 0, after) as shown:
            yield _uncounted if shown is None else shown.pieces_done

    @contextmanager
    def _watched(self, doing: str, steps: int, after: float) -> Iterator[Progress | None]:
        """None where nobody looks, or where another progress is shown."""
        if self._progress is not None or not _is_terminal(sys.stderr) or self._environ.get("CI"):
            yield None
            return
        from riskframe.cli.progress import Progress

        self._progress = shown = Progress(_to_stderr, self.aside, doing, steps, after)
        try:
            yield shown
        finally:
            self._progress = None
            shown.end()

    def _make_room(self) -> None:
        if self._progress is not None:
            self._progress.hide()


def _unseen(_part: str) -> None:
    """A step of what nobody watches."""


def _uncounted(_done: int, _of: int) -> None:
    """A count that nobody watches."""


def _is_terminal(stream: TextIO | None) -> bool:
    try:
        return stream is not None and stream.isatty()
    except ValueError:
        return False  # closed


def _to_stderr(text: str) -> None:
    # Nobody can be told that the way to tell them is gone.
    try:
        sys.stderr.write(text)
        sys.stderr.flush()
    except (OSError, ValueError, AttributeError):
        pass
    except UnicodeEncodeError:
        sys.stderr.write(text.encode("ascii", "backslashreplace").decode())
