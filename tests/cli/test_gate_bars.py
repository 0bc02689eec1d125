"""Bars of the gate: no byte of a pinned file may change unseen, and no mutation opens it by accident."""

from __future__ import annotations

import copy
import hashlib
import json
import random
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from riskframe.loading.edit import flow
from riskframe.loading.rubric_folder import rubric_files
from riskframe.loading.source import file_sha256
from riskframe.loading.tree import parse, read_source
from riskframe.release.folder import read_folder
from tests.cli.conftest import SMALL, Run, changed
from tests.cli.test_gate import ON, ready
from tests.cli.test_gate_release import OWN, digest, signed
from tests.release.test_manifest import safetensors

SEED = 20260923


def rng_of_the_test() -> random.Random:
    return random.Random(SEED)  # noqa: S311 - the same mutations every time


class Case(NamedTuple):
    """A release that a gate lets through with everything that can stand beside it, and the command for it."""

    folder: Path
    command: tuple[str | Path, ...]

    @property
    def result(self) -> Path:
        return self.folder / "result.json"


@pytest.fixture
def case(rf: Run, small: Path) -> Case:
    folder = small.parent
    rubric = shutil.copytree(SMALL, folder / "rubric")
    (folder / "riskframe.toml").write_text('rubric = ["rubric"]\n', encoding="utf-8")
    release = folder / "release"
    release.mkdir()
    (release / "model.safetensors").write_bytes(safetensors(b"weights"))
    (release / "config.json").write_text("{}\n", encoding="utf-8")
    (folder / "suite.json").write_text('{"score": 0.25}\n', encoding="utf-8")
    profile = changed(ready(small, "gated.yaml"), "update_channel: true", "update_channel: false")
    changed(profile, OWN, digest(release / "model.safetensors"))
    changed(
        profile, "voice: developer, date: 2026-01-10}",
        f"voice: developer, date: 2026-01-10, source: suite.json, sha256: {digest(folder / 'suite.json')}, result: {{metric:"
        " accuracy, value: 0.25, unit: share, direction: higher_is_riskier, minimum: 0.0, maximum: 1.0, samples_planned: 100,"
        " samples_completed: 100, samples_errored: 0}}",
    )  # fmt: skip
    assert rf("manifest", release, "--evaluated", "*.safetensors").code == 0
    assert rf("rubric", "lock", rubric, "--profile", profile, "--today", "2026-01-05").code == 0
    assert rf("plan", profile, "-o", "plan.yaml").code == 0
    (folder / "waivers.yaml").write_text(rf("waivers", profile, *ON, "--weights", release).out, encoding="utf-8")
    signed(folder / "waivers.yaml")
    command = (
        "gate", profile, *ON, "--weights", release, "--waivers", "waivers.yaml", "--lock", "riskframe-lock.yaml",
        "--plan", "plan.yaml", "-f", "json",
    )  # fmt: skip
    done = rf(*command)
    assert done.code == 0, done.err
    (folder / "result.json").write_text(done.out, encoding="utf-8")
    return Case(folder, (*command, "--previous", "result.json"))


def verify(rf: Run, case: Case) -> int:
    return rf("verify", case.result, "--model", case.folder / "gated.yaml", "--weights", case.folder / "release").code


def flipped(path: Path, rng: random.Random, most: int) -> Iterator[int]:
    """The file with one byte changed, at every position of a small file or at a seeded sample; put back afterwards."""
    content = path.read_bytes()
    places = range(len(content)) if len(content) <= most else sorted(rng.sample(range(len(content)), most))
    for place in places:
        other = rng.choice([b for b in range(256) if b != content[place]])
        path.write_bytes(content[:place] + bytes([other]) + content[place + 1 :])
        yield place
    path.write_bytes(content)


PINNED_BY_RESULT = [
    ("release/config.json", 3), ("release/model.safetensors", 12), ("release/riskframe-release.yaml", 12), ("suite.json", 10),
    ("gated.yaml", 25), ("rubric/rubric.yaml", 10), ("rubric/rules.yaml", 10), ("rubric/tolerance.yaml", 10),
    ("rubric/criteria/all.yaml", 10),
]  # fmt: skip


def test_every_byte_of_a_file_that_a_result_pins(rf: Run, case: Case) -> None:
    assert verify(rf, case) == 0
    for name, most in PINNED_BY_RESULT:
        for place in flipped(case.folder / name, rng_of_the_test(), most):
            assert verify(rf, case) == 7, f"byte {place} of {name}"
    assert verify(rf, case) == 0


PINNED_BY_LOCK = [("rubric/rules.yaml", 10), ("rubric/cases/basic.yaml", 6), ("rubric/tolerance.yaml", 10), ("rubric/model.yaml", 6)]  # fmt: skip


def test_every_byte_of_a_file_that_a_lock_pins(rf: Run, case: Case) -> None:
    for name, most in PINNED_BY_LOCK:
        for place in flipped(case.folder / name, rng_of_the_test(), most):
            assert rf(*case.command).code == 7, f"byte {place} of {name}"
    assert rf(*case.command).code == 0


def test_every_single_byte_moves_its_digest(case: Case) -> None:
    """What the tests above sample through the command line, here at every position of every file."""
    rubric, release = case.folder / "rubric", case.folder / "release"
    for path in sorted(p for p in rubric.rglob("*.yaml") if p.stat().st_size < 400):
        name = path.relative_to(rubric).as_posix()
        before = rubric_files(rubric)[name]
        for _ in flipped(path, rng_of_the_test(), 10_000):
            assert hashlib.sha256(path.read_bytes()).hexdigest() == file_sha256(path) != before
        assert rubric_files(rubric)[name] == before
    before_release = {f.path: f.sha256 for f in read_folder(release).files}
    for name in ("config.json", "model.safetensors"):
        for _ in flipped(release / name, rng_of_the_test(), 10_000):
            assert {f.path: f.sha256 for f in read_folder(release).files}[name] != before_release[name]


# --- five hundred mutations ------------------------------------------------------------------------------------------

MUTABLE = {"gated.yaml": 320, "release/riskframe-release.yaml": 60, "waivers.yaml": 60, "plan.yaml": 60}
"""Files that nothing pins when a gate is run, and how many mutations of each."""

Where = tuple[str | int, ...]


class Mutation(NamedTuple):
    how: str
    where: Where
    old: Any
    new: Any
    text: str


def leaves(data: Any, at: Where = ()) -> Iterator[tuple[Where, Any]]:
    if isinstance(data, dict):
        for key, value in data.items():
            yield from leaves(value, (*at, key))
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from leaves(value, (*at, index))
    else:
        yield at, data


def container(data: Any, at: Where) -> Any:
    for key in at[:-1]:
        data = data[key]
    return data


def written(data: Any) -> str:
    text = "".join(f"{flow(str(key))}: {flow(value)}\n" for key, value in data.items()) if data else "{}"
    return text.replace('"\\u0000nan"', ".nan").replace('"\\u0000inf"', ".inf")


def other_value(how: str, old: Any, rng: random.Random) -> Any:
    """Another value in the place of one: of another type, another one of its own type, or none that is a number."""
    if how == "type":
        return rng.choice([[], {}, [old], {"x": old}, None, True, f"{old} x", 3, 2.5])
    if how == "nan":
        return rng.choice(["\0nan", "\0inf"])
    if isinstance(old, bool):
        return not old
    if isinstance(old, int):
        return old + rng.choice([-2, -1, 1, 2, 1000])
    if isinstance(old, float):
        return rng.choice([old * 100, -old, old / 2, 1e308])
    text = str(old)
    return rng.choice([text + "x", text[:-1], "", "unknown", "percent", text.swapcase(), text.replace("2026", "2027")])


def reordered(made: Any, rng: random.Random) -> Where:
    """Shuffle one list or mapping in place."""
    at, inside = rng.choice([(path[:-1], container(made, path)) for path, _ in leaves(made)])
    items = list(inside.items()) if isinstance(inside, dict) else list(inside)
    rng.shuffle(items)
    inside.clear()
    inside.update(items) if isinstance(inside, dict) else inside.extend(items)
    return at


HOW = ("type", "value", "value", "key", "unit", "nan", "truncation", "reorder", "deletion")
UNITS = ("unit", "value", "metric", "size", "kind", "direction")


def mutated(text: str, data: Any, rng: random.Random) -> Mutation:
    """One mutation that changes the file."""
    how = rng.choice(HOW)
    if how == "truncation":
        return Mutation(how, (), None, None, text[: rng.randrange(len(text) - 1)])
    made = copy.deepcopy(data)
    if how == "reorder":
        at, old, new = reordered(made, rng), None, None
    else:
        listed = list(leaves(made))
        at, old = rng.choice([leaf for leaf in listed if leaf[0][-1] in UNITS] or listed if how == "unit" else listed)
        holder, new = container(made, at), None
        if how == "deletion":
            del holder[at[-1]]
        elif how == "key" and isinstance(holder, dict):
            name = str(at[-1])
            holder[rng.choice([name + "x", name[:-1] or "y", name.upper(), "unknown"])] = holder.pop(at[-1])
        else:
            new = holder[at[-1]] = other_value(how, old, rng)
    said = written(made)
    return mutated(text, data, rng) if said == written(data) else Mutation(how, at, old, new, said)


def decided(result: str) -> tuple[str, ...]:
    """What was decided: start, aim, and the verdict on which option."""
    decision = json.loads(result)["decision"]
    advice, proposed = decision["recommendation"], decision["proposed"]
    return (advice["start"], advice["aim"], proposed["option"], proposed["verdict"])


LEGAL = "a risk was rated lower, or a protection higher, and the decision follows the ratings"
"""The one kind of mutation that may open the gate with another decision: an honest change of the profile does the same."""


def is_legal(mutation: Mutation) -> bool:
    at, old, new = mutation.where, mutation.old, mutation.new
    if not (isinstance(old, int) and isinstance(new, int)):
        return False
    return at[:1] in (("context",), ("safeguards",)) or (at[:1] == ("capabilities",) and new < old)


def test_five_hundred_mutations_open_the_gate_only_with_the_same_decision(rf: Run, case: Case) -> None:
    rng = rng_of_the_test()
    command = [
        part for part in case.command if part not in ("--previous", "result.json", "--lock", "riskframe-lock.yaml")
    ]
    original = decided(rf(*command).out)
    codes: dict[int, int] = {}
    for name, count in MUTABLE.items():
        path = case.folder / name
        text = path.read_text(encoding="utf-8")
        data = parse(read_source(path)).data
        for _ in range(count):
            mutation = mutated(text, data, rng)
            path.write_text(mutation.text, encoding="utf-8")
            done = rf(*command)
            assert "Traceback" not in done.err
            assert done.code in (0, 1, 3, 4, 6, 7), (name, mutation[:4], done.err)
            codes[done.code] = codes.get(done.code, 0) + 1
            if done.code == 0:
                assert decided(done.out) == original or is_legal(mutation), (name, mutation[:4], LEGAL)
        path.write_text(text, encoding="utf-8")
    assert sum(codes.values()) == 500
    assert {3, 7} <= codes.keys()
    assert codes[0] < 150, codes
    assert rf(*command).code == 0
