"""Notes by their dates: the newest first, and year by year."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from garden.model import Note

if TYPE_CHECKING:
    from garden.core.garden import Garden


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """The notes of lists by the year of their date."""

    years: Mapping[str, tuple[Note, ...]]
    """By year with four digits, the latest first; the notes of a year too."""
    undated: tuple[Note, ...]
    """Those without a date, by title."""


def calendar(garden: Garden) -> Calendar:
    """All notes, year by year; made once for a generation, by ``garden.kept(calendar)``."""
    years: dict[str, list[Note]] = defaultdict(list)
    for note in newest_first(garden.notes()):
        years[note.year].append(note)
    undated = years.pop("", [])
    return Calendar(
        years={year: tuple(years[year]) for year in sorted(years, reverse=True)},
        undated=tuple(undated),
    )


def newest_by_kind(garden: Garden) -> Mapping[str, tuple[Note, ...]]:
    """The notes of each kind, the latest first; made once for a generation."""
    kinds: dict[str, list[Note]] = defaultdict(list)
    for note in newest_first(garden.notes()):
        kinds[note.kind].append(note)
    return {kind: tuple(notes) for kind, notes in kinds.items()}


def newest_first(notes: Iterable[Note]) -> list[Note]:
    """Notes by their date, the latest first; the same day in the order given, those without one last."""
    return sorted(notes, key=lambda note: note.date or date.min, reverse=True)


def last_tended(garden: Garden, note: Note) -> date | None:
    """The latest day on which a note was tended, as itself and git tell; None where neither does.

    No day to come: a gathering is told of before it is held. A note that git has seen once only
    came in as it was, so that its own days count before that.
    """
    today = garden.today()
    days = [day for day in (note.date, note.updated) if day and day <= today]
    told = garden.history.of(note)
    if told and (told.versions > 1 or not days):
        days.append(min(told.changed.date(), today))
    return max(days, default=None)
