"""Who may meet a note, asked by every output through one function.

Which outputs belong to which scope of a consent:

- *garden*: the pages for people, with what their own scripts ask for to draw them
  (suggestions, previews of links, maps);
- *public*: whatever leaves the garden. Feeds and calendars, data for other programs
  (``.json``, ``.md``, ``.bib``, ``.csl.json``, the search as JSON), site maps, what pages say
  of themselves to search engines and to places that show links, pictures for those;
- *print*: cards to print, and pages on paper.
"""

from __future__ import annotations

from datetime import date
from enum import Enum, auto

from msgspec.structs import replace

from garden.model import Hit, Note, Scope, Visibility


class Place(Enum):
    """Where a note would be met."""

    LIST = auto()
    """Lists, search, counts, suggestions, links, panels, feeds."""
    PAGE = auto()
    """The note's own address, and whatever is shown there."""


class Reach(Enum):
    """How far that which is made will go."""

    GARDEN = auto()
    """It stays on the pages of the garden."""
    PUBLIC = auto()
    """It leaves the garden."""
    STEWARD = auto()
    """Whoever tends the garden sees it, on their own machine."""


_SHOWN = {
    (Reach.GARDEN, Place.LIST): frozenset({Visibility.PUBLIC, Visibility.GARDEN}),
    (Reach.GARDEN, Place.PAGE): frozenset({Visibility.PUBLIC, Visibility.GARDEN, Visibility.UNLISTED}),
    (Reach.PUBLIC, Place.LIST): frozenset({Visibility.PUBLIC}),
    (Reach.PUBLIC, Place.PAGE): frozenset({Visibility.PUBLIC, Visibility.UNLISTED}),
    (Reach.STEWARD, Place.LIST): frozenset(Visibility),
    (Reach.STEWARD, Place.PAGE): frozenset(Visibility),
}
_NEEDED = {Reach.GARDEN: Scope.GARDEN, Reach.PUBLIC: Scope.PUBLIC}


def shown_in(place: Place, reach: Reach = Reach.GARDEN) -> frozenset[Visibility]:
    """The visibilities of notes that may be met there."""
    return _SHOWN[reach, place]


def is_shown(note: Note, place: Place, reach: Reach = Reach.GARDEN) -> bool:
    """Whether the note may be met there."""
    needed = _NEEDED.get(reach)
    return note.visibility in _SHOWN[reach, place] and (needed is None or needed in note.scopes)


def of_the_file(hit: Hit) -> Hit:
    """A note that was found, with its front matter only where anyone may read its file."""
    if not hit.by_keys or is_shown(hit.note, Place.PAGE, Reach.PUBLIC):
        return hit
    return replace(hit, by_keys=())


def is_for_paper(note: Note) -> bool:
    """Whether the words of a note that is shown may be printed."""
    return Scope.PRINT in note.scopes


def has_lapsed(note: Note, today: date) -> bool:
    """Whether the consent for a note has run out."""
    return note.consent is not None and note.consent.until is not None and note.consent.until < today
