"""What models were asked and what they answered never comes out of an import, nor do keys of services."""

from __future__ import annotations

import io
import json
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest

from riskframe.intake.entries import Said
from riskframe.intake.plan import plan
from riskframe.intake.summary import summary
from tests.importers.taking import DATA, FILES, taken, taken_of

MARK = "PLANTED-TEXT-7f3a"
TEXTS = {
    "prompt", "prompts", "output", "outputs", "input", "target", "completion", "messages", "response", "resps", "doc",
    "arguments", "goal", "trigger", "triggers", "traceback", "message", "description", "text", "transcript",
    "system_instruction", "chat_template", "model_args", "answer", "explanation", "notes", "samples", "conversations",
    "configs", "plan", "api_key", "evaluation_description", "input_prompt", "error",
}  # fmt: skip
"""Keys that hold texts of a run in some format."""

PLACES: dict[str, tuple[str | int, ...]] = {
    "every_eval_ever": ("evaluation_results", 0, "metric_config"), "inspect": ("eval",), "lm_eval": ("config",),
    "promptfoo": ("results", "results", 0), "lighteval": ("config_general",),
}  # fmt: skip


def planted(value: Any) -> Any:
    """The document with the mark in every text of a run that it has, and in some that it has not."""
    if isinstance(value, dict):
        return {key: _marked(part) if key in TEXTS else planted(part) for key, part in value.items()}
    return [planted(part) for part in value] if isinstance(value, list) else value


def _marked(value: Any) -> Any:
    if isinstance(value, dict):
        return {**{key: _marked(part) for key, part in value.items()}, MARK: MARK}
    if isinstance(value, list):
        return [*map(_marked, value), MARK]
    return f"{MARK} {value}"


def content_of(path: Path) -> bytes:
    if path.suffix == ".jsonl":
        lines = [json.loads(line) if line.endswith("}") else None for line in path.read_text("utf-8").splitlines()]
        made = [
            json.dumps(planted({"prompt": "", "outputs": [], "notes": {}, **line} if "uuid" in line else line))
            if line
            else MARK
            for line in lines
        ]
        return "\n".join(made).encode()
    raw = json.loads(path.read_text(encoding="utf-8"))
    kind = next(name for name in PLACES if path.name.startswith(name))
    inside = raw
    for key in PLACES[kind]:
        inside = inside[key]
    inside |= dict.fromkeys(sorted(TEXTS), "")
    raw["samples"] = [dict.fromkeys(sorted(TEXTS), "")]
    return json.dumps(planted(raw)).encode()


TEXT_FILES = [path for path in FILES if path.suffix in (".json", ".jsonl")]


@pytest.mark.parametrize("path", TEXT_FILES, ids=lambda path: path.name)
def test_no_text_of_a_run_comes_out(path: Path) -> None:
    content = content_of(path)
    assert content.count(MARK.encode()) > 1
    found = taken_of(content)
    assert found.importer is not None
    planned = plan([(found, "x")], (), (), Said(), everything=True)
    assert MARK not in repr(found)
    assert MARK not in json.dumps(summary(planned, written=False))
    # The mark was not kept out by taking nothing.
    assert len(found.measurements) == len(taken(path.name).measurements)


def test_no_text_of_an_archive_comes_out() -> None:
    header = json.loads((DATA / "inspect_wmdp_bio_mockllm.json").read_text(encoding="utf-8"))
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as target:
        target.writestr(
            "header.json", json.dumps(planted({**header, "plan": {"steps": []}, "error": {"message": "x"}}))
        )
        target.writestr("samples/1_epoch_1.json", MARK)
        target.writestr("summaries.json", MARK)
    found = taken_of(made.getvalue())
    assert len(found.measurements) == 1
    assert MARK not in repr(found)


def test_an_error_message_gives_its_class_alone() -> None:
    raw = json.loads((DATA / "inspect_local_error.json").read_text(encoding="utf-8"))
    raw["error"]["message"] = f"ValueError('{MARK}')"
    refusal = taken_of(raw).refusal
    assert refusal is not None
    assert re.search(r"\(ValueError\)", refusal.reason)
    assert MARK not in refusal.reason
