"""What the gate says, in the forms that pipelines, forges and trackers show; one module a form. Pure: records in, bytes out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from riskframe.gate.formats.told import GateRun

FORMS = ("lines", "sarif", "junit", "github", "gitlab")
"""Forms that tell findings."""


def written(form: str, run: GateRun) -> bytes:
    """A run of the gate in one of the FORMS. Raises KeyError for any other."""
    return _writers()[form](run)


def _writers() -> Mapping[str, Callable[[GateRun], bytes]]:
    from riskframe.gate.formats.github import github
    from riskframe.gate.formats.gitlab import gitlab
    from riskframe.gate.formats.junit import junit
    from riskframe.gate.formats.lines import lines
    from riskframe.gate.formats.sarif import sarif

    return {"lines": lines, "sarif": sarif, "junit": junit, "github": github, "gitlab": gitlab}
