"""The page about the eight releases is what the script writes today, and its history holds together."""

from __future__ import annotations

import importlib.util
import re
import sys
from types import ModuleType
from typing import Any

import pytest
import yaml

from tests.examples.results import EXAMPLES, REAL, ROOT, rubric


@pytest.fixture(scope="module")
def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("eight_releases", ROOT / "benchmarks" / "eight_releases.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def histories() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((EXAMPLES / "history.yaml").read_text(encoding="utf-8"))
    return found


def test_page_is_fresh(script: ModuleType) -> None:
    text: str = script.PAGE.read_text(encoding="utf-8")
    assert text == script.page(rubric()), "run benchmarks/eight_releases.py"


def test_a_paragraph_written_for_another_answer_is_refused(script: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(script, "answer", lambda release: {"start": "api", "aim": "api", "verdict": "supported"})
    with pytest.raises(script.OutOfDate, match="gpt-2: `differs` was written for"):
        script.page(rubric())


def test_direction_against_the_record(script: ModuleType) -> None:
    release = script.releases(rubric())[0]
    assert release.slug == "gpt-2"
    narrow = {"least_open": "api", "most_open": "gated_weights"}
    at_api = script.Release(release.slug, release.profile, release.assessment, release.history | {"range": narrow})
    said = [script.direction(at_api, option, rubric()) for option in ("closed", "api", "gated_weights", "open_weights")]
    assert said == ["more closed", "within", "within", "more open"]


def test_every_real_example_has_a_history_and_only_those(histories: dict[str, Any]) -> None:
    assert set(histories) == set(REAL)


@pytest.mark.parametrize("name", REAL)
def test_sources_of_a_history_resolve_and_are_all_used(name: str, histories: dict[str, Any]) -> None:
    history = histories[name]
    items = [*history["events"], *history["reasons"], history["hindsight"]]
    used = {source for item in items for source in item["sources"]}
    assert used == set(history["sources"])
    assert all(item["sources"] for item in [*history["events"], *history["reasons"]])
    for source in history["sources"].values():
        assert source["url"].startswith("https://")
        assert source["read"] in ("document", "excerpt", "secondhand")


@pytest.mark.parametrize("name", REAL)
def test_profile_and_history_give_a_source_the_same_address(name: str, histories: dict[str, Any]) -> None:
    text = (EXAMPLES / f"{name}.yaml").read_text(encoding="utf-8")
    for source, entry in histories[name]["sources"].items():
        cited = re.findall(rf"\b{source}: (https://[^\s()]+)", text)
        assert all(address == entry["url"] for address in cited)


@pytest.mark.parametrize("name", REAL)
def test_range_is_in_the_chain_and_holds_what_was_proposed(name: str, histories: dict[str, Any]) -> None:
    place, span = rubric().option_place, histories[name]["range"]
    proposed = yaml.safe_load((EXAMPLES / f"{name}.yaml").read_text(encoding="utf-8"))["release"]["proposed"]
    assert place[span["least_open"]] <= place[proposed] <= place[span["most_open"]]
