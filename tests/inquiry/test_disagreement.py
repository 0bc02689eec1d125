"""The disagreement map: adopted rubrics bind, the strictest wins, every difference has its cause."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from riskframe import load_profile, load_rubric
from riskframe.inquiry.disagreement import disagreement
from riskframe.inquiry.several import assessed_under
from riskframe.rubric.resolve import Rubric

EXAMPLES = Path(__file__).parents[2] / "examples"


def without_rule(rubric: Rubric, rule: str, name: str) -> Rubric:
    """The rubric under another name and without one of its rules."""
    file = rubric.file.model_copy(update={"id": name})
    folder = rubric.folder.model_copy(update={"rubric": file})
    return replace(rubric, folder=folder, rules=tuple(r for r in rubric.rules if r.id != rule))


def test_the_rule_that_only_one_has_is_the_cause() -> None:
    strict = load_rubric("seger-2023")
    milder = without_rule(strict, "formal-verdict-high", "milder")
    profile = load_profile(EXAMPLES / "minimal.yaml")
    verdict = {
        "id": "v", "title": "A verdict", "kind": "document", "voice": "developer", "date": "2026-08-01",
        "verdict": {"framework": next(iter(strict.file.formal_frameworks)), "level": "", "standing": "not_ruled_out"},
    }  # fmt: skip
    framework = strict.file.formal_frameworks[verdict["verdict"]["framework"]]  # type: ignore[index]
    verdict["verdict"]["level"] = framework.at_or_above[0]  # type: ignore[index]
    found = profile.model_validate({**profile.model_dump(exclude_unset=True), "evidence": [
        *[e.model_dump(exclude_unset=True) for e in profile.evidence], verdict,
    ]})  # fmt: skip
    rubrics = [strict, milder]
    result = disagreement(assessed_under(found, rubrics), rubrics)
    assert result.start == "api"
    assert result.strictest == ("seger-2023",)
    assert {d.option for d in result.differences} == {"api_finetune", "gated_weights", "open_weights", "open_source"}
    for difference in result.differences:
        assert difference.allowed_by == ("milder",)
        assert difference.refused_by == ("seger-2023",)
        assert [c.id for c in difference.causes] == ["formal-verdict-high"]
        assert difference.causes[0].assumption


def test_a_rubric_that_is_not_adopted_advises_only() -> None:
    strict = load_rubric("seger-2023")
    milder = without_rule(strict, "modified-model-unknown", "milder")
    rubrics = [strict, milder]
    assessments = assessed_under(load_profile(EXAMPLES / "gpt-oss-120b.yaml"), rubrics)
    advised = disagreement(assessments, rubrics, adopted=["milder"])
    assert [v.adopted for v in advised.verdicts] == [False, True]
    assert advised.strictest == ("milder",)
    assert disagreement(assessments, rubrics, adopted=[]).start is None


def test_rubrics_that_agree_have_no_differences() -> None:
    rubrics = [load_rubric("seger-2023")] * 2
    result = disagreement(assessed_under(load_profile(EXAMPLES / "gpt-2.yaml"), rubrics), rubrics)
    assert result.differences == ()
