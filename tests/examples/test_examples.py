"""The example profiles: what comes out, what every rating rests on, and what was never read."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from riskframe import Profile, assess
from riskframe.engine.fit import fit_problems
from riskframe.evidence import Evidence
from riskframe.gate.judge import judge
from riskframe.profile import FACETS, Capability
from riskframe.ratings import Rating
from tests.examples.results import ALL, EXAMPLES, GOLDEN, REAL, assessment, profile, result, rubric

HEAD = "# yaml-language-server: $schema=../docs/reference/schemas/profile.json"
# `gpt-2 s3: https://... (document read)`, several of them joined by a semicolon
READ = r"\((document read|excerpt|second-hand)[^)]*\)"
SOURCE = re.compile(rf"(?:(?P<case>[a-z0-9-]+) )?(?P<id>s\d|ep): [^()]*?(?P<url>https?://[^\s()]+) {READ}")


def ratings(found: Profile) -> Iterator[tuple[str, Rating, tuple[str, ...]]]:
    """Every rating that states a level, by path, with the evidence that stands for it."""
    for name, block in found.capabilities.items():
        for facet in FACETS:
            given = block.facet(facet)
            if given is not None and given.stated:
                yield f"capabilities.{name}.{facet}", given, given.evidence or block.evidence
    for name, entry in found.context.items():
        if isinstance(entry, Rating):
            entries = {"": entry}
        else:
            entries = {f".{domain}": given for domain, given in entry.items()}
        for domain, given in entries.items():
            if given.stated:
                yield f"context.{name}{domain}", given, given.evidence
    for safeguard in found.safeguards:
        if safeguard.strength.stated:
            yield f"safeguards.{safeguard.id}", safeguard.strength, safeguard.strength.evidence or safeguard.evidence
    for name, benefit in found.benefits.items():
        yield f"benefits.{name}", benefit.size, benefit.size.evidence or benefit.evidence


def rests_on(found: Profile, cited: tuple[str, ...]) -> list[Evidence]:
    by_id = {item.id: item for item in found.evidence}
    return [by_id[name] for name in cited]


def block_of(found: Profile, domain: str) -> Capability:
    return found.capabilities[domain]


@pytest.mark.parametrize("name", ALL)
def test_result_is_the_golden_one(name: str) -> None:
    kept = json.loads(GOLDEN.read_text(encoding="utf-8"))
    assert result(name) == kept[name], "python -m tests.examples.results --write accepts it; say in the commit why"


def test_every_profile_in_the_folder_is_tested() -> None:
    assert {p.stem for p in EXAMPLES.glob("*.yaml")} - {"history"} == set(ALL)


@pytest.mark.parametrize("name", ALL)
def test_file_opens_with_the_line_for_editors(name: str) -> None:
    assert (EXAMPLES / f"{name}.yaml").read_text(encoding="utf-8").startswith(HEAD + "\n")


@pytest.mark.parametrize("name", ALL)
def test_every_item_of_evidence_counts_unless_it_says_why_not(name: str) -> None:
    problems = fit_problems(profile(name), [rubric()])
    rejected = {item.id for item in profile(name).evidence if item.status != "accepted"}
    assert [p for p in problems if p.severity == "error"] == []
    assert {item.id for item in assessment(name).evidence if not item.accepted} == rejected
    assert len(problems) == len(rejected)


@pytest.mark.parametrize("name", ALL)
def test_every_rating_cites_evidence_and_comes_out_known(name: str) -> None:
    stated = {path: cited for path, _, cited in ratings(profile(name))}
    assert len(stated) > 5
    assert [path for path, cited in stated.items() if not cited] == []
    decision = assessment(name).decision
    assert decision is not None
    for used in decision.ratings:
        path = used.path.replace("capability.", "capabilities.", 1)
        if path in stated:
            assert used.why_unknown is None, f"{used.path}: {used.why_unknown}"


@pytest.mark.parametrize("name", REAL)
def test_every_rating_rests_on_a_source_of_the_record_or_is_labelled(name: str) -> None:
    for path, _, cited in ratings(profile(name)):
        for item in rests_on(profile(name), cited):
            labelled = item.kind in ("screen", "judgement")
            assert labelled or item.source, f"{path}: {item.id} has no source"


@pytest.mark.parametrize("name", REAL)
def test_sources_name_the_record_the_address_and_how_it_was_read(name: str) -> None:
    addresses: dict[str, str] = {}
    for item in profile(name).evidence:
        if item.kind in ("screen", "judgement"):
            assert item.source is None
            continue
        found = list(SOURCE.finditer(item.source or ""))
        assert found, f"{item.id}: {item.source}"
        assert found[0]["case"] == name, item.id
        assert len(found) == len(re.findall(r"\b(?:s\d|ep): ", item.source or "")), item.id
        for one in found:
            assert addresses.setdefault(one["id"], one["url"]) == one["url"], f"{one['id']} has two addresses"


@pytest.mark.parametrize("name", ALL)
def test_what_no_rating_cites_describes_the_model_only(name: str) -> None:
    uncited = {item.id for item in assessment(name).evidence if item.accepted and not item.cited_by}
    for item in profile(name).evidence:
        if item.id in uncited:
            assert (item.kind, item.domains) == ("document", ()), item.id


@pytest.mark.parametrize("name", REAL)
def test_nothing_that_gives_the_decision_away_was_entered(name: str) -> None:
    release = profile(name).release
    assert release.components == {}
    assert release.licence is None
    process = {
        "earlier_stages", "update_channel", "downstream_notice", "coordinated_disclosure", "alternatives_considered",
        "component_rationale", "authority_notified", "derivative_watch",
    }  # fmt: skip
    assert process.isdisjoint(profile(name).facts)
    assert {s.kind for s in profile(name).safeguards}.isdisjoint({"licence_terms", "know_your_customer"})


@pytest.mark.parametrize("name", REAL)
def test_proposing_something_else_changes_the_verdict_only(name: str) -> None:
    found = profile(name)
    for option in ("structured_access", "open_source"):
        other = assess(
            found.model_copy(update={"release": found.release.model_copy(update={"proposed": option})}), rubric()
        )
        assert (other.start, other.aim) == (assessment(name).start, assessment(name).aim)


@pytest.mark.parametrize("name", REAL)
def test_judgement_is_labelled_wide_and_never_about_a_modified_model_in_the_gravest_domains(name: str) -> None:
    found = profile(name)
    for item in found.evidence:
        if item.kind == "judgement":
            assert item.role == "Case rater"
            assert item.rationale
    for path, given, cited in ratings(found):
        kinds = {item.kind for item in rests_on(found, cited)}
        if kinds == {"judgement"} and path.startswith("capabilities."):
            assert isinstance(given.hi, int)
            assert isinstance(given.best, int)
            assert given.hi > given.best, path
        if "judgement" in kinds:
            assert not re.fullmatch(r"capabilities\.(biological_chemical|cyber_offence|autonomy)\.as_modified", path)


@pytest.mark.parametrize("name", ALL)
def test_assessed_on_the_day_of_release(name: str) -> None:
    assert profile(name).assessment.date == profile(name).release.date


@pytest.mark.parametrize("name", ALL)
def test_unknown_after_modification_in_a_gravest_domain_never_gets_beyond_api(name: str) -> None:
    found = profile(name)
    for domain in ("biological_chemical", "cyber_offence", "autonomy"):
        blocks = found.capabilities | {domain: block_of(found, domain).model_copy(update={"as_modified": None})}
        blind = assess(found.model_copy(update={"capabilities": blocks}), rubric())
        place = rubric().option_place
        assert place[str(blind.start)] <= place["api"]
        assert place[str(blind.aim)] <= place["api"]


@pytest.mark.parametrize("name", ALL)
def test_a_changed_fact_voids_the_screens_that_rest_on_it(name: str) -> None:
    found = profile(name)
    screens = [
        item for item in found.evidence if item.kind == "screen" and "model.output_modalities" in (item.facts or {})
    ]
    if not screens:
        assert name in ("claude-opus-4", "deepseek-r1", "gpt-oss-120b", "llama-2-70b")
        return
    model = found.model.model_copy(update={"output_modalities": ("text", "dna", "speech")})
    changed = assess(found.model_copy(update={"model": model}), rubric())
    void = {item.id for item in changed.evidence if item.kind == "screen" and not item.accepted}
    assert void == {item.id for item in screens}
    place = rubric().option_place
    assert place[str(changed.start)] < place["open_weights"]


def test_minimal_profile_comes_out_fully_open_and_supported() -> None:
    found = assessment("minimal")
    assert (found.start, found.aim, found.verdict) == ("open_source", "open_source", "supported")


def test_formal_verdict_not_ruled_out_never_gets_weights() -> None:
    kept = json.loads(GOLDEN.read_text(encoding="utf-8"))["claude-opus-4"]
    place = rubric().option_place
    assert place[kept["start"]] <= place[kept["aim"]] <= place["api"]
    found = profile("claude-opus-4")
    wanted = assess(
        found.model_copy(update={"release": found.release.model_copy(update={"proposed": "gated_weights"})}), rubric()
    )
    assert wanted.decision is not None
    assert wanted.decision.proposed is not None
    assert wanted.verdict == "not_supported"
    assert any("formal-verdict-high" in reason for reason in wanted.decision.proposed.reasons)


def test_gate_returns_the_codes_that_the_readme_documents() -> None:
    readme = (EXAMPLES / "README.md").read_text(encoding="utf-8")
    documented = {
        name: int(code)
        for code, names in re.findall(r"^\| (\d) \| [^|]+ \| (`.*`) \|$", readme, re.MULTILINE)
        for name in re.findall(r"`([\w-]+)\.yaml`", names)
    }
    assert set(documented) == set(ALL)
    today = {name: profile(name).assessment.date for name in ALL}
    assert {name: int(judge(assessment(name), today[name]).code) for name in ALL} == documented
    for name in REAL:
        assert int(judge(assessment(name), today[name] + timedelta(days=400)).code) == 7
    assert int(judge(assessment("minimal"), date(2026, 9, 30)).code) == 0


def test_readme_lists_every_profile_with_its_day() -> None:
    readme = (EXAMPLES / "README.md").read_text(encoding="utf-8")
    for name in ALL:
        assert re.search(
            rf"^\| \[{name}\.yaml\]\({name}\.yaml\) \| .* \| {profile(name).assessment.date} \|", readme, re.MULTILINE
        )
