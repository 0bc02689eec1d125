"""A crosswalk with every reference resolved: which place of one rubric leads to which place of another, and how.

A place is what a profile states once: a rating path, `facts.<id>` or a component. Pairs that are the `same` carry what is
stated across; pairs that share evidence only say where an item may be looked for. Everything is checked here, so that
nothing can cross by a misspelt name, between scales that do not fit, or to two contradictory ends.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from riskframe.diagnostics import InvalidProblems, KeyPath, Problem
from riskframe.rubric.crosswalk_levels import levels_across
from riskframe.rubric.references import References
from riskframe.rubric.resolve import Rubric
from riskframe.rubric.schema.crosswalk import ComponentPair, CriterionPair, CriterionSide, CrosswalkFile, Relation
from riskframe.rubric.vocabulary import RatingPath
from riskframe.scales import Basis

Node = tuple[str, str]
"""(rubric, place). A component's place is `components.<id>`."""


@dataclass(frozen=True, slots=True)
class Link:
    """One way from a place of one rubric to a place of another."""

    kind: Literal["rating", "fact", "component"]
    source: Node
    target: Node
    relation: Relation
    reason: str
    basis: Basis
    levels: Mapping[int, int] = field(default_factory=dict)
    """rating, `same`: level there -> level here."""
    from_rating: RatingPath | None = None
    to_rating: RatingPath | None = None


@dataclass(frozen=True)
class Crosswalk:
    """What a crosswalk says, checked. `digest` is the SHA-256 of its text (set by loading)."""

    title: str
    links: tuple[Link, ...]
    digest: str = ""

    @cached_property
    def _by_target(self) -> dict[Node, list[Link]]:
        found: dict[Node, list[Link]] = {}
        for link in self.links:
            found.setdefault(link.target, []).append(link)
        return found

    def into(self, target: Node, relation: Relation) -> list[Link]:
        """The links that lead to a place, in the order of the file."""
        return [link for link in self._by_target.get(target, ()) if link.relation == relation]


def resolve_crosswalk(file: CrosswalkFile, rubrics: Mapping[str, Rubric]) -> Crosswalk:
    """Resolve a crosswalk against the rubrics that it names, by id.

    Raises InvalidProblems with all faults found (codes E480 to E484).
    """
    reader = _Reader(file, rubrics)
    links = reader.links()
    if reader.problems:
        raise InvalidProblems(reader.problems)
    return Crosswalk(file.title, tuple(links))


class _Reader:
    def __init__(self, file: CrosswalkFile, rubrics: Mapping[str, Rubric]) -> None:
        self.file, self.rubrics = file, rubrics
        self.problems: list[Problem] = []
        self.subjects: set[frozenset[Node]] = set()
        self.same_subject: dict[Node, frozenset[Node]] = {}
        """Each domain or unit -> all that are the same as it, itself included."""
        self.pairs: dict[frozenset[Node], KeyPath] = {}
        self.joined: dict[Node, dict[str, str]] = {}
        """Each place -> the places (by rubric) that are the same as it; places that are the same share one dictionary."""

    def fault(
        self, code: str, path: KeyPath, message: str, hint: str | None = None, allowed: tuple[str, ...] = ()
    ) -> None:
        self.problems.append(Problem(code, path, message, allowed, hint))

    def links(self) -> list[Link]:
        self._versions()
        if self.problems:
            return []  # what stands in a rubric that is not the one meant says nothing
        self._subjects()
        found: list[Link] = []
        for i, pair in enumerate(self.file.criteria):
            found += self._criteria(pair, ("criteria", i))
        for i, named in enumerate(self.file.components):
            found += self._components(named, ("components", i))
        return found

    # -- what is named

    def _versions(self) -> None:
        for name, version in self.file.rubrics.items():
            rubric = self.rubrics.get(name)
            if rubric is None:
                self.fault("E480", ("rubrics", name), f'there is no rubric "{name}" here', "give its folder with -r or --advise",
                           tuple(self.rubrics))  # fmt: skip
            elif _numbers(rubric.version)[0] != _numbers(version)[0] or _numbers(rubric.version) < _numbers(version):
                self.fault("E480", ("rubrics", name), f"the entries were written for {name} {version}, and this is {rubric.version}",
                           "read them again, then state the version")  # fmt: skip
        listed = tuple(self.file.rubrics)
        for part in ("subjects", "criteria", "components"):
            for i, entry in enumerate(getattr(self.file, part)):
                for side in ("a", "b"):
                    name = getattr(entry, side).rubric
                    if name not in self.file.rubrics:
                        self.fault("E480", (part, i, side, "rubric"), f'"{name}" is not among `rubrics`', None, listed)
                if entry.a.rubric == entry.b.rubric:
                    self.fault("E483", (part, i, "b", "rubric"), f"both sides are in {entry.a.rubric}")

    def _known(self, name: str, allowed: Iterable[str], what: str, path: KeyPath) -> bool:
        wrong: list[Problem] = []
        found = References(wrong).known(name, tuple(allowed), what, *path)
        self.problems += [
            Problem("E481", p.path, p.message.removesuffix(" of this rubric"), p.allowed, p.hint) for p in wrong
        ]
        return found

    def _subjects(self) -> None:
        for i, pair in enumerate(self.file.subjects):
            ok = [
                self._known(side.id, self.rubrics[side.rubric].vocabulary.subjects, f"a domain or unit of {side.rubric}",
                            ("subjects", i, name, "id"))
                for name, side in (("a", pair.a), ("b", pair.b))
            ]  # fmt: skip
            one, other = (pair.a.rubric, pair.a.id), (pair.b.rubric, pair.b.id)
            left, right = (self.same_subject.setdefault(node, frozenset((node,))) for node in (one, other))
            if all(ok) and (frozenset((one, other)) in self.subjects or other in left):
                self.fault("E484", ("subjects", i), f"{pair.a.id} and {pair.b.id} are paired already")
            self.subjects.add(frozenset((one, other)))
            if pair.relation == "same":
                self.same_subject |= dict.fromkeys(left | right, left | right)

    def _places(self, side: CriterionSide, path: KeyPath) -> tuple[list[str], bool]:
        """The places that a path stands for, and whether it stands for several (one a domain, unit or capability)."""
        words = self.rubrics[side.rubric].vocabulary
        facts = [name for name in words.facts if name.startswith("facts.")]
        if side.path in words.ratings or side.path in facts:
            return [side.path], False
        ratings = words.ratings.values()
        stems = {f"{r.criterion.group}.{r.criterion.id}": r for r in ratings if r.domain and not r.facet}
        if side.path in stems:
            return [r.path for r in ratings if f"{r.criterion.group}.{r.criterion.id}" == side.path], True
        every = [r.path for r in ratings if r.facet and f"capability.*.{r.facet}" == side.path]
        if every:
            return every, True
        stars = ("capability.*." + facet for facet in dict.fromkeys(r.facet for r in ratings if r.facet))
        self._known(
            side.path,
            (*words.ratings, *stems, *stars, *facts),
            f"a criterion or fact of {side.rubric}",
            (*path, "path"),
        )
        return [], False

    # -- criteria and facts

    def _criteria(self, pair: CriterionPair, where: KeyPath) -> Iterator[Link]:
        (ours, many_a), (theirs, many_b) = (
            self._places(pair.a, (*where, "a")),
            self._places(pair.b, (*where, "b")),
        )
        if not ours or not theirs:
            return
        kinds = {self._kind(p) for p in (*ours, *theirs)}
        if pair.relation == "same" and len(kinds) > 1:
            self.fault("E482", where, "a rating and a fact are never the same", "they may share evidence")
            return
        a, b = pair.a.rubric, pair.b.rubric
        if pair.relation == "same" and many_a != many_b:
            self.fault(
                "E482", where, "one side is rated one by one and the other once", "name the domain that is meant"
            )
            return
        every = [(x, y) for x in ours for y in theirs]
        matched = (
            every if not (many_a or many_b) else [(x, y) for x, y in every if self._together(pair, (a, x), (b, y))]
        )
        if not matched and many_a and many_b:
            self.fault(
                "E481", where, f"no domain or unit of {a} goes with one of {b} here", "pair them under `subjects`"
            )
        # Where one side is one thing that no domain of the other is paired with, it is about all of them.
        matched = matched or every
        for x, y in matched:
            yield from self._between(pair, (a, x), (b, y), where)

    @staticmethod
    def _kind(place: str) -> Literal["rating", "fact", "component"]:
        head = place.partition(".")[0]
        return "fact" if head == "facts" else "component" if head == "components" else "rating"

    def _together(self, pair: CriterionPair, one: Node, other: Node) -> bool:
        """Whether two places are about domains or units that are the same, or that share evidence."""
        subjects = []
        for name, place in (one, other):
            rating = self.rubrics[name].ratings.get(place)
            if rating is None or rating.domain is None:
                return False
            subjects.append(self.same_subject.get((name, rating.domain), frozenset(((name, rating.domain),))))
        if subjects[0] == subjects[1]:
            return True
        near = (frozenset((x, y)) for x in subjects[0] for y in subjects[1])
        return pair.relation == "shares_evidence" and any(both in self.subjects for both in near)

    def _between(self, pair: CriterionPair, one: Node, other: Node, where: KeyPath) -> Iterator[Link]:
        if not self._new(pair.relation, one, other, where):
            return
        basis, kind = pair.basis or self.file.basis, self._kind(one[1])
        across = {} if pair.relation != "same" else self._across(pair, one, other, where)
        if across is None:
            return
        for here, there, way in ((one, other, "a_to_b"), (other, one, "b_to_a")):
            if pair.direction in ("both", way):
                own_kind = kind if pair.relation == "same" else self._kind(there[1])
                turned = pair.direction == "both" and way == "b_to_a"
                levels = {b: a for a, b in across.items()} if turned else across
                ratings = (self.rubrics[here[0]].ratings.get(here[1]), self.rubrics[there[0]].ratings.get(there[1]))
                yield Link(own_kind, here, there, pair.relation, pair.reason, basis, levels, *ratings)

    def _across(self, pair: CriterionPair, one: Node, other: Node, where: KeyPath) -> dict[int, int] | None:
        """Level there -> level here, in the direction of the pair; None, and a fault, where they do not fit."""
        if pair.direction == "b_to_a":
            one, other = other, one
        if self._kind(one[1]) == "fact":
            ours, theirs = (self.rubrics[r].vocabulary.facts[p] for r, p in (one, other))
            if (ours.type, ours.choices) != (theirs.type, theirs.choices) or pair.levels:
                self.fault("E482", where, f"{one[1]} of {one[0]} and {other[1]} of {other[0]} have other values")
                return None
            return {}
        left, right = self.rubrics[one[0]].ratings[one[1]], self.rubrics[other[0]].ratings[other[1]]
        found, why = levels_across(left, right, pair.levels, both=pair.direction == "both")
        if found is None:
            at = (*where, "levels") if pair.levels else where
            self.fault("E482", at, f"{one[1]} of {one[0]} and {other[1]} of {other[0]}: {why}")
        return found

    # -- components

    def _components(self, pair: ComponentPair, where: KeyPath) -> Iterator[Link]:
        ok = [
            self._known(side.id, self.rubrics[side.rubric].vocabulary.components, f"a component of {side.rubric}",
                        (*where, name, "id"))
            for name, side in (("a", pair.a), ("b", pair.b))
        ]  # fmt: skip
        one, other = ((side.rubric, f"components.{side.id}") for side in (pair.a, pair.b))
        if all(ok) and self._new(pair.relation, one, other, where):
            for here, there in ((one, other), (other, one)):
                yield Link("component", here, there, pair.relation, pair.reason, pair.basis or self.file.basis)

    # -- what contradicts what

    def _new(self, relation: Relation, one: Node, other: Node, where: KeyPath) -> bool:
        both = frozenset((one, other))
        if both in self.pairs:
            self.fault("E484", where, f"{one[1]} of {one[0]} and {other[1]} of {other[0]} are paired already")
            return False
        self.pairs[both] = where
        return relation != "same" or self._joins(one, other, where)

    def _joins(self, one: Node, other: Node, where: KeyPath) -> bool:
        """Whether the two were not the same already, by way of others, and do not make two places of one rubric one."""
        left, right = (self.joined.setdefault(node, {node[0]: node[1]}) for node in (one, other))
        if left is right:
            self.fault("E483", where, f"{one[1]} of {one[0]} and {other[1]} of {other[0]} are the same already, by way of others",
                       "leave this entry out")  # fmt: skip
            return False
        twice = left.keys() & right.keys()
        if twice:
            name = min(twice)
            self.fault("E483", where, f"this makes {left[name]} and {right[name]} of {name} the same")
            return False
        whole = {**left, **right}
        for node in whole.items():
            self.joined[node] = whole
        return True


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("."))
