"""Bundled templates as byte code, kept as Python keeps its own: in `__pycache__` beside their sources.

Compiling them takes longer than everything else about an HTML report. What is kept is used only for exactly the source,
the version of Jinja and the Python that it was made from, so it never goes stale: Jinja compares a digest of the source,
and the name of the file carries the rest. Where nothing can be written (`PYTHONDONTWRITEBYTECODE`, a folder of somebody
else), templates are compiled each time. A user's own templates are never kept.
"""

from __future__ import annotations

import sys
from importlib.util import cache_from_source
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jinja2 import BytecodeCache
    from jinja2.bccache import Bucket


def kept_beside(folder: Path) -> BytecodeCache:
    """The cache of the templates in a folder."""
    from jinja2 import FileSystemBytecodeCache, __version__

    place = Path(cache_from_source(str(folder / "templates.py"))).parent

    class Beside(FileSystemBytecodeCache):
        def load_bytecode(self, bucket: Bucket) -> None:
            try:
                super().load_bytecode(bucket)
            except Exception:  # noqa: BLE001 half a file, or another's, can fail in any way: as if there were none
                bucket.reset()

        def dump_bytecode(self, bucket: Bucket) -> None:
            if sys.dont_write_bytecode:
                return
            try:
                place.mkdir(parents=True, exist_ok=True)
                super().dump_bytecode(bucket)
            except OSError:
                return

    return Beside(str(place), f"%s.{sys.implementation.cache_tag}.jinja-{__version__}.pyc")
