"""Notes by when they were last tended: by what git tells, else by the dates that they bear."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from garden.model import Note

if TYPE_CHECKING:
    from garden.core.garden import Garden


@dataclass(frozen=True, slots=True, kw_only=True)
class Lately:
    """A note and when it was last tended."""

    note: Note
    """The note."""
    when: date
    """The day; where git told it, by the clocks of whoever tended the note."""
    names: tuple[str, ...]
    """Who did, as git tells; empty where the day is one that the note bears."""


def lately(garden: Garden) -> tuple[Lately, ...]:
    """Notes of lists that have such a day, the latest first; by ``garden.kept(lately)``."""
    found = [one for note in garden.notes() if (one := _of(garden, note)) is not None]
    return tuple(sorted(found, key=_place, reverse=True))


def _of(garden: Garden, note: Note) -> Lately | None:
    told = garden.history.of(note)
    if told is not None:
        return Lately(note=note, when=told.changed.date(), names=told.last)
    when = note.updated or note.date
    return Lately(note=note, when=when, names=()) if when else None


def _place(one: Lately) -> tuple[date, date, str]:
    """Those of one day, as when all came in at once, by the dates that they bear."""
    return one.when, one.note.updated or one.note.date or date.min, one.note.id
