"""Model files of the Model Openness Tool among other evidence: each component and its licence as a statement.

`riskframe mot read` makes a whole profile of such a file; the mapping of both is `riskframe.importers.mof`.
"""

from __future__ import annotations

from collections.abc import Iterator

from riskframe.diagnostics import InvalidInput, InvalidProblems
from riskframe.importers.licences import bundled_licences
from riskframe.importers.mof import read_mof
from riskframe.intake.file import InputFile
from riskframe.intake.protocol import CERTAIN, NO
from riskframe.intake.records import Item, Refused, Remark, Statement, Tool
from riskframe.intake.values import label

_TOOL = Tool(name="Model Openness Tool")
LIMIT = 1024 * 1024
"""Bytes of a model file; the largest of the tool's own had 4,000."""


class _ModelFiles:
    name = "mot"
    title = "model files of the Model Openness Tool"

    def recognise(self, file: InputFile) -> float:
        head = file.head[:2000]
        return CERTAIN if b"Model Openness Framework" in head and b"release:" in file.head else NO

    def read(self, file: InputFile) -> Iterator[Item]:
        from riskframe.loading.tree import Source, parse

        try:
            found = read_mof(parse(Source(file.name, file.text(LIMIT))).data, bundled_licences())
        except InvalidInput as error:
            raise Refused(f"it is no YAML that can be read: {error.diagnostics[0].message}") from None
        except InvalidProblems as error:
            raise Refused(error.problems[0].message, "export it again with the tool") from None
        said: list[tuple[str, str | None, str]] = [
            ("model.name", found.name, "release.name"),
            ("model.version", found.version, "release.version"),
            ("model.developer", found.developer, "release.producer"),
            ("release.licence", found.licence, "release.license.distribution.name"),
        ]
        for part, component in found.components.items():
            about, where = f"release.components.{part}", f"release.components[{part}]"
            said += [(f"{about}.status", component.status, where), (f"{about}.licence", component.licence, where),
                     (f"{about}.licence_kind", component.licence_kind, where)]  # fmt: skip
        for about, value, where in said:
            text = label(value)
            if text is not None:
                yield Statement(tool=_TOOL, about=about, value=text, locator=where)
        for note in found.notes:
            about, reason = ".".join(map(str, note.path))[:200], note.message[:200]
            yield Remark(kind="unmapped" if note.code == "W471" else "note", about=about, reason=reason)


IMPORTER = _ModelFiles()
"""Found by name."""
