"""Who had a part in a note."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from garden.characters import is_visible
from garden.model import Person
from garden.parsing.reader import Reader
from garden.parsing.texts import apart, flat, line

ROLES = ("author", "teller", "scribe", "host", "translator")
"""Roles that are front-matter keys too: ``teller: Ama`` is an author with that role."""

_KEYS = (
    ("authors", ROLES[0]),
    *((role, role) for role in ROLES),
    *((f"{role}s", role) for role in ROLES[1:]),
)
"""Front-matter keys and the roles of those who are named there, in the order of people."""

_AND = re.compile(r"^(?:and|&)\s+", re.IGNORECASE)
"""Before the last of several names: ``Ama, and Ben``."""


def people(meta: Reader) -> tuple[Person, ...]:
    """Authors first, then who is named under a key of their role; each once a role."""
    named = ((meta.get(key), role) for key, role in _KEYS)
    found = dict.fromkeys(
        person for value, role in named if value is not None for person in _persons(value, role)
    )
    return tuple(person for person in found if is_visible(person.name))


def _persons(value: Any, role: str) -> Iterator[Person]:
    match value:
        case str():
            first, *more = apart(value) or ("",)
            for name in (first, *(_AND.sub("", name, count=1) for name in more)):
                yield Person(name=line(name), role=role)
        case list():
            for item in value:
                # An entry of a list is whole: "Okri, Ben" is one person.
                yield from (
                    [Person(name=line(item), role=role)] if isinstance(item, str) else _persons(item, role)
                )
        case dict():
            lower = {key.lower(): inner for key, inner in value.items()}
            if "name" in lower:
                own_role = " ".join(flat(lower.get("role"))).lower()
                yield from _persons(lower["name"], line(own_role) or role)
            else:
                for key, names in lower.items():
                    yield from _persons(names, line(key) or role)
