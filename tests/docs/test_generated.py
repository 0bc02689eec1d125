"""What pages say of the code is what the code says."""

from __future__ import annotations

import inspect
import re
from pathlib import Path

import pytest

from docs.describe import hints, reached, said_below
from docs.generate import PARTS, fresh
from docs.meanings import OVERRIDES, PROFILE, RELEASE, RESULT, RUBRIC, SHARED
from riskframe.assessment import Assessment
from riskframe.codes import CODES
from riskframe.profile import Profile
from riskframe.release.lock import Lock
from riskframe.release.manifest import ReleaseManifest
from riskframe.release.plan import Plan
from riskframe.release.waivers import WaiverFile
from riskframe.rubric.overrides import OrganisationFile
from riskframe.rubric.schema import RubricFolder
from tests.docs.pages import DOCS, PAGES, ROOT, name

ROOTS = [(Profile, PROFILE), (RubricFolder, RUBRIC), (Assessment, RESULT), (OrganisationFile, OVERRIDES)]


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_generated_parts_are_fresh(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert fresh(text) == text, "run: ./rf python -m docs.generate"


def test_every_part_stands_on_some_page() -> None:
    placed = {part for page in PAGES for part in re.findall(r"<!-- generated: ([\w-]+) -->", page.read_text("utf-8"))}
    assert placed == set(PARTS)


def test_every_field_of_the_files_beside_a_profile_is_explained() -> None:
    records = {r.__name__: r for root in (ReleaseManifest, WaiverFile, Lock, Plan) for r in reached(root)}
    assert set(RELEASE) <= set(records)
    for title, record in records.items():
        own = {field for field in hints(record) if field in inspect.get_annotations(record)}
        in_code, here = set(said_below(record)), set(RELEASE.get(title, {}))
        assert own - in_code - here - set(SHARED) == set(), title
        assert here - own == here & in_code == set(), title


@pytest.mark.parametrize(("root", "meanings"), ROOTS, ids=["profile", "rubric", "result", "overrides"])
def test_every_field_is_explained_once(root: type, meanings: dict[str, dict[str, str]]) -> None:
    records = {record.__name__: record for record in reached(root)}
    assert set(meanings) <= set(records), "meanings of records that are gone"
    for title, record in records.items():
        own = {field for field in hints(record) if field in inspect.get_annotations(record)}
        in_code, here = set(said_below(record)), set(meanings.get(title, {}))
        assert own - in_code - here - set(SHARED) == set(), f"{title} has fields that nobody explains"
        assert here - own == set(), f"{title}: meanings of fields that are gone"
        assert here & in_code == set(), f"{title}: explained in the code and in docs/meanings.py"


def test_a_stale_page_is_seen() -> None:
    text = (DOCS / "reference" / "configuration.md").read_text(encoding="utf-8")
    assert fresh(text.replace("RISKFRAME_TODAY", "RISKFRAME_YESTERDAY")) == text


def test_every_code_that_the_source_gives_is_documented() -> None:
    page = (DOCS / "reference" / "diagnostics.md").read_text(encoding="utf-8")
    documented = set(re.findall(r"^### ([EW]\d{3}): ", page, re.MULTILINE))
    given = {
        code
        for path in (ROOT / "riskframe").rglob("*.py")
        if path.parts[-2] != "codes"
        for code in re.findall(r'"([EW]\d{3})"', path.read_text(encoding="utf-8"))
    }
    assert documented == set(CODES)
    assert given - documented == set()
