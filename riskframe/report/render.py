"""render(): an assessment in the formats that are asked for."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Literal, get_args

if TYPE_CHECKING:
    from riskframe.assessment import Assessment
    from riskframe.rubric.resolve import Rubric

Format = Literal["json", "markdown"]
FORMATS: tuple[Format, ...] = get_args(Format)


def render(assessment: Assessment, rubric: Rubric, formats: Iterable[Format]) -> dict[Format, bytes]:
    """The report of an assessment in each format, as bytes that are ready to be written."""
    wanted = list(dict.fromkeys(formats))
    made: dict[Format, bytes] = {}
    for name in wanted:
        if name == "json":
            from riskframe.report.json import to_json

            made[name] = to_json(assessment)
        else:
            raise ValueError(f"no such format: {name}")
    return made
