"""Parts of pages, of which the pages in `garden.web.contexts` are made."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from markupsafe import Markup
from msgspec import Struct

from garden.model import (
    Note,
    NoteKind,
    WantedNote,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownPanel:
    """A plugin's panel as it came out, or the news that it did not."""

    plugin: str
    """Name of the plugin."""
    title: str
    """Heading of the box; empty when it failed."""
    html: Markup
    """What its template gave; empty when it failed."""
    slot: Literal["main", "aside"] = "main"
    """Below the text, or beside it on wide screens."""
    failed: bool = False
    """Whether to say that the part could not be shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KindCount:
    """A kind with the number of its public notes."""

    kind: NoteKind
    """The kind."""
    count: int
    """Public notes of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DateCount:
    """A day or a month that a question names, with the number of notes of it."""

    label: str
    """The date in words: ``12 March 2024``, ``March 2024``."""
    rest: str
    """What else the question asks, which these notes answer."""
    count: int
    """How many they are."""
    url: str
    """The address of a search for them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageLink:
    """A page of a list in several pages."""

    number: int
    """From 1."""
    url: str
    """Its address."""
    current: bool = False
    """Whether it is the page we are on."""
    gap: bool = False
    """Whether pages are left out before it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paging:
    """Where we are in a list of several pages."""

    number: int
    """The page we are on, from 1."""
    pages: int
    """How many there are, at least 1."""
    total: int
    """Entries on all of them."""
    links: tuple[PageLink, ...]
    """The first, the last and those around this one; empty for a single page."""
    previous: str
    """Address of the page before; empty on the first."""
    next: str
    """Address of the page after; empty on the last."""


class Choice(Struct, frozen=True, kw_only=True):
    """A value that narrows a search, or widens it again when it is chosen."""

    label: str
    """What the reader sees."""
    value: str
    """The value in the address."""
    count: int
    """Notes that it would give."""
    url: str
    """Where choosing it leads; for a chosen one, where letting go of it leads."""
    chosen: bool = False
    """Whether it is in force."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceGroup:
    """The choices of one field."""

    name: str
    """The field's name."""
    title: str
    """What the reader sees above them."""
    choices: tuple[Choice, ...]
    """Those to show at once, and ..."""
    more: tuple[Choice, ...] = ()
    """... those behind a fold."""
    unlisted: int = 0
    """How many there are besides."""
    full_list: str = ""
    """Address of a page that has all of them; empty where there is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Crumb:
    """A step of the way from the root to where we are."""

    title: str
    """Name of the folder or tag."""
    url: str
    """Its page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Branch:
    """A folder or a tag in a tree."""

    title: str
    """Last part of its path."""
    url: str
    """Its page."""
    count: int
    """Public notes in or under it."""
    branches: tuple[Branch, ...] = ()
    """What is right under it, sorted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Folder:
    """What lies in a folder."""

    path: str
    """Relative to the notes' folder; empty for the root."""
    folders: tuple[Branch, ...]
    """Folders in it."""
    notes: tuple[Note, ...]
    """Public notes right in it, by title."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """A note that no one has written yet, and who wishes for it."""

    wanted: WantedNote
    """What is wished for."""
    sources: tuple[Note, ...]
    """Public notes that link to it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormOfAsking:
    """A form that a question may have."""

    example: str
    """As it is typed."""
    meaning: str
    """What it finds, in a sentence."""
    url: str
    """The search for the example."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormsOfAsking:
    """Forms that belong together."""

    title: str
    """What the reader sees above them."""
    forms: tuple[FormOfAsking, ...]
    """The forms."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CardToCut:
    """A note on a card to print and cut out."""

    note: Note
    """The note; its title is the card's."""
    text: str
    """Its summary, or only its content note where it has one; may be empty."""
    facts: tuple[tuple[str, str], ...]
    """The kind's own front matter that is short: names and words."""
    people: str
    """Who it is from, in words; may be empty."""
    form: str
    """Size of the card and its letters, the end of the class ``cut-``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Described:
    """What a note's page says of itself to programs; all empty for a note that is not public."""

    summary: str = ""
    """A few words on the note; of a note with a content note, that alone."""
    canonical: str = ""
    """Its address for everyone; empty where the site's own is not known."""
    properties: tuple[tuple[str, str], ...] = ()
    """Names and values of Open Graph."""
    linked_data: Markup | None = None
    """JSON-LD in the words of schema.org, safe inside a ``script`` element."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Notes that stand together in a list, under a heading."""

    title: str
    """The heading."""
    notes: tuple[Note, ...]
    """The notes, or the first of them."""
    total: int
    """How many there are."""
    url: str = ""
    """Where all of them are, if they are not all here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Jump:
    """A way to a place in a long list."""

    title: str
    """What begins there."""
    url: str
    """Its page, and the place in it."""
    count: int = 0
    """Notes there; 0 where that is not told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WayIn:
    """A page from which one can begin to wander."""

    title: str
    """Its name."""
    url: str
    """Its address."""
    text: str
    """What it is, in a sentence; may be empty."""
    told: str = ""
    """How much is there, in words; may be empty."""
    icon: str = ""
    """One character; may be empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListPage:
    """What pages of a list share."""

    paging: Paging
    """Where we are in the list."""

    @property
    def total(self) -> int:
        """How many entries the list has in all."""
        return self.paging.total


@dataclass(frozen=True, slots=True, kw_only=True)
class MapRow:
    """A note on the map, as a row of a table."""

    note: Note
    """The note."""
    steps: int
    """How far it is from the note whose map it is; 0 on the map of all."""
    coming: int
    """How many notes lead to it."""
    going: int
    """How many it leads to."""
    ways: tuple[str, ...]
    """How it is one step away, in a few words each; empty for any other."""
    by: tuple[Note, ...]
    """Notes by way of which it is more than one step away; the best linked few."""
    more: int
    """How many more of these there are."""
    url: str
    """The map from it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Island:
    """Notes that are linked with one another and with none besides."""

    notes: tuple[Note, ...]
    """The best linked few."""
    total: int
    """How many there are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """What a note was adapted from."""

    title: str
    """A note's title, or what its author wrote."""
    url: str
    """A path of this site, or an address elsewhere; empty where it leads nowhere."""
    note_id: str = ""
    """Of a note of this garden."""
