"""The files for other people's pipelines: valid by their schemas, and their shell steps are executed here."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sysconfig
from collections.abc import Callable, Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft7Validator

ROOT = Path(__file__).resolve().parents[2]
SMALL = ROOT / "tests" / "cli" / "small"
RISKFRAME = Path(sysconfig.get_path("scripts")) / "riskframe"

pytestmark = pytest.mark.skipif(not (ROOT / ".github").exists(), reason="not a checkout")


def read(name: str) -> Any:
    return yaml.safe_load((ROOT / name).read_text(encoding="utf-8"))


def schema(name: str) -> Any:
    return json.loads((files("check_jsonschema") / "builtin_schemas" / "vendor" / f"{name}.json").read_text("utf-8"))


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("action.yml", "github-actions"),
        ("pipelines/gitlab-gate.yml", "gitlab-ci"),
        (".github/workflows/tests.yml", "github-workflows"),
        (".github/workflows/nightly.yml", "github-workflows"),
    ],
)
def test_the_files_fit_their_schemas(name: str, kind: str) -> None:
    data = read(name)
    if True in data:  # YAML 1.1 reads the key `on` as a truth value
        data["on"] = data.pop(True)
    Draft7Validator(schema(kind)).validate(data)
    data["unheard-of"] = {"uses": 1, "script": 7}
    assert not Draft7Validator(schema(kind)).is_valid(data), "the schema does refuse something"


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    """A checkout with the sample profile, whose API is proposed: the gate is open on 2026-02-01."""
    text = (SMALL / "model.yaml").read_text(encoding="utf-8")
    (tmp_path / "model.yaml").write_text(text.replace("proposed: open_weights", "proposed: api"), encoding="utf-8")
    (tmp_path / ".git").mkdir()
    return tmp_path


def environment(folder: Path, more: Mapping[str, str]) -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("RISKFRAME", "GITHUB", "CI", "GATE"))}
    return {**kept, "HOME": str(folder), "PATH": f"{RISKFRAME.parent}{os.pathsep}{kept['PATH']}", **more}


# --- GitHub


def outputs(text: str) -> dict[str, str]:
    return dict(line.split("=", 1) for line in text.splitlines())


def _value(known: Mapping[str, str]) -> Callable[[re.Match[str]], str]:
    return lambda found: known[found[1]]


def run_action(folder: Path, inputs: Mapping[str, str]) -> tuple[int, dict[str, str], str]:
    """Every step of the action as a runner does it: exit code, the last step's outputs, standard output."""
    action = read("action.yml")
    given = {name: said.get("default", "") for name, said in action["inputs"].items()} | dict(inputs)
    known = {f"inputs.{name}": value for name, value in given.items()}
    (folder / "runner").mkdir(exist_ok=True)
    last: dict[str, str] = {}
    said = ""
    for step in action["runs"]["steps"]:
        assert "${{" not in step["run"], "an input in a script could run as one"
        own = {k: re.sub(r"\$\{\{ (\S+) \}\}", _value(known), v) for k, v in step["env"].items()}
        output = folder / "runner" / f"{step['id']}.output"
        output.touch()
        files = {"GITHUB_OUTPUT": str(output), "GITHUB_STEP_SUMMARY": str(folder / "runner" / "summary.md")}
        fixed = {
            "GITHUB_ACTION_PATH": str(ROOT), "GITHUB_WORKSPACE": str(folder), "RUNNER_TEMP": str(folder / "runner"),
            "GITHUB_ACTIONS": "true", "CI": "true",
        }  # fmt: skip
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
            cwd=folder, env=environment(folder, {**fixed, **files, **own}), capture_output=True, text=True, check=False,
        )  # fmt: skip
        last, said = outputs(output.read_text(encoding="utf-8")), said + done.stdout
        known |= {f"steps.{step['id']}.outputs.{name}": value for name, value in last.items()}
        if done.returncode:
            return done.returncode, last, said
    shown = {re.sub(r"\$\{\{ (\S+) \}\}", _value(known), o["value"]) for o in action["outputs"].values()}
    assert shown == set(last.values())
    return 0, last, said


def inputs_for(**more: str) -> dict[str, str]:
    return {"riskframe": str(RISKFRAME), "rubric": f"{SMALL}\n", "today": "2026-02-01", **more}


def test_the_action_opens_the_gate(sample: Path) -> None:
    code, last, said = run_action(sample, inputs_for())
    assert (code, last["exit-code"], last["open"]) == (0, "0", "true")
    assert "::error" not in said
    assert {p.name for p in (sample / "riskframe-report").iterdir()} == {
        "model.html",
        "model.json",
        "gate.sarif",
        "gate.xml",
    }
    assert "gate open" in (sample / "runner" / "summary.md").read_text(encoding="utf-8")


def test_the_action_keeps_it_shut_and_says_why_on_the_line(sample: Path) -> None:
    code, last, said = run_action(sample, inputs_for(option="open_weights", arguments="--audience\ntechnical"))
    assert (code, last["exit-code"], last["open"]) == (4, "4", "false")
    assert "::error file=model.yaml,line=" in said
    log = json.loads((sample / last["sarif"]).read_bytes())
    assert log["runs"][0]["invocations"][0]["exitCode"] == 4


def test_an_input_is_never_run(sample: Path) -> None:
    code, _, _ = run_action(sample, inputs_for(model="model.yaml; touch run", option="$(touch run)", reports="a b"))
    assert code == 3, "there is no such file"
    assert not (sample / "run").exists()


def test_without_a_riskframe_the_action_installs_what_is_locked(sample: Path) -> None:
    """The interpreter is one that writes down what it is asked; installing itself is tested with the wheel."""
    tools = sample / "tools"
    tools.mkdir()
    (tools / "python3").write_text(
        f'#!/bin/sh\necho "$@" >> {sample}/asked\nmkdir -p "$3/bin"\ncp "$0" "$3/bin/python" 2>/dev/null\n'
        f'ln -sf {RISKFRAME} "$3/bin/riskframe" 2>/dev/null\nexit 0\n',
        encoding="utf-8",
    )
    (tools / "python3").chmod(0o755)
    before = os.environ["PATH"]
    os.environ["PATH"] = f"{tools}{os.pathsep}{before}"
    try:
        step = read("action.yml")["runs"]["steps"][0]
        output = sample / "out"
        env = environment(
            sample,
            {"GIVEN": "", "RUNNER_TEMP": str(sample), "GITHUB_ACTION_PATH": str(ROOT), "GITHUB_OUTPUT": str(output)},
        )
        env["PATH"] = os.environ["PATH"]
        subprocess.run(["bash", "-eo", "pipefail", "-c", step["run"]], env=env, cwd=sample, check=True)
    finally:
        os.environ["PATH"] = before
    asked = (sample / "asked").read_text(encoding="utf-8")
    assert f"-m venv {sample}/riskframe" in asked
    for line in asked.splitlines()[1:]:
        assert "--require-hashes" in line or "--no-deps" in line, "nothing unlocked is installed"
    named = re.findall(rf"{re.escape(str(ROOT))}/(\S+)", asked)
    assert named == ["requirements.lock", "requirements-build.lock"]
    assert all((ROOT / name).is_file() for name in named)
    assert output.read_text(encoding="utf-8") == f"command={sample}/riskframe/bin/riskframe\n"


# --- pre-commit


def test_the_hooks_run(sample: Path) -> None:
    hooks = {hook["id"]: hook for hook in read(".pre-commit-hooks.yaml")}
    assert set(hooks) == {"riskframe-check", "riskframe-gate", "riskframe-rubric"}
    env = environment(sample, {"RISKFRAME_RUBRIC": str(SMALL), "RISKFRAME_TODAY": "2026-02-01"})
    for hook in hooks.values():
        assert {"id", "name", "entry", "language", "files"} <= set(hook)
        named = ["model.yaml"] if hook.get("pass_filenames", True) else [str(SMALL)]
        done = subprocess.run(
            [*shlex.split(hook["entry"]), *named], cwd=sample, env=env, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, (hook["id"], done.stdout, done.stderr)
    (sample / "model.yaml").write_text("riskframe: 1\nmodle: {}\n", encoding="utf-8")
    for name in ("riskframe-check", "riskframe-gate"):
        done = subprocess.run(
            [*shlex.split(hooks[name]["entry"]), "model.yaml"],
            cwd=sample,
            env=env,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 3


@pytest.mark.parametrize(
    ("hook", "path", "wanted"),
    [
        ("riskframe-check", "models/x/model.yaml", True),
        ("riskframe-check", "mymodel.yaml", False),
        ("riskframe-rubric", "rubrics/own/criteria/a.yaml", True),
        ("riskframe-rubric", "rubrics/own/rules.yaml", True),
        ("riskframe-rubric", "README.md", False),
    ],
)
def test_hooks_look_at_the_right_files(hook: str, path: str, wanted: bool) -> None:
    (pattern,) = [one["files"] for one in read(".pre-commit-hooks.yaml") if one["id"] == hook]
    assert bool(re.search(pattern, path)) is wanted


# --- GitLab


def run_job(folder: Path, **variables: str) -> int:
    """The job's scripts as a runner's shell does them."""
    job = read("pipelines/gitlab-gate.yml")["riskframe-gate"]
    set_ = {**job["variables"], "GATE_INSTALL": "", "CI": "true", "CI_PROJECT_DIR": str(folder), **variables}
    for line in (*job["before_script"], *job["script"]):
        env = environment(folder, {"RISKFRAME_RUBRIC": str(SMALL), "RISKFRAME_TODAY": "2026-02-01", **set_})
        done = subprocess.run(
            ["bash", "-eo", "pipefail", "-c", line], cwd=folder, env=env, capture_output=True, check=False
        )
        if done.returncode:
            return done.returncode
    return 0


@pytest.mark.parametrize(("more", "code"), [("", 0), ("--option open_weights", 4)])
def test_the_gitlab_job_runs_and_leaves_what_it_promises(sample: Path, more: str, code: int) -> None:
    assert run_job(sample, GATE_ARGUMENTS=more) == code
    artifacts = read("pipelines/gitlab-gate.yml")["riskframe-gate"]["artifacts"]
    assert artifacts["when"] == "always"
    assert all((sample / name).is_file() for name in artifacts["reports"].values())
    assert (sample / "riskframe-report" / "model.json").is_file()
    assert bool(json.loads((sample / "gl-code-quality-report.json").read_bytes())) is (code != 0)


# --- a container


def test_the_container_file_copies_and_installs_what_there_is() -> None:
    """No engine is needed to see that; the image itself is not built here."""
    text = (ROOT / "Containerfile").read_text(encoding="utf-8").replace("\\\n", " ")
    copied = [name for line in re.findall(r"^COPY (.+)$", text, re.MULTILINE) for name in line.split()[:-1]]
    assert copied
    assert all((ROOT / name).exists() for name in copied)
    pyproject = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert all(name in copied for name in ("rubrics", "templates", "riskframe", "LICENSE", "NOTICE", "README.md"))
    assert 'only-include = ["riskframe", "rubrics", "templates"]' in pyproject
    for line in re.findall(r"pip install ([^\n]+)", text):
        assert "--require-hashes" in line or "--no-deps" in line
    launcher = (ROOT / "rf").read_text(encoding="utf-8")
    for package in re.findall(r"\blib[a-z0-9.-]+", text):
        assert package in launcher, "the launcher and the image install the same libraries"
    assert re.search(r"^USER (?!root)", text, re.MULTILINE)
