"""What riskframe says of the examples, kept small enough to read in a diff.

python -m tests.examples.results           # compare with golden.json, print what differs
python -m tests.examples.results --write   # accept what riskframe says now; say in the commit why it changed
"""

from __future__ import annotations

import json
import sys
from functools import cache
from pathlib import Path
from typing import Any

from riskframe import Assessment, Profile, Rubric, assess, load_profile, load_rubric

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "examples"
GOLDEN = Path(__file__).with_name("golden.json")

REAL = (
    "claude-opus-4",
    "deepseek-r1",
    "evo-2-40b",
    "gpt-2",
    "gpt-oss-120b",
    "llama-2-70b",
    "stable-diffusion-1",
    "whisper",
)
ALL = (*REAL, "minimal")


@cache
def rubric() -> Rubric:
    return load_rubric("seger-2023")


@cache
def profile(name: str) -> Profile:
    return load_profile(EXAMPLES / f"{name}.yaml")


@cache
def assessment(name: str) -> Assessment:
    return assess(profile(name), rubric())


def result(name: str) -> dict[str, Any]:
    """Answer, verdict, and for the proposed option: conservative zone of each domain, caps that fire, who signs."""
    found = assessment(name)
    decision = found.decision
    assert decision is not None
    assert decision.proposed is not None
    proposed = decision.proposed.option
    option = next(o for o in decision.options if o.option == proposed)
    place = rubric().option_place
    return {
        "start": found.start,
        "aim": found.aim,
        "proposed": proposed,
        "verdict": found.verdict,
        "sign_off": decision.sign_off.level if decision.sign_off else None,
        "sign_off_of_proposed": option.sign_off,
        "zones": {
            c.domain: f"{c.level['conservative']} {c.zone['conservative'].value}"
            for c in decision.domains
            if c.option == proposed
        },
        "caps": sorted(
            f"{hit.key} -> {hit.value}"
            for hit in decision.hits
            if hit.effect == "cap" and place[hit.value] < place[proposed] and proposed in hit.options["conservative"]
        ),
        "unmet": sorted(c.id for c in decision.conditions if not c.met and proposed in c.options),
    }


def results() -> str:
    return json.dumps({name: result(name) for name in ALL}, indent=1, sort_keys=True) + "\n"


def main(arguments: list[str]) -> int:
    text = results()
    if "--write" in arguments:
        GOLDEN.write_text(text, encoding="utf-8")
        return 0
    kept = json.loads(GOLDEN.read_text(encoding="utf-8"))
    found = json.loads(text)
    for name in ALL:
        for key, value in found[name].items():
            if kept.get(name, {}).get(key) != value:
                print(f"{name}.{key}: golden {kept.get(name, {}).get(key)}\n{'':>{len(name)}}  now {value}")  # noqa: T201  a command's output
    return int(kept != found)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
