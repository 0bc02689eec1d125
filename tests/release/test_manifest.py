"""The manifest's own rules, kinds of files, and folders that try to be something else."""

from __future__ import annotations

import hashlib
import os
import pickle
import struct
import subprocess
import threading
import zipfile
from pathlib import Path

import pytest

from riskframe.diagnostics import InvalidInput
from riskframe.loading.record_file import parse_record
from riskframe.loading.tree import Source
from riskframe.release.folder import read_folder
from riskframe.release.hash_cache import load_cache, save_cache
from riskframe.release.kinds import content_of, likely_role, why_unsafe
from riskframe.release.manifest import ReleaseManifest, listing_digest, weights_digest
from riskframe.release.write import manifest_text

A, B = "a" * 64, "b" * 64


def safetensors(data: bytes = b"") -> bytes:
    header = b'{"__metadata__":{}}'
    return struct.pack("<Q", len(header)) + header + data


def manifest(text: str) -> ReleaseManifest:
    return parse_record(Source("release.yaml", f"riskframe_release: 1\nfiles:\n{text}"), ReleaseManifest).record


@pytest.mark.parametrize("path", ["/etc/passwd", "../x", "a/../b", "a//b", "./a", "a/.", "C:/x", "a\\\\b", "", "a/"])
def test_a_path_stays_inside_the_folder(path: str) -> None:
    with pytest.raises(InvalidInput):
        manifest(f'  - {{path: "{path}", size: 1, sha256: {A}, role: other}}\n')


def test_a_file_is_listed_once() -> None:
    with pytest.raises(InvalidInput) as refused:
        manifest(
            f"  - {{path: x, size: 1, sha256: {A}, role: other}}\n  - {{path: x, size: 2, sha256: {B}, role: code}}\n"
        )
    [fault] = refused.value.diagnostics
    assert (fault.code, fault.position.line if fault.position else 0) == ("E427", 4)


def test_the_listing_digest_is_that_of_sha256sum(tmp_path: Path) -> None:
    names = ["b.txt", "a.txt", "é.txt", "B.txt"]
    for name in names:
        (tmp_path / name).write_text(name, encoding="utf-8")
    script = ["sh", "-c", "LC_ALL=C sha256sum * | sha256sum"]
    said = subprocess.run(script, cwd=tmp_path, capture_output=True, text=True, check=True)
    found = read_folder(tmp_path)
    assert listing_digest((f.path, f.sha256) for f in found.files) == said.stdout.split()[0]
    assert weights_digest([("x", A)]) == A
    assert weights_digest([]) is None


@pytest.mark.parametrize(
    ("path", "role"),
    [
        ("model-00001-of-00002.safetensors", "weights"), ("pytorch_model.bin", "weights"), ("adapter_model.safetensors", "adapter"),
        ("q4.gguf", "weights"), ("tokenizer.json", "tokenizer"), ("config.json", "configuration"), ("LICENSE", "licence"),
        ("README.md", "documentation"), ("modeling_x.py", "code"), ("model.sig", "signature"), ("what", "other"),
    ],
)  # fmt: skip
def test_roles_are_suggested_by_name(path: str, role: str) -> None:
    assert likely_role(path) == role


def head_of(path: Path) -> bytes:
    return path.read_bytes()[:4096]


def test_a_pickle_is_one_whatever_it_is_called(tmp_path: Path) -> None:
    for protocol in (2, 3, 4, 5):
        data = pickle.dumps({"weight": [1.0]}, protocol=protocol)
        assert content_of(data, len(data)) == "pickle"
        assert why_unsafe("model.safetensors", "weights", "pickle")
        assert why_unsafe("config.json", "configuration", "pickle")
    archive = tmp_path / "model.pt"
    with zipfile.ZipFile(archive, "w") as made:
        made.writestr("archive/data.pkl", b"\x80\x02.")
    assert content_of(head_of(archive), archive.stat().st_size) == "zip"
    assert why_unsafe("model.safetensors", "weights", "zip")


@pytest.mark.parametrize("name", ["m.bin", "m.pt", "m.pth", "m.ckpt", "m.pkl", "m.joblib", "m.h5", "m.keras", "m.PT"])
def test_formats_that_may_run_code_are_unsafe_by_name(name: str) -> None:
    assert why_unsafe(name, "weights", "other")


def test_formats_that_hold_numbers_are_safe_if_they_are_what_they_say() -> None:
    data = safetensors(b"\0" * 8)
    assert content_of(data, len(data)) == "safetensors"
    assert why_unsafe("m.safetensors", "weights", "safetensors") is None
    assert why_unsafe("m.safetensors", "weights", "other")
    assert why_unsafe("m.gguf", "weights", content_of(b"GGUF\3\0\0\0", 8)) is None
    assert why_unsafe("m.weights", "weights", "other"), "a format that nobody knows"
    assert why_unsafe("README.md", "documentation", "other") is None
    assert content_of(struct.pack("<Q", 1 << 60) + b"{}", 10) == "other", "a header longer than the file"


def test_links_stay_inside_and_devices_are_not_read(tmp_path: Path) -> None:
    folder, outside = tmp_path / "release", tmp_path / "secret"
    folder.mkdir()
    outside.write_text("secret", encoding="utf-8")
    (folder / "real.txt").write_text("real", encoding="utf-8")
    (folder / "inside.txt").symlink_to("real.txt")
    (folder / "outside.txt").symlink_to(outside)
    (folder / "nowhere.txt").symlink_to("gone")
    (folder / "loop").symlink_to("loop")
    (folder / "folder").symlink_to(tmp_path)
    os.mkfifo(folder / "pipe")
    found = read_folder(folder)
    assert [f.path for f in found.files] == ["inside.txt", "real.txt"]
    assert {o.path: o.kind for o in found.odd} == {
        "outside.txt": "link_outside", "nowhere.txt": "unreadable", "loop": "unreadable", "folder": "link_outside",
        "pipe": "special_file",
    }  # fmt: skip


def test_a_name_that_no_manifest_can_hold_is_told(tmp_path: Path) -> None:
    (tmp_path / "a\nb").write_text("x", encoding="utf-8")
    (Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff"))).write_text("x", encoding="utf-8")
    assert [o.kind for o in read_folder(tmp_path).odd] == ["strange_name", "strange_name"]


def test_a_file_that_changes_while_it_is_read_is_told(tmp_path: Path) -> None:
    file = tmp_path / "big"
    file.write_bytes(b"\0" * (3 << 20))
    changed = threading.Event()

    def progress(done: int, total: int) -> None:
        if not changed.is_set():
            changed.set()
            with file.open("ab") as stream:
                stream.write(b"x")

    assert [o.kind for o in read_folder(tmp_path, progress=progress).odd] == ["changed_meanwhile"]


def test_progress_counts_every_byte(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"\0" * (5 << 20))
    (tmp_path / "b").write_bytes(b"\1" * 1000)
    (tmp_path / "empty").write_bytes(b"")
    seen: list[tuple[int, int]] = []
    found = read_folder(tmp_path, progress=lambda done, total: seen.append((done, total)))
    assert seen[-1] == ((5 << 20) + 1000, (5 << 20) + 1000)
    assert {f.path: f.sha256 for f in found.files} == {
        name: hashlib.sha256((tmp_path / name).read_bytes()).hexdigest() for name in ("a", "b", "empty")
    }


def test_the_cache_knows_untouched_files_only(tmp_path: Path) -> None:
    folder, cache = tmp_path / "release", tmp_path / "cache.json"
    folder.mkdir()
    (folder / "a").write_bytes(b"one")
    known: dict[str, object] = {}
    read_folder(folder, remember=known)  # type: ignore[arg-type]
    save_cache(cache, known)  # type: ignore[arg-type]
    again = read_folder(folder, remembered=load_cache(cache))
    assert again.cached
    (folder / "a").write_bytes(b"two")
    touched = read_folder(folder, remembered=load_cache(cache))
    assert not touched.cached
    assert touched.files[0].sha256 == hashlib.sha256(b"two").hexdigest()
    for text in ("", "[]", "{", '{"format": 1, "files": {"x": 3}}', '{"format": 1, "files": []}'):
        cache.write_text(text, encoding="utf-8")
        assert load_cache(cache) == {}


def test_a_written_manifest_says_nothing_of_evaluation_by_itself(tmp_path: Path) -> None:
    (tmp_path / "model.safetensors").write_bytes(safetensors())
    (tmp_path / "1e5").write_text("a name that YAML could take for a number", encoding="utf-8")
    (tmp_path / 'odd "name", {x}: é.md').write_text("x", encoding="utf-8")
    text = manifest_text(read_folder(tmp_path))
    read = parse_record(Source("m.yaml", text), ReleaseManifest).record
    assert [f.assessed for f in read.files] == [None] * 3
    assert [f.path for f in read.files] == ["1e5", "model.safetensors", 'odd "name", {x}: é.md']
    said = manifest_text(read_folder(tmp_path), evaluated=["*.safetensors"])
    second = parse_record(Source("m.yaml", said), ReleaseManifest).record
    assert [f.path for f in second.evaluated] == ["model.safetensors"]
    kept = parse_record(Source("m", manifest_text(read_folder(tmp_path), before=second)), ReleaseManifest).record
    assert kept == second
    (tmp_path / "model.safetensors").write_bytes(safetensors(b"other"))
    anew = parse_record(Source("m", manifest_text(read_folder(tmp_path), before=second)), ReleaseManifest).record
    assert anew.evaluated == (), "another file was not evaluated because an earlier one was"
