"""Everything that measured evidence says under one rubric, in one record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from riskframe.evidence import Evidence
from riskframe.measurement.elicitation import DomainElicitation, elicitation
from riskframe.measurement.quality import QualityFinding, quality
from riskframe.measurement.suggest import NoSuggestion, Suggestion, suggest
from riskframe.profile import Profile
from riskframe.rubric.resolve import Rubric


@dataclass(frozen=True, slots=True)
class Measured:
    """What results suggest, why others suggest nothing, how good they are, and what was tried at all.

    No rule, no level and no gate reads any of it.
    """

    suggestions: tuple[Suggestion, ...]
    no_suggestion: tuple[NoSuggestion, ...]
    quality: tuple[QualityFinding, ...]
    elicitation: tuple[DomainElicitation, ...]


def measured(
    profile: Profile,
    rubric: Rubric,
    accepted: Mapping[str, Evidence],
    cited: Mapping[str, tuple[str, ...]],
    expires: date,
) -> Measured:
    """accepted: evidence that counts, by id. cited: rating path -> accepted evidence that the rating cites."""
    found = suggest(profile, rubric, accepted)
    return Measured(
        found.suggestions, found.nothing, quality(profile, rubric, accepted, expires),
        elicitation(profile, rubric, accepted, cited),
    )  # fmt: skip
