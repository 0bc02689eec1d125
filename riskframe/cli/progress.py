"""One line on standard error about what takes long. It comes late, moves with the work, and goes away."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from riskframe.cli.look.style import Style, fitted

WIDTH = 20
"""Cells of the bar itself."""
EVERY = 0.5
"""Seconds between two looks at a count of bytes."""


class Progress:
    """Shown after some seconds only; `steps` parts make a bar, none (or one) a sentence. Safe to end at any time."""

    def __init__(self, write: Callable[[str], None], style: Style, doing: str, steps: int, after: float) -> None:
        self._write, self._style, self._doing, self._steps = write, style, doing, steps
        self._part, self._done = "", -1
        self._started = self._counted = time.monotonic()
        self._due, self._drawn = False, False
        self._lock = threading.Lock()
        self._timer = threading.Timer(after, self._come_due)
        self._timer.daemon = True
        self._timer.start()

    def step(self, part: str) -> None:
        """The next part begins."""
        with self._lock:
            self._part, self._done = part, self._done + 1
            if self._due:
                self._draw()

    def bytes_done(self, done: int, total: int) -> None:
        """So many bytes of so many are done."""
        now = time.monotonic()
        if now - self._counted < EVERY or not total:
            return
        with self._lock:
            self._counted, self._done, self._steps = now, done, total
            self._part = f"of {total / 1e9:.1f} GB, {done / (now - self._started) / 1e6:.0f} MB/s"
            if self._due:
                self._draw()

    def pieces_done(self, done: int, total: int) -> None:
        """So many pieces of so many are done."""
        with self._lock:
            self._part, self._done, self._steps = "", done, total
            if self._due:
                self._draw()

    def hide(self) -> None:
        """Make room for other lines; the next part draws it again."""
        with self._lock:
            if self._drawn:
                self._write("\r\x1b[2K")
                self._drawn = False

    def end(self) -> None:
        """Take the line back, whatever was reached."""
        self._timer.cancel()
        self._timer.join()
        self.hide()

    def _come_due(self) -> None:
        with self._lock:
            self._due = True
            self._draw()

    def _draw(self) -> None:
        # Cut rather than wrapped: of a line that wraps only the last part could be taken back.
        self._write(
            ("\r\x1b[2K" if self._drawn else "\r")
            + self._style.plain(fitted(self._line(), self._style.width - 1).rstrip())
        )
        self._drawn = True

    def _line(self) -> str:
        if self._steps <= 1:
            return " ".join(x for x in (self._doing, self._part) if x) + (" …" if self._style.unicode else " ...")
        done = min(max(self._done, 0), self._steps)
        full = WIDTH * done // self._steps
        count = f"{100 * done // self._steps} %" if self._counted > self._started else f"{done}/{self._steps}"
        bar = "━" * full + "─" * (WIDTH - full) if self._style.unicode else f"[{'#' * full:-<{WIDTH}}]"
        return " ".join(x for x in (self._doing, bar, count, self._part) if x)
