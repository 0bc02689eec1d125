"""The sentence that a record's author wrote about a field, for use as a hint."""

from __future__ import annotations

import ast
import inspect
import textwrap
from functools import cache
from itertools import pairwise

_LONGEST = 160


def about(record: type | None, field: str) -> str | None:
    """The field's description, or the first sentence of the docstring below it; None where there is neither."""
    if record is None:
        return None
    info = getattr(record, "model_fields", {}).get(field)
    described = getattr(info, "description", None)
    if described:
        return _first_sentence(described)
    for owner in record.__mro__:
        if text := _docstrings(owner).get(field):
            return _first_sentence(text)
    return None


@cache
def _docstrings(record: type) -> dict[str, str]:
    try:
        tree = ast.parse(textwrap.dedent(inspect.getsource(record)))
    except (OSError, TypeError, SyntaxError):
        return {}
    body = tree.body[0].body if tree.body and isinstance(tree.body[0], ast.ClassDef) else []
    found = {}
    for field, text in pairwise(body):
        match field, text:
            case ast.AnnAssign(target=ast.Name(id=name)), ast.Expr(value=ast.Constant(value=str(said))):
                found[name] = said
    return found


def _first_sentence(text: str) -> str:
    flat = " ".join(text.split())
    end = flat.find(". ")
    sentence = (flat if end < 0 else flat[:end]).rstrip(".")
    return sentence if len(sentence) <= _LONGEST else sentence[: _LONGEST - 1] + "…"
