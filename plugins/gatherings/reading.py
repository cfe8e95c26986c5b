"""What a gathering's front matter says, read leniently; and all gatherings by date. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from garden import Note, texts

if TYPE_CHECKING:
    from garden import Garden

KIND = "gathering"


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """Something that was said, or that stood in the room."""

    number: int
    """Its place among those of its gathering, from 1; what stands before it may be empty and still counts."""
    anchor: str
    """The id of its place on the gathering's page."""
    quote: str
    by: str
    """Who said it; may be empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathering:
    """A gathering as pages show it."""

    note: Note
    place: str
    hosts: tuple[str, ...]
    takeaways: tuple[Said, ...]
    tensions: tuple[Said, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """All gatherings that lists may show."""

    dated: tuple[Gathering, ...]
    """The latest first."""
    undated: tuple[Gathering, ...]
    """By title."""

    def ahead(self, today: date) -> tuple[Gathering, ...]:
        """Those of today and later, the next one first."""
        return tuple(reversed([it for it in self.dated if it.note.date and it.note.date >= today]))

    def from_(self, today: date) -> tuple[Gathering, ...]:
        """All: those ahead, the next one first; those past, the latest first; those without a date."""
        ahead = self.ahead(today)
        return (*ahead, *self.dated[len(ahead) :], *self.undated)


def gatherings(garden: Garden) -> Timeline:
    """All of them; made once for a generation, by ``garden.kept(gatherings)``."""
    every = [read(note) for note in garden.notes(kind=KIND)]
    dated = sorted(
        (it for it in every if it.note.date), key=lambda it: it.note.date or date.min, reverse=True
    )
    return Timeline(dated=tuple(dated), undated=tuple(it for it in every if not it.note.date))


def read(note: Note) -> Gathering:
    """A gathering from its note; what cannot be read is left out."""
    return Gathering(
        note=note,
        place=", ".join(texts(_value(note.meta, "place"))),
        hosts=tuple(dict.fromkeys(person.name for person in note.people if person.role == "host")),
        takeaways=tuple(_said(note.meta, "takeaways")),
        tensions=tuple(_said(note.meta, "tensions")),
    )


def entries(meta: Mapping[str, Any], key: str) -> list[Any]:
    """What stands under a key, as a list: one thing is a list of one."""
    value = _value(meta, key)
    return value if isinstance(value, list) else [] if value in (None, "") else [value]


def is_blank(entry: object) -> bool:
    """Whether an entry is a form in which nothing has been filled in, as a new gathering begins with."""
    return isinstance(entry, Mapping) and bool(entry) and not any(texts(value) for value in entry.values())


def _said(meta: Mapping[str, Any], key: str) -> Iterator[Said]:
    for number, entry in enumerate(entries(meta, key), 1):
        quote, by = _words(entry)
        if quote:
            yield Said(number=number, anchor=f"{key.removesuffix('s')}-{number}", quote=quote, by=by)


def _words(entry: object) -> tuple[str, str]:
    """(quote, by) of ``text`` or ``{quote: text, by: name}``."""
    if not isinstance(entry, Mapping):
        return " ".join(texts(entry)), ""
    known = {str(name).casefold(): value for name, value in entry.items()}
    if "quote" in known:
        return " ".join(texts(known["quote"])), ", ".join(texts(known.get("by")))
    return " ".join(texts(entry)), ""


def _value(meta: Mapping[str, Any], key: str) -> Any:
    return next((value for name, value in meta.items() if str(name).casefold() == key), None)
