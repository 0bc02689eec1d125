"""Reading a file's bytes: what is refused before any parsing, and how it is said."""

from __future__ import annotations

import io
import os
import socket
import sys
from pathlib import Path

import pytest

from riskframe.diagnostics import Diagnostic, InvalidInput
from riskframe.loading.source import Source, read_source


def refusal(path: str | os.PathLike[str], **options: object) -> Diagnostic:
    with pytest.raises(InvalidInput) as caught:
        read_source(path, **options)  # type: ignore[arg-type]
    assert len(caught.value.diagnostics) == 1
    return caught.value.diagnostics[0]


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_file_is_read_under_the_name_it_was_given(here: Path) -> None:
    (here / "model.yaml").write_bytes(b"a: \xc3\xa9\r\n")
    assert read_source("model.yaml") == Source("model.yaml", "a: é\r\n")


def test_a_byte_order_mark_is_not_text(here: Path) -> None:
    (here / "m.yaml").write_bytes(b"\xef\xbb\xbfa: 1\n")
    assert read_source("m.yaml").text == "a: 1\n"


def test_a_missing_file_suggests_its_neighbour(here: Path) -> None:
    (here / "model.yaml").touch()
    found = refusal("modle.yaml")
    assert (found.code, found.message, found.hint) == (
        "E101",
        'there is no file "modle.yaml"',
        'did you mean "model.yaml"?',
    )
    assert refusal("nowhere/model.yaml").hint == 'there is no folder "nowhere" either'
    assert refusal("model.yaml/x").code == "E101"


def test_a_folder_is_refused(here: Path) -> None:
    assert refusal(here).code == "E102"


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="root may read everything")
def test_a_forbidden_file_is_refused(here: Path) -> None:
    path = here / "secret.yaml"
    path.write_text("a: 1")
    path.chmod(0)
    assert refusal("secret.yaml").code == "E103"


def test_permission_denied_is_said_in_words(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As above, for machines where the tests run as root."""
    (here / "secret.yaml").write_text("a: 1")

    def refuse(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "open", refuse)
    assert refusal("secret.yaml").message == '"secret.yaml" cannot be read: permission denied'


@pytest.mark.parametrize("name", ["bad\0name", "x" * 5000])
def test_an_impossible_name_is_refused(here: Path, name: str) -> None:
    assert refusal(name).code == "E103"


def test_a_loop_of_links_is_refused(here: Path) -> None:
    Path("a").symlink_to("b")
    Path("b").symlink_to("a")
    assert refusal("a").code == "E103"


@pytest.mark.skipif(sys.platform == "win32", reason="no such files there")
def test_devices_pipes_and_sockets_are_not_opened(here: Path) -> None:
    """Opening a pipe without a writer would wait for ever."""
    os.mkfifo("pipe")
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind("socket")
        assert {refusal(name).code for name in ("/dev/zero", "/dev/null", "pipe", "socket")} == {"E104"}


def test_a_large_file_is_refused_from_its_size_alone(here: Path) -> None:
    with Path("weights.bin").open("wb") as stream:
        stream.truncate(100 * 1024 * 1024)
    found = refusal("weights.bin")
    assert found.code == "E105"
    assert "100.0 MiB, and 8.0 MiB is the limit" in found.message
    Path("small.yaml").write_text("a: 12345")
    assert "8 bytes, and 7 bytes is the limit" in refusal("small.yaml", limit=7).message
    assert read_source("small.yaml", limit=8).text == "a: 12345"


def test_a_file_that_hides_its_size_is_still_limited(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Files such as those in /proc say that they are empty; a file can also grow after the check."""
    Path("grows.yaml").write_text("a: 12345")
    monkeypatch.setattr("riskframe.loading.source._check_kind", lambda *_: None)
    assert refusal("grows.yaml", limit=4).code == "E105"


class Endless(io.RawIOBase):
    """A pipe that never ends, and counts what was taken from it."""

    taken = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
        self.taken += len(buffer)
        buffer[:] = b"a" * len(buffer)
        return len(buffer)


def test_an_endless_pipe_is_read_no_further_than_the_limit() -> None:
    pipe = Endless()
    stdin = io.BufferedReader(pipe)  # type: ignore[type-var]  # a RawIOBase that only reads
    found = refusal("-", stdin=stdin, limit=100_000)
    assert found.code == "E105"
    assert pipe.taken < 300_000


def test_standard_input_has_its_own_name(monkeypatch: pytest.MonkeyPatch) -> None:
    assert read_source("-", stdin=io.BytesIO(b"a: 1")).name == "<stdin>"
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"b: 2")))
    assert read_source("-").text == "b: 2"
    monkeypatch.setattr(sys, "stdin", None)
    assert refusal("-").code == "E103"


@pytest.mark.parametrize(
    ("content", "line", "column"),
    [
        (b"a: 1\nb: \xe9t\xe9\n", 2, 4),
        (b"a: 1\r\nb: \xc3\xa9 \xff\r\n", 2, 6),
        (b"\xef\xbb\xbf\xff", 1, 1),
        (b"a\rb\xf8", 2, 2),
    ],
)
def test_bytes_that_are_not_utf8_are_placed(here: Path, content: bytes, line: int, column: int) -> None:
    Path("m.yaml").write_bytes(content)
    found = refusal("m.yaml")
    assert found.code == "E106"
    assert found.position is not None
    assert (found.position.line, found.position.column) == (line, column)
    offset = next(i for i in range(len(content)) if f"offset {i} " in found.message)
    assert f"0x{content[offset]:02X}" in found.message


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-be"])
def test_wide_encodings_are_named(here: Path, encoding: str) -> None:
    Path("m.yaml").write_bytes("model: {name: x}\n".encode(encoding))
    found = refusal("m.yaml")
    assert found.code in ("E106", "E107")
    if encoding in ("utf-16", "utf-16-le", "utf-16-be", "utf-32"):
        assert found.code == "E106"
        assert encoding[:6].upper() in found.message


@pytest.mark.parametrize("content", [b"\x89PNG\r\n\x1a\n\0\0\0", b"GGUF\x03\0\0\0", b"\0", b"a: \0"])
def test_binary_files_are_told_as_such(here: Path, content: bytes) -> None:
    Path("m.yaml").write_bytes(content)
    assert refusal("m.yaml").code == "E107"


def test_a_control_character_is_placed(here: Path) -> None:
    Path("m.yaml").write_bytes(b"a: 1\nb: x\x1b[31m\n")
    found = refusal("m.yaml")
    assert found.code == "E107"
    assert "U+001B" in found.message
    assert found.position is not None
    assert (found.position.line, found.position.column) == (2, 5)


@pytest.mark.parametrize("content", [b"", b"\n", b" \n\t", b"\xef\xbb\xbf"])
def test_an_empty_file_is_told_as_such(here: Path, content: bytes) -> None:
    Path("m.yaml").write_bytes(content)
    assert refusal("m.yaml").code == "E108"


@pytest.mark.parametrize("text", ["one\ntwo\n", "one\r\ntwo\r\n", "one\rtwo"])
def test_lines_end_as_editors_end_them(text: str) -> None:
    source = Source("f", text)
    start = text.index("two")
    assert (source.position(start, start + 3).line, source.position(start, start + 3).column) == (2, 1)
    assert [source.line(n) for n in (0, 1, 2, 9)] == ["", "one", "two", ""]


def test_characters_that_only_yaml_1_1_took_for_line_ends_are_not() -> None:
    assert Source("f", "a\u2028b\x85c\nd").line(1) == "a\u2028b\x85c"


def test_a_place_behind_the_end_is_drawn_back() -> None:
    position = Source("f", "a: [\n\n\n").position(7, 8)
    assert (position.line, position.column, position.width) == (1, 5, 1)


def test_a_span_over_lines_keeps_its_first_line() -> None:
    assert Source("f", "a: 'b  \n c'").position(3, 11).width == 2
