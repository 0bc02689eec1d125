"""Where the files that ship with riskframe are: rubrics, and the templates and fonts of the reports.

In a source checkout they stand at its top level, where people edit them; in an installed wheel they are inside the
package, under `riskframe/_data`. Nothing else may know of the two places.
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal

Bundle = Literal["rubrics", "templates"]

_PACKAGE = Path(__file__).resolve().parent
_CHECKOUT = _PACKAGE.parent


class BundleMissing(FileNotFoundError):
    """The installation lacks a folder that every release contains: a damaged or hand-made installation."""


def bundled_dir(name: Bundle) -> Path:
    """The folder that holds the bundled rubrics or templates.

    A real directory, not an archive member: fontconfig and the template loader open its files by name, so riskframe
    does not run from a zip archive.

    Raises:
        BundleMissing: the folder is neither in the package nor in a checkout around it.
    """
    installed = _PACKAGE / "_data" / name
    if installed.is_dir():
        return installed
    # Only a checkout has pyproject.toml beside the package; site-packages may hold a stranger's "templates".
    in_checkout = _CHECKOUT / name
    if (_CHECKOUT / "pyproject.toml").is_file() and in_checkout.is_dir():
        return in_checkout
    raise BundleMissing(f"riskframe is installed without its {name}: install it again from a wheel or a checkout")


def example_files() -> tuple[Path, ...]:
    """The example profiles of a checkout, in the order of their names; an installed wheel holds none."""
    if not (_CHECKOUT / "pyproject.toml").is_file():
        return ()
    return tuple(sorted(path for path in (_CHECKOUT / "examples").glob("*.yaml") if path.name != "history.yaml"))
