"""Every name that a condition, a step or a profile may use under one rubric, with what it stands for."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from types import UnionType
from typing import Any, Union, get_args, get_origin

from riskframe.profile import FACETS, AssessmentFacts, ModelFacts, Release
from riskframe.rubric.schema import Classification, Criterion, Domain, FactKind
from riskframe.scales import Polarity


@dataclass(frozen=True, slots=True)
class RatingPath:
    """One thing that is rated: a criterion, perhaps of one domain, perhaps one facet of a capability.

    Levels count from 1 to `top`; `words` are their names (the numbers where the scale has none).
    """

    path: str
    criterion: Criterion
    domain: str | None
    facet: str | None
    top: int
    words: tuple[str, ...]

    @property
    def polarity(self) -> Polarity:
        return self.criterion.polarity

    @property
    def harmful_end(self) -> int:
        return self.top if self.polarity is Polarity.RISK else 1

    @property
    def favourable_end(self) -> int:
        return 1 if self.polarity is Polarity.RISK else self.top

    def level_of(self, word: object) -> int | None:
        """The level that a number or a word stands for; None where it stands for none."""
        if isinstance(word, bool):
            return None
        if isinstance(word, int):
            return word if 1 <= word <= self.top else None
        if isinstance(word, str) and word in self.words:
            return self.words.index(word) + 1
        return None

    def ease_of(self, level: int) -> int:
        """The level's ease, 5 trivial .. 1 infeasible: stated in the rubric, else the level (risk) or its mirror."""
        for item in self.criterion.levels:
            if item.level == level and item.ease is not None:
                return item.ease
        return level if self.polarity is Polarity.RISK else self.top + 1 - level


FactType = str  # "yes_no" | "number" | "text" | "choice" | "date" | "list"


@dataclass(frozen=True, slots=True)
class FactPath:
    """A fact of a profile that conditions may read, with its type."""

    path: str
    type: FactType
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All names of one rubric."""

    ratings: dict[str, RatingPath]
    facts: dict[str, FactPath]
    options: tuple[str, ...]
    irreversible: tuple[str, ...]
    domains: dict[str, int]
    """domain -> severity by the rubric."""
    safeguard_kinds: tuple[str, ...]
    lives_in: tuple[str, ...]
    routes: tuple[str, ...]
    tests: tuple[str, ...]
    components: tuple[str, ...]
    classifications: dict[str, Classification] = field(default_factory=dict)
    units: tuple[str, ...] = ()
    """What is rated by itself and has no pathways."""

    @property
    def subjects(self) -> tuple[str, ...]:
        """Domains and units: what is rated one by one."""
        return (*self.domains, *self.units)


def rating_paths(
    criteria: tuple[Criterion, ...],
    domains: dict[str, Domain],
    units: tuple[str, ...],
    words: dict[str, tuple[str, ...]],
) -> dict[str, RatingPath]:
    """All rating paths of a rubric, in the order in which the rubric lists its criteria, domains and units."""
    found: dict[str, RatingPath] = {}

    def add(path: str, criterion: Criterion, domain: str | None, facet: str | None) -> None:
        names = words.get(criterion.scale or "", tuple(str(i + 1) for i in range(len(criterion.levels))))
        found[path] = RatingPath(path, criterion, domain, facet, len(names), names)

    for criterion in criteria:
        stem = f"{criterion.group}.{criterion.id}"
        if criterion.group == "capability":
            owner = next((d for d, spec in domains.items() if spec.capability == criterion.id), None)
            for facet in FACETS:
                add(f"{stem}.{facet}", criterion, owner, facet)
        elif criterion.per == "domain":
            for domain in criterion.domains if criterion.domains is not None else (*domains, *units):
                add(f"{stem}.{domain}", criterion, domain, None)
        else:
            add(stem, criterion, None, None)
    return found


def profile_facts(declared: tuple[FactKind, ...]) -> dict[str, FactPath]:
    """The fact paths of a profile: fields of model, release and assessment, and what the rubric declares."""
    found = {
        f"{section}.{name}": FactPath(f"{section}.{name}", kind)
        for section, record in (("model", ModelFacts), ("release", Release), ("assessment", AssessmentFacts))
        for name, annotation in record.model_fields.items()
        if (kind := _fact_type(annotation.annotation)) is not None
    }
    found["model.weights.sha256"] = FactPath("model.weights.sha256", "text")
    for fact in declared:
        found[f"facts.{fact.id}"] = FactPath(f"facts.{fact.id}", fact.type, tuple(map(str, fact.choices)))
    return found


def _fact_type(annotation: Any) -> FactType | None:
    if get_origin(annotation) in (Union, UnionType):
        kinds = {_fact_type(a) for a in get_args(annotation) if a is not type(None)}
        return kinds.pop() if len(kinds) == 1 else None
    if hasattr(annotation, "__metadata__"):
        return _fact_type(annotation.__origin__)
    if get_origin(annotation) is tuple:
        return "list"
    return {bool: "yes_no", int: "number", float: "number", str: "text", date: "date"}.get(annotation)
