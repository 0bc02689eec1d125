"""What an organisation changes in a rubric: its own file, and the rubric with the changes in force.

An organisation may tighten anything that is listed here. A loosening needs an owner, a reason and a day on which it ends,
and is shown on page one of every report. Which of the two a change is, is computed and never taken from the file.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal, NamedTuple

from pydantic import ValidationError

from riskframe.diagnostics import InvalidProblems, KeyPath, Problem
from riskframe.records import Day, Id, Name, Record, Text
from riskframe.rubric.check import check_rubric
from riskframe.rubric.effects import MISSING, Changed, Effect, effect_of
from riskframe.rubric.outline import Name as Path
from riskframe.rubric.outline import Node, dotted, outline, values
from riskframe.rubric.resolve import Rubric, resolve
from riskframe.rubric.schema import RubricFolder

OFF = "off"
"""Takes a screen out of use."""

_OPEN: tuple[tuple[str, ...], ...] = (
    ("tolerance", "table", "*", "*"),
    ("tolerance", "floors", "*"),
    ("tolerance", "unbacked"),
    ("tolerance", "prevalence", "*", "*"),
    ("pathways", "domains", "*", "severity"),
    ("rules", "*", "cap"),
    ("rules", "*", "escalate"),
    ("rules", "*", "require", "stage"),
    ("classifications", "*", "caps", "*"),
    ("escalation", "*"),
    ("escalation", "tolerable_at_severity", "*"),
    ("benefits", "*", "keeps", "*"),
    ("criteria", "*", "*", "levels", "*", "ease"),
    ("screens", "*", "suggests", "*", "*"),
    ("validity", "months"),
    ("evidence_bars", "fewest_samples"),
    ("evidence_bars", "least_completed"),
    ("evidence_bars", "most_errored"),
)
"""What can be overridden, by name; and a screen as a whole, to `off`."""


class Override(Record):
    """One value that the organisation sets itself."""

    what: Text
    """Name of the value: the keys of the rubric from its part on, joined by dots; items go by their id."""
    to: str | int | float | bool
    owner: Name
    reason: Text
    expires: Day | None = None
    """A tightening past this day stays in force and is warned about."""


class Loosening(Override):
    """A value that is set milder than the rubric's own. It ends on a day."""

    expires: Day


class OrganisationFile(Record):
    """What an organisation tightens and loosens in one rubric."""

    riskframe_organisation: Literal[1]
    organisation: Name
    rubric: Id
    tighten: tuple[Override, ...] = ()
    loosen: tuple[Loosening, ...] = ()


@dataclass(frozen=True, slots=True)
class InForce:
    """A change that is in force."""

    name: str
    old: Any
    new: Any
    effect: Effect
    owner: str
    reason: str
    expires: date | None

    @property
    def words(self) -> str:
        """The change in one line, as reports print it."""
        until = f", until {self.expires.isoformat()}" if self.expires else ""
        return f"{self.name}: {_said(self.old)} becomes {_said(self.new)} ({self.owner}{until}): {self.reason}"


class Overridden(NamedTuple):
    """A rubric folder with an organisation's changes, as far as they are free of faults."""

    folder: RubricFolder
    loosenings: tuple[InForce, ...]
    tightenings: tuple[InForce, ...]
    problems: tuple[Problem, ...]
    """At key paths of the organisation's file; E450 to E455, W453."""


def apply_overrides(folder: RubricFolder, file: OrganisationFile, today: date) -> Overridden:
    """Apply an organisation's file to a rubric that passes its own check. `today` is the day of the assessment."""
    original = resolve(folder)
    if file.rubric != original.id:
        message = f'the file is about rubric "{file.rubric}", and this is "{original.id}"'
        return Overridden(folder, (), (), (Problem("E450", ("rubric",), message, (original.id,)),))
    return _Application(original, file, today).run()


def with_overrides(rubric: Rubric, file: OrganisationFile, today: date) -> tuple[Rubric, tuple[Problem, ...]]:
    """The rubric with an organisation's changes in force: what assess() takes, beside the unmodified one.

    Its digest covers the organisation's file. Raises InvalidProblems with every fault of the file; warnings are returned.
    """
    applied = apply_overrides(rubric.folder, file, today)
    errors = [p for p in applied.problems if p.severity == "error"]
    if errors:
        raise InvalidProblems(errors)
    words = tuple(change.words for change in applied.loosenings)
    digest = hashlib.sha256(f"{rubric.digest}\0{file.model_dump_json()}".encode()).hexdigest()
    return replace(resolve(applied.folder), digest=digest, overrides=words), applied.problems


class _Application:
    def __init__(self, original: Rubric, file: OrganisationFile, today: date) -> None:
        self.original, self.file, self.today = original, file, today
        self.raw = _changeable(original.folder.model_dump(mode="python"))
        self.known = _overridable(original.folder)
        self.problems: list[Problem] = []
        self.places: dict[KeyPath, KeyPath] = {}
        """Place in the folder -> the entry that changes it."""

    def run(self) -> Overridden:
        listed: list[tuple[KeyPath, Override]] = [
            *((("tighten", i), entry) for i, entry in enumerate(self.file.tighten)),
            *((("loosen", i), entry) for i, entry in enumerate(self.file.loosen)),
        ]
        changes = [(at, entry, node) for at, entry in listed if (node := self._find(at, entry)) is not None]
        for _, entry, node in changes:
            self._set(node, entry)
        # Screens are taken out last, from the end, so that places stay what they were.
        gone = sorted(
            (node.at for _, entry, node in changes if node.below is not None and entry.to == OFF), reverse=True
        )
        for at in gone:
            _container(self.raw, at).pop(at[-1])
        folder = self._rebuilt()
        if folder is None:
            return Overridden(self.original.folder, (), (), tuple(self.problems))
        changed = resolve(folder)
        found = [self._judged(at, entry, node, changed) for at, entry, node in changes]
        in_force = [change for change in found if change is not None]
        return Overridden(
            folder,
            tuple(c for c in in_force if c.effect == "weakens"),
            tuple(c for c in in_force if c.effect != "weakens"),
            tuple(self.problems),
        )

    def _fault(self, code: str, at: KeyPath, message: str, **more: Any) -> None:
        self.problems.append(Problem(code, at, message, **more))

    def _find(self, at: KeyPath, entry: Override) -> Node | None:
        import difflib

        node = self.known.get(entry.what)
        if node is None:
            close = difflib.get_close_matches(entry.what, self.known, 1)
            hint = f'did you mean "{close[0]}"?' if close else None
            self._fault("E450", (*at, "what"), f'"{entry.what}" is no value that can be overridden', hint=hint)
            return None
        if (node.below is not None) is not (entry.to == OFF):
            message = "a screen as a whole is set to off" if node.below is not None else "only a screen can be off"
            self._fault("E450", (*at, "to"), message)
            return None
        if node.at in self.places:
            self._fault("E454", (*at, "what"), f'"{entry.what}" is changed by another entry already')
            return None
        if node.below is None and entry.to == _plain(node.value):
            self._fault("E454", (*at, "to"), f'"{entry.what}" is {_said(node.value)} already')
            return None
        self.places[node.at] = at
        return node

    def _set(self, node: Node, entry: Override) -> None:
        if node.below is None:
            _container(self.raw, node.at)[node.at[-1]] = entry.to

    def _rebuilt(self) -> RubricFolder | None:
        """The changed folder where it passes the rubric's own check; its faults go to the entries that cause them."""
        try:
            folder = RubricFolder.model_validate(self.raw)
        except ValidationError as error:
            for fault in error.errors():
                self._blame(tuple(fault["loc"]), str(fault["msg"]))
            return None
        try:
            faults: tuple[Problem, ...] = check_rubric(resolve(folder))
        except InvalidProblems as error:
            faults = error.problems
        for problem in faults:
            self._blame(problem.path, problem.message)
        return None if faults else folder

    def _blame(self, path: KeyPath, message: str) -> None:
        entries = list(self.places.values())
        alone = entries[0] if len(entries) == 1 else None
        at = next((entry for place, entry in self.places.items() if path[: len(place)] == place), alone)
        self._fault(
            "E455", (*at, "to") if at is not None else (), f"the rubric is no longer valid with this: {message}"
        )

    def _judged(self, at: KeyPath, entry: Override, node: Node, changed: Rubric) -> InForce | None:
        off = node.below is not None
        name = next(name for name, other in _named(self.original.folder) if other.at == node.at)
        old, new = ("on", MISSING) if off else (node.value, entry.to)
        effect = effect_of(Changed(name, old, new, self.original, changed))
        loosens = effect not in ("strengthens", "neither")
        if loosens and at[0] == "tighten":
            message = f'"{entry.what}" from {_said(node.value)} to {_said(entry.to)} loosens the rubric'
            self._fault("E451", at, message)
            return None
        if not loosens and at[0] == "loosen":
            message = f'"{entry.what}" from {_said(node.value)} to {_said(entry.to)} does not loosen the rubric'
            self._fault("E451", at, message)
            return None
        if loosens and self._hard(name):
            self._fault("E452", at, f'rule "{name[1]}" is hard: it can be neither loosened nor waived')
            return None
        if entry.expires is not None and entry.expires < self.today:
            message = f'"{entry.what}" was changed until {entry.expires}, and the assessment is of {self.today}'
            if loosens:
                self._fault("E453", (*at, "expires"), message)
                return None
            self._fault("W453", (*at, "expires"), message + "; it stays in force", severity="warning")
        # What cannot be told counts as a loosening.
        shown: Effect = "weakens" if loosens else effect
        return InForce(entry.what, _plain(old), entry.to, shown,
                       entry.owner, entry.reason, entry.expires)  # fmt: skip

    def _hard(self, name: Path) -> bool:
        return name[0] == "rules" and any(r.id == name[1] and r.hard for r in self.original.folder.rules.rules)


def _named(folder: RubricFolder) -> Iterator[tuple[Path, Node]]:
    """Everything that can be overridden, with its name."""
    tree = outline(folder)
    for name, node in values(tree):
        # A rule's cap may be moved; a rule of another kind is not made a cap.
        if (node.value is not None or name[-1] == "ease") and any(_fits(pattern, name) for pattern in _OPEN):
            yield name, node
    screens = (tree.below or {}).get("screens")
    for key, node in (screens.below if screens is not None and screens.below else {}).items():
        yield ("screens", key), node


def _overridable(folder: RubricFolder) -> dict[str, Node]:
    return {dotted(name): node for name, node in _named(folder)}


def _fits(pattern: tuple[str, ...], name: Path) -> bool:
    return len(pattern) == len(name) and all(p in ("*", str(n)) for p, n in zip(pattern, name, strict=True))


def _changeable(value: Any) -> Any:
    """The same values with lists where records hold tuples."""
    if isinstance(value, dict):
        return {key: _changeable(entry) for key, entry in value.items()}
    return [_changeable(entry) for entry in value] if isinstance(value, (list, tuple)) else value


def _container(raw: Any, at: KeyPath) -> Any:
    for key in at[:-1]:
        raw = raw[key]
    return raw


def _plain(value: Any) -> Any:
    """A value as a file would write it."""
    return getattr(value, "value", value)


def _said(value: Any) -> str:
    return "the default" if value is None else str(_plain(value))
