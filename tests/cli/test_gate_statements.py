"""Statements of the decision: each read by somebody else's validator, bound to the bytes, and signed by another tool."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft7Validator, Draft202012Validator

from riskframe import load_rubric
from riskframe.gate.attest.attested import root_digest
from riskframe.gate.attest.vector import Vector, parse_vector
from riskframe.gate.codes import ExitCode
from tests.cli.conftest import SMALL, Run
from tests.cli.test_gate import ON, proposing
from tests.cli.test_gate_release import bound, digest, release

__all__ = ["release"]

ROOT = Path(__file__).resolve().parents[2]
STATEMENTS = ("in-toto", "cyclonedx", "spdx", "oscal", "vector")


@pytest.fixture
def told(rf: Run, small: Path, release: Path) -> dict[str, bytes]:
    """Every statement of an open gate."""
    asked = [part for form in STATEMENTS for part in ("--report", f"{form}=told/{form}")]
    done = rf("gate", bound(rf, small, release), *ON, "--weights", release, "-o", "told", "-f", "json", *asked)
    assert done.code == 0, done.err
    return {form: Path("told", form).read_bytes() for form in STATEMENTS}


def statement_schema() -> Any:
    return json.loads((ROOT / "docs/reference/schemas/gate-statement.json").read_text(encoding="utf-8"))


def test_the_statement_is_one_by_in_totos_own_reader_and_by_our_schema(told: dict[str, bytes], release: Path) -> None:
    from google.protobuf import json_format
    from in_toto_attestation.v1 import statement_pb2
    from in_toto_attestation.v1.statement import Statement

    made = json.loads(told["in-toto"])
    Draft202012Validator.check_schema(statement_schema())
    Draft202012Validator(statement_schema()).validate(made)
    read = json_format.Parse(told["in-toto"], statement_pb2.Statement())
    Statement.copy_from_pb(read).validate()
    assert made["subject"] == [
        {"name": "model.safetensors", "digest": {"sha256": digest(release / "model.safetensors")}}
    ]
    said = made["predicate"]
    assert (said["gate"], said["exitCode"], said["option"]) == ("open", 0, "api")
    assert said["rubrics"][0]["result"]["digest"]["sha256"] == digest(Path("told/model.json")), "bound to the result"
    assert said["release"]["manifestDigest"]["sha256"] == digest(release / "riskframe-release.yaml")
    assert said["profile"]["digest"]["sha256"] == digest(Path("model.yaml"))


@pytest.mark.parametrize("change", [("gate", "shut"), ("exitCode", 4), ("judgedOn", "now"), ("new", 1)])
def test_the_schema_refuses_a_predicate_that_contradicts_itself(
    told: dict[str, bytes], change: tuple[str, Any]
) -> None:
    made = json.loads(told["in-toto"])
    made["predicate"][change[0]] = change[1]
    assert not Draft202012Validator(statement_schema()).is_valid(made)


def test_a_shut_gate_is_stated_as_shut(rf: Run, small: Path, release: Path) -> None:
    profile = bound(rf, small, release)
    (release / "README.md").write_text("Another.\n", encoding="utf-8")
    done = rf("gate", profile, *ON, "--weights", release, "--report", "in-toto")
    made = json.loads(done.out)
    Draft202012Validator(statement_schema()).validate(made)
    assert done.code == made["predicate"]["exitCode"] == 7
    assert made["predicate"]["gate"] == "shut"
    assert made["predicate"]["rubrics"][0]["reasons"] == ["G303"]


def test_the_root_digest_is_that_of_model_signing() -> None:
    """Three files that model-signing 1.1.1 signed, and the subject of its statement."""
    files = [
        ("model.safetensors", "ad7facb2586fc6e966c004d7d1d16b024f5805ff7cb47c7a85dabd8b48892ca7"),
        ("README.md", "5a01505d597860a8dd56b41d0879c52db0808570c754a28f0c377443c1df18a3"),
        ("config.json", "ce7a733f449db08fc745cbb5a06e1c1be6a0389f49327d2e6700f9bd9026deae"),
    ]
    assert root_digest(files) == "d4dcbe3dd6ad6dacb0be214db1399bf86a5bfc14d23e952372ea692eb09d0bef"


def test_others_sign_it_and_a_changed_decision_is_refused(told: dict[str, bytes]) -> None:
    from securesystemslib.dsse import Envelope
    from securesystemslib.exceptions import VerificationError
    from securesystemslib.signer import CryptoSigner  # type: ignore[attr-defined]

    signer = CryptoSigner.generate_ed25519()
    envelope = Envelope(told["in-toto"], "application/vnd.in-toto+json", {})
    envelope.sign(signer)
    envelope.verify([signer.public_key], 1)
    changed = Envelope(told["in-toto"].replace(b'"api"', b'"open_weights"'), envelope.payload_type, envelope.signatures)
    with pytest.raises(VerificationError):
        changed.verify([signer.public_key], 1)


def test_cyclonedx_by_the_validator_of_its_library(told: dict[str, bytes]) -> None:
    from cyclonedx.schema import SchemaVersion
    from cyclonedx.validation.json import JsonStrictValidator

    validator = JsonStrictValidator(SchemaVersion.V1_6)
    assert validator.validate_str(told["cyclonedx"].decode()) is None
    made = json.loads(told["cyclonedx"])
    refs = {one["bom-ref"] for one in made["declarations"]["claims"]}
    entries = made["declarations"]["attestations"][0]["map"]
    assert {ref for entry in entries for ref in (*entry.get("claims", ()), *entry.get("counterClaims", ()))} == refs
    required = {one["bom-ref"] for part in made["definitions"]["standards"] for one in part["requirements"]}
    assert {entry["requirement"] for entry in entries} == required
    made["declarations"]["unheard-of"] = 1
    assert validator.validate_str(json.dumps(made)) is not None


def test_spdx_by_the_reader_of_the_model(told: dict[str, bytes], release: Path) -> None:
    from spdx_python_model.bindings import v3_0_1 as spdx

    objects: Any = spdx.SHACLObjectSet()
    with Path("told/spdx").open("rb") as stream:
        spdx.JSONLDDeserializer().read(stream, objects)
    (package,) = objects.foreach_type(spdx.ai_AIPackage)
    assert package.ai_safetyRiskAssessment is not None
    assert {one.key for one in package.ai_metric} == {"riskframe:bio", "riskframe:cyber"}
    (file,) = objects.foreach_type(spdx.software_File)
    assert file.verifiedUsing[0].hashValue == digest(release / "model.safetensors")
    assert not objects.missing_ids


def test_oscal_by_nists_schema(told: dict[str, bytes]) -> None:
    text = (ROOT / "tests/data/schemas/oscal-assessment-results.json").read_text(encoding="utf-8")
    # Python's `re` has no classes of Unicode's own.
    schema = json.loads(text.replace(r"\\p{L}", r"[^\\W\\d_]").replace(r"\\p{N}", r"\\d"))
    made = json.loads(told["oscal"])
    Draft7Validator(schema).validate(made)
    (gate,) = [f for f in made["assessment-results"]["results"][0]["findings"] if f["title"] == "The gate"]
    assert gate["target"]["status"]["state"] == "satisfied"
    made["assessment-results"]["results"][0]["findings"][0]["target"]["status"] = {"state": "maybe so"}
    assert not Draft7Validator(schema).is_valid(made)


def test_the_same_run_gives_the_same_bytes(rf: Run, told: dict[str, bytes], release: Path) -> None:
    for form in STATEMENTS:
        again = rf("gate", "model.yaml", *ON, "--weights", release, "--report", form).out.encode()
        assert again == told[form]


def test_several_rubrics_stand_in_one_statement(rf: Run, small: Path) -> None:
    done = rf("gate", proposing(small, "api"), *ON, "-r", SMALL, "-r", "marginal-risk", "--report", "vector")
    found = [parse_vector(line) for line in done.out.splitlines()]
    assert [one.rubric.partition("@")[0] for one in found] == [load_rubric(SMALL).id, "marginal-risk"]
    assert done.code in {int(one.exit_code) for one in found}


def test_nothing_judged_leaves_no_statement(rf: Run, small: Path, release: Path) -> None:
    profile = bound(rf, small, release)
    arguments = ("--weights", release, "--report", "in-toto=s.json")
    assert rf("gate", profile, *ON, *arguments).code == 0
    assert Path("s.json").stat().st_size > 0
    profile.write_text("riskframe: 1\n", encoding="utf-8")
    assert rf("gate", profile, *ON, *arguments).code == 3
    assert Path("s.json").read_bytes() == b"", "an old statement is not taken for this run's"


def test_what_cannot_be_stated_ends_in_2(rf: Run, small: Path) -> None:
    assert rf("gate", small, *ON, "--report", "in-toto").code == 2
    assert rf("gate", small, small, *ON, "--report", "oscal").code == 2


WORDS = st.text(st.characters(codec="utf-8"), max_size=12)


@given(
    st.builds(
        Vector, WORDS, WORDS, WORDS,
        st.sampled_from(["supported", "supported_with_conditions", "insufficient_evidence", "not_supported"]),
        st.sampled_from([code for code in ExitCode if code is not ExitCode.USAGE]), WORDS, WORDS, WORDS, WORDS, WORDS, WORDS,
        st.lists(WORDS.filter(bool), max_size=3).map(tuple), st.lists(WORDS.filter(bool), max_size=3).map(tuple),
    )
)  # fmt: skip
def test_a_vector_comes_back_whatever_it_holds(vector: Vector) -> None:
    assert parse_vector(str(vector)) == vector
    assert len(str(vector).split()) == 1


@pytest.mark.parametrize("text", ["", "RF:2/R:x", "RF:1/R:a", "RF:1/R:a/R:b"])
def test_what_is_no_vector_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"vector"):
        parse_vector(text)


def test_the_vector_of_the_docs_is_one() -> None:
    text = (ROOT / "docs/reference/attestation.md").read_text(encoding="utf-8")
    (line,) = [line for line in text.splitlines() if line.startswith("RF:1/")]
    assert parse_vector(line).model == "Tiny Tales 1.0"


def test_a_vector_of_another_order_or_form_is_refused(told: dict[str, bytes]) -> None:
    line = told["vector"].decode().strip()
    parse_vector(line)
    head, first, second, *rest = line.split("/")
    for changed in (
        "/".join([head, second, first, *rest]),
        line.replace("/V:S/", "/V:X/"),
        line.replace("O:api", "O:%61pi"),
    ):
        with pytest.raises(ValueError, match=r"vector|V is one"):
            parse_vector(changed)


def test_one_file_is_a_subject_by_its_name(rf: Run, small: Path) -> None:
    Path("w.safetensors").write_bytes(b"test")
    done = rf("gate", proposing(small, "api"), *ON, "--weights", "w.safetensors", "--report", "in-toto")
    assert json.loads(done.out)["subject"] == [
        {"name": "w.safetensors", "digest": {"sha256": hashlib.sha256(b"test").hexdigest()}}
    ]
