"""The questions of a rubric, in the order in which somebody would answer them, and which of them are open."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from riskframe.diagnostics import KeyPath
from riskframe.inquiry.places import rating_place
from riskframe.rubric.resolve import Rubric
from riskframe.rubric.schema import FactKind
from riskframe.rubric.vocabulary import RatingPath
from riskframe.scales import Polarity

Kind = Literal["text", "words", "number", "choice", "choices", "yes_no", "rating"]

_FACETS = {
    "as_released": "As released, with every safeguard on.",
    "as_modified": "After removal of the safeguards, fine-tuning and tools: the best that the named actor reaches.",
}


@dataclass(frozen=True, slots=True)
class Question:
    """One question and the place of its answer in the profile."""

    place: KeyPath
    kind: Kind
    title: str
    asks: str
    choices: tuple[tuple[str, str], ...] = ()
    """What can be answered, each with what it means; for a rating its levels, lowest first."""
    harmful: Literal["highest", "lowest"] | None = None
    """rating only: which end is the harmful one."""
    hints: tuple[str, ...] = ()
    """What to look for."""
    not_applicable: bool = False
    comparator: bool = False
    """Whether the answer counts only with a named, dated comparator."""
    placeholder: Any = None
    """What `init` writes where nothing is known yet."""


def questions(rubric: Rubric) -> tuple[Question, ...]:
    """Every question that the rubric has for a profile, safeguards and evidence apart."""
    return (*_model(), *_release(rubric), *_facts(rubric), *_ratings(rubric), *_sizes(rubric))


def is_open(question: Question, document: Mapping[str, Any]) -> bool:
    """Whether nobody has answered yet. `{unknown: true}` with a reason is an answer, the bare word `unknown` is not."""
    at: Any = document
    for key in question.place:
        if not isinstance(at, Mapping) or key not in at:
            return True
        at = at[key]
    return at is None or at == question.placeholder or (question.kind == "rating" and at == "unknown")


def _model() -> Iterator[Question]:
    yield Question(
        ("model", "name"), "text", "Name of the model", "What is the model called?", placeholder="unnamed model"
    )
    yield Question(("model", "developer"), "text", "Developer", "Who made it?", placeholder="unnamed developer")
    yield Question(("model", "version"), "text", "Version", "Which version is this about?")
    hints = ("text, code, image, audio, speech, video, dna, protein ...",)
    yield Question(
        ("model", "output_modalities"),
        "words",
        "Outputs",
        "What comes out of it? Several words are possible.",
        hints=hints,
    )
    yield Question(("model", "parameters"), "number", "Parameters", "How many trained parameters has it? 7e9 is fine.")
    asks = "How many floating-point operations did training take, base model and later training together?"
    yield Question(("model", "training_compute_flop"), "number", "Training compute", asks)


def _release(rubric: Rubric) -> Iterator[Question]:
    if rubric.options:
        chain = tuple((o.id, o.title) for o in rubric.options)
        yield Question(("release", "proposed"), "choice", "Proposed option", "What does somebody want to do?", chain)
    if rubric.benefits:
        goals = tuple((b.id, b.title) for b in rubric.benefits)
        yield Question(("release", "goals"), "choices", "Goals", "What is the release for?", goals, placeholder=[])


def _facts(rubric: Rubric) -> Iterator[Question]:
    for fact in rubric.file.facts:
        kind: Kind = {"yes_no": "yes_no", "number": "number", "choice": "choice"}.get(fact.type, "text")  # type: ignore[assignment]
        yield Question(("facts", fact.id), kind, fact.title, fact.means, _choices(fact))


def _choices(fact: FactKind) -> tuple[tuple[str, str], ...]:
    return tuple((str(choice), "") for choice in fact.choices)


def _ratings(rubric: Rubric) -> Iterator[Question]:
    for rating in rubric.ratings.values():
        # Without an answer safeguards_off stands as as_modified, so it is asked only in the file.
        if rating.facet != "safeguards_off":
            yield _rating(rubric, rating)


def _rating(rubric: Rubric, rating: RatingPath) -> Question:
    criterion = rating.criterion
    title = criterion.title
    if rating.facet:
        title = f"{title}, {rating.facet.replace('_', ' ')}"
    elif rating.domain:
        title = f"{title}: {rubric.title_of(rating.domain)}"
    facet = _FACETS.get(rating.facet or "", "")
    return Question(
        place=rating_place(rating),
        kind="rating",
        title=title,
        asks=f"{criterion.asks} {facet}".strip(),
        choices=tuple((word, level.text) for word, level in zip(rating.words, criterion.levels, strict=True)),
        harmful="highest" if criterion.polarity is Polarity.RISK else "lowest",
        hints=criterion.evidence,
        not_applicable=criterion.may_not_apply,
        comparator=counts_with_comparator(rubric, f"{criterion.group}.{criterion.id}"),
        placeholder="unknown",
    )


def counts_with_comparator(rubric: Rubric, criterion: str) -> bool:
    """Whether a step reads this criterion and counts it only with a named comparator."""
    return any(
        step.rating == criterion and step.counts_with == "comparator" for path in rubric.paths for _, step in path.steps
    )


def _sizes(rubric: Rubric) -> Iterator[Question]:
    for benefit in rubric.benefits:
        yield Question(
            place=("benefits", benefit.id, "size"),
            kind="rating",
            title=f"Benefit: {benefit.title}",
            asks=benefit.asks,
            choices=tuple((str(level.level), level.text) for level in benefit.levels),
            placeholder="unknown",
        )
