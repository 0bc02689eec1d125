"""What happens at the edges: no domains, no tolerance, searches that grow too large, ratings given two ways."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from riskframe.assessment import assess
from riskframe.decision import settling
from riskframe.decision.conditions import sign_off_for
from riskframe.decision.recommend import goals_met
from riskframe.engine.fit import fit_problems
from riskframe.engine.goals import TooMany
from riskframe.engine.truths import _no_option
from riskframe.ratings import Rating
from tests.engine.toy import CLOSED, WEIGHTS, evaluation, folder, known, record, resolved, rule


def rules_only() -> Any:
    """Options and a rule, without any domain, path or table."""
    raw = folder()
    raw["pathways"] = raw["tolerance"] = raw["indicators"] = None
    raw["criteria"]["criteria"] = raw["criteria"]["criteria"][1:]
    raw["rules"]["rules"] = [rule("guarded", {"at_most": {"context.security": 2}}, cap="api")]
    return resolved(raw)


def test_a_rubric_of_rules_alone_decides() -> None:
    found = assess(record(capabilities={}, security=known(2)), rules_only())
    assert found.decision is not None
    assert (found.start, found.decision.domains, found.decision.standing) == ("api", (), {})
    assert found.reasons[0].text == "Api: no domain is rated by this rubric."


def test_nothing_is_needed_to_stay_closed() -> None:
    assert goals_met(evaluation(), CLOSED) == ()


def checklist() -> Any:
    """A rubric that decides nothing."""
    raw = folder()
    raw["rubric"] |= {"options": [], "escalation": None, "components": [], "safeguard_kinds": []}
    raw["rubric"] |= {"routes": [], "tests": []}
    raw["pathways"] = raw["tolerance"] = raw["benefits"] = raw["indicators"] = None
    return resolved(raw)


def test_who_signs_is_not_asked_where_nothing_is_decided() -> None:
    assert sign_off_for(evaluation(under=checklist(), benefits={}), 0) is None


def test_a_rubric_that_decides_nothing_takes_any_proposal() -> None:
    release = {"proposed": "weights", "goals": ["research"], "components": {"weights": "open"}}
    assert fit_problems(record(release=release, benefits={}), [checklist()]) == []


def test_a_search_that_grows_too_large_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def give_up(*args: Any, **more: Any) -> Any:
        raise TooMany

    monkeypatch.setattr(settling, "clauses", give_up)
    found = evaluation(harm={"as_modified": known(4)})
    assert settling.settling_sets(found, WEIGHTS, "central") == ((), False)
    assert settling.single_points(found, WEIGHTS) == ()


def test_the_state_of_a_safeguard_needs_an_option() -> None:
    with pytest.raises(LookupError, match="no option at hand to tell the state of refusal"):
        _no_option("refusal")


def test_a_rating_is_given_one_way() -> None:
    with pytest.raises(ValidationError, match="this one is given as unknown and level"):
        Rating.model_validate({"unknown": True, "level": 3})
    with pytest.raises(ValidationError, match="an interval needs all three of lo, best and hi"):
        Rating.model_validate({"lo": 1, "hi": 3})
    with pytest.raises(ValidationError):
        Rating.model_validate(True)
