"""Random rules and classifications of every effect, with conditions in the polarity that each effect permits."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import Any

from tests.strategies.atoms import Atoms, Leaning, Raw, Words

SOURCE = {"ref": "ours", "basis": "design"}


@dataclass(frozen=True)
class Class:
    """A random classification and its rules: id -> the value that each sets (None: drawn at random) and its leaning.

    One that caps has to be monotone like a cap.
    """

    raw: Raw
    rules: dict[str, tuple[str | None, Leaning]]

    @property
    def id(self) -> str:
        return str(self.raw["id"])


def classifications(rng: Random, words: Words) -> list[Class]:
    """Up to five: strictest with caps, strictest without, first match without caps, two by first match with."""
    found = []
    values = ["red", "amber", "green"]

    def per() -> str:
        return rng.choice(["model", "domain"])

    if rng.random() < 0.6:
        # Stricter values never allow more, and where no rule speaks the mildest value stands.
        places = sorted(rng.choices(range(len(words.options)), k=2))
        caps = {v: words.options[p] for v, p in zip(values, places, strict=False)}
        found.append(_class("binding", values, otherwise="green", per=per(), caps=caps))
    if rng.random() < 0.6:
        found.append(_class("opinion", values, otherwise=rng.choice(values), per=per()))
    if rng.random() < 0.6:
        order = ["match0", "match1", "match2"]
        rng.shuffle(order)
        found.append(
            _class("matched", values, otherwise=rng.choice(values), per=per(), decide="first_match", order=order)
        )
    if rng.random() < 0.3:
        # The mildest value has to be earned first; whoever earns nothing gets the strictest.
        cap = words.options[rng.randrange(len(words.options))]
        found.append(_class("earned", values, otherwise="red", decide="first_match", order=["earn0", "earn1"],
                            caps={"red": cap}))  # fmt: skip
    if rng.random() < 0.3:
        # First what is ruled out, then what is earned; in between stands the middle.
        caps = dict(
            zip(["red", "amber"], sorted(rng.choices(words.options, k=2), key=words.options.index), strict=True)
        )
        found.append(_class("barred", values, otherwise="amber", decide="first_match", order=["bar0", "pass0"],
                            caps=caps))  # fmt: skip
    return found


def _class(name: str, values: list[str], **more: Any) -> Class:
    raw = {"id": name, "title": name, "source": SOURCE, "means": name, "values": values, **more}
    setters: dict[str, dict[str, tuple[str | None, Leaning]]] = {
        "binding": {"bind0": (None, "harmful"), "bind1": (None, "harmful")},
        "opinion": {"opine0": (None, "free")},
        "matched": {"match0": (None, "free"), "match1": (None, "free"), "match2": (None, "free")},
        "earned": {"earn0": ("green", "helpful"), "earn1": ("amber", "helpful")},
        "barred": {"bar0": ("red", "harmful"), "pass0": ("green", "helpful")},
    }
    return Class(raw, setters[name])


def rules(rng: Random, words: Words, listed: list[Class]) -> list[Raw]:
    """A few rules of every effect, shuffled; the order in the file never matters."""
    found: list[Raw] = []
    last = len(words.options) - 1
    for i in range(rng.randint(1, 4)):
        # Most caps lie inside the chain: one at the most open option never binds.
        cap = words.options[rng.randint(0, max(last - 1, 0)) if rng.random() < 0.9 else last]
        found.append(_rule(rng, words, f"cap{i}", "harmful", cap=cap))
    for i in range(rng.randint(1, 2)):
        each, domains = _each(rng, words)
        spec = {
            "text": "Show that it holds.", "stage": rng.choice(["precedent", "precedent", "subsequent"]),
            "met_when": Atoms(rng, words, domains=domains).condition("helpful"),
        }  # fmt: skip
        found.append(_rule(rng, words, f"require{i}", "harmful", each=(each, domains), require=spec))
    found.append(_rule(rng, words, "escalate0", "harmful", escalate=rng.choice(["owner", "executive", "board"])))
    found.append(_rule(rng, words, "note0", "free", note="Worth knowing."))
    for cls in listed:
        for name, (value, leaning) in cls.rules.items():
            set_to = {cls.id: value or rng.choice(cls.raw["values"])}
            found.append(_rule(rng, words, name, leaning, chain=False, classify=set_to))
    rng.shuffle(found)
    return found


def _each(rng: Random, words: Words, leaning: Leaning = "free") -> tuple[Raw | None, tuple[str, ...]]:
    """Sometimes a rule for each domain: all of them, some by name, or those of enough severity.

    Nothing is earned by being severe.
    """
    if rng.random() < 0.65 or not words.domains:
        return None, ()
    form = rng.choice(["all", "only", "capable", "all" if leaning == "helpful" else "severe"])
    if form == "only":
        only = rng.sample(words.domains, rng.randint(1, len(words.domains)))
        return {"only": only}, tuple(only)
    if form == "severe":
        return {"severity_at_least": rng.randint(2, 5)}, words.domains
    if form == "capable":
        return {"only": list(words.capable)}, words.capable
    return {}, words.domains


def _rule(
    rng: Random, words: Words, name: str, leaning: Leaning, *, chain: bool = True,
    each: tuple[Raw | None, tuple[str, ...]] | None = None, **effect: Any,
) -> Raw:  # fmt: skip
    for_each, domains = each if each is not None else _each(rng, words, leaning)
    when = Atoms(rng, words, domains=domains, chain=chain).condition(leaning)
    if rng.random() < 0.35:
        # Some rules speak for certain only now and then.
        when = {"all": [when, Atoms(rng, words, domains=domains, chain=chain).condition(leaning, 1)]}
    return {
        "id": name, "title": name, "source": SOURCE, "when": when, "because": "It matters.", "remedy": "Mend it.",
        "hard": rng.random() < 0.3, **({"for_each_domain": for_each} if for_each is not None else {}), **effect,
    }  # fmt: skip
