"""What stands beside a profile when it is gated or checked: the folder with its manifest, waivers, evidence files."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from riskframe.cli.usage import WrongUsage

if TYPE_CHECKING:
    from riskframe.assessment import Assessment
    from riskframe.cli.console import Console
    from riskframe.gate.findings import Finding
    from riskframe.gate.published import Published
    from riskframe.loading.tree import Tree
    from riskframe.release.folder import Folder


@dataclass(frozen=True)
class Weights:
    """What `--weights` named: one file by its digest, or a folder with its manifest."""

    sha256: str | None = None
    published: Published | None = None
    manifest: Tree | None = None


def read_weights(console: Console, place: str, manifest: str | None, *, trust_cache: bool) -> Weights:
    """Hash the file or the folder. Raises WrongUsage where it cannot be read, InvalidInput for a faulty manifest."""
    path = Path(place)
    if not path.is_dir():
        if manifest is not None:
            raise WrongUsage(f'--manifest lists the files of a folder, and "{place}" is none')
        return Weights(sha256=_one_file(console, path))
    from riskframe.gate.published import Published
    from riskframe.loading.record_file import read_record
    from riskframe.release.manifest import FILE_NAME, ReleaseManifest

    listed = Path(manifest) if manifest is not None else path / FILE_NAME
    if not listed.is_file():
        hint = f"riskframe manifest {place} writes it"
        raise WrongUsage(f'the folder "{place}" has no release manifest "{listed}"', hint)
    read = read_record(listed, ReleaseManifest)
    folder = hashed_folder(console, path, listed, trust_cache=trust_cache)
    return Weights(published=Published(read.record, folder, read.sha256), manifest=read.tree)


def hashed_folder(console: Console, path: Path, manifest: Path | None, *, trust_cache: bool) -> Folder:
    """Every file of the folder with its digest; what is computed is remembered for `assess` and `check`."""
    from riskframe.release.folder import read_folder
    from riskframe.release.hash_cache import cache_file, load_cache, save_cache

    cache = cache_file(os.environ, Path.home())
    before = load_cache(cache)
    after = dict(before)
    try:
        with console.counted(f"Hashing {path}") as progress:
            folder = read_folder(
                path, manifest=manifest, progress=progress, remembered=before if trust_cache else None, remember=after
            )
    except OSError as error:
        raise WrongUsage(f'the folder "{path}" cannot be read: {str(error.strerror).lower()}') from None
    if after != before:
        with contextlib.suppress(OSError):  # the next run hashes again; nothing is lost but time
            save_cache(cache, after)
    return folder


def _one_file(console: Console, path: Path) -> str:
    import hashlib

    try:
        with console.progress(f"Hashing {path}"), path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        raise WrongUsage(f'the weights "{path}" cannot be read: {str(error.strerror).lower()}') from None


def pinned_files(console: Console, place: str) -> Callable[[Assessment], Assessment]:
    """What records the files of a folder in an assessment. Digests of untouched files are remembered: nothing is authorised."""
    from riskframe.gate.judge import Release, pinned

    weights = read_weights(console, place, None, trust_cache=True)
    if weights.published is None:
        raise WrongUsage(f'"{place}" is no folder', "a result pins the files of a folder with its release manifest")
    files = pinned(Release(published=weights.published))
    return lambda assessment: replace(assessment, release=files)


def folder_findings(console: Console, place: str, manifest: str | None = None) -> list[Finding]:
    """What is wrong with a folder by itself, without any profile. Digests of untouched files are remembered."""
    from riskframe.gate.published import folder_only

    weights = read_weights(console, place, manifest, trust_cache=True)
    if weights.published is None:
        raise WrongUsage(f'"{place}" is no folder', "`check` holds a folder against its release manifest")
    return list(folder_only(weights.published))
