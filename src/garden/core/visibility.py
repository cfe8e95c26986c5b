"""Who may meet a note, asked by every output through one function."""

from __future__ import annotations

from enum import Enum, auto

from garden.model import Note, Visibility


class Place(Enum):
    """Where a note would be met."""

    LIST = auto()
    """Lists, search, counts, suggestions, links, panels, feeds."""
    PAGE = auto()
    """The note's own address, and whatever is shown there."""


_SHOWN = {
    Place.LIST: frozenset({Visibility.PUBLIC}),
    Place.PAGE: frozenset({Visibility.PUBLIC, Visibility.UNLISTED}),
}


def shown_in(place: Place) -> frozenset[Visibility]:
    """The visibilities of notes that may be met there."""
    return _SHOWN[place]


def is_shown(note: Note, place: Place) -> bool:
    """Whether the note may be met there."""
    return note.visibility in _SHOWN[place]
