"""Templates: sandboxed, and read from the bundled folder or from one that stands in for parts of it."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from riskframe.bundled import bundled_dir
from riskframe.report.plaintext import shortened
from riskframe.report.view.options import capitalised
from riskframe.report.view.records import Condition

if TYPE_CHECKING:
    from jinja2.sandbox import ImmutableSandboxedEnvironment

LARGEST = 1_000_000
"""Bytes; no template is larger."""


class TemplateRefused(ValueError):
    """A template that cannot be used: it leaves its folder, is too large, is wrong, or asks for what it may not have.

    `template` is its name and `line` (from 1) the place, where they are known.
    """

    def __init__(self, message: str, template: str | None = None, line: int | None = None) -> None:
        self.template, self.line = template, line
        super().__init__(message)


def environment(own: Path | None = None) -> ImmutableSandboxedEnvironment:
    """The environment of the report templates; that of the bundled ones is kept, with its compiled templates.

    Sandboxed and with everything escaped, for the bundled templates as for those of `own`: a template reaches records
    and strings, no code, no file outside its folder, no network. A name that does not exist is an error, never a gap.
    Templates of `own` have a budget of steps and sizes besides (riskframe/report/sandbox.py).
    """
    if own is None:
        return _bundled()
    from riskframe.report.sandbox import OwnSandbox

    return _made(OwnSandbox, (own, bundled_dir("templates") / "report"))


@cache
def _bundled() -> ImmutableSandboxedEnvironment:
    from riskframe.report.compiled import kept_beside
    from riskframe.report.sandbox import Sandbox

    folder = bundled_dir("templates") / "report"
    made = _made(Sandbox, (folder,))
    made.bytecode_cache = kept_beside(folder)
    return made


def _made(kind: type[ImmutableSandboxedEnvironment], folders: tuple[Path, ...]) -> ImmutableSandboxedEnvironment:
    from jinja2 import ChoiceLoader, StrictUndefined

    made = kind(
        loader=ChoiceLoader([_loader(folder) for folder in folders]),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        extensions=[],
    )
    made.filters.update(FILTERS)
    return made


def _loader(folder: Path) -> Any:
    from jinja2 import FunctionLoader

    root = folder.resolve()

    def read(name: str) -> tuple[str, str, Callable[[], bool]] | None:
        path = (root / name).resolve()
        if not path.is_relative_to(root):
            raise TemplateRefused(f'template "{name}" lies outside {folder.name}', name)
        if not path.is_file():
            return None
        if path.stat().st_size > LARGEST:
            raise TemplateRefused(f'template "{name}" is larger than {LARGEST} bytes', name)
        return path.read_text(encoding="utf-8"), str(path), lambda: True

    return FunctionLoader(read)


def css_text(text: str) -> str:
    """A text that stands in a CSS string: quotation marks, backslashes, angle brackets and line ends as escapes."""
    from markupsafe import Markup

    special = set("\"\\<>&'{}\n\r\f")
    return Markup("".join(f"\\{ord(c):x} " if c in special or ord(c) < 32 else c for c in str(text)))  # noqa: S704 escaped


def prose(text: str, most: int) -> str:
    """Prose of a rubric, cut to `most` characters, with `names in backticks` set as such."""
    from markupsafe import Markup, escape

    parts = shortened(str(text), most).split("`")
    if len(parts) % 2 == 0:  # a backtick that nothing closes is a character like any other
        parts[-2:] = ["`".join(parts[-2:])]
    marked = (escape(p) if i % 2 == 0 else Markup("<code>{}</code>").format(p) for i, p in enumerate(parts))
    return Markup().join(marked)


def open_first(conditions: tuple[Condition, ...]) -> list[Condition]:
    """Conditions that are not met, then the others."""
    return sorted(conditions, key=lambda c: c.state.kind == "met")


FILTERS: dict[str, Callable[..., object]] = {
    "short": lambda text, most: shortened(str(text), most),
    "capitalised": lambda text: capitalised(str(text)),
    "open_first": open_first,
    "at_least_zero": lambda n: max(0, n),
    "csstext": css_text,
    "prose": prose,
}
