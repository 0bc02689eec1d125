"""Tables of codes that have been elsewhere: what still says the same is read the same, what does not is refused in words."""

from __future__ import annotations

import json
import pickle
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pyarrow as pa
import pyarrow.dataset as ds
import pytest

from riskframe.diagnostics import Diagnostic, InvalidInput, InvalidProblems, Problem
from riskframe.portfolio.assessing import assess_portfolio, one_by_one
from riskframe.portfolio.codes import KEY, WrongTable
from riskframe.portfolio.inputs import NoCode
from riskframe.portfolio.judge import Judge
from riskframe.portfolio.shards import Run, read_portfolio
from riskframe.portfolio.synthetic import profiles
from riskframe.portfolio.work import Settings
from riskframe.rubric.resolve import Rubric

RATING = "rating.context.run_ease"


@pytest.fixture(scope="module")
def codes(seger: Rubric, tmp_path_factory: pytest.TempPathFactory) -> pa.Table:
    """Codes with what shares need, of a portfolio without faults."""
    folder = tmp_path_factory.mktemp("codes")
    (folder / "models.jsonl").write_text("".join(line + "\n" for line in profiles(seger, 40, seed=3)), encoding="utf-8")
    settings = Settings(seger, Run(folder / "out"), pack_only=True)
    assess_portfolio(read_portfolio(str(folder / "models.jsonl")), settings, one_by_one)
    table = ds.dataset(folder / "out" / "codes", format="parquet").to_table()
    assert table.num_rows == 40
    return table


def with_column(table: pa.Table, name: str, values: Any) -> pa.Table:
    at = table.column_names.index(name)
    return table.set_column(at, name, values)


def with_first(table: pa.Table, name: str, value: Any, kind: pa.DataType) -> pa.Table:
    """The table with another value in the first row and the column in another type."""
    return with_column(table, name, pa.array([value, *table.column(name).to_pylist()[1:]], kind))


def test_other_types_that_say_the_same(seger: Rubric, codes: pa.Table) -> None:
    """Spark knows no unsigned numbers; others hold text otherwise."""
    wide = codes
    for field in codes.schema:
        column = codes.column(field.name)
        if field.type in (pa.uint16(), pa.int8()):
            wide = with_column(wide, field.name, column.cast(pa.int32()))
        elif field.type == pa.uint32():
            wide = with_column(wide, field.name, column.cast(pa.int64()))
        elif field.name in ("id", "profile"):
            wide = with_column(wide, field.name, column.dictionary_encode())
        elif field.type == pa.string():
            wide = with_column(wide, field.name, column.cast(pa.large_string()))
    assert wide.schema != codes.schema
    assert Judge(seger, shares=True)(wide).equals(Judge(seger, shares=True)(codes))


WRONG: list[tuple[str, Any, pa.DataType, str]] = [
    ("goals", 2**32, pa.int64(), "column goals holds numbers that are no uint32"),
    ("goals", -1, pa.int64(), "column goals holds numbers that are no uint32"),
    ("goals", 2**31, pa.uint32(), "column goals: there are bits for 7 options"),
    (RATING, 3 + 2**16, pa.int64(), f"column {RATING} holds numbers that are no uint16"),
    (RATING, 1.0, pa.float64(), f"column {RATING} holds double, not whole numbers"),
    (RATING, float("nan"), pa.float64(), f"column {RATING} holds double, not whole numbers"),
    (RATING, None, pa.uint16(), f"column {RATING} lacks 1 values"),
    ("proposed", 256, pa.int32(), "column proposed holds numbers that are no int8"),
    ("proposed", 7, pa.int8(), r"column proposed: places are -1 \(nothing\) to 6"),
    ("share.unknowns_harmful", [1.0], pa.list_(pa.float64()), "not a share for each of 7 options that sum to 1"),
    ("share.unknowns_harmful", [0.5] * 7, pa.list_(pa.float64()), "not a share for each of 7 options that sum to 1"),
    ("share.unknowns_harmful", [float("nan")] * 7, pa.list_(pa.float64()), "not a share for each of 7 options"),
    ("share.unknowns_harmful", [-1.0, 2.0, *[0.0] * 5], pa.list_(pa.float64()), "not a share for each of 7 options"),
    ("share.unknowns_harmful", [1.0, *[None] * 6], pa.list_(pa.float64()), "not a share for each of 7 options"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "value", "kind", "message"), WRONG)
def test_numbers_are_checked_before_they_are_narrowed(
    seger: Rubric, codes: pa.Table, name: str, value: Any, kind: pa.DataType, message: str
) -> None:
    with pytest.raises(WrongTable, match=message):
        Judge(seger, shares=True)(with_first(codes, name, value, kind))


@pytest.mark.parametrize("name", ["row", "id", "model", "profile", "severities", "goals", "share.unknowns_harmful"])
def test_a_column_that_went_missing_or_came_twice(seger: Rubric, codes: pa.Table, name: str) -> None:
    with pytest.raises(WrongTable, match=f"column {name} is missing"):
        Judge(seger, shares=True)(codes.drop_columns([name]))
    with pytest.raises(WrongTable, match=f"column {name} is there twice"):
        Judge(seger, shares=True)(codes.append_column(name, codes.column(name)))


def test_names_that_are_no_text(seger: Rubric, codes: pa.Table) -> None:
    with pytest.raises(WrongTable, match="column model holds int64, not text"):
        Judge(seger)(with_column(codes, "model", pa.array(range(40), pa.int64())))


@pytest.mark.parametrize(
    "said", [b"{", b"[]", b'{"holds": "codes", "format": 1}', b'{"holds": "codes", "format": 1, "rubric": {"id": 3}}']
)
def test_metadata_that_says_nothing_of_use(seger: Rubric, codes: pa.Table, said: bytes) -> None:
    with pytest.raises(WrongTable, match=r"holds no codes|pack the profiles again"):
        Judge(seger)(codes.replace_schema_metadata({KEY: said}))


def test_threads_may_share_a_judge(seger: Rubric, codes: pa.Table) -> None:
    shared, alone = Judge(seger, shares=True), Judge(seger, shares=True)
    parts = [codes.slice(at % 36, 4) for at in range(60)]
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(shared, parts))
    assert all(a.equals(alone(part)) for a, part in zip(found, parts, strict=True))


def test_what_crosses_processes_comes_out_whole(seger: Rubric, codes: pa.Table) -> None:
    def there(thing: Any) -> Any:
        return pickle.loads(pickle.dumps(thing))  # noqa: S301 - what was written just now

    judge = Judge(seger, shares=True)
    decided = judge(codes)
    assert there(judge)(codes).equals(decided)
    fault, problem = Diagnostic("E101", "no such file"), Problem("E421", ("a", 1), "no")
    assert there(InvalidInput([fault, fault])).diagnostics == (fault, fault)
    assert there(InvalidProblems([problem])).problems == (problem,)
    error = there(NoCode(3, "truth.1", 9))
    assert (error.row, error.column, error.code, str(error)) == (3, "truth.1", 9, "column truth.1: 9 is no code of it")
    assert json.loads(codes.schema.metadata[KEY])["holds"] == "codes"
