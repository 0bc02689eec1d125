"""Rewrites the parts of the docs that are made from the code: `./rf python -m docs.generate [--check]`.

A page says where a part goes, with two comments; what stands between them is replaced:

    <!-- generated: NAME -->
    <!-- /generated -->

With --check nothing is written; the exit code is 1 where a page is stale.
"""

from __future__ import annotations

import inspect
import re
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
from pathlib import Path

from docs.describe import anchor, flat, reached, said_below, section
from docs.meanings import OVERRIDABLE, OVERRIDES, PROFILE, RELEASE, RESULT, RUBRIC, SHARED, THEME

DOCS = Path(__file__).resolve().parent
_MARKED = re.compile(r"(<!-- generated: ([\w-]+) -->\n).*?(<!-- /generated -->)", re.DOTALL)


def pages() -> list[Path]:
    """Every page of the docs, and the README."""
    readme = DOCS.parent / "README.md"
    return [*([readme] if readme.exists() else []), *sorted(DOCS.rglob("*.md"))]


def fresh(text: str) -> str:
    """A page with its generated parts made anew."""
    return _MARKED.sub(lambda m: f"{m[1]}\n{PARTS[m[2]]().strip()}\n\n{m[3]}", text)


# --- formats ---------------------------------------------------------------------------------------------------------


def _records(root: type, meanings: Mapping[str, Mapping[str, str]], *, without: tuple[type, ...] = ()) -> str:
    listed = [record for record in reached(root) if record not in without]
    known = {record: record.__name__ for record in listed}
    return "\n".join(
        section(record, known=known, meanings={**SHARED, **meanings.get(record.__name__, {})}) for record in listed
    )


def _profile() -> str:
    from riskframe.profile import Profile

    return _records(Profile, PROFILE)


def _rubric() -> str:
    from riskframe.rubric.schema import RubricFolder

    return _records(RubricFolder, RUBRIC)


def _result() -> str:
    from riskframe.assessment import Assessment

    return _records(Assessment, RESULT)


def _overrides() -> str:
    from riskframe.rubric.overrides import OrganisationFile

    return _records(OrganisationFile, OVERRIDES)


def _theme() -> str:
    from riskframe.loading.theme_file import ThemeFile

    return _records(ThemeFile, THEME)


def _manifest() -> str:
    from riskframe.release.manifest import ReleaseManifest

    return _records(ReleaseManifest, RELEASE)


def _lock() -> str:
    from riskframe.release.lock import Lock

    return _records(Lock, RELEASE)


def _plan() -> str:
    from riskframe.release.plan import Plan

    return _records(Plan, RELEASE)


def _waivers() -> str:
    from riskframe.release.waivers import WaiverFile

    return _records(WaiverFile, RELEASE)


def _overridable() -> str:
    from riskframe.rubric.overrides import _OPEN

    return "| `what` | value |\n|---|---|\n" + "\n".join(f"| `{'.'.join(p)}` | {OVERRIDABLE[p]} |" for p in _OPEN)


# --- codes -----------------------------------------------------------------------------------------------------------


def _diagnostics() -> str:
    from riskframe.codes import CODES

    table = "\n".join(f"| [{c.id}](#{anchor(f'{c.id}: {c.title}')}) | {flat(c.title)} |" for c in CODES.values())
    texts = "\n".join(
        f"### {c.id}: {c.title}\n\n{c.means}\n\n**Fix.** {c.fix}\n\n```text\n{c.example}\n```\n" for c in CODES.values()
    )
    return f"| code | found |\n|---|---|\n{table}\n\n{texts}"


def _exit_codes() -> str:
    from riskframe.gate.codes import TITLES, ExitCode

    said = _below_members(ExitCode)
    rows = "\n".join(f"| {code.value} | {TITLES[code]} | {said[code.name]} |" for code in ExitCode)
    return f"| code | title | meaning |\n|---|---|---|\n{rows}"


def _reasons() -> str:
    from riskframe.gate.reasons import REASONS

    rows = "\n".join(
        f"| [{r.id}](#{anchor(f'{r.id}: {r.title}')}) | `{r.kind}` | {int(r.exit_code) or '–'} | {flat(r.title)} | {r.waivable} |"
        for r in REASONS.values()
    )
    texts = "\n".join(f"### {r.id}: {r.title}\n\n{r.means}\n\n**Fix.** {r.fix}\n" for r in REASONS.values())
    return f"| code | in records | exit code | found | can be waived |\n|---|---|---|---|---|\n{rows}\n\n{texts}"


def _below_members(enumeration: type) -> dict[str, str]:
    found = re.findall(
        r'^    (\w+) = [^\n]+\n    """(.+?)"""', inspect.getsource(enumeration), re.MULTILINE | re.DOTALL
    )
    return {name: flat(text) for name, text in found}


# --- library and settings --------------------------------------------------------------------------------------------


def _library() -> str:
    import riskframe

    parts = []
    for name in riskframe.__all__:
        if name.startswith("__"):
            continue
        thing = getattr(riskframe, name)
        text = inspect.getdoc(thing) or ""
        if inspect.isfunction(thing):
            parts.append(f"### {name}\n\n```text\n{name}{_signature(thing)}\n```\n\n{text}\n")
        else:
            parts.append(f"### {name}\n\n{text}\n")
    return "\n".join(parts)


def _signature(function: Callable[..., object]) -> str:
    """The signature as written, one parameter a line where it is long."""
    signature = inspect.signature(function)
    text = str(signature).replace("'", "")
    if len(text) <= 100:
        return text
    inner = ",\n    ".join(_parameters(signature))
    returned = str(signature.return_annotation).replace("'", "")
    return f"(\n    {inner},\n) -> {returned}"


def _parameters(signature: inspect.Signature) -> list[str]:
    listed, star = [], False
    for parameter in signature.parameters.values():
        if parameter.kind is inspect.Parameter.KEYWORD_ONLY and not star:
            listed.append("*")
            star = True
        listed.append(str(parameter).replace("'", ""))
    return listed


def _settings() -> str:
    from riskframe.loading.configuration import CHOICES, IN_FILES, KINDS, PREFIX, Settings

    said = said_below(Settings)
    kinds = {
        "list": "texts, separated by commas (a list in a file)", "path": "path", "path or none": "path, or `none`", "date": "date, YYYY-MM-DD",
        "flag": "`1` or `0`", "text": "text", **{kind: _one_of(words) for kind, words in CHOICES.items()},
    }  # fmt: skip
    rows = []
    for field in fields(Settings):
        if field.name in KINDS:
            file = f"`{field.name}`" if field.name in IN_FILES else "–"
            rows.append(
                f"| `{PREFIX}{field.name.upper()}` | {file} | {kinds[KINDS[field.name]]} | {_default(field.default)} | {said[field.name]} |"
            )
    head = "| environment | key in a file | value | default | meaning |\n|---|---|---|---|---|\n"
    return head + "\n".join(rows)


def _one_of(words: Sequence[str]) -> str:
    listed = [f"`{word}`" for word in words]
    return f"{', '.join(listed[:-1])} or {listed[-1]}"


def _default(value: object) -> str:
    if isinstance(value, tuple):
        return ", ".join(f"`{v}`" for v in value)
    return "" if value is None else f"`{str(value).lower() if isinstance(value, bool) else value}`"


def _registry() -> str:
    from docs.registry import registry

    return registry()


PARTS: dict[str, Callable[[], str]] = {
    "registry": _registry,
    "overrides": _overrides,
    "overridable": _overridable,
    "profile": _profile,
    "rubric": _rubric,
    "result": _result,
    "diagnostics": _diagnostics,
    "exit-codes": _exit_codes,
    "reasons": _reasons,
    "manifest": _manifest,
    "waivers": _waivers,
    "lock": _lock,
    "plan": _plan,
    "library": _library,
    "settings": _settings,
    "theme": _theme,
}


def main(arguments: list[str]) -> int:
    """Write stale pages, or with --check only name them."""
    stale = [(page, new) for page in pages() if (new := fresh(old := page.read_text(encoding="utf-8"))) != old]
    for page, new in stale:
        if "--check" not in arguments:
            page.write_text(new, encoding="utf-8")
        sys.stdout.write(f"{page.relative_to(DOCS.parent)}\n")
    return int(bool(stale) and "--check" in arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
