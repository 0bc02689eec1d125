"""A real browser, spoken to over a pipe: Chromium's own protocol needs no driver and no port."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
PATIENCE = 120


def browser() -> str | None:
    """The Chromium of this machine; RISKFRAME_BROWSER names another."""
    named = os.environ.get("RISKFRAME_BROWSER")
    return named or next((found for name in NAMES if (found := shutil.which(name))), None)


def axe() -> str:
    """axe-core, as a package of the development environment brings it."""
    found = find_spec("axe_playwright_python")
    assert found is not None, "axe-playwright-python is in the development lock"
    assert found.origin is not None
    return (Path(found.origin).parent / "axe.min.js").read_text(encoding="utf-8")


class Browser:
    """One tab. `told` holds what the page logged and which addresses it asked for."""

    def __init__(self, process: subprocess.Popen[bytes], to: int, of: int) -> None:
        self._process, self._to, self._of = process, to, of
        self._number, self._rest, self._session = 0, b"", ""
        self.errors: list[str] = []
        self.asked: list[str] = []

    def start(self) -> None:
        target = self.do("Target.createTarget", url="about:blank")["targetId"]
        self._session = self.do("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network", "Accessibility"):
            self.do(f"{domain}.enable")

    def do(self, method: str, **parameters: Any) -> dict[str, Any]:
        self._number += 1
        said = {"id": self._number, "method": method, "params": parameters}
        if self._session:
            said["sessionId"] = self._session
        os.write(self._to, json.dumps(said).encode() + b"\0")
        while True:
            heard = self._hear()
            if heard.get("id") == self._number:
                assert "error" not in heard, (method, heard["error"])
                result: dict[str, Any] = heard["result"]
                return result
            self._note(heard)

    def wait_for(self, event: str) -> None:
        while True:
            heard = self._hear()
            self._note(heard)
            if heard.get("method") == event:
                return

    def _hear(self) -> dict[str, Any]:
        import select

        while b"\0" not in self._rest:
            ready, _, _ = select.select([self._of], [], [], PATIENCE)
            assert ready, "the browser says nothing"
            more = os.read(self._of, 1 << 20)
            assert more, "the browser ended"
            self._rest += more
        line, _, self._rest = self._rest.partition(b"\0")
        heard: dict[str, Any] = json.loads(line)
        return heard

    def _note(self, heard: dict[str, Any]) -> None:
        method, said = heard.get("method"), heard.get("params", {})
        if method == "Log.entryAdded" and said["entry"]["level"] == "error":
            self.errors.append(said["entry"]["text"])
        elif method == "Runtime.exceptionThrown":
            self.errors.append(said["exceptionDetails"]["text"])
        elif method == "Network.requestWillBeSent":
            self.asked.append(said["request"]["url"])

    def show(
        self, path: Path, *, dark: bool = False, width: int = 1280, media: str = "screen", scripts: bool = True
    ) -> None:
        self.errors.clear()
        self.asked.clear()
        self.do("Emulation.setEmulatedMedia", media=media,
                features=[{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}])  # fmt: skip
        self.do("Emulation.setDeviceMetricsOverride", width=width, height=900, deviceScaleFactor=1, mobile=width < 600)
        self.do("Emulation.setScriptExecutionDisabled", value=not scripts)
        self.do("Page.navigate", url="about:blank")
        self.wait_for("Page.loadEventFired")
        self.asked.clear()
        self.do("Page.navigate", url=path.as_uri())
        self.wait_for("Page.loadEventFired")

    def run(self, code: str) -> Any:
        done = self.do("Runtime.evaluate", expression=code, awaitPromise=True, returnByValue=True)
        assert "exceptionDetails" not in done, done["exceptionDetails"]
        return done["result"].get("value")

    def press(self, key: str, code: int) -> None:
        text = {"text": "\r"} if key == "Enter" else {}
        self.do("Input.dispatchKeyEvent", type="keyDown", key=key, code=key, windowsVirtualKeyCode=code, **text)
        self.do("Input.dispatchKeyEvent", type="keyUp", key=key, code=key, windowsVirtualKeyCode=code)


@contextmanager
def running() -> Iterator[Browser]:
    """A browser that is gone afterwards, with its profile."""
    found = browser()
    assert found is not None
    theirs_in, ours_out = os.pipe()
    ours_in, theirs_out = os.pipe()
    # Out of the way of 3 and 4, which are the two that the browser speaks on.
    import fcntl

    r, w = (fcntl.fcntl(fd, fcntl.F_DUPFD, 20) for fd in (theirs_in, theirs_out))

    def connect() -> None:
        os.dup2(r, 3)
        os.dup2(w, 4)

    with tempfile.TemporaryDirectory(prefix="riskframe-browser-", ignore_cleanup_errors=True) as folder:
        process = subprocess.Popen(
            [found, "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
             "--disable-extensions", "--disable-background-networking", f"--user-data-dir={folder}",
             "--remote-debugging-pipe"],
            preexec_fn=connect,  # noqa: PLW1509 - no threads here, and it only moves two numbers
             pass_fds=(3, 4), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        for fd in (theirs_in, theirs_out, r, w):
            os.close(fd)
        try:
            made = Browser(process, ours_out, ours_in)
            made.start()
            yield made
        finally:
            process.kill()
            process.wait()
            for fd in (ours_out, ours_in):
                os.close(fd)
