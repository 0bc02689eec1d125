"""Rubric -> Program: pathways, tolerance, rules and the choice of option, compiled once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from riskframe.engine.program import Builder, Node, Program
from riskframe.engine.slots import AmountSlot, BackedSlot, RatingSlot, Slot, StrengthSlot, TruthSlot
from riskframe.rubric.conditions import (
    Condition,
    Count,
    Every,
    Literal,
    OptionCompare,
    RatingCompare,
    SeverityCompare,
    Some,
    Unknown,
)
from riskframe.rubric.resolve import Path, Rubric
from riskframe.rubric.schema import Classification, GrantedUnless, Option, Step
from riskframe.scales import AMOUNTS, ZONES, Amount, Zone

INFEASIBLE, TRIVIAL = 1, 5


@dataclass(frozen=True, slots=True)
class OptionView:
    """An option as the engine sees it: its place in the chain and what it grants.

    The component plan evaluates views that are not options themselves: an option with a component's grants added.
    """

    id: str
    place: int
    affordances: Mapping[str, Amount | GrantedUnless]
    abilities: Mapping[str, Amount]


def views_of(options: Iterable[Option]) -> tuple[OptionView, ...]:
    """The options of a chain as views, in its order."""
    return tuple(OptionView(o.id, place, o.affordances, o.abilities) for place, o in enumerate(options))


def with_grants(view: OptionView, grants: Mapping[str, Amount]) -> OptionView:
    """The view with further affordances granted (the larger amount holds)."""
    more = dict(view.affordances)
    for name, amount in grants.items():
        old = more[name]
        if isinstance(old, GrantedUnless):
            more[name] = GrantedUnless(
                amount=_larger(old.amount, amount), unless=old.unless, then=_larger(old.then, amount)
            )
        else:
            more[name] = _larger(old, amount)
    return OptionView(view.id, view.place, more, view.abilities)


def _larger(a: Amount, b: Amount) -> Amount:
    return AMOUNTS[max(AMOUNTS.index(a), AMOUNTS.index(b))]


@dataclass(frozen=True, slots=True)
class Compiled:
    """A compiled rubric: the program, what its inputs are, and where every result stands.

    Options are keyed by their index in `views`. Levels and eases are 1..5, zones index `scales.ZONES`, truths 0/1.
    """

    rubric: Rubric
    views: tuple[OptionView, ...]
    severities: Mapping[str, int]
    program: Program
    slots: tuple[Slot, ...]
    steps: Mapping[tuple[str, str, int], tuple[Node, ...]]
    """(path key, actor, view) -> ease of each step."""
    path_levels: Mapping[tuple[str, str, int], Node]
    actor_levels: Mapping[tuple[str, str, int], Node]
    """(domain, actor, view) -> greatest path level."""
    levels: Mapping[tuple[str, int], Node]
    """(domain, view) -> risk level."""
    absolute: Mapping[tuple[str, int], Node]
    """(domain, view) -> risk level with novelty at 5."""
    standing: Mapping[str, Node]
    """domain -> level of its standing paths, the same under every option."""
    zones: Mapping[tuple[str, int], Node]
    absolute_zones: Mapping[tuple[str, int], Node]
    fires: Mapping[tuple[str, int], Node]
    """(rule key, view) -> whether the rule fires; view 0 stands for the model in a rubric without options."""
    met: Mapping[tuple[str, int], Node]
    """(rule key, view) -> whether a require rule's condition is met."""
    classes: Mapping[tuple[str, str | None], Node]
    """(classification, domain or unit) -> place of its value."""
    blocked: tuple[Node, ...]
    """Per view: whether some cap lies below it."""
    reachable: tuple[Node, ...]
    answer: Node
    """Place of the most open reachable option."""


def compile_rubric(
    rubric: Rubric,
    severities: Mapping[str, int] | None = None,
    views: Sequence[OptionView] | None = None,
) -> Compiled:
    """Compile a rubric. `severities` replaces the rubric's own (a profile may raise them); `views` its options."""
    return compile_variants((rubric,), severities, views)[0]


def compile_variants(
    rubrics: Sequence[Rubric],
    severities: Mapping[str, int] | None = None,
    views: Sequence[OptionView] | None = None,
) -> tuple[Compiled, ...]:
    """Rubrics with the same pathways (they may differ in the tolerance table and in rules) as one shared program.

    Every result has the same program and slots, so one run serves all of them.
    """
    first = rubrics[0]
    pathways = _Pathways(first, severities or first.vocabulary.domains, views or views_of(first.options))
    choices = [_Choice(rubric, pathways) for rubric in rubrics]
    program, slots = pathways.b.done(), pathways.b.slots
    return tuple(choice.compiled(program, slots) for choice in choices)  # type: ignore[arg-type]


class _Pathways:
    """Steps, paths and levels: what does not depend on the tolerance table or on any rule."""

    def __init__(self, rubric: Rubric, severities: Mapping[str, int], views: Sequence[OptionView]) -> None:
        self.rubric, self.severities, self.views = rubric, severities, tuple(views)
        self.b = Builder()
        self.steps: dict[tuple[str, str, int], tuple[Node, ...]] = {}
        self.path_levels: dict[tuple[str, str, int], Node] = {}
        self.actor_levels: dict[tuple[str, str, int], Node] = {}
        self.levels: dict[tuple[str, int], Node] = {}
        self.absolute: dict[tuple[str, int], Node] = {}
        self.standing: dict[str, Node] = {}
        self._steps: dict[tuple[object, ...], Node] = {}
        self._states: dict[tuple[str, int], Node] = {}
        for domain in rubric.domains:
            self._domain(domain)

    def _domain(self, domain: str) -> None:
        b = self.b
        actors = self.rubric.actors_of(domain)
        paths = self.rubric.paths_of(domain)
        for v in range(len(self.views)):
            without_novelty: list[Node] = []
            for actor in actors:
                found = []
                for path in paths:
                    if not path.standing:
                        marginal, plain = self._path(path, actor, v)
                        found.append(marginal)
                        without_novelty.append(plain)
                self.actor_levels[domain, actor, v] = b.maximum(found, bottom=INFEASIBLE)
            level = b.maximum((self.actor_levels[domain, a, v] for a in actors), bottom=INFEASIBLE)
            self.levels[domain, v] = level
            self.absolute[domain, v] = b.maximum(without_novelty, bottom=INFEASIBLE)
        # A thief holds the weights whatever is released: standing paths are read as under the most open option.
        still = [self._path(p, a, len(self.views) - 1)[0] for a in actors for p in paths if p.standing]
        if still:
            self.standing[domain] = b.maximum(still, bottom=INFEASIBLE)

    # -- pathways

    def _path(self, path: Path, actor: str, view: int) -> tuple[Node, Node]:
        """The path's level, and its level with every novelty step at 5."""
        eases = tuple(self._step(name, step, path.domain, actor, view) for name, step in path.steps)
        self.steps[path.key, actor, view] = eases
        level = self.b.minimum(eases)
        self.path_levels[path.key, actor, view] = level
        plain = self.b.minimum(e for e, (_, step) in zip(eases, path.steps, strict=True) if not step.marginal)
        return level, plain

    def _step(self, name: str, step: Step, domain: str, actor: str, view: int) -> Node:
        # Most steps depend on neither the actor nor the option, and stand on several paths: each is built once.
        by_actor = step.actor or step.at_least or step.safeguards
        by_view = step.affordance or step.ability or step.safeguards
        key = (domain, name, actor if by_actor else None, view if by_view else None)
        if key not in self._steps:
            self._steps[key] = self._ease(step, domain, actor, view)
        return self._steps[key]

    def _ease(self, step: Step, domain: str, actor: str, view: int) -> Node:
        b, tolerance = self.b, self.rubric.tolerance
        assert tolerance is not None
        severity = self.severities[domain]
        if step.actor is not None:
            ease = b.const(tolerance.prevalence[actor][severity])
        elif step.affordance is not None:
            ease = b.table(self._amount(view, step.affordance), [tolerance.amounts[a] for a in AMOUNTS])
        elif step.ability is not None:
            # What the developer can still do closes the step, so the amounts count the other way round.
            amount = AMOUNTS.index(self.views[view].abilities[step.ability])
            ease = b.const(tolerance.amounts[AMOUNTS[len(AMOUNTS) - 1 - amount]])
        elif step.safeguards is not None:
            ease = self._safeguards(step.safeguards, domain, actor, view)
        else:
            ease = self._rating_ease(step, domain)
        lowest = [step.at_least.get(actor, INFEASIBLE)]
        if step.floor == "by_severity":
            lowest.append(tolerance.floors[severity])
        ease = b.maximum((ease, b.const(max(lowest))), bottom=INFEASIBLE)
        rating = self.rubric.rating_of_step(step, domain)
        if step.counts_with is not None and rating is not None:
            backed = b.input(BackedSlot(rating.path, step.counts_with))
            ease = b.maximum((ease, b.table(backed, (tolerance.unbacked, INFEASIBLE))), bottom=INFEASIBLE)
        return ease

    def _rating_ease(self, step: Step, domain: str) -> Node:
        rating = self.rubric.rating_of_step(step, domain)
        assert rating is not None  # resolve() refuses a step that reads nothing
        # A criterion in a path never "does not apply" (the check refuses it); code 0 stands at the harmful end.
        eases = [TRIVIAL, *(rating.ease_of(level) for level in range(1, rating.top + 1))]
        return self.b.table(self.rating(rating.path), eases)

    def rating(self, path: str) -> Node:
        node = self.b.input(RatingSlot(path))
        if path.startswith("capability.") and path.endswith(".as_released"):
            # What the model does as released, its modified self does as well.
            return self.b.minimum((node, self.b.input(RatingSlot(path.replace(".as_released", ".as_modified")))))
        return node

    def _amount(self, view: int, affordance: str) -> Node:
        option = self.views[view]
        granted = option.affordances[affordance]
        if not isinstance(granted, GrantedUnless):
            return self.b.const(AMOUNTS.index(granted))
        condition = self.b.input(AmountSlot(option.id, affordance))
        least, most = sorted((AMOUNTS.index(granted.then), AMOUNTS.index(granted.amount)))
        return self.b.maximum((self.b.minimum((condition, self.b.const(most)), top=2), self.b.const(least)))

    def _safeguards(self, route: str, domain: str, actor: str, view: int) -> Node:
        kinds = [k for k in self.rubric.file.safeguard_kinds if route in k.routes]
        return self.b.minimum(self._safeguard(kind.id, route, domain, actor, view) for kind in kinds)

    def _safeguard(self, kind: str, route: str, domain: str, actor: str, view: int) -> Node:
        tolerance = self.rubric.tolerance
        assert tolerance is not None
        strength = self.b.input(StrengthSlot(domain, kind, route))
        ease = self.b.table(strength, (TRIVIAL, *(6 - s for s in range(1, 6))))
        slowed = INFEASIBLE if actor in tolerance.lone_actors else tolerance.slowed_for_groups
        state = self._state(kind, view)
        return self.b.maximum((ease, self.b.table(state, (INFEASIBLE, slowed, TRIVIAL))), bottom=INFEASIBLE)

    def _state(self, kind: str, view: int) -> Node:
        """0 durable, 1 slows an amateur, 2 void."""
        if (kind, view) not in self._states:
            self._states[kind, view] = self._new_state(kind, view)
        return self._states[kind, view]

    def _new_state(self, kind: str, view: int) -> Node:
        spec = self.rubric.safeguard_kinds[kind]
        states = []
        for affordance in dict.fromkeys((*spec.slowed_by, *spec.void_by)):
            slowed = AMOUNTS.index(spec.slowed_by[affordance]) if affordance in spec.slowed_by else len(AMOUNTS)
            void = AMOUNTS.index(spec.void_by[affordance]) if affordance in spec.void_by else len(AMOUNTS)
            table = [2 if i >= void else 1 if i >= slowed else 0 for i in range(len(AMOUNTS))]
            states.append(self.b.table(self._amount(view, affordance), table))
        return self.b.maximum(states)


class _Choice:
    """Zones, rules, caps and the chosen option of one rubric over pathways that may be shared."""

    def __init__(self, rubric: Rubric, pathways: _Pathways) -> None:
        self.rubric, self.pathways = rubric, pathways
        self.severities, self.views, self.b = pathways.severities, pathways.views, pathways.b
        views = range(len(self.views))
        self.zones = {key: self._zone(key[0], level) for key, level in pathways.levels.items()}
        self.absolute_zones = {key: self._zone(key[0], level) for key, level in pathways.absolute.items()}
        # Without options there is nothing to choose, and rules are read once for the model.
        self.fires = {
            (r.key, v): self._truth(r.when, v, harmful=r.missing_holds) for r in rubric.rules for v in views or (0,)
        }
        self.met = {
            (r.key, v): self._truth(r.met_when, v, harmful=False)
            for r in rubric.rules
            if r.met_when is not None
            for v in views
        }
        tried = {
            (cls.id, domain): self._tried(cls, domain)
            for cls in rubric.file.classifications
            for domain in (rubric.vocabulary.subjects if cls.per == "domain" else (None,))
        }
        self.classes = {key: self._class(rubric.classifications[key[0]], found) for key, found in tried.items()}
        self.blocked = tuple(self._blocked(v, self.fires, tried) for v in views)
        self.reachable, self.answer = self._choice(self.zones, self.blocked)

    def compiled(self, program: Program, slots: tuple[Slot, ...]) -> Compiled:
        p = self.pathways
        return Compiled(
            self.rubric, self.views, self.severities, program, slots, p.steps, p.path_levels, p.actor_levels,
            p.levels, p.absolute, p.standing, self.zones, self.absolute_zones, self.fires, self.met, self.classes,
            self.blocked, self.reachable, self.answer,
        )  # fmt: skip

    def _zone(self, domain: str, level: Node) -> Node:
        tolerance = self.rubric.tolerance
        assert tolerance is not None
        row = tolerance.table[self.severities[domain]]
        # A level is never 0; the first entry only keeps the table monotone.
        return self.b.table(level, [0, *(ZONES.index(row[x]) for x in range(1, 6))])

    # -- rules

    def _truth(self, condition: Condition, view: int, *, harmful: bool) -> Node:
        if isinstance(condition, Every):
            return self.b.every(self._truth(item, view, harmful=harmful) for item in condition.items)
        if isinstance(condition, Some):
            return self.b.some(self._truth(item, view, harmful=harmful) for item in condition.items)
        return self._literal(condition, view, harmful=harmful)

    def _literal(self, literal: Literal, view: int, *, harmful: bool) -> Node:
        b, atom = self.b, literal.atom
        if isinstance(atom, RatingCompare):
            top = self.rubric.ratings[atom.path].top
            # "Does not apply" satisfies neither a comparison nor its negation, unless it is asked for by name.
            table = [int(atom.na != literal.negated) if atom.na else 0]
            table += [int((level in atom.levels) != literal.negated) for level in range(1, top + 1)]
            return b.table(self.pathways.rating(atom.path), table)
        if isinstance(atom, OptionCompare):
            return b.const(int((self.views[view].place in atom.places) != literal.negated))
        if isinstance(atom, SeverityCompare):
            return b.const(int((self.severities[atom.domain] in atom.levels) != literal.negated))
        place = view if isinstance(atom, Count) and atom.reads_option else None
        # A rating's being unknown is a truth about the profile; a missing fact leans by what the condition is for.
        leaning = True if isinstance(atom, Unknown) and atom.is_rating else harmful
        return b.input(TruthSlot(literal, place, leaning))

    def _tried(self, cls: Classification, domain: str | None) -> list[tuple[int, Node]]:
        """The rules that set a classification, in the order in which they are tried: place of the value, whether it
        fires."""
        rules = [
            r
            for r in self.rubric.rules
            if cls.id in (r.rule.classify or {}) and (domain is None or r.domain in (None, domain))
        ]
        places = {r.key: cls.values.index((r.rule.classify or {})[cls.id]) for r in rules}
        by_order = cls.decide == "first_match"
        rules.sort(key=lambda r: cls.order.index(r.id) if by_order else places[r.key])
        # Classification conditions do not read the option (the check refuses it), so any view serves.
        return [(places[r.key], self._truth(r.when, 0, harmful=r.missing_holds)) for r in rules]

    def _class(self, cls: Classification, tried: Sequence[tuple[int, Node]]) -> Node:
        b, silent = self.b, len(tried)
        first = b.minimum((b.table(fires, (silent, rank)) for rank, (_, fires) in enumerate(tried)), top=silent)
        return b.table(first, [*(place for place, _ in tried), cls.values.index(cls.otherwise)])

    def _blocked(
        self,
        view: int,
        fires: Mapping[tuple[str, int], Node],
        tried: Mapping[tuple[str, str | None], Sequence[tuple[int, Node]]],
    ) -> Node:
        place, chain = self.views[view].place, self.rubric.option_place
        caps = [fires[r.key, view] for r in self.rubric.rules if r.rule.cap is not None and chain[r.rule.cap] < place]
        for (name, _), setters in tried.items():
            cls = self.rubric.classifications[name]
            below = [v in cls.caps and chain[cls.caps[v]] < place for v in cls.values]
            caps.append(self._capped(setters, below, cls.values.index(cls.otherwise)))
        return self.b.some(caps)

    def _capped(self, tried: Sequence[tuple[int, Node]], below: Sequence[bool], otherwise: int) -> Node:
        """Whether the value that comes out is one of those that cap: rule by rule from the last to be tried.

        Not a table of the value's place: so it stays plain what has to come true for the cap and what against it.
        """
        b = self.b
        node = b.const(int(below[otherwise]))
        for value, fires in reversed(tried):
            node = b.some([fires, node]) if below[value] else b.every([b.flip(fires), node])
        return node

    # -- choice

    def _choice(self, zones: Mapping[tuple[str, int], Node], blocked: Sequence[Node]) -> tuple[tuple[Node, ...], Node]:
        b = self.b
        tolerated = [int(zone is not Zone.INTOLERABLE) for zone in ZONES]
        reachable: list[Node] = []
        for v in range(len(self.views)):
            # The least open option is always admissible, as the floor of the chain and not as a finding of safety.
            admissible = (
                b.const(1)
                if v == 0
                else b.every([b.flip(blocked[v]), *(b.table(zones[d, v], tolerated) for d in self.rubric.domains)])
            )
            reachable.append(b.every([admissible, *reachable[-1:]]))
        places = [b.table(node, (0, v)) for v, node in enumerate(reachable)]
        return tuple(reachable), b.maximum(places)
