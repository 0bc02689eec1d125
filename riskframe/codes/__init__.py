"""Every diagnostic code: what it says, what it means, how to mend it, an example.

E1xx reading and writing files, E2xx syntax, E3xx shape (keys, types, ranges), E4xx content (references, rules).
Warnings start with W and use the same hundreds. A code never changes its meaning and is never used again.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from riskframe.codes.code import Code
from riskframe.codes.content import CONTENT
from riskframe.codes.crosswalks import CROSSWALKS
from riskframe.codes.measurement import MEASUREMENT
from riskframe.codes.model_files import MODEL_FILES
from riskframe.codes.proof import PROOF
from riskframe.codes.reading import READING
from riskframe.codes.shape import SHAPE
from riskframe.codes.syntax import SYNTAX

__all__ = ["CODES", "Code", "page"]

_ALL = sorted(
    (*READING, *SYNTAX, *SHAPE, *CONTENT, *CROSSWALKS, *PROOF, *MEASUREMENT, *MODEL_FILES),
    key=lambda code: (code.id[0] == "W", code.id),
)

CODES: Mapping[str, Code] = MappingProxyType({code.id: code for code in _ALL})
"""Every code by its id, errors first."""


def page(code: Code) -> str:
    """The code's page in Markdown, always under the same headings; `riskframe explain` and the docs print it."""
    return (
        f"# {code.id}: {code.title}\n\n"
        f"## What it means\n\n{code.means}\n\n"
        f"## How to fix it\n\n{code.fix}\n\n"
        f"## Example\n\n```\n{code.example}\n```\n"
    )
