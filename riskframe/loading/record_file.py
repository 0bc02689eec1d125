"""A file that holds one record (a release manifest, waivers, a lock, a plan) -> the record, with every fault at its line."""

from __future__ import annotations

from dataclasses import dataclass
from os import PathLike
from typing import Generic, TypeVar

from riskframe.diagnostics import InvalidInput
from riskframe.loading.tree import Source, Tree, parse_leniently, read_source
from riskframe.records import Record

Kind = TypeVar("Kind", bound=Record)


@dataclass(frozen=True, slots=True)
class ReadRecord(Generic[Kind]):
    """A record with the document that it was read from."""

    record: Kind
    tree: Tree

    @property
    def sha256(self) -> str:
        """Of the file's own bytes."""
        return self.tree.source.sha256 or ""


def read_record(path: str | PathLike[str], kind: type[Kind]) -> ReadRecord[Kind]:
    """The record in a YAML or JSON file (`-` is standard input). Raises InvalidInput with every fault."""
    return parse_record(read_source(path), kind)


def parse_record(source: Source, kind: type[Kind]) -> ReadRecord[Kind]:
    """The record in a text that is already read. Raises InvalidInput with every fault."""
    from riskframe.loading.validate import validate

    tree = parse_leniently(source)
    record, found = validate(kind, tree)
    if record is None:
        raise InvalidInput(found)
    return ReadRecord(record, tree)
