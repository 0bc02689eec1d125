"""A tree against a record: exact places, plain words, one message for one mistake."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Annotated, Any, Literal
from uuid import UUID

import pytest
from pydantic import AnyUrl, BaseModel, BeforeValidator, ConfigDict, Discriminator, Field, Tag, model_validator

from riskframe.diagnostics import Diagnostic, InvalidProblems, Problem
from riskframe.loading.tree import Source, Tree, parse_leniently
from riskframe.loading.validate import MAX_PROBLEMS, to_diagnostics, validate


class Closed(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Level(StrEnum):
    LOW = "low"
    HIGH = "high"


class Interval(Closed):
    lo: Annotated[int, Field(ge=1, le=5, description="The most favourable level.")]
    best: int
    """The likeliest level. Not a mean."""
    hi: int

    @model_validator(mode="after")
    def _in_order(self) -> Interval:
        problems = [
            Problem("E309", (low,), f"{low} is above {high}", at="key")
            for low, high in (("lo", "best"), ("best", "hi"))
            if getattr(self, low) > getattr(self, high)
        ]
        if problems:
            raise InvalidProblems(problems)
        return self


class AtLeast(Closed):
    at_least: dict[str, int]
    note: str


class Not(Closed):
    negated: Condition


def _form(value: Any) -> str | None:
    return next((form for form in ("at_least", "negated") if isinstance(value, dict) and form in value), None)


Condition = Annotated[
    Annotated[AtLeast, Tag("at_least")] | Annotated[Not, Tag("negated")], Discriminator(_form)
]  # each tag is also the name of a field, as in a rule's condition


class Circle(Closed):
    kind: Literal["circle"]
    radius: float


class Square(Closed):
    kind: Literal["square"]
    side: float


def _shorthand(value: Any) -> Any:
    """Accepts a level or a mapping with lo, best, hi."""
    return (
        {"lo": value, "best": value, "hi": value} if isinstance(value, int) and not isinstance(value, bool) else value
    )


class Everything(Closed):
    rating: int | Interval | Literal["unknown"] | list[Interval] | None = None
    short: Annotated[Interval, BeforeValidator(_shorthand)] | None = None
    condition: Condition | None = None
    shape: Annotated[Circle | Square, Field(discriminator="kind")] | None = None
    level: Level = Level.LOW
    count: int = 0
    share: Annotated[float, Field(gt=0, lt=1, multiple_of=0.25)] = 0.5
    flag: bool = False
    text: Annotated[str, Field(min_length=2, max_length=4, pattern="^[a-z]+$")] = "ok"
    day: dt.date | None = None
    moment: dt.datetime | None = None
    time: dt.time | None = None
    pair: tuple[int, str] | None = None
    names: Annotated[set[str], Field(max_length=2)] = set()
    by_level: dict[Level, int] = {}
    by_number: dict[int, Literal[1, 2]] = {}
    address: AnyUrl | None = None
    uid: UUID | None = None
    anything: Any = None
    word: Literal["one", "two"] | Level | None = None
    lists: list[int] | dict[str, int] | None = None


def read(text: str) -> Tree:
    return parse_leniently(Source("f.yaml", text))


def check(text: str) -> list[Diagnostic]:
    record, found = validate(Everything, read(text))
    assert (record is None) == any(diagnostic.is_error for diagnostic in found)
    return found


def told(text: str) -> list[str]:
    return [f"{d.position.line}:{d.position.column} {d.code} {d.message}" for d in check(text) if d.position]


def only(text: str) -> Diagnostic:
    (found,) = check(text)
    return found


def test_a_valid_document_becomes_a_record() -> None:
    text = """
rating: {lo: 1, best: 2, hi: 3}
short: 3
condition: {negated: {at_least: {a: 1}, note: n}}
shape: {kind: circle, radius: 2}
level: high
count: 3
share: 0.25
flag: true
text: abc
day: 2026-11-01
moment: 2026-11-01T10:00:00Z
time: "10:00"
pair: [1, x]
names: [a, b]
by_level: {low: 1}
by_number: {1: 2}
address: https://example.org/
uid: 12345678-1234-5678-1234-567812345678
anything: {a: [1]}
word: high
"""
    record, found = validate(Everything, read(text))
    assert found == []
    assert record is not None
    assert (record.day, record.level, record.pair) == (dt.date(2026, 11, 1), Level.HIGH, (1, "x"))
    assert record.short == Interval(lo=3, best=3, hi=3)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("colour: 1", "1:1 E301 unknown key \"colour\""),
        ("rating: {lo: 1, best: 2, hi: 3, mid: 2}", '1:33 E301 unknown key "mid" in "rating"'),
        ("rating: {lo: 1, best: 2}", '1:1 E302 missing key "hi" in "rating"'),
        ("rating:\n  lo: 1\n  hi: 2", '1:1 E302 missing key "best" in "rating"'),
        ("rating: unkown", '1:9 E304 "unkown" is not one of the allowed values'),
        (
            "rating: 1.5",
            '1:9 E303 "rating" needs unknown, a whole number, a mapping (lo, best, hi) or a list, found the number 1.5',
        ),
        ("rating: [{lo: 1, best: 2, hi: 3}, {lo: 9, best: 9, hi: 9}]", '1:40 E305 "lo" needs a number from 1 to 5, found 9'),
        ("rating: {lo: 3, best: 2, hi: 4}", "1:10 E309 lo is above best"),
        ("rating: {lo: x, best: 2, hi: 4}", '1:14 E303 "lo" needs a whole number from 1 to 5, found the text "x"'),
        ("short: [1]", '1:8 E303 "short" needs a level or a mapping with lo, best, hi, found a list'),
        ("condition: {at_least: {a: x}, note: n}", '1:27 E303 "a" needs a whole number, found the text "x"'),
        ("condition: {at_least: {a: 1}}", '1:1 E302 missing key "note" in "condition"'),
        ("condition: {negated: {at_least: {a: 1}}}", '1:13 E302 missing key "note" in "negated"'),
        ("condition: {negated: {negated: {note: 1}}}", '1:32 E303 "negated" has none of the accepted forms'),
        ("condition: {x: 1}", '1:12 E303 "condition" has none of the accepted forms'),
        ("shape: {kind: circel, radius: 1}", '1:15 E304 "circel" is not one of the allowed values'),
        ("shape: {radius: 1}", '1:1 E302 missing key "kind" in "shape"'),
        ("shape: {kind: circle, radius: big}", '1:31 E303 "radius" needs a number, found the text "big"'),
        ("shape: 3", '1:8 E303 "shape" needs a mapping (kind, radius) or a mapping (kind, side), found the number 3'),
        ("level: hihg", '1:8 E304 "hihg" is not one of the allowed values'),
        ("level: [high]", '1:8 E303 "level" needs low or high, found a list'),
        ("count: 1.5", '1:8 E303 "count" needs a whole number, found the number 1.5'),
        ('count: "3"', '1:8 E303 "count" needs a whole number, found the text "3"'),
        ("count: true", '1:8 E303 "count" needs a whole number, found true'),
        ("count:", '1:7 E303 "count" needs a whole number, found nothing'),
        ("share: 1", '1:8 E305 "share" needs a number above 0 and below 1, found 1'),
        ("share: 0.3", '1:8 E305 "share" needs a multiple of 0.25, found 0.3'),
        ("flag: no", '1:7 E303 "flag" needs true or false, found the text "no"'),
        ("flag: 1", '1:7 E303 "flag" needs true or false, found the number 1'),
        ("text: a", '1:7 E306 "text" needs at least 2 characters, found 1'),
        ("text: abcde", '1:7 E306 "text" needs at most 4 characters, found 5'),
        ("text: ABC", '1:7 E307 "ABC" does not have the form that "text" needs'),
        ("text: 012", '1:7 E303 "text" needs text, found the number 012'),
        ("day: 2026-13-01", '1:6 E308 "2026-13-01" is not a date: month value is outside expected range of 1-12'),
        ("day: 0", '1:6 E303 "day" needs a date (YYYY-MM-DD), found the number 0'),
        ("day: tomorrow", '1:6 E308 "tomorrow" is not a date'),
        ("day: 20261101", '1:6 E308 "20261101" is not a date'),
        ("day: 2026-11-01T10:00:00", '1:6 E308 "2026-11-01T10:00:00" is not a date'),
        ("moment: noon", '1:9 E308 "noon" is not a date'),
        ("time: noon", '1:7 E308 "noon" is not a time'),
        ("pair: [1]", '1:7 E306 "pair" has too few items: item 2 is missing'),
        ("pair: [1, x, 2]", '1:7 E306 "pair" needs at most 2 items, found 3'),
        ("pair: [x, y]", '1:8 E303 item 1 of "pair" needs a whole number, found the text "x"'),
        ("names: [a, b, c]", '1:8 E306 "names" needs at most 2 items, found 3'),
        ("names: [a, 1]", '1:12 E303 item 2 of "names" needs text, found the number 1'),
        ("by_level: {medium: 1}", '1:12 E304 "medium" is not one of the allowed values'),
        ("by_level: {low: x}", '1:17 E303 "low" needs a whole number, found the text "x"'),
        ("by_number: {1: 3}", '1:16 E304 "3" is not one of the allowed values'),
        ("by_number: {x: 1}", '1:13 E303 a key of "by_number" needs a whole number, found the text "x"'),
        ("address: not here", '1:10 E307 "not here" is not an address (URL)'),
        ("uid: 1234", '1:6 E303 "uid" needs a UUID, found the number 1234'),
        ("uid: x1234", '1:6 E307 "x1234" is not a UUID'),
        ("word: three", '1:7 E304 "three" is not one of the allowed values'),
        ("lists: {a: x}", '1:12 E303 "a" needs a whole number, found the text "x"'),
        ("lists: {a: true}", '1:12 E303 "a" needs a whole number, found true'),
        ("lists: [1, true]", '1:12 E303 item 2 of "lists" needs a whole number, found true'),
        ("lists: 3", '1:8 E303 "lists" needs a list or a mapping, found the number 3'),
        ("- 1", "1:1 E303 the file needs a mapping (rating, short, condition, shape, level, count, …), found a list"),
    ],
)  # fmt: skip
def test_one_mistake_one_message_in_plain_words(text: str, expected: str) -> None:
    assert told(text) == [expected]


def test_all_mistakes_come_out_at_once_in_file_order() -> None:
    text = "flag: 1\nrating: {lo: 0, best: x, hi: 3}\ncolour: red\nshape: {kind: square, side: -}\n"
    assert [line.split()[0] for line in told(text)] == ["1:7", "2:14", "2:23", "3:1", "4:29"]


def test_allowed_words_and_the_closest_one() -> None:
    assert only("level: hihg").allowed == ("low", "high")
    assert only("level: hihg").hint == 'did you mean "high"?'
    assert only("rating: unkown").allowed == ("unknown", "a whole number", "a mapping (lo, best, hi)", "a list")
    assert only("word: thre").allowed == ("one", "two", "low", "high")
    assert only("condition: {at_leest: {}}").allowed == ("at_least", "negated")
    assert only("rating: {lo: 1, best: 2, hi: 3, mid: 2}").allowed == ("lo", "best", "hi")
    assert only("shape: {kind: circel, radius: 1}").hint == 'did you mean "circle"?'
    assert only("shape: {radius: 1}").allowed == ("circle", "square")


def test_a_field_is_explained_by_its_description_or_docstring() -> None:
    assert only("rating: {best: 1, hi: 2}").hint == "The most favourable level"
    assert only("rating: {lo: 1, best: x, hi: 2}").hint == "The likeliest level"
    assert only("rating: {}").hint == "lo: The most favourable level\nbest: The likeliest level"


def test_hints_say_what_to_do() -> None:
    assert only('count: "3"').hint == "leave out the quotation marks"
    assert only("text: 012").hint == 'put it in quotation marks: "012"'
    assert only("flag: off").hint == "write true or false"
    assert only("count:").hint == 'write the value behind the ":", or delete the line'


def test_a_misspelt_key_is_not_also_missing() -> None:
    assert told("rating: {lo: 1, bset: 2, hi: 3}") == ['1:17 E301 unknown key "bset" in "rating"']


def test_faults_of_reading_and_of_shape_come_together() -> None:
    text = "count: &x 3\nflag: *x\nlevel: hihg\nshare: .inf\nrating: {<<: *x, lo: 9}\n"
    assert [line.split()[:2] for line in told(text)] == [
        ["1:8", "E213"],
        ["2:7", "E213"],
        ["3:8", "E304"],
        ["4:8", "E219"],
        ["5:10", "E214"],
        ["5:14", "E213"],
        ["5:22", "E305"],
    ]


def test_a_tree_with_faults_never_becomes_a_record() -> None:
    record, found = validate(Everything, read("anything: 1\nanything: 2\n"))
    assert record is None
    assert [diagnostic.code for diagnostic in found] == ["E211"]


def test_a_part_of_a_document_is_placed_in_the_whole() -> None:
    tree = read("ratings:\n  - {lo: 1, best: 2, hi: 3}\n  - {lo: 5, best: 4, hi: true}\n")
    record, found = validate(Interval, tree, ("ratings", 0))
    assert record == Interval(lo=1, best=2, hi=3)
    record, found = validate(Interval, tree, ("ratings", 1))
    assert record is None
    assert [(d.code, d.position and d.position.column) for d in found] == [("E303", 26)]
    record, found = validate(Interval, tree, ("ratings", 2))
    assert (record, [d.message for d in found]) == (None, ['missing key "2"'])


def test_problems_of_the_core_find_their_places() -> None:
    tree = read("rules:\n  - id: a\n    when:\n      any: [x]\n")
    problems = [
        Problem("E412", ("rules", 0, "when", "any", 0), "x", ("y",), "hint", "warning"),
        Problem("E411", ("rules", 0, "id"), "twice"),
        Problem("E413", ("rules", 0, "cap"), "absent"),
        Problem("E413", ("rules", 0, "when"), "a mapping that begins below its key"),
        Problem("E410", ("rules", 0, "when", "any"), "key", at="key"),
    ]
    assert [(d.code, d.position and (d.position.line, d.position.column)) for d in to_diagnostics(problems, tree)] == [
        ("E413", (2, 5)),
        ("E411", (2, 9)),
        ("E413", (3, 5)),
        ("E410", (4, 7)),
        ("E412", (4, 13)),
    ]
    warning = to_diagnostics(problems[:1], tree)[0]
    assert (warning.severity, warning.allowed, warning.hint, warning.source_line) == (
        "warning",
        ("y",),
        "hint",
        "      any: [x]",
    )


def test_endless_lists_of_problems_are_cut() -> None:
    text = "lists: [" + "x, " * 500 + "]"
    found = check(text)
    assert len(found) == MAX_PROBLEMS + 1
    assert sum(diagnostic.code == "E220" for diagnostic in found) == 1
