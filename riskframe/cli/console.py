"""The two streams: data on standard output, everything else on standard error."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from riskframe.cli.look.style import Style
    from riskframe.diagnostics import Diagnostic


class Console:
    """Where a command prints. A reader that goes away (`| head`) is no fault and changes no exit code."""

    def __init__(self, colour: str = "auto", environ: Mapping[str, str] | None = None) -> None:
        self._choice = colour
        self._environ = os.environ if environ is None else environ

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

        write_stdout(content)

    def say(self, text: str) -> None:
        """Something about the run, on standard error."""
        style = self.aside
        _to_stderr("".join(f"{style.plain(line)}\n" for line in text.split("\n")))

    def aside_text(self, text: str) -> None:
        """What would be a result if standard output were not taken; already laid out for standard error."""
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
            _to_stderr(text)

    @contextmanager
    def progress(self, doing: str, after: float = 1.0) -> Iterator[None]:
        """Says on a terminal what takes longer than `after` seconds; the line goes away at the end."""
        if not _is_terminal(sys.stderr) or self._environ.get("CI"):
            yield
            return
        import threading

        shown = threading.Event()

        def show() -> None:
            shown.set()
            _to_stderr(f"\r{doing} …" if self.aside.unicode else f"\r{doing} ...")

        timer = threading.Timer(after, show)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()
            timer.join()
            if shown.is_set():
                _to_stderr("\r\x1b[2K")

    @contextmanager
    def counted(self, doing: str, every: float = 0.5) -> Iterator[Callable[[int, int], None] | None]:
        """A function to be called with bytes done and bytes in all; on a terminal it says how far things are.

        None where nobody looks, so that counting costs nothing. It may be called from several threads, one at a time.
        """
        if not _is_terminal(sys.stderr) or self._environ.get("CI"):
            yield None
            return
        import time

        last = started = time.monotonic()

        def show(done: int, total: int) -> None:
            nonlocal last
            now = time.monotonic()
            if now - last >= every and total:
                last = now
                speed = done / max(now - started, 1e-9) / 1e6
                _to_stderr(f"\r\x1b[2K{doing}: {100 * done // total} % of {total / 1e9:.1f} GB, {speed:.0f} MB/s")

        try:
            yield show
        finally:
            if last != started:
                _to_stderr("\r\x1b[2K")

    @contextmanager
    def counting(self, doing: str) -> Iterator[Callable[[int, int], None]]:
        """Shows on a terminal how many pieces of a long work are done; the line goes away at the end."""
        if not _is_terminal(sys.stderr) or self._environ.get("CI"):
            yield _unseen
            return

        def show(done: int, of: int) -> None:
            _to_stderr(f"\r\x1b[2K{doing}: {done:,} of {of:,}")

        try:
            yield show
        finally:
            _to_stderr("\r\x1b[2K")


def _unseen(done: int, of: int) -> None:
    """Nobody looks."""
    del done, of


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
