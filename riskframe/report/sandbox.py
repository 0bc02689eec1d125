"""The sandbox of templates, and the narrower one of a user's own.

Jinja's sandbox keeps code and attributes out of reach, and limits neither time nor memory. A template of a user's own may
be a stranger's, so it gets a budget: every loop, call and include takes a step, long texts take more, and of filters and
methods only those are there that cannot make much out of little. What templates print stays escaped.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import wraps
from typing import Any, NoReturn

from jinja2 import Environment, nodes
from jinja2.exceptions import SecurityError, TemplateSyntaxError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.visitor import NodeTransformer

STEPS = 2_000_000
"""Of one document; the largest of the examples takes about a hundredth of it."""
A_STEP = 100
"""Characters that are built, changed or printed for one step."""
LONGEST = 20_000_000
"""Characters of one text."""
POWER = 64
"""The largest exponent."""
_FILTERS = """abs attr capitalize d default dictsort e escape first float forceescape int items last length count list lower
map max min reject rejectattr reverse round select selectattr sort string striptags sum title trim truncate unique upper
wordcount"""
_METHODS = """lower upper strip lstrip rstrip startswith endswith split splitlines title capitalize isdigit isalpha find count
index items keys values get removeprefix removesuffix"""
FILTERS, METHODS = frozenset(_FILTERS.split()), frozenset(_METHODS.split())
_PLAIN = (str, bytes, int, float, list, tuple, dict, set, frozenset)


class Sandbox(ImmutableSandboxedEnvironment):
    """For the bundled templates: Jinja's, quicker where the answer is known."""

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Whether a template may read the attribute."""
        # The records of the view hold plain values only; asking about each of thousands takes a tenth of a report.
        if isinstance(obj, tuple) and not attr.startswith("_"):
            return True
        return super().is_safe_attribute(obj, attr, value)


class OwnSandbox(Sandbox):
    """For a folder of a user's own. One document: the budget is spent once."""

    intercepted_binops = frozenset(["*", "**", "+", "%"])

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._left = STEPS
        kept = {name: self._charged(self.filters[name]) for name in FILTERS}
        self.filters.clear()
        self.filters.update(kept, counted=self._counted, joined=self._joined, join=self._join, replace=self._replace,
                            format=self._format)  # fmt: skip
        self.globals = {name: self.globals[name] for name in ("range", "dict")}
        self.concat = self._concat  # type: ignore[method-assign]

    # -- steps

    def _spend(self, *texts: Any) -> None:
        self._left -= 1 + sum(len(text) // A_STEP for text in texts if isinstance(text, str))
        if self._left < 0:
            raise SecurityError(f"takes more than {STEPS:,} steps")

    def _charged(self, filter_: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(filter_)
        def run(*args: Any, **kwargs: Any) -> Any:
            self._spend(*args)
            return filter_(*args, **kwargs)

        return run

    def _counted(self, items: Iterable[Any]) -> Iterator[Any]:
        for item in items:
            self._spend()
            yield item

    def call(self, context: Any, obj: Any, /, *args: Any, **kwargs: Any) -> Any:
        """Call a function for a template."""
        self._spend(getattr(obj, "__self__", None), *args)
        return super().call(context, obj, *args, **kwargs)

    def get_template(self, *args: Any, **kwargs: Any) -> Any:
        """Load a template that a template asks for."""
        self._spend()
        return super().get_template(*args, **kwargs)

    def is_safe_callable(self, obj: Any) -> bool:
        """Whether a template may call it: of the methods of plain values, only those that cannot make much out of little."""
        if isinstance(getattr(obj, "__self__", None), _PLAIN) and obj.__name__ not in METHODS:
            return False
        return super().is_safe_callable(obj)

    def wrap_str_format(self, value: Any) -> Any:
        """What stands for `str.format`: nothing, since a width in it can be any number."""
        if super().wrap_str_format(value) is not None:
            _refuse("formats with braces")
        return None

    # -- sizes

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """Arithmetic whose result is of a size that a report could have."""
        sizes = [len(side) if isinstance(side, str | list | tuple) else 0 for side in (left, right)]
        if operator == "%" and isinstance(left, str):
            _refuse("formats a text with %")
        if operator == "**" and not (isinstance(right, int | float) and abs(right) <= POWER):
            _refuse(f"raises to a power above {POWER}")
        if operator == "*" and any(sizes):
            times = right if sizes[0] else left
            _fits(max(sizes) * times if isinstance(times, int) else 0)
        _fits(sum(sizes))
        made = super().call_binop(context, operator, left, right)
        if isinstance(made, int) and made.bit_length() > 4096:
            _refuse("makes a number that no report could print")
        self._spend(made)
        return made

    def _joined(self, parts: list[Any]) -> Any:
        from jinja2.runtime import markup_join

        _fits(sum(len(part) if isinstance(part, str) else 40 for part in parts))
        self._spend(*parts)
        return markup_join(parts)

    def _join(self, items: Iterable[Any], between: str = "", attribute: str | None = None) -> Any:
        from jinja2.runtime import markup_join

        listed = [self.getattr(item, attribute) if attribute else item for item in self._counted(items)]
        parts = [part for item in listed for part in (between, item)][1:]
        return self._joined(parts) if parts else markup_join([""])

    def _replace(self, text: Any, old: str, new: str) -> Any:
        found = len(text) + 1 if not old else str(text).count(old)
        _fits(len(text) + found * len(new))
        made = text.replace(old, new)
        self._spend(made)
        return made

    def _format(self, text: str, *values: Any) -> Any:
        if "%" in re.sub(r"%(?:%|s|[+-]?0?[1-9]?d|\.[0-9]f)", "", text):
            _refuse("formats with more than %s, %d and %.2f")
        _fits(len(text) + sum(len(value) if isinstance(value, str) else 40 for value in values))
        self._spend(text, *values)
        return text % values

    def _concat(self, parts: Iterable[str]) -> str:
        listed, size = [], 0
        for part in parts:
            listed.append(part)
            size += len(part)
            _fits(size)
        made = "".join(listed)
        self._spend(made)
        return made

    # -- where the checks are put

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        found = super()._parse(source, name, filename)
        made = _Watched(self, name).visit(found)
        assert isinstance(made, nodes.Template)
        return made


class _Watched(NodeTransformer):
    """Loops and joined texts of a template, each through its check."""

    def __init__(self, environment: Environment, name: str | None) -> None:
        self._environment, self._name = environment, name

    def visit_For(self, node: nodes.For) -> nodes.For:  # noqa: N802 - the name is Jinja's
        self.generic_visit(node)
        node.iter = self._through(node.iter, "counted")
        return node

    def visit_Concat(self, node: nodes.Concat) -> nodes.Filter:  # noqa: N802 - the name is Jinja's
        self.generic_visit(node)
        return self._through(nodes.List(node.nodes, lineno=node.lineno), "joined")

    def visit_ScopedEvalContextModifier(self, node: nodes.Node) -> NoReturn:  # noqa: N802 - the name is Jinja's
        raise TemplateSyntaxError("what is printed stays escaped", node.lineno, self._name)

    def _through(self, node: nodes.Node, name: str) -> nodes.Filter:
        assert isinstance(node, nodes.Expr)
        made = nodes.Filter(node, name, [], [], None, None, lineno=node.lineno)
        made.set_environment(self._environment)
        return made


def _fits(size: int) -> None:
    if size > LONGEST:
        _refuse(f"makes a text of more than {LONGEST:,} characters")


def _refuse(what: str) -> NoReturn:
    raise SecurityError(what)
