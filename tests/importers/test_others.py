"""promptfoo, HELM, lighteval, model cards, CycloneDX, SPDX 3 and plain tables."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pytest

from riskframe.intake.file import InputFile
from riskframe.intake.reading import Taken, take
from riskframe.intake.registry import importers
from tests.importers.taking import key, one, remarks, taken, taken_of, values
from tests.importers.test_fuzz import check, mutated

DATA = Path(__file__).resolve().parents[1] / "data"
DOCUMENTS = sorted(path for path in (DATA / "documents").iterdir() if path.name != "README.md")
HELM = sorted(path.parent for path in (DATA / "helm").rglob("stats.json"))


def read(path: Path) -> Taken:
    return take(InputFile.at(path, path.name), importers())


def stated(found: Taken) -> dict[str, Any]:
    return {statement.about: statement.value for statement in found.statements}


# --- promptfoo ---------------------------------------------------------------------------------------------------------


def test_promptfoo_counts_by_provider_and_plugin() -> None:
    found = taken("promptfoo_0.118.0.json")
    assert found.importer == "promptfoo"
    rates = [m for m in found.measurements if m.result.metric == "pass_rate"]
    done = [(m.result.samples_completed or 0, m.result.value or 0.0) for m in rates]
    assert sum(n for n, _ in done) == 12
    assert round(sum(n * share for n, share in done)) == 4
    assert {m.result.variant for m in rates} == {"echo-baseline", "local-refuser"}
    assert {m.tool.version for m in rates} == {"0.118.0"}
    names = {m.result.metric.removeprefix("named score ") for m in found.measurements} - {"pass_rate"}
    assert names == {"brevity", "echoes", "refusal"}
    assert all("mock_model" in m.cautions for m in rates if m.result.variant == "echo-baseline")
    assert not any("mock_model" in m.cautions for m in rates if m.result.variant == "local-refuser")


def test_promptfoo_version_2_has_neither_version_nor_date() -> None:
    found = taken("promptfoo_0.43.1.json")
    assert sum(m.result.samples_completed or 0 for m in found.measurements if m.result.metric == "pass_rate") == 12
    assert set(remarks(found, "missing")) == {"metadata.promptfooVersion", "results.timestamp"}


def promptfoo(*rows: dict[str, Any], **stats: int) -> dict[str, Any]:
    return {"evalId": "e", "results": {"version": 3, "results": list(rows), "stats": stats}, "config": {}}


def test_promptfoo_rows_that_were_not_judged_are_errors_and_no_failures() -> None:
    rows = [{"provider": "p", "success": True}, {"provider": "p", "success": False, "failureReason": 2}]
    found = taken_of(promptfoo(*rows, successes=1, failures=0, errors=1))
    (measured,) = found.measurements
    assert (measured.result.value, measured.result.samples_completed, measured.result.samples_errored) == (1.0, 1, 1)
    assert "errored_samples" in measured.cautions
    assert "counts_disagree" not in measured.cautions


def test_promptfoo_statistics_that_contradict_the_rows_are_told() -> None:
    found = taken_of(promptfoo({"provider": "p", "success": True}, successes=9, failures=0))
    assert "counts_disagree" in found.measurements[0].cautions
    assert "results.stats" in remarks(found, "note")


def test_promptfoo_without_statistics_is_refused() -> None:
    refusal = taken_of({"evalId": "e", "results": {"results": [{"success": True}]}}).refusal
    assert refusal is not None
    assert "no statistics" in refusal.reason


# --- HELM --------------------------------------------------------------------------------------------------------------


def test_helm_reads_what_was_run_beside_the_numbers() -> None:
    found = read(DATA / "helm" / "harm_bench_llama-3-8b-chat" / "stats.json")
    assert values(found) == {
        "harm_bench/harm_bench_score/test": (0.815, None),
        "harm_bench/harm_bench_gpt_score/test": (0.75, None),
        "harm_bench/harm_bench_claude_score/test": (0.88, None),
    }
    score = one(found, "harm_bench/harm_bench_score/test")
    assert (score.result.samples_completed, score.result.unit) == (100, "proportion")
    assert score.model is not None
    assert score.model.name == "meta/llama-3-8b-chat"
    assert "limited_run" in score.cautions
    assert "2 statistics under a perturbation are left out" in remarks(found, "note")["perturbation"]
    assert [Path(name).name for name in found.companions] == ["run_spec.json"]


def test_helm_tells_splits_apart() -> None:
    found = values(read(DATA / "helm" / "narrative_qa_gpt2" / "stats.json"))
    assert found["narrative_qa/exact_match/test"] == (0.0, None)
    assert "narrative_qa/exact_match/valid" in found
    assert round(found["narrative_qa/f1_score/test"][0] or 0, 6) == 0.174242


def test_helm_stand_in_model() -> None:
    found = read(DATA / "helm" / "simple_mcqa_model1" / "stats.json")
    assert found.measurements
    assert all("mock_model" in m.cautions for m in found.measurements)


def test_helm_numbers_alone_are_refused(tmp_path: Path) -> None:
    alone = tmp_path / "stats.json"
    alone.write_bytes((HELM[0] / "stats.json").read_bytes())
    refusal = read(alone).refusal
    assert refusal is not None
    assert "run_spec.json is not beside it" in refusal.reason


@pytest.mark.parametrize(
    ("document", "why"),
    [
        ({"adapter_spec": {}, "request_states": []}, "prompts and answers"),
        ([{"instance_id": "id1", "train_trial_index": 0, "stats": []}], "one row for each instance"),
        ([{"title": "", "header": [{"value": "Model"}], "rows": []}], "a table of many models"),
        ({"name": "x", "scenario_spec": {}, "adapter_spec": {}}, "not beside it"),
    ],
)
def test_other_files_of_helm_are_refused_with_what_to_do(document: Any, why: str) -> None:
    found = taken_of(document)
    assert found.refusal is not None
    assert why in found.refusal.reason
    assert found.importer == "helm"


# --- lighteval ---------------------------------------------------------------------------------------------------------


def test_lighteval() -> None:
    found = taken("lighteval_smollm2.json")
    assert found.importer == "lighteval"
    assert values(found)["mmlu_abstract_algebra/acc/5 shots"] == (0.31, 0.04648231987117316)
    assert values(found)["mmlu_anatomy/acc/5 shots"] == (0.4444444444444444, None)
    assert values(found)["glue_cola/broken_metric/0 shots"] == (None, None)
    aggregates = {key(m) for m in found.measurements if m.result.aggregate}
    assert aggregates == {"_average/acc/5 shots", "all/acc", "all/mcc", "all/custom_reward"}
    assert {m.model.name for m in found.measurements if m.model} == {"HuggingFaceTB/SmolLM2-1.7B-Instruct"}


# --- model cards -------------------------------------------------------------------------------------------------------


def test_a_card_claims_and_does_not_say_the_unit() -> None:
    found = read(DATA / "documents" / "granite-3b-code-instruct-128k.md")
    assert found.importer == "model_card"
    assert len(found.measurements) == 9
    first = found.measurements[0]
    assert (first.result.task, first.result.metric, first.result.value) == (
        "HumanEvalSynthesis (Python)",
        "pass@1",
        53.7,
    )
    assert first.result.unit is None
    assert first.evaluator is not None
    assert first.evaluator.relationship == "first_party"
    assert {"self_reported", "unit_unknown", "model_unbound"} <= set(first.cautions)
    said = stated(found)
    assert said["release.licence"] == "apache-2.0"
    assert "bigcode/commitpackft" in said["datasets"]


def test_licences_of_cards() -> None:
    other = taken_of("---\nlicense: other\nlicense_name: lfm1.0\n---\n", "README.md")
    assert stated(other) == {"release.licence": "lfm1.0"}
    none = taken_of("---\nlanguage: en\nextra_gated_prompt: Sign here\n---\n", "README.md")
    assert set(remarks(none, "missing")) == {"license"}
    assert "Sign" not in repr(none)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("# Prose only\n", "no front matter"),
        ("---\n- a\n---\n", "not a mapping"),
        ("---\na: [\n---\n", "cannot be read"),
    ],
)
def test_cards_that_say_nothing_readable_are_refused(text: str, why: str) -> None:
    refusal = taken_of(text, "README.md").refusal
    assert refusal is not None
    assert why in refusal.reason


def test_eval_results() -> None:
    text = (
        "- dataset:\n    id: cais/hle\n    task_id: default\n  value: 20.9\n  date: 2026-01-15\n"
        "  source: {name: EvalEval, url: x}\n- dataset: {id: other/set}\n  value: high\n"
    )
    found = taken_of(text, "hle.yaml")
    (measured,) = found.measurements
    assert (measured.result.task, measured.result.variant, measured.result.value) == ("default", "cais/hle", 20.9)
    assert str(measured.date) == "2026-01-15"
    assert set(remarks(found, "refused")) == {"[1]"}


def test_parts_of_a_model_folder_are_refused_with_the_command_that_reads_them() -> None:
    refusal = taken_of({"model_type": "llama", "architectures": []}, "config.json").refusal
    assert refusal is not None
    assert refusal.hint == "riskframe init --from FOLDER reads it"


# --- bills of materials ------------------------------------------------------------------------------------------------


def test_cyclonedx() -> None:
    falcon = read(DATA / "documents" / "cyclonedx-falcon-1.5.json")
    assert stated(falcon)["release.licence"] == "Apache-2.0"
    assert stated(falcon)["model.name"] == "Falcon 7b Instruct"
    llama = read(DATA / "documents" / "cyclonedx-llama-1.6.json")
    assert stated(llama)["model.developer"] == "meta"
    files = read(DATA / "documents" / "cyclonedx-aisbom-1.7.json")
    assert {about.partition(":")[0] for about in stated(files)} == {
        "component model.safetensors", "component pytorch_model.bin",
    }  # fmt: skip


def bom(**card: Any) -> dict[str, Any]:
    component = {"type": "machine-learning-model", "name": "m", "modelCard": card}
    return {"bomFormat": "CycloneDX", "specVersion": "1.6", "metadata": {"component": {"components": [component]}}}


def test_cyclonedx_metrics_are_texts_and_only_numbers_count() -> None:
    metrics = [
        {
            "type": "accuracy",
            "value": "0.9",
            "slice": "en",
            "confidenceInterval": {"lowerBound": "0.8", "upperBound": "0.95"},
        },
        {"type": "The type of performance metric", "value": "The value of the performance metric"},
    ]
    found = taken_of(bom(quantitativeAnalysis={"performanceMetrics": metrics}, considerations={"users": ["SECRET"]}))
    (measured,) = found.measurements
    assert (measured.result.value, measured.result.lower, measured.result.upper) == (0.9, 0.8, 0.95)
    assert len(remarks(found, "unmapped")) == 2
    assert "SECRET" not in repr(found)


def test_cyclonedx_without_a_model_or_as_xml_is_refused() -> None:
    for content in (
        {"bomFormat": "CycloneDX", "specVersion": "1.6", "components": [{"type": "library", "name": "x"}]},
        '<?xml version="1.0"?><bom xmlns="http://cyclonedx.org/schema/bom/1.6"/>',
    ):
        found = taken_of(content)
        assert found.importer == "cyclonedx"
        assert found.refusal is not None


def test_spdx() -> None:
    found = read(DATA / "documents" / "spdx-sentiment-3.0.1.json")
    assert found.importer == "spdx"
    said = stated(found)
    assert said["model.name"] == "Sentiment Demo: A Simple AI Application and its AI BOM Example"
    assert said["domain"] == ("sentiment analysis", "natural language processing")
    assert len(found.measurements) == 3
    assert {m.tool.version for m in found.measurements} == {"3.0.1"}


def test_spdx_look_alikes_are_named_and_version_2_is_refused() -> None:
    context = "https://spdx.org/rdf/3.0.1/spdx-context.jsonld"
    alike = {
        "@context": context, "element": [
            {"type": "AIPackage", "spdxId": "m", "name": "lab/m", "safetyRiskAssessment": "high"},
            {"type": "SimpleLicensingText", "spdxId": "l", "name": "The licence", "licenseText": "LONG"},
            {"type": "Relationship", "from": "m", "to": "l", "relationshipType": "hasDeclaredLicense"},
        ],
    }  # fmt: skip
    found = taken_of(alike)
    assert stated(found) == {
        "model.name": "lab/m", "safetyRiskAssessment": "high", "release.licence (hasDeclaredLicense)": "The licence",
    }  # fmt: skip
    assert "look-alike" in remarks(found, "note")["element"]
    refusal = taken_of({"spdxVersion": "SPDX-2.3", "packages": []}).refusal
    assert refusal is not None
    assert "SPDX 2" in refusal.reason


# --- tables ------------------------------------------------------------------------------------------------------------


def test_a_table_makes_no_claim_where_a_cell_is_empty() -> None:
    text = (
        "Task;metric;value;unit;samples_completed;standard_error;date;elicitation;remark\n"
        "vct;accuracy;0.12;proportion;322;;2026-08-20;fine_tuned;x\n"
        "cybench;accuracy;0,3;;;;;;\n"
        "\n"
        "wmdp_bio;acc;0.4;proportion;100;0.05;;;\n"
    )
    found = taken_of(text, "results.csv")
    assert found.importer == "table"
    assert [(m.result.task, m.result.value, m.elicitation) for m in found.measurements] == [
        ("vct", 0.12, "fine_tuned"), ("wmdp_bio", 0.4, None),
    ]  # fmt: skip
    first, second = found.measurements
    assert (first.result.samples_completed, first.result.standard_error, str(first.date)) == (322, None, "2026-08-20")
    assert (second.result.uncertainty, second.locator) == ("standard_error", "line 5")
    assert remarks(found, "unmapped") == {"remark": "no such column"}
    assert remarks(found, "refused") == {"line 3": "value is not what the column holds"}


@pytest.mark.parametrize(
    ("line", "why"),
    [
        (",acc,1", "task is empty"), ("a,acc,1,2,3,4,5,6", "more cells"), ("a,acc,nan", "value is not"),
        ("a,acc,1,2026-13-01", "date is not"), ("a,acc,1,,odd", "a cell is not"), ("a,acc,1,,,-0.1", "a cell is not"),
    ],
)  # fmt: skip
def test_lines_that_cannot_be_used_are_told(line: str, why: str) -> None:
    found = taken_of(f"task,metric,value,date,elicitation,standard_error\nok,acc,1\n{line}\n", "x.csv")
    assert len(found.measurements) == 1
    assert why in remarks(found, "refused")["line 3"]


def test_a_table_with_a_column_twice_is_refused() -> None:
    refusal = taken_of("task,metric,value,value\na,b,1,2\n", "x.csv").refusal
    assert refusal is not None
    assert "twice" in refusal.reason


def test_the_documentation_lists_every_column() -> None:
    from riskframe.importers import table

    page = (DATA.parents[1] / "docs" / "how-to" / "import-evaluations.md").read_text(encoding="utf-8")
    assert all(f"`{column}`" in page for column in table.COLUMNS)


# --- damaged files -----------------------------------------------------------------------------------------------------

TABLE = b"task,metric,value,unit,lower,upper,date,elicitation\nvct,accuracy,0.12,proportion,0.1,0.2,2026-08-20,tools\n"


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_damaged_documents(path: Path) -> None:
    chance = random.Random(f"7 {path.name}")  # noqa: S311 - the same cases on every run
    for _ in range(60):
        content = mutated(path, chance)
        found = taken_of(content, path.name)
        assert found.refusal is not None or found.measurements or found.statements or found.remarks
        if found.refusal is not None:
            assert "does not understand it" not in found.refusal.reason


def test_damaged_tables(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes(TABLE)
    chance = random.Random(7)  # noqa: S311 - the same cases on every run
    for _ in range(100):
        content = mutated(path, chance)
        found = taken_of(content, "t.csv")
        check(found, content)


@pytest.mark.parametrize("folder", HELM, ids=lambda path: path.name)
def test_damaged_runs_of_helm(folder: Path, tmp_path: Path) -> None:
    chance = random.Random(f"7 {folder.name}")  # noqa: S311 - the same cases on every run
    for name in ("stats.json", "run_spec.json"):
        for other in ("stats.json", "run_spec.json"):
            (tmp_path / other).write_bytes((folder / other).read_bytes())
        for _ in range(40):
            content = mutated(folder / name, chance)
            (tmp_path / name).write_bytes(content)
            found = read(tmp_path / "stats.json")
            if found.refusal is not None:
                assert "does not understand it" not in found.refusal.reason
            elif name == "stats.json" and found.measurements:
                check(found, content)
    assert json.loads((folder / "run_spec.json").read_text(encoding="utf-8"))["name"]
