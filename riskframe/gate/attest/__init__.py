"""What can be kept beside a release: who decided what about which bytes. riskframe emits; signing is left to others."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from riskframe.gate.attest.attested import Attested

STATEMENTS = ("in-toto", "cyclonedx", "spdx", "oscal", "vector")
"""Forms that state the decision itself."""


def stated(form: str, of: Attested) -> bytes:
    """One run of the gate in one of the STATEMENTS. Raises KeyError for any other."""
    return _writers()[form](of)


def _writers() -> Mapping[str, Callable[[Attested], bytes]]:
    from riskframe.gate.attest.cyclonedx import cyclonedx
    from riskframe.gate.attest.oscal import oscal
    from riskframe.gate.attest.spdx import spdx
    from riskframe.gate.attest.statement import statement
    from riskframe.gate.attest.vector import vectors

    return {"in-toto": statement, "cyclonedx": cyclonedx, "spdx": spdx, "oscal": oscal, "vector": vectors}
