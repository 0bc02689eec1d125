"""Outputs are whole or absent, whatever goes wrong in between."""

from __future__ import annotations

import errno
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from riskframe.loading import atomic
from riskframe.loading.atomic import CannotWrite, write_files, write_stdout


def listing(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))


def test_files_and_their_folders_are_made(tmp_path: Path) -> None:
    write_files({tmp_path / "out" / "a" / "x.json": b"1", str(tmp_path / "y.md"): b"\x00\xff"})
    assert listing(tmp_path) == ["out", "out/a", "out/a/x.json", "y.md"]
    assert (tmp_path / "y.md").read_bytes() == b"\x00\xff"


def test_nothing_to_write_is_fine() -> None:
    write_files({})


def test_permissions_follow_the_umask_or_the_old_file(tmp_path: Path) -> None:
    old = tmp_path / "old"
    old.write_bytes(b"before")
    old.chmod(0o640)
    umask = os.umask(0o027)
    try:
        write_files({old: b"after", tmp_path / "new": b""})
    finally:
        os.umask(umask)
    assert old.read_bytes() == b"after"
    assert stat.S_IMODE(old.stat().st_mode) == 0o640
    assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == 0o640


def test_a_folder_is_never_written_over(tmp_path: Path) -> None:
    (tmp_path / "reports").mkdir()
    for name in (tmp_path / "reports", f"{tmp_path}/absent/"):
        with pytest.raises(CannotWrite) as caught:
            write_files({tmp_path / "first": b"1", name: b"2"})
        assert caught.value.diagnostic.code == "E152"
    assert listing(tmp_path) == ["reports"]


def test_a_link_stays_and_its_target_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to("real/file")
    write_files({tmp_path / "link": b"1"})
    write_files({tmp_path / "link": b"2"})
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real" / "file").read_bytes() == b"2"
    assert listing(tmp_path) == ["link", "real", "real/file"]


def test_one_file_under_two_names_is_refused(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to("file")
    with pytest.raises(CannotWrite, match="written twice"):
        write_files({tmp_path / "file": b"1", tmp_path / "link": b"2"})
    assert listing(tmp_path) == ["link"]


@pytest.mark.parametrize("fails", ["fsync", "replace"])
def test_a_failure_leaves_everything_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fails: str) -> None:
    """A full disk, at the second file of two."""
    (tmp_path / "a").write_bytes(b"old")
    calls = []

    def full(*arguments: object) -> None:
        calls.append(arguments)
        if len(calls) == (2 if fails == "fsync" else 1):
            raise OSError(errno.ENOSPC, "No space left on device")

    if fails == "fsync":
        monkeypatch.setattr(os, "fsync", full)
    else:
        monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(CannotWrite) as caught:
        write_files({tmp_path / "a": b"new", tmp_path / "made" / "deep" / "b": b"new"})
    assert caught.value.diagnostic.code == "E151"
    assert "no space left on device" in caught.value.diagnostic.message
    assert listing(tmp_path) == ["a"]
    assert (tmp_path / "a").read_bytes() == b"old"


def test_an_interruption_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(_: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        write_files({tmp_path / "made" / "a": b"1"})
    assert listing(tmp_path) == []


def test_a_parent_that_is_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(CannotWrite) as caught:
        write_files({tmp_path / "file" / "x": b"1"})
    assert caught.value.diagnostic.code == "E151"
    assert str(tmp_path / "file") in caught.value.diagnostic.message


def test_an_impossible_name_is_told(tmp_path: Path) -> None:
    for name in ("bad\0name", str(tmp_path / ("x" * 5000))):
        with pytest.raises(CannotWrite):
            write_files({name: b"1"})


def test_long_names_and_names_of_wide_characters_fit(tmp_path: Path) -> None:
    write_files({tmp_path / ("x" * 255): b"1", tmp_path / ("日" * 85): b"2"})
    assert len(listing(tmp_path)) == 2


@pytest.mark.skipif(sys.platform == "win32", reason="no such files there")
def test_devices_and_pipes_are_written_not_replaced(tmp_path: Path) -> None:
    write_files({"/dev/null": b"1"})
    assert stat.S_ISCHR(Path("/dev/null").stat().st_mode)
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    write_files({pipe: b"through"})
    assert os.read(reader, 100) == b"through"
    os.close(reader)
    assert stat.S_ISFIFO(pipe.stat().st_mode)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_a_device_that_fails_is_told() -> None:
    with pytest.raises(CannotWrite, match="no space left"):
        write_files({"/dev/full": b"1"})


def run(code: str, stdout: int | None = subprocess.PIPE) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([sys.executable, "-c", code], stdout=stdout, stderr=subprocess.PIPE, check=False, timeout=60)


def test_standard_output_gets_the_bytes() -> None:
    code = "from riskframe.loading.atomic import write_stdout; print('a', end=''); write_stdout(b'\\xff\\x00'); print('b', end='')"
    assert run(code).stdout == b"a\xff\x00b"


def test_a_reader_that_goes_away_is_no_fault() -> None:
    reader, writer = os.pipe()
    os.close(reader)
    code = "from riskframe.loading.atomic import write_stdout; write_stdout(b'x' * 10**6); write_stdout(b'y')"
    done = run(code, writer)
    os.close(writer)
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_a_full_standard_output_is_told() -> None:
    code = "import os\nfrom riskframe.loading.atomic import CannotWrite, write_stdout\n"
    code += (
        "try:\n    write_stdout(b'x')\nexcept CannotWrite as error:\n    os._exit(7 if 'no space' in str(error) else 8)"
    )
    with Path("/dev/full").open("wb") as full:
        assert run(code, full.fileno()).returncode == 7


def test_a_closed_standard_output_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    with pytest.raises(CannotWrite, match="closed"):
        write_stdout(b"x")


def test_temporary_files_are_hidden_and_beside_their_target(tmp_path: Path) -> None:
    """In the same folder, so that the rename stays on one file system."""
    temporary = atomic._write_beside(tmp_path / "report.pdf", b"1")
    assert temporary.parent == tmp_path
    assert temporary.name.startswith(".report.pdf.")
