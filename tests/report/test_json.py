from __future__ import annotations

import dataclasses
import json
import subprocess
import sys
from enum import StrEnum

import pytest

from riskframe.report.json import ONE_LINE, plain, text_of, to_json
from tests.report.small import small_assessment


def test_it_is_json_and_says_what_the_records_say() -> None:
    assessment = small_assessment()
    read = json.loads(to_json(assessment))
    assert read == json.loads(json.dumps(dataclasses.asdict(assessment)))


def test_fields_stand_in_the_order_of_the_records_and_mapping_keys_are_sorted() -> None:
    assessment = small_assessment()
    read = json.loads(to_json(assessment))
    assert list(read) == [f.name for f in dataclasses.fields(assessment)]
    assert list(read["decision"]["recommendation"]["answers"]) == ["central", "conservative", "optimistic"]


def test_the_file_ends_with_one_newline_and_has_unix_line_ends() -> None:
    made = to_json(small_assessment())
    assert made.endswith(b"}\n")
    assert b"\r" not in made


def test_the_same_assessment_gives_the_same_bytes() -> None:
    assert to_json(small_assessment()) == to_json(small_assessment())


def test_short_containers_stand_on_one_line_and_long_ones_do_not() -> None:
    short, long = {"a": [1, 2], "b": {}}, {"names": ["x" * 40] * 3}
    assert text_of(plain(short)) == '{\n  "a": [1, 2],\n  "b": {}\n}'
    assert all(len(line) <= ONE_LINE for line in text_of(plain(long)).splitlines())
    assert json.loads(text_of(plain(long))) == long


def test_members_of_enumerations_are_plain_text() -> None:
    class Zone(StrEnum):
        LOW = "low"

    assert plain((Zone.LOW, {Zone.LOW: 1})) == ["low", {"low": 1}]


@pytest.mark.parametrize("value", [float("nan"), float("inf"), -float("inf")])
def test_what_is_no_number_is_refused(value: float) -> None:
    with pytest.raises(ValueError, match="JSON has no word"):
        text_of(value)


def test_what_json_cannot_say_is_refused() -> None:
    with pytest.raises(TypeError, match="set has no place"):
        plain({"a": {1, 2}})


def test_texts_with_quotes_controls_and_other_scripts_survive() -> None:
    text = 'a "b" \\ \n\t\x01 שלום 🙂'
    assert json.loads(text_of(plain({"t": text}))) == {"t": text}


def test_writing_json_loads_nothing_that_takes_time() -> None:
    code = "import riskframe.report.render, riskframe.report.json, sys; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.split())
    assert not loaded & {"pydantic", "jinja2", "numpy", "networkx", "weasyprint", "yaml", "rich", "typer"}
