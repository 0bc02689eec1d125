"""One pydantic fault, said in the words of somebody who writes the file. No word of pydantic's own comes through,
except from validators that the records define themselves.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from riskframe.diagnostics import InvalidProblems, KeyPath, Problem
from riskframe.loading.fielddocs import about
from riskframe.loading.quote import short
from riskframe.loading.shape import Shape
from riskframe.loading.suggest import did_you_mean
from riskframe.loading.tree import Tree
from riskframe.loading.unions import NO_BRANCH, Fault
from riskframe.loading.words import alternatives, bounds, due, found, named, words_of

_PATTERNS = {
    r"^[A-Za-z0-9][A-Za-z0-9._-]*$": 'letters, digits, ".", "_" and "-" only, and a letter or digit first',
    r"^[0-9a-f]{64}$": "64 digits, 0-9 and a-f",
}
_COMMA_HINT = "inside { } a comma ends a value: put a text that holds one in quotation marks"
_YES_NO = {"yes", "no", "on", "off", "y", "n", "true", "false"}


class Explainer:
    """Turns faults of one record into problems; `root` is where the record stands in its document."""

    def __init__(self, shape: Shape, tree: Tree, root: KeyPath) -> None:
        self._shape = shape
        self._tree = tree
        self._root = root

    def problems(self, fault: Fault) -> Iterator[Problem]:
        """The problem behind a fault; several when a validator has listed them itself."""
        error = fault.context.get("error")
        if fault.kind in ("value_error", "assertion_error"):
            if isinstance(error, InvalidProblems):
                yield from (_moved(problem, self._path(fault)) for problem in error.problems)
            else:
                yield self._problem(fault, "E309", " ".join(str(error).split()) or "this value is not accepted")
        elif fault.kind in _BY_KIND:
            yield _BY_KIND[fault.kind](self, fault)
        elif fault.kind.startswith(("date", "time")) and not fault.kind.endswith("_type"):
            yield self._moment(fault)
        elif fault.kind.endswith(("_type", "_parsing", "_parsing_size", "_from_float")) or fault.kind == NO_BRANCH:
            yield self._kind(fault)
        else:
            yield self._problem(
                fault, "E309", f"{found(fault.value, self._written(fault))} is not accepted for {self._name(fault)}"
            )

    def unknown_key(self, fault: Fault) -> Problem:
        """E301: a key that its mapping does not have."""
        path = self._path(fault)
        key = str(path[-1])
        allowed = tuple(self._shape.fields(fault.place.owner)) if fault.place.owner else ()
        message = f'unknown key "{short(key)}"{self._inside(path)}'
        hint = did_you_mean(key, allowed) if self._tree.has_colon(path) else _COMMA_HINT
        return Problem("E301", path, message, allowed, hint, at="key")

    def missing_key(self, fault: Fault) -> Problem:
        """E302: a key that its mapping needs; it is placed at the mapping."""
        path = self._path(fault)
        if isinstance(path[-1], int) and fault.place.record is None:
            return Problem(
                "E306", path[:-1], f"{self._named(path[:-1])} has too few items: item {path[-1] + 1} is missing"
            )
        hint = about(fault.place.record, str(path[-1]))
        return Problem("E302", path, f'missing key "{path[-1]}"{self._inside(path)}', hint=hint)

    def word(self, fault: Fault) -> Problem:
        """E304: a value that is none of the listed ones."""
        schema = fault.place.schema
        listed = tuple(words_of(self._shape, schema)) if schema is not None else ()
        if not isinstance(fault.value, (str, int, float)) or isinstance(fault.value, bool):
            return self._kind(fault)
        message = f'"{short(fault.value)}" is not one of the allowed values'
        return self._problem(fault, "E304", message, listed, did_you_mean(str(fault.value), listed))

    def tag(self, fault: Fault) -> Problem:
        """E304 at the key that says which form a mapping takes."""
        schema = fault.place.schema or {}
        key = self._shape.bare(schema).get("discriminator") if schema else None
        tags = tuple(str(getattr(tag, "value", tag)) for tag in self._shape.bare(schema).get("choices", ()))
        tag = str(fault.context.get("tag", ""))
        path = self._path(fault)
        if isinstance(key, str):
            message = f'"{short(tag)}" is not one of the allowed values'
            return Problem("E304", (*path, key), message, tags, did_you_mean(tag, tags))
        message = f"{self._named(path)} has none of the accepted forms"
        return Problem("E303", path, message, tags, did_you_mean(tag, tags))

    def no_tag(self, fault: Fault) -> Problem:
        """E302 for the key that says which form a mapping takes."""
        schema = self._shape.bare(fault.place.schema) if fault.place.schema else {}
        key = schema.get("discriminator")
        if not isinstance(fault.value, dict):
            return self._kind(fault)
        if not isinstance(key, str):
            return self.tag(fault)
        path = (*self._path(fault), key)
        tags = tuple(str(getattr(tag, "value", tag)) for tag in schema["choices"])
        return Problem("E302", path, f'missing key "{key}"{self._inside(path)}', tags)

    def range(self, fault: Fault) -> Problem:
        """E305: a number outside its bounds."""
        limits = bounds(self._shape.bare(fault.place.schema)) if fault.place.schema else ""
        if not limits:
            limits = bounds(fault.context)
        message = f"{self._name(fault)} needs a number{limits}, found {self._written(fault)}"
        return self._problem(fault, "E305", message, hint=self._about(fault))

    def length(self, fault: Fault) -> Problem:
        """E306: too few or too many characters or items."""
        context = fault.context
        unit = "character" if isinstance(fault.value, str) else "item"
        least, most = context.get("min_length"), context.get("max_length")
        limit, word = (least, "at least") if least is not None else (most, "at most")
        length = context.get("actual_length") or len(fault.value)
        plural = "" if limit == 1 else "s"
        message = f"{self._name(fault)} needs {word} {limit:,} {unit}{plural}, found {length:,}"
        return self._problem(fault, "E306", message, hint=self._about(fault))

    def pattern(self, fault: Fault) -> Problem:
        """E307: text of another form."""
        pattern = str(fault.context.get("pattern", ""))
        hint = _PATTERNS.get(pattern, f"it has to match {pattern}")
        message = f'"{short(fault.value)}" does not have the form that {self._name(fault)} needs'
        return self._problem(fault, "E307", message, hint=_joined(hint, self._about(fault)))

    def form(self, fault: Fault) -> Problem:
        """E307 for addresses and the like, which have rules of their own."""
        what = "an address (URL)" if fault.kind.startswith("url") else "a UUID"
        return self._problem(fault, "E307", f'"{short(fault.value)}" is not {what}', hint=self._about(fault))

    def number(self, fault: Fault) -> Problem:
        """E305 for what bounds do not say."""
        wants = {
            "multiple_of": f"a multiple of {fault.context.get('multiple_of')}",
            "finite_number": "a finite number",
        }.get(fault.kind, "a number with fewer digits")
        message = f"{self._name(fault)} needs {wants}, found {self._written(fault)}"
        return self._problem(fault, "E305", message, hint=self._about(fault))

    def _moment(self, fault: Fault) -> Problem:
        why = str(fault.context.get("error", "")).removeprefix("input ")
        reason = f": {why}" if re.search(r"month|day|hour|minute|second", why) else ""
        what = "a time" if fault.kind.startswith("time") else "a date"
        hint = "dates are written YYYY-MM-DD" if what == "a date" else "times are written HH:MM:SS"
        return self._problem(fault, "E308", f'"{short(fault.value)}" is not {what}{reason}', hint=hint)

    def _kind(self, fault: Fault) -> Problem:
        """E303: another kind of value; E304 when it is text and some text is listed."""
        schema, value = fault.place.schema, fault.value
        listed = tuple(alternatives(self._shape, schema)) if schema is not None else ()
        words = _listed_words(self._shape, fault)
        if fault.kind == NO_BRANCH and words and isinstance(value, str):
            message = f'"{short(value)}" is not one of the allowed values'
            return self._problem(fault, "E304", message, listed, did_you_mean(value, words))
        message = f"{self._name(fault)} needs {due(self._shape, schema)}, found {found(value, self._written(fault))}"
        return self._problem(
            fault, "E303", message, hint=_joined(_kind_hint(listed, value, self._written(fault)), self._about(fault))
        )

    def _problem(
        self, fault: Fault, code: str, message: str, allowed: tuple[str, ...] = (), hint: str | None = None
    ) -> Problem:
        return Problem(code, self._path(fault), message, allowed, hint, at="key" if fault.place.at_key else "value")

    def _path(self, fault: Fault) -> KeyPath:
        return (*self._root, *fault.place.path)

    def _name(self, fault: Fault) -> str:
        path = self._path(fault)
        return f"a key of {self._named(path[:-1])}" if fault.place.at_key else self._named(path)

    def _named(self, path: KeyPath) -> str:
        return named(path, in_list=self._tree.is_item(path))

    def _inside(self, path: KeyPath) -> str:
        return f" in {self._named(path[:-1])}" if len(path) > 1 else ""

    def _written(self, fault: Fault) -> str:
        """A scalar as the writer spelt it, so that 1.10 is not told as 1.1."""
        written = self._tree.written(self._path(fault)) if isinstance(fault.value, (int, float)) else None
        return short(fault.value if written is None else written)

    def _about(self, fault: Fault) -> str | None:
        path = fault.place.path
        return about(fault.place.record, str(path[-1])) if path and not fault.place.at_key else None


def _moved(problem: Problem, root: KeyPath) -> Problem:
    """A problem that a record reported about itself, as seen from the top of the document."""
    path = (*root, *problem.path)
    return Problem(problem.code, path, problem.message, problem.allowed, problem.hint, problem.severity, problem.at)


def _listed_words(shape: Shape, fault: Fault) -> list[str]:
    schema = shape.bare(fault.place.schema) if fault.place.schema is not None else None
    if schema is None or schema["type"] != "union":
        return []
    return [word for choice in shape.choices(schema) for word in words_of(shape, choice)]


def _kind_hint(listed: tuple[str, ...], value: object, written: str) -> str | None:
    wants = " ".join(listed)
    if isinstance(value, str):
        if "true or false" in wants and value.lower() in _YES_NO:
            return "write true or false"
        if "number" in wants and re.fullmatch(r"[-+]?[0-9.]+([eE][-+]?[0-9]+)?", value):
            return "leave out the quotation marks"
    if isinstance(value, (int, float)) and ("text" in listed if not isinstance(value, bool) else listed == ("text",)):
        return f'put it in quotation marks: "{written}"'
    return 'write the value behind the ":", or delete the line' if value is None else None


def _joined(*hints: str | None) -> str | None:
    return "\n".join(hint for hint in hints if hint) or None


_BY_KIND: dict[str, Callable[[Explainer, Fault], Problem]] = {
    "extra_forbidden": Explainer.unknown_key,
    "unexpected_keyword_argument": Explainer.unknown_key,
    "missing": Explainer.missing_key,
    "literal_error": Explainer.word,
    "enum": Explainer.word,
    "union_tag_invalid": Explainer.tag,
    "union_tag_not_found": Explainer.no_tag,
    **dict.fromkeys(("greater_than", "greater_than_equal", "less_than", "less_than_equal"), Explainer.range),
    **dict.fromkeys(
        ("too_short", "too_long", "string_too_short", "string_too_long", "bytes_too_short", "bytes_too_long"),
        Explainer.length,
    ),
    "string_pattern_mismatch": Explainer.pattern,
    **dict.fromkeys(
        ("url_parsing", "url_syntax_violation", "url_too_long", "url_scheme", "uuid_parsing", "uuid_version"),
        Explainer.form,
    ),
    **dict.fromkeys(
        ("multiple_of", "finite_number", "decimal_max_digits", "decimal_max_places", "decimal_whole_digits"),
        Explainer.number,
    ),
}
