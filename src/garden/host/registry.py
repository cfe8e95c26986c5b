"""Kinds and fields by name; who asks for a taken name is told who has it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from typing import Generic, TypeVar

from garden.config import Config
from garden.errors import PluginError
from garden.model import Field, NoteKind

N = TypeVar("N", NoteKind, Field)

COMMAND_NAME = re.compile(r"[a-z][a-z0-9-]{0,31}")

RESERVED = frozenset({
    "after", "alias", "aliases", "attachments", "author", "authors", "before", "body", "content_note",
    "date", "draft", "exactly", "from", "has", "heading", "headings", "id", "in", "kind", "lang", "language",
    "licence", "limit", "link", "links", "meta", "next", "page", "path", "per_page", "person", "q",
    "related", "score", "section", "series", "sort", "status", "summary", "tag", "tags", "text",
    "title", "to", "updated", "url", "visibility", "words", "year",
})  # fmt: skip
"""Names that searches and addresses give a meaning of their own."""


class Registry(Generic[N], Mapping[str, N]):
    """Values by their names, in the order they came; a name is given once."""

    def __init__(self, noun: str) -> None:
        self._noun = noun
        self._values: dict[str, N] = {}
        self._owners: dict[str, str] = {}
        self._refused: dict[str, set[str]] = {}

    def __getitem__(self, name: str) -> N:
        return self._values[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def add(self, value: N, owner: str) -> None:
        """Takes a value in; PluginError names both sides when its name is taken."""
        holder = self._owners.get(value.name)
        if holder == owner:
            raise PluginError(f"The {self._noun} {value.name!r} is given twice by {owner}; once is enough.")
        if holder is not None:
            self._refused.setdefault(owner, set()).add(value.name)
            raise PluginError(
                f"The {self._noun} {value.name!r} of {owner} is already taken by {holder}; "
                "rename one of them."
            )
        self._values[value.name] = value
        self._owners[value.name] = owner

    def reserve(self, names: frozenset[str], owner: str) -> None:
        """Keeps names that no one may take."""
        self._owners.update(dict.fromkeys(names, owner))

    def owned_by(self, owner: str) -> Mapping[str, N]:
        """The values that one owner gave."""
        return {name: value for name, value in self._values.items() if self._owners[name] == owner}

    def refused(self, owner: str) -> Collection[str]:
        """Names that one owner asked for and could not have."""
        return self._refused.get(owner, ())


def owner(plugin: str) -> str:
    """A plugin as the owner of a name, for people."""
    return f"the plugin {plugin}"


def kinds(config: Config) -> Registry[NoteKind]:
    """The kind there is before any plugin speaks: ``note``."""
    registry: Registry[NoteKind] = Registry("kind")
    registry.add(dressed(NoteKind(name="note", plural="notes"), config), "core")
    return registry


def dressed(kind: NoteKind, config: Config) -> NoteKind:
    """A kind with what ``garden.toml`` says of it."""
    settings = config.kinds.get(kind.name)
    return replace(kind, **settings.said()) if settings else kind


def add_own(registry: Registry[NoteKind], config: Config) -> None:
    """Adds the kinds of ``garden.toml`` that no plugin has given."""
    for name in config.kinds:
        if name not in registry:
            registry.add(dressed(NoteKind(name=name), config), "garden.toml")


def fields() -> Registry[Field]:
    """No fields yet, and the names that core keeps for itself."""
    registry: Registry[Field] = Registry("field")
    registry.reserve(RESERVED, "core")
    return registry
