"""`riskframe init`: the commented file, and questions whose answers are never lost."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from riskframe.cli.answers import NotAnAnswer, Rated, level_answer, plain_answer
from riskframe.inquiry.questions import Question
from riskframe.loading.profile_file import read_profile
from riskframe.loading.tree import parse, read_source
from tests.cli.conftest import SMALL, Run


def data(path: str) -> dict[str, object]:
    found = parse(read_source(path)).data
    assert isinstance(found, dict)
    return found


def at(path: str, *keys: str) -> object:
    found: object = data(path)
    for key in keys:
        assert isinstance(found, dict)
        found = found.get(key)
    return found


def test_the_file_and_the_schema_beside_it(rf: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1769990400")
    done = rf("init")
    assert done.code == 0
    assert done.out == ""
    assert done.err.splitlines()[:2] == ["wrote model.yaml", "wrote riskframe-profile.schema.json"]
    assert Path("model.yaml").read_text(encoding="utf-8").startswith(
        "# yaml-language-server: $schema=riskframe-profile.schema.json\n"
    )  # fmt: skip
    assert at("model.yaml", "assessment", "date") == "2026-02-02"
    assert Path("riskframe-profile.schema.json").read_text(encoding="utf-8") == rf("schema").out
    assert rf("check", "model.yaml").code == 0
    assert rf("assess", "model.yaml").out.startswith("Not for now\n")


def test_it_never_writes_over_a_file_without_force(rf: Run) -> None:
    Path("model.yaml").write_text("precious\n", encoding="utf-8")
    done = rf("init", "model.yaml")
    assert done.code == 2
    assert "--force" in done.err
    assert Path("model.yaml").read_text(encoding="utf-8") == "precious\n"
    assert rf("init", "model.yaml", "--force").code == 0
    assert rf("check", "model.yaml").code == 0


def test_standard_output(rf: Run) -> None:
    done = rf("init", "-")
    assert done.code == 0
    assert done.out.startswith("# What is known about one model")
    assert list(Path().glob("*.yaml")) == []


def answers(rf: Run, *lines: str, more: tuple[str, ...] = ()) -> str:
    """The questions of the small rubric answered by these lines; then the terminal closes."""
    done = rf("init", "m.yaml", "-r", SMALL, "--interactive", *more, stdin="\n".join(lines) + "\n")
    assert done.code == 0, done.err
    return done.out + done.err


FACTS = ["My model", "My lab", "1.0", "text, code", "7e9", "", "open", "research", "yes", "none"]
"""Name, developer, version, outputs, parameters, compute (skipped), option, goals, and the two facts."""


def test_every_kind_of_answer(rf: Run) -> None:
    said = answers(rf, *FACTS)
    assert at("m.yaml", "model") == {
        "name": "My model", "developer": "My lab", "version": "1.0", "modalities": ["text"],
        "output_modalities": ["text", "code"], "parameters": 7_000_000_000,
    }  # fmt: skip
    assert at("m.yaml", "release") == {"proposed": "open_weights", "goals": ["research"], "components": {}}
    assert at("m.yaml", "facts") == {"update_channel": True, "stage": "none"}
    assert "10 questions are open" in said
    assert rf("check", "m.yaml", "-r", SMALL).code == 0


def test_a_rating_with_new_evidence(rf: Run) -> None:
    answers(
        rf,
        *FACTS,
        "2-4",
        "n",
        "suite",
        "Our suite",
        "bench",
        "dev",
        "2026-01-10",
        "evals/suite.json",
        "Two of five: see a#b",
    )
    assert at("m.yaml", "evidence") == [
        {
            "id": "suite",
            "title": "Our suite",
            "kind": "benchmark",
            "voice": "developer",
            "date": "2026-01-10",
            "source": "evals/suite.json",
        }
    ]
    assert at("m.yaml", "capabilities", "cyber", "as_released") == {
        "lo": 2, "best": 4, "hi": 4, "evidence": ["suite"], "rationale": "Two of five: see a#b",
    }  # fmt: skip
    read_profile("m.yaml")


def test_a_rating_with_known_evidence_a_judgement_and_none(rf: Run) -> None:
    answers(
        rf, *FACTS,
        "2", "n", "suite", "Our suite", "bench", "dev", "", "", "",
        "3", "nothing-of-that-name", "suite", "as before",
        "1", "j", "Evaluation lead", "Read the transcripts.", "",
        "5", "", "no evidence yet",
    )  # fmt: skip
    assert at("m.yaml", "capabilities", "cyber", "as_modified") == {
        "level": 3,
        "evidence": ["suite"],
        "rationale": "as before",
    }
    assert at("m.yaml", "capabilities", "bio", "as_released") == {"level": 1, "evidence": ["judgement-1"]}
    judgement = data("m.yaml")["evidence"][0]  # type: ignore[index]
    assert (judgement["kind"], judgement["role"], judgement["rationale"]) == (
        "judgement",
        "Evaluation lead",
        "Read the transcripts.",
    )
    assert at("m.yaml", "capabilities", "bio", "as_modified") == {"level": 5, "rationale": "no evidence yet"}


def test_unknown_is_an_answer_and_a_skipped_question_comes_again(rf: Run) -> None:
    first = answers(rf, *FACTS, "u", "never tested", "", "q")
    assert at("m.yaml", "capabilities", "cyber", "as_released") == {"unknown": True, "rationale": "never tested"}
    assert at("m.yaml", "capabilities", "cyber", "as_modified") == "unknown"
    assert "Cyber offence, as modified" in first
    again = answers(rf, "q")
    assert "Training compute" in again, "it was skipped"
    assert "Name of the model" not in again
    again = answers(rf, "", "q")
    assert "Cyber offence, as modified" in again
    assert "Cyber offence, as released" not in again


def test_a_comparator_is_asked_for_where_nothing_else_counts(rf: Run) -> None:
    answers(
        rf, *FACTS, "", "", "", "",
        "4", "n", "market", "Market", "bench", "third", "", "", "Other 7B", "soon", "2025-06-01", "as good",
    )  # fmt: skip
    assert at("m.yaml", "context", "availability", "cyber") == {
        "level": 4, "evidence": ["market"], "comparators": [{"name": "Other 7B", "date": "2025-06-01", "result": "market"}],
        "rationale": "as good",
    }  # fmt: skip


def test_not_applicable_where_the_rubric_allows_it(rf: Run) -> None:
    answers(rf, *FACTS, "", "", "", "", "", "", "n/a", "2", "", "", "n/a", "No stage yet.")
    assert at("m.yaml", "context", "record") == {"not_applicable": "No stage yet."}
    assert at("m.yaml", "context", "run_ease") == {"level": 2}


def test_all_answered(rf: Run) -> None:
    said = answers(rf, *FACTS[:5], "1e21", *FACTS[6:], *["u", "not tested"] * 9)
    assert "no question is open" in said
    assert "Safeguards are not asked for" in said
    assert "no question is open" in answers(rf)


def test_comments_of_the_file_survive_every_answer(rf: Run) -> None:
    rf("init", "m.yaml", "-r", SMALL)
    before = Path("m.yaml").read_text(encoding="utf-8") + "# mine\n"
    Path("m.yaml").write_text(before, encoding="utf-8")
    answers(rf, *FACTS, "2", "", "", "u", "x")
    comments = [line for line in before.splitlines() if line.lstrip().startswith("#")]
    after = Path("m.yaml").read_text(encoding="utf-8").splitlines()
    assert [line for line in after if line.lstrip().startswith("#")] == comments


def test_a_hand_written_profile_can_be_completed(rf: Run) -> None:
    Path("m.yaml").write_text(
        "riskframe: 1\nmodel: {name: Mine, developer: Us, modalities: [text]}\nassessment: {date: 2026-01-31}\n"
        "capabilities: {cyber: {as_released: 2}}   # by hand\n", encoding="utf-8",
    )  # fmt: skip
    said = answers(rf, "", "", "", "", "api", "", "", "", "3", "", "", "q")
    assert "Name of the model" not in said
    assert at("m.yaml", "release", "proposed") == "api"
    assert at("m.yaml", "capabilities", "cyber") == {"as_released": 2, "as_modified": {"level": 3}}
    assert "# by hand" in Path("m.yaml").read_text(encoding="utf-8")


def test_a_broken_file_is_not_continued(rf: Run) -> None:
    Path("m.yaml").write_text("riskframe: [\n", encoding="utf-8")
    assert rf("init", "m.yaml", "--interactive", stdin="x\n").code == 3
    assert Path("m.yaml").read_text(encoding="utf-8") == "riskframe: [\n"


LEVELS = tuple((str(n), "") for n in range(1, 6))


def question(
    kind: Any = "rating", harmful: Any = "highest", choices: tuple[tuple[str, str], ...] = LEVELS
) -> Question:  # fmt: skip
    return Question(("x",), kind, "title", "asks", choices, harmful)


@pytest.mark.parametrize(
    ("said", "rated"),
    [
        ("3", Rated(3, 3, 3)), ("2-4", Rated(2, 4, 4)), ("2..4", Rated(2, 4, 4)), ("2 to 4", Rated(2, 4, 4)),
        ("2-3-4", Rated(2, 3, 4)), ("1, 2, 5", Rated(1, 2, 5)), ("u", Rated()), ("unknown", Rated()),
    ],
)  # fmt: skip
def test_levels(said: str, rated: Rated) -> None:
    assert level_answer(question(), said) == rated


def test_the_best_estimate_of_a_range_leans_to_the_harmful_end() -> None:
    assert level_answer(question(harmful="lowest"), "2-4") == Rated(2, 2, 4)


@pytest.mark.parametrize("said", ["6", "0", "4-2", "2-9", "x", "1-2-3-4", "n/a", "-", ""])
def test_what_is_no_level(said: str) -> None:
    with pytest.raises(NotAnAnswer):
        level_answer(question(), said)


def test_words_of_a_scale() -> None:
    named = question(choices=(("none", ""), ("some", ""), ("all", "")))
    assert level_answer(named, "some") == Rated("some", "some", "some")
    assert level_answer(named, "so") == Rated("some", "some", "some")
    assert level_answer(named, "2") == Rated("some", "some", "some")
    with pytest.raises(NotAnAnswer):
        level_answer(question(choices=(("sane", ""), ("some", ""))), "s")


@pytest.mark.parametrize(
    ("kind", "said"),
    [("yes_no", "perhaps"), ("number", "many"), ("number", "-3"), ("number", "inf"), ("words", "a b!")],
)
def test_what_is_no_answer(kind: str, said: str) -> None:
    with pytest.raises(NotAnAnswer):
        plain_answer(question(kind=kind), said)


def test_from_a_model_folder(rf: Run) -> None:
    folder = Path("small-one")
    folder.mkdir()
    (folder / "README.md").write_text("---\nlicense: mit\npipeline_tag: text-generation\n---\n", encoding="utf-8")
    (folder / "config.json").write_text("{broken", encoding="utf-8")
    done = rf("init", "m.yaml", "--from", "small-one")
    assert done.code == 0, done.err
    assert "small-one: config.json: not valid JSON; not read" in done.err
    assert at("m.yaml", "model", "name") == "small-one"
    assert at("m.yaml", "release", "licence") == "mit"
    assert rf("check", "m.yaml").code == 0
    again = rf("init", "m.yaml", "--from", "small-one")
    assert again.code == 2
    assert "--force" in again.err
    nowhere = rf("init", "m.yaml", "--from", "nowhere", "--force")
    assert nowhere.code == 3
    assert "E101" in nowhere.err
    assert at("m.yaml", "model", "name") == "small-one", "what was there stays"
