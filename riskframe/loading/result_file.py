"""A JSON result that riskframe wrote earlier -> Assessment."""

from __future__ import annotations

from riskframe.assessment import SCHEMA, Assessment
from riskframe.diagnostics import Diagnostic, InvalidInput, Position
from riskframe.loading.tree import Tree


def is_result(tree: Tree) -> bool:
    """Whether a document says of itself that it is a result."""
    said = tree.data.get("schema") if isinstance(tree.data, dict) else None
    return isinstance(said, str) and said.startswith("riskframe-assessment/")


def result_of(tree: Tree) -> Assessment:
    """The assessment that a document holds. Raises InvalidInput with every fault at its line (E304, E309)."""
    from pydantic import TypeAdapter, ValidationError

    said = tree.data["schema"]
    if said != SCHEMA:
        position = tree.locate(("schema",))
        message = f'this result has the schema "{said}"; this version of riskframe reads "{SCHEMA}"'
        raise InvalidInput([Diagnostic("E304", message, position, tree.source_line(position.line), (SCHEMA,))])
    try:
        return TypeAdapter(Assessment).validate_python(tree.data)
    except ValidationError as error:
        raise InvalidInput([_diagnostic(tree, e["loc"], e["msg"]) for e in error.errors(include_url=False)]) from None


def _diagnostic(tree: Tree, path: tuple[str | int, ...], message: str) -> Diagnostic:
    position: Position = tree.locate(path)
    hint = "results are written by riskframe and not meant to be edited: assess again"
    return Diagnostic("E309", f"this is not a whole result: {message.lower()}", position,
                      tree.source_line(position.line), hint=hint)  # fmt: skip
