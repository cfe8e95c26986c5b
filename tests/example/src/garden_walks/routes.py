"""What notes say of walks, and how long those take; nothing here knows of pages or commands."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import inf
from typing import TYPE_CHECKING

from garden import texts

if TYPE_CHECKING:
    from garden import Note

ROUNDED = 5
"""Minutes that a time is rounded to: nobody knows better than that."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Walk:
    """A note that says how far it is."""

    note: Note
    kilometres: float
    minutes: int
    ground: tuple[str, ...]


def walks(notes: Iterable[Note], pace: float) -> list[Walk]:
    """The walks among some notes, the shortest first, at ``pace`` kilometres an hour."""
    found = [
        Walk(note=note, kilometres=far, minutes=_minutes(far, pace), ground=ground(note))
        for note in notes
        if (far := kilometres(note)) is not None
    ]
    return sorted(found, key=lambda walk: (walk.kilometres, walk.note.title))


def kilometres(note: Note) -> float | None:
    """How far it is, where the note says so in a way that can be read: front matter is text."""
    try:
        far = float(note.meta.get("kilometres") or "")
    except (TypeError, ValueError):
        return None
    return far if 0 < far < inf else None


def ground(note: Note) -> tuple[str, ...]:
    """What one walks on: whatever words the note uses, such as ``paved`` or ``steps``."""
    return texts(note.meta.get("ground"))


def _minutes(far: float, pace: float) -> int:
    return max(ROUNDED, ROUNDED * round(60 * far / pace / ROUNDED))
