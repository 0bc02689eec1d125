"""The file that `init` writes: every question of a rubric, every answer unknown. Valid as it stands."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator
from datetime import date
from typing import Any

from riskframe.inquiry.prefill import Found, Prefill
from riskframe.rubric.resolve import Rubric
from riskframe.rubric.schema import Criterion
from riskframe.rubric.vocabulary import RatingPath
from riskframe.scales import Polarity

_WIDTH = 110


def starter(rubric: Rubric, day: date, *, schema: str | None = None, prefill: Prefill | None = None) -> str:
    """A commented profile for one rubric. `day` becomes the assessment's date; `schema` is what editors validate by.

    prefill: what the model's own files say. Every value that is taken from it says in a comment where it was found.
    """
    parts = [
        _head(rubric, schema),
        _model() if prefill is None else _model_found(prefill),
        _release(rubric, prefill.licence if prefill else None),
        f"assessment:\n  date: {day.isoformat()}\n  # valid_months: {rubric.file.validity.months}\n  # organisation: ...",
        _assessors(),
        _evidence(),
        *_ratings(rubric),
        _safeguards(rubric),
        _benefits(rubric),
        _facts(rubric),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _head(rubric: Rubric, schema: str | None) -> str:
    editor = f"# yaml-language-server: $schema={schema}\n" if schema else ""
    return editor + _comment(
        f"What is known about one model, for the rubric {rubric.id} {rubric.version}. What is not known stays "
        "`unknown`: it stands at the harmful end and never passes. Every rating cites evidence by its id; one that "
        "cites none counts as unknown. Ratings and conclusions only: no operational detail about attacks or weapons."
    ) + "\n" + _comment(
        "Next: `riskframe check` finds faults, `riskframe assess` decides, `riskframe explain NAME` says what something "
        "means, `riskframe init FILE --interactive` asks the open questions one by one."
    ) + "\nriskframe: 1"  # fmt: skip


def _model() -> str:
    return """model:
  name: unnamed model
  # version: "1.0"
  developer: unnamed developer
  modalities: [text]                # what goes in and comes out: text, code, image, audio, speech, video, dna ...
  # output_modalities: [text]
  # parameters: 7.0e+10             # trained parameters
  # training_compute_flop: 6.3e+24  # floating-point operations, base model and later training together
  # training_data: [web_text, code]
  # base_model: ...
  # weights: {path: model.safetensors, sha256: ...}"""


def _model_found(prefill: Prefill) -> str:
    """The model's facts as its files state them; what they do not say stays a comment, as in an empty profile."""

    def stated(key: str, found: Found[Any] | None, absent: str) -> list[str]:
        if found is None:
            return _said(absent, "  ")
        return [*_said(f"{key}: {found.origin}", "  "), f"  {key}: {_value(found.value)}"]

    lines = [
        "model:",
        *stated("name", prefill.name, ""),
        "  # version: ...                  # not found in the folder",
        "  developer: unnamed developer    # not found in the folder: a card does not say who stands behind it",
        *(stated("modalities", prefill.modalities, "") if prefill.modalities
          else ["  modalities: []                  # not found in the folder: text, code, image, audio, speech, dna ..."]),
        *stated("output_modalities", prefill.output_modalities, "output_modalities: [...]"),
        *stated("parameters", prefill.parameters, "parameters: 7.0e+10 (not found; trained parameters)"),
        *_said("training_compute_flop: 6.3e+24 (not found; floating-point operations, base model and later training)", "  "),
        *_said("training_data: [web_text, code] (not found: kinds of data, not names of data sets)", "  "),
        *stated("base_model", prefill.base_model, "base_model: ... (not found)"),
        *_weights(prefill),
    ]  # fmt: skip
    if prefill.notes:
        lines += _said("Also found, for whoever rates:", "  ")
        lines += [line for n in prefill.notes for line in _said(f"- {n.value} ({n.origin})", "  ", hang="  ")]
    if prefill.remarks:
        lines += _said("Not taken from the folder, and why:", "  ")
        lines += [line for remark in prefill.remarks for line in _said(f"- {remark}", "  ", hang="  ")]
    return "\n".join(lines)


def _weights(prefill: Prefill) -> Iterator[str]:
    if not prefill.weights:
        yield "  # weights: {path: ..., sha256: ...}   # no file of weights in the folder: the assessment is bound to none"
        return
    yield from _said("SHA-256 of each file of weights:", "  ")
    for file in prefill.weights:
        yield f"  #   {file.sha256}  {file.path if file.path.isprintable() else ascii(file.path)} ({file.size:,} bytes)"
    if prefill.weights_sha256 is not None:
        yield from _said(f"weights: {prefill.weights_sha256.origin}", "  ")
        path = prefill.weights[0].path if len(prefill.weights) == 1 else ""
        named = f"path: {_value(path)}, " if path and path.isprintable() and len(path) <= 200 else ""
        yield f"  weights: {{{named}sha256: {prefill.weights_sha256.value}}}"


def _value(found: object) -> str:
    # JSON is YAML, and quotes whatever needs it.
    return json.dumps(list(found) if isinstance(found, tuple) else found, ensure_ascii=False)


def _release(rubric: Rubric, licence: Found[str] | None) -> str:
    lines = ["release:"]
    if rubric.options:
        lines += [*_said("What somebody wants to do; it gets a verdict. One of:", "  "),
                  *_said(", ".join(o.id for o in rubric.options), "  ", pad="  "),
                  f"  # proposed: {rubric.options[-1].id}"]  # fmt: skip
    if rubric.benefits:
        lines += [*_said("What the release is for; sizes are rated under `benefits`:", "  "),
                  *_said(", ".join(b.id for b in rubric.benefits), "  ", pad="  ")]  # fmt: skip
    lines.append("  goals: []")
    if licence is not None:
        lines += [*_said(f"licence: {licence.origin}", "  "), f"  licence: {_value(licence.value)}"]
    if rubric.file.components:
        lines += _said("How each part is meant to be published: open, gated, hosted, closed or none.", "  ")
        lines.append("  components: {}")
        lines.append(f"  # components: {{{', '.join(f'{c.id}: closed' for c in rubric.file.components[:2])}, ...}}")
    return "\n".join(lines)


def _assessors() -> str:
    return """# Who rates: a role, and who gains if the model is released. Dissent is kept and printed.
assessors: []
  # - {id: a1, role: safety evaluation lead, organisation: ..., interests: ..., dissent: ...}"""


def _evidence() -> str:
    return """# kind: benchmark, red_team, uplift_study, audit, tampering_test, staged_use, incident, literature, document,
#   attestation, screen (an accepted checkable fact), judgement (with `role` and `rationale`; it keeps one level open)
# voice: developer, third_party, government, own_replication
evidence: []
  # - {id: audit-1, title: ..., kind: audit, voice: third_party, date: 2026-01-31, source: ..., elicitation: fine_tuned}"""


def _ratings(rubric: Rubric) -> Iterator[str]:
    groups: dict[str, list[Criterion]] = {}
    for criterion in rubric.criteria:
        groups.setdefault(criterion.group, []).append(criterion)
    if "capability" in groups:
        yield _capabilities(rubric, groups.pop("capability"))
    if "context" in groups:
        yield "context:\n" + "\n".join(_criterion(rubric, c, "  ") for c in groups.pop("context"))
    if groups:
        lines = ["ratings:"]
        for group, criteria in groups.items():
            lines += [f"  {group}:", *(_criterion(rubric, c, "    ") for c in criteria)]
        yield "\n".join(lines)


def _capabilities(rubric: Rubric, criteria: list[Criterion]) -> str:
    head = _comment(
        "Each is rated three times. as_released: every safeguard on. safeguards_off: a version that does not decline "
        "(left out, it counts as as_modified). as_modified: the best that the named actor at a stated budget reaches "
        "after removal, fine-tuning and tools. A rating is a level, `{lo: 2, best: 3, hi: 4}`, or `unknown`."
    )
    blocks = [
        "\n".join(
            [
                *_about(rubric, criterion, "  "),
                f"  {criterion.id}:",
                "    as_released: unknown",
                "    # safeguards_off: unknown",
                "    as_modified: unknown              # {lo: 2, best: 3, hi: 4, actor: ..., budget_usd: 1.0e+6}",
                "    evidence: []",
            ]
        )
        for criterion in criteria
    ]
    return f"{head}\ncapabilities:\n" + "\n".join(blocks)


def _criterion(rubric: Rubric, criterion: Criterion, indent: str) -> str:
    lines = list(_about(rubric, criterion, indent))
    if criterion.per == "domain":
        lines.append(f"{indent}{criterion.id}:")
        lines += [f"{indent}  {r.domain}: unknown" for r in _of(rubric, criterion)]
    else:
        lines.append(f"{indent}{criterion.id}: unknown")
    return "\n".join(lines)


def _of(rubric: Rubric, criterion: Criterion) -> list[RatingPath]:
    return [r for r in rubric.ratings.values() if r.criterion is criterion]


def _about(rubric: Rubric, criterion: Criterion, indent: str) -> Iterator[str]:
    """Title, question and levels as comments."""
    end = "high" if criterion.polarity is Polarity.RISK else "low"
    yield f"{indent}# --- {criterion.title} (the {end} end is the harmful one)"
    yield from _said(criterion.asks, indent)
    rating = _of(rubric, criterion)[0]
    for level in criterion.levels:
        word = rating.words[level.level - 1]
        name = str(level.level) if word == str(level.level) else f"{level.level} or {word}"
        yield from _said(f"{name}: {level.text}", indent, pad="  ", hang="   ")
    if criterion.may_not_apply:
        yield from _said("{not_applicable: why} is accepted here.", indent)


def _safeguards(rubric: Rubric) -> str:
    if not rubric.file.safeguard_kinds:
        return ""
    kinds = "; ".join(f"{k.id} (in {', '.join(k.lives_in)})" for k in rubric.file.safeguard_kinds)
    tests = ", ".join(t.id for t in rubric.file.tests)
    lines = [
        *_said(
            "A safeguard counts on a route only when tested there. strength: 1 next to nothing .. 5 next to nobody gets past.",
            "",
        ),
        *_said(f"kinds: {kinds}", ""),
        *_said(f"tests: {tests}", ""),
        "safeguards: []",
        "  # - {id: refusals, kind: ..., lives_in: ..., strength: 3, tested_against: {bypass: {evidence: [...]}}}",
    ]
    return "\n".join(lines)


def _benefits(rubric: Rubric) -> str:
    if not rubric.benefits:
        return ""
    lines = [
        *_said("How large each benefit of openness is, 1 to 5. Without evidence it counts as absent.", ""),
        "benefits:",
    ]
    for benefit in rubric.benefits:
        lines += [*_said(f"{benefit.title}: {benefit.asks}", "  "), f"  {benefit.id}: {{size: unknown, evidence: []}}"]
    return "\n".join(lines)


def _facts(rubric: Rubric) -> str:
    if not rubric.file.facts:
        return ""
    lines = [*_said("Facts that rules and screens ask for. One that is left out never passes.", "")]
    lines.append("facts: {}                           # without the braces, the lines below can be used")
    for fact in rubric.file.facts:
        lines += [*_said(fact.title, "  "), f"  # {fact.id}: {_example(fact.type, tuple(map(str, fact.choices)))}"]
    return "\n".join(lines)


def _example(kind: str, choices: tuple[str, ...]) -> str:
    return {"yes_no": "false", "number": "0", "text": "..."}.get(kind, choices[0] if choices else "...")


def _comment(text: str) -> str:
    return "\n".join(_said(text, ""))


def _said(text: str, indent: str, *, pad: str = "", hang: str = "") -> list[str]:
    """Comment lines; `pad` and `hang` stand behind the number sign, `hang` from the second line on."""
    head = f"{indent}# {pad}"
    return textwrap.wrap(
        " ".join(text.split()), _WIDTH, initial_indent=head, subsequent_indent=head + hang,
        break_long_words=False, break_on_hyphens=False,
    )  # fmt: skip
