"""Whatever pydantic reports, a reader gets words of this project."""

from __future__ import annotations

import re

import pytest
from pydantic import BaseModel
from pydantic_core import PydanticKnownError
from pydantic_core._pydantic_core import list_all_errors  # its own list: a new kind of error fails here first

from riskframe.codes import CODES
from riskframe.loading.messages import Explainer
from riskframe.loading.shape import Shape
from riskframe.loading.tree import Source, parse
from riskframe.loading.unions import Fault

JARGON = re.compile(
    r"[Ii]nput should|dictionary|instance|valid (string|integer|number|list)|unable to parse|Field required|not permitted"
    r"|[Tt]uple|frozenset|boolean|pydantic|iterable|\bNone\b|\bstr\b|\bint\b|validat"
)


class Record(BaseModel):
    field: int


@pytest.mark.parametrize("error", list_all_errors(), ids=lambda error: error["type"])
def test_no_word_of_pydantic_comes_through(error: dict[str, object]) -> None:
    shape = Shape(Record)
    tree = parse(Source("f.yaml", "field: x\n"))
    context = error.get("example_context") or {}
    assert isinstance(context, dict)
    PydanticKnownError(error["type"], context or None)  # type: ignore[arg-type]  # the context is a real one
    fault = Fault(str(error["type"]), shape.place(("field",)), "x", context)
    (problem,) = Explainer(shape, tree, ()).problems(fault)
    assert problem.code in CODES
    assert problem.path == ("field",)
    said = f"{problem.message}\n{problem.hint or ''}".replace(str(context.get("error", "")) or "\0", "")
    assert not JARGON.search(said), said
