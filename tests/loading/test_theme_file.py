"""Theme files: every fault at its line, and no file but those beside the theme."""

from __future__ import annotations

from pathlib import Path

import pytest

from riskframe import load_theme
from riskframe.diagnostics import InvalidInput
from riskframe.loading.render import render

LOGO = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2 2">\n<rect width="1" height="1"/></svg>'


def written(folder: Path, text: str) -> Path:
    path = folder / "lab.yaml"
    path.write_text(f"riskframe_theme: 1\n{text}", encoding="utf-8")
    return path


def faults(path: Path) -> str:
    with pytest.raises(InvalidInput) as refused:
        load_theme(path)
    return render(refused.value.diagnostics, colour=False).replace(f"{path.parent}/", "")


def test_a_whole_theme(tmp_path: Path) -> None:
    (tmp_path / "pictures").mkdir()
    (tmp_path / "pictures" / "logo.svg").write_bytes(LOGO)
    theme = load_theme(
        written(
            tmp_path, 'letterhead: Lab <b>\nlogo: pictures/logo.svg\ncolours: {accent: "#7a1f3d", dark: "#f0b3c6"}\n'
        )
    )
    assert (theme.letterhead, theme.accent, theme.dark) == ("Lab <b>", "#7a1f3d", "#f0b3c6")
    assert theme.logo is not None
    assert (theme.logo.kind, theme.logo.content) == ("svg", LOGO)


def test_all_faults_at_once_each_at_its_place(tmp_path: Path) -> None:
    said = faults(
        written(
            tmp_path,
            f'letterhed: x\nletterhead: {"x" * 121}\ncolours:\n  accent: "#ffd700"\n  dark: "url(file:///etc/passwd)"\n',
        )
    )
    assert "lab.yaml:2:1: error E301" in said
    assert "lab.yaml:3:13: error" in said
    assert "at most 120 characters" in said
    assert "lab.yaml:5:11: error" in said
    assert "#ffd700 is too light" in said
    assert "lab.yaml:6:9: error" in said
    assert 'a colour is written #rrggbb, not "url(file:///etc/pass"' in said
    assert said.endswith("4 errors\n")


@pytest.mark.parametrize("logo", ["../secret.png", "/etc/hostname", "link.png", "sub/../../secret.png"])
def test_a_logo_outside_the_folder_is_not_read(tmp_path: Path, logo: str) -> None:
    folder = tmp_path / "themes"
    folder.mkdir()
    (tmp_path / "secret.png").write_bytes(LOGO)
    (folder / "link.png").symlink_to(tmp_path / "secret.png")
    assert f'lab.yaml:2:7: error E112: the logo "{logo}" lies outside the folder of the theme' in faults(
        written(folder, f"logo: {logo}\n")
    )


@pytest.mark.parametrize("logo", ["none.png", "."])
def test_a_logo_that_is_not_there(tmp_path: Path, logo: str) -> None:
    assert f'lab.yaml:2:7: error E112: there is no file "{logo}"' in faults(written(tmp_path, f'logo: "{logo}"\n'))


def test_a_logo_with_a_script_is_refused_at_its_own_line(tmp_path: Path) -> None:
    (tmp_path / "logo.svg").write_bytes(LOGO.replace(b"<rect", b"<script/>\n<rect"))
    said = faults(written(tmp_path, "logo: logo.svg\n"))
    assert said.startswith("logo.svg:2:1: error E112: <script> has no place in a logo")
    assert "2 | <script/>" in said


def test_a_logo_that_is_no_picture_is_refused_at_the_theme(tmp_path: Path) -> None:
    (tmp_path / "logo.png").write_bytes(b"\x89PNG\r\n\x1a\n and nothing more")
    assert "lab.yaml:2:7: error E112: logo.png: this PNG cannot be decoded" in faults(
        written(tmp_path, "logo: logo.png\n")
    )


def test_what_is_no_theme_at_all(tmp_path: Path) -> None:
    path = tmp_path / "model.yaml"
    path.write_text("riskframe: 1\n", encoding="utf-8")
    assert 'did you mean "riskframe_theme"?' in faults(path)
