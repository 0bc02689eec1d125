"""Which licences count as open, and for what kind of work each is made: `rubrics/openness/licences.yaml`."""

from __future__ import annotations

from functools import cache
from typing import Literal

from riskframe.bundled import bundled_dir
from riskframe.diagnostics import InvalidInput
from riskframe.records import Day, Name, Record

Work = Literal["code", "data", "document"]
LicenceKind = Literal["open", "open_wrong_type", "restricted", "none"]


class MadeFor(Record):
    """Licences by the kind of work that they are made for; a licence may stand under several, or under none."""

    code: tuple[Name, ...]
    data: tuple[Name, ...]
    document: tuple[Name, ...]


class ListSource(Record):
    """Where the list comes from."""

    title: Name
    ref: Name


class Licences(Record):
    """The list as of a day. A licence that it does not name counts as not open."""

    riskframe_licences: Literal[1]
    as_of: Day
    source: ListSource
    open: tuple[Name, ...]
    made_for: MadeFor

    def kind(self, licence: str | None, work: Work) -> LicenceKind:
        """What a licence is for a kind of work. Names count letter by letter; no licence is `none`, never open."""
        if licence is None:
            return "none"
        if licence not in self.open:
            return "restricted"
        return "open" if licence in getattr(self.made_for, work) else "open_wrong_type"


@cache
def bundled_licences() -> Licences:
    """The list that ships with the rubric `openness`. Raises InvalidInput where somebody broke it."""
    from riskframe.loading.tree import parse_leniently, read_source
    from riskframe.loading.validate import validate

    tree = parse_leniently(read_source(bundled_dir("rubrics") / "openness" / "licences.yaml"))
    found, faults = validate(Licences, tree)
    if found is None:
        raise InvalidInput(faults)
    return found
