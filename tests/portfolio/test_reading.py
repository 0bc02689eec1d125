"""A row of a portfolio is judged as a file of the same bytes is: both accept and refuse the same, with equal records and words."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskframe import load_rubric
from riskframe.diagnostics import Diagnostic, InvalidInput
from riskframe.loading.profile_file import parse_profile
from riskframe.loading.source import decoded
from riskframe.portfolio.reading import read_row
from riskframe.portfolio.synthetic import profiles
from riskframe.profile import Profile

Path_ = tuple[str | int, ...]

VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-3, 8),
    st.integers(),
    st.floats(),
    st.floats(min_value=0, max_value=1, exclude_min=True, exclude_max=True),
    st.sampled_from([10**15, 10**16 + 1, 2**53 + 1, 10**308, 10**400, -(10**20), 1e25, 3.0, 1.0, -0.0, 0.1, 5e-324]),
    st.text(max_size=6),
    st.sampled_from([
        "", " ", "unknown", "true", "no", "3", "3.0", "1e3", "NaN", "low", "HIGH", " high", "e0", "e 0", "2026-06-01",
        "2026-6-1", "2026-06-01T00:00:00", "2026-06-01T12:00:00Z", "20260601", "1735689600", "0001-01-01",
        "9999-12-31", "12026-06-01", "\x7f", "\x00", "\x1b[2J", "\ud800", "\ufeff", "é", "\u2028", "\b", "\f", "𝛼", "a" * 81,
        "a" * 201, "a" * 64, "benchmark", "closed", "open", "x\ny", "x\\ty", "٣",
    ]),
    st.sampled_from([[], {}, [[]], {"level": 3}, {"unknown": True}, {"1": 0.5, "2": 0.5}, ["e0"], [None], {"": 1}]),
)  # fmt: skip
"""What a value may be replaced by: every JSON kind, near and far from what is due."""

KEYS = st.sampled_from([
    "", "name", "rating", "level", "lo", "best", "hi", "unknown", "shares", "by", "not_applicable", "evidence", "facts",
    "severities", "valid_months", "parameters", "date", "a b", "=x", "1", "é", "\x7f", "null", "__proto__", "riskframe",
    "weight", "budget_usd", "evaluation_costs", "usd", "components",
])  # fmt: skip


@cache
def good() -> tuple[dict[str, Any], ...]:
    rubric = load_rubric("seger-2023")
    found: list[dict[str, Any]] = [json.loads(line) for line in profiles(rubric, 40, seed=11)]
    found.sort(key=lambda raw: len(json.dumps(raw)))
    chosen = [found[3], found[20], found[30]]
    # What the generator does not write: every other kind of entry.
    chosen[1]["facts"] = {"a": 1, "b": 1.0, "c": True, "d": "1", "f": {"value": 2.5, "evidence": ["e0"]}}
    chosen[1]["severities"] = {"bio": {"level": 5, "reason": "because"}}
    chosen[1]["evaluation_costs"] = {"x": {"usd": 1000, "person_days": 2.5}}
    chosen[1]["assessors"] = [{"id": "a1", "role": "Analyst"}]
    chosen[1]["release"]["components"] = {"weights": "open", "code": {"status": "gated", "licence": "MIT"}}
    chosen[1]["model"] |= {"parameters": 7e9, "training_compute_flop": 10**14, "weights": {"sha256": "0" * 64}}
    chosen[1].setdefault("context", {})["made_up"] = {
        "one": {"best": "low", "lo": 1, "hi": 3, "shares": {"1": 0.5, "low": 0.25, "3": 0.25}, "budget_usd": 1},
        "two": {"by": {"a1": 3, "a2": "unknown"}},
        "three": 3,
    }
    chosen[1]["evidence"][0] |= {
        "result": {"metric": "accuracy", "value": 0.30000000000000004, "samples_planned": 100, "confidence_level": 0.95},
        "facts": {"a": 1, "b": [], "c": ["x"], "d": 0.5, "e": True}, "cautions": ["few_samples"],
    }  # fmt: skip
    return tuple(chosen)


def careful(content: bytes) -> Profile:
    return parse_profile(decoded("row.json", content)).profile


def quick(content: bytes) -> Profile:
    return read_row(decoded("row.json", content))


def outcome(read: Callable[[bytes], Profile], content: bytes) -> tuple[Diagnostic, ...] | tuple[str, str | None]:
    """What came of reading: the record with the types of all its values, or the refusal."""
    try:
        profile = read(content)
    except InvalidInput as error:
        return tuple(error.diagnostics)
    return repr(profile), profile.file_sha256


def expect_alike(content: bytes) -> None:
    one = outcome(careful, content)
    assert outcome(quick, content) == one


def places(value: Any, path: Path_ = ()) -> Iterator[Path_]:
    yield path
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, entry in inside:
        yield from places(entry, (*path, key))


def with_value(value: Any, path: Path_, change: Callable[[Any], Any]) -> Any:
    """A copy with the value at a path changed."""
    if not path:
        return change(value)
    copy = value.copy()
    copy[path[0]] = with_value(value[path[0]], path[1:], change)
    return copy


def written(draw: st.DrawFn, raw: Any) -> str:
    indent, ascii_only = draw(st.sampled_from([None, 1])), draw(st.booleans())
    return json.dumps(raw, indent=indent, ensure_ascii=ascii_only)


@st.composite
def mutated(draw: st.DrawFn) -> bytes:
    """A good row in which some values, keys or entries are others."""
    raw: Any = draw(st.sampled_from(good()))
    for _ in range(draw(st.integers(1, 2))):
        path = draw(st.sampled_from(list(places(raw))))
        way = draw(st.sampled_from(["value", "value", "key", "add", "drop", "nest"]))
        new, key = draw(VALUES), draw(KEYS)

        def change(value: Any, way: str = way, new: Any = new, key: str = key) -> Any:
            if way == "add" and isinstance(value, dict):
                return {**value, key: new}
            if way == "key" and isinstance(value, dict) and value:
                first, *others = value
                return {key: value[first], **{k: value[k] for k in others}}
            if way == "drop" and isinstance(value, (dict, list)) and value:
                return dict(list(value.items())[1:]) if isinstance(value, dict) else value[1:]
            return [value] if way == "nest" else new

        raw = with_value(raw, path, change)
    return written(draw, raw).encode("utf-8", "surrogatepass")


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    """The bytes of a good row, cut, repeated or overwritten."""
    content = written(draw, draw(st.sampled_from(good()))).encode()
    at = draw(st.integers(0, len(content)))
    end = min(len(content), at + draw(st.integers(0, 40)))
    new = draw(st.one_of(
        st.binary(max_size=3),
        st.sampled_from([
            b'"', b"\\", b"\\b", b"\\u0000", b"\\ud83d", b"\\ud83d\\ude00", b"\x00", b"\x7f", b"\xff", b"\xc3\xa9", b"\xef\xbb\xbf", b"\t",
            b"\n", b"\r", b",", b",,", b":", b"NaN", b"-Infinity", b"1e999", b"01", b"+1", b".5", b"1.", b"0x10", b"// x", b"# x", b"'",
            b"true", b"\xc2\x85", b"\xe2\x80\xa8", b"9" * 400, b"[" * 80, b"{}", b"null", b"1_000", b"1e5", b"1E+2", b"-0", b" ",
        ]),
    ))  # fmt: skip
    way = draw(st.sampled_from(["cut", "overwrite", "insert", "repeat"]))
    if way == "cut":
        return content[:at]
    if way == "repeat":
        return content[:end] + content[at:]
    return content[:at] + new + content[end if way == "overwrite" else at :]


@given(mutated())
def test_other_values_and_keys(content: bytes) -> None:
    expect_alike(content)


@given(damaged())
def test_damaged_bytes(content: bytes) -> None:
    expect_alike(content)


@given(st.floats(allow_nan=False, allow_infinity=False, min_value=0, exclude_min=True), st.integers(0, 25))
def test_numbers_are_read_to_the_last_bit(number: float, digits: int) -> None:
    for text in (repr(number), f"{number:.{digits}e}", f"{number:.{digits}f}"):
        raw = json.dumps(good()[0]).replace('"modalities"', f'"parameters": {text}, "modalities"', 1)
        expect_alike(raw.encode())


def literals(schema: Any, name: str = "") -> Iterator[tuple[str, list[Any]]]:
    """Every literal of the record's schema, by the name of the nearest field."""
    if isinstance(schema, dict):
        if schema.get("type") == "literal":
            yield name, schema["expected"]
        for key, value in schema.items():
            yield from literals(value, key if isinstance(value, dict) and value.get("type") == "model-field" else name)
    elif isinstance(schema, (list, tuple)):
        for value in schema:
            yield from literals(value, name)


def test_the_literals_that_hold_other_than_words() -> None:
    """If there are more one day, the values below have to be put there too."""
    Profile.model_rebuild()
    found = {
        (name, *expected)
        for name, expected in literals(Profile.__pydantic_core_schema__)
        if not all(isinstance(word, str) for word in expected)
    }
    assert found == {("riskframe", 1)}


@pytest.mark.parametrize("text", ["true", "false", "1.0", "1e0", '"1"', '"true"', "0", "2", "-1", "10", "null", "[1]"])
@pytest.mark.parametrize("which", range(3))
def test_what_equals_a_literal_and_is_another_kind(text: str, which: int) -> None:
    raw = json.dumps(good()[which])
    assert raw.count('"riskframe": 1') == 1
    expect_alike(raw.replace('"riskframe": 1', f'"riskframe": {text}').encode())


@given(st.sampled_from(range(3)), VALUES)
def test_any_value_for_a_literal(which: int, value: Any) -> None:
    expect_alike(json.dumps({**good()[which], "riskframe": value}).encode("utf-8", "surrogatepass"))


def test_true_is_no_version() -> None:
    with pytest.raises(InvalidInput) as caught:
        quick(json.dumps({**good()[0], "riskframe": True}).encode())
    assert [d.code for d in caught.value.diagnostics] == ["E303"]


def nested(depth: int) -> bytes:
    raw = good()[0]
    return (json.dumps(raw)[:-1] + ', "facts": ' + '{"a":' * depth + "1" + "}" * (depth + 1)).encode()


SPECIAL = {
    "nothing": b"",
    "white space": b" \t ",
    "null": b"null",
    "a list": b"[]",
    "a word": b"profile",
    "YAML": b"riskframe: 1\nmodel: {name: x, developer: y, modalities: [text]}\nassessment: {date: 2026-09-01}\n",
    "a flow mapping that is no JSON": b"{riskframe: 1}",
    "a key twice": b'{"riskframe": 1, "riskframe": 1}',
    "UTF-16": '{"riskframe": 1}'.encode("utf-16"),
    "UTF-16 without a mark": '{"riskframe": 1}'.encode("utf-16-le"),
    "a mark at the start": b"\xef\xbb\xbf" + json.dumps({"riskframe": 1}).encode(),
    "Latin-1": '{"model": "é"}'.encode("latin-1"),
    "very deep": b"[" * 100_000,
    "two documents": b"{} {}",
    "very many values": (json.dumps({"evidence": [0] * 200_001})).encode(),
    "a very long text": json.dumps({"riskframe": 1, "x": "y" * 300_000}).encode(),
}


@pytest.mark.parametrize("name", SPECIAL)
def test_what_is_hardly_a_profile(name: str) -> None:
    expect_alike(SPECIAL[name])


@pytest.mark.parametrize("depth", [1, 2, 29, 33, 60, 65, 2_000])
def test_nesting(depth: int) -> None:
    expect_alike(nested(depth))


def test_the_good_ones_are_accepted_and_taken_by_the_fast_way(monkeypatch: pytest.MonkeyPatch) -> None:
    """Otherwise the comparisons above would compare the careful reader with itself."""
    contents = [json.dumps(raw).encode() for raw in good()]
    expected = [outcome(careful, content) for content in contents]
    assert all(isinstance(e[0], str) for e in expected)
    monkeypatch.setattr("riskframe.portfolio.reading.parse_profile", None)
    assert [outcome(quick, content) for content in contents] == expected


def test_every_invalid_file_of_the_house_as_a_row() -> None:
    folder = Path(__file__).parents[1] / "invalid"
    files = [
        p for p in sorted(folder.rglob("*")) if p.suffix in (".yaml", ".yml", ".json") and p.stat().st_size < 50_000
    ]
    assert len(files) > 20
    for path in files:
        expect_alike(path.read_bytes())
