"""rubrics/jurisdictions.yaml -> dated facts of jurisdictions, faults at their lines."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from os import PathLike

from riskframe.bundled import bundled_dir
from riskframe.diagnostics import InvalidInput
from riskframe.jurisdictions import Jurisdictions, jurisdiction_faults


@dataclass(frozen=True, slots=True)
class ReadJurisdictions:
    """The facts, and the SHA-256 of the file's text."""

    data: Jurisdictions
    digest: str


def read_jurisdictions(path: str | PathLike[str] | None = None) -> ReadJurisdictions:
    """The facts of a file; those that ship with riskframe where none is named. Raises InvalidInput with every fault."""
    from riskframe.loading.tree import parse_leniently, read_source
    from riskframe.loading.validate import to_diagnostics, validate

    source = read_source(path if path is not None else bundled_dir("rubrics") / "jurisdictions.yaml")
    tree = parse_leniently(source)
    data, faults = validate(Jurisdictions, tree)
    if data is not None:
        faults = to_diagnostics(jurisdiction_faults(data), tree)
    if data is None or any(fault.is_error for fault in faults):
        raise InvalidInput(faults)
    return ReadJurisdictions(data, hashlib.sha256(source.text.encode()).hexdigest())
