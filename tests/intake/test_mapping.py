from __future__ import annotations

import pytest

from riskframe.evidence import Result
from riskframe.intake.mapping import mapped
from riskframe.intake.records import Measurement, Tool
from riskframe.loading.rubric_folder import load_rubric
from riskframe.measurement.gauges import plain_task
from riskframe.rubric.resolve import Rubric


@pytest.fixture(scope="module")
def seger() -> Rubric:
    return load_rubric("seger-2023", benchmarks=True)


def measured(tool: str, task: str, metric: str, variant: str | None = None) -> Measurement:
    return Measurement(
        tool=Tool(name=tool), result=Result(task=task, metric=metric, variant=variant, value=0.5), locator="x"
    )


@pytest.mark.parametrize(
    ("task", "plain"),
    [
        ("inspect_evals/wmdp_bio", "wmdp_bio"), ("leaderboard_mmlu_pro", "mmlu_pro"), ("stubwmdp::wmdp_chem", "wmdp_chem"),
        ("bbh_generative", "bbh"), ("mmlu_5shot", "mmlu"), ("mmlu_0_shot", "mmlu"), ("GAIA - GAIA Level 1", "gaia_-_gaia_level_1"),
    ],
)  # fmt: skip
def test_a_task_is_known_under_what_tools_add(task: str, plain: str) -> None:
    assert plain_task(task) == plain


@pytest.mark.parametrize(
    ("tool", "task", "metric", "variant", "benchmark", "direction"),
    [
        ("inspect_ai", "inspect_evals/wmdp_bio", "accuracy", "choice", "wmdp-bio", "higher_is_riskier"),
        ("lm_eval", "wmdp_chem", "acc", None, "wmdp-chem", "higher_is_riskier"),
        ("lm_eval", "wmdp", "acc", None, "wmdp", None),
        # The same word counts successes of the attack in one benchmark and of the defence in the other.
        ("inspect_ai", "inspect_evals/agentdojo", "accuracy", "security", "agentdojo", "higher_is_riskier"),
        ("inspect_ai", "inspect_evals/agent_threat_bench_data_exfil", "accuracy", "security", "agent-threat-bench", "higher_is_safer"),
        ("inspect_ai", "inspect_evals/agentdojo", "accuracy", "utility", "agentdojo", None),
        # Accuracy is harmful compliance here.
        ("inspect_ai", "inspect_evals/cyse2_interpreter_abuse", "accuracy", None, "cyse2-interpreter-abuse", "higher_is_riskier"),
        ("helm", "harm_bench", "harm_bench_score", None, "harm-bench-helm", "higher_is_safer"),
        ("helm", "harm_bench_gcg_transfer", "safety_score", None, "harm-bench-transfer", "higher_is_safer"),
        ("garak", "dan.Dan_11_0", "attack_success_rate", "dan.DAN", "garak-attacks", "higher_is_riskier"),
        ("garak", "dan.Dan_11_0", "hits", "dan.DAN", "garak-attacks", None),
        ("lm_eval", "crows_pairs_english", "pct_stereotype", None, "bias-with-an-ideal", None),
        ("lm_eval", "truthfulqa_gen", "bleu_max", None, "truthfulqa", None),
        ("lm_eval", "hendrycksTest-virology", "acc", None, "mmlu", None),
        ("HAL", "GAIA - GAIA Level 1", "score", None, "assistant-agents", None),
    ],
)  # fmt: skip
def test_benchmarks_and_directions(
    seger: Rubric, tool: str, task: str, metric: str, variant: str | None, benchmark: str, direction: str | None
) -> None:
    found = mapped(measured(tool, task, metric, variant), [seger])
    assert found is not None
    assert (found.benchmark.id, found.direction) == (benchmark, direction)


@pytest.mark.parametrize(
    ("tool", "task"), [("inspect_ai", "dan.Dan_11_0"), ("lm_eval", "harm_bench"), ("lm_eval", "my_task")]
)
def test_what_no_benchmark_is(seger: Rubric, tool: str, task: str) -> None:
    assert mapped(measured(tool, task, "acc"), [seger]) is None


def test_domains_are_those_of_the_criteria(seger: Rubric) -> None:
    found = mapped(measured("lm_eval", "wmdp_cyber", "acc"), [seger])
    assert found is not None
    assert (found.domains, found.benchmark.chance) == (("cyber_offence",), 0.25)


def test_context_and_only_context_has_no_criteria(seger: Rubric) -> None:
    for benchmark in seger.folder.benchmarks.benchmarks:
        assert (benchmark.shows == "context") == (not benchmark.criteria), benchmark.id
        assert not (benchmark.shows == "context" and benchmark.metrics), benchmark.id


def test_every_pattern_can_be_reached(seger: Rubric) -> None:
    """A benchmark whose names all fall to an earlier one would never count."""
    for benchmark in seger.folder.benchmarks.benchmarks:
        reached = set()
        for pattern in benchmark.names:
            tool, _, name = (
                pattern.rpartition(":") if pattern.startswith(("helm:", "garak:")) else ("lm_eval", "", pattern)
            )
            found = mapped(measured(tool, name.replace("*", "x"), "acc"), [seger])
            reached.add(found.benchmark.id if found else None)
        assert benchmark.id in reached


def test_benchmarks_do_not_change_the_digest(seger: Rubric) -> None:
    assert seger.digest == load_rubric("seger-2023").digest
    assert load_rubric("seger-2023").folder.benchmarks.benchmarks == ()
