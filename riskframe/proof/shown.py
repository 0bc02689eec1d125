"""What has been shown so far, and by which profile: every profile that is evaluated counts for everything it shows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from riskframe.decision.recommend import recommend
from riskframe.diagnostics import InvalidProblems, Problem
from riskframe.engine.evaluate import Evaluation
from riskframe.proof.evaluating import Evaluator
from riskframe.scales import READINGS, Zone

Raw = dict[str, Any]


@dataclass
class Shown:
    """Conservative reading throughout. Options are given by their place in the chain; 0 in a rubric without options."""

    evaluator: Evaluator
    fires: dict[tuple[str, int], Raw] = field(default_factory=dict)
    """(rule key, option) -> a profile for which the rule fires there."""
    quiet: dict[tuple[str, int], Raw] = field(default_factory=dict)
    answers: dict[int, Raw] = field(default_factory=dict)
    starts: dict[int, Raw] = field(default_factory=dict)
    """As answers, after the goals that a merely tolerable option needs."""
    zones: dict[tuple[str, Zone], Raw] = field(default_factory=dict)
    """At the rubric's own severity."""
    values: dict[tuple[str, str | None, str], Raw] = field(default_factory=dict)
    """(classification, domain or unit, value)."""
    broken: dict[str, Problem] = field(default_factory=dict)
    """Where the chain of options was seen not to be one."""

    def add(self, raw: Raw) -> Evaluation:
        """Evaluate a profile and note all that it shows. Raises InvalidProblems where it does not fit the rubric."""
        found = self.evaluator.evaluate(raw)
        rubric = found.rubric
        for rule in rubric.rules:
            for place in found.places or (0,):
                fired = found.fires(rule.key, place, "conservative")
                (self.fires if fired else self.quiet).setdefault((rule.key, place), raw)
        for name, domain in found.compiled.classes:
            self.values.setdefault((name, domain, found.class_value(name, domain, "conservative")), raw)
        if rubric.options:
            self.answers.setdefault(found.answer("conservative"), raw)
            self.starts.setdefault(rubric.option_place[recommend(found).start], raw)
            for domain in rubric.domains:
                if found.compiled.severities[domain] == rubric.domains[domain].severity:
                    for place in found.places:
                        self.zones.setdefault((domain, found.zone(domain, place, "conservative")), raw)
            for problem in chain_breaks(found):
                self.broken.setdefault(problem.message, problem)
        return found

    def attempt(self, raw: Raw) -> Evaluation | None:
        """As `add`; None where the profile does not fit the rubric after all."""
        try:
            return self.add(raw)
        except InvalidProblems:
            return None


def chain_breaks(found: Evaluation) -> Iterator[Problem]:
    """Where a more open option has a lower level, or is freed from a cap on a less open one (E445)."""
    rubric = found.rubric
    for reading in READINGS:
        for place in found.places[1:]:
            less, more = rubric.options[place - 1].id, rubric.options[place].id
            for domain in rubric.domains:
                if found.level(domain, place, reading) < found.level(domain, place - 1, reading):
                    message = f'"{domain}" is at a lower level under {more} than under the less open {less}'
                    yield Problem("E445", ("rubric", "options", place), message)
            if found.blocked(place - 1, reading) and not found.blocked(place, reading):
                message = f"a cap lies on {less} and none on the more open {more}"
                yield Problem("E445", ("rubric", "options", place), message)
