"""render(): an assessment in the formats that are asked for."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Literal, get_args

if TYPE_CHECKING:
    from riskframe.assessment import Assessment
    from riskframe.profile import Profile
    from riskframe.rubric.resolve import Rubric

Format = Literal["json", "markdown"]
FORMATS: tuple[Format, ...] = get_args(Format)


def render(
    assessment: Assessment,
    rubric: Rubric,
    formats: Iterable[Format],
    *,
    language: str = "en",
    profile: Profile | None = None,
) -> dict[Format, bytes]:
    """The report of an assessment in each format, as bytes that are ready to be written."""
    wanted = list(dict.fromkeys(formats))
    made: dict[Format, bytes] = {}
    view = None
    for name in wanted:
        if name == "json":
            from riskframe.report.json import to_json

            made[name] = to_json(assessment)
        elif name == "markdown":
            from riskframe.report.markdown import to_markdown
            from riskframe.report.view.build import view_of
            from riskframe.report.words import words

            view = view or view_of(assessment, rubric, words(language), profile=profile)
            made[name] = to_markdown(view, assessment)
        else:
            raise ValueError(f"no such format: {name}")
    return made
