"""Reads YAML by walking the parser's events, never its recursive composer: depth and size stay under our control."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from riskframe.loading.build import Builder, Stopped
from riskframe.loading.quote import short
from riskframe.loading.scalars import plain
from riskframe.loading.yaml_faults import from_escape, from_yaml

_TEXT_TAGS = (None, "tag:yaml.org,2002:str", "!")
"""`!!str` and a bare `!` say no more than quotation marks do."""


def read_yaml(build: Builder) -> None:
    """Sends the one YAML document of the source to `build`. Raises Stopped where reading cannot go on."""
    import yaml

    # The C parser is ten times as fast; PyYAML is sometimes installed without it.
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        _walk(build, loader(build.source.text).get_event, yaml)
    except yaml.YAMLError as error:
        raise Stopped(from_yaml(build.source, error)) from None
    except (ValueError, OverflowError):
        # The pure parser's way to fail on an escape such as "\UFFFFFFFF".
        raise Stopped(from_escape(build.source)) from None


def _walk(build: Builder, next_event: Callable[[], Any], yaml: Any) -> None:
    documents = 0
    scalar_event, map_start, list_start = yaml.ScalarEvent, yaml.MappingStartEvent, yaml.SequenceStartEvent
    map_end, list_end, stream_end = yaml.MappingEndEvent, yaml.SequenceEndEvent, yaml.StreamEndEvent
    while (kind := type(event := next_event())) is not stream_end:
        if kind is scalar_event:
            _scalar(build, event)
        elif kind is map_start:
            _open(build, event, {})
        elif kind is list_start:
            _open(build, event, [])
        elif kind is map_end or kind is list_end:
            build.close()
        elif kind is yaml.AliasEvent:
            _alias(build, event)
        elif kind is yaml.DocumentStartEvent:
            documents += 1
            if documents > 1:
                start = event.start_mark.index
                raise build.stopped(
                    "E216", "a second document begins here", start, start + 3, "keep one document a file"
                )


def _scalar(build: Builder, event: Any) -> None:
    start: int = event.start_mark.index
    end: int = event.end_mark.index
    value: str = event.value
    if (event.anchor is not None or event.tag is not None) and not _bare(build, event, start, end):
        return
    if event.implicit[0] and event.tag is None:
        if value == "<<" and build.expects_key:
            build.fault("E214", 'the merge key "<<" is not followed', start, end, "write the entries out")
            build.refused_key(start, end)
        else:
            build.scalar(plain(value), start, end)
    elif event.style == '"':
        build.quoted(value, start, end)
    else:
        build.scalar(value, start, end)


def _alias(build: Builder, event: Any) -> None:
    start, end, name = event.start_mark.index, event.end_mark.index, short(event.anchor)
    hint = f'write the value out; text that begins with "*" needs quotes: "*{name}"'
    build.fault("E213", f'the alias "*{name}" is not followed', start, end, hint)
    build.refused(start, end)


def _bare(build: Builder, event: Any, start: int, end: int) -> bool:
    """Whether the scalar can be taken although it has an anchor or a tag in front of it."""
    if event.anchor is not None:
        _refuse_anchor(build, event, start)
    if event.tag in _TEXT_TAGS:
        return True
    _refuse_tag(build, start)
    build.refused(start, end)
    return False


def _open(build: Builder, event: Any, data: Any) -> None:
    start: int = event.start_mark.index
    if event.anchor is not None:
        _refuse_anchor(build, event, start)
    if event.tag is not None:
        _refuse_tag(build, start)
    build.open(data, start, event.end_mark.index - start if event.flow_style else 1)


def _refuse_anchor(build: Builder, event: Any, start: int) -> None:
    name = short(event.anchor)
    hint = f'delete it; text that begins with "&" needs quotes: "&{name}"'
    build.fault("E213", f'the anchor "&{name}" is not used here', start, start + 1 + len(event.anchor), hint)


def _refuse_tag(build: Builder, start: int) -> None:
    written = build.source.text[start : start + 80].split(maxsplit=1)[0]
    hint = 'delete it; text that begins with "!" needs quotes'
    build.fault("E215", f'the tag "{written}" is not read', start, start + len(written), hint)
