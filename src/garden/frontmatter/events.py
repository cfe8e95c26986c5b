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
        self._budget = Budget()
        self._anchors: dict[str, tuple[Any, int, int]] = {}
        self._duplicates: list[str] = []

    def meta(self) -> Meta:
        try:
            value = self._document()
        finally:
            self._loader.dispose()
        if value is None:
            value = {}
        if not isinstance(value, dict):
            raise NotAMappingError
        return Meta(values=value, duplicates=tuple(dict.fromkeys(self._duplicates)))

    def _document(self) -> Any:
        while self._loader.check_event():
            event = self._loader.get_event()
            if isinstance(event, yaml.NodeEvent):
                return self._node(event, 0)
        return None

    def _node(self, event: Any, depth: int) -> Any:
        if isinstance(event, yaml.AliasEvent):
            return self._alias(event)
        before = (self._budget.nodes, self._budget.characters)
        value = self._scalar(event) if isinstance(event, yaml.ScalarEvent) else self._collection(event, depth)
        if event.anchor is not None:
            nodes, characters = before
            spent = (nodes - self._budget.nodes, characters - self._budget.characters)
            self._anchors[event.anchor] = (value, *spent)
        return value

    def _scalar(self, event: Any) -> str | None:
        self._budget.spend(1, len(event.value), _line(event))
        return None if not event.style and event.value in _NULLS else clean(event.value)

    def _collection(self, event: Any, depth: int) -> list[Any] | dict[str, Any]:
        self._budget.spend(1, 0, _line(event))
        self._budget.descend(depth, _line(event))
        if isinstance(event, yaml.SequenceStartEvent):
            return [self._node(item, depth + 1) for item in self._until(yaml.SequenceEndEvent)]
        return self._mapping(depth)

    def _mapping(self, depth: int) -> dict[str, Any]:
        mapping: dict[str, Any] = {}
        for event in self._until(yaml.MappingEndEvent):
            key = self._key(event, depth)
            if depth == 0 and key in mapping:
                self._duplicates.append(key)
            mapping[key] = self._node(self._loader.get_event(), depth + 1)
        return mapping

    def _key(self, event: Any, depth: int) -> str:
        value = self._node(event, depth + 1)
        if value is None:
            return getattr(event, "value", "")
        if isinstance(value, str):
            return value
        # `- {{ name }}` and `? [a, b]` give keys that are mappings or lists.
        key = _written(value)
        self._budget.spend(0, len(key), _line(event))
        return key

    def _until(self, end: type) -> Iterator[Any]:
        while not self._loader.check_event(end):
            yield self._loader.get_event()
        self._loader.get_event()

    def _alias(self, event: Any) -> Any:
        if event.anchor not in self._anchors:
            raise NoteError(
                f"The front matter uses *{event.anchor}, which is not defined before it.",
                code="front-matter-yaml",
                line=_line(event),
                fix="Put the text in quotation marks, if the * belongs to it.",
            )
        value, nodes, characters = self._anchors[event.anchor]
        self._budget.spend(nodes, characters, _line(event))
        return value


def _line(event: Any) -> int:
    line: int = event.start_mark.line
    return line + 1


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
