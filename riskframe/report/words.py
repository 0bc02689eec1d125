"""The words of a report: every fixed string comes from a catalogue, so that another language is another catalogue."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


class NoSuchLanguage(ValueError):
    """No catalogue of that name; carries the languages that there are."""

    def __init__(self, name: str, known: tuple[str, ...]) -> None:
        self.known = known
        super().__init__(f'no reports in "{name}"; there is {", ".join(known)}')


LANGUAGES = ("en",)


@dataclass(frozen=True)
class Words:
    """A catalogue in use. `words("key", name=value)` is a string; a missing key or value is an error, never a gap."""

    language: str
    catalogue: Mapping[str, str]

    def __call__(self, key: str, /, **values: object) -> str:
        return self.catalogue[key].format(**values) if values else self.catalogue[key]

    def number(self, key: str, n: int, /, **values: object) -> str:
        """`key.one` or `key.other` by the count, which the text can print as {n}."""
        return self.catalogue[f"{key}.{'one' if n == 1 else 'other'}"].format(n=n, **values)

    def has(self, key: str) -> bool:
        return key in self.catalogue

    def listed(self, names: list[str] | tuple[str, ...], *, most: int | None = None) -> str:
        """ "a, b and c"; beyond `most`, "a, b and 3 more"."""
        given = list(names)
        if most is not None and len(given) > most:
            given = [*given[:most], self.number("list.more", len(given) - most)]
        if len(given) < 2:
            return "".join(given)
        return f"{', '.join(given[:-1])} {self.catalogue['list.and']} {given[-1]}"


def words(language: str = "en") -> Words:
    """The catalogue of a language.

    Raises:
        NoSuchLanguage: there is none.
    """
    if language not in LANGUAGES:
        raise NoSuchLanguage(language, LANGUAGES)
    from riskframe.report.languages.en import CATALOGUE

    return Words(language, CATALOGUE)
