"""Titles for the ids that an assessment names, and the anchors that they are found at inside a report."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from riskframe.assessment import Assessment
from riskframe.report.view.records import Link, Statement
from riskframe.report.words import Words
from riskframe.rubric.resolve import Rubric
from riskframe.rubric.schema import Source


def anchor(kind: str, name: str) -> str:
    """The id of a place in a report: letters, digits, `.`, `_`, `-` and `~` only, so that it needs no escaping."""
    return f"{kind}-" + "".join(c if c.isascii() and (c.isalnum() or c in "._-") else "~" for c in name).rstrip("~")


@dataclass(frozen=True)
class Names:
    """Looks up what things are called. An id that the rubric does not know is shown as it is."""

    assessment: Assessment
    rubric: Rubric
    words: Words

    @cached_property
    def _options(self) -> dict[str, str]:
        return {o.id: o.title for o in self.rubric.options}

    @cached_property
    def _ratings(self) -> dict[str, str]:
        decision = self.assessment.decision
        if decision is not None:
            return {r.path: r.title for r in decision.ratings}
        return {path: rating.criterion.title for path, rating in self.rubric.ratings.items()}

    @cached_property
    def _rules(self) -> dict[str, str]:
        return {r.key: r.rule.title for r in self.rubric.rules}

    @cached_property
    def _steps(self) -> dict[str, str]:
        pathways = self.rubric.folder.pathways
        found = {n: s.title for n, s in pathways.default.steps.items()} if pathways and pathways.default else {}
        for path in self.rubric.paths:  # a domain's own steps; where it overrides a default one, the default names it
            for name, step in path.steps:
                found.setdefault(name, step.title)
        return found

    @cached_property
    def _others(self) -> dict[str, dict[str, str]]:
        file = self.rubric.file
        lists = {
            "actor": file.actors, "affordance": file.affordances, "ability": file.abilities, "route": file.routes,
            "test": file.tests, "kind": file.safeguard_kinds, "component": file.components, "sign_off": file.sign_off,
            "benefit": self.rubric.benefits, "alternative": self.rubric.alternatives, "class": file.classifications,
        }  # fmt: skip
        return {kind: {item.id: item.title for item in items} for kind, items in lists.items()}

    @cached_property
    def _subjects(self) -> dict[str, str]:
        units = {unit.id: unit.title for unit in self.rubric.file.units}
        return {**units, **{name: spec.title for name, spec in self.rubric.domains.items()}}

    @cached_property
    def _evidence(self) -> dict[str, str]:
        return {e.id: e.title for e in self.assessment.evidence}

    def option(self, name: str) -> str:
        return self._options.get(name, name)

    def domain(self, name: str) -> str:
        """The title of a domain or unit."""
        return self._subjects.get(name, name)

    def rating(self, path: str) -> str:
        return self._ratings.get(path, path)

    def rule(self, key: str) -> str:
        return self._rules.get(key, key)

    def fact(self, path: str) -> str | None:
        """The title of `facts.<id>`; None where the rubric asks for no such fact."""
        return next((f.title for f in self.rubric.file.facts if path == f"facts.{f.id}"), None)

    def step(self, name: str) -> str:
        return self._steps.get(name, name)

    def of(self, kind: str, name: str) -> str:
        """The title of an actor, affordance, ability, route, test, safeguard kind, component, benefit and so on."""
        return self._others[kind].get(name, name)

    def reads(self, what: str) -> str:
        """What a step reads, in words: a rating's title, or the affordance, ability, route or actor."""
        kind, _, name = what.partition(" ")
        if kind in ("affordance", "ability", "route") and name:
            return self.words(f"reads.{kind}", name=self.of(kind, name))
        return self.words("reads.actor") if what == "actor" else self.rating(what)

    def steps(self) -> tuple[Link, ...]:
        """Every step of the rubric's paths."""
        return tuple(Link(title, anchor("step", name)) for name, title in self._steps.items())

    def source(self, source: Source) -> str:
        """A short citation: the work's id and the section where that has been confirmed."""
        if source.section:
            return self.words("source.section", ref=source.ref, section=source.section)
        return source.ref

    def link(self, ref: str) -> Link | None:
        """Where `domain:…`, `rule:…`, `rating:…`, `option:…`, `step:…`, `benefit:…`, `part:…` and the like lead."""
        kind, _, name = ref.partition(":")
        if kind == "part":
            return Link(self.words(f"section.{name}"), name)
        if kind == "rating" and name not in self._ratings:
            kind = "safeguard"  # a single point may be a safeguard, or all safeguards of one kind
        title = self._title(kind, name)
        return Link(title, anchor(kind, name)) if title is not None else None

    def _title(self, kind: str, name: str) -> str | None:
        match kind:
            case "domain" | "rule" | "rating" | "option" | "step" | "safeguard":
                found: str = getattr(self, kind)(name)
                return found
            case "evidence":
                return self._evidence.get(name, name)
            case "benefit":
                return self.of("benefit", name)
            case "class":
                return self.of("class", name.partition(".")[0])
            case "goal":
                return self.words("link.goal")
        return None

    def link_label(self, mover: str) -> str:
        """A rating path or safeguard that evidence could settle, by its title."""
        return self._ratings.get(mover) or self.safeguard(mover)

    def safeguard(self, name: str) -> str:
        """A safeguard by its id, or "all of one kind"."""
        if name.startswith("all "):
            return self.words("safeguard.all", kind=self.of("kind", name[4:]).lower())
        return name

    def statement(self, text: str, refs: Iterable[str], most: int = 4) -> Statement:
        """A sentence with links to what it rests on: the first few by name, the others counted."""
        found = [link for link in map(self.link, dict.fromkeys(refs)) if link is not None]
        return Statement(text, tuple(found[:most]), max(0, len(found) - most))
