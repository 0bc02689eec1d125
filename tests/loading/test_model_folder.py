"""A model folder is read, never loaded: what it says is kept with its origin, what it hides behind is passed over."""

from __future__ import annotations

import hashlib
import json
import os
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from riskframe import load_rubric
from riskframe.diagnostics import InvalidInput
from riskframe.inquiry.starter import starter
from riskframe.loading.model_card import read_card
from riskframe.loading.model_folder.read import read_model_folder
from riskframe.loading.model_folder.safetensors import NotSafetensors, read_header
from riskframe.loading.profile_file import parse_profile
from riskframe.loading.tree import Source
from riskframe.release.manifest import weights_digest

DAY = date(2026, 1, 31)
BITS = {"F32": 32, "BF16": 16, "I32": 32, "U8": 8}


def tensors(*given: tuple[str, list[int]]) -> bytes:
    """A safetensors file with zeros, made by hand from the format's description."""
    header: dict[str, Any] = {"__metadata__": {"format": "pt"}}
    at = 0
    for number, (dtype, shape) in enumerate(given):
        count = 1
        for n in shape:
            count *= n
        header[f"t{number}"] = {"dtype": dtype, "shape": shape, "data_offsets": [at, at + count * BITS[dtype] // 8]}
        at += count * BITS[dtype] // 8
    text = json.dumps(header).encode()
    return len(text).to_bytes(8, "little") + text + bytes(at)


CARD = """---
license: apache-2.0
pipeline_tag: text-generation
base_model:
- some-lab/base-1b
datasets: [a/b]
model-index:
- name: small-one
  results: []
---
# Small one
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    where = tmp_path / "small-one-folder"
    where.mkdir()
    (where / "README.md").write_text(CARD, encoding="utf-8")
    (where / "config.json").write_text(
        '{"model_type": "llama", "architectures": ["LlamaForCausalLM"], "torch_dtype": "bfloat16"}', encoding="utf-8"
    )
    (where / "model.safetensors").write_bytes(tensors(("BF16", [10, 20]), ("F32", [5])))
    return where


def test_every_value_has_its_origin(folder: Path) -> None:
    found = read_model_folder(folder)
    assert found.name
    assert (found.name.value, found.name.origin) == ("small-one", "README.md: model-index name")
    assert found.parameters
    assert found.parameters.value == 205
    assert found.base_model
    assert found.base_model.value == "some-lab/base-1b"
    assert found.licence
    assert (found.licence.value, found.licence.origin) == ("apache-2.0", "README.md: license")
    assert found.modalities
    assert found.modalities.value == ("text",)
    digest = hashlib.sha256((folder / "model.safetensors").read_bytes()).hexdigest()
    assert [(w.path, w.sha256) for w in found.weights] == [("model.safetensors", digest)]
    assert found.weights_sha256
    assert found.weights_sha256.value == digest
    assert {n.origin for n in found.notes} >= {"config.json: torch_dtype", "README.md: datasets"}
    assert found.remarks == ()


def test_the_profile_is_valid_and_says_where_from(folder: Path) -> None:
    rubric = load_rubric("seger-2023")
    text = starter(rubric, DAY, prefill=read_model_folder(folder))
    model = parse_profile(Source("model.yaml", text)).profile.model
    assert (model.name, model.parameters, model.base_model) == ("small-one", 205, "some-lab/base-1b")
    assert model.training_compute_flop is None
    assert model.weights is not None
    assert model.weights.path == "model.safetensors"
    assert "# parameters: headers of 1 safetensors file" in text
    assert "# licence: README.md: license" in text


def test_an_empty_folder_leaves_everything_open(tmp_path: Path) -> None:
    found = read_model_folder(tmp_path)
    assert (found.modalities, found.parameters, found.licence, found.weights) == (None, None, None, ())
    profile = parse_profile(Source("m.yaml", starter(load_rubric("seger-2023"), DAY, prefill=found))).profile
    assert profile.model.modalities == ()
    assert profile.model.output_modalities is None
    assert profile.model.weights is None


@pytest.mark.parametrize(
    ("config", "weights", "why"),
    [
        ({"quantization_config": {"quant_method": "gptq"}}, [("F32", [4])], "packed or quantised"),
        ({}, [("I32", [4, 4]), ("BF16", [4])], "packed or quantised"),
    ],
)
def test_packed_weights_are_not_counted(
    folder: Path, config: dict[str, Any], weights: list[tuple[str, list[int]]], why: str
) -> None:
    (folder / "config.json").write_text(json.dumps(config), encoding="utf-8")
    (folder / "model.safetensors").write_bytes(tensors(*weights))
    found = read_model_folder(folder)
    assert found.parameters is None
    assert any(why in remark for remark in found.remarks)


def test_a_missing_shard_leaves_parameters_open(folder: Path) -> None:
    index = {"weight_map": {"a": "model.safetensors", "b": "model-2.safetensors"}}
    (folder / "model.safetensors.index.json").write_text(json.dumps(index), encoding="utf-8")
    found = read_model_folder(folder)
    assert found.parameters is None
    assert any("1 of the listed weight files are absent" in remark for remark in found.remarks)


def test_an_adapter_is_not_the_model(folder: Path) -> None:
    (folder / "README.md").unlink()
    (folder / "adapter_config.json").write_text('{"base_model_name_or_path": "lab/base"}', encoding="utf-8")
    found = read_model_folder(folder)
    assert found.parameters is None
    assert found.base_model
    assert found.base_model.origin == "adapter_config.json: base_model_name_or_path"


def test_several_files_of_weights_have_the_digest_that_a_release_manifest_states(folder: Path) -> None:
    (folder / "other.bin").write_bytes(b"never unpickled")
    found = read_model_folder(folder)
    assert [w.path for w in found.weights] == ["model.safetensors", "other.bin"]
    assert found.weights_sha256 is not None
    assert found.weights_sha256.value == weights_digest((w.path, w.sha256) for w in found.weights)
    text = starter(load_rubric("seger-2023"), DAY, prefill=found)
    assert all(w.sha256 in text for w in found.weights)
    weights = parse_profile(Source("model.yaml", text)).profile.model.weights
    assert weights is not None
    assert (weights.path, weights.sha256) == (None, found.weights_sha256.value)


def test_no_link_leads_out_of_the_folder(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.json").write_text('{"model_type": "secret"}', encoding="utf-8")
    (folder / "config.json").unlink()
    (folder / "config.json").symlink_to(tmp_path / "secret.json")
    (folder / "up").symlink_to(tmp_path)
    os.mkfifo(folder / "pipe.safetensors")
    found = read_model_folder(folder)
    assert not any("secret" in note.value for note in found.notes)
    assert any(remark.startswith("config.json: ") and remark.endswith("; not read") for remark in found.remarks)
    assert [w.path for w in found.weights] == ["model.safetensors"]


def test_no_name_of_a_file_and_no_text_of_a_card_breaks_the_profile(folder: Path) -> None:
    (folder / "README.md").write_text(
        '---\nlicense: "a\\u2028b: {x}\\nevidence: []"\nbase_model: "#\\t]\\n- x"\n---\n', encoding="utf-8"
    )
    (folder / "new\nline: 'x.bin").write_bytes(b"1")
    (folder / os.fsdecode(b"odd\xff.bin")).write_bytes(b"2")
    text = starter(load_rubric("seger-2023"), DAY, prefill=read_model_folder(folder))
    profile = parse_profile(Source("model.yaml", text)).profile
    assert profile.release.licence == "a b: {x} evidence: []"
    assert profile.model.base_model == "# ] - x"
    text.encode()


def test_a_folder_that_is_none(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="is not there"):
        read_model_folder(tmp_path / "nowhere")
    (tmp_path / "file").write_text("x")
    with pytest.raises(InvalidInput, match="is a file"):
        read_model_folder(tmp_path / "file")


@pytest.mark.parametrize("text", ["{not json", "[1]", "\xff", '{"a": ' * 5000])
def test_a_broken_config_is_told(folder: Path, text: str) -> None:
    (folder / "config.json").write_bytes(text.encode("latin-1"))
    found = read_model_folder(folder)
    assert any(remark.startswith("config.json: ") for remark in found.remarks)
    assert str(folder) not in "".join(found.remarks)


# --- safetensors -------------------------------------------------------------------------------------------------------


def header(text: str, room: int = 0) -> bytes:
    return len(text.encode()).to_bytes(8, "little") + text.encode() + bytes(room)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "does not fit its size"),
        (b"\xff" * 8 + b"{}", "does not fit its size"),
        (header("[]"), "not a table"),
        (header("{x}"), "not valid JSON"),
        (header('{"a": 1}'), "no tensor"),
        (header('{"a": {}, "a": {}}'), "not valid JSON"),
        (header('{"a": {"dtype": "F32", "shape": [2], "data_offsets": [0, 8]}}', 4), "does not fit the bytes"),
        (header('{"a": {"dtype": "F32", "shape": [3], "data_offsets": [0, 8]}}', 8), "does not fit the bytes"),
        (header('{"a": {"dtype": "F32", "shape": [-2], "data_offsets": [0, 8]}}', 8), "no readable shape"),
        (header('{"a": {"dtype": "F32", "shape": [true], "data_offsets": [0, 4]}}', 8), "no readable shape"),
        (header('{"a": {"dtype": "X9", "shape": [1], "data_offsets": [0, 4]}}', 8), "not known"),
        (header('{"a": {"dtype": "F32", "shape": [1], "data_offsets": [4, 0]}}', 8), "does not fit the bytes"),
    ],
)
def test_headers_that_lie_are_refused(tmp_path: Path, content: bytes, why: str) -> None:
    path = tmp_path / "x.safetensors"
    path.write_bytes(content)
    with pytest.raises(NotSafetensors, match=why):
        read_header(path)


def test_a_long_header_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "x.safetensors"
    with path.open("wb") as stream:
        stream.write((30_000_000).to_bytes(8, "little"))
        stream.truncate(40_000_000)
    with pytest.raises(NotSafetensors, match="longer than"):
        read_header(path)


@given(st.binary(max_size=200), st.integers(0, 120), st.binary(max_size=8))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_damaged_headers_are_refused_or_counted(tmp_path: Path, noise: bytes, at: int, patch: bytes) -> None:
    good = tensors(("BF16", [2, 3]), ("F32", [4]))
    path = tmp_path / "x.safetensors"
    for content in (noise, good[:at] + patch + good[at + len(patch) :], good[:at]):
        path.write_bytes(content)
        try:
            found = read_header(path)
        except NotSafetensors:
            continue
        assert sum(count * BITS.get(dtype, 4) for dtype, count in found.values.items()) <= 64 * max(len(content), 1)


# --- cards -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "there", "fault"),
    [
        ("# No front matter\n", False, None),
        ("---\n---\n", True, None),
        ("---\nlicense: mit\n", True, "no end"),
        ("---\n- a\n---\n", True, "not a mapping"),
        ("---\na: [1\nb: 2\n---\n", True, "line "),
        ("\ufeff---\r\nlicense: mit\r\n---\r\n", True, None),
    ],
)
def test_cards(text: str, there: bool, fault: str | None) -> None:
    card = read_card("README.md", text)
    assert card.there is there
    assert (card.fault is None) if fault is None else (fault in (card.fault or ""))


def test_a_card_with_windows_line_ends() -> None:
    assert read_card("README.md", "---\r\nlicense: mit\r\n---\r\n").text("license") == "mit"
