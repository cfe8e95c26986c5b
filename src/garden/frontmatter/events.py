"""YAML's events to values, counting on the way.

Events come from a state machine that does not recurse, one at a time, so that
depth, values and aliases are refused before anything unfolds.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import yaml

from garden.errors import NoteError
from garden.frontmatter.meta import Budget, Meta, clean

# Without libyaml the same loader in Python is 13 times slower, not different.
_Loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_NULLS = {"", "~", "null", "Null", "NULL"}


class NotAMappingError(Exception):
    """YAML that is a list or a text at the top: no front matter."""


def read(text: str) -> Meta:
    """The mapping that a YAML text holds.

    Raises NoteError for what is over its bounds, NotAMappingError, and
    yaml.YAMLError for what is no YAML.
    """
    return _Builder(clean(text)).meta()


class _Builder:
    """Builds the values of one text."""

    def __init__(self, text: str) -> None:
        self._loader = _Loader(text)
        self._event: Any = None
        self._budget = Budget()
        self._anchors: dict[str, tuple[Any, int, int]] = {}
        self._duplicates: list[str] = []

    def meta(self) -> Meta:
        try:
            value = self._document()
        except NoteError as error:
            error.line = self._event.start_mark.line + 1
            raise
        finally:
            self._loader.dispose()
        if value is None:
            value = {}
        if not isinstance(value, dict):
            raise NotAMappingError
        return Meta(values=value, duplicates=tuple(dict.fromkeys(self._duplicates)))

    def _next(self) -> Any:
        event = self._event = self._loader.get_event()
        return event

    def _document(self) -> Any:
        while (event := self._next()) is not None:
            if isinstance(event, yaml.NodeEvent):
                return self._node(event, 0)
        return None

    def _node(self, event: Any, depth: int) -> Any:
        if isinstance(event, yaml.AliasEvent):
            return self._alias(event)
        if event.anchor is None:
            return self._value(event, depth)
        nodes, characters = self._budget.nodes, self._budget.characters
        value = self._value(event, depth)
        spent = (nodes - self._budget.nodes, characters - self._budget.characters)
        self._anchors[event.anchor] = (value, *spent)
        return value

    def _value(self, event: Any, depth: int) -> Any:
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event)
        self._budget.spend(1, 0)
        self._budget.descend(depth)
        if isinstance(event, yaml.SequenceStartEvent):
            return [self._node(item, depth + 1) for item in self._until(yaml.SequenceEndEvent)]
        return self._mapping(depth)

    def _scalar(self, event: Any) -> str | None:
        text: str = event.value
        self._budget.spend(1, len(text))
        if event.style == '"':  # the whole text is clean, and only here can more be written with escapes
            return clean(text)
        return None if not event.style and text in _NULLS else text

    def _mapping(self, depth: int) -> dict[str, Any]:
        mapping: dict[str, Any] = {}
        for event in self._until(yaml.MappingEndEvent):
            key = self._key(event, depth)
            if depth == 0 and key in mapping:
                self._duplicates.append(key)
            mapping[key] = self._node(self._next(), depth + 1)
        return mapping

    def _key(self, event: Any, depth: int) -> str:
        value = self._node(event, depth + 1)
        if value is None:
            return getattr(event, "value", "")
        if isinstance(value, str):
            return value
        # `- {{ name }}` and `? [a, b]` give keys that are mappings or lists.
        key = _written(value)
        self._budget.spend(0, len(key))
        return key

    def _until(self, end: type) -> Iterator[Any]:
        while not isinstance(event := self._next(), end):
            yield event

    def _alias(self, event: Any) -> Any:
        if event.anchor not in self._anchors:
            raise NoteError(
                f"The front matter uses *{event.anchor}, which is not defined before it.",
                code="front-matter-yaml",
                fix="Put the text in quotation marks, if the * belongs to it.",
            )
        value, nodes, characters = self._anchors[event.anchor]
        self._budget.spend(nodes, characters)
        return value


def _written(value: Any) -> str:
    """A value on one line, as an author would have written it."""
    match value:
        case dict():
            pairs = (key if inner is None else f"{key}: {_written(inner)}" for key, inner in value.items())
            return f"{{{', '.join(pairs)}}}"
        case list():
            return f"[{', '.join(map(_written, value))}]"
        case _:
            return value or ""
