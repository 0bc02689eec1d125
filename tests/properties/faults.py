"""Planting a fault in the engine: one line of its source replaced, the functions it stands in given the altered code."""

from __future__ import annotations

import importlib
import inspect
import types
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass


@dataclass(frozen=True)
class Fault:
    """A mistake that somebody might make: in `module`, `right` becomes `wrong`."""

    name: str
    module: str
    right: str
    wrong: str


@contextmanager
def planted(fault: Fault) -> Iterator[None]:
    """The engine with the fault in it.

    Functions keep their identity and get other code, so that everybody who imported them meets the fault.
    """
    module = importlib.import_module(f"riskframe.{fault.module}")
    source = inspect.getsource(module)
    assert source.count(fault.right) == 1, f"{fault.module} changed: plant {fault.name!r} anew"
    altered = types.ModuleType(module.__name__)
    code = compile(source.replace(fault.right, fault.wrong), f"<{fault.name}>", "exec")
    exec(code, altered.__dict__)  # noqa: S102  our own source with one line replaced
    wrong = dict(_functions(altered))
    before = {function: function.__code__ for _, function in _functions(module)}
    try:
        for name, function in _functions(module):
            function.__code__ = wrong[name].__code__
        yield
    finally:
        for function, original in before.items():
            function.__code__ = original


def _functions(owner: types.ModuleType | type, within: str = "") -> Iterator[tuple[str, types.FunctionType]]:
    """Functions and methods that a module defines, with their qualified names."""
    home = owner.__name__ if isinstance(owner, types.ModuleType) else owner.__module__
    for name, found in vars(owner).items():
        inside = (
            found.__func__ if isinstance(found, staticmethod) else found.fget if isinstance(found, property) else found
        )
        if isinstance(inside, types.FunctionType) and inside.__module__ == home and inside.__name__ == name:
            yield f"{within}{name}", inside
        elif isinstance(found, type) and found.__module__ == home:
            yield from _functions(found, f"{within}{name}.")
