"""`riskframe gate` with a folder and its manifest, and with waivers."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import SMALL, Run, changed
from tests.cli.test_gate import ON, proposing, ready
from tests.release.test_manifest import safetensors

OWN = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"


@pytest.fixture
def release(clean: Path) -> Path:
    """A folder with evaluated weights, a conversion of them, and what else belongs to a model."""
    folder = clean / "release"
    folder.mkdir()
    (folder / "model.safetensors").write_bytes(safetensors(b"weights"))
    (folder / "config.json").write_text("{}\n", encoding="utf-8")
    (folder / "README.md").write_text("A model.\n", encoding="utf-8")
    return folder


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def bound(rf: Run, small: Path, release: Path) -> Path:
    """The profile bound to the weights, and the manifest written."""
    assert rf("manifest", release, "--evaluated", "*.safetensors").code == 0
    return changed(proposing(small, "api"), OWN, digest(release / "model.safetensors"))


def kinds(out: str) -> set[str]:
    return {word[1:5] for word in out.split() if word.startswith("(G")}


def test_the_listed_folder_opens_the_gate(rf: Run, small: Path, release: Path) -> None:
    done = rf("gate", bound(rf, small, release), *ON, "--weights", release, "-f", "json")
    assert (done.code, done.err) == (0, done.err)
    pinned = json.loads(done.out)["release"]
    assert (pinned["files"], pinned["from_cache"]) == (3, False)
    assert pinned["manifest_sha256"] == digest(release / "riskframe-release.yaml")


def unlisted(release: Path) -> None:
    (release / "extra.json").write_text("{}", encoding="utf-8")


def missing(release: Path) -> None:
    (release / "config.json").unlink()


def edited(release: Path) -> None:
    (release / "README.md").write_text("A modeL.\n", encoding="utf-8")


def linked(release: Path) -> None:
    (release / "notes.md").symlink_to("/etc/hostname")


def replaced(release: Path) -> None:
    (release / "model.safetensors").write_bytes(safetensors(b"weightz"))


@pytest.mark.parametrize(
    ("change", "reason"),
    [(unlisted, "G305"), (missing, "G304"), (edited, "G303"), (linked, "G306"), (replaced, "G303")],
)  # fmt: skip
def test_a_folder_that_is_not_as_listed_ends_in_7(
    rf: Run, small: Path, release: Path, change: Callable[[Path], None], reason: str
) -> None:
    profile = bound(rf, small, release)
    change(release)
    done = rf("gate", profile, *ON, "--weights", release, "-o", "out", "-f", "json")
    assert done.code == 7
    assert reason in kinds(done.out)
    assert Path("out/model.json").exists(), "the report is written also when the gate is shut"


def test_a_pickle_needs_a_waiver_and_its_waiver_holds_for_its_bytes_only(rf: Run, small: Path, release: Path) -> None:
    (release / "old.bin").write_bytes(b"\x80\x02}q\x00.")
    bound(rf, small, release)
    listed = (release / "riskframe-release.yaml").read_text(encoding="utf-8").replace(
        "role: weights}", "role: weights, assessed: {derived_from: \"" + digest(release / "model.safetensors")
        + '", by: torch.save, equivalence: [tuned]}}')  # fmt: skip
    (release / "riskframe-release.yaml").write_text(listed, encoding="utf-8")
    shut = rf("gate", small, *ON, "--weights", release)
    assert (shut.code, kinds(shut.out)) == (6, {"G307"})
    draft = rf("waivers", small, *ON, "--weights", release)
    Path("waivers.yaml").write_text(draft.out, encoding="utf-8")
    assert rf("gate", small, *ON, "--weights", release, "--waivers", "waivers.yaml").code == 3, "a draft is no waiver"
    signed(Path("waivers.yaml"))
    done = rf("gate", small, *ON, "--weights", release, "--waivers", "waivers.yaml", "-o", "out", "-f", "json")
    assert done.code == 0, done.out
    assert "by 1 waiver" in done.out.splitlines()[0]
    shown = json.loads(Path("out/model.json").read_bytes())["waivers"]
    assert [(w["scope"], w["owner"]) for w in shown] == [("file:old.bin", "Release board")]
    (release / "old.bin").write_bytes(b"\x80\x02}q\x01.")
    assert rf("manifest", release).code == 0
    done = rf("gate", small, *ON, "--weights", release, "--waivers", "waivers.yaml")
    assert done.code == 7
    assert {"G504", "G308"} <= kinds(done.out), "another file: the waiver is void, and nobody assessed it"


def signed(waivers: Path, expires: str = "2026-05-31") -> None:
    text = waivers.read_text(encoding="utf-8")
    text = text.replace("owner:            # who answers for it", "owner: Release board")
    text = text.replace("reason:           # why it may pass", "reason: Decided on 30 January.")
    waivers.write_text(
        text.replace("expires:          # the last day, YYYY-MM-DD", f"expires: {expires}"), encoding="utf-8"
    )


@pytest.mark.parametrize(
    ("assessed", "reason", "code"),
    [
        ("", "G308", 4),
        (', assessed: {{derived_from: "{own}", by: q4}}', "G310", 4),
        (', assessed: {{derived_from: "{own}", by: q4, equivalence: [nothing]}}', "G310", 4),
        (', assessed: {{derived_from: "{other}", by: q4, equivalence: [tuned]}}', "G309", 7),
        (', assessed: {{derived_from: "{itself}", by: q4, equivalence: [tuned]}}', "G309", 7),
        (', assessed: {{derived_from: "{own}", by: q4, equivalence: [tuned]}}', "", 0),
        (", assessed: evaluated", "G301", 7),
    ],
)
def test_every_weight_file_is_evaluated_or_derived_with_evidence_of_its_own(
    rf: Run, small: Path, release: Path, assessed: str, reason: str, code: int
) -> None:
    (release / "q4.gguf").write_bytes(b"GGUF\x03\0\0\0quantised")
    profile = changed(proposing(small, "api"), OWN, digest(release / "model.safetensors"))
    assert rf("manifest", release, "--evaluated", "*.safetensors").code == 0
    said = assessed.format(
        own=digest(release / "model.safetensors"), other="0" * 64, itself=digest(release / "q4.gguf")
    )
    changed(release / "riskframe-release.yaml", "role: weights}", "role: weights" + said + "}")
    done = rf("gate", profile, *ON, "--weights", release)
    assert (done.code, kinds(done.out)) == (code, {reason} - {""}), done.out


def test_two_conversions_do_not_share_evidence(rf: Run, small: Path, release: Path) -> None:
    for name in ("q4", "q8"):
        (release / f"{name}.gguf").write_bytes(b"GGUF\x03\0\0\0" + name.encode())
    profile = bound(rf, small, release)
    text = (release / "riskframe-release.yaml").read_text(encoding="utf-8")
    own = digest(release / "model.safetensors")
    for by in ("q4", "q8"):
        said = f'role: weights, assessed: {{derived_from: "{own}", by: {by}, equivalence: [tuned]}}}}'
        text = text.replace("role: weights}", said, 1)
    (release / "riskframe-release.yaml").write_text(text, encoding="utf-8")
    done = rf("gate", profile, *ON, "--weights", release)
    assert (done.code, kinds(done.out)) == (4, {"G310"})
    assert "speaks for another conversion (q4)" in " ".join(done.out.split())


def test_an_adapter_is_assessed_with_its_base(rf: Run, small: Path, release: Path) -> None:
    (release / "model.safetensors").rename(release / "adapter_model.safetensors")
    own = digest(release / "adapter_model.safetensors")
    profile = changed(proposing(small, "api"), OWN, own)
    assert rf("manifest", release, "--evaluated", "*.safetensors").code == 0
    listed = release / "riskframe-release.yaml"
    assert kinds(rf("gate", profile, *ON, "--weights", release).out) == {"G311"}
    changed(listed, "assessed: evaluated", f'assessed: evaluated, base: {{name: Big 7B, sha256: "{"c" * 64}"}}')
    assert kinds(rf("gate", profile, *ON, "--weights", release).out) == {"G311"}, "the profile names no base"
    changed(profile, 'version: "2",', 'version: "2", base_model: Big 7B,')
    assert rf("gate", profile, *ON, "--weights", release).code == 0


def test_an_option_with_weights_out_lists_weights(rf: Run, small: Path, release: Path) -> None:
    (release / "model.safetensors").unlink()
    assert rf("manifest", release).code == 0
    done = rf("gate", ready(small), *ON, "--weights", release)
    assert (done.code, kinds(done.out)) == (4, {"G313"})


def test_the_gate_hashes_anew_unless_the_cache_is_trusted_and_says_so(
    rf: Run, small: Path, release: Path, monkeypatch: pytest.MonkeyPatch, clean: Path
) -> None:
    monkeypatch.setenv("RISKFRAME_CACHE", str(clean / "cache"))
    profile = bound(rf, small, release)
    cache = clean / "cache" / "digests.json"
    said = json.loads(cache.read_text(encoding="utf-8"))
    poisoned = str(release / "config.json")
    said["files"][poisoned][1] = "0" * 64
    cache.write_text(json.dumps(said), encoding="utf-8")
    done = rf("gate", profile, *ON, "--weights", release, "--trust-cache", "-o", "out", "-f", "json")
    assert (done.code, kinds(done.out)) == (7, {"G303", "G312"}), "a remembered digest is used, and told"
    assert json.loads(Path("out/model.json").read_bytes())["release"]["from_cache"] is True
    done = rf("gate", profile, *ON, "--weights", release, "-f", "json")
    assert (done.code, json.loads(done.out)["release"]["from_cache"]) == (0, False)


def test_a_folder_without_manifest_is_a_wrong_command_line(rf: Run, small: Path, release: Path) -> None:
    done = rf("gate", small, *ON, "--weights", release)
    assert done.code == 2
    assert "riskframe manifest" in done.err


def test_the_option_of_the_command_line_is_judged(rf: Run, small: Path) -> None:
    assert rf("gate", small, *ON).code == 4
    done = rf("gate", small, *ON, "--option", "api", "-f", "json")
    assert done.code == 0
    said = json.loads(done.out)
    assert said["decision"]["proposed"]["option"] == "api"
    assert (
        said["model"]["profile_digest"] == json.loads(rf("assess", small, "-f", "json").out)["model"]["profile_digest"]
    )
    done = rf("gate", small, *ON, "--option", "apy")
    assert done.code == 2
    assert 'did you mean "api"?' in done.err


# --- waivers ---------------------------------------------------------------------------------------------------------


def unmet(small: Path) -> Path:
    return changed(ready(small), "update_channel: true", "update_channel: false")


def waived(rf: Run, profile: Path, expires: str = "2026-05-31") -> Path:
    file = Path("waivers.yaml")
    file.write_text(rf("waivers", profile, *ON).out, encoding="utf-8")
    signed(file, expires)
    return file


def test_a_waiver_opens_the_gate_and_stands_in_the_result(rf: Run, small: Path) -> None:
    profile = unmet(small)
    done = rf("gate", profile, *ON, "--waivers", waived(rf, profile), "-f", "json")
    assert done.code == 0
    assert "Waiver waiver-1, Release board, until 2026-05-31: Decided on 30 January." in " ".join(done.err.split())
    [shown] = json.loads(done.out)["waivers"]
    assert shown["waives"] == ["Run a channel by which users learn of corrections."]
    assert json.loads(done.out)["decision"]["conditions"], "the decision itself is what it was"


@pytest.mark.parametrize(
    ("old", "new", "reason", "code"),
    [
        ("expires: 2026-05-31", "expires: 2026-01-31", "G501", 7),
        ("option: gated_weights", "option: open_weights", "G502", 3),
        ('"rule:update-channel"', '"rule:judged"', "G502", 3),
        (OWN, "0" * 64, "G504", 7),
        (OWN, "none", "G504", 7),
        ('facts: "', 'facts: "0', "E", 3),
    ],
)
def test_a_waiver_that_does_not_hold_is_an_error(
    rf: Run, small: Path, old: str, new: str, reason: str, code: int
) -> None:
    profile = unmet(small)
    file = changed(waived(rf, profile), old, new)
    done = rf("gate", profile, *ON, "--waivers", file)
    assert done.code == code
    assert reason == "E" or reason in kinds(done.out), done.out


def test_a_waiver_is_void_when_the_rated_facts_change(rf: Run, small: Path) -> None:
    profile = unmet(small)
    file = waived(rf, profile)
    text = file.read_text(encoding="utf-8")
    now = text.partition('facts: "')[2][:64]
    file.write_text(text.replace(now, "1" * 64), encoding="utf-8")
    done = rf("gate", profile, *ON, "--waivers", file)
    assert (done.code, kinds(done.out)) == (7, {"G103", "G504"})


def test_an_unused_waiver_is_an_error_even_where_the_gate_would_be_open(rf: Run, small: Path) -> None:
    file = waived(rf, unmet(small))
    changed(small.with_name("ready.yaml"), "update_channel: false", "update_channel: true")
    done = rf("gate", "ready.yaml", *ON, "--waivers", file)
    assert (done.code, kinds(done.out)) == (3, {"G502"})


def test_a_hard_rule_cannot_be_waived(rf: Run, small: Path) -> None:
    profile = changed(proposing(small, "open_weights"), "as_modified: {lo: 2, best: 3, hi: 3}", "as_modified: unknown")
    draft = rf("waivers", profile, *ON)
    assert "modified-unknown" not in draft.out
    assert "cannot be waived: rule modified-unknown[cyber]" in draft.err
    Path("waivers.yaml").write_text(
        "riskframe_waivers: 1\nwaivers:\n  - {id: w, scope: 'rule:modified-unknown[cyber]', option: open_weights, owner: A,"
        f" reason: B, expires: 2026-05-31, weights: {OWN}, facts: {'a' * 64}}}\n", encoding="utf-8")  # fmt: skip
    done = rf("gate", profile, *ON, "--waivers", "waivers.yaml")
    assert "G503" in kinds(done.out)
    assert done.code == 3


def test_a_rubric_can_close_a_rule_to_waivers(rf: Run, small: Path) -> None:
    import shutil

    profile = unmet(small)
    file = waived(rf, profile)
    folder = small.parent / "strict"
    shutil.copytree(SMALL, folder)
    changed(folder / "rules.yaml", "because: Copies cannot", "no_waiver: true\n    because: Copies cannot")
    done = rf("gate", profile, *ON, "--waivers", file, "-r", folder)
    assert (done.code, kinds(done.out)) == (3, {"G103", "G503"})


def test_waivers_are_no_way_round_a_verdict_that_other_reasons_stand_behind(rf: Run, small: Path) -> None:
    """A cap that may be waived, and an intolerable domain behind it that nobody can waive."""
    profile = changed(proposing(small, "open_weights"), "{lo: 2, best: 2, hi: 4, evidence: [tuned]",
                      "{lo: 5, best: 5, hi: 5, evidence: [tuned]")  # fmt: skip
    assert rf("gate", profile, *ON).code == 1
    done = rf("gate", profile, *ON, "--waivers", waived(rf, profile))
    assert done.code in (1, 4)
    assert "Biological and chemical weapons: risk level" in " ".join(done.out.split())


@pytest.mark.parametrize("ending", ["html", "md"])
def test_waivers_stand_on_page_one(rf: Run, small: Path, ending: str) -> None:
    profile = unmet(small)
    assert rf("gate", profile, *ON, "--waivers", waived(rf, profile), "-o", f"out.{ending}").code == 0
    text = Path(f"out.{ending}").read_text(encoding="utf-8")
    assert "Release board" in text
    assert "By Release board: Decided on 30 January." in text.replace("\\", "")


def test_assess_pins_a_folder_and_check_holds_it_against_its_list(
    rf: Run, small: Path, release: Path, monkeypatch: pytest.MonkeyPatch, clean: Path
) -> None:
    monkeypatch.setenv("RISKFRAME_CACHE", str(clean / "cache"))
    profile = bound(rf, small, release)
    done = rf("assess", profile, "--weights", release, "-f", "json")
    pinned = json.loads(done.out)["release"]
    assert (pinned["files"], pinned["from_cache"]) == (3, True), "the manifest was written a moment ago"
    assert rf("check", release).code == 0
    (release / "README.md").write_text("Another model.\n", encoding="utf-8")
    done = rf("check", release)
    assert (done.code, kinds(done.out)) == (7, {"G303"})
    assert rf("assess", profile, profile, "--weights", release).code == 2


def test_a_code_is_explained(rf: Run) -> None:
    done = rf("explain", "g303")
    assert (done.code, done.out.splitlines()[0]) == (0, "# G303: A file is not the one listed")
