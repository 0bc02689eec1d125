"""Which importers there are: the modules of `riskframe.importers`, and what other packages announce by entry points."""

from __future__ import annotations

import pkgutil
from functools import cache
from importlib import import_module

from riskframe.intake.protocol import Importer

GROUP = "riskframe.importers"


class BrokenImporter(RuntimeError):
    """An installed package announces an importer that cannot be loaded or is none; says which."""


@cache
def importers() -> tuple[Importer, ...]:
    """Every importer, by name. Raises BrokenImporter, also where two share a name."""
    from importlib.metadata import entry_points

    found: dict[str, Importer] = {}
    announced = {f"{entry.module}:{entry.attr}" for entry in entry_points(group=GROUP)}
    for value in [*ours(), *sorted(value for value in announced if not value.startswith(f"{GROUP}."))]:
        made = _loaded(value)
        if made.name in found:
            raise BrokenImporter(f'two importers are called "{made.name}": {value} is the second')
        found[made.name] = made
    return tuple(found[name] for name in sorted(found))


def ours() -> tuple[str, ...]:
    """Our own, found in the package as well as announced: an editable installation keeps the entry points it had."""
    # By name, because the importers stand above this module.
    package = import_module(GROUP)
    modules = sorted(f"{GROUP}.{module.name}" for module in pkgutil.iter_modules(package.__path__))
    return tuple(f"{module}:IMPORTER" for module in modules if hasattr(import_module(module), "IMPORTER"))


def _loaded(value: str) -> Importer:
    module, _, attribute = value.partition(":")
    try:
        made = getattr(import_module(module), attribute)
    except (ImportError, AttributeError) as error:
        raise BrokenImporter(f"the importer {value} cannot be loaded: {error}") from error
    if not isinstance(made, Importer):
        raise BrokenImporter(f"{value} is no importer")
    return made
